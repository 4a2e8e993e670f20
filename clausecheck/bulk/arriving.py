"""Documents at addresses, fetched a few ahead by whoever owns the pool that judges them.

Workers never fetch: drivers of clouds have threads, and a process with threads must not be forked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic

from clausecheck.bulk.addresses import fetch, is_address
from clausecheck.bulk.job import Item, Stop, Told
from clausecheck.bulk.opening import failed, unreadable
from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import Limits
from clausecheck.record import replaced

__all__ = ["Source", "arriving", "at_address"]

Source = Callable[[Iterable[Item], Stop], Iterator[Told]]

_AHEAD = 4
_LONGEST = 120.0
"""Seconds for one document; a server that does not answer costs it."""
_LOOK = 0.2


def at_address(item: Item) -> bool:
    """Its bytes are to be fetched."""
    return item.data is None and item.place is not None and is_address(item.place)


def arriving(source: Source, limits: Limits) -> Source:
    """The same source, for items of which some are at addresses. Those that cannot be fetched are told as unread."""

    def fetching(items: Iterable[Item], stop: Stop) -> Iterator[Told]:
        lost: list[Told] = []
        with _Fetcher(limits, stop) as fetcher:
            for told in source(fetcher.filled(items, lost), stop):
                yield told
                while lost:
                    yield lost.pop(0)
        yield from lost

    return fetching


class _Fetcher:
    """Threads that fetch."""

    def __init__(self, limits: Limits, stop: Stop) -> None:
        self._limits, self._stop = limits, stop
        self._threads = ThreadPoolExecutor(_AHEAD, "clausecheck-fetch")

    def __enter__(self) -> _Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def filled(self, items: Iterable[Item], lost: list[Told]) -> Iterator[Item]:
        """The items with their bytes; what comes of those without goes to `lost`."""
        coming: deque[tuple[Item, Future[bytes] | None]] = deque()
        for item in items:
            coming.append((item, self._threads.submit(fetch, item, self._limits) if at_address(item) else None))
            if len(coming) > _AHEAD:
                yield from self._arrived(*coming.popleft(), lost)
        while coming:
            yield from self._arrived(*coming.popleft(), lost)

    def _arrived(self, item: Item, future: Future[bytes] | None, lost: list[Told]) -> Iterator[Item]:
        if future is None:
            yield item
            return
        until = monotonic() + _LONGEST
        while not self._stop():
            try:
                data = future.result(_LOOK)
            except UnreadableInput as error:
                lost.append(unreadable(item.name, "", error, extracted=False))
            except TimeoutError:
                if monotonic() < until:
                    continue
                what = f"fetching it took more than {_LONGEST:g} seconds. Check its server, then use --resume."
                lost.append(failed(item.name, "", "time", what))
            else:
                yield replaced(item, data=data, place=None)
            return
