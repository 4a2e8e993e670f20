"""What a spawned reading process runs: a task on standard input, messages on standard output."""

import os
import sys

from clausecheck.isolation.reader import Clock, confine, die, read
from clausecheck.isolation.task import unpack

__all__ = ["work"]


def work() -> None:
    """Read the task, do it, and end."""
    task = unpack(sys.stdin.buffer.read())
    # What a native library prints must not get in among the messages.
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    if task.folder is not None:
        os.chdir(task.folder)
    clock = None
    if os.name == "posix":
        confine(task, address_space=False)
        clock = Clock(task)
        clock.wind()
    with os.fdopen(pipe, "wb", buffering=0) as stream:

        def send(data: bytes) -> None:
            view = memoryview(data)
            while view:
                view = view[stream.write(view) or 0 :]

        read(task, send, clock)
    die()
