"""Reading in a fork of this process: quick, because nothing is started or imported anew. Linux only."""

import fcntl
import os
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from clausecheck.extract import preload
from clausecheck.extract.room import Room
from clausecheck.isolation.ending import Ending
from clausecheck.isolation.lifeline import Lifeline
from clausecheck.isolation.reader import Clock, confine, die, read
from clausecheck.isolation.task import Task

__all__ = ["Forked", "family_of"]

_CHUNK = 1 << 20
_DEFAULT_SIGNALS = (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM, signal.SIGHUP)
"""Of which the program that forked may have thought otherwise."""


class Forked:
    """A child that reads one file, seen from its parent."""

    def __init__(self, task: Task) -> None:
        receive, send = os.pipe()
        lifeline = Lifeline()
        pid = os.fork()
        if pid == 0:
            _child(task, receive, send, lifeline)
        os.close(send)
        lifeline.started()
        self._pid = pid
        self._lifeline = lifeline
        self._starts_others = task.room is Room.conversion
        self._receive = receive
        self._poll = select.poll()
        self._poll.register(receive, select.POLLIN)

    def receive(self, seconds: float) -> bytes | None:
        """Some bytes of what it tells, none at its end; None if nothing came in time."""
        if not self._poll.poll(max(0.0, seconds) * 1000):
            return None
        return os.read(self._receive, _CHUNK)

    def ended(self) -> Ending:
        """How it ended, to be asked after its last bytes."""
        for _ in range(100):  # the pipe is closed a moment before the process is gone
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._pid = 0
                break
            time.sleep(0.01)
        else:
            return Ending("it closed its pipe and went on")
        return Ending.of_signal(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else Ending("it ended without a word")

    def stop(self) -> None:
        """End it and whatever it started; may be called twice."""
        if self._receive >= 0:
            os.close(self._receive)
            self._lifeline.cut()
            self._receive = -1
        if not self._pid:
            return
        for other in family_of(self._pid) if self._starts_others else ():
            with suppress(OSError):
                os.kill(other, signal.SIGKILL)
        for kill in (os.killpg, os.kill):  # a group of its own it has only a moment after the fork
            try:
                kill(self._pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        os.waitpid(self._pid, 0)
        self._pid = 0


def family_of(pid: int) -> list[int]:
    """The processes that a process has started, and those they have: a converter may leave the group."""
    found: list[int] = []
    with suppress(OSError, ValueError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
            found += [int(child), *family_of(int(child))]
    return found


def _child(task: Task, receive: int, send: int, lifeline: Lifeline) -> None:
    """Never returns: what stands above on the stack is the parent's."""
    try:
        os.close(receive)
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in _DEFAULT_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        lifeline.hold_on()
        preload(task.data[: 1 << 16], dict(task.options).get("engine") or "")
        pipe = _only(send, lifeline.near)
        clock = Clock(task)
        confine(task, address_space=True)
        if task.folder is not None:
            os.chdir(task.folder)
        clock.wind()
        read(task, lambda data: _write(pipe, data), clock)
    finally:
        die()


def _only(send: int, lifeline: int) -> int:
    """Close every open file but the pipe and the lifeline; standard streams lead nowhere. Gives the pipe's number."""
    # Above the standard streams: the parent may have been started with one of them closed.
    pipe = fcntl.fcntl(send, fcntl.F_DUPFD, 3)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in (pipe, lifeline):
            with suppress(OSError):
                os.close(int(name))
    sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end
    return pipe


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]
