"""From matched words back to the text: what to quote, and which numbers the words set."""

from collections.abc import Iterable
from itertools import pairwise

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.contract import Limb, Quantity, QuantityKind
from clausecheck.rulebook.belonging import belongs, ordinary, single
from clausecheck.rulebook.model import Value

__all__ = ["quote_of", "unit_of", "values_of"]

_WHOLE = 45
"""A limb of at most so many words is quoted whole."""
_CUT = 60
_MOST = 80
_BOUNDARY = pattern(r"[,;:\u2013\u2014]|\s-\s")
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
_LARGEST = frozenset({"insurance_gbp", "optout_withdrawal_days"})
"""Names that take the largest of several: cover of £1m is no cover beside £10m, 48 hours `in a week` no notice."""
_PLAUSIBLE = {
    "patients_per_session": (3, 80),
    "patients_per_day": (6, 120),
    "patients_per_hour": (2, 15),
    "appointment_minutes": (3, 60),
    "telephone_minutes": (2, 30),
    "session_minutes": (60, 780),
    "consulting_minutes": (60, 600),
    "break_minutes": (5, 90),
    "admin_minutes": (5, 150),
    "visits_per_session": (0, 12),
    "payment_days": (1, 120),
    "timesheet_days": (0.5, 120),
    "cancellation_full_fee_hours": (1, 2200),
    "cancellation_free_hours": (1, 2200),
    "notice_weeks_locum": (0.4, 60),
    "notice_weeks_other": (0.4, 60),
    "noncompete_months": (0.5, 60),
    "noncompete_miles": (0.25, 60),
    "direct_engagement_months": (0.5, 60),
    "late_interest_over_base_percent": (0, 15),
    "insurance_gbp": (100_000, 100_000_000),
    "penalty_gbp": (5, 20_000),
    "session_fee_gbp": (150, 1_500),
    "hourly_fee_gbp": (40, 250),
    "overrun_gbp_per_hour": (10, 600),
    "pension_employer_percent": (1, 40),
    "optout_withdrawal_days": (3, 400),
    "response_minutes": (0.5, 1440),
    "minimum_sessions_per_month": (1, 60),
    "claim_days": (5, 400),
}
"""What a number can be if it is what it is taken for: three weeks are no break, £20 no session fee."""
_CLOCK = frozenset({"session_minutes", "break_minutes", "admin_minutes"})
"""Names that two clock times set: from 8.30 to 12.40 is 250 minutes."""
_SHARED = frozenset({"notice_weeks_other"})
"""Names that one number may set beside another: four weeks' notice from either of us."""
_MONTH = 30.4375 * _DAY
_PER_WINDOW = 6
_CAP_WINDOW = 3
"""A sum that stands so few words after a word of limit is a cap."""
_OTHER_UNITS = frozenset(
    {"session", "day", "patient", "visit", "mile", "shift", "week", "month", "year", "appointment", "item"}
)

_SESSIONS = frozenset(
    {
        "session",
        "sessions",
        "surgery",
        "clinic",
        "shift",
        "block",
        "attendance",
        "morning",
        "afternoon",
        "round",
        "sitting",
    }
)
_TIMED = frozenset({"hour", "hours", "hourly", "hr", "hrs", "quarter", "minute", "minutes", "min"})
_LIMITS = frozenset(
    {"exceeding", "exceed", "maximum", "limit", "cap", "capped", "most", "above", "over", "beyond", "up"}
)

_MONTHS_OF_30 = frozenset({"optout_withdrawal_days", "claim_days", "payment_days", "timesheet_days"})
_LATENESS = frozenset({"first", "lodged", "presented", "submitted", "received", "validated", "unvalidated", "expiry"})
_FUNDS = frozenset({"funds", "funding", "remittance", "cleared", "commissioner"})
_NOTICE = frozenset({"notice", "warning", "go", "before", "beforehand", "start", "ahead", "holiday", "begins"})


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
                if quantity.kind is kind and (quantity not in used or name in _SHARED):
                    amount = _amount(name, quantity, limb)
                    if amount is not None and _plausible(name, amount) and belongs(name, quantity, limb):
                        found.append((amount, quantity))
            if not found and name in _CLOCK:
                found = _between_times(name, pool, limb)
            if found:
                break
        if not found and (one := single(name, limb)) is not None:
            found = [(one.value, one)]
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
        if _has(name, suffix):
            return QuantityKind.duration, unit
    return QuantityKind.number, ""


def _has(name: str, suffix: str) -> bool:
    """Whether a name says a unit, at its end or before whose it is: `notice_weeks_locum`."""
    return name.endswith(suffix) or f"{suffix}_" in name


def _plausible(name: str, amount: float) -> bool:
    least, most = _PLAUSIBLE.get(name, (float("-inf"), float("inf")))
    return least <= amount <= most


def _between_times(name: str, pool: list[Quantity], limb: Limb) -> list[tuple[float, Quantity]]:
    """The minutes between two clock times that follow one another closely."""
    times = [q for q in pool if q.kind is QuantityKind.time]
    for start, end in pairwise(times):
        minutes = (end.value - start.value) % 1440
        if end.first - start.last <= _PER_WINDOW and _plausible(name, minutes) and ordinary(start, limb):
            return [(minutes, start)]
    return []


def _amount(name: str, quantity: Quantity, limb: Limb) -> float | None:
    """The value in the unit of the name, None where it is a price of something else."""
    if name.endswith("_gbp_per_hour"):
        minutes = _per_minutes(quantity, limb)
        return None if minutes is None else quantity.value * 60.0 / minutes
    if name in _PRICED:
        return quantity.value if _PRICED[name](_price_of(quantity, limb)) else None
    for suffix, (_, minutes) in _DURATIONS.items():
        if _has(name, suffix):
            if name in _WAITS and _WAITS[name](quantity, limb):
                return None
            return _of_months(name, quantity.value) or quantity.value / minutes
    return quantity.value


def _no_wait(duration: Quantity, limb: Limb) -> bool:
    """Whether a time is no wait for pay: a month's end, a length of work, notice, lateness, or others' pay."""
    words = limb.words[duration.first : duration.last]
    before = limb.words[max(limb.own, duration.first - 3) : duration.first]
    after = limb.words[duration.last : duration.last + 3]
    later = limb.words[duration.last : duration.last + 14]
    return (
        duration.unit == "month-end-following"
        or (words[0] in ("a", "each", "every", "per", "second", "third") and duration.unit != "fortnight")
        or before[-2:] == ("more", "than")
        or any(word in _LATENESS for word in before)
        or any(word in _NOTICE for word in after)
        or any(word in _FUNDS for word in later)
        or ("receiving", "payment") in pairwise(later)
    )


def _passing(duration: Quantity, limb: Limb) -> bool:
    """Whether a day or an hour is not counted but named: the start of a day, after an hour."""
    return duration.unit in ("day", "hour") and limb.words[duration.first] in ("a", "an", "each", "every", "per")


_WAITS = {"payment_days": _no_wait, "cancellation_free_hours": _passing, "cancellation_full_fee_hours": _passing}
"""What a time must not be to be taken for the name."""


def _of_months(name: str, minutes: float) -> float | None:
    """Months of notice as people count them: a month is four weeks, three are 13, or 90 days to undo an opt-out."""
    months = minutes / _MONTH
    if months < 1 or months % 1:
        return None
    if name.startswith("notice_weeks_"):
        return float(minutes // (7 * _DAY))
    return months * 30.0 if name in _MONTHS_OF_30 else None


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
        if word == "quarter" and (_hour(after) or limb.words[money.last + at - 1] in ("a", "per", "each", "every")):
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
    if "quarter" in limb.words[max(limb.own, money.first - 5) : money.first]:
        return 15.0
    return 60.0


def _price_of(money: Quantity, limb: Limb) -> str:
    """What a sum buys: `session`, `hour`, `other`, `limit` for a cap, or nothing where the words do not say."""
    before = limb.words[max(limb.own, money.first - _CAP_WINDOW) : money.first]
    if any(word in _LIMITS for word in before):
        return "limit"
    words = limb.words[money.last : money.last + _PER_WINDOW]
    for at, word in enumerate(words):
        if word in (";", ":") or word[0] == "£":
            break
        after = words[at + 1 : at + 3]
        if word in _SESSIONS or (word == "half" and after[:1] == ("day",)):
            return "session"
        if any(near in _SESSIONS for near in after):
            continue
        if word in ("quarter", "half") and _hour(after):
            return "other"
        if word in _TIMED:
            return "hour" if _hour((word,)) or word == "hourly" else "other"
        if word in _OTHER_UNITS:
            return "other"
    earlier = limb.words[: money.first]
    if "hourly" in earlier or any(pair in (("per", "hour"), ("an", "hour")) for pair in pairwise(earlier)):
        return "hour"
    return ""


_PRICED = {
    "session_fee_gbp": frozenset({"session", ""}).__contains__,
    "hourly_fee_gbp": frozenset({"hour"}).__contains__,
    "penalty_gbp": frozenset({"session", "other", ""}).__contains__,
}
"""What a sum must buy to be taken for the name."""


def _hour(words: tuple[str, ...]) -> bool:
    return any(word in ("hour", "hours", "hr", "hrs") for word in words)
