"""What runs in a worker: take a document, judge it, tell what came of it, until nobody asks any more."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from clausecheck.bulk.faults import RulesChanged, RunFault
from clausecheck.bulk.job import Item, Job, Told
from clausecheck.bulk.work import Announce, Phase
from clausecheck.errors import RuleError, UsageProblem
from clausecheck.record import record

__all__ = ["COLLECT_AFTER", "Channel", "Desk", "Done", "Maker", "Ready", "Refused", "serve", "serve_streams"]

COLLECT_AFTER = 50_000
"""New objects between two searches for garbage, as the command itself has it: judging leaves few circles."""
_HEAD = 8
_MOST_DOCUMENTS = 500
"""After which a worker makes place for a fresh one, whatever it has heaped up."""
_MOST_GROWTH = 256 << 20
"""Bytes; what one document needed stays with a process, and is given back only at its end."""


class Desk(Protocol):
    """What judges."""

    def judge(self, item: Item, announce: Announce) -> Told:
        """What came of a document."""

    def close(self) -> None:
        """Nothing more is to be judged."""


Maker = Callable[[Job], Desk]


@record
class Ready:
    """A worker can take its first document."""

    process: int
    """Its number."""


@record
class Done:
    """A worker has judged a document, and can take another unless it is worn."""

    told: Told
    worn: bool


@record
class Refused:
    """Nothing more can be judged, by any worker."""

    fault: RunFault


class Line(Protocol):
    """What messages go over."""

    def recv_bytes(self) -> bytes:
        """The next message, pickled; EOFError when nobody sends any more."""

    def send_bytes(self, data: bytes) -> None:
        """Send a message, pickled."""


class Channel:
    """Messages over two pipes, each with its length (eight bytes, big-endian) in front."""

    def __init__(self, receive: int, send: int) -> None:
        """Numbers of open files; -1 where that way is not used."""
        self._receive = receive
        self._send = send

    def send(self, value: object) -> None:
        """Send any value that can be pickled."""
        self.send_bytes(pickle.dumps(value))

    def send_bytes(self, data: bytes) -> None:
        """See `Line`."""
        view = memoryview(len(data).to_bytes(_HEAD, "big") + data)
        while view:
            view = view[os.write(self._send, view) :]

    def recv_bytes(self) -> bytes:
        """See `Line`."""
        return self._exactly(int.from_bytes(self._exactly(_HEAD), "big"))

    def _exactly(self, size: int) -> bytes:
        held = bytearray()
        while len(held) < size:
            data = os.read(self._receive, min(size - len(held), 1 << 20))
            if not data:
                raise EOFError
            held += data
        return bytes(held)


def serve(line: Line, make: Callable[[], Desk]) -> None:
    """Judge what comes over the line, to its end or until this process is worn."""

    def tell(value: Phase | Done | Ready | Refused) -> None:
        line.send_bytes(pickle.dumps(value))

    try:
        _serve(line, tell, make)
    except RunFault as fault:
        with suppress(OSError):
            tell(Refused(fault))
    except (RuleError, UsageProblem) as error:  # they could be loaded when the run began
        with suppress(OSError):
            tell(Refused(RulesChanged.of(f"they can be loaded no more ({error})")))


def _serve(line: Line, tell: Callable[[Phase | Done | Ready], None], make: Callable[[], Desk]) -> None:
    desk = make()
    start, served = _resident(), 0
    with suppress(EOFError, OSError):
        tell(Ready(os.getpid()))
        while True:
            item: Item = pickle.loads(line.recv_bytes())  # noqa: S301 - from the process that started this one
            told = desk.judge(item, tell)
            served += 1
            worn = served >= _MOST_DOCUMENTS or _resident() - start > _MOST_GROWTH
            if worn:
                desk.close()
            tell(Done(told, worn))
            if worn:
                return
    desk.close()


def serve_streams() -> None:
    """`serve` over standard input and output, in a new interpreter; what to do comes first."""
    import gc
    import signal
    import tempfile

    gc.set_threshold(COLLECT_AFTER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if len(sys.argv) > 2:
        from clausecheck.isolation.lifeline import hold_on

        hold_on(int(sys.argv[2]))
        os.set_inheritable(int(sys.argv[2]), False)
    receive, send = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    channel = Channel(receive, send)
    start: Any = pickle.loads(channel.recv_bytes())  # noqa: S301 - from the process that started this one
    tempfile.tempdir = start.folder
    serve(channel, lambda: start.maker(start.job))


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell at once."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
