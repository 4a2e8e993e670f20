"""`python -m clausecheck` does what `clausecheck` does."""

from clausecheck.cli.entry import main

if __name__ == "__main__":
    main()
