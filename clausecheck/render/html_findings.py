"""What hurts and what protects, as an HTML report shows it: by topic, each passage with the model's words beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from clausecheck.record import record
from clausecheck.render.html_text import Mark
from clausecheck.render.html_words import Run, differing
from clausecheck.render.passages import by_topic, place
from clausecheck.render.wording import BASIS, SEVERITIES
from clausecheck.report import Confidence, Finding, Protection, Report, SourceNote
from clausecheck.second.reader import NO_RULE

__all__ = ["Basis", "Group", "Guard", "GuardGroup", "Passage", "Passages", "passages"]

_FULLY = 5
# Passages of one topic that are shown at once and held side by side with the model; what follows is folded.

Titles = Callable[[str], str]


@record
class Passage:
    """One finding."""

    key: str
    place: str
    rank: str
    severity: int
    confidence: str
    plain: str
    found: str
    """How it was found, where no rule names its wording."""
    effects: tuple[str, ...]
    quote: tuple[Run, ...]
    model: tuple[Run, ...]
    """Empty where the model's words are not shown beside it."""
    model_clause: str
    alike: bool
    """The two have enough in common for what differs to be marked."""


@record
class Basis:
    """On what authority a topic's findings rest."""

    words: str
    sources: tuple[SourceNote, ...]


@record
class Group:
    """A topic that hurts."""

    number: int
    topic: str
    title: str
    rank: str
    severity: int
    shown: tuple[Passage, ...]
    folded: tuple[Passage, ...]
    whys: tuple[str, ...]
    asks: tuple[str, ...]
    bases: tuple[Basis, ...]


@record
class Guard:
    """One passage that protects."""

    key: str
    place: str
    quote: str
    says: tuple[str, ...]


@record
class GuardGroup:
    """A topic that protects."""

    title: str
    guards: tuple[Guard, ...]


@record
class Passages:
    """All of a report's passages, and the marks they make in its text."""

    sure: tuple[Group, ...]
    unsure: tuple[Group, ...]
    guards: tuple[GuardGroup, ...]
    marks: tuple[Mark, ...]
    keys: dict[str, str]
    """Fingerprint of a finding to its key."""


def passages(report: Report, title: Titles, prefix: str) -> Passages:
    """Findings of low confidence stand apart; `prefix` keeps the anchors of several reports on one page apart."""
    doubted = [f for f in report.findings if f.confidence is Confidence.low]
    sure = by_topic(f for f in report.findings if f.confidence is not Confidence.low)
    unsure = by_topic(doubted)
    ordered = [f for _, group in (*sure, *unsure) for f in group]
    keys = {id(f): f"{prefix}{n}" for n, f in enumerate(ordered, 1)}
    guarding = [p for p in report.protections if p.confidence is not Confidence.low]
    guard_keys = {id(p): f"{prefix}P{n}" for n, p in enumerate(guarding, 1)}
    marks = [Mark(f.start, f.end, keys[id(f)], f.severity, title(f.topic)) for f in ordered]
    marks += [Mark(p.start, p.end, guard_keys[id(p)], 0, title(p.topic)) for p in guarding]
    return Passages(
        sure=tuple(_group(n, topic, group, title, keys) for n, (topic, group) in enumerate(sure, 1)),
        unsure=tuple(_group(n, topic, group, title, keys) for n, (topic, group) in enumerate(unsure, 1)),
        guards=tuple(_guards(guarding, title, guard_keys)),
        marks=tuple(marks),
        keys={f.fingerprint: keys[id(f)] for f in ordered},
    )


def _group(number: int, topic: str, group: Sequence[Finding], title: Titles, keys: dict[int, str]) -> Group:
    worst = group[0].severity
    every = tuple(_passage(f, worst, keys[id(f)], beside=n < _FULLY) for n, f in enumerate(group))
    fully = len(every) if len(every) == _FULLY + 1 else _FULLY  # folding one passage away saves no room
    return Group(
        number=number,
        topic=topic,
        title=title(topic),
        rank=SEVERITIES[worst].capitalize(),
        severity=worst,
        shown=every[:fully],
        folded=every[fully:],
        whys=_each(f.why for f in group),
        asks=_each(f.ask for f in group),
        bases=tuple(_basis(basis, group) for basis in _each(f.basis for f in group)),
    )


def _passage(finding: Finding, worst: int, key: str, *, beside: bool) -> Passage:
    plain, named, how = finding.plain.partition(NO_RULE)
    model = finding.model if beside else None
    both = differing(finding.quote, model.quote) if model else None
    return Passage(
        key=key,
        place=place(finding.clause, finding.page),
        rank="" if finding.severity == worst else SEVERITIES[finding.severity].capitalize(),
        severity=finding.severity,
        confidence=str(finding.confidence),
        plain=plain.strip(),
        found=named + how,
        effects=finding.effects,
        quote=both[0] if both else (Run(finding.quote, differs=False),),
        model=both[1] if both else (Run(model.quote, differs=False),) if model else (),
        model_clause=model.clause if model else "",
        alike=both is not None,
    )


def _basis(basis: str, group: Iterable[Finding]) -> Basis:
    cited = {s.key: s for f in group if f.basis == basis for s in f.sources}
    return Basis(BASIS.get(basis, basis), tuple(cited.values()))


def _guards(guarding: Sequence[Protection], title: Titles, keys: dict[int, str]) -> Iterable[GuardGroup]:
    """In the report's order, a topic's passages together."""
    for topic in dict.fromkeys(p.topic for p in guarding):
        own = [p for p in guarding if p.topic == topic]
        yield GuardGroup(
            title(topic),
            tuple(
                Guard(keys[id(p)], place(p.clause, p.page), p.quote, tuple(s for s in (p.plain, *p.effects) if s))
                for p in own
            ),
        )


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order, empty ones left out."""
    return tuple(value for value in dict.fromkeys(values) if value)
