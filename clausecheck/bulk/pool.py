"""Worker processes on this machine: each document is handed to one of them and watched from outside.

A worker that takes too long, or breaks down, costs the document it had in hand; a fresh one takes its place. No more is
in memory than one document for each worker.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from time import monotonic
from types import TracebackType
from typing import cast

from clausecheck.bulk.janitor import Janitor
from clausecheck.bulk.job import Item, Job, Stop, Told, default_workers
from clausecheck.bulk.opening import failed
from clausecheck.bulk.serving import Desk, Done, Maker, Ready, Refused
from clausecheck.bulk.work import Judge, Phase, make_checker, verify, warm
from clausecheck.bulk.workers import Forked, Spawned, Start, Worker
from clausecheck.errors import ClausecheckError
from clausecheck.isolation import Method
from clausecheck.isolation.ending import Cause, Ending
from clausecheck.judging.checking import Checker
from clausecheck.record import draft

__all__ = ["Pool"]

_LOOK = 0.2
"""Seconds between two looks at the clock, and at whether to stop."""
_TRIES = 2
"""A worker may be ended from outside, as by a system short of memory: its document is tried once more."""
_MOST_FALSE_STARTS = 3
_STARTING = 120.0
"""Seconds; a new interpreter that loads the rules takes two."""


class CannotWork(ClausecheckError):
    """Workers end before they can take a document."""


@draft
class _Post:
    """A worker and what it has in hand."""

    worker: Worker
    item: Item | None = None
    tries: int = 0
    ready: bool = False
    phase: Phase = Phase("started", _STARTING)
    until: float = 0.0

    def enter(self, phase: Phase) -> None:
        """It begins with something."""
        self.phase, self.until = phase, monotonic() + phase.seconds


class _Queue:
    """Documents that nobody has in hand, those to be tried again first."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._ahead: list[tuple[Item, int]] = []

    def waiting(self) -> bool:
        """There is one."""
        if not self._ahead:
            self._ahead = [(item, 0) for item in islice(self._items, 1)]
        return bool(self._ahead)

    def take(self) -> tuple[Item, int]:
        """The next, and how often it was tried."""
        return self._ahead.pop()

    def again(self, item: Item, tries: int) -> None:
        """Put one back."""
        self._ahead.append((item, tries))


class Pool:
    """Judges documents side by side. To be closed, best by `with`."""

    def __init__(
        self,
        job: Job,
        workers: int | None = None,
        *,
        method: Method | None = None,
        maker: Maker = Judge,
        checker: Checker | None = None,
    ) -> None:
        """`workers` is None for one a core. `checker`, with its rules loaded, is what forks share.

        `maker` makes what judges in every worker. Raises RuleError or UsageProblem for wrong rules,
        RulesChanged for others than the job's.
        """
        self._job, self._maker = job, maker
        self._count = workers or default_workers()
        self._method = method or _usual()
        self._checker = checker
        if maker is Judge:
            self._checker = checker or make_checker(job)
            if self._method is Method.fork:
                warm(self._checker, job.engine)
                verify(job, self._checker)
            else:  # workers load rules of their own, but what is wrong with them is told here, once
                _ = self._checker.bench, self._checker.packs, self._checker.playbook
        self._janitor = Janitor()
        self._posts: list[_Post] = []
        self._false_starts = 0

    def run(self, items: Iterable[Item], stop: Stop = lambda: False) -> Iterator[Told]:
        """What came of each, in the order they are done; ends early, with workers ended, once `stop` says so.

        Raises RunFault where a worker cannot go on, nor could any other.
        """
        queue = _Queue(items)
        try:
            while not stop():
                self._hand_out(queue)
                if not queue.waiting() and all(post.item is None for post in self._posts):
                    return
                for post in self._reporting():
                    told = self._hear(post, queue)
                    if told is not None:
                        self._hand_out(queue)  # nobody waits while what is told is written down
                        yield told
        finally:
            if any(post.item is not None for post in self._posts):
                self._dismiss()

    def close(self) -> None:
        """End all workers; may be called twice."""
        self._dismiss()
        self._janitor.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hand_out(self, queue: _Queue) -> None:
        """Give every idle worker a document, and start workers as long as there is something for them."""
        for post in [post for post in self._posts if post.ready and post.item is None]:
            if not queue.waiting():
                return
            item, tries = queue.take()
            if post.worker.give(item):
                post.item, post.tries = item, tries
                post.enter(Phase("opened", _STARTING))
            else:
                queue.again(item, tries)
                self._replace(post)
        while len(self._posts) < self._count and queue.waiting():
            self._posts.append(self._start())

    def _reporting(self) -> Iterator[_Post]:
        """Those that have told something or whose time is over, after waiting a moment for one."""
        busy = {post.worker.connection: post for post in self._posts if post.item is not None or not post.ready}
        ready = cast(list[Connection], wait(list(busy), _LOOK))
        now = monotonic()
        for connection, post in busy.items():
            if connection in ready or now > post.until or self._too_big(post):
                yield post

    def _hear(self, post: _Post, queue: _Queue) -> Told | None:
        """Take one message of a worker; gives what came of its document once that is known."""
        worker = post.worker
        if not worker.connection.poll():
            cause = Cause.time if monotonic() > post.until else Cause.memory
            return self._lost(post, Ending("", cause), queue)
        try:
            message = worker.receive()
        except EOFError:
            return self._lost(post, worker.ended(), queue)
        match message:
            case Refused():
                raise message.fault
            case Ready():
                post.ready, self._false_starts = True, 0
            case Phase():
                post.enter(message)
            case Done():
                post.item = None
                if message.worn:
                    self._replace(post)
                return message.told
        return None

    def _lost(self, post: _Post, ending: Ending, queue: _Queue) -> Told | None:
        """End a worker and start another; gives the failure of its document, unless that is tried again."""
        item, tries, phase = post.item, post.tries + 1, post.phase
        if item is None and not post.ready and phase.what == "started":
            self._false_starts += 1
            if self._false_starts >= _MOST_FALSE_STARTS:
                raise CannotWork(f"workers end before they begin ({ending.detail or ending.cause}). Please report it.")
        self._replace(post)
        if item is None:
            return None
        if ending.cause is not Cause.time and not _limit_met(ending) and tries < _TRIES:
            queue.again(item, tries)
            return None
        return _failure(item, phase, ending, self._job)

    def _replace(self, post: _Post) -> None:
        post.worker.stop()
        self._posts[self._posts.index(post)] = self._start()

    def _start(self) -> _Post:
        start = Start(self._job, self._maker, str(self._janitor.folder))
        worker: Worker = Forked(start, self._desk) if self._method is Method.fork else Spawned(start)
        post = _Post(worker)
        post.enter(Phase("started", _STARTING))
        return post

    def _desk(self) -> Desk:
        return Judge(self._job, self._checker) if self._maker is Judge else self._maker(self._job)

    def _dismiss(self) -> None:
        posts, self._posts = self._posts, []
        for post in posts:
            post.worker.stop()

    def _too_big(self, post: _Post) -> bool:
        """Its memory is over, where the system does not keep it within by itself."""
        if sys.platform == "linux" or post.phase.what != "judged":
            return False
        import psutil

        with suppress(psutil.Error):
            return int(psutil.Process(post.worker.pid).memory_info().rss) > self._job.judging.memory
        return False


def _usual() -> Method:
    """A fork where that is safe: on Linux, in a process without threads."""
    safe = sys.platform == "linux" and threading.active_count() == 1
    return Method.fork if safe and Method.usual() is not Method.spawn else Method.spawn


def _limit_met(ending: Ending) -> bool:
    """It was ended by a limit of its own, not from outside."""
    return ending.cause is Cause.memory and ending.detail != "SIGKILL"


def _failure(item: Item, phase: Phase, ending: Ending, job: Job) -> Told:
    """What is told of a document that its worker was lost with."""
    judged = phase.what == "judged"
    extracted = phase.what in ("read", "judged")
    doing = {"judged": "judging", "read": "reading"}.get(phase.what, "opening")
    match ending.cause:
        case Cause.time:
            kind, what = "time", f"{doing} it took more than {phase.seconds:g} seconds"
            more = "--limit judging-seconds=… allows more." if judged else "Try a copy of it on this machine."
        case Cause.memory if _limit_met(ending):
            kind, what = "memory", f"{doing} it takes more than {job.judging.memory / (1 << 30):.3g} GB of memory"
            more = "--limit judging-memory=… allows more."
        case _:
            detail = f" ({ending.detail})" if ending.detail else ""
            kind, what = "crash", f"{doing} it broke down twice{detail}"
            more = "Check it alone with clausecheck check; if that fails too, please report it."
    return failed(item.name, phase.sha256, kind, f"{what}. {more}", extracted=extracted, judged=judged)
