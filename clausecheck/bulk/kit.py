"""What a worker of a cluster needs for a batch, sent to each once, and what it does with the documents that follow.

Nothing here shows what it holds: clusters write the values they handle into their logs.
"""

from __future__ import annotations

import pickle
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Generic, TypeVar

from clausecheck import __version__
from clausecheck.bulk.arriving import arriving
from clausecheck.bulk.job import Item, Job, Told
from clausecheck.bulk.keys import JUDGES, READERS, code_of, rules_stamp
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.serving import Maker
from clausecheck.bulk.work import Judge
from clausecheck.errors import ClausecheckError, ExitCode
from clausecheck.isolation import Method
from clausecheck.record import record, replaced

__all__ = ["Kit", "Parcel", "Programs", "Unfit", "halt", "judge_parcel", "kit_of", "pack", "programs"]

_T = TypeVar("_T")


class Unfit(ClausecheckError):
    """A worker cannot do what this machine would; the message says why."""

    exit_code = ExitCode.usage


@record
class Programs:
    """What judges on a machine."""

    version: str
    code: str
    """Hash of our own code and rules."""
    packages: tuple[tuple[str, str], ...]
    """Of others, and their versions."""

    def check(self, theirs: Programs, where: str) -> None:
        """Raise Unfit where `theirs`, of the worker at `where`, is another clausecheck."""
        if theirs.version != self.version:
            raise Unfit(
                f"the worker {where} has clausecheck {theirs.version}, this machine {self.version}. "
                "Install the same version on both."
            )
        if theirs.code != self.code:
            raise Unfit(
                f"the worker {where} has clausecheck {theirs.version} as this machine, but with other code or built-in "
                "rules. Install the same on both."
            )

    def different(self, theirs: Programs) -> list[str]:
        """Packages of other versions, as `pypdf 6.1 there, 6.0 here`."""
        here = dict(self.packages)
        return [
            f"{name} {there or 'not'} there, {here.get(name) or 'not'} here"
            for name, there in theirs.packages
            if here.get(name) != there
        ]


def programs() -> Programs:
    """Those of the machine this runs on."""
    from clausecheck.rulebook.places import digest, read_folders

    root = Path(__file__).resolve().parent.parent
    code = code_of(["", *sorted(path.name for path in root.iterdir() if (path / "__init__.py").is_file())])
    rules = digest(read_folders(()), rules_stamp(""))
    python = ".".join(map(str, sys.version_info[:2]))
    packages = [(name, _version(name)) for name in sorted({*READERS, *JUDGES})]
    return Programs(__version__, f"{code} {rules}", (("Python", python), *packages))


def pack(job: Job, maker: Maker = Judge) -> bytes:
    """Everything for a batch but the documents."""
    # What is kept between runs is kept on this machine alone.
    plain = replaced(job, keeper=None, keys=None, reports=None)
    return pickle.dumps((programs(), pickle.dumps((plain, maker))))


class Parcel(Generic[_T]):
    """Values in transit."""

    def __init__(self, count: int, data: bytes) -> None:
        self._count, self._data = count, data

    @classmethod
    def of(cls, values: Sequence[_T]) -> Parcel[_T]:
        """Wrap them up."""
        return cls(len(values), pickle.dumps(list(values)))

    def __iter__(self) -> Iterator[_T]:
        yield from pickle.loads(self._data)  # noqa: S301 - from the cluster, which is trusted with contracts

    def __reduce__(self) -> tuple[type[Parcel[_T]], tuple[int, bytes]]:
        return Parcel, (self._count, self._data)

    def __repr__(self) -> str:
        return f"<parcel of {self._count}>"


class _Room:
    """Where a worker judges: a pool of one process for each of its threads."""

    def __init__(self, job: Job, maker: Maker) -> None:
        self._job, self._maker = job, maker
        self._idle: list[Pool] = []
        self._lock = threading.Lock()
        self.stopped = threading.Event()

    @classmethod
    def of(cls, packed: bytes) -> _Room:
        """Raises Unfit for what another clausecheck has packed."""
        theirs, rest = pickle.loads(packed)  # noqa: S301 - from whoever submitted it
        theirs.check(programs(), "that took this batch up")
        return cls(*pickle.loads(rest))  # noqa: S301

    def judge(self, items: Sequence[Item]) -> list[Told]:
        """What came of each; fewer once it was told to stop."""
        with self._lock:
            pool = self._idle.pop() if self._idle else None
        # A cluster's worker has threads of its own: a fork of such a process may hang.
        pool = pool or Pool(self._job, 1, method=Method.spawn, maker=self._maker)
        try:
            told = list(arriving(pool.run, self._job.limits)(items, self.stopped.is_set))
        except BaseException:
            pool.close()
            raise
        with self._lock:
            if not self.stopped.is_set():
                self._idle.append(pool)
                return told
        pool.close()
        return told

    def close(self) -> None:
        """End all processes, those at work within moments; may be called twice."""
        self.stopped.set()
        with self._lock:
            idle, self._idle = self._idle, []
        for pool in idle:
            pool.close()


class Kit:
    """All of a batch but its documents, on a worker; when nobody has it any more, what it started has ended."""

    def __init__(self, name: str, packed: bytes) -> None:
        self._name, self._packed = name, packed
        self._lock = threading.Lock()
        self._room: _Room | None = None

    @property
    def room(self) -> _Room:
        """Made for the first document."""
        with self._lock:
            if self._room is None:
                self._room = _Room.of(self._packed)
                _ROOMS[self._name] = self._room
                weakref.finalize(self, self._room.close)
            return self._room

    def __reduce__(self) -> tuple[type[Kit], tuple[str, bytes]]:
        return Kit, (self._name, self._packed)

    def __repr__(self) -> str:
        return "<rules of a batch>"


_ROOMS: weakref.WeakValueDictionary[str, _Room] = weakref.WeakValueDictionary()


def kit_of(name: str, packed: Parcel[bytes]) -> Kit:
    """Runs in the cluster, on one worker; the others get it from that one."""
    return Kit(name, *packed)


def judge_parcel(kit: Kit, parcel: Parcel[Item]) -> Parcel[Told]:
    """What came of each document. Runs in the cluster."""
    return Parcel.of(kit.room.judge(list(parcel)))


def halt(name: str) -> None:
    """End what is judged for a batch. Runs on every worker of the cluster."""
    room = _ROOMS.get(name)
    if room is not None:
        room.stopped.set()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
