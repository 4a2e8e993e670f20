"""Processes that judge one document after the other, as whoever started them sees them: forked or in a new interpreter.

A worker tells what it is about to do (`Phase`) and what came of it (`Done`). It ends with whoever started it, even one
that is killed.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.serving import COLLECT_AFTER, Channel, Desk, Done, Maker, Ready, Refused, serve
from clausecheck.bulk.work import Phase
from clausecheck.isolation.ending import Ending
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.isolation.lifeline import Lifeline

__all__ = ["Forked", "Message", "Spawned", "Start", "Worker"]

Message = Phase | Done | Ready | Refused

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from clausecheck.bulk.serving import serve_streams; serve_streams()"
)


class Worker(Protocol):
    """A worker as its pool sees it."""

    connection: Connection
    """To be waited on; when it has something, `receive` does not block."""
    pid: int

    def receive(self) -> Message:
        """What it tells; EOFError when it has ended."""

    def give(self, item: Item) -> bool:
        """Hand it a document; whether it was there to take it."""

    def ended(self) -> Ending:
        """How it ended, to be asked after EOFError."""

    def stop(self) -> None:
        """End it and whatever it started; may be called twice."""


@record
class Start:
    """What a worker is started with."""

    job: Job
    maker: Maker
    """Makes what judges; found by its name in a new interpreter."""
    folder: str
    """For temporary files; whoever started it removes it."""


class Forked:
    """A fork of this process: nothing is loaded anew, and memory is shared until somebody writes to it. POSIX only."""

    def __init__(self, start: Start, make: Callable[[], Desk]) -> None:
        """`make` gives what judges, in the new process."""
        from clausecheck.isolation.lifeline import Lifeline

        self.connection, theirs = Pipe()
        self._lifeline: Lifeline | None = Lifeline()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self._lifeline.hold_on()
                self.connection.close()
                _become_worker(keep=(theirs.fileno(), self._lifeline.near), folder=start.folder)
                serve(theirs, make)
            finally:
                os._exit(0)
        theirs.close()
        self._lifeline.started()

    def receive(self) -> Message:
        """See `Worker`."""
        return _received(self.connection)

    def give(self, item: Item) -> bool:
        """See `Worker`."""
        return _given(self.connection, item)

    def ended(self) -> Ending:
        """See `Worker`."""
        status = self._reaped()
        if status is None:
            return Ending("it closed its pipe and went on")
        return Ending.of_signal(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else Ending("it ended without a word")

    def stop(self) -> None:
        """See `Worker`."""
        if self._lifeline is None:
            return
        if self.pid:
            _end_family(self.pid)
            os.waitpid(self.pid, 0)
            self.pid = 0
        self._lifeline.cut()
        self._lifeline = None
        self.connection.close()

    def _reaped(self) -> int | None:
        """Its status, once it is gone; the pipe closes a moment before."""
        for _ in range(100):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return status
            threading.Event().wait(0.01)
        return None


class Spawned:
    """A new interpreter, where there is no fork or none that is safe."""

    def __init__(self, start: Start) -> None:
        self._lifeline: Lifeline | None = None
        words = [sys.executable, "-c", _START, json.dumps([os.path.abspath(path) for path in sys.path])]
        near: tuple[int, ...] = ()
        if os.name == "posix":
            from clausecheck.isolation.lifeline import Lifeline

            self._lifeline = Lifeline()
            near = (self._lifeline.near,)
        self._process = subprocess.Popen(  # noqa: S603 - our own code, in our own interpreter
            [*words, *map(str, near)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=near,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._lifeline is not None:
            self._lifeline.started()
        self.pid = self._process.pid
        self.connection, far = Pipe(duplex=False)
        threading.Thread(target=self._listen, args=(far,), daemon=True).start()
        self._channel = Channel(-1, self._process.stdin.fileno() if self._process.stdin else -1)
        with suppress(OSError):
            self._channel.send(start)

    def receive(self) -> Message:
        """See `Worker`."""
        return _received(self.connection)

    def give(self, item: Item) -> bool:
        """See `Worker`."""
        return _given(self._channel, item)

    def ended(self) -> Ending:
        """See `Worker`."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return Ending("it closed its pipe and went on")
        if code < 0:
            return Ending.of_signal(-code)
        return Ending(f"code {code & 0xFFFFFFFF:#x}" if code else "it ended without a word")

    def stop(self) -> None:
        """See `Worker`."""
        if self._process.poll() is None:
            _end_family(self.pid)
            self._process.wait()
        if self._process.stdin is not None and not self._process.stdin.closed:
            with suppress(OSError):
                self._process.stdin.close()
            if self._lifeline is not None:
                self._lifeline.cut()
            self.connection.close()

    def _listen(self, far: Connection) -> None:
        """Pass on what it tells: on Windows nobody can wait for several pipes at once, but for connections."""
        stream = self._process.stdout
        if stream is None:
            return
        told = Channel(stream.fileno(), -1)
        with suppress(EOFError, OSError):
            while True:
                far.send_bytes(told.recv_bytes())
        far.close()
        stream.close()


def _received(connection: Connection) -> Message:
    try:
        message: Message = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own worker, which opens no file
    except OSError as error:
        raise EOFError from error
    return message


def _given(to: Connection | Channel, item: Item) -> bool:
    try:
        to.send(item)
    except OSError:
        return False
    return True


def _end_family(pid: int) -> None:
    """Kill a process and all that it has started, whatever groups they are in."""
    if sys.platform == "linux":
        import signal

        from clausecheck.isolation.forked import family_of

        with suppress(OSError):
            os.kill(pid, signal.SIGSTOP)  # it shall start no others while they are looked for
        for one in (*family_of(pid), pid):
            with suppress(OSError):
                os.kill(one, signal.SIGKILL)
        return
    import psutil

    with suppress(psutil.Error):
        seen = psutil.Process(pid)
        for one in [*seen.children(recursive=True), seen]:
            with suppress(psutil.Error):
                one.kill()


def _become_worker(keep: tuple[int, ...], folder: str) -> None:
    """Let go of all that belongs to the process this is a fork of."""
    import gc
    import signal
    import tempfile

    gc.freeze()  # what is shared is never garbage; looking at it would make copies of it
    gc.set_threshold(COLLECT_AFTER)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: who started us decides
    for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(one, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        if number not in keep:
            os.dup2(nowhere, number)
    opened = Path("/proc/self/fd" if sys.platform == "linux" else "/dev/fd")
    for name in os.listdir(opened):
        if int(name) > 2 and int(name) not in keep:
            with suppress(OSError):
                os.close(int(name))
    sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end
    tempfile.tempdir = folder
