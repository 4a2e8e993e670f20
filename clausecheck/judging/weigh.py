"""Signals → findings and protections: effects applied, the same thing said once, words filled in."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from clausecheck.judging.effects import resolve
from clausecheck.judging.places import clause_label, fingerprint, lasting_words, number_text
from clausecheck.patterns import pattern
from clausecheck.reading.contract import Contract
from clausecheck.record import record
from clausecheck.report import Confidence, Finding, Protection
from clausecheck.rulebook.model import Rulebook, Signal, Stance, Topic

__all__ = ["Weighed", "weigh"]

_SLOT = pattern(r"£?\{(\w+)\}")
_SURE = {Confidence.high: 2, Confidence.medium: 1, Confidence.low: 0}


@record
class Weighed:
    """What a contract says once its parts have been held against one another."""

    findings: tuple[Finding, ...]
    """Most severe first."""
    protections: tuple[Protection, ...]
    """In text order."""
    live: tuple[Signal, ...]
    """Every signal that stands, neutral ones too, in text order."""
    withdrawn: tuple[Signal, ...]
    settled: tuple[str, ...]
    """Topics on which a neutral signal says enough that the contract is not silent."""


@record
class _Heard:
    """A live signal on one topic, with what effects made of it."""

    signal: Signal
    topic: Topic
    severity: int
    notes: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """It counts: its confidence is not low."""
        return self.signal.rule.confidence is not Confidence.low

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Which of several on the same words speaks for them: the greatest."""
        rule = self.signal.rule
        return (self.sure, rule.topic == self.topic.slug, self.severity, _SURE[rule.confidence])


def weigh(contract: Contract, signals: Sequence[Signal], rulebook: Rulebook) -> Weighed:
    """Findings and protections of `signals`; any order of signals gives the same result."""
    ordered = sorted(signals, key=lambda s: (s.start, s.end, s.limb, s.rule.id))
    resolved = resolve(contract, ordered)
    topics = {topic.slug: topic for topic in rulebook.topics}
    heard: dict[Stance, list[_Heard]] = defaultdict(list)
    for index, signal in enumerate(ordered):
        if not resolved.live[index] or signal.rule.stance is Stance.neutral:
            continue
        for slug in dict.fromkeys((signal.rule.topic, *signal.rule.also)):
            if slug in topics:
                heard[signal.rule.stance].append(
                    _Heard(signal, topics[slug], resolved.severities[index], resolved.notes[index])
                )
    adverse = _once(heard[Stance.adverse])
    hurt = {(h.topic.slug, h.signal.limb) for h in adverse if h.sure}
    # Where the same words both hurt and help on one topic, the net effect is harm: no false comfort.
    protective = [h for h in _once(heard[Stance.protective]) if (h.topic.slug, h.signal.limb) not in hurt]
    ordinal = _ordinals(contract)
    findings = [_finding(contract, h, ordinal) for h in adverse]
    live = tuple(s for s, stands in zip(ordered, resolved.live, strict=True) if stands)
    settled = {s.rule.topic for s in live if s.rule.stance is Stance.neutral and s.rule.settles}
    return Weighed(
        tuple(sorted(findings, key=lambda f: (-f.severity, -_SURE[f.confidence], f.start, f.topic, f.rule))),
        tuple(_protection(contract, h, ordinal) for h in protective),
        live,
        tuple(s for s, stands in zip(ordered, resolved.live, strict=True) if not stands),
        tuple(sorted(settled)),
    )


def _once(heard: Iterable[_Heard]) -> list[_Heard]:
    """One a topic and limb, then one a topic and quote: the weightiest, with the notes of all; in text order."""
    for key in (_by_limb, _by_quote):
        groups: dict[tuple[object, ...], list[_Heard]] = defaultdict(list)
        for one in heard:
            groups[key(one)].append(one)
        heard = [group[0] if len(group) == 1 else _merged(group) for group in groups.values()]
    return sorted(heard, key=lambda h: (h.signal.start, h.signal.end, h.topic.slug, h.signal.rule.id))


def _by_limb(one: _Heard) -> tuple[object, ...]:
    return (one.topic.slug, one.signal.limb)


def _by_quote(one: _Heard) -> tuple[object, ...]:
    return (one.topic.slug, *one.signal.quote)


def _merged(group: Sequence[_Heard]) -> _Heard:
    """The rule of the topic itself speaks before one that only touches it, but with the severity of the worst."""
    best = max(group, key=lambda h: h.rank)
    severity = max(one.severity for one in group if one.sure is best.sure)
    notes = dict.fromkeys([*best.notes, *(note for one in group for note in one.notes)])
    return _Heard(best.signal, best.topic, severity, tuple(notes))


def _ordinals(contract: Contract) -> Callable[[_Heard], str]:
    """A function that gives each its fingerprint; call it in text order."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    texts: dict[int, str] = {}

    def known(one: _Heard) -> str:
        rule = one.signal.rule.id
        # The further topics of the same words are findings of their own and must be told apart.
        name = rule if one.topic.slug == one.signal.rule.topic else f"{rule}/{one.topic.slug}"
        index = one.signal.limb
        if index not in texts:
            limb = contract.limbs[index]
            texts[index] = lasting_words(contract.document.text[limb.start : limb.end])
        words = texts[index]
        first = fingerprint(name, words, 0)
        ordinal = seen[name, first]
        seen[name, first] += 1
        return first if ordinal == 0 else fingerprint(name, words, ordinal)

    return known


def _finding(contract: Contract, one: _Heard, known: Callable[[_Heard], str]) -> Finding:
    signal, topic = one.signal, one.topic
    start, end = signal.quote
    return Finding(
        rule=signal.rule.id,
        topic=topic.slug,
        axis=topic.axis,
        severity=one.severity,
        confidence=signal.rule.confidence,
        quote=contract.document.text[start:end],
        start=start,
        end=end,
        clause=clause_label(contract, signal.limb),
        page=contract.document.page_of(start),
        plain=_filled(signal),
        why=topic.why,
        effects=one.notes,
        ask=topic.ask,
        basis=topic.basis,
        sources=topic.sources,
        values=_values(signal),
        fingerprint=known(one),
    )


def _protection(contract: Contract, one: _Heard, known: Callable[[_Heard], str]) -> Protection:
    signal = one.signal
    start, end = signal.quote
    return Protection(
        rule=signal.rule.id,
        topic=one.topic.slug,
        axis=one.topic.axis,
        confidence=signal.rule.confidence,
        quote=contract.document.text[start:end],
        start=start,
        end=end,
        clause=clause_label(contract, signal.limb),
        page=contract.document.page_of(start),
        plain=_filled(signal),
        effects=one.notes,
        values=_values(signal),
        fingerprint=known(one),
    )


def _values(signal: Signal) -> tuple[tuple[str, float], ...]:
    return tuple((value.name, value.value) for value in signal.values)


def _filled(signal: Signal) -> str:
    """The rule's plain words with the numbers of this contract in them."""
    if "{" not in signal.rule.plain:
        return signal.rule.plain
    values = dict(_values(signal))

    def fill(slot: re.Match[str]) -> str:
        if slot[1] not in values:
            return "the stated"
        pounds = "£" if slot[0].startswith("£") else ""
        return pounds + number_text(values[slot[1]])

    return _SLOT.sub(fill, signal.rule.plain)
