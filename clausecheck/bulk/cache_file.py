"""The file of the cache: made for its owner alone, opened, and replaced when it is not what it should be.

SQLite with a write-ahead log: readers never wait, writers wait for each other, and a process killed in the middle of a
write leaves what was there before. Where the log cannot be had (some network drives) SQLite's own journal serves.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from clausecheck.rulebook import store

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = [
    "SCHEMA",
    "NotKept",
    "OtherSchema",
    "connect",
    "default_path",
    "discard",
    "files_of",
    "inode_of",
    "transaction",
]

SCHEMA = 1
"""Of the tables below, as the file's `user_version`."""

_NAME = "contracts.sqlite"
_SIDES = ("-wal", "-shm", "-journal")
"""What SQLite puts beside the file while it is in use, with the rights of the file."""
_WAIT = 10.0
"""Seconds to wait for another process; its transactions take milliseconds."""
_LOG_BYTES = 8 << 20
"""The log is cut back to this once it was written into the file."""

# The contents stand apart, so that noting a use or looking for the oldest moves no contract.
_TABLES = (
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        key TEXT NOT NULL,
        used REAL NOT NULL,
        size INTEGER NOT NULL,
        UNIQUE (kind, key)
    )""",
    "CREATE TABLE contents (id INTEGER PRIMARY KEY, digest BLOB NOT NULL, value BLOB NOT NULL)",
    "CREATE INDEX by_use ON entries (used, size)",
    "CREATE TABLE sweeps (at REAL NOT NULL)",
    "INSERT INTO sweeps VALUES (0)",
)


class NotKept(Exception):
    """Nothing can be kept at this place; the message says why."""


class OtherSchema(Exception):
    """The file holds something else than this version keeps."""


def default_path() -> Path | None:
    """Where the file stands, None where nothing is kept (`CLAUSECHECK_CACHE=off`, no home)."""
    folder = store.folder()
    return None if folder is None else folder / _NAME


def files_of(path: Path) -> list[Path]:
    """The file and those that SQLite puts beside it, as far as they are there."""
    return [one for one in (path, *_beside(path)) if one.exists()]


def connect(path: Path) -> Connection:
    """Open the file, made where there is none.

    Raises NotKept or OSError where that cannot be, OtherSchema for a file of another version, sqlite3.Error for one
    that is damaged.
    """
    _make_folder(path.parent)
    with _alone(path):
        _make_ours(path)
        return _opened(path)


def discard(path: Path, inode: int | None = None) -> None:
    """Delete the file; with `inode`, only if it is still that one and nobody else has replaced it meanwhile.

    Whoever has it open goes on with what is then no longer there. Raises OSError, or NotKept when others hold on.
    """
    if not path.parent.is_dir():
        return
    with _alone(path):
        if inode is not None and inode != inode_of(path):
            return
        # The file first: SQLite throws away a log that has none.
        for one in (path, *_beside(path)):
            one.unlink(missing_ok=True)


def inode_of(path: Path) -> int | None:
    """What tells the file from another of the same name; None where there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """All or nothing, whatever happens; waits for other writers."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        import sqlite3

        with suppress(sqlite3.Error):
            db.rollback()
        raise


def _opened(path: Path) -> Connection:
    import sqlite3

    db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if not version and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
            db.execute("PRAGMA auto_vacuum=INCREMENTAL")  # before the first table, or never
            db.execute("PRAGMA journal_mode=WAL")
            with transaction(db):
                for table in _TABLES:
                    db.execute(table)
                db.execute(f"PRAGMA user_version={SCHEMA}")
        elif version != SCHEMA:
            raise OtherSchema
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA secure_delete=ON")  # what goes is overwritten: it is contract text
        db.execute(f"PRAGMA journal_size_limit={_LOG_BYTES}")
    except BaseException:
        db.close()
        raise
    return db


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + side) for side in _SIDES]


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not hasattr(os, "getuid"):
        return
    status = folder.stat()
    if status.st_uid != os.getuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise NotKept(f"{folder} may be written by others")
    if folder == store.folder():
        folder.chmod(0o700)


def _make_ours(path: Path) -> None:
    """Make the file, empty, with rights for its owner alone; put right those of one that is there.

    One that is there is never opened here: closing it would undo SQLite's locks on it in this process.
    """
    # SQLite follows links, and so might others' bytes be overwritten.
    links = [one for one in (path, *_beside(path)) if one.is_symlink()]
    if links:
        raise NotKept(f"{links[0]} is a link")
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not hasattr(os, "getuid"):
        return
    for one in files_of(path):
        with suppress(FileNotFoundError):  # the log goes when its last user does
            status = one.stat()
            if status.st_uid != os.getuid() or not stat.S_ISREG(status.st_mode):
                raise NotKept(f"{one} belongs to somebody else")
            if stat.S_IMODE(status.st_mode) != 0o600:
                one.chmod(0o600)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else opens or replaces the file meanwhile, where the system can see to that."""
    try:
        import fcntl
    except ImportError:  # Windows does not delete what is open, and knows no rights to put right
        yield
        return
    flags = os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW
    with open(os.open(path.with_name(path.name + ".lock"), flags, 0o600), "rb") as lock:
        deadline = monotonic() + _WAIT
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > deadline:
                    raise NotKept(f"{path} is held by another program") from None
                sleep(0.01)
        yield
