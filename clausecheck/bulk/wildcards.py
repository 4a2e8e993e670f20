"""Patterns for names of files: `*` and `?` within a folder, `**` for folders at any depth.

Matching takes time in proportion to pattern times name at most: where a `*` was once followed by what the pattern
wants, an earlier `*` is never tried again, and so it is with `**`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

__all__ = ["FOLDERS", "matcher"]

FOLDERS = "**"


def matcher(wanted: str) -> Callable[[str], bool]:
    """What tells whether a name fits `wanted`; empty for every name, without a slash a name in any folder."""
    if not wanted:
        return lambda name: True
    path = posixpath.normpath(wanted) if "/" in wanted else f"{FOLDERS}/{wanted}"
    folders = [None if part == FOLDERS else _one(part) for part in path.split("/")]
    return lambda name: _fits(folders, name.split("/"))


def _one(part: str) -> re.Pattern[str]:
    """A pattern for one name between slashes."""
    pieces = [re.escape(piece).replace(r"\?", ".") for piece in re.split(r"\*+", part)]
    if len(pieces) == 1:
        return re.compile(f"(?s:{pieces[0]})")
    first, *middle, last = pieces
    # Atomic: the first place where a piece fits leaves the most for those after it, so no other need be tried.
    return re.compile(f"(?s:{first}{''.join(f'(?>.*?{piece})' for piece in middle)}.*{last})")


def _fits(wanted: list[re.Pattern[str] | None], given: list[str]) -> bool:
    """`given` folder by folder against `wanted`, in which None stands for any number of folders, or none."""
    at = here = 0
    again: tuple[int, int] | None = None
    while here < len(given):
        if at < len(wanted) and (one := wanted[at]) is None:
            at += 1
            again = (at, here)
        elif at < len(wanted) and one is not None and one.fullmatch(given[here]):
            at, here = at + 1, here + 1
        elif again is not None:
            again = (again[0], again[1] + 1)
            at, here = again
        else:
            return False
    return at == len(wanted)
