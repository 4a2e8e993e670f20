"""One run of a batch from its items to `results.jsonl`: what is done is written at once, what was done before stays."""

from __future__ import annotations

import signal
import threading
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from clausecheck import __version__
from clausecheck.bulk.faults import RunFault
from clausecheck.bulk.folder import Folder, Written
from clausecheck.bulk.inputs import Found
from clausecheck.bulk.job import Item, Job, Stop, Told, keyed
from clausecheck.bulk.journal import Heading, Journal
from clausecheck.bulk.result import Outcome
from clausecheck.bulk.single import is_at_hand
from clausecheck.errors import ClausecheckError, ExitCode, RuleError, UsageProblem
from clausecheck.record import draft, made, record, replaced

__all__ = ["After", "Finished", "Source", "Stopped", "Tally", "run", "stopping"]

Source = Callable[[Iterable[Item], Stop], Iterator[Told]]
"""Judges items: `Pool.run`, or `through` with an executor."""

_MOST_NAMED = 20
"""Documents that are named as not read; all of them stand in the results."""


class Stopped(ClausecheckError):
    """The run was stopped before it was done; what it did is kept."""

    def __init__(self, done: int, total: int) -> None:
        """Documents done, and all there are."""
        super().__init__(f"stopped after {done} of {total} documents. The same call with --resume goes on from there.")
        self.done, self.total = done, total


@draft
class Tally:
    """What is counted while a batch runs."""

    total: int
    started: float = made(factory=monotonic)
    done: int = 0
    resumed: int = 0
    """Of those, done by the run that was stopped before."""
    extracted: int = 0
    """Read by this run."""
    judged: int = 0
    """Judged by this run, those that were ended over it among them."""
    kept: int = 0
    """Taken from what earlier runs kept."""
    outcomes: Counter[Outcome] = made(factory=Counter)
    grades: Counter[str] = made(factory=Counter)
    """Of single reports; an archive has none of its own."""
    trouble: str = ""
    """Why nothing is kept although it was to be."""
    codes: set[ExitCode] = made(factory=set)
    unread: list[tuple[str, str]] = made(factory=list)
    """Name and reason of what was not read or only in part: the first few, by name."""

    passed_by: Counter[str] = made(factory=Counter)
    """Documents in which a pack was not looked at, by its name."""

    def count(self, told: Told, *, resumed: bool) -> None:
        """One document more."""
        self.done += 1
        self.resumed += resumed
        self.extracted += told.extracted
        self.judged += told.judged
        self.kept += told.kept
        self.trouble = self.trouble or told.trouble
        self.outcomes[told.outcome] += 1
        if told.grade:
            self.grades[told.grade] += 1
        self.codes.add(told.code)
        self.passed_by.update(told.passed_by)
        if told.reason:
            insort(self.unread, (told.name, told.reason))
            del self.unread[_MOST_NAMED:]

    @property
    def unread_count(self) -> int:
        """Documents not read, or only in part."""
        return self.outcomes[Outcome.failed] + self.outcomes[Outcome.partial]

    def seconds(self) -> float:
        """Since the run began."""
        return monotonic() - self.started


@record
class Finished:
    """A run that is done, its results in place."""

    written: Written
    tally: Tally


After = Callable[[Finished], None]
"""Called once the results are in place: what makes views of them. When it is cut short, `--resume` calls it again."""


def run(
    found: Found,
    job: Job,
    source: Source,
    folder: Folder,
    *,
    inputs: str,
    resume: bool = False,
    watch: Callable[[Tally], None] = lambda tally: None,
    after: Iterable[After] = (),
    stop: Stop = lambda: False,
) -> Finished:
    """Judge every item and write the results, sorted by name.

    `job` holds the hash of its rules. `watch` is called after every document. Raises `Stopped` once `stop` says so, and
    `UsageProblem` where the folder cannot be written or holds the journal of another batch, `RunFault` where nobody can
    judge any more.
    """
    if len({item.name for item in found.items}) < len(found.items):
        raise ValueError("two documents of one name: the result of one would be lost")
    heading = Heading(__version__, job.rules_sha256, _settings(job), inputs, job.password)
    journal = Journal(folder.journal, heading, resume=resume)
    tally, before = Tally(len(found.items)), len(journal)
    try:
        items = (replaced(item, known=_known(journal, job, item)) for item in found.items)
        for told in source(items, stop):
            if told.unchanged:
                tally.count(journal.head(told.name), resumed=True)
            elif journal.holds(told):
                tally.count(told, resumed=True)
            else:
                journal.add(told, at_once=told.extracted or told.judged)
                tally.count(told, resumed=False)
            watch(tally)
        if tally.done < tally.total:
            raise Stopped(tally.done, tally.total)
        names = sorted(item.name for item in found.items)
        finished = Finished(folder.write(lambda: journal.lines(iter(names))), tally)
        for each in after:
            if stop():
                raise Stopped(tally.done, tally.total)
            each(finished)
        journal.remove()
    except (RuleError, UsageProblem, RunFault):
        if not before and not tally.extracted and not tally.judged:
            journal.remove()  # nothing is lost, and nobody has to be asked whether to go on with it
        raise
    finally:
        journal.close()
    return finished


def _known(journal: Journal, job: Job, item: Item) -> str:
    """SHA-256 of the bytes that the journal holds a result on, with all that is wanted beside it; empty for none."""
    known = journal.known(item.name)
    return known if known and is_at_hand(job, item, journal.head(item.name)) else ""


def _settings(job: Job) -> str:
    """All that results depend on beside the files and their password, as a short text."""
    keys = keyed(job).keys
    return "" if keys is None else keys.result("")


@contextmanager
def stopping(tell: Callable[[], None] = lambda: None) -> Iterator[Stop]:
    """Whether Ctrl-C or a request to end came meanwhile; a second one stops at once. The first calls `tell`.

    Elsewhere than in the main thread nothing is asked of signals, and it never did.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        tell()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
