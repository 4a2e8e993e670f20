"""`python -m tests.golden`: make every form of every sample and compare it with the goldens.

`--write` stores what is made now, after it was read; `--out FOLDER` writes every form whole, so that two versions of
clausecheck can be compared with `diff -r`.
"""

import sys
from pathlib import Path

from tests.golden.forms import differences, rewrite


def main(words: list[str]) -> int:
    if words == ["--write"]:
        rewrite()
        return 0
    if words[:1] == ["--out"] and len(words) == 2:
        rewrite(Path(words[1]))
        return 0
    if words:
        print(__doc__)
        return 2
    found = differences()
    print("\n".join(found) or "every form of every sample is as it was")
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
