"""Quantities in a run of words: durations, money, percentages, times, distances and bare numbers."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from clausecheck.document import Span
from clausecheck.reading.contract import Quantity, QuantityKind
from clausecheck.reading.numbers import FRACTIONS, NUMBER_WORDS, figure, spelled

__all__ = ["MINUTES", "quantities"]

_DAY = 1440.0
MINUTES = {
    "second": 1 / 60,
    "minute": 1.0,
    "hour": 60.0,
    "day": _DAY,
    "week": 7 * _DAY,
    "fortnight": 14 * _DAY,
    "month": 30.4375 * _DAY,
    "year": 365.25 * _DAY,
}
"""Minutes in each unit of duration; months and years are averages."""
_DURATION = {
    spelling: unit
    for unit, spellings in {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "day": "day days",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "month": "month months mth mths",
        "year": "year years yr yrs",
    }.items()
    for spelling in spellings.split()
}
_MILES = {"mile": 1.0, "miles": 1.0, "km": 0.621371, "kms": 0.621371, "kilometre": 0.621371, "kilometres": 0.621371}
_ADJECTIVES = frozenset(
    "working business calendar clear full whole consecutive further clock paid complete additional extra more "
    "weekly continuous uninterrupted successive normal elapsed unpaid".split()
)
_REFERENCES = frozenset(
    "clause clauses schedule schedules section sections paragraph paragraphs para paras part parts annex annexe appendix "
    "article articles regulation regulations form forms chapter page pages question level room tier band item items "
    "rule version number note step phase box table option stage class act ref no nhs oc gp stn cqrs id v q "
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
"""A bare number after one of these names something; it counts nothing."""
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
_CLOCK_BEFORE = frozenset(
    "at from to by until till before after between and or begins begin start starts starting finish finishes ends end "
    "around about approximately than".split()
)
_RATE_BEFORE = frozenset("within of for than least after before under over about in by to until up is lasts last "
                         "takes take and or most gives give given giving every nearly almost roughly".split())
_NOT_ONE_BEFORE = frozenset("the no any every this that each which a another some right easy busy last first".split())
_NOT_ONE_AFTER = frozenset(
    "bit ish third fourth fifth sixth seventh eighth ninth tenth twelfth fourteenth of and who that another is has way or s thing which to in for on at by has the as else day party side".split()
)
_DASHES = frozenset("-–—‐‑−/")
_FIGURE_HEADS = frozenset("0123456789£$€¼½¾⅓⅔⅛")
_HOUR_MINUTE = re.compile(r"^([01]?\d|2[0-3])([.:]?)([0-5]\d)(am|pm)?$")
_HOUR = re.compile(r"^(0?\d|1[0-2])(am|pm)$")
_NTH = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "ninetieth": 90}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_STARTERS = NUMBER_WORDS | {"half", "quarter", "noon", "midday", "midnight", "a", "an", "end", "last"} | _NTH.keys()
_RUNS = frozenset("start starts starting begin begins beginning finish finishes end ends ending close closes open opens leave".split())
_ORDINALS = {  # `one fifth of what they pay`
    word: value
    for value, word in enumerate("third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split(), 3)
}
_SUMS = frozenset("fee fees rate charge payment price sum amount cost shift pay total".split())


class _Found(NamedTuple):
    kind: QuantityKind
    value: float
    low: float
    unit: str
    first: int
    last: int


def quantities(words: Sequence[str], spans: Sequence[Span], text: str, skip: int = 0) -> tuple[Quantity, ...]:
    """Every quantity among `words` from position `skip` on, in order, none overlapping.

    `spans` index `text`; a span of (-1, -1) is a break that no quantity crosses.
    """
    found: list[Quantity] = []
    scan = _Scan(words, spans, text)
    here = skip
    for at in range(skip, len(words)):
        word = words[at]
        if at < here or not (word in _STARTERS or word[0] in _FIGURE_HEADS):
            continue
        hit = scan.read(at)
        if hit is None:
            continue
        here = hit.last
        found.append(Quantity(*hit[:4], hit.first, hit.last, spans[hit.first][0], spans[hit.last - 1][1]))
        scan.previous = hit
    return tuple(found)


class _Scan:
    """One walk over a run of words."""

    def __init__(self, words: Sequence[str], spans: Sequence[Span], text: str) -> None:
        self.words = words
        self.spans = spans
        self.text = text
        self.limit = len(words)
        self.previous: _Found | None = None

    def word(self, at: int) -> str:
        """The word at a position, empty outside."""
        return self.words[at] if 0 <= at < self.limit else ""

    def gap(self, at: int) -> str:
        """The text between the word before `at` and the word at it."""
        if not 0 < at < self.limit:
            return "\n\n"
        left, right = self.spans[at - 1][1], self.spans[at][0]
        return self.text[left:right] if 0 <= left <= right else "\n\n"

    def read(self, at: int) -> _Found | None:
        """The quantity that begins at `at`."""
        word = self.words[at]
        if word in ("end", "last"):
            return self._month_end(at)
        if word in ("noon", "midday", "midnight"):
            return self._named_time(at, word)
        if word[0] in "£$€":
            return self._money(at)
        if word[-1] == "%":
            value = figure(word[:-1])
            return None if value is None else _Found(QuantityKind.percent, value, value, "", at, at + 1)
        return self._nth(at) or self._part(at) or self._clock(at) or self._number(at)

    def _nth(self, at: int) -> _Found | None:
        """`the forty-fifth day after receiving it`."""
        word, here = self.words[at], at + 1
        value = float(word[:-2]) if word[-2:] in ("th", "st", "nd", "rd") and word[:-2].isdigit() else float(_NTH.get(word, 0))
        if not value and word in _TENS and self.word(here) in _NTH and _NTH[self.words[here]] < 10:
            value, here = float(_TENS[word] + _NTH[self.words[here]]), here + 1
        while self.word(here) in _ADJECTIVES:
            here += 1
        unit = _DURATION.get(self.word(here), "")
        if not value or unit not in ("day", "week", "month") or self.word(here + 1) not in ("after", "following", "from"):
            return None
        return _Found(QuantityKind.duration, value * MINUTES[unit], value * MINUTES[unit], unit, at, here + 1)

    # --- times of day

    def _named_time(self, at: int, word: str) -> _Found:
        opens = self.word(at + 1) in ("to", "until", "till", "and") or "–" in self.gap(at + 1)
        value = 720.0 if word != "midnight" else (0.0 if opens or self.word(at - 1) in ("from", "after") else 1440.0)
        return _Found(QuantityKind.time, value, value, "", at, at + 1)

    def _clock(self, at: int) -> _Found | None:
        """`8.30`, `0830`, `6 pm`, `half past six`."""
        word = self.words[at]
        if word in ("half", "quarter", "a", "twenty", "ten", "five"):
            return self._past(at)
        after = self.word(at + 1)
        said = after if after in ("am", "pm") and "(" not in self.gap(at + 1) else ""
        hour = _HOUR.match(word) or (_HOUR.match(word + said) if said else None)
        if hour:
            return _time(int(hour[1]), 0, hour[2], at, at + (2 if said else 1))
        if after in ("o", "oclock") and (self.word(at + 2) == "clock" or after == "oclock"):
            number = self._bare(at)
            half = self.word(at + 3) if self.word(at + 3) in ("am", "pm") else ""
            if number and 0 < number[0] <= 12:
                return _time(int(number[0]), 0, half, at, at + 3 + bool(half) - (after == "oclock"))
        match = _HOUR_MINUTE.match(word)
        if len(word) == 4 and self.word(at - 1) in _MONTHS:
            return None
        if not match or not self._in_clock_context(at, match, said):
            return None
        return _time(int(match[1]), int(match[3]), match[4] or said, at, at + (2 if said else 1))

    def _in_clock_context(self, at: int, match: "re.Match[str]", said: str) -> bool:
        if match[4] or said or match[2] == ":":
            return True
        before, after = self.word(at - 1), self.word(at + 1)
        if after in _DURATION or after in _MILES or after in ("per", "percent", "pounds") or after in _ADJECTIVES:
            return False
        near = self.previous is not None and self.previous.kind is QuantityKind.time and at - self.previous.last <= 3
        if not match[2]:
            if len(match[0]) != 4 or (match[0][:2] in ("19", "20") and not near and not self._time_ahead(at)):
                return False
            beside = _HOUR_MINUTE.match(after) is not None and len(after) == 4
            if before.isdigit() and not near:
                return False
            return match[0][0] == "0" or near or beside or before in _CLOCK_BEFORE or not after.endswith("s")
        if before in _REFERENCES:
            return False
        return near or before in _CLOCK_BEFORE or self._time_ahead(at) or int(match[3]) % 5 == 0

    def _time_ahead(self, at: int) -> bool:
        step = at + 2 if self.word(at + 1) in ("to", "until", "till", "and") else at + 1
        joined = step == at + 2 or any(c in _DASHES for c in self.gap(at + 1))
        return joined and bool(_HOUR_MINUTE.match(self.word(step)))

    def _past(self, at: int) -> _Found | None:
        """`half past six`, `a quarter to one in the afternoon`."""
        here = at + 1 if self.words[at] == "a" else at
        amount = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}.get(self.word(here))
        link = self.word(here + 1)
        if amount is None or link not in ("past", "to"):
            return None
        hour = self._bare(here + 2)
        if hour is None or not 0 < hour[0] <= 12 or (link == "to" and hour[1] < self.limit and self.words[hour[1]] in
                                                      (_DURATION.keys() | {"minutes"})):
            return None
        if link == "to" and self.words[here] in ("half", "twenty", "ten", "five"):
            return None  # `five to ten patients` is a range
        last = hour[1]
        half = self.word(last) if self.word(last) in ("am", "pm") else ""
        value = int(hour[0]) * 60 + (amount if link == "past" else -amount)
        if not half and value < 7 * 60:
            value += 720  # nobody starts a surgery at half past two in the morning
        elif half == "pm" and value < 720:
            value += 720
        return _Found(QuantityKind.time, float(value), float(value), "", at, last + bool(half))

    # --- numbers and their units

    def _bare(self, at: int) -> tuple[float, int] | None:
        """A number in figures or words at `at`, and the position after it."""
        if at >= self.limit:
            return None
        word = self.words[at]
        value = figure(word) if word[0] in _FIGURE_HEADS else None
        if value is None:
            read = spelled(self.words, at)
            if read is None:
                return None
            value, last = read
        else:
            last = at + 1
            if self.word(last) in FRACTIONS and not self.gap(last).strip():
                value, last = value + FRACTIONS[self.words[last]], last + 1
            elif self.word(last) in ("million", "thousand", "hundred"):
                value, last = value * {"million": 1e6, "thousand": 1e3, "hundred": 1e2}[self.words[last]], last + 1
        return value, self._repeated(value, last)

    def _repeated(self, value: float, last: int) -> int:
        """Past a number said again in brackets: `thirty (30)`."""
        if "(" in self.gap(last) and last < self.limit:
            again = self.words[last]
            same = figure(again) if again[0] in _FIGURE_HEADS else (spelled(self.words, last) or (None, 0))[0]
            if same == value:
                return last + 1 if again[0] in _FIGURE_HEADS else (spelled(self.words, last) or (0.0, last + 1))[1]
        return last

    def _part(self, at: int) -> _Found | None:
        """`half an hour`, `three quarters of an hour`, `an hour and a half`, `a fortnight`, `half the fee`."""
        word, here = self.words[at], at
        share: float | None = None
        if word in ("a", "an", "one") and self.word(at + 1) in _DURATION and self.word(at + 1) != "second":
            return self._single(at)
        if word in ("a", "one") and self.word(at + 1) in ("half", "quarter", "third", "fifth"):
            here = at + 1
        if self.word(here) in ("half", "quarter", "third", "fifth") and (here > at or word in ("half", "quarter")):
            share = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2}[self.words[here]]
        elif word in ("two", "three") and self.word(at + 1) in ("quarters", "thirds"):
            here = at + 1
            share = 0.75 if self.words[here] == "quarters" else 2 / 3
        if share is None:
            return None
        here += 1
        if not self.word(here) and word == "half":
            return _Found(QuantityKind.percent, 50.0, 50.0, "of fee", at, here)
        whole = here
        if self.word(here) == "of":
            here += 1
        if self.word(here) in ("a", "an", "the", "that", "any", "each"):
            here += 1
        unit = _DURATION.get(self.word(here))
        if unit in ("hour", "minute", "year") or (unit and self.word(here - 1) in ("a", "an")):
            if unit == "day" and self.word(here - 1) != "a":
                return None
            value = share * MINUTES[unit]
            return _Found(QuantityKind.duration, value, value, unit, at, here + 1)
        if unit is None:
            if self.word(here) in ("session", "agreed", "booked", "shift", "daily", "hourly", "usual"):
                here += 1
            if self.word(here) in _SUMS:
                return _Found(QuantityKind.percent, 100 * share, 100 * share, "of fee", at, here + 1)
            if word == "one" and self.word(whole) == "of":
                return _Found(QuantityKind.percent, 100 * share, 100 * share, "", at, whole)
        return None

    def _single(self, at: int) -> _Found | None:
        """`a week`, `an hour and a half`; not the `an hour` of a rate."""
        unit = _DURATION[self.words[at + 1]]
        value, last = MINUTES[unit], at + 2
        if self.words[at + 1].endswith("s") and self.words[at + 1] not in ("hrs",):
            return None
        if self.words[last : last + 3] == ("and", "a", "half") or list(self.words[last : last + 3]) == ["and", "a", "half"]:
            return _Found(QuantityKind.duration, 1.5 * value, 1.5 * value, unit, at, last + 3)
        before = self.word(at - 1)
        follows_money = self.previous is not None and self.previous.last == at
        if self.words[at] != "one" and (follows_money or (before and before not in _RATE_BEFORE and self.word(last) not in
                                                          ("s", "later", "before", "after", "beforehand", "notice"))):
            return None
        return _Found(QuantityKind.duration, value, value, unit, at, last)

    def _number(self, at: int) -> _Found | None:
        word = self.words[at]
        if word in ("half", "quarter", "a", "an"):
            read = spelled(self.words, at) if word in ("a", "half") else None
        else:
            read = self._bare(at)
        if read is None:
            return self._pence(at)
        low, last = read
        value = low
        link = self._range(last)
        if link:
            upper = self._bare(link)
            if upper is not None and self.word(upper[1]) not in ("am", "pm") and (upper[0] >= low or self.words[last] != "or"):
                value, low, last = max(upper[0], low), min(upper[0], low), upper[1]
        if self.word(last) == "and" and self.word(last + 1) == "a" and self.word(last + 2) == "half":
            value, low, last = value + 0.5, low + 0.5, last + 3
        return self._measured(at, value, low, last)

    def _range(self, last: int) -> int:
        """The position of the upper end of a range whose lower end stops at `last`; 0 for none."""
        if any(c in _DASHES for c in self.gap(last)) and self.word(last)[:1] in _FIGURE_HEADS:
            return last
        if self.word(last) in ("to", "or"):
            return last + 1
        return 0

    def _measured(self, at: int, value: float, low: float, last: int) -> _Found | None:
        """The number from `at` to `last` with the unit that follows."""
        here = last
        word = self.word(here)
        if word in ("percent",) or (word == "per" and self.word(here + 1) == "cent"):
            return _Found(QuantityKind.percent, value, low, "", at, here + (1 if word == "percent" else 2))
        if word in ("pounds", "pound"):
            return _Found(QuantityKind.money, value, low, "", at, here + 1)
        if word == "pence":
            return _Found(QuantityKind.money, value / 100, low / 100, "", at, here + 1)
        if word in _ORDINALS and low == value < _ORDINALS[word] and at + 1 == last and self.word(here + 1) in ("of", "off"):
            share = 100 * value / _ORDINALS[word]
            return _Found(QuantityKind.percent, share, share, "of fee" if self.word(here + 3) in _SUMS or self.word(here + 4) in _SUMS else "", at, here + 1)
        adjective = ""
        while self.word(here) in _ADJECTIVES and here < last + 2:
            adjective = adjective or self.words[here]
            here += 1
        unit = _DURATION.get(self.word(here))
        if unit:
            return self._duration(at, value, low, adjective, unit, here + 1)
        if self.word(here) in _MILES:
            factor = _MILES[self.words[here]]
            return _Found(QuantityKind.distance, value * factor, low * factor, "mile", at, here + 1)
        return self._plain(at, value, low, last)

    def _duration(self, at: int, value: float, low: float, adjective: str, unit: str, last: int) -> _Found:
        name = f"{adjective} {unit}" if adjective in ("working", "business", "calendar", "clear") else unit
        each = MINUTES[unit]
        minutes, least = value * each, low * each
        if unit == "hour":
            here = last + 1 if self.word(last) == "and" else last
            more = self._bare(here) if self.word(here) and "," not in self.gap(last) else None
            if more is not None and more[0] < 60:
                named = self.word(more[1]) in ("minute", "minutes", "min", "mins")
                if named or (here == last and self.gap(last) == " " and figure(self.words[here]) is not None
                             and (more[1] >= self.limit or self.gap(more[1]).strip() != "")):
                    minutes, least = minutes + more[0], least + more[0]
                    last = more[1] + named
        return _Found(QuantityKind.duration, minutes, least, name, at, last)

    def _plain(self, at: int, value: float, low: float, last: int) -> _Found | None:
        """A bare number, unless it names a clause, a date, a telephone or nothing at all."""
        word, before, after = self.words[at], self.word(at - 1), self.word(last)
        if before in _REFERENCES or after in _MONTHS or (after == "of" and self.word(last + 1) in _MONTHS):
            return None
        if before.isdigit() and len(before) >= 3 and not self.gap(at).strip():
            return None  # a telephone or company number in groups
        if before == "may" and word.isdigit() and len(word) == 4:
            return None
        if word.isdigit() and (len(word) > 4 or (len(word) == 4 and word[:2] in ("19", "20")) or (len(word) > 1 and word[0] == "0")):
            return None
        if before in ("and", "to", "or") and self.word(at - 3) in _REFERENCES and self.word(at - 2)[:1] in _FIGURE_HEADS:
            return None
        if word in ("one", "nil", "zero", "dozen") and last == at + 1:
            if word == "one" and (before in _NOT_ONE_BEFORE or after in _NOT_ONE_AFTER or not after):
                return None
        if word[0] in _FIGURE_HEADS and (word.count(".") > 1 or ("." in word and before in ("in", "of", "under", "by", "see"))):
            return None
        if after == "ish":
            return None
        if before in ("at", "until", "till", "to") and self.word(at - 2) in _RUNS and value == low and 1 <= value <= 12 and value % 1 == 0:
            return _time(int(value), 0, "pm" if value < 7 else "", at, last)
        return _Found(QuantityKind.number, value, low, "", at, last)

    def _pence(self, at: int) -> _Found | None:
        word = self.words[at]
        if word[-1] == "p" and word[:-1].isdigit():
            value = int(word[:-1]) / 100
            return _Found(QuantityKind.money, value, value, "", at, at + 1)
        return None

    # --- money and dates of payment

    def _money(self, at: int) -> _Found | None:
        value = _sum_of(self.words[at])
        last = at + 1
        if self.word(last) in ("million", "m", "thousand", "k", "billion", "bn"):
            value *= {"m": 1e6, "k": 1e3, "b": 1e9, "t": 1e3}[self.words[last][0]]
            last += 1
        last = self._repeated(value, last)
        low = value
        link = self._range(last)
        if link and self.word(link)[:1] in ("£", "€", "$"):
            value, last = _sum_of(self.words[link]), link + 1
        elif link == last and figure(self.word(link)) is not None:
            value, last = figure(self.words[link]) or value, link + 1
        return _Found(QuantityKind.money, max(value, low), min(value, low), "", at, last)

    def _month_end(self, at: int) -> _Found | None:
        """`the end of the month following`: up to sixty days after the work."""
        start = at + 1
        if self.words[at] == "last":
            for step in ("working", "business", "day", "friday", "thursday"):
                if self.word(start) == step:
                    start += 1
            if start == at + 1:
                return None
        tail = tuple(self.word(start + k) for k in range(4))
        if tail[:1] == ("of",) and tail[1] in ("the", "each") and (
            (tail[2] == "month" and tail[3] in ("following", "after")) or (tail[2] in ("following", "next") and tail[3] == "month")
        ):
            value = 60 * _DAY
            return _Found(QuantityKind.duration, value, value, "month-end-following", at, start + 4)
        return None


@lru_cache(maxsize=1024)
def _sum_of(word: str) -> float:
    """`£1,000.50` or `£1m` in pounds."""
    body, factor = word[1:].replace(",", ""), 1.0
    for tail, times in (("bn", 1e9), ("m", 1e6), ("k", 1e3)):
        if body.endswith(tail):
            body, factor = body[: -len(tail)], times
            break
    return float(body) * factor if body.replace(".", "", 1).isdigit() else 0.0


def _time(hour: int, minute: int, half: str, first: int, last: int) -> _Found:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    value = float(hour * 60 + minute)
    return _Found(QuantityKind.time, value, value, "", first, last)
