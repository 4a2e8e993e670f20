"""The same work by any `concurrent.futures.Executor`: documents are sent in chunks, so many at a time.

Wherever a chunk arrives, a worker process of its own judges its documents under the same limits as on this machine.
What hurts a document costs that document, not the executor's process.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice
from typing import Protocol

from clausecheck.bulk.faults import RunFault
from clausecheck.bulk.job import Item, Job, Stop, Told
from clausecheck.bulk.opening import failed
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.serving import Maker
from clausecheck.bulk.work import Judge
from clausecheck.isolation import Method

__all__ = ["Sender", "Submitted", "drive", "judge_chunk", "through"]

_CHUNK = 8
_IN_FLIGHT = 16
"""Chunks sent and not yet back: enough that nobody waits, few enough that memory does not grow with the batch."""
_LOOK = 0.2
"""Seconds between two looks at whether to stop."""

Submitted = Future[Iterable[Told]]


class Sender(Protocol):
    """Whoever has chunks judged elsewhere."""

    def submit(self, items: Sequence[Item], *, again: bool = False) -> dict[Submitted, Sequence[Item]]:
        """Send a chunk; `again` for a document that was lost before."""

    def may_try(self, item: Item, error: Exception) -> bool:
        """A document lost by this error is worth another try. Raises what ends the whole run."""

    def look(self) -> None:
        """Called several times a second. Raises what ends the whole run."""


class _Guard:
    """The pool of one worker that a thread of an executor judges with, kept from one chunk to the next."""

    def __init__(self, key: str, packed: bytes) -> None:
        job, maker = pickle.loads(packed)  # noqa: S301 - from whoever submitted the chunk
        self.key = key
        # Executors have threads of their own: a fork of such a process may hang.
        self.pool = Pool(job, 1, method=Method.spawn, maker=maker)

    def __del__(self) -> None:
        self.pool.close()  # its thread has ended


class _Guards(threading.local):
    """That of this thread."""

    guard: _Guard | None = None


_GUARDS = _Guards()


def judge_chunk(packed: bytes, items: Sequence[Item]) -> list[Told]:
    """What came of each item; `packed` is a pickled `Job` and what makes its judges. Runs in the executor."""
    key = hashlib.sha256(packed).hexdigest()
    guard = _GUARDS.guard
    if guard is None or guard.key != key:
        _GUARDS.guard = None
        _GUARDS.guard = guard = _Guard(key, packed)
    return list(guard.pool.run(items))


def through(
    executor: Executor,
    job: Job,
    items: Iterable[Item],
    *,
    anew: Callable[[], Executor] | None = None,
    chunk: int = _CHUNK,
    in_flight: int = _IN_FLIGHT,
    maker: Maker = Judge,
    stop: Stop = lambda: False,
) -> Iterator[Told]:
    """What came of each item, in the order they are done; `stop` ends it early.

    A chunk that is lost with a process of the executor is sent again one document at a time, to a new executor of
    `anew` where the old one takes no more; what is lost alone too has failed. Without `anew` the lost ones have failed.
    """
    sending = _Sending(executor, pickle.dumps((job, maker)), anew)
    queue = iter(items)
    try:
        yield from drive(sending, iter(lambda: tuple(islice(queue, chunk)), ()), lambda: in_flight, stop)
    finally:
        sending.close()


def drive(
    sender: Sender, chunks: Iterator[Sequence[Item]], in_flight: Callable[[], int], stop: Stop = lambda: False
) -> Iterator[Told]:
    """What came of each item of the chunks, in the order they are done; `in_flight` chunks are out at a time."""
    alone: list[Item] = []
    waiting: dict[Submitted, Sequence[Item]] = {}
    try:
        while not stop():
            while not alone and len(waiting) < in_flight() and (some := next(chunks, None)):
                waiting |= sender.submit(some)
            if alone and not waiting:  # one at a time: which of them it is will show
                waiting |= sender.submit([alone.pop()], again=True)
            if not waiting:
                return
            done, _ = wait(waiting, _LOOK, FIRST_COMPLETED)
            sender.look()
            for future in done:
                yield from _outcome(future, waiting.pop(future), sender, alone)
    finally:
        for future in waiting:
            future.cancel()


def _outcome(future: Submitted, sent: Sequence[Item], sender: Sender, alone: list[Item]) -> Iterator[Told]:
    """What came of a chunk; the documents of a lost one go to `alone`, or have failed."""
    try:
        yield from future.result()
    except Exception as error:  # noqa: BLE001 - an executor has failures of its own, and each costs its chunk
        for item in reversed(sent):
            if sender.may_try(item, error):
                alone.append(item)
            else:
                yield _lost(item, error)


class _Sending:
    """An executor, or the one that took its place."""

    def __init__(self, executor: Executor, packed: bytes, anew: Callable[[], Executor] | None) -> None:
        self._given, self._executor, self._packed, self._anew = executor, executor, packed, anew
        self._tried: set[str] = set()
        self._broken = False

    def submit(self, items: Sequence[Item], *, again: bool = False) -> dict[Submitted, Sequence[Item]]:
        """See `Sender`."""
        if again:
            self._tried.update(item.name for item in items)
        if self._broken and self._anew is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor, self._broken = self._anew(), False
        try:
            return {self._executor.submit(judge_chunk, self._packed, tuple(items)): items}
        except (BrokenExecutor, RuntimeError) as error:
            self._broken = True
            refused: Submitted = Future()
            refused.set_exception(error)
            return {refused: items}

    def may_try(self, item: Item, error: Exception) -> bool:
        """See `Sender`."""
        if isinstance(error, RunFault):
            raise error
        self._broken = self._broken or isinstance(error, BrokenExecutor)
        return item.name not in self._tried and (self._anew is not None or not self._broken)

    def look(self) -> None:
        """Nothing to see: whoever is broken says so."""

    def close(self) -> None:
        """Ends the executor that took the place of the one given: nobody else has it."""
        if self._executor is not self._given:
            self._executor.shutdown(cancel_futures=True)


def _lost(item: Item, error: Exception) -> Told:
    what = f"the process that judged it was lost ({type(error).__name__}). Run again with --resume, or check it alone."
    return failed(item.name, "", "crash", what)
