"""A batch on the workers of a Dask cluster: what they need is sent to each once, documents in chunks.

Documents of this machine are read here and sent along; those at addresses are read where the worker is. A chunk on a
worker that ends is judged by another one. What a document does costs that document: each is judged in a process beside
the worker's own, under the same limits as on one machine.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from clausecheck.bulk.arriving import at_address
from clausecheck.bulk.chunks import Submitted, drive
from clausecheck.bulk.connecting import SILENT, Wire, connected, quiet
from clausecheck.bulk.job import Item, Job, Stop, Told
from clausecheck.bulk.kit import Parcel, Unfit, halt, judge_parcel, kit_of, pack, programs
from clausecheck.bulk.looking import each_in_time
from clausecheck.bulk.opening import bytes_of, failed, unreadable
from clausecheck.bulk.result import Outcome
from clausecheck.bulk.serving import Maker
from clausecheck.bulk.work import Judge
from clausecheck.errors import ClausecheckError, ExitCode, UsageProblem
from clausecheck.record import replaced

__all__ = ["Cluster", "ClusterLost"]

_MOST_IN_CHUNK = 8
_CHUNK_BYTES = 4 << 20
"""Of documents sent along; a larger one goes alone."""
_AHEAD = 2
"""Chunks on their way for each thread of a worker, so that none waits and memory does not grow with the batch."""
_TURNS = 4
"""Chunks that each thread gets at least, where there are documents enough: the last ones end at about one time."""
_LONGEST = 60.0
"""Seconds for the bytes of one file."""
_READ_AHEAD = 4
"""Files whose bytes are at hand before they are sent."""
_TOGETHER = 1_024
"""Files that one thread reads, at most."""
_COUNT_AGAIN = 5.0
"""Seconds between two looks at how many workers there are."""
_NOBODY = 60.0
"""Seconds without any worker, after which the run ends."""
_SILENCE = 60.0
"""Seconds without an answer of the scheduler, after which it does too."""
_SPREADING = 10.0
_ENDING = 5.0


class ClusterLost(ClausecheckError):
    """The cluster is there no more; what was done is kept."""

    exit_code = ExitCode.unread

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}. What was done is kept: the same call with --resume goes on, with a cluster or without."
        )


class Cluster:
    """A connection to a scheduler. To be closed, best by `with`."""

    def __init__(
        self,
        address: str,
        *,
        tls: tuple[Path, Path, Path] | None = None,
        patience: float = 10.0,
        maker: Maker = Judge,
    ) -> None:
        """`address` as `tcp://host:8786` or `tls://host:8786`; `tls` are files of authority, certificate and key.

        Connects within `patience` seconds. Raises UsageProblem where that cannot be, where there are no workers, or
        where they have another clausecheck.
        """
        self.address, self._maker = address, maker
        self._unmute = quiet()
        try:
            self._client = connected(Wire(address, tls, patience))
            try:
                self._counted = monotonic()
                self._seen = self._counted
                self.threads: Mapping[str, int] = self._workers(patience)
                self._count: _Count | None = None
                self.differences = self._compared()
                """Packages that workers have in other versions, and how."""
            except BaseException:
                self._client.close(timeout=_ENDING)
                raise
        except BaseException:
            self._unmute()
            raise
        self._name = f"clausecheck-{uuid4().hex}"
        self._kit: Any = None

    def source(self, job: Job, total: int) -> Callable[[Iterable[Item], Stop], Iterator[Told]]:
        """Judges items, some `total` of them, in the cluster; raises `ClusterLost` when that has gone."""

        def judged(items: Iterable[Item], stop: Stop) -> Iterator[Told]:
            aside: list[Told] = []
            sender = _Sender(self, job)
            size = max(1, min(_MOST_IN_CHUNK, total // (_TURNS * max(1, sum(self.threads.values())))))
            chunks = _chunks(items, job, size, aside, stop)
            for told in drive(sender, chunks, self._in_flight, stop):
                yield told
                while aside:
                    yield aside.pop(0)
            yield from aside

        return judged

    def close(self) -> None:
        """End what is still judged in the cluster, and the connection; may be called twice."""
        if self._client.status == "running":
            _within(_ENDING, self._halt)
        self._client.close(timeout=_ENDING)
        self._unmute()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def look(self) -> None:
        """Raise `ClusterLost` when the scheduler has gone, or all workers for long."""
        if self._client.status != "running":
            raise ClusterLost(f"the scheduler {self.address} has gone")
        if self._count is None:
            if monotonic() >= self._counted + _COUNT_AGAIN:
                self._count = _Count(self._client)
            return
        found = self._count.found
        if found is None:
            if monotonic() > self._count.begun + _SILENCE:
                raise self.silent()
            return
        self._count, self._counted = None, monotonic()
        before, self.threads = self.threads, found
        if not found.keys() <= before.keys():
            self._spread()
        if found:
            self._seen = self._counted
        elif self._counted > self._seen + _NOBODY:
            raise ClusterLost(f"the scheduler {self.address} has had no workers for {_NOBODY:g} seconds")

    def silent(self) -> ClusterLost:
        """What is told where nobody answers."""
        return ClusterLost(f"the scheduler {self.address} does not answer")

    def submit(self, job: Job) -> Callable[[Sequence[Item]], Submitted]:
        """Send what every worker needs; gives what sends chunks."""
        kit = self._client.submit(kit_of, self._name, Parcel.of([pack(job, self._maker)]), key=f"{self._name}-rules")
        self._kit = kit
        self._spread()
        executor = self._client.get_executor(pure=False, retries=0)
        numbers: Counter[str] = Counter()

        def send(items: Sequence[Item]) -> Submitted:
            numbers["sent"] += 1
            # Names of tasks show in a scheduler's pages and logs, so they tell nothing.
            key = f"{self._name}-{numbers['sent']}"
            sent: Submitted = executor.submit(judge_parcel, kit, Parcel.of(items), key=key)
            return sent

        return send

    def _spread(self) -> None:
        """Have the rules on every worker: a scheduler gives work to those that have what it needs."""

        def spread() -> None:
            with suppress(*SILENT):
                self._kit.exception(timeout=_SPREADING)  # what is wrong with it shows with the first chunk
                self._client.replicate([self._kit])

        _within(2 * _SPREADING, spread)

    def _halt(self) -> None:
        with suppress(*SILENT):
            self._client.run(halt, self._name, on_error="ignore")

    def _in_flight(self) -> int:
        return _AHEAD * max(1, sum(self.threads.values()))

    def _workers(self, patience: float) -> Mapping[str, int]:
        """Threads of each worker, by its address."""
        with suppress(*SILENT):
            self._client.wait_for_workers(1, timeout=patience)
        threads: Mapping[str, int] = self._client.nthreads()
        if not threads:
            raise UsageProblem(
                f"--cluster {self.address}: the scheduler has no workers. Start some on machines with clausecheck "
                f"installed: dask worker {self.address}"
            )
        return threads

    def _compared(self) -> tuple[str, ...]:
        """Compare programs; Unfit where a worker has another clausecheck."""
        from pydoc import locate

        ours = programs()
        # A function that every worker has, whatever else it has.
        for where, version in self._client.run(locate, "clausecheck.__version__", on_error="return").items():
            if not isinstance(version, str):
                raise Unfit(
                    f"the worker {where} has no clausecheck, this machine {ours.version}. Install it there, with the "
                    "same extras."
                )
            ours.check(replaced(ours, version=version), where)
        found: set[str] = set()
        for where, theirs in self._client.run(programs, on_error="return").items():
            if isinstance(theirs, ClausecheckError):
                raise Unfit(f"the worker {where} cannot read its rules: {theirs}")
            ours.check(theirs if isinstance(theirs, type(ours)) else replaced(ours, code=""), where)
            found.update(ours.different(theirs))
        return tuple(sorted(found))


class _Count:
    """Threads of each worker, asked for beside the work: who waited for an answer could not be stopped meanwhile."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - Dask's
        self.begun = monotonic()
        self.found: Mapping[str, int] | None = None
        """By address of the worker; None as long as there is no answer."""
        self._client = client
        threading.Thread(target=self._ask, daemon=True).start()

    def _ask(self) -> None:
        with suppress(*SILENT):  # no answer, which its time will tell
            self.found = self._client.nthreads()


def _within(seconds: float, call: Callable[[], object]) -> None:
    """Call it, and wait for so long at most: who does not answer keeps nobody from ending."""
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(seconds)


class _Sender:
    """As `clausecheck.bulk.chunks.Sender`."""

    def __init__(self, cluster: Cluster, job: Job) -> None:
        self._cluster = cluster
        self._send = cluster.submit(job)
        self._tried: set[str] = set()

    def submit(self, items: Sequence[Item], *, again: bool = False) -> dict[Submitted, Sequence[Item]]:
        """See `Sender`."""
        if again:
            self._tried.update(item.name for item in items)
        self.look()
        try:
            return {self._send(items): items}
        except SILENT as error:
            raise self._cluster.silent() from error

    def may_try(self, item: Item, error: Exception) -> bool:
        """See `Sender`."""
        if isinstance(error, ClausecheckError):
            raise error
        self.look()
        if isinstance(error, CancelledError):
            raise ClusterLost(f"the scheduler {self._cluster.address} has dropped the work")
        return item.name not in self._tried

    def look(self) -> None:
        """See `Sender`."""
        self._cluster.look()


def _chunks(items: Iterable[Item], job: Job, size: int, aside: list[Told], stop: Stop) -> Iterator[Sequence[Item]]:
    """Documents as they are sent; what comes of those that need no worker goes to `aside`."""
    chunk: list[Item] = []
    held = 0

    def look(item: Item) -> Item | Told:
        return _filled(item, job)

    for item, seen in each_in_time(items, look, stop, seconds=_LONGEST, ahead=_READ_AHEAD, some=_TOGETHER):
        filled = _stuck(item) if seen is None else seen
        if isinstance(filled, Told):
            aside.append(filled)
            continue
        more = len(filled.data or b"")
        if chunk and held + more > _CHUNK_BYTES:
            yield chunk
            chunk, held = [], 0
        chunk.append(filled)
        held += more
        if len(chunk) >= size:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _filled(item: Item, job: Job) -> Item | Told:
    """The document with its bytes, unless they are read elsewhere, or what is told where no worker is needed."""
    if at_address(item):
        return item
    try:
        data = bytes_of(item, job.limits)
    except Exception as error:  # noqa: BLE001 - one bad input must not stop the others; it is told and counted
        return unreadable(item.name, "", error, extracted=False)
    sha256 = hashlib.sha256(data).hexdigest()
    if item.known == sha256:
        return Told(item.name, Outcome.judged, sha256)
    return replaced(item, data=data, place=None)


def _stuck(item: Item) -> Told:
    what = f"opening it took more than {_LONGEST:g} seconds. Try a copy of it on this machine."
    return failed(item.name, "", "time", what)
