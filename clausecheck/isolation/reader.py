"""The work of a reading process: take limits upon itself, read one file, and tell what came of it."""

import sys
from collections.abc import Callable
from math import ceil
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from clausecheck.errors import ClausecheckError, ReadingFault, UnreadableInput, place_of
from clausecheck.extract import extract
from clausecheck.extract.limits import applying, check_characters
from clausecheck.extract.room import Room, RoomNeeded, enter_room
from clausecheck.isolation.codec import encode
from clausecheck.isolation.messages import DOCUMENT, ERROR, MOST_BYTES, PAGE, message, plain_of
from clausecheck.isolation.task import Task
from clausecheck.record import draft

__all__ = ["Clock", "confine", "out_of_memory", "read"]

Send = Callable[[bytes], None]

_OPEN_FILES = 64
_OPEN_FILES_CONVERTING = 1024
_WRITTEN = 1 << 30
"""Bytes of one file that a converter may write in its folder."""


@draft
class Clock:
    """The process's own end, should nobody watch it any more: processor time and time by the clock."""

    task: Task
    pages: int = 0
    started: float = 0.0

    def page_read(self) -> None:
        """One page more: more time is granted."""
        self.pages += 1
        self.wind()

    def wind(self) -> None:
        """Set the alarms to what is allowed by now."""
        import resource
        import signal
        from time import monotonic

        self.started = self.started or monotonic()
        seconds = self.task.allowance.after(self.pages)
        # A second later than the parent, whose message is the better one.
        signal.setitimer(signal.ITIMER_REAL, max(0.1, self.started + seconds + 1 - monotonic()))
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = ceil(seconds) + 1
        if self.task.room is Room.plain and (hard == resource.RLIM_INFINITY or soft < hard):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

    def stop(self) -> None:
        """Reading is over: handing over the result takes as long as the other side lets it."""
        import signal

        signal.setitimer(signal.ITIMER_REAL, 0)


def confine(task: Task, *, address_space: bool) -> None:
    """Take the limits of the system upon this process, for good; POSIX only.

    Processor time is `Clock`'s. `address_space` where the system keeps it, which macOS does not.
    """
    import resource

    converting = task.room is Room.conversion
    files = _OPEN_FILES_CONVERTING if converting else _OPEN_FILES
    wanted = {"CORE": 0, "NOFILE": files, "FSIZE": _WRITTEN if converting else 0}
    if task.room is Room.plain:
        wanted["NPROC"] = 0  # no other programs, no threads
        limits = task.limits
        wanted["CPU"] = ceil(limits.seconds + limits.page_seconds * limits.pages) + 2
    if address_space:
        wanted["AS"] = _mapped() + task.allowance.memory
    for name, value in wanted.items():
        _set(resource, name, value)
    sys.dont_write_bytecode = True


def _set(resource: ModuleType, name: str, value: int) -> None:
    kind = getattr(resource, f"RLIMIT_{name}", None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _mapped() -> int:
    """Bytes of address space that this process has by now."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def read(task: Task, send: Send, clock: Clock | None) -> None:
    """Read the file and send the document, or the reason why there is none."""

    def page_read() -> None:
        if clock is not None:
            clock.page_read()
        send(message(PAGE))

    enter_room(task.room, task.folder, page_read)
    answer = _answer(task)
    if clock is not None:
        clock.stop()
    send(answer)


def _answer(task: Task) -> bytes:
    try:
        with applying(task.limits):
            document = extract(task.data, name=task.name, **dict(task.options))  # type: ignore[arg-type]
            check_characters(task.name, len(document.text))
        result = encode(document)
        if len(result) > MOST_BYTES:
            raise UnreadableInput(
                task.name, "there is far more text in it than a contract can hold", "Send the contract alone."
            )
        return message(DOCUMENT, result)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other process must hear of it
        return message(ERROR, plain_of(_told(task, error)))


def _told(task: Task, error: Exception) -> ClausecheckError | RoomNeeded:
    """The error as it is told to the other process."""
    if _holds(error, MemoryError):
        return out_of_memory(task)
    if isinstance(error, ClausecheckError | RoomNeeded):
        return error
    if _holds(error, RecursionError):
        return UnreadableInput(
            task.name, "its parts are nested far deeper than in any contract", "Ask for another copy, or for a PDF."
        )
    import traceback

    trace = "".join(traceback.format_exception(error))
    return ReadingFault(type(error).__name__, place_of(error), trace)


def _holds(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Readers wrap exceptions in their own: the cause is looked for down the chain and among the arguments."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        if isinstance(error, kind) or any(isinstance(argument, kind) for argument in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False


def out_of_memory(task: Task, where: str = "") -> UnreadableInput:
    """The error for a file that takes more memory than allowed."""
    limit = "memory" if task.room is Room.plain else "large-memory"
    return UnreadableInput(
        task.name,
        f"reading it takes more than {task.allowance.memory / (1 << 30):.3g} GB of memory{where}",
        f"Print it to PDF and check that copy. --limit {limit}=… allows more.",
        cause="memory",
    )


def die() -> NoReturn:
    """End the process at once, nothing flushed and nothing cleaned up that another process owns too."""
    import os

    os._exit(0)
