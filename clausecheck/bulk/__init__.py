"""Many documents: found, judged side by side, and told together.

The package is called bulk because `clausecheck.batch` is the library's function.
"""
