"""What every worker does: one document in, one result out, whatever the document is.

Files are read in processes of their own (`clausecheck.isolation`). Judging is done in this one, which says beforehand
how long that may take: whoever started it ends it when it takes longer.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from typing import Any

from clausecheck.bulk.job import Item, Job, Judging, Keeper, Told, judging_key, reading_key
from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.document import Document
from clausecheck.errors import ClausecheckError, PasswordNeeded, ReadingFault, UnreadableInput, place_of
from clausecheck.extract import preload, read_bytes
from clausecheck.extract.limits import Limits, applying, check_size
from clausecheck.isolation import Isolation
from clausecheck.isolation.codec import decode, encode
from clausecheck.judging.checking import Checker
from clausecheck.record import record, replaced
from clausecheck.render.json import escape_unsafe, report_value

__all__ = ["Announce", "Judge", "Phase", "bytes_of", "failed", "make_checker", "unreadable", "warm"]

_NEUTRAL = "-"
"""What a file is called while it is read: the same bytes come to the same document whatever their name."""
_OPENING = 120.0
"""Seconds; only a file on a server that does not answer takes so long."""
_PAGES_IN_VAIN = 1.5
"""Reading keeps its own time; this many times that, and it has failed to."""
_FLAKY = ("time", "memory", "crash", "fault")
"""Failures that another run may not meet; they are never kept for it."""
_NO_NAME = '{"input":"",'


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
        rules=[Path(folder) for folder in job.rules],
        model=None if job.model is None else decode(job.model),
        engagement=job.engagement,
        nation=job.nation,
        second_reader=job.second_reader,
        deal=job.deal,
    )


def warm(checker: Checker, engine: str) -> None:
    """Load and import what every document needs, so that processes forked afterwards share it.

    Raises RuleError or UsageProblem for wrong rules.
    """
    _ = checker.bench, checker.standard
    for head in (b"%PDF-", b"PK", b"{\\rtf", b"mime-version:"):
        preload(head, engine)


class Judge:
    """Judges one document after the other."""

    def __init__(self, job: Job, checker: Checker | None = None) -> None:
        """`checker` where its rules are loaded already; a fork shares them."""
        self._job = job
        self._checker = checker or make_checker(job)
        self._keeper: Keeper | None = job.keeper() if job.keeper is not None else None

    def judge(self, item: Item, announce: Announce = lambda phase: None) -> Told:
        """What came of it; raises nothing."""
        sha256 = ""
        try:
            announce(Phase("opened", _OPENING))
            data = bytes_of(item, self._job.limits)
            sha256 = hashlib.sha256(data).hexdigest()
            if item.known == sha256:
                return Told(item.name, Outcome.judged, sha256)
            if self._keeper is None:
                return self._judged(item, data, sha256, announce)
            return self._kept_or_judged(self._keeper, item, data, sha256, announce)
        except Exception as error:  # noqa: BLE001 - one bad input must not stop the others; it is told and counted
            return unreadable(item.name, sha256, error, extracted=bool(sha256))

    def close(self) -> None:
        """Nothing more is to be judged."""
        if self._keeper is not None:
            self._keeper.close()

    def _kept_or_judged(self, keeper: Keeper, item: Item, data: bytes, sha256: str, announce: Announce) -> Told:
        key = judging_key(self._job, sha256, item.base)
        kept = keeper.result(key)
        if kept is not None and kept.startswith(_NO_NAME):
            line = f'{{"input":{escape_unsafe(json.dumps(item.name, ensure_ascii=False))},{kept[len(_NO_NAME) :]}'
            with suppress(ValueError):  # damaged: it is judged anew
                return replaced(_told(Result.of_line(line), line), kept=True)
        told = self._judged(item, data, sha256, announce)
        if told.failure not in _FLAKY:
            keeper.keep_result(key, replaced(Result.of_line(told.line), name="").line())
        return told

    def _judged(self, item: Item, data: bytes, sha256: str, announce: Announce) -> Told:
        document, extracted = self._document(data, sha256, announce)
        document = replaced(document, name=item.base)
        characters = _characters(document)
        announce(Phase("judged", self._job.judging.time_for(characters), sha256))
        try:
            with _within(self._job.judging, characters):
                report = self._checker.check(document)
                outcome = Outcome.judged if report.coverage.complete else Outcome.partial
                result = Result(item.name, outcome, sha256, report_value(report))
                line = result.line()
        except MemoryError:
            more = "Send the contract alone. --limit judging-memory=… allows more."
            what = f"judging it takes more than {self._job.judging.memory / (1 << 30):.3g} GB of memory. {more}"
            return failed(item.name, sha256, "memory", what, extracted=extracted, judged=True)
        return replaced(_told(result, line), extracted=extracted, judged=True)

    def _document(self, data: bytes, sha256: str, announce: Announce) -> tuple[Document, bool]:
        """What is read of a file, and whether a reader was put to work for it."""
        key = reading_key(self._job, sha256)
        kept = self._keeper.document(key) if self._keeper is not None else None
        if kept is not None:
            with suppress(ValueError):  # damaged: it is read anew
                return decode(kept), False
        job, limits = self._job, self._job.limits
        most = limits.large_seconds + limits.large_page_seconds * limits.pages
        announce(Phase("read", most * _PAGES_IN_VAIN, sha256))
        isolation = Isolation(limits, engine=job.engine, ocr=job.ocr, tracked=job.tracked, password=job.password)
        with isolation:
            document = isolation.start(data, _NEUTRAL).document()
        if self._keeper is not None:
            self._keeper.keep_document(key, encode(document))
        return document, True


def bytes_of(item: Item, limits: Limits) -> bytes:
    """What stands in the file; raises UnreadableInput."""
    if item.problem:
        raise UnreadableInput(item.name, item.problem, "Check that you may read it.")
    with applying(limits):
        if item.data is not None or item.place is None:
            data = item.data or b""
        else:
            _refuse_devices(item)
            data = read_bytes(Path(item.place), item.name)
        check_size(item.name, len(data))
    return data


def unreadable(name: str, sha256: str, error: Exception, *, extracted: bool) -> Told:
    """What is told of a document that raised this."""
    return failed(name, sha256, *_explained(error), extracted=extracted)


def failed(name: str, sha256: str, kind: str, why: str, *, extracted: bool = False, judged: bool = False) -> Told:
    """What is told of a document without a report."""
    result = Result(name, Outcome.failed, sha256, None, Failure(kind, why))
    return replaced(_told(result, result.line()), extracted=extracted, judged=judged)


def _told(result: Result, line: str) -> Told:
    report: dict[str, Any] = result.report or {}
    grade = (report.get("grade") or {}).get("letter", "")
    if (why := result.failure) is not None:
        return Told(result.name, result.outcome, result.sha256, grade, why.kind, why.message, line)
    unread = [part for part in _parts(report) if not part["read"]] if result.outcome is Outcome.partial else []
    others = f", and {len(unread) - 1} more" if len(unread) > 1 else ""
    reason = f"read in part: {unread[0]['name']} was not read: {unread[0]['why']}{others}" if unread else ""
    return Told(result.name, result.outcome, result.sha256, grade, "", reason, line)


def _parts(report: dict[str, Any]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = report.get("document", {}).get("coverage", {}).get("parts", [])
    return parts


def _explained(error: Exception) -> tuple[str, str]:
    """Kind of failure and what is told of it; never words of the contract."""
    match error:
        case PasswordNeeded():
            return "password", f"{error.what}. {error.next_step}"
        case UnreadableInput():
            return error.cause or "unreadable", f"{error.what}. {error.next_step}"
        case ReadingFault():
            return "fault", _fault(error.what, error.where)
        case ClausecheckError():
            return "unreadable", str(error)
    return "fault", _fault(type(error).__name__, place_of(error))


def _fault(what: str, where: str) -> str:
    place = f" in {where}" if where else ""
    return f"a fault of clausecheck itself, not of your contract ({what}{place}). Please report it."


def _refuse_devices(item: Item) -> None:
    """Raise UnreadableInput for what is no ordinary file: a pipe may never end, and nobody is there to feed it."""
    try:
        mode = os.stat(item.place or "").st_mode
    except (OSError, ValueError):
        return  # whoever opens it says what is wrong
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UnreadableInput(item.name, "this is a device or a pipe, not a file", "Name the file of the contract.")


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
