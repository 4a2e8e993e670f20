"""Cancellation scales as ladders, and the two numbers that a scale sets."""

from collections import defaultdict
from collections.abc import Iterator

from clausecheck.judging.places import clause_label
from clausecheck.judging.weigh import Weighed
from clausecheck.reading.contract import Contract, Limb, Quantity, QuantityKind
from clausecheck.report import Confidence, Ladder, LadderStep, QuantityFound
from clausecheck.rulebook.model import Signal

__all__ = ["from_scale", "ladders"]

_ALL_OF_IT = frozenset({"full", "whole", "entire"})
_NONE_OF_IT = frozenset({"nothing", "nil", "no", "none", "free", "without"})
_HALF = frozenset({"half"})
_WHOLE = 100.0
_CANCELS = "cancellation-by-practice"
_FULL = "cancellation_full_fee_hours"
_FREE = "cancellation_free_hours"


def ladders(contract: Contract, weighed: Weighed) -> tuple[Ladder, ...]:
    """The scales whose rungs live signals hold, shortest notice first."""
    limbs: dict[str, dict[int, Signal]] = defaultdict(dict)
    for signal in weighed.live:
        if signal.rule.ladder:
            limbs[signal.rule.ladder].setdefault(signal.limb, signal)
    found = []
    for name in sorted(limbs):
        steps: dict[tuple[float, float], LadderStep] = {}
        for index, signal in sorted(limbs[name].items()):
            start, end = signal.quote
            for hours, percent in _rungs(contract.limbs[index]):
                steps.setdefault((hours, percent), LadderStep(hours, percent, contract.document.text[start:end]))
        if steps:
            found.append(Ladder(name, tuple(steps[key] for key in sorted(steps, key=lambda k: (k[0], -k[1])))))
    return tuple(found)


def _rungs(limb: Limb) -> list[tuple[float, float]]:
    """Hours of notice and percent of the fee: each share of the fee with the notice nearest to it."""
    notices = [q for q in limb.quantities if q.kind is QuantityKind.duration and q.first >= limb.own]
    shares = [(q.first, q.value) for q in limb.quantities if q.kind is QuantityKind.percent and q.first >= limb.own]
    if not shares:
        shares = _shares_in_words(limb)
    if not notices or not shares:
        return []
    if len(shares) == 1:
        notices = notices[:1] if len(notices) == 1 else [max(notices, key=lambda q: q.value)]
    rungs = []
    left = list(notices)
    for position, percent in shares:
        if not left:
            break
        nearest = min(left, key=lambda q: (_distance(q, position), q.first))
        left.remove(nearest)
        rungs.append((nearest.value / 60, percent))
    return rungs


def _distance(quantity: Quantity, position: int) -> int:
    return abs(quantity.first - position)


def _shares_in_words(limb: Limb) -> list[tuple[int, float]]:
    shares = []
    for position in range(limb.own, len(limb.words)):
        word = limb.words[position]
        if word in _ALL_OF_IT:
            shares.append((position, 100.0))
        elif word in _HALF and limb.words[position + 1 : position + 2] != ("day",):
            shares.append((position, 50.0))
        elif word in _NONE_OF_IT:
            shares.append((position, 0.0))
    return shares[:1]


def from_scale(contract: Contract, weighed: Weighed) -> Iterator[QuantityFound]:
    """The hours inside which the whole fee is due, and those before which none is, by the whole of the scale.

    `Inside seven days all of the fee, inside 28 half`: 168 and 672 hours, though nothing says that 28 days are free.
    """
    steps: list[tuple[float, float, Signal]] = []
    seen: set[int] = set()
    for signal in weighed.live:
        rule = signal.rule
        if _CANCELS in (rule.topic, *rule.also) and rule.confidence is not Confidence.low and signal.limb not in seen:
            seen.add(signal.limb)
            steps += [(hours, percent, signal) for hours, percent in _rungs(contract.limbs[signal.limb])]
    full = [step for step in steps if step[1] == _WHOLE]
    free = steps if len(steps) > 1 or len(full) < len(steps) else []
    for name, several in ((_FULL, full), (_FREE, free)):
        if several:
            hours, _, signal = max(several, key=lambda step: step[0])
            start, end = signal.quote
            quote = contract.document.text[start:end]
            yield QuantityFound(name, hours, "hours", quote, start, end, clause_label(contract, signal.limb))
