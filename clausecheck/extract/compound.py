"""OLE compound files, the container of old Word files and of Outlook messages."""

import io
import struct
from typing import TYPE_CHECKING, Any

from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import broken_file, current_limits

if TYPE_CHECKING:
    from olefile import OleFileIO

__all__ = ["Compound", "root_entries"]

_FAULTS = (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, struct.error, RecursionError)
"""What olefile raises on damage."""


class Compound:
    """The streams of a compound file by path; raises UnreadableInput for a damaged one."""

    def __init__(self, name: str, data: bytes, what: str) -> None:
        """`what` is what messages call it."""
        self._name, self._what = name, what
        try:
            self._ole = _open(data)
            self._paths = [tuple(path) for path in self._ole.listdir(streams=True, storages=True)]
        except _FAULTS as error:
            raise broken_file(name, what) from error
        if len(self._paths) > current_limits().entries:
            raise UnreadableInput(name, f"the {what} holds more parts than a contract can", "Check its parts alone.")
        self._known = {path: path for path in self._paths}

    def children(self, *within: str) -> list[str]:
        """Names of the entries right under a storage, in order."""
        depth = len(within)
        return [path[depth] for path in self._paths if len(path) == depth + 1 and path[:depth] == within]

    def stream(self, *path: str) -> bytes | None:
        """Bytes of a stream, None where there is none; raises UnreadableInput when they are damaged or too many."""
        if path not in self._known:
            return None
        try:
            if self._ole.get_type(list(path)) != _STREAM:
                return None
            if self._ole.get_size(list(path)) > current_limits().part:
                raise UnreadableInput(self._name, f"the {self._what} is larger than can be read", "Check its parts.")
            return bytes(self._ole.openstream(list(path)).read())
        except _FAULTS as error:
            raise broken_file(self._name, self._what) from error


_STREAM = 2
# As olefile counts kinds of entries.


def _open(data: bytes) -> "OleFileIO[Any]":
    from olefile import OleFileIO

    return OleFileIO(io.BytesIO(data))


def root_entries(data: bytes) -> set[str]:
    """Names of what stands at the root of a compound file; empty for a damaged one."""
    try:
        return {path[0] for path in _open(data).listdir(streams=True, storages=True)}
    except _FAULTS:
        return set()
