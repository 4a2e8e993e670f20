"""The cache of a batch: contracts as read and results as judged, between runs, for the user alone.

It is never needed and never in the way: where it cannot be used everything is a miss, and `trouble` says why. What is
kept under a key is fixed by the key (`clausecheck.bulk.keys`), so whoever writes it writes the same.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from clausecheck.bulk.cache_file import NotKept, OtherSchema, connect, discard, files_of, inode_of, transaction
from clausecheck.bulk.cache_forks import close_inherited, watch
from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.bulk.cache_rows import find, packed, put, remove_oldest, taken
from clausecheck.record import record, replaced

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["Counts", "Keeper", "Stock"]

_T = TypeVar("_T")

_DOCUMENT, _RESULT = 0, 1
_DAY = 86_400.0
_SWEEP_EVERY = 3_600.0
"""Seconds after which some process looks for what has grown too old."""
_ROOM = 0.9
"""Share of the size that is left when entries had to go, so that this is seldom."""
_MOST_USES = 500
"""Entries whose use is noted later, all at once."""
_MOST_BUSY = 3
"""Times that another process held the file for ten seconds, after which it is left alone."""


@record
class Counts:
    """What was asked of the cache, by this process."""

    document_hits: int = 0
    document_misses: int = 0
    result_hits: int = 0
    result_misses: int = 0
    kept: int = 0


@record
class Stock:
    """What the file holds."""

    documents: int
    results: int
    size: int
    """Bytes on disk."""
    oldest: float | None
    """Seconds since 1970 at which the entry that is next to go was last used; None where there is none."""


class Keeper:
    """Values by key in one file; may be pickled, used by several threads, and inherited by a forked process.

    Each process opens the file for itself, when first asked for something.
    """

    def __init__(
        self, path: Path | None, limits: CacheLimits | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """`path` None keeps nothing; `clock` gives seconds since 1970."""
        self._path = path
        self._limits = limits or CacheLimits()
        self._clock = clock
        self._counts = Counts()
        self.trouble = ""
        """Why nothing is kept although it was to be; empty while all is well."""
        self._fresh()
        watch(self)

    def _fresh(self) -> None:
        """As one that has not opened the file."""
        self._process = os.getpid()
        self.mutex = threading.Lock()
        """Held while the file is used."""
        self._db: Connection | None = None
        self._inode: int | None = None
        self._uses: set[int] = set()
        self._busy = 0
        self._reads = self._writes = self._path is not None

    def __reduce__(self) -> tuple[type[Keeper], tuple[Path | None, CacheLimits, Callable[[], float]]]:
        return Keeper, (self._path, self._limits, self._clock)

    @property
    def path(self) -> Path | None:
        """Where it is kept, None where it is not."""
        return self._path

    @property
    def counts(self) -> Counts:
        """Hits and misses so far, of this process."""
        return self._counts

    def document(self, key: str) -> bytes | None:
        """The bytes kept under this key, None where there are none that are whole and young enough."""
        found = self._use(lambda db: self._fetch(db, _DOCUMENT, key), None)
        self._count("document_misses" if found is None else "document_hits")
        return found

    def keep_document(self, key: str, data: bytes) -> None:
        """Keep bytes, where that is possible."""
        self._keep(_DOCUMENT, key, data)

    def result(self, key: str) -> str | None:
        """The line kept under this key, None as for `document`."""
        found = self._use(lambda db: self._fetch(db, _RESULT, key), None)
        self._count("result_misses" if found is None else "result_hits")
        return None if found is None else found.decode("utf-8")

    def keep_result(self, key: str, line: str) -> None:
        """Keep a line, where that is possible."""
        self._keep(_RESULT, key, line.encode("utf-8"))

    def probe(self) -> str:
        """Try whether something could be kept; gives `trouble`."""

        def write_nothing(db: Connection) -> None:
            with transaction(db):
                db.execute("UPDATE sweeps SET at = at")

        self._use(write_nothing, None)
        return self.trouble

    def stock(self) -> Stock:
        """What is kept by now; a file that is not there is not made."""
        if self._path is None or not self._path.exists():
            return Stock(0, 0, 0, None)

        def counted(db: Connection) -> Stock:
            documents, results, oldest = db.execute(
                "SELECT COALESCE(SUM(kind = ?), 0), COALESCE(SUM(kind = ?), 0), MIN(used) FROM entries",
                (_DOCUMENT, _RESULT),
            ).fetchone()
            return Stock(documents, results, 0, oldest)

        found = self._use(counted, Stock(0, 0, 0, None))
        return replaced(found, size=sum(one.stat().st_size for one in files_of(self._path)))

    def clear(self, older_than: float | None = None) -> None:
        """Delete everything, or what was not used for `older_than` days.

        Raises OSError or NotKept where the file cannot be deleted.
        """
        if self._path is None or not self._path.exists():
            return
        if older_than is None:
            self.close()
            discard(self._path)
            return
        before = self._clock() - older_than * _DAY

        self._use(lambda db: remove_oldest(db, before), None)

    def close(self) -> None:
        """Note what is still to be noted and let go of the file; the next use opens it again."""
        if self._process != os.getpid() or self._db is None:
            return
        self._use(self._note_uses, None)
        with self.mutex:
            self._let_go()

    def disown(self) -> None:
        """Let go of what was inherited from the process that forked this one, if it was."""
        if self._process != os.getpid():
            self._let_go()
            self._fresh()
            self._counts, self.trouble = Counts(), ""

    def _keep(self, kind: int, key: str, value: bytes) -> None:
        data = packed(value)
        if len(data) > self._limits.size * (1 - _ROOM):
            return

        def write(db: Connection) -> bool:
            if not self._writes:
                return False
            put(db, kind, key, data, self._clock())
            if taken(db) > self._limits.size:
                self._make_room(db)
            return True

        if self._use(write, False):
            self._count("kept")

    def _fetch(self, db: Connection, kind: int, key: str) -> bytes | None:
        now, days = self._clock(), self._limits.days * _DAY
        found = find(db, kind, key, now - days)
        if found is None:
            return None
        entry, used, data = found
        if used < now - min(_SWEEP_EVERY, days / 50):
            self._uses.add(entry)
            if len(self._uses) >= _MOST_USES:
                self._note_uses(db)
        return data

    def _note_uses(self, db: Connection) -> None:
        if self._uses and self._writes:
            with transaction(db):
                now = self._clock()
                db.executemany("UPDATE entries SET used = ? WHERE id = ?", [(now, one) for one in sorted(self._uses)])
        self._uses.clear()

    def _make_room(self, db: Connection) -> None:
        """Delete what is too old, then what was used longest ago until the rest is small enough."""
        now = self._clock()
        with transaction(db):
            db.execute("UPDATE sweeps SET at = ?", (now,))
        size = self._limits.size
        remove_oldest(db, now - self._limits.days * _DAY, size * _ROOM if taken(db) > size else size)

    def _use(self, work: Callable[[Connection], _T], otherwise: _T) -> _T:
        """What `work` makes of the open file; `otherwise` where it cannot be used."""
        if self._process != os.getpid():
            close_inherited()
        if not self._reads:
            return otherwise
        try:
            import sqlite3
        except ImportError:
            self._give_up("this Python has no SQLite")
            return otherwise
        with self.mutex:
            for again in (False, True):
                try:
                    done = work(self._open())
                except (OtherSchema, UnicodeError, TypeError, OverflowError):
                    # Damage also makes values of other types, and garbles what SQLite says of it.
                    if not self._replace(again):
                        return otherwise
                except sqlite3.Error as error:
                    if not self._mended(error, again):
                        return otherwise
                except (NotKept, OSError) as error:
                    self._give_up(getattr(error, "strerror", None) or str(error))
                    return otherwise
                else:
                    self._busy = 0
                    return done
        return otherwise

    def _count(self, name: str) -> None:
        with self.mutex:
            self._counts = replaced(self._counts, **{name: getattr(self._counts, name) + 1})

    def _open(self) -> Connection:
        if self._db is None:
            assert self._path is not None  # noqa: S101 - without a path nothing is read
            self._inode = inode_of(self._path)
            self._db = connect(self._path)
            self._inode = inode_of(self._path)
            swept = self._db.execute("SELECT at FROM sweeps").fetchone()
            if swept is None or abs(self._clock() - swept[0]) > _SWEEP_EVERY:
                self._make_room(self._db)
        return self._db

    def _mended(self, error: Exception, again: bool) -> bool:
        """After an error of SQLite, whether the same may be tried once more."""
        import sqlite3

        match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                self._busy += 1
                if self._busy >= _MOST_BUSY:
                    self._give_up("another program holds it")
                return False
            case sqlite3.SQLITE_FULL if self._db is not None:
                self._writes = False  # what is there can still be read
                self.trouble = f"results are no longer kept in {self._path}: the disk is full"
                return False
            case (
                sqlite3.SQLITE_FULL
                | sqlite3.SQLITE_IOERR
                | sqlite3.SQLITE_CANTOPEN
                | sqlite3.SQLITE_PERM
                | sqlite3.SQLITE_NOMEM
            ):
                self._give_up(str(error))
                return False
            case _:
                # Damaged, of another make, or no longer there. Not read-only either: its lock could be written.
                return self._replace(again)

    def _replace(self, again: bool) -> bool:
        """Throw away a file that is of no use; false where that was done before or cannot be done."""
        self._let_go()
        if again or self._path is None:
            self._give_up("it cannot be put right")
            return False
        try:
            discard(self._path, self._inode)
        except (NotKept, OSError) as error:
            self._give_up(getattr(error, "strerror", None) or str(error))
            return False
        return True

    def _give_up(self, why: str) -> None:
        self._reads = self._writes = False
        self.trouble = f"results are not kept in {self._path}: {why}"
        self._let_go()

    def _let_go(self) -> None:
        import sqlite3

        db, self._db = self._db, None
        self._uses.clear()
        if db is not None:
            try:
                db.close()
            except sqlite3.Error:
                return
