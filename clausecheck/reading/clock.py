"""Times of day among words: `8.30`, `0830`, `6 pm`, `half past six`, `noon`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clausecheck.document import Span
from clausecheck.reading.contract import QuantityKind
from clausecheck.reading.numbers import FRACTIONS, figure, spelled
from clausecheck.reading.quantity_words import (
    ADJECTIVES,
    CLOCK_BEFORE,
    DASHES,
    DURATION,
    FIGURE_HEADS,
    HOUR,
    HOUR_MINUTE,
    MILES,
    MONTHS,
    REFERENCES,
)

__all__ = ["Clock", "Found", "Run", "clock_time"]


class Found(NamedTuple):
    """A quantity by word positions."""

    kind: QuantityKind
    value: float
    low: float
    unit: str
    first: int
    last: int


class Run:
    """A run of words, with what stands between them."""

    def __init__(self, words: Sequence[str], spans: Sequence[Span], text: str) -> None:
        self.words = words
        self.spans = spans
        self.text = text
        self.limit = len(words)
        self.previous: Found | None = None

    def word(self, at: int) -> str:
        """The word at a position, empty outside."""
        return self.words[at] if 0 <= at < self.limit else ""

    def gap(self, at: int) -> str:
        """The text between the word before `at` and the word at it."""
        if not 0 < at < self.limit:
            return "\n\n"
        left, right = self.spans[at - 1][1], self.spans[at][0]
        return self.text[left:right] if 0 <= left <= right else "\n\n"

    def bare(self, at: int) -> tuple[float, int] | None:
        """A number in figures or words at `at`, and the position after it."""
        if at >= self.limit:
            return None
        word = self.words[at]
        value = figure(word) if word[0] in FIGURE_HEADS else None
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
        return value, self.repeated(value, last)

    def repeated(self, value: float, last: int) -> int:
        """Past a number said again in brackets: `thirty (30)`."""
        if "(" in self.gap(last) and last < self.limit:
            again = self.words[last]
            same = figure(again) if again[0] in FIGURE_HEADS else (spelled(self.words, last) or (None, 0))[0]
            if same == value:
                return last + 1 if again[0] in FIGURE_HEADS else (spelled(self.words, last) or (0.0, last + 1))[1]
        return last


class Clock(Run):
    """Times of day in a run of words."""

    def named_time(self, at: int, word: str) -> Found:
        """`noon`, `midnight`: the end of the day unless something begins then."""
        opens = self.word(at + 1) in ("to", "until", "till", "and") or "–" in self.gap(at + 1)
        value = 720.0 if word != "midnight" else (0.0 if opens or self.word(at - 1) in ("from", "after") else 1440.0)
        return Found(QuantityKind.time, value, value, "", at, at + 1)

    def clock(self, at: int) -> Found | None:
        """`8.30`, `0830`, `6 pm`, `half past six`."""
        word = self.words[at]
        if word in ("half", "quarter", "a", "twenty", "ten", "five"):
            return self._past(at)
        after = self.word(at + 1)
        said = after if after in ("am", "pm") and "(" not in self.gap(at + 1) else ""
        figures = word[0] in FIGURE_HEADS
        hour = HOUR.match(word + said) if figures and (said or word[-1] == "m") else None
        if hour:
            return clock_time(int(hour[1]), 0, hour[2], at, at + (2 if said else 1))
        if after in ("o", "oclock") and (self.word(at + 2) == "clock" or after == "oclock"):
            number = self.bare(at)
            half = self.word(at + 3) if self.word(at + 3) in ("am", "pm") else ""
            if number and 0 < number[0] <= 12:
                return clock_time(int(number[0]), 0, half, at, at + 3 + bool(half) - (after == "oclock"))
        match = HOUR_MINUTE.match(word) if figures and len(word) > 2 else None
        if not match or (len(word) == 4 and self.word(at - 1) in MONTHS) or not self._in_clock_context(at, match, said):
            return None
        return clock_time(int(match[1]), int(match[3]), match[4] or said, at, at + (2 if said else 1))

    def _in_clock_context(self, at: int, match: "re.Match[str]", said: str) -> bool:
        if match[4] or said or match[2] == ":":
            return True
        before, after = self.word(at - 1), self.word(at + 1)
        if after in DURATION or after in MILES or after in ("per", "percent", "pounds") or after in ADJECTIVES:
            return False
        near = self.previous is not None and self.previous.kind is QuantityKind.time and at - self.previous.last <= 3
        if not match[2]:
            if len(match[0]) != 4 or (match[0][:2] in ("19", "20") and not near and not self._time_ahead(at)):
                return False
            beside = HOUR_MINUTE.match(after) is not None and len(after) == 4
            if before.isdigit() and not near:
                return False
            return match[0][0] == "0" or near or beside or before in CLOCK_BEFORE or not after.endswith("s")
        if before in REFERENCES:
            return False
        return near or before in CLOCK_BEFORE or self._time_ahead(at) or int(match[3]) % 5 == 0

    def _time_ahead(self, at: int) -> bool:
        step = at + 2 if self.word(at + 1) in ("to", "until", "till", "and") else at + 1
        joined = step == at + 2 or any(c in DASHES for c in self.gap(at + 1))
        return joined and bool(HOUR_MINUTE.match(self.word(step)))

    def _past(self, at: int) -> Found | None:
        """`half past six`, `a quarter to one in the afternoon`."""
        here = at + 1 if self.words[at] == "a" else at
        amount = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}.get(self.word(here))
        link = self.word(here + 1)
        if amount is None or link not in ("past", "to"):
            return None
        hour = self.bare(here + 2)
        if (
            hour is None
            or not 0 < hour[0] <= 12
            or (link == "to" and hour[1] < self.limit and self.words[hour[1]] in (DURATION.keys() | {"minutes"}))
        ):
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
        return Found(QuantityKind.time, float(value), float(value), "", at, last + bool(half))


def clock_time(hour: int, minute: int, half: str, first: int, last: int) -> Found:
    """A time of day; `half` is `am`, `pm` or empty."""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    value = float(hour * 60 + minute)
    return Found(QuantityKind.time, value, value, "", first, last)
