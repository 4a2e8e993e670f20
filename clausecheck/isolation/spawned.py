"""Reading in a new interpreter, where there is no fork (Windows) or none that is safe (macOS).

What Linux does by limits of the system a watch does here: it looks at the memory of the new process ten times a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from clausecheck.isolation.ending import Cause, Ending
from clausecheck.isolation.task import Task, pack

if TYPE_CHECKING:
    import psutil

__all__ = ["Spawned"]

_CHUNK = 1 << 16
_LOOK = 0.1
"""Seconds between two looks at the memory: a bomb fills a gigabyte in about half of one."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from clausecheck.isolation.worker import work; work()"
)


class Spawned:
    """A new process that reads one file, seen from the one that started it."""

    def __init__(self, task: Task) -> None:
        import psutil

        self._memory = task.allowance.memory
        self._process = subprocess.Popen(  # noqa: S603 - our own code, in our own interpreter
            [sys.executable, "-c", _START, json.dumps([os.path.abspath(path) for path in sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._seen = psutil.Process(self._process.pid)
        self._too_much = False
        self._told: SimpleQueue[bytes] = SimpleQueue()
        self._last = False
        for work in (lambda: self._feed(pack(task)), self._listen, self._watch):
            threading.Thread(target=work, daemon=True).start()

    def receive(self, seconds: float) -> bytes | None:
        """Some bytes of what it tells, none at its end; None if nothing came in time."""
        if self._last:
            return b""
        try:
            data = self._told.get(timeout=max(0.0, seconds))
        except Empty:
            return None
        self._last = not data
        return data

    def ended(self) -> Ending:
        """How it ended, to be asked after its last bytes."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return Ending("it closed its pipe and went on")
        if self._too_much:
            return Ending("", Cause.memory)
        if code < 0:
            return Ending.of_signal(-code)
        # Windows gives the number of the exception, such as 0xC0000005 for one of memory access.
        return Ending(f"code {code & 0xFFFFFFFF:#x}" if code else "it ended without a word")

    def stop(self) -> None:
        """End it and whatever it started; may be called twice."""
        if self._process.returncode is None:
            self._kill()
            self._process.wait()

    def _kill(self) -> None:
        import psutil

        try:
            family = [*self._seen.children(recursive=True), self._seen]
        except psutil.Error:
            family = [self._seen]
        for one in family:
            try:
                one.kill()
            except psutil.Error:
                continue

    def _feed(self, packed: bytes) -> None:
        stream = self._process.stdin
        try:
            if stream is not None:
                stream.write(packed)
                stream.close()
        except OSError:
            return  # it has ended; whoever listens will learn why

    def _listen(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        while data := os.read(stream.fileno(), _CHUNK):
            self._told.put(data)
        self._told.put(b"")
        stream.close()

    def _watch(self) -> None:
        import psutil

        try:
            while self._process.poll() is None:
                if _memory_of(self._seen) > self._memory:
                    self._too_much = True
                    self._kill()
                    return
                threading.Event().wait(_LOOK)
        except psutil.Error:
            return  # it is gone


def _memory_of(process: psutil.Process) -> int:
    """Bytes that a process and all it started hold."""
    import psutil

    total = int(process.memory_info().rss)
    for child in process.children(recursive=True):
        try:
            total += int(child.memory_info().rss)
        except psutil.Error:
            continue
    return total
