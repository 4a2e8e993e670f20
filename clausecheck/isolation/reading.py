"""Readings as the command sees them: begun, waited for, and ended whatever happens."""

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Protocol

from clausecheck.document import Document
from clausecheck.errors import ClausecheckError, UnreadableInput, UsageProblem
from clausecheck.extract import extract, preload, read_bytes
from clausecheck.extract.limits import Limits, applying, check_size
from clausecheck.extract.room import Room, RoomNeeded
from clausecheck.isolation.ending import Cause, Ending
from clausecheck.isolation.task import Task
from clausecheck.record import replaced

__all__ = ["Isolation", "Method", "Reading"]

_GRACE = 10.0
"""Seconds that a process has from when it is waited for, if its time was over by then: it may have been done long ago,
and only now can it tell its result."""


class Method(StrEnum):
    """How files are kept apart from this process."""

    fork = "fork"
    spawn = "spawn"
    none = "off"
    """In this very process: for measurements and for those who debug a reader."""

    @classmethod
    def usual(cls) -> "Method":
        """`CLAUSECHECK_ISOLATION` where it is set, else what suits the system; UsageProblem for another word."""
        named = os.environ.get("CLAUSECHECK_ISOLATION")
        if named:
            if named not in list(cls):
                raise UsageProblem(f"CLAUSECHECK_ISOLATION is {named!r}: use one of {', '.join(cls)}, or unset it.")
            return cls(named)
        return cls.fork if sys.platform == "linux" else cls.spawn


class _Process(Protocol):
    """A reading process, forked or spawned."""

    def receive(self, seconds: float) -> bytes | None: ...

    def ended(self) -> Ending: ...

    def stop(self) -> None: ...


class Isolation:
    """Where readings are begun; leaving it ends those that still run."""

    def __init__(self, limits: Limits | None = None, *, method: Method | None = None, **options: str | None) -> None:
        """`options` are those of `extract` but for `name`, such as `engine`."""
        self._limits = limits or Limits()
        self._method = method or Method.usual()
        self._options = options
        self._readings: list[Reading] = []

    def start(self, source: Path | bytes, name: str | None = None, **options: str | None) -> "Reading":
        """Begin to read; whatever is wrong with the source is raised by `document()`. `options` are further ones."""
        label = name if name is not None else (source.name if isinstance(source, Path) else "-")
        problem: ClausecheckError | None = None
        data = b""
        with applying(self._limits):
            try:
                data = read_bytes(source, label) if isinstance(source, Path) else source
                check_size(label, len(data))
            except ClausecheckError as error:
                problem = error
        if self._readings and self._method is Method.fork:
            # The first child imports what it needs while this process does other things; later ones inherit it.
            preload(data[: 1 << 16], self._options.get("engine") or "")
        reading = Reading(
            Task(label, data, tuple((self._options | options).items()), self._limits), self._method, problem
        )
        self._readings = [one for one in self._readings if one.running]
        self._readings.append(reading)
        return reading

    def __enter__(self) -> "Isolation":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reading in self._readings:
            reading.stop()


class Reading:
    """One file being read."""

    def __init__(self, task: Task, method: Method, problem: ClausecheckError | None = None) -> None:
        """`problem` is raised in place of a document; nothing is started then."""
        self._task = task
        self._method = method
        self._problem = problem
        self._process: _Process | None = None
        self._pages = 0
        if problem is None and method is not Method.none:
            self._begin(task)

    @property
    def running(self) -> bool:
        """Its process has not been ended."""
        return self._process is not None

    def document(self) -> Document:
        """Wait for it; raises UnreadableInput, PasswordNeeded or UsageProblem, ReadingFault for our own."""
        if self._problem is not None:
            raise self._problem
        if self._method is Method.none:
            with applying(self._task.limits):
                return extract(self._task.data, name=self._task.name, **dict(self._task.options))  # type: ignore[arg-type]
        try:
            return self._result()
        except RoomNeeded as more:
            return self._again(more.room)
        finally:
            self.stop()

    def anew(self, **options: str | None) -> "Reading":
        """Begin to read the same file with other options."""
        changed = tuple((dict(self._task.options) | options).items())
        return Reading(replaced(self._task, options=changed, room=Room.plain, folder=None), self._method, self._problem)

    def stop(self) -> None:
        """End it, with whatever it has started."""
        process, self._process = self._process, None
        if process is not None:
            process.stop()

    def _begin(self, task: Task) -> None:
        self._task, self._pages, self._started = task, 0, monotonic()
        if self._method is Method.fork:
            from clausecheck.isolation.forked import Forked

            self._process = Forked(task)
        else:
            from clausecheck.isolation.spawned import Spawned

            self._process = Spawned(task)

    def _again(self, room: Room) -> Document:
        """Read it anew where more is allowed."""
        self.stop()
        if tuple(Room).index(room) <= tuple(Room).index(self._task.room):
            raise self._crashed(Ending("it asked for what it has"))
        if room is not Room.conversion:
            self._begin(replaced(self._task, room=room))
            return self._result()
        from shutil import rmtree
        from tempfile import mkdtemp

        from clausecheck.isolation.family import end_all_in

        folder = mkdtemp(prefix="clausecheck-")
        try:
            self._begin(replaced(self._task, room=room, folder=Path(folder)))
            return self._result()
        finally:
            self.stop()
            end_all_in(Path(folder))
            rmtree(folder, ignore_errors=True)

    def _result(self) -> Document:
        """The document of the first message that is more than a page done."""
        from clausecheck.isolation.codec import decode
        from clausecheck.isolation.messages import DOCUMENT, PAGE, error_of

        try:
            for kind, content in self._messages():
                if kind == PAGE:
                    self._pages = min(self._pages + 1, self._task.limits.pages)
                elif kind == DOCUMENT:
                    return decode(content)
                else:
                    raise error_of(content)
        except ValueError as error:
            raise self._crashed(Ending("its answer makes no sense")) from error
        raise self._crashed(None if self._process is None else self._process.ended())

    def _messages(self) -> Iterator[tuple[bytes, bytes]]:
        """Messages as they come, to the end; raises UnreadableInput when they take too long."""
        from clausecheck.isolation.messages import Inbox

        inbox, waiting, allowance = Inbox(), monotonic(), self._task.allowance
        late = waiting > self._started + allowance.seconds
        while self._process is not None:
            end = max(self._started + allowance.after(self._pages), waiting + _GRACE if late else 0)
            data = self._process.receive(end - monotonic()) if monotonic() < end else None
            if data is None:
                raise self._crashed(Ending("", Cause.time))
            if not data:
                return
            yield from inbox.put(data)

    def _crashed(self, ending: Ending | None) -> UnreadableInput:
        """The error for a file whose reader was ended or broke down."""
        from clausecheck.isolation.reader import out_of_memory

        task = self._task
        where = f" ({self._pages} of its pages were done)" if self._pages else ""
        match ending.cause if ending else Cause.crash:
            case Cause.memory:
                return out_of_memory(task, where)
            case Cause.time:
                limit = "seconds" if task.room is Room.plain else "large-seconds"
                return UnreadableInput(
                    task.name,
                    f"reading it took more than {task.allowance.after(self._pages):g} seconds{where}",
                    f"Print it to PDF and check that copy. --limit {limit}=… allows more.",
                    cause=str(Cause.time),
                )
            case _:
                detail = f" ({ending.detail})" if ending and ending.detail else ""
                return UnreadableInput(
                    task.name,
                    f"the file made its reader break down{detail}{where}: it is damaged, or made to do harm",
                    "Ask for another copy; if you trust it, opening it and printing it to PDF often repairs it.",
                    cause=str(Cause.crash),
                )
