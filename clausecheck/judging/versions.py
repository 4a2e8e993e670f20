"""Two versions of a contract: which terms got better, worse, appeared or went.

Only words that changed make a change: a clause that moved, was renumbered or is cited by its new number says what it
said before, and so does one that a reader weighs otherwise because its neighbours are new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.wordings import Wordings
from clausecheck.reading.contract import Contract
from clausecheck.record import record
from clausecheck.report import Confidence, Finding, Protection, Report, State

__all__ = ["AmountChange", "Change", "ChangeKind", "Comparison", "Passage", "TextChange", "Version", "compare_versions"]

_SECOND = ".second-reader-"
_UNSAID = (State.silent, State.not_applicable)


class ChangeKind(StrEnum):
    """What became of a term."""

    worse = "worse"
    better = "better"
    appeared = "appeared"
    went = "went"
    reworded = "reworded"
    """Other words, no better and no worse by the rules."""


@record
class Version:
    """One version, read and judged."""

    contract: Contract
    report: Report


@record
class Passage:
    """Words of one version on a topic."""

    topic: str
    harms: bool
    severity: int
    """1 to 5 where it harms, 0 where it protects."""
    quote: str
    start: int
    end: int
    clause: str
    page: int | None
    plain: str
    rule: str
    sure: bool
    """Its confidence is not low."""
    key: str
    """What of its words is the same wherever it stands."""


@record
class AmountChange:
    """A number that is another one now."""

    name: str
    old: float
    new: float
    effect: str
    """`better`, `worse` or empty."""


@record
class Change:
    """One topic on which words changed."""

    topic: str
    axis: str
    kind: ChangeKind
    effect: str
    """`better`, `worse` or empty: for the locum, also of what appeared and went."""
    was: State
    now: State
    removed: tuple[Passage, ...] = ()
    added: tuple[Passage, ...] = ()
    amounts: tuple[AmountChange, ...] = ()


@record
class TextChange:
    """Words that changed and of which no rule speaks."""

    added: bool
    """False where they went."""
    quote: str
    start: int
    end: int
    clause: str
    page: int | None


@record
class Comparison:
    """What changed between two versions."""

    old: Report
    new: Report
    changes: tuple[Change, ...]
    """Worse first, then better, appeared, went, reworded; topics in the order of reports."""
    texts: tuple[TextChange, ...]
    reread: tuple[Passage, ...]
    """Passages of the new version whose words stood in the old one too and had no such effect there."""
    moved: int
    """Passages that stand under another number and are otherwise the same."""

    @property
    def worse(self) -> bool:
        """Something is worse for the locum than before."""
        return any(change.effect == "worse" for change in self.changes)


def compare_versions(old: Version, new: Version) -> Comparison:
    """Hold `new` against `old`; either order of clauses gives the same changes."""
    before, after = Wordings(old.contract), Wordings(new.contract)
    olds, news = list(_passages(old, before)), list(_passages(new, after))
    gone, come, moved = _unmatched(olds, news)
    removed = [p for p in gone if p.sure and not after.holds(p.key)]
    added = [p for p in come if p.sure and not before.holds(p.key)]
    same = [p for p in come if p.sure and before.holds(p.key) and _SECOND not in p.rule]
    amounts = list(_amounts(old, new, before, after))
    changes = [*_changes(old, new, removed, added, amounts)]
    texts = [*_texts(new, after, before, added, fresh=True), *_texts(old, before, after, removed, fresh=False)]
    order = list(ChangeKind)
    return Comparison(
        old.report,
        new.report,
        tuple(sorted(changes, key=lambda change: order.index(change.kind))),
        tuple(texts),
        tuple(p for p in same if not any(o.key == p.key and o.topic == p.topic for o in olds)),
        moved,
    )


def _passages(version: Version, wordings: Wordings) -> Iterator[Passage]:
    found: tuple[Finding | Protection, ...] = (*version.report.findings, *version.report.protections)
    for one in found:
        harms = isinstance(one, Finding)
        yield Passage(
            one.topic,
            harms,
            one.severity if isinstance(one, Finding) else 0,
            one.quote,
            one.start,
            one.end,
            one.clause,
            one.page,
            one.plain,
            one.rule,
            one.confidence is not Confidence.low,
            wordings.key_at(one.start, one.quote),
        )


def _unmatched(olds: Sequence[Passage], news: Sequence[Passage]) -> tuple[list[Passage], list[Passage], int]:
    """Passages of each version that have no equal in the other, and how many have one under another number."""
    waiting: dict[tuple[str, bool, str], list[Passage]] = defaultdict(list)
    for passage in olds:
        waiting[passage.topic, passage.harms, passage.key].append(passage)
    come, moved = [], 0
    for passage in news:
        equals = waiting[passage.topic, passage.harms, passage.key]
        if equals:
            moved += equals.pop(0).clause != passage.clause
        else:
            come.append(passage)
    left = {id(passage) for several in waiting.values() for passage in several}
    return [passage for passage in olds if id(passage) in left], come, moved


def _amounts(old: Version, new: Version, before: Wordings, after: Wordings) -> Iterator[AmountChange]:
    """Numbers that both versions set, otherwise, in words that one of them alone has."""
    values = {found.name: found for found in old.report.quantities}
    for now in new.report.quantities:
        was = values.get(now.name)
        if was is None or abs(was.value - now.value) < 0.005 or now.name not in AMOUNTS:
            continue
        if before.holds(after.key_at(now.start, now.quote)) and after.holds(before.key_at(was.start, was.quote)):
            continue
        better = AMOUNTS[now.name].better
        effect = "better" if (now.value < was.value) == (better == "lower") else "worse"
        yield AmountChange(now.name, was.value, now.value, effect if better else "")


def _changes(
    old: Version, new: Version, removed: Sequence[Passage], added: Sequence[Passage], amounts: Sequence[AmountChange]
) -> Iterator[Change]:
    states = {term.topic: term.state for term in old.report.terms}
    for term in new.report.terms:
        gone = tuple(p for p in removed if p.topic == term.topic)
        come = tuple(p for p in added if p.topic == term.topic)
        numbers = tuple(a for a in amounts if AMOUNTS[a.name].topic == term.topic)
        if not (gone or come or numbers):
            continue
        was = states.get(term.topic, State.not_applicable)
        effect = _effect(gone, come, numbers)
        kind = ChangeKind(effect) if effect else ChangeKind.reworded
        if come and not gone and was in _UNSAID:
            kind = ChangeKind.appeared
        elif gone and not come and term.state in _UNSAID:
            kind = ChangeKind.went
        yield Change(term.topic, term.axis, kind, effect, was, term.state, gone, come, numbers)


def _effect(gone: Sequence[Passage], come: Sequence[Passage], numbers: Sequence[AmountChange]) -> str:
    """Whether the locum gains: by the harm first, then by the numbers, then by how much protects."""
    harm_then, harm_now = _harm(gone), _harm(come)
    if harm_then != harm_now:
        return "worse" if harm_now > harm_then else "better"
    effects = {number.effect for number in numbers} - {""}
    if len(effects) == 1:
        return effects.pop()
    help_then, help_now = _helping(gone), _helping(come)
    if help_then == help_now:
        return ""
    return "better" if help_now > help_then else "worse"


def _harm(passages: Iterable[Passage]) -> list[int]:
    """Severities, worst first: lists of them compare as the harm does."""
    return sorted((p.severity for p in passages if p.harms), reverse=True)


def _helping(passages: Iterable[Passage]) -> bool:
    return any(not p.harms for p in passages)


def _texts(
    version: Version, own: Wordings, other: Wordings, told: Sequence[Passage], *, fresh: bool
) -> Iterator[TextChange]:
    """Words of one version that the other has not, save those told already."""
    document = version.contract.document
    counted: Counter[str] = Counter()
    for limb in own.limbs:
        key = own.key(limb)
        if not key or other.holds(key) or counted[key]:
            continue
        counted[key] += 1
        if any(p.start < limb.end and limb.start < p.end for p in told):
            continue
        quote = document.text[limb.start : limb.end]
        yield TextChange(fresh, quote, limb.start, limb.end, own.label(limb), document.page_of(limb.start))
