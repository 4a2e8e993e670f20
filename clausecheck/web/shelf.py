"""Finished results: in memory only, the newest few, gone when they are forgotten or the server ends."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping

from clausecheck.record import record

__all__ = ["Result", "Shelf"]


@record
class Result:
    """What one contract came to."""

    name: str
    """Of the contract, as it is shown."""
    grade: str
    """Letter; empty where none was given."""
    verdict: str
    """What the grade advises, or why there is none."""
    found: str
    """`31 passages that hurt, 12 that protect you`."""
    notes: tuple[str, ...]
    """What is to be said of the files: what a copy leaves out, why there is none."""
    files: Mapping[str, bytes]
    """By kind, as in `PRODUCTS`."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(map(len, self.files.values()))


class Shelf:
    """Results by an id that nobody can guess."""

    def __init__(self, most: int, most_bytes: int) -> None:
        """`most` results, `most_bytes` of them together."""
        self._most = most
        self._most_bytes = most_bytes
        self._held: OrderedDict[str, Result] = OrderedDict()

    def put(self, result: Result) -> str:
        """Keep a result, for which the oldest may have to go; its id."""
        name = secrets.token_urlsafe(16)
        self._held[name] = result
        while len(self._held) > 1 and (
            len(self._held) > self._most or sum(one.size for one in self._held.values()) > self._most_bytes
        ):
            self._held.popitem(last=False)
        return name

    def get(self, name: str) -> Result | None:
        """The result with this id, None where it is gone."""
        return self._held.get(name)

    def all(self) -> list[tuple[str, Result]]:
        """Id and result of each, the newest first."""
        return list(reversed(self._held.items()))

    def forget(self, name: str) -> None:
        """Let a result go, if it is there."""
        self._held.pop(name, None)

    def forget_all(self) -> None:
        """Let every result go."""
        self._held.clear()
