"""What the file system says of a file, to tell whether it may have changed without reading it."""

import os
from collections.abc import Iterable
from pathlib import Path

from clausecheck.record import record

__all__ = ["Stamp", "stamp_of", "stamps_of"]


@record
class Stamp:
    """A file as it stands: another stamp, perhaps another content; the same stamp, the same content."""

    size: int
    """Bytes."""
    modified: int
    changed: int
    """Both in nanoseconds. The second also sees a file that was given its old time back, or was put in place by
    renaming; on Windows it says when the file was made."""
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """From what `stat` gives."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file, None where there is none that can be looked at."""
    try:
        return Stamp.of(path.stat())
    except (OSError, ValueError):
        return None


def stamps_of(paths: Iterable[Path]) -> tuple[tuple[str, Stamp], ...]:
    """The stamps of files, and of all within folders, by path; what is not there is left out."""
    found: dict[str, Stamp] = {}
    for path in paths:
        for one in path.rglob("*") if path.is_dir() else [path]:
            stamp = None if one.is_dir() else stamp_of(one)
            if stamp is not None:
                found[str(one)] = stamp
    return tuple(sorted(found.items(), key=lambda entry: entry[0]))
