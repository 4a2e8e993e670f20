"""What hurts and what protects, as an HTML report shows it: by topic, each passage with the model's words beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from clausecheck.record import record
from clausecheck.render.html_text import Mark
from clausecheck.render.html_words import Run, differing
from clausecheck.render.passages import by_topic, place
from clausecheck.render.wording import BASIS, SEVERITIES
from clausecheck.report import Confidence, Finding, ModelText, Protection, Report, SourceNote
from clausecheck.second.reader import NO_RULE

__all__ = ["Basis", "Group", "Guard", "GuardGroup", "Passage", "Passages", "passages"]

_FULLY = 5
# Passages of one topic that are shown at once and held side by side with the model; what follows is folded.

_MOST = 40
# Passages of one topic that are told one by one. A long contract may repeat itself a thousand times; the rest is
# counted, and marked in its text.

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
    """Empty where a passage before it on the same topic says the same."""
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

    anchor: str
    number: int
    title: str
    rank: str
    severity: int
    shown: tuple[Passage, ...]
    folded: tuple[Passage, ...]
    rest: int
    """Further passages that are only marked in the contract's text."""
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
    """What it does; not said again where the passage before it on the same topic does the same."""
    found: str


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
    """Fingerprint of a finding to its key, of those told one by one."""


def passages(report: Report, title: Titles, prefix: str) -> Passages:
    """Findings of low confidence stand apart; `prefix` keeps the anchors of several reports on one page apart."""
    sure = by_topic(f for f in report.findings if f.confidence is not Confidence.low)
    unsure = by_topic(f for f in report.findings if f.confidence is Confidence.low)
    keys: dict[int, str] = {}
    told: dict[str, str] = {}
    marks: list[Mark] = []
    groups: list[list[Group]] = []
    for kind, found in (("g", sure), ("l", unsure)):
        groups.append([])
        for number, (topic, findings) in enumerate(found, 1):
            anchor = f"{prefix}{kind}{number}"
            for at, finding in enumerate(findings):
                key = keys[id(finding)] = f"{prefix}{len(keys) + 1}"
                target = anchor
                if at < _MOST:
                    target = f"f-{key}"
                    told.setdefault(finding.fingerprint, key)
                severity = finding.severity if kind == "g" else 1  # what is only doubted alarms nobody in the text
                marks.append(Mark(finding.start, finding.end, key, target, severity, title(topic)))
            groups[-1].append(_group(anchor, number, findings, title(topic), keys))
    guarding = [p for p in report.protections if p.confidence is not Confidence.low]
    guard_keys = {id(p): f"{prefix}P{n}" for n, p in enumerate(guarding, 1)}
    marks += [Mark(p.start, p.end, guard_keys[id(p)], f"p-{guard_keys[id(p)]}", 0, title(p.topic)) for p in guarding]
    return Passages(
        sure=tuple(groups[0]),
        unsure=tuple(groups[1]),
        guards=tuple(_guards(guarding, title, guard_keys)),
        marks=tuple(marks),
        keys=told,
    )


def _group(anchor: str, number: int, group: Sequence[Finding], title: str, keys: dict[int, str]) -> Group:
    every = tuple(_passages(group[:_MOST], keys))
    at_once = len(every) if len(every) == _FULLY + 1 else _FULLY  # folding one passage away saves no room
    return Group(
        anchor=anchor,
        number=number,
        title=title,
        rank=SEVERITIES[group[0].severity].capitalize(),
        severity=group[0].severity,
        shown=every[:at_once],
        folded=every[at_once:],
        rest=len(group) - len(every),
        whys=_each(f.why for f in group),
        asks=_each(f.ask for f in group),
        bases=tuple(_basis(basis, group) for basis in _each(f.basis for f in group)),
    )


def _passages(group: Sequence[Finding], keys: dict[int, str]) -> Iterable[Passage]:
    """A topic's findings; what one of them has said is not said again by the next.

    The model's words stand beside the first, and beside others if there are words to mark.
    """
    said: set[str] = set()
    shown: set[ModelText] = set()
    for number, finding in enumerate(group):
        plain, named, how = finding.plain.partition(NO_RULE)
        plain = plain.strip()
        model = finding.model if number < _FULLY else None
        both = differing(finding.quote, model.quote) if model else None
        if both is None and model in shown:
            model = None
        yield Passage(
            key=keys[id(finding)],
            place=place(finding.clause, finding.page),
            rank="" if finding.severity == group[0].severity else SEVERITIES[finding.severity].capitalize(),
            severity=finding.severity,
            confidence=str(finding.confidence),
            plain="" if plain in said else plain,
            found=named + how,
            effects=finding.effects,
            quote=both[0] if both else (Run(finding.quote, differs=False),),
            model=both[1] if both else (Run(model.quote, differs=False),) if model else (),
            model_clause=model.clause if model else "",
            alike=both is not None,
        )
        said.add(plain)
        if model:
            shown.add(model)


def _basis(basis: str, group: Iterable[Finding]) -> Basis:
    cited = {s.key: s for f in group if f.basis == basis for s in f.sources}
    return Basis(BASIS.get(basis, basis), tuple(cited.values()))


def _guards(guarding: Sequence[Protection], title: Titles, keys: dict[int, str]) -> Iterable[GuardGroup]:
    """In the report's order, a topic's passages together."""
    for topic in dict.fromkeys(p.topic for p in guarding):
        guards: list[Guard] = []
        said = ""
        for one in (p for p in guarding if p.topic == topic):
            plain, named, how = one.plain.partition(NO_RULE)
            says = tuple(s for s in ("" if plain == said else plain.strip(), *one.effects) if s)
            guards.append(Guard(keys[id(one)], place(one.clause, one.page), one.quote, says, named + how))
            said = plain
        yield GuardGroup(title(topic), tuple(guards))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order, empty ones left out."""
    return tuple(value for value in dict.fromkeys(values) if value)
