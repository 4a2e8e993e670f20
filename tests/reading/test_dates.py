import time

import pytest

from clausecheck.reading.dates import DateFound, dates_in


def days(text: str) -> list[tuple[int | None, int, int]]:
    return [(found.year, found.month, found.day) for found in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 7 December 2026", [(2026, 12, 7)]),
        ("Monday 7th of Dec", [(None, 12, 7)]),
        ("7, 8 and 9 December 2026", [(2026, 12, 7), (2026, 12, 8), (2026, 12, 9)]),
        ("07/12/2026 and 8.12.26", [(2026, 12, 7), (2026, 12, 8)]),
        ("2026-12-07", [(2026, 12, 7)]),
        ("December 7, 2026", [(2026, 12, 7)]),
        ("31/02/2026 is no day, nor is 45 March", []),
        ("clause 4.2.1, £7.12.26 and 14 days", []),
        ("at 8.30 on 1 May", [(None, 5, 1)]),
    ],
)
def test_days_are_read_as_in_britain(text, expected):
    assert days(text) == expected


def test_days_between_the_ends_of_a_range_are_told_apart():
    found = dates_in("7 to 10 December 2026")
    assert sorted((date.day, date.between) for date in found) == [(7, False), (8, True), (9, True), (10, False)]


def test_a_year_that_is_not_said_agrees_with_any():
    assert DateFound(None, 5, 1, 0, 0).same_day(DateFound(2027, 5, 1, 0, 0))
    assert not DateFound(2026, 5, 1, 0, 0).same_day(DateFound(2027, 5, 1, 0, 0))


def test_spans_are_those_of_the_words():
    text = "We book 18 January 2027 for you."
    (found,) = dates_in(text)
    assert text[found.start : found.end] == "18 January 2027"


def test_endless_lists_of_days_take_no_endless_time():
    begun = time.perf_counter()
    dates_in("1, " * 50_000 + "x")
    assert time.perf_counter() - begun < 5
