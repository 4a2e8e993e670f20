"""What a reading process is asked to do, and as bytes for one that inherits nothing."""

import json
from pathlib import Path

from clausecheck.extract.limits import Limits
from clausecheck.extract.room import Room
from clausecheck.record import record

__all__ = ["Allowance", "Task", "pack", "unpack"]


@record
class Allowance:
    """What a process may take."""

    memory: int
    """Bytes beyond what it has when it begins."""
    seconds: float
    """Before the first page is read."""
    page_seconds: float
    """More for each page read."""

    def after(self, pages: int) -> float:
        """Seconds in all, once so many pages were read."""
        return self.seconds + self.page_seconds * pages


@record
class Task:
    """One file to be read."""

    name: str
    data: bytes
    options: tuple[tuple[str, str | None], ...]
    """Further arguments of `extract`, by name."""
    limits: Limits
    room: Room = Room.plain
    folder: Path | None = None
    """The private folder, for `Room.conversion`."""

    @property
    def allowance(self) -> Allowance:
        """What reading it may take."""
        limits = self.limits
        if self.room is Room.plain:
            return Allowance(limits.memory, limits.seconds, limits.page_seconds)
        return Allowance(limits.large_memory, limits.large_seconds, limits.large_page_seconds)


def pack(task: Task) -> bytes:
    """The task as one line of JSON, then the file."""
    head = {
        "name": task.name,
        "options": dict(task.options),
        "limits": {name: getattr(task.limits, name) for name in Limits.__match_args__},
        "room": str(task.room),
        "folder": None if task.folder is None else str(task.folder),
    }
    return json.dumps(head).encode("ascii") + b"\n" + task.data


def unpack(packed: bytes) -> Task:
    """The task in bytes from `pack`; they come from our own process."""
    head, _, data = packed.partition(b"\n")
    fields = json.loads(head)
    return Task(
        name=fields["name"],
        data=data,
        options=tuple(fields["options"].items()),
        limits=Limits(**fields["limits"]),
        room=Room(fields["room"]),
        folder=None if fields["folder"] is None else Path(fields["folder"]),
    )
