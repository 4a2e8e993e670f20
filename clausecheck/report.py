"""What a check says: findings, protections, terms, grade, measures. Every renderer takes a `Report`.

All spans are half-open offsets into the text of the document checked.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from clausecheck.document import Coverage, Notice
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.beside import PackReport, PositionMet

__all__ = [
    "AxisGrade",
    "Confidence",
    "Cost",
    "Duties",
    "Finding",
    "Grade",
    "Ladder",
    "LadderStep",
    "Measures",
    "Mismatch",
    "MismatchKind",
    "MissingDocument",
    "ModelText",
    "Protection",
    "QuantityFound",
    "Report",
    "SourceNote",
    "StakhanovRatio",
    "State",
    "Term",
]


class Confidence(StrEnum):
    """How sure a signal is; `low` never moves a grade by itself."""

    high = "high"
    medium = "medium"
    low = "low"


class State(StrEnum):
    """Where a contract stands on a topic against the model."""

    adverse = "adverse"
    unclear = "unclear"
    silent = "silent"
    weaker = "weaker"
    met = "met"
    better = "better"
    not_applicable = "not-applicable"


@record
class SourceNote:
    """An authority as printed beside a finding."""

    key: str
    title: str
    address: str
    read: str
    """Date it was read, ISO 8601."""
    kind: str
    """`law`, `guidance`, `market`."""
    nation: str = "UK"


@record
class ModelText:
    """What the model contract says on a topic."""

    clause: str
    quote: str


@record
class Finding:
    """A passage that hurts the locum."""

    rule: str
    topic: str
    axis: str
    severity: int
    """1 trivial, 2 note, 3 clarify or limit, 4 negotiate hard, 5 do not sign unchanged."""
    confidence: Confidence
    quote: str
    start: int
    end: int
    clause: str
    """Clause path as printed, `3.2(b)`, or the heading or row label it stands under; empty if none."""
    page: int | None
    plain: str
    why: str
    effects: tuple[str, ...] = ()
    model: ModelText | None = None
    ask: str = ""
    basis: str = "judgement"
    sources: tuple[SourceNote, ...] = ()
    values: tuple[tuple[str, float], ...] = ()
    """Quantity name and value."""
    fingerprint: str = ""


@record
class Protection:
    """A passage that helps the locum."""

    rule: str
    topic: str
    axis: str
    confidence: Confidence
    quote: str
    start: int
    end: int
    clause: str
    page: int | None
    plain: str
    effects: tuple[str, ...] = ()
    values: tuple[tuple[str, float], ...] = ()
    fingerprint: str = ""


@record
class Term:
    """One topic: what the model says, what this contract says, and how they differ."""

    topic: str
    axis: str
    state: State
    contract: str
    """Quote or quotes of this contract, empty when silent."""
    model: str
    difference: str
    findings: tuple[str, ...] = ()
    """Fingerprints."""
    silence: int = 0
    """0-5, how much silence matters here, engagement taken into account."""


@record
class QuantityFound:
    """A number the contract sets; one value a name, the one that governs."""

    name: str
    value: float
    unit: str
    quote: str
    start: int
    end: int
    clause: str


@record
class LadderStep:
    """One rung of a cancellation scale."""

    hours: float
    """Notice below which this rung applies."""
    percent: float
    quote: str


@record
class Ladder:
    """A whole scale, shortest notice first."""

    name: str
    steps: tuple[LadderStep, ...]


@record
class MissingDocument:
    """A policy, handbook or schedule that binds but was not shown."""

    name: str
    quote: str


class MismatchKind(StrEnum):
    """How the paper fails what was agreed."""

    differs = "differs"
    """The paper says something else."""
    missing = "missing"
    """The paper says nothing of it."""
    unclear = "unclear"
    """The paper may say it, or says it and takes it back."""


@record
class Mismatch:
    """One thing agreed before the paper came, and what the paper makes of it."""

    name: str
    """Quantity name, or `dates`, `start`, `finish`, `cancellation`."""
    topic: str
    """Slug of the topic it belongs to, empty if none."""
    kind: MismatchKind
    agreed: str
    """In words: `15 patients a session`."""
    written: str
    """What the paper says, in words; of a missing one that it says nothing."""
    favours: str
    """`locum` where the paper is kinder than what was agreed, `other` where it is harder, else empty."""
    quote: str = ""
    """Exactly `document.text[start:end]`; empty where the paper says nothing."""
    start: int = 0
    end: int = 0
    clause: str = ""
    page: int | None = None


@record
class Cost:
    """What a clause costs by the locum's own figures: arithmetic, no opinion on the fee."""

    name: str
    """`late-cancellation`, `unpaid-overrun`, `unpaid-paperwork`, `credit`, `penalty`."""
    topic: str
    amount: float
    """Pounds."""
    per: str
    """What the sum is counted by, for use behind it: `a session`, `an hour`, `standing out at any time`."""
    plain: str
    working: tuple[str, ...]
    quote: str = ""
    start: int = 0
    end: int = 0
    clause: str = ""
    page: int | None = None


@record
class AxisGrade:
    """The grade of one axis with the reasons that made it."""

    axis: str
    letter: str
    reasons: tuple[str, ...]


@record
class Grade:
    """A sign it, B after clarifying, C negotiate first, D not without changes, E do not sign."""

    letter: str
    verdict: str
    reasons: tuple[str, ...]
    axes: tuple[AxisGrade, ...]


@record
class StakhanovRatio:
    """Minutes of work a session can demand over the minutes it pays for."""

    value: float | None
    unbounded: bool
    """The contract sets no upper limit to the work."""
    minutes_demanded: float | None
    minutes_paid: float | None
    working: tuple[str, ...]
    parts: tuple[tuple[str, float], ...] = ()
    """What the work known of is made of, in minutes: `patients`, `paperwork`, `visits`; there may be no upper limit
    beyond it, and more of it than `minutes_demanded` where time after the finish is paid."""


@record
class Duties:
    """How many limbs bind each side, here and in the model."""

    locum: int
    other: int
    model_locum: int
    model_other: int


@record
class Measures:
    """What no grade can say in one letter."""

    stakhanov_ratio: StakhanovRatio
    duties: Duties


@record
class Report:
    """Everything one check says about one input."""

    name: str
    sha256: str
    format: str
    pages: int | None
    words: int
    engagement: str
    nation: str
    coverage: Coverage
    rules_sha256: str
    model_name: str
    grade: Grade | None
    """None, with a notice, when too little was read or it is not a locum's contract."""
    measures: Measures | None
    findings: tuple[Finding, ...] = ()
    protections: tuple[Protection, ...] = ()
    terms: tuple[Term, ...] = ()
    quantities: tuple[QuantityFound, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    missing_documents: tuple[MissingDocument, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    """In the order of the deal sheet; empty without one."""
    costs: tuple[Cost, ...] = ()
    """Only where the locum gave figures of their own."""
    packs: "tuple[PackReport, ...]" = ()
    """In the order asked for; empty where none was."""
    positions: "tuple[PositionMet, ...]" = ()
    """In the order of the playbook; empty without one."""
    notices: tuple[Notice, ...] = ()
    read_date: str = ""
    """Newest read date of the sources printed, ISO 8601."""
    attachments: tuple["Report", ...] = ()
