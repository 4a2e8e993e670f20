"""What is asked of those who work on a batch, and what they answer, as plain values that travel between processes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from clausecheck.bulk.keys import JudgingKey, ReadingKey, judging_programs, reading_programs, rules_stamp
from clausecheck.bulk.result import Outcome
from clausecheck.errors import ExitCode
from clausecheck.extract.limits import Limits
from clausecheck.record import record, replaced

if TYPE_CHECKING:
    from clausecheck.judging.deal import Deal
    from clausecheck.rulebook.places import RuleFolder

__all__ = ["Item", "Job", "Judging", "Keeper", "Keys", "Stop", "Told", "default_workers", "keyed"]


Stop = Callable[[], bool]
"""Asked several times a second: whether to go no further."""


class Keeper(Protocol):
    """Where texts and results are kept between runs, by keys that say all they depend on."""

    @property
    def trouble(self) -> str:
        """Why nothing is kept although it was to be; empty while all is well."""

    def document(self, key: str) -> bytes | None:
        """What was read, as `clausecheck.isolation.codec` writes it; None where it is not kept."""

    def keep_document(self, key: str, data: bytes) -> None:
        """Keep what was read."""

    def result(self, key: str) -> str | None:
        """What `clausecheck.bulk.recall` keeps of a result; None where it is not kept."""

    def keep_result(self, key: str, line: str) -> None:
        """Keep it."""

    def close(self) -> None:
        """Nothing more is asked."""


@record
class Judging:
    """What judging one document may take, beside reading it."""

    seconds: float = 60.0
    """For a million characters and less: they take ten, half a minute where they are made to."""
    memory: int = 2 << 30
    """Bytes beyond what the worker itself takes; a million characters take a fifth of it."""

    def time_for(self, characters: int) -> float:
        """Seconds for so much text."""
        return self.seconds * max(1.0, characters / 1_000_000)


@record
class Item:
    """One document to be judged."""

    name: str
    """As `Result.name`."""
    place: str | None = None
    """Path of the file."""
    data: bytes | None = None
    """Its bytes, where there is no file."""
    problem: str = ""
    """Why there is nothing to read, such as a folder that may not be looked into."""
    known: str = ""
    """SHA-256 of the bytes that a result is at hand for."""

    @property
    def base(self) -> str:
        """What reports call it: the last part of its name."""
        return self.name.rstrip("/").rpartition("/")[2] or self.name


@record
class Keys:
    """Under which names a batch finds what earlier ones kept: hashes of all that it depends on."""

    reading: ReadingKey
    judging: JudgingKey

    def document(self, sha256: str) -> str:
        """Of what is read of bytes with this hash, and of a failure to."""
        return self.reading.of(sha256)

    def result(self, sha256: str) -> str:
        """Of the result on them."""
        return self.judging.of(self.reading.of(sha256))


@record
class Job:
    """How every document of a batch is read and judged."""

    rules: tuple[RuleFolder, ...] = ()
    """What adds to the built-in rules, read once (`clausecheck.rulebook.places.snapshot`): files may change."""
    model: bytes | None = None
    """The contract to compare with, as `clausecheck.isolation.codec` writes it."""
    engagement: str | None = None
    nation: str | None = None
    engine: str = "pdfium"
    ocr: str = "auto"
    tracked: str = "accept"
    password: str | None = None
    limits: Limits = Limits()
    judging: Judging = Judging()
    second_reader: bool = True
    deal: Deal | None = None
    packs: tuple[str, ...] = ()
    """Names of packs of rules that are asked beside the locum's."""
    playbook: tuple[bytes, str] | None = None
    """A file of positions, and what it is called in messages."""
    reports: str | None = None
    """Folder for the HTML report of each document, which is there; None for none."""
    keeper: Callable[[], Keeper] | None = None
    """Opens what is kept; called in every worker, so it must be found by its name."""
    rules_sha256: str = ""
    """Of all rules, as loaded when the batch began."""

    keys: Keys | None = None
    """Made once, by `keyed`, where the batch begins."""


def keyed(job: Job) -> Job:
    """The job with the keys of what it is to keep, and of what earlier ones kept; looks at programs and rule files."""
    if job.keys is not None:
        return job
    reading = ReadingKey(job.engine, job.ocr, job.tracked, job.limits, reading_programs())
    judging = JudgingKey(
        rules=rules_stamp(job.rules_sha256),
        model="" if job.model is None else hashlib.sha256(job.model).hexdigest(),
        engagement=job.engagement,
        nation=job.nation,
        second_reader=job.second_reader,
        deal=job.deal,
        packs=job.packs,
        playbook=job.playbook,
        programs=judging_programs(),
        further=(("judging", repr(job.judging)),),
    )
    return replaced(job, keys=Keys(reading, judging))


@record
class Told:
    """What came of one document: its line of results, and what is counted without reading that line again."""

    name: str
    outcome: Outcome
    sha256: str
    grade: str = ""
    """Letter; empty where none was given."""
    failure: str = ""
    """Kind of failure."""
    reason: str = ""
    """Why it was not read, or not wholly."""
    passed_by: tuple[str, ...] = ()
    """Packs that were not looked at in it."""
    line: str = ""
    """As `Result.line`; empty where the one at hand still stands."""
    extracted: bool = False
    """A reader was put to work."""
    judged: bool = False
    """The rules were."""
    kept: bool = False
    """The result was at hand from an earlier run."""
    trouble: str = ""
    """Why whoever judged it keeps nothing, although it was to."""

    @property
    def code(self) -> ExitCode:
        """As `Result.code`."""
        if self.outcome is Outcome.judged:
            return ExitCode.clean
        return ExitCode.internal if self.failure == "fault" else ExitCode.unread

    @property
    def unchanged(self) -> bool:
        """The bytes are those that a result is at hand for."""
        return not self.line

    def head(self) -> str:
        """All but the line, as JSON."""
        fields = {name: getattr(self, name) for name in _HEAD}
        return json.dumps(fields, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def of_head(cls, text: str | bytes) -> Told:
        """What `head` wrote; ValueError for anything else."""
        try:
            fields = json.loads(text)
            told = cls(**{name: fields[name] for name in _HEAD})
            return replaced(told, outcome=Outcome(told.outcome), passed_by=tuple(told.passed_by))
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError("not the head of a result") from error


_HEAD = ("name", "outcome", "sha256", "grade", "failure", "reason", "passed_by")


def default_workers() -> int:
    """As many as this process may use cores."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
