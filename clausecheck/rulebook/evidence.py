"""From matched words back to the text: what to quote, and which numbers the words set."""

import re
from collections.abc import Iterable

from clausecheck.document import Span
from clausecheck.reading.contract import Limb, Quantity, QuantityKind
from clausecheck.rulebook.model import Value

__all__ = ["quote_of", "unit_of", "values_of"]

_WHOLE = 45
"""A limb of at most so many words is quoted whole."""
_CUT = 60
_MOST = 80
_BOUNDARY = re.compile(r"[,;:\u2013\u2014]|\s-\s")
_TRAILING = " \t\r\n\u00a0.,;:-\u2013\u2014"
_DAY = 1440.0
_DURATIONS = {
    "_minutes": ("minutes", 1.0),
    "_hours": ("hours", 60.0),
    "_days": ("days", _DAY),
    "_weeks": ("weeks", 7 * _DAY),
    "_months": ("months", 30.4375 * _DAY),
    "_years": ("years", 365.25 * _DAY),
}
_SUFFIXES = (
    ("_gbp_per_hour", QuantityKind.money, "GBP per hour"),
    ("_gbp", QuantityKind.money, "GBP"),
    ("_percent", QuantityKind.percent, "percent"),
    ("_miles", QuantityKind.distance, "miles"),
)
_LARGEST = frozenset({"insurance_gbp"})
"""Names that take the largest of several: cover of £1m is no cover beside £10m."""
_PER_WINDOW = 6
_OTHER_UNITS = frozenset(
    {"session", "day", "patient", "visit", "mile", "shift", "week", "month", "year", "appointment", "item"}
)


def quote_of(limb: Limb, first: int, last: int, text: str) -> Span:
    """The operative words: the whole limb if short, else its parts around the evidence.

    `first` and `last` are positions, half-open, of own words.
    """
    if len(limb.words) - limb.own <= _WHOLE:
        return _trimmed(limb.start, limb.end, text)
    starts = _parts(limb, text)
    count = len(limb.words)
    ends = [*starts[1:], count]
    low = max(k for k, start in enumerate(starts) if start <= first)
    high = min(k for k, end in enumerate(ends) if end >= last)
    if ends[high] - starts[low] > _CUT:
        begin, end = _around(first, last, starts[low], ends[high])
    else:
        while low and ends[high] - starts[low - 1] <= _CUT:
            low -= 1
        while high + 1 < len(ends) and ends[high + 1] - starts[low] <= _CUT:
            high += 1
        begin, end = starts[low], ends[high]
    return _trimmed(limb.spans[begin][0], limb.spans[end - 1][1], text)


def _parts(limb: Limb, text: str) -> list[int]:
    """Positions of the own words that open a part: after a comma, semicolon, colon or dash."""
    spans = limb.spans
    out = [limb.own]
    for at in range(limb.own + 1, len(limb.words)):
        before = limb.words[at - 1]
        if before in (";", ":") or _BOUNDARY.search(text, spans[at - 1][1], spans[at][0]):
            out.append(at)
    return out


def _around(first: int, last: int, low: int, high: int) -> tuple[int, int]:
    """At most so many words between `low` and `high` with the evidence in them."""
    if last - first >= _CUT:
        return first, min(last, first + _MOST)
    room = _CUT - (last - first)
    begin = max(low, first - room // 2)
    end = min(high, begin + _CUT)
    return max(low, end - _CUT), end


def _trimmed(start: int, end: int, text: str) -> Span:
    """Without space at either end, and without punctuation at the end."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def values_of(names: Iterable[str], limb: Limb, evidence: tuple[int, int]) -> tuple[Value, ...]:
    """The quantities that names ask for, from the evidence first, then from the rest of the own words.

    The suffix of a name says kind and unit; a name whose quantity is not found is left out.
    """
    first, last = evidence
    inside = [q for q in limb.quantities if q.first < last and q.last > first]
    beside = [q for q in limb.quantities if q.first >= limb.own and q not in inside]
    used: list[Quantity] = []
    out: list[Value] = []
    for name in names:
        kind, unit = unit_of(name)
        found: list[tuple[float, Quantity]] = []
        for pool in (inside, beside):
            for quantity in pool:
                if quantity.kind is kind and quantity not in used:
                    amount = _amount(name, quantity, limb)
                    if amount is not None:
                        found.append((amount, quantity))
            if found:
                break
        if found:
            amount, quantity = max(found, key=lambda pair: pair[0]) if name in _LARGEST else found[0]
            used.append(quantity)
            out.append(Value(name, round(amount, 2), unit, quantity.start, quantity.end))
    return tuple(out)


def unit_of(name: str) -> tuple[QuantityKind, str]:
    """The kind of quantity a name wants, and the unit its value is in."""
    for suffix, kind, unit in _SUFFIXES:
        if name.endswith(suffix):
            return kind, unit
    for suffix, (unit, _) in _DURATIONS.items():
        if name.endswith(suffix):
            return QuantityKind.duration, unit
    return QuantityKind.number, ""


def _amount(name: str, quantity: Quantity, limb: Limb) -> float | None:
    """The value in the unit of the name, None where it is a price of something else."""
    if name.endswith("_gbp_per_hour"):
        minutes = _per_minutes(quantity, limb)
        return None if minutes is None else quantity.value * 60.0 / minutes
    for suffix, (_, minutes) in _DURATIONS.items():
        if name.endswith(suffix):
            return quantity.value / minutes
    return quantity.value


def _per_minutes(money: Quantity, limb: Limb) -> float | None:
    """The time a sum is paid for: what follows within six words, an hour where nothing does.

    None where it is paid for something that is no time: a patient, a session.
    """
    words = limb.words[money.last : money.last + _PER_WINDOW]
    durations = {q.first - money.last: q.value for q in limb.quantities if q.kind is QuantityKind.duration}
    for at, word in enumerate(words):
        if word in (";", ":") or word[0] == "£":
            break
        after = limb.words[money.last + at + 1 : money.last + at + 4]
        if word == "quarter" and _hour(after):
            return 15.0
        if word == "half" and _hour(after):
            return 30.0
        if durations.get(at, 0.0) > 0:
            return durations[at]
        if _hour((word,)) or word == "hourly":
            return 60.0
        if word in ("minute", "min"):
            return 1.0
        if word in _OTHER_UNITS:
            return None
    return 60.0


def _hour(words: tuple[str, ...]) -> bool:
    return any(word in ("hour", "hours", "hr", "hrs") for word in words)
