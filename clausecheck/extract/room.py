"""What the process that reads a file is allowed, and how it tells how far it has come.

Read in this process, without isolation, a file is allowed everything. In a process of its own it starts with little;
what needs more says so by `RoomNeeded`, and is begun anew with more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from clausecheck.record import draft

__all__ = ["Room", "RoomNeeded", "enter_room", "need", "page_read", "workspace"]


class Room(StrEnum):
    """How much a reading process may do, the least first."""

    plain = "plain"
    """Compute: no files, no other programs, the usual memory."""
    recognition = "recognition"
    """More memory and threads, for recognising pictures of text."""
    conversion = "conversion"
    """Also other programs and files in a private folder, for a converter."""


class RoomNeeded(Exception):
    """The file can be read only where more is allowed."""

    def __init__(self, room: Room) -> None:
        """`room` is the least that will do."""
        super().__init__(str(room))
        self.room = room


@draft
class _Place:
    """Where this process stands."""

    room: Room = Room.conversion
    folder: Path | None = None
    page_read: Callable[[], None] | None = None


_HERE = _Place()
_ORDER = tuple(Room)


def enter_room(room: Room, folder: Path | None, page_read: Callable[[], None]) -> None:
    """Say, once and at the start of a process made to read one file, what it may do; `folder` is the private one."""
    _HERE.room, _HERE.folder, _HERE.page_read = room, folder, page_read


def need(room: Room) -> None:
    """To be called before what takes more than `Room.plain`; raises RoomNeeded where that is not allowed here."""
    if _ORDER.index(room) > _ORDER.index(_HERE.room):
        raise RoomNeeded(room)


@contextmanager
def workspace() -> Iterator[Path]:
    """A private folder for a converter, gone afterwards; raises RoomNeeded where files are not allowed here."""
    from tempfile import TemporaryDirectory

    need(Room.conversion)
    with TemporaryDirectory(prefix="clausecheck-", dir=_HERE.folder) as folder:
        yield Path(folder)


def page_read() -> None:
    """To be called after every page: a file earns its time by pages that were read."""
    if _HERE.page_read is not None:
        _HERE.page_read()
