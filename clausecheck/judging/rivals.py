"""Other numbers of the same thing in one passage: the ends of a range, `12, or 18 where demand requires`."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.judging.amounts import AMOUNTS, Amount
from clausecheck.reading.contract import Limb, Quantity, QuantityKind
from clausecheck.reading.quantities import MINUTES
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record

__all__ = ["Held", "same", "worse"]

_NEAR = 0.02
"""A month may be 30 days or 30.44: numbers that differ by less are the same."""
_APART = 10
"""One number so many times another counts something else."""
_LINK = frozenset({"or", "to", "between", "unless", "save", "except", "reduced", "fall", "falls", "down", "otherwise"})
_SUBJECTS = word_set(
    "interest reminder suspend suspended query queries dispute disputes disputed notice cancel cancels cancelled late "
    "overdue month running delay travel handover hour hours session sessions week year mileage expenses limited"
)
_CHANGES = frozenset({"shorten", "curtail", "end", "ends", "over", "after"})
"""Words of another subject too that at a number say how it changes."""
_PER = {
    "patients_per_session": word_set("session sessions surgery surgeries shift half clinic"),
    "patients_per_day": word_set("day days"),
    "patients_per_hour": word_set("hour hours"),
}
_ANY_PER = frozenset().union(*_PER.values(), word_set("week weeks"))


@record
class Held:
    """A quantity where it stands."""

    name: str
    value: float
    limb: Limb
    number: Quantity
    more: Limb | None
    """A passage that goes on about the same."""
    simple: bool
    """Any other number of its kind and unit may be meant; otherwise only one tied to it by `or`, `to` and the like."""

    @property
    def amount(self) -> Amount:
        """What its name is about."""
        return AMOUNTS[self.name]


def same(value: float, number: Quantity, amount: Amount) -> bool:
    """Whether a value is that of a number, at either end of a range."""
    return any(abs(one / amount.scale - value) <= _NEAR * max(value, 0.1) for one in (number.value, number.low))


def worse(held: Held, text: str) -> float | None:
    """The worst of the other numbers of the same thing, None where none is worse than the one held."""
    amount, number = held.amount, held.number
    if not amount.better:
        return None
    lower = amount.better == "lower"
    # A rate worked out: £25 for each quarter of an hour is £100 an hour.
    unit = amount.scale if same(held.value, number, amount) else max(number.value, 0.01) / max(held.value, 0.01)
    values = [one / unit for one in (number.low, number.value, *_others(held, text), *_going_on(held))]
    worst = max(values) if lower else min(values)
    apart = abs(worst - held.value) > _NEAR * max(held.value, 0.1)
    within = worst < held.value * _APART and worst * _APART > held.value
    return round(worst, 2) if apart and within and (worst > held.value) is lower else None


def _others(held: Held, text: str) -> Iterator[float]:
    limb, number = held.limb, held.number
    for one in limb.quantities:
        if one is number or one.first < limb.lead:
            continue
        if one.kind is QuantityKind.number and _begins(limb, one, number):
            yield one.value * MINUTES.get(number.unit.rpartition(" ")[2], 1)
        if one.kind is not number.kind:
            continue
        if _linked(held, one, text) or (one.first > number.first and _same_thing(held, limb, one)):
            yield from (one.value, one.low)


def _begins(limb: Limb, one: Quantity, number: Quantity) -> bool:
    """A number without a unit is the other end of a range: `between 10 and 15 minutes`."""
    return limb.words[one.last : number.first] == ("and",) and limb.words[one.first - 1 : one.first] == ("between",)


def _going_on(held: Held) -> Iterator[float]:
    if held.more is not None:
        for one in held.more.quantities:
            if one.kind is held.number.kind and one.first >= held.more.own and _same_thing(held, held.more, one):
                yield from (one.value, one.low)


def _linked(held: Held, one: Quantity, text: str) -> bool:
    """`15 minutes, or 10`, `between 12 and 20`."""
    low, high = sorted((one, held.number), key=lambda quantity: quantity.first)
    gap = text[low.end : high.start]
    between = held.limb.words[low.last : high.first]
    if len(between) > 8 or "|" in gap or ";" in gap or ". " in gap or _counts_otherwise(held, held.limb, one):
        return False
    alike = _unit_words(held, one) == _unit_words(held, held.number) and "and" in between
    ends = between == ("and",) and "between" in held.limb.words[max(0, low.first - 3) : low.first]
    return (ends or alike or not _LINK.isdisjoint(between)) and _words_at(held.limb, one).isdisjoint(
        _elsewhere(held.amount)
    )


def _unit_words(held: Held, one: Quantity) -> tuple[str, ...]:
    """The words right after a number: two sums `an hour` in one sentence are rates of one thing."""
    return held.limb.words[one.last : one.last + 2]


def _same_thing(held: Held, limb: Limb, one: Quantity) -> bool:
    """Whether another number counts the same: its unit is the same, and the words at it name nothing else."""
    if not held.simple or one.kind is QuantityKind.money or _counts_otherwise(held, limb, one):
        return False
    if one.unit.rpartition(" ")[2] != held.number.unit.rpartition(" ")[2]:
        return False
    if one.kind is QuantityKind.number:
        return not held.amount.near.isdisjoint(limb.words[one.last : one.last + 3])
    return _words_at(limb, one).isdisjoint(_elsewhere(held.amount))


def _counts_otherwise(held: Held, limb: Limb, one: Quantity) -> bool:
    """A bare number that ends a cell, is no whole one, or counts for an hour what the other counts for a day."""
    if one.kind is not QuantityKind.number:
        return False
    if one.value % 1 or (one.last < len(limb.words) and limb.spans[one.last][0] - one.end > 1):
        return one.value % 1 > 0
    return not (_ANY_PER - _PER.get(held.name, frozenset())).isdisjoint(limb.words[one.last : one.last + 4])


def _words_at(limb: Limb, one: Quantity) -> frozenset[str]:
    return frozenset((*limb.words[max(limb.lead, one.first - 3) : one.first], *limb.words[one.last : one.last + 4]))


def _elsewhere(amount: Amount) -> frozenset[str]:
    """Words that make a number one of another subject."""
    if amount.kind is QuantityKind.number:
        return frozenset({"visits", "visit"}) - amount.near
    others = (other.near for other in AMOUNTS.values() if other.kind is amount.kind and other.topic != amount.topic)
    return _SUBJECTS.union(*others) - amount.near - _CHANGES
