"""Files looked at one after the other by a thread beside: one on a server that does not answer keeps nobody waiting.

Whoever waits for it in its own thread could not be stopped meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from queue import Empty, Full, Queue
from time import monotonic
from typing import TypeVar

from clausecheck.bulk.job import Item, Stop

__all__ = ["ahead_of", "each_in_time"]

_LOOK = 0.2
"""Seconds between two looks at whether to stop."""

_Seen = TypeVar("_Seen")


def ahead_of(
    items: Sequence[Item], look: Callable[[Item], _Seen], stop: Stop, *, seconds: float, ahead: int
) -> Iterator[tuple[Item, _Seen]]:
    """Every document in turn, and what `look` gives, which raises nothing; so many are looked at before they are due.

    Ends early at one that takes more than `seconds`, and where it is to stop. The thread has ended by then, or is one
    more reason not to fork.
    """
    seen: Queue[tuple[Item, _Seen]] = Queue(ahead)
    over = threading.Event()

    def work() -> None:
        for item in items:
            one = (item, look(item))
            while not over.is_set():
                try:
                    seen.put(one, timeout=_LOOK)
                    break
                except Full:
                    continue
            if over.is_set():
                return

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        for _ in items:
            until = monotonic() + seconds
            while not stop() and monotonic() < until:
                try:
                    yield seen.get(timeout=_LOOK)
                    break
                except Empty:
                    continue
            else:
                return
    finally:
        over.set()
        thread.join(2 * _LOOK)


def each_in_time(
    items: Iterable[Item], look: Callable[[Item], _Seen], stop: Stop, *, seconds: float, ahead: int, some: int
) -> Iterator[tuple[Item, _Seen | None]]:
    """Every document in turn, taken `some` at a time, and what `look` gives; None for one that took too long."""
    queue = iter(items)
    while waiting := list(islice(queue, some)):
        while waiting and not stop():
            done = 0
            for one in ahead_of(waiting, look, stop, seconds=seconds, ahead=ahead):
                yield one
                done += 1
            if done < len(waiting) and not stop():
                yield waiting[done], None
            waiting = waiting[done + 1 :]
        if stop():
            return
