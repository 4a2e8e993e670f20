"""The process that works on one contract: an order on standard input, events on standard output.

It reads nothing itself: every file is read by `clausecheck.isolation` in yet another process, with stricter limits.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from clausecheck.web.order import unpack

if TYPE_CHECKING:
    from clausecheck.extract.limits import Limits

__all__ = ["START", "work"]

START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from clausecheck.web.worker import work; work()"
"""What a new interpreter runs; its argument is the path to import from."""

_OWN_MEMORY = 1 << 30
"""Bytes for judging and writing; a million characters take a third of it."""
_WRITTEN = 1 << 30
"""Bytes of one file in the private folder, which only converters write."""


def work() -> None:
    """Read the order, do it, and end."""
    from clausecheck.web.wire import Ended, Teller

    seconds = float(sys.argv[2])
    order = unpack(sys.stdin.buffer.read())
    # What a library prints must not get in among the events.
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    with os.fdopen(pipe, "wb", buffering=0) as stream:

        def send(data: bytes) -> None:
            view = memoryview(data)
            while view:
                view = view[stream.write(view) or 0 :]

        teller = Teller(send)
        if os.name == "posix":
            _confine(order.defaults.limits, seconds)
        try:
            from clausecheck.web.making import make

            make(order, teller)
        except BrokenPipeError:
            return  # the server has gone: nobody wants it any more
        except MemoryError:
            teller.tell(Ended("failed", "Judging it takes more memory than is allowed. Check the contract alone."))
        except RecursionError:
            teller.tell(Ended("failed", "Its parts are nested far deeper than in any contract. Ask for another copy."))
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must hear of it
            from clausecheck.errors import ReadingFault, place_of
            from clausecheck.web.plainly import said

            place = f"{error.what} in {error.where}" if isinstance(error, ReadingFault) else ""
            teller.tell(Ended("failed", said(error), place or f"{type(error).__name__} in {place_of(error)}"))


def _confine(limits: Limits, seconds: float) -> None:
    """Take limits of the system upon this process and all it starts, and an end should nobody watch it any more."""
    import resource
    import signal

    from clausecheck.isolation.reader import limit_to, mapped

    signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which ends this process itself
    wanted = {"CORE": 0, "FSIZE": _WRITTEN}
    if sys.platform == "linux":
        wanted["AS"] = mapped() + _OWN_MEMORY + max(limits.memory, limits.large_memory)
    for name, value in wanted.items():
        limit_to(resource, name, value)
    sys.dont_write_bytecode = True
