"""Quantities in a run of words: durations, money, percentages, times, distances and bare numbers."""

from collections.abc import Sequence
from functools import lru_cache

from clausecheck.document import Span
from clausecheck.reading.clock import Clock, Found, clock_time
from clausecheck.reading.contract import Quantity, QuantityKind
from clausecheck.reading.numbers import figure, spelled
from clausecheck.reading.quantity_words import (
    ADJECTIVES,
    DASHES,
    DAY,
    DURATION,
    FIGURE_HEADS,
    MILES,
    MINUTES,
    MONTHS,
    NOT_ONE_AFTER,
    NOT_ONE_BEFORE,
    NTH,
    ORDINALS,
    RATE_BEFORE,
    REFERENCES,
    RUNS,
    STARTERS,
    SUMS,
    TENS,
)
from clausecheck.reading.wordlist import word_set

__all__ = ["MINUTES", "quantities"]

_AFTER_A = DURATION.keys() | word_set("half quarter third fifth hundred thousand million billion dozen twenty ten five")
"""After `a` and `an` one of these makes a quantity."""


def quantities(words: Sequence[str], spans: Sequence[Span], text: str, after: int = 0) -> tuple[Quantity, ...]:
    """Every quantity among `words`, in order, none overlapping; `spans` index `text`.

    `after` is how many words stand before these in the limb: it is added to their positions.
    """
    starts = [k for k, word in enumerate(words) if word in STARTERS or word[0] in FIGURE_HEADS]
    if not starts:
        return ()
    found: list[Quantity] = []
    scan: _Scan | None = None
    here = 0
    for at in starts:
        if at < here or (words[at] in ("a", "an") and (at + 1 == len(words) or words[at + 1] not in _AFTER_A)):
            continue
        scan = scan or _Scan(words, spans, text)
        hit = scan.read(at)
        if hit is not None:
            kind, value, low, unit, first, last = hit
            place = spans[first][0], spans[last - 1][1]
            found.append(Quantity(kind, value, low, unit, first + after, last + after, *place))
            here = last
            scan.previous = hit
    return tuple(found)


class _Scan(Clock):
    """One walk over a run of words."""

    def read(self, at: int) -> Found | None:
        """The quantity that begins at `at`."""
        word = self.words[at]
        if word in ("end", "last"):
            return self._month_end(at)
        if word in ("noon", "midday", "midnight"):
            return self.named_time(at, word)
        if word[0] in "£$€":
            return self._money(at)
        if word[-1] == "%":
            value = figure(word[:-1])
            return None if value is None else Found(QuantityKind.percent, value, value, "", at, at + 1)
        if word[0] in FIGURE_HEADS:
            ordinal = None if word[-1].isdigit() else self._nth(at)
            return ordinal or self.clock(at) or self._number(at)
        return self._nth(at) or self._part(at) or self.clock(at) or self._number(at)

    def _nth(self, at: int) -> Found | None:
        """`the forty-fifth day after receiving it`."""
        word, here = self.words[at], at + 1
        value = (
            float(word[:-2])
            if word[-2:] in ("th", "st", "nd", "rd") and word[:-2].isdigit()
            else float(NTH.get(word, 0))
        )
        if not value and word in TENS and self.word(here) in NTH and NTH[self.words[here]] < 10:
            value, here = float(TENS[word] + NTH[self.words[here]]), here + 1
        while self.word(here) in ADJECTIVES:
            here += 1
        unit = DURATION.get(self.word(here), "")
        if (
            not value
            or unit not in ("day", "week", "month")
            or self.word(here + 1) not in ("after", "following", "from")
        ):
            return None
        return Found(QuantityKind.duration, value * MINUTES[unit], value * MINUTES[unit], unit, at, here + 1)

    # --- numbers and their units

    def _part(self, at: int) -> Found | None:
        """`half an hour`, `three quarters of an hour`, `an hour and a half`, `a fortnight`, `half the fee`."""
        word, here = self.words[at], at
        share: float | None = None
        if word in ("a", "an", "one") and self.word(at + 1) in DURATION and self.word(at + 1) != "second":
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
        if not self.word(here) and word == "half" and self.word(at - 1) not in ("a", "and"):
            return Found(QuantityKind.percent, 50.0, 50.0, "of fee", at, here)
        whole = here
        if self.word(here) == "of":
            here += 1
        if self.word(here) in ("a", "an", "the", "that", "any", "each"):
            here += 1
        unit = DURATION.get(self.word(here))
        if unit in ("hour", "minute", "year") or (unit and self.word(here - 1) in ("a", "an")):
            if unit == "day" and self.word(here - 1) != "a":
                return None
            value = share * MINUTES[unit]
            return Found(QuantityKind.duration, value, value, unit, at, here + 1)
        if unit is None:
            if self.word(here) in ("session", "agreed", "booked", "shift", "daily", "hourly", "usual"):
                here += 1
            if self.word(here) in SUMS:
                return Found(QuantityKind.percent, 100 * share, 100 * share, "of fee", at, here + 1)
            if word == "one" and self.word(whole) == "of":
                return Found(QuantityKind.percent, 100 * share, 100 * share, "", at, whole)
        return None

    def _single(self, at: int) -> Found | None:
        """`a week`, `an hour and a half`; not the `an hour` of a rate."""
        unit = DURATION[self.words[at + 1]]
        value, last = MINUTES[unit], at + 2
        if self.words[at + 1].endswith("s") and self.words[at + 1] not in ("hrs",):
            return None
        if self.words[last : last + 3] == ("and", "a", "half") or list(self.words[last : last + 3]) == [
            "and",
            "a",
            "half",
        ]:
            return Found(QuantityKind.duration, 1.5 * value, 1.5 * value, unit, at, last + 3)
        before = self.word(at - 1)
        follows_money = self.previous is not None and self.previous.last == at
        if self.words[at] != "one" and (
            follows_money
            or (
                before
                and before not in RATE_BEFORE
                and self.word(last) not in ("s", "later", "before", "after", "beforehand", "notice")
            )
        ):
            return None
        return Found(QuantityKind.duration, value, value, unit, at, last)

    def _number(self, at: int) -> Found | None:
        word = self.words[at]
        if word in ("half", "quarter", "a", "an"):
            read = spelled(self.words, at) if word in ("a", "half") else None
        else:
            read = self.bare(at)
        if read is None:
            return self._pence(at)
        low, last = read
        value = low
        link = self._range(last)
        if link:
            upper = self.bare(link)
            if (
                upper is not None
                and self.word(upper[1]) not in ("am", "pm")
                and (upper[0] >= low or self.words[last] != "or")
            ):
                value, low, last = max(upper[0], low), min(upper[0], low), upper[1]
        if self.word(last) == "and" and self.word(last + 1) == "a" and self.word(last + 2) == "half":
            value, low, last = value + 0.5, low + 0.5, last + 3
        return self._measured(at, value, low, last)

    def _range(self, last: int) -> int:
        """The position of the upper end of a range whose lower end stops at `last`; 0 for none."""
        if any(c in DASHES for c in self.gap(last)) and self.word(last)[:1] in FIGURE_HEADS:
            return last
        if self.word(last) in ("to", "or"):
            return last + 1
        return 0

    def _measured(self, at: int, value: float, low: float, last: int) -> Found | None:
        """The number from `at` to `last` with the unit that follows."""
        here = last
        word = self.word(here)
        if word in ("percent",) or (word == "per" and self.word(here + 1) == "cent"):
            return Found(QuantityKind.percent, value, low, "", at, here + (1 if word == "percent" else 2))
        if word in ("pounds", "pound"):
            return Found(QuantityKind.money, value, low, "", at, here + 1)
        if word == "pence":
            return Found(QuantityKind.money, value / 100, low / 100, "", at, here + 1)
        if (
            word in ORDINALS
            and low == value < ORDINALS[word]
            and at + 1 == last
            and self.word(here + 1) in ("of", "off")
        ):
            share = 100 * value / ORDINALS[word]
            return Found(
                QuantityKind.percent,
                share,
                share,
                "of fee" if self.word(here + 3) in SUMS or self.word(here + 4) in SUMS else "",
                at,
                here + 1,
            )
        adjective = ""
        while self.word(here) in ADJECTIVES and here < last + 2:
            adjective = adjective or self.words[here]
            here += 1
        unit = DURATION.get(self.word(here))
        if unit:
            named = f"{adjective} {unit}" if adjective in ("working", "business", "calendar", "clear") else unit
            return self._duration(at, (low, value), named, here + 1)
        if self.word(here) in MILES:
            factor = MILES[self.words[here]]
            return Found(QuantityKind.distance, value * factor, low * factor, "mile", at, here + 1)
        return self._plain(at, value, low, last)

    def _duration(self, at: int, amount: tuple[float, float], name: str, last: int) -> Found:
        unit = name.rsplit(maxsplit=1)[-1]
        least, minutes = amount[0] * MINUTES[unit], amount[1] * MINUTES[unit]
        if unit == "hour":
            here = last + 1 if self.word(last) == "and" else last
            more = self.bare(here) if self.word(here) and "," not in self.gap(last) else None
            if more is not None and more[0] < 60:
                named = self.word(more[1]) in ("minute", "minutes", "min", "mins")
                if named or (
                    here == last
                    and self.gap(last) == " "
                    and figure(self.words[here]) is not None
                    and (more[1] >= self.limit or self.gap(more[1]).strip() != "")
                ):
                    minutes, least = minutes + more[0], least + more[0]
                    last = more[1] + named
        return Found(QuantityKind.duration, minutes, least, name, at, last)

    def _plain(self, at: int, value: float, low: float, last: int) -> Found | None:
        """A bare number, unless it names a clause, a date, a telephone or nothing at all."""
        word, before, after = self.words[at], self.word(at - 1), self.word(last)
        if before in REFERENCES or after in MONTHS or (after == "of" and self.word(last + 1) in MONTHS):
            return None
        if after == "may" and len(self.word(last + 1)) == 4 and self.word(last + 1).isdigit():
            return None
        if before.isdigit() and len(before) >= 3 and not self.gap(at).strip():
            return None  # a telephone or company number in groups
        if before == "may" and word.isdigit() and len(word) == 4:
            return None
        if word.isdigit() and (
            len(word) > 4 or (len(word) == 4 and word[:2] in ("19", "20")) or (len(word) > 1 and word[0] == "0")
        ):
            return None
        if before in ("and", "to", "or") and self.word(at - 3) in REFERENCES and self.word(at - 2)[:1] in FIGURE_HEADS:
            return None
        if word == "one" and last == at + 1 and (before in NOT_ONE_BEFORE or after in NOT_ONE_AFTER or not after):
            return None
        if word[0] in FIGURE_HEADS and (
            word.count(".") > 1 or ("." in word and before in ("in", "of", "under", "by", "see"))
        ):
            return None
        if after == "ish":
            return None
        if before == "past" and value == low and 1 <= value <= 12 and value % 1 == 0 and not after.endswith("s"):
            return clock_time(int(value), 0, "pm" if value < 8 else "", at, last)
        if (
            before in ("at", "until", "till", "to")
            and self.word(at - 2) in RUNS
            and value == low
            and 1 <= value <= 12
            and value % 1 == 0
        ):
            return clock_time(int(value), 0, "pm" if value < 7 else "", at, last)
        return Found(QuantityKind.number, value, low, "", at, last)

    def _pence(self, at: int) -> Found | None:
        word = self.words[at]
        if word[-1] == "p" and word[:-1].isdigit():
            value = int(word[:-1]) / 100
            return Found(QuantityKind.money, value, value, "", at, at + 1)
        return None

    # --- money and dates of payment

    def _money(self, at: int) -> Found | None:
        value = _sum_of(self.words[at])
        last = at + 1
        if self.word(last) in ("million", "m", "thousand", "k", "billion", "bn"):
            value *= {"m": 1e6, "k": 1e3, "b": 1e9, "t": 1e3}[self.words[last][0]]
            last += 1
        last = self.repeated(value, last)
        low = value
        link = self._range(last)
        if link and self.word(link)[:1] in ("£", "€", "$"):
            value, last = _sum_of(self.words[link]), link + 1
        elif link == last and figure(self.word(link)) is not None:
            value, last = figure(self.words[link]) or value, link + 1
        return Found(QuantityKind.money, max(value, low), min(value, low), "", at, last)

    def _month_end(self, at: int) -> Found | None:
        """`the end of the month following`: up to sixty days after the work."""
        start = at + 1
        if self.words[at] == "last":
            for step in ("working", "business", "day", "friday", "thursday"):
                if self.word(start) == step:
                    start += 1
            if start == at + 1:
                return None
        tail = tuple(self.word(start + k) for k in range(4))
        if (
            tail[:1] == ("of",)
            and tail[1] in ("the", "each")
            and (
                (tail[2] == "month" and tail[3] in ("following", "after"))
                or (tail[2] in ("following", "next") and tail[3] == "month")
            )
        ):
            value = 60 * DAY
            return Found(QuantityKind.duration, value, value, "month-end-following", at, start + 4)
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
