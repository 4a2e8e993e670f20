"""The inputs of one call, read in order and one ahead: while one is judged, the next is being read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.passwords import Passwords
from clausecheck.errors import UnreadableInput
from clausecheck.isolation import Isolation, Reading
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.document import Document

__all__ = ["STDIN", "Inputs", "open_input", "open_model", "read_stdin"]

STDIN = "-"

_LARGEST_STDIN = 256 * 1024 * 1024
# More than any contract; what is read beyond it would only fill the memory before it is refused.


@record
class _Begun:
    """A file being read."""

    name: str
    """As the user gave it."""
    password: str | None
    """It is tried with."""
    reading: Reading

    def document(self, passwords: Passwords) -> Document:
        """Wait for it; a locked file is read anew with what is typed."""
        waiting = {self.password: self.reading}

        def read(password: str | None) -> Document:
            reading = waiting.pop(password, None) or self.reading.anew(password=password)
            return reading.document()

        return passwords.open(self.name, read)


def open_input(isolation: Isolation, passwords: Passwords, source: Path | bytes, name: str) -> Document:
    """Read one input at once; `name` is what the user calls it. Raises what kept it from being read."""
    return _begin(isolation, passwords, source, name).document(passwords)


def open_model(isolation: Isolation, passwords: Passwords, path: Path) -> Document:
    """The contract to compare with; raises UnreadableInput unless it is one contract and was read whole."""
    from clausecheck.judging.standard import fit_for_model

    return fit_for_model(open_input(isolation, passwords, path, str(path)))


def read_stdin() -> bytes:
    """What is piped in; raises UnreadableInput where nothing can be."""
    if sys.stdin is None:
        raise UnreadableInput(STDIN, "standard input is closed", "Name a file, or pipe the contract's text in.")
    return sys.stdin.buffer.read(_LARGEST_STDIN + 1)


def _begin(isolation: Isolation, passwords: Passwords, source: Path | bytes, name: str) -> _Begun:
    label = name if isinstance(source, bytes) else None
    return _Begun(name, passwords.known, isolation.start(source, label, password=passwords.known))


class Inputs:
    """Hands out one document after the other."""

    def __init__(self, isolation: Isolation, passwords: Passwords, names: Sequence[str]) -> None:
        """Begins to read the first, if that can be done without waiting for anybody."""
        self._isolation = isolation
        self._passwords = passwords
        self._names = tuple(names)
        self._at = 0
        self._ahead = self._look_ahead(0)

    def next(self) -> Document:
        """The next document; raises what kept it from being read, after which the one behind it may be asked for."""
        name, begun = self._names[self._at], self._ahead
        self._at += 1
        if begun is None:
            begun = self._start(name)
        self._ahead = self._look_ahead(self._at)
        return begun.document(self._passwords)

    def _look_ahead(self, at: int) -> _Begun | None:
        """Start on an ordinary file; a pipe or standard input is opened only when its turn has come."""
        if at >= len(self._names) or self._names[at] == STDIN:
            return None
        try:
            ordinary = stat.S_ISREG(os.stat(self._names[at]).st_mode)
        except (OSError, ValueError):
            return None
        return self._start(self._names[at]) if ordinary else None

    def _start(self, name: str) -> _Begun:
        if name != STDIN:
            return _begin(self._isolation, self._passwords, Path(name), name)
        return _begin(self._isolation, self._passwords, read_stdin(), STDIN)
