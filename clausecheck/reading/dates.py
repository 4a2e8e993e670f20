"""Calendar dates in a text: `7 December 2026`, `7, 8 and 9 Dec`, `07/12/2026`, `2026-12-07`."""

import re
from collections.abc import Iterator

from clausecheck.patterns import pattern
from clausecheck.record import record

__all__ = ["DateFound", "dates_in"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LINK = r"\s*(?:,\s*and|,|and|&|to|until|[-–—])\s*"
_NAMED = pattern(
    rf"(?<![\d.£/:])(?P<days>{_DAY}(?:{_LINK}{_DAY}){{0,30}})\s*(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)
_AMERICAN = pattern(rf"\b{_MONTH}\s+(?P<days>{_DAY})(?:,\s*(?P<year>20\d\d)\b)?(?!\s*\d|:)", re.IGNORECASE)
_FIGURES = pattern(
    r"(?<![\d£./-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>20\d\d|\d\d)(?![\d/])"
)
_ISO = pattern(r"(?<![\d-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_RANGE = pattern(r"(?P<first>\d{1,2})(?:st|nd|rd|th)?\s*(?:to|until|[-–—])\s*(?P<last>\d{1,2})", re.IGNORECASE)
_NUMBER = pattern(r"\d{1,2}")
_DAYS_OF = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@record
class DateFound:
    """A day named in a text."""

    year: int | None
    """None where the text does not say."""
    month: int
    day: int
    start: int
    end: int
    between: bool = False
    """It stands in a range and is not named itself: `8` of `7 to 9 December`."""

    def same_day(self, other: "DateFound") -> bool:
        """Both may mean one day: a year that is not said agrees with any."""
        years_agree = self.year is None or other.year is None or self.year == other.year
        return years_agree and (self.month, self.day) == (other.month, other.day)

    def __str__(self) -> str:
        name = _NAMES[self.month - 1]
        return f"{self.day} {name}" + ("" if self.year is None else f" {self.year}")


_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def dates_in(text: str) -> tuple[DateFound, ...]:
    """Every date in `text`, in order; days are read before months, as in Britain."""
    found = [*_named(text), *_in_figures(text)]
    return tuple(sorted(found, key=lambda d: (d.start, d.month, d.day)))


def _named(text: str) -> Iterator[DateFound]:
    taken: list[tuple[int, int]] = []
    for shape in (_NAMED, _AMERICAN):
        for match in shape.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            year = int(match["year"]) if match["year"] else None
            named = [int(day) for day in _NUMBER.findall(match["days"])]
            spanned = {
                day
                for span in _RANGE.finditer(match["days"])
                for day in range(int(span["first"]) + 1, min(int(span["last"]), 31))
            }
            for day in dict.fromkeys([*named, *sorted(spanned - set(named))]):
                if 1 <= day <= _DAYS_OF[month - 1]:
                    yield DateFound(year, month, day, *match.span(), between=day not in named)


def _in_figures(text: str) -> Iterator[DateFound]:
    for shape in (_FIGURES, _ISO):
        for match in shape.finditer(text):
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
            if 1 <= month <= 12 and 1 <= day <= _DAYS_OF[month - 1]:
                yield DateFound(year + 2000 if year < 100 else year, month, day, *match.span())
