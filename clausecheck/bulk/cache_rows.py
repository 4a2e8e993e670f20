"""The entries of the cache in its tables: written, found and removed.

Every function takes an open file; what is damaged shows as sqlite3.Error, OtherSchema, or a value of another type.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from typing import TYPE_CHECKING

from clausecheck.bulk.cache_file import OtherSchema, transaction

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["find", "packed", "put", "remove_oldest", "taken"]

_OVERHEAD = 400
"""Bytes that an entry takes beside its value."""
_AT_ONCE = 500
"""Entries or pages that are removed in one transaction."""


def packed(value: bytes) -> bytes:
    """A value as it is kept; higher levels take three times as long for a tenth less."""
    return zlib.compress(value, 1)


def put(db: Connection, kind: int, key: str, data: bytes, now: float) -> None:
    """Keep `packed` data in the place of what is kept under this key."""
    with transaction(db):
        row = db.execute("SELECT id FROM entries WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        if row is not None:
            _delete(db, row[0])
        added = db.execute(
            "INSERT INTO entries (kind, key, used, size) VALUES (?, ?, ?, ?)", (kind, key, now, len(data) + _OVERHEAD)
        )
        db.execute("INSERT INTO contents VALUES (?, ?, ?)", (added.lastrowid, _digest(kind, key, data), data))


def find(db: Connection, kind: int, key: str, since: float) -> tuple[int, float, bytes] | None:
    """Number, last use and value of an entry used since then; None where there is none that is whole."""
    row = db.execute(
        "SELECT id, used, digest, value FROM entries JOIN contents USING (id) WHERE kind = ? AND key = ?", (kind, key)
    ).fetchone()
    if row is None:
        return None
    entry, used, digest, data = row
    if used < since or not isinstance(data, bytes) or digest != _digest(kind, key, data):
        return None
    try:
        return entry, used, zlib.decompress(data)
    except zlib.error:
        return None


def remove_oldest(db: Connection, before: float, most: float = math.inf) -> None:
    """Delete what was not used since `before`, and the oldest beyond `most` bytes; few at a time, for others write."""
    going, first = True, None
    while going:
        with transaction(db):
            surplus = taken(db) - most
            rows = db.execute("SELECT id, used, size FROM entries ORDER BY used, id LIMIT ?", (_AT_ONCE,)).fetchall()
            if rows and rows[0] == first:
                raise OtherSchema  # it was deleted, and is still there: the index is damaged
            for entry, used, size in rows:
                going = used < before or surplus > 0
                if not going:
                    break
                _delete(db, entry)
                surplus -= size
        going = going and len(rows) == _AT_ONCE
        first = rows[0] if rows else None
    free, was = _free_pages(db), math.inf
    while 0 < free < was:
        db.execute(f"PRAGMA incremental_vacuum({_AT_ONCE})").fetchall()
        free, was = _free_pages(db), free


def taken(db: Connection) -> int:
    """Bytes of the file in use."""
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _free_pages(db: Connection) -> int:
    return int(db.execute("PRAGMA freelist_count").fetchone()[0])


def _delete(db: Connection, entry: int) -> None:
    db.execute("DELETE FROM contents WHERE id = ?", (entry,))
    db.execute("DELETE FROM entries WHERE id = ?", (entry,))


def _digest(kind: int, key: str, data: bytes) -> bytes:
    """Of the key too: a value found under another one is none."""
    total = hashlib.blake2b(f"{kind} {key} ".encode("utf-8", "surrogatepass"), digest_size=16)
    total.update(data)
    return total.digest()
