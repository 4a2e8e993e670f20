"""What needs no worker: results that are at hand, and files whose bytes cannot be had.

They are told first, by this process alone, from hashes of the files. A batch of which nothing changed starts no worker
and loads no rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from clausecheck.bulk.addresses import is_address
from clausecheck.bulk.job import Item, Job, Stop, Told, keyed
from clausecheck.bulk.looking import ahead_of
from clausecheck.bulk.opening import bytes_of, unreadable
from clausecheck.bulk.recall import recalled
from clausecheck.bulk.result import Outcome
from clausecheck.bulk.single import is_at_hand
from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import Limits
from clausecheck.record import replaced

__all__ = ["Rest", "sparing"]

Rest = Callable[[Sequence[Item], Stop], Iterator[Told]]
"""Judges what is left, by workers."""

_LONGEST = 60.0
"""Seconds for the bytes of one file. One on a server that does not answer is left to workers, which can be ended."""
_AHEAD = 64
"""Hashes made before they are asked for."""

_Hash = str | UnreadableInput | None
"""Of the bytes of a file, or why they cannot be had; None where a worker is to find out."""


def sparing(job: Job, rest: Rest) -> Callable[[Iterable[Item], Stop], Iterator[Told]]:
    """A source of results that leaves to `rest` only what is not at hand, and does not call it for nothing."""

    def source(items: Iterable[Item], stop: Stop) -> Iterator[Told]:
        waiting = list(items)
        others: list[Item] = []
        for item, told in _at_hand(job, waiting, stop):
            if told is None:
                others.append(item)
            else:
                yield told
        if others and not stop():
            yield from rest(others, stop)

    return source


def _at_hand(job: Job, items: Sequence[Item], stop: Stop) -> Iterator[tuple[Item, Told | None]]:
    """What came of each, None where somebody has to judge it."""
    keys = keyed(job).keys
    if job.keeper is None or keys is None:
        yield from ((item, None) for item in items)
        return

    def look(item: Item) -> _Hash:
        return _hash(item, job.limits)

    keeper, done = job.keeper(), 0
    try:
        for item, seen in ahead_of(items, look, stop, seconds=_LONGEST, ahead=_AHEAD):
            done += 1
            match seen:
                case None:
                    yield item, None
                case UnreadableInput():
                    yield item, unreadable(item.name, "", seen, extracted=False)
                case item.known:
                    yield item, Told(item.name, Outcome.judged, seen)
                case _:
                    told = recalled(keeper, keys, item, seen, password=job.password is not None)
                    stands = told is not None and is_at_hand(job, item, told)
                    yield item, replaced(told, trouble=keeper.trouble) if told is not None and stands else None
    finally:
        keeper.close()
    if not stop():
        yield from ((item, None) for item in items[done:])


def _hash(item: Item, limits: Limits) -> _Hash:
    if item.data is None and item.place is not None and is_address(item.place):
        return None  # whoever judges it fetches it
    try:
        return hashlib.sha256(bytes_of(item, limits)).hexdigest()
    except UnreadableInput as error:
        return error
    except (OSError, ValueError, MemoryError):
        return None
