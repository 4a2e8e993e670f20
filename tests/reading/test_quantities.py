from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.reading.quantities import MINUTES, quantities
from clausecheck.reading.tokens import tokenise

DAY = MINUTES["day"]
PARTS = ["one", "2", "half", "a", "quarter", "of", "an", "hour", "past", "to", "£5", "30", "days", "(", "8.30", "4%"]


def found(text):
    tokens = tokenise(text)
    return quantities(tokens.words, tokens.spans, text)


@pytest.mark.parametrize(
    ("text", "kind", "value", "quote"),
    [
        ("within thirty (30) days of receipt", "duration", 30 * DAY, "thirty (30) days"),
        ("twenty-four hours", "duration", 1440, "twenty-four hours"),
        ("half an hour for lunch", "duration", 30, "half an hour"),
        ("at a quarter of an hour each", "duration", 15, "a quarter of an hour"),
        ("three-quarters of an hour", "duration", 45, "three-quarters of an hour"),
        ("lasts an hour and a half", "duration", 90, "an hour and a half"),
        ("4 h 10 min", "duration", 250, "4 h 10 min"),
        ("4 hours 10.", "duration", 250, "4 hours 10"),
        ("three hours and ten minutes", "duration", 190, "three hours and ten minutes"),
        ("4.17 hours", "duration", 250.2, "4.17 hours"),
        ("slots of 7½ minutes", "duration", 7.5, "7½ minutes"),
        ("within a fortnight", "duration", 14 * DAY, "a fortnight"),
        ("on the 45th day after receipt", "duration", 45 * DAY, "45th day"),
        ("the forty-fifth day after receiving it", "duration", 45 * DAY, "forty-fifth day"),
        ("by the end of the month following", "duration", 60 * DAY, "end of the month following"),
        ("inside 90 seconds", "duration", 1.5, "90 seconds"),
        ("three unpaid months", "duration", 3 * MINUTES["month"], "three unpaid months"),
        ("begins at half past six", "time", 1110, "half past six"),
        ("until 5.50pm", "time", 1070, "5.50pm"),
        ("from 6.30 p.m.", "time", 1110, "6.30 p.m."),
        ("at 0830", "time", 510, "0830"),
        ("by noon", "time", 720, "noon"),
        ("keep me past 6 I absorb it", "time", 1080, "6"),
        ("insurance of £10 million", "money", 10_000_000, "£10 million"),
        ("ten million pounds", "money", 10_000_000, "ten million pounds"),
        ("45p a mile", "money", 0.45, "45p"),
        ("£1,000.50", "money", 1000.5, "£1,000.50"),
        ("two per cent above", "percent", 2, "two per cent"),
        ("14.38%", "percent", 14.38, "14.38%"),
        ("half of the session fee", "percent", 50, "half of the session fee"),
        ("one fifth of what it pays", "percent", 20, "one fifth"),
        ("within four miles", "distance", 4, "four miles"),
        ("a 3-mile radius", "distance", 3, "3-mile"),
        ("up to fifteen patients", "number", 15, "fifteen"),
        ("eight half-days", "number", 8, "eight"),
        ("a hundred and fifty patients", "number", 150, "a hundred and fifty"),
    ],
)
def test_one_quantity_of_this_kind_and_value(text, kind, value, quote):
    (only,) = found(text)
    assert (only.kind, text[only.start : only.end]) == (kind, quote)
    assert only.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12–15 patients", 12, 15),
        ("two or three visits", 2, 3),
        ("8 to 21 days", 8 * DAY, 21 * DAY),
        ("£20-£25", 20, 25),
        ("28 to 8 days", 8 * DAY, 28 * DAY),
    ],
)
def test_a_range_keeps_both_ends(text, low, high):
    (only,) = found(text)
    assert (only.low, only.value) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "clause 4.2",
        "Schedule 2",
        "clauses 8.2 to 8.5",
        "on 3 March 2025",
        "Mon 3, Tues 4",
        "2025/26",
        "01632 960123",
        "the 1998 Act",
        "NHS 111",
        "BT43 6AB",
        "one of the partners",
        "no one",
        "£",
    ],
)
def test_names_dates_and_references_are_no_quantities(text):
    assert found(text) == ()


def test_an_hourly_rate_has_one_quantity_the_money():
    assert [q.kind for q in found("£85 an hour")] == ["money"]


def test_two_clock_times_are_read_from_a_row_of_figures():
    assert [(q.kind, q.value) for q in found("Mon 7 Apr  PM 1400 1810 Routine 16")] == [
        ("time", 840),
        ("time", 1090),
        ("number", 16),
    ]


def test_the_unit_is_kept_as_written():
    assert [q.unit for q in found("two working days or one calendar month")] == ["working day", "calendar month"]


@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=25,
    )
)
def test_quantities_never_overlap_and_stay_inside(parts):
    text = " ".join(parts)
    tokens = tokenise(text)
    values = quantities(tokens.words, tokens.spans, text)
    assert all(0 <= q.first < q.last <= len(tokens.words) for q in values)
    assert all(left.last <= right.first for left, right in pairwise(values))
    assert all(q.low <= q.value for q in values)
