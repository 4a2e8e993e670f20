"""From words back to the text: quotes and values."""

import pytest

from clausecheck.reading.contract import QuantityKind
from clausecheck.rulebook.evidence import unit_of
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Signal
from tests.rulebook.limbs import Draft, contract, rule, rulebook


def detect(phrase: str, draft: Draft, sets: tuple[str, ...] = ()) -> tuple[str, Signal]:
    made = contract("Something before.", draft)
    (signal,) = Matcher(rulebook(rule(phrase, sets=sets))).detect(made)
    return made.document.text[slice(*signal.quote)], signal


def words(count: int, name: str = "w") -> str:
    return " ".join(f"{name}{n}" for n in range(count))


def test_a_short_limb_is_quoted_whole_without_its_last_stop() -> None:
    text, _ = detect("unpaid", Draft("  (Overruns), as ever, are unpaid. ", heading="Pay", lead="you agree:"))
    assert text == "(Overruns), as ever, are unpaid"


@pytest.mark.parametrize("tail", [".", ";", ", ", ": ", " –", " - "])
def test_a_quote_ends_with_a_word(tail: str) -> None:
    text, _ = detect("unpaid", Draft(f"they are unpaid{tail}"))
    assert text == "they are unpaid"


def test_a_limb_of_45_words_is_whole_and_one_of_46_may_be_cut() -> None:
    whole, _ = detect("unpaid", Draft(f"{words(30)}, unpaid {words(14)}"))
    assert len(whole.split()) == 45
    cut, _ = detect("unpaid", Draft(f"{words(50)}, so unpaid, {words(40, 'v')}."))
    assert cut == f"{words(50)}, so unpaid"


def test_a_long_limb_is_cut_at_its_punctuation_around_the_evidence() -> None:
    own = f"{words(20)}; {words(20, 'x')}: they are unpaid, {words(20, 'y')} — {words(20, 'z')}."
    text, signal = detect("are unpaid", Draft(own))
    assert text == f"{words(20)}; {words(20, 'x')}: they are unpaid"
    assert signal.end - signal.start == len("are unpaid")


def test_punctuation_before_the_evidence_may_be_cut_away() -> None:
    own = f"{words(30)}, {words(40, 'x')}, they are unpaid, {words(15, 'y')} – {words(9, 'z')}."
    text, _ = detect("are unpaid", Draft(own))
    assert text == f"{words(40, 'x')}, they are unpaid, {words(15, 'y')}"


def test_without_punctuation_sixty_words_around_the_evidence_are_quoted() -> None:
    text, _ = detect("unpaid", Draft(f"{words(100)} unpaid {words(100, 'v')}."))
    assert len(text.split()) == 60
    assert "unpaid" in text
    start, _ = detect("unpaid", Draft(f"unpaid {words(100)}"))
    assert start == f"unpaid {words(59)}"
    end, _ = detect("unpaid", Draft(f"{words(100)} unpaid"))
    assert end.endswith("w99 unpaid")
    assert len(end.split()) == 60


def test_no_quote_is_longer_than_eighty_words() -> None:
    own = f"late {words(38)} x {words(38, 'v')} y {words(38, 'z')} unpaid {words(9)}"
    text, _ = detect("late ..40.. x ..40.. y ..40.. unpaid", Draft(own))
    assert text == " ".join(own.split()[:80])


@pytest.mark.parametrize(
    ("name", "kind", "value", "expected", "unit"),
    [
        ("notice_days", "duration", 43200.0, 30.0, "days"),
        ("notice_weeks", "duration", 43830.0, 4.35, "weeks"),
        ("notice_hours", "duration", 2880.0, 48.0, "hours"),
        ("break_minutes", "duration", 20.0, 20.0, "minutes"),
        ("term_months", "duration", 525960.0, 12.0, "months"),
        ("term_years", "duration", 525960.0, 1.0, "years"),
        ("radius_miles", "distance", 5.0, 5.0, "miles"),
        ("charge_percent", "percent", 14.38, 14.38, "percent"),
        ("fee_gbp", "money", 500.0, 500.0, "GBP"),
        ("patients_per_session", "number", 18.0, 18.0, ""),
        ("minimum_visits", "number", 2.0, 2.0, ""),
    ],
)
def test_a_name_says_what_its_value_is(name: str, kind: str, value: float, expected: float, unit: str) -> None:
    _, signal = detect("of {" + kind + "} here", Draft("of 7 here", has=[(kind, value, "7")]), (name,))
    (found,) = signal.values
    assert (found.name, found.value, found.unit) == (name, expected, unit)
    assert unit_of(name) == (QuantityKind(kind), unit)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("£20 per hour", 20.0),
        ("£20 an hour or part of an hour", 20.0),
        ("£20", 20.0),
        ("£20 for each quarter hour", 80.0),
        ("£20 per quarter of an hour", 80.0),
        ("£20 for each half hour", 40.0),
        ("£20 for every half an hour", 40.0),
        ("£20 per 15 minutes", 80.0),
        ("£20 for each completed 15 minutes", 80.0),
        ("£20 per minute", None),  # £1,200 an hour is no rate of overruns
        ("£20 per patient", None),
        ("£20 per session of 4 hours", None),
        ("£20 ; per patient", 20.0),
        ("£20 and that is what you get paid per quarter hour", 20.0),
    ],
)
def test_a_sum_for_part_of_an_hour_is_given_for_the_hour(said: str, expected: float | None) -> None:
    has = [("money", 20.0, "£20"), *([("duration", 15.0, "15 minutes")] if "15" in said else [])]
    _, signal = detect("overrun ..3.. {money}", Draft(f"overrun at {said}", has=has), ("overrun_gbp_per_hour",))
    assert [value.value for value in signal.values] == ([] if expected is None else [expected])


def test_values_come_from_the_evidence_before_the_rest_and_each_quantity_once() -> None:
    has = [("duration", 60.0, "1 hour"), ("duration", 1440.0, "1 day"), ("duration", 10080.0, "1 week")]
    draft = Draft("within 1 hour or cancel at 1 day or 1 week", has=has)
    _, signal = detect("cancel ..4.. {duration}", draft, ("a_hours", "b_hours", "c_days", "d_days"))
    assert [(v.name, v.value) for v in signal.values] == [("a_hours", 24.0), ("b_hours", 1.0), ("c_days", 7.0)]


def test_a_value_has_its_place_in_the_text() -> None:
    made = contract("first", Draft("within 30 days", has=[("duration", 43200.0, "30 days")]))
    (signal,) = Matcher(rulebook(rule("within", sets=["pay_days"]))).detect(made)
    (value,) = signal.values
    assert made.document.text[value.start : value.end] == "30 days"


def test_a_number_of_the_heading_counts_only_as_evidence() -> None:
    draft = Draft("within it", heading="30 days", has=[("duration", 43200.0, "30 days")])
    assert detect("within", draft, ("pay_days",))[1].values == ()


def test_a_rule_fires_without_the_value_it_wants() -> None:
    assert detect("within", Draft("within 5", has=[("number", 5.0, "5")]), ("pay_days",))[1].values == ()


@pytest.mark.parametrize(
    ("name", "kind", "value", "found"),
    [
        ("break_minutes", "duration", 20.0, True),
        ("break_minutes", "duration", 30240.0, False),
        ("session_fee_gbp", "money", 500.0, True),
        ("session_fee_gbp", "money", 20.0, False),
        ("penalty_gbp", "money", 20.0, True),
    ],
)
def test_a_value_that_cannot_be_what_its_name_says_is_left_out(name: str, kind: str, value: float, found: bool) -> None:
    _, signal = detect("of", Draft("of 7 here", has=[(kind, value, "7")]), (name,))
    assert bool(signal.values) is found


def test_two_clock_times_make_a_session() -> None:
    draft = Draft("from 8.30 to 12.40", has=[("time", 510.0, "8.30"), ("time", 760.0, "12.40")])
    assert [value.value for value in detect("from", draft, ("session_minutes",))[1].values] == [250.0]


def test_the_notice_of_both_sides_may_be_one_number() -> None:
    draft = Draft("@both give 4 weeks notice", has=[("duration", 40320.0, "4 weeks")])
    _, signal = detect("notice", draft, ("notice_weeks_locum", "notice_weeks_other"))
    assert [(value.name, value.value) for value in signal.values] == [
        ("notice_weeks_locum", 4.0),
        ("notice_weeks_other", 4.0),
    ]


def test_of_several_covers_the_largest_counts() -> None:
    has = [("money", 1e6, "£1m"), ("money", 1e7, "£10m")]
    draft = Draft("insured for £1m a claim and £10m in all", has=has)
    assert detect("insured", draft, ("insurance_gbp",))[1].values[0].value == 1e7
    assert detect("insured", draft, ("cover_gbp",))[1].values[0].value == 1e6


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("session_fee_gbp", "£200 for each session", True),
        ("session_fee_gbp", "£200 a half day", True),
        ("session_fee_gbp", "£200 an hour", False),
        ("session_fee_gbp", "£200 a day", False),
        ("hourly_fee_gbp", "£200 an hour", True),
        ("hourly_fee_gbp", "£200 per session", False),
        ("hourly_fee_gbp", "£200 a quarter of an hour", False),
        ("penalty_gbp", "£200", True),
        ("penalty_gbp", "up to £200", False),
    ],
)
def test_a_sum_is_taken_for_what_it_buys(name: str, said: str, expected: bool) -> None:
    _, signal = detect("of", Draft(f"of {said}", has=[("money", 200.0, "£200")]), (name,))
    assert bool(signal.values) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("within 14 days of receipt", True),
        ("more than 14 days after", False),
        ("on 14 days notice", False),
        ("within 14 days of receiving payment from them", False),
    ],
)
def test_only_a_wait_for_pay_counts_as_one(said: str, expected: bool) -> None:
    draft = Draft(f"paid {said}", has=[("duration", 20160.0, "14 days")])
    assert bool(detect("paid", draft, ("payment_days",))[1].values) is expected
