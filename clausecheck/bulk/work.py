"""What every worker does: one document in, one result out, whatever the document is.

Files are read in processes of their own (`clausecheck.isolation`). Judging is done in this one, which says beforehand
how long that may take: whoever started it ends it when it takes longer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path

from clausecheck.bulk.faults import RulesChanged, RunFault
from clausecheck.bulk.fetching import Fetched, fetched
from clausecheck.bulk.job import Item, Job, Judging, Keeper, Keys, Told, keyed
from clausecheck.bulk.keys import judging_programs, reading_programs, rules_stamp
from clausecheck.bulk.opening import bytes_of, failed, told_of, unreadable
from clausecheck.bulk.recall import recalled, shelve
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.single import is_at_hand, keep_report
from clausecheck.document import Document
from clausecheck.errors import ClausecheckError
from clausecheck.extract import preload
from clausecheck.isolation import Isolation
from clausecheck.isolation.codec import decode
from clausecheck.judging.checking import Checker
from clausecheck.record import record, replaced
from clausecheck.render.json import report_value

__all__ = ["Announce", "Judge", "Phase", "make_checker", "verify", "warm"]

_NEUTRAL = "-"
"""What a file is called while it is read: the same bytes come to the same document whatever their name."""
_OPENING = 120.0
"""Seconds; only a file on a server that does not answer takes so long."""
_PAGES_IN_VAIN = 1.5
"""Reading keeps its own time; this many times that, and it has failed to."""


@record
class Phase:
    """What a worker is about to do, and how many seconds it may take."""

    what: str
    """`opened`, `read` or `judged`."""
    seconds: float
    sha256: str = ""
    """Of the file, once its bytes are there."""


Announce = Callable[[Phase], None]


def make_checker(job: Job) -> Checker:
    """What judges; nothing is loaded yet."""
    return Checker(
        rules=job.rules,
        model=None if job.model is None else decode(job.model),
        engagement=job.engagement,
        nation=job.nation,
        second_reader=job.second_reader,
        deal=job.deal,
        packs=job.packs,
        playbook=job.playbook,
    )


def warm(checker: Checker, engine: str) -> None:
    """Load and import what every document needs, so that processes forked afterwards share it.

    Raises RuleError or UsageProblem for wrong rules.
    """
    _ = checker.bench, checker.standard, checker.packs, checker.playbook
    for head in (b"%PDF-", b"PK", b"{\\rtf", b"mime-version:"):
        preload(head, engine)


def verify(job: Job, checker: Checker) -> None:
    """Raise RulesChanged where what judges now is not what the job's keys were made of.

    Built-in rules and code are files that anybody may replace while a run is at work. All is loaded first, so that
    nothing can change between this look and its use.
    """
    if not job.rules_sha256:
        return
    _ = checker.bench, checker.packs, checker.playbook
    if job.model is None:
        _ = checker.standard
    found = checker.rulebook.sha256
    if found != job.rules_sha256:
        raise RulesChanged.of("other built-in rules were found by a process that judges")
    if job.keys is None:
        return
    if rules_stamp(found) != job.keys.judging.rules:
        raise RulesChanged.of("packs, model contract or second reader are other files now")
    if (reading_programs(), judging_programs()) != (job.keys.reading.programs, job.keys.judging.programs):
        raise RulesChanged.of("clausecheck, or a program that it reads or judges with, is another version now")


class Judge:
    """Judges one document after the other."""

    def __init__(self, job: Job, checker: Checker | None = None) -> None:
        """`checker` where its rules are loaded and verified already; a fork shares them. Raises RulesChanged."""
        self._job = job
        self._checker = checker or make_checker(job)
        if checker is None:
            verify(job, self._checker)
        self._kept: tuple[Keeper, Keys] | None = None
        if job.keeper is not None and (keys := keyed(job).keys) is not None:
            self._kept = job.keeper(), keys

    def judge(self, item: Item, announce: Announce = lambda phase: None) -> Told:
        """What came of it; raises only what ends the whole run."""
        sha256 = ""
        try:
            announce(Phase("opened", _OPENING))
            data = bytes_of(item, self._job.limits)
            sha256 = hashlib.sha256(data).hexdigest()
            if item.known == sha256:
                return Told(item.name, Outcome.judged, sha256)
            if self._kept is None:
                return self._judged(item, self._read(data, sha256, announce, self._job.password), sha256, announce)
            told = self._recalled_or_judged(self._kept, item, data, sha256, announce)
            return replaced(told, trouble=self._kept[0].trouble)
        except RunFault:
            raise
        except Exception as error:  # noqa: BLE001 - one bad input must not stop the others; it is told and counted
            return unreadable(item.name, sha256, error, extracted=bool(sha256))

    def close(self) -> None:
        """Nothing more is to be judged."""
        if self._kept is not None:
            self._kept[0].close()

    def _recalled_or_judged(
        self, kept: tuple[Keeper, Keys], item: Item, data: bytes, sha256: str, announce: Announce
    ) -> Told:
        """By another of the same bytes it may have been judged meanwhile."""
        keeper, keys = kept
        password = self._job.password
        told = recalled(keeper, keys, item, sha256, password=password is not None)
        if told is not None and is_at_hand(self._job, item, told):
            return told

        tried: set[str | None] = set()

        def read(secret: str | None) -> Document:
            tried.add(secret)
            return self._read(data, sha256, announce, secret).document

        try:
            found = fetched(keeper, keys.document(sha256), _NEUTRAL, read, password)
        except ClausecheckError as error:
            told = unreadable(item.name, sha256, error, extracted=True)
            if tried == {None}:  # no password had a part in it
                shelve(keeper, keys, item, told, Result.of_line(told.line))
            return told
        return self._judged(item, found, sha256, announce)

    def _judged(self, item: Item, found: Fetched, sha256: str, announce: Announce) -> Told:
        document = replaced(found.document, name=item.base)
        characters = _characters(document)
        announce(Phase("judged", self._job.judging.time_for(characters), sha256))
        try:
            with _within(self._job.judging, characters):
                report = self._checker.check(document)
                if self._job.rules_sha256 and report.rules_sha256 != self._job.rules_sha256:
                    raise RulesChanged.of("a report was made by others")
                outcome = Outcome.judged if report.coverage.complete else Outcome.partial
                result = Result(item.name, outcome, sha256, report_value(report, document))
                told = told_of(result, result.line())
                if self._job.reports is not None:
                    titles = {topic.slug: topic.title for topic in self._checker.topics}
                    keep_report(self._job, item, report, document, titles, line=told.line)
        except MemoryError:
            more = "Send the contract alone. --limit judging-memory=… allows more."
            what = f"judging it takes more than {self._job.judging.memory / (1 << 30):.3g} GB of memory. {more}"
            return failed(item.name, sha256, "memory", what, extracted=found.extracted, judged=True)
        if self._kept is not None and found.may_keep:
            shelve(*self._kept, item, told, result)
        return replaced(told, extracted=found.extracted, judged=True)

    def _read(self, data: bytes, sha256: str, announce: Announce, password: str | None) -> Fetched:
        """What a reader makes of a file, in a process of its own."""
        job, limits = self._job, self._job.limits
        most = limits.large_seconds + limits.large_page_seconds * limits.pages
        announce(Phase("read", most * _PAGES_IN_VAIN, sha256))
        isolation = Isolation(limits, engine=job.engine, ocr=job.ocr, tracked=job.tracked, password=password)
        with isolation:
            return Fetched(isolation.start(data, _NEUTRAL).document(), extracted=True, may_keep=False)


def _characters(document: Document) -> int:
    return len(document.text) + sum(_characters(inner) for inner in document.attachments)


@contextmanager
def _within(judging: Judging, characters: int) -> Iterator[None]:
    """Judge within limits of the system, where it has them; a MemoryError when the memory is over.

    Only the soft limits are set, so that they can be lifted again.
    """
    try:
        import resource
    except ImportError:
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    # A little later than whoever watches from outside, whose message is the better one.
    seconds = ceil(used.ru_utime + used.ru_stime + judging.time_for(characters)) + 2
    wanted = {resource.RLIMIT_CPU: seconds}
    if (mapped := _mapped()) is not None:
        wanted[resource.RLIMIT_AS] = mapped + judging.memory
    before = {kind: resource.getrlimit(kind) for kind in wanted}
    for kind, value in wanted.items():
        _, hard = before[kind]
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    try:
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)


def _mapped() -> int | None:
    """Bytes of address space that this process has by now; None where the system does not tell."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pages * resource.getpagesize()
