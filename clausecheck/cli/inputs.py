"""The inputs of one call, read in order and one ahead: while one is judged, the next is being read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.errors import UnreadableInput
from clausecheck.isolation import Isolation, Reading

if TYPE_CHECKING:
    from clausecheck.document import Document

__all__ = ["STDIN", "Inputs"]

STDIN = "-"

_LARGEST_STDIN = 256 * 1024 * 1024
# More than any contract; what is read beyond it would only fill the memory before it is refused.


class Inputs:
    """Hands out one document after the other."""

    def __init__(self, isolation: Isolation, names: Sequence[str]) -> None:
        """Begins to read the first, if that can be done without waiting for anybody."""
        self._isolation = isolation
        self._names = tuple(names)
        self._at = 0
        self._ahead = self._begin(0)

    def next(self) -> Document:
        """The next document; raises what kept it from being read, after which the one behind it may be asked for."""
        name, reading = self._names[self._at], self._ahead
        self._at += 1
        if reading is None:
            reading = self._start(name)
        self._ahead = self._begin(self._at)
        return reading.document()

    def _begin(self, at: int) -> Reading | None:
        """Start on an ordinary file; a pipe or standard input is opened only when its turn has come."""
        if at >= len(self._names) or self._names[at] == STDIN:
            return None
        try:
            ordinary = stat.S_ISREG(os.stat(self._names[at]).st_mode)
        except (OSError, ValueError):
            return None
        return self._isolation.start(Path(self._names[at])) if ordinary else None

    def _start(self, name: str) -> Reading:
        if name != STDIN:
            return self._isolation.start(Path(name))
        if sys.stdin is None:
            raise UnreadableInput(STDIN, "standard input is closed", "Name a file, or pipe the contract's text in.")
        return self._isolation.start(sys.stdin.buffer.read(_LARGEST_STDIN + 1), STDIN)
