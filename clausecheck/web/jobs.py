"""Contracts being worked on: each in a process of its own, watched, ended in time, and cleaned up after."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from clausecheck.errors import place_of
from clausecheck.isolation.family import end_all_in
from clausecheck.record import draft
from clausecheck.web.bounds import Bounds
from clausecheck.web.order import Order, pack
from clausecheck.web.plainly import said
from clausecheck.web.shelf import Result, Shelf
from clausecheck.web.wire import LONGEST_LINE, Ended, Made, Noted, Stage, Summed, event_of
from clausecheck.web.worker import START

__all__ = ["Busy", "Job", "Jobs", "State"]

_GRACE = 5.0
"""Seconds for a killed process to be gone."""
_REMEMBERED = 32
"""Jobs that are over and may still be asked after."""


class Busy(Exception):
    """As many contracts are being worked on and wait as may."""


class State(StrEnum):
    """How far a job is."""

    waiting = "waiting"
    working = "working"
    done = "done"
    failed = "failed"
    password = "password"  # noqa: S105 - a word, not one
    """A file in it is locked: it may be sent again with a password."""
    stopped = "stopped"

    @property
    def over(self) -> bool:
        """Nothing more will happen to it."""
        return self not in (State.waiting, State.working)


@draft
class Job:
    """One contract on its way."""

    state: State = State.waiting
    stage: str = ""
    pages: int = 0
    """Read so far of the file that is being read."""
    message: str = ""
    """Why it failed, in the words of the page."""
    result: str = ""
    """Id on the shelf."""


@draft
class _Got:
    """What a worker has told so far."""

    summary: Summed | None
    ended: Ended | None
    files: dict[str, bytes]
    notes: list[str]

    @property
    def size(self) -> int:
        return sum(map(len, self.files.values()))


class Jobs:
    """All jobs of one server."""

    def __init__(self, bounds: Bounds, shelf: Shelf, folder: Path, fault: Callable[[str], None]) -> None:
        """`folder` is private to the server; `fault` hears where a fault of our own lies."""
        self._bounds = bounds
        self._shelf = shelf
        self._folder = folder
        self._fault = fault
        self._turn = asyncio.Semaphore(bounds.running)
        self._reserved = 0
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def reserve(self) -> None:
        """Take a place before a file is received; raises Busy. `start` or `release` gives it back."""
        if self._reserved + len(self._tasks) >= self._bounds.running + self._bounds.waiting:
            raise Busy
        self._reserved += 1

    def release(self) -> None:
        """Give back a place that was not used."""
        self._reserved -= 1

    def start(self, order: Order) -> str:
        """Begin in the place that was reserved; the job's id."""
        self._reserved -= 1
        name = secrets.token_urlsafe(16)
        job = self._jobs[name] = Job()
        task = asyncio.get_running_loop().create_task(self._run(job, pack(order)))
        self._tasks[name] = task
        task.add_done_callback(lambda _: self._tasks.pop(name, None))
        for old in [key for key, one in self._jobs.items() if one.state.over][:-_REMEMBERED]:
            del self._jobs[old]
        return name

    def get(self, name: str) -> Job | None:
        """The job with this id, None where there is none."""
        return self._jobs.get(name)

    async def stop(self, name: str) -> None:
        """End a job and all it started."""
        task = self._tasks.get(name)
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
            if not self._jobs[name].state.over:  # it had not even begun
                self._jobs[name].state = State.stopped

    async def stop_all(self) -> None:
        """End every job, and forget those that are over."""
        for name in list(self._tasks):
            await self.stop(name)
        self._jobs.clear()

    async def _run(self, job: Job, packed: bytes) -> None:
        got = _Got(None, None, {}, [])
        try:
            async with self._turn, asyncio.timeout(self._bounds.seconds):
                job.state = State.working
                await self._work(job, packed, got)
            problem = "It made clausecheck's worker break down: the file is damaged, or made to do harm."
        except TimeoutError:
            problem = "It took too long. Print it to PDF, or send the contract alone, and try that."
        except ValueError:
            problem = "What came of it makes no sense: the file is damaged, or made to do harm."
        except asyncio.CancelledError:
            job.state = State.stopped
            raise
        except OSError as error:
            problem = f"No process could be started for it ({error.strerror or type(error).__name__}). Try again."
        except Exception as error:  # noqa: BLE001 - a fault of our own: the page must not wait for ever
            got.ended = Ended("failed", said(error), f"{type(error).__name__} in {place_of(error)}")
            problem = ""
        self._settle(job, got, problem)

    def _settle(self, job: Job, got: _Got, problem: str) -> None:
        """What the job came to; `problem` is why, should the worker not have said how it ended."""
        ended = got.ended or Ended("failed", problem)
        if ended.place:
            self._fault(ended.place)
        if ended.how == "password":
            job.state, job.message = State.password, ended.text
        elif got.summary is None or "html" not in got.files:
            job.state, job.message = State.failed, ended.text or problem
        else:
            if ended.how != "done":
                # The report is whole; what was to come after it broke.
                got.notes.append(f"Not every copy could be made. {ended.text}")
            told = got.summary
            result = Result(told.name, told.grade, told.verdict, told.found, tuple(got.notes), got.files)
            job.result = self._shelf.put(result)
            job.state = State.done

    async def _work(self, job: Job, packed: bytes, got: _Got) -> None:
        folder = Path(tempfile.mkdtemp(prefix="job-", dir=self._folder))
        process: Process | None = None
        feeding: asyncio.Task[None] | None = None
        try:
            process = await _started(folder, self._bounds.seconds)
            feeding = asyncio.get_running_loop().create_task(_feed(process, packed))
            del packed
            async for event in _events(process, self._bounds, got):
                if isinstance(event, Stage):
                    job.stage, job.pages = event.name, event.pages
        finally:
            if feeding is not None:
                feeding.cancel()
            if process is not None:
                _kill(process)
            end_all_in(folder)  # a reading process or a converter may have left the group
            shutil.rmtree(folder, ignore_errors=True)
            if process is not None:
                await _gone(process)


async def _started(folder: Path, seconds: float) -> Process:
    paths = json.dumps([os.path.abspath(path) for path in sys.path])
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", START, paths, str(seconds)),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=folder,
        env=os.environ | places,
        limit=LONGEST_LINE,
        start_new_session=True,
    )


async def _feed(process: Process, packed: bytes) -> None:
    stream = process.stdin
    if stream is None:
        return
    with suppress(ConnectionError):  # it has ended; whoever listens will learn why
        stream.write(packed)
        await stream.drain()
        stream.close()


async def _events(process: Process, bounds: Bounds, got: _Got) -> AsyncIterator[object]:
    """Events as they come, taken into `got`; ValueError for what is none, TimeoutError for silence."""
    stream = process.stdout
    while stream is not None and got.ended is None:
        await asyncio.sleep(0)  # a worker that never stops telling must not keep the server from anything else
        async with asyncio.timeout(bounds.silence):
            line = await stream.readline()
        if not line:
            return
        event = event_of(line)
        match event:
            case Made():
                if event.kind in got.files or got.size + event.size > bounds.produced:
                    raise ValueError("more files than can be")
                try:
                    async with asyncio.timeout(bounds.silence):
                        got.files[event.kind] = await stream.readexactly(event.size)
                except asyncio.IncompleteReadError:
                    return
            case Summed():
                got.summary = event
            case Noted():
                got.notes = [*got.notes, event.text][:20]
            case Ended():
                got.ended = event
        yield event


async def _gone(process: Process) -> None:
    """Wait for the end of what was killed; what it had still told is read away, or its end would never be seen."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_GRACE):
            while process.stdout is not None and await process.stdout.read(LONGEST_LINE):
                continue
            await process.wait()


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
