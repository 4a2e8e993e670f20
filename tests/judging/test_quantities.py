"""The number that governs, and cancellation scales."""

import pytest

from clausecheck.judging.documents import missing_documents
from clausecheck.judging.ladders import ladders
from clausecheck.judging.quantities import quantities
from clausecheck.judging.weigh import Weighed, weigh
from clausecheck.reading.contract import Contract
from clausecheck.rulebook.model import SignalRule
from tests.judging.builders import contract, effect, rule, rulebook, signal

BOOK = rulebook()


def weighed_days(*days: tuple[SignalRule, float]) -> tuple[Contract, Weighed]:
    c = contract(*(f"Paid in {value:g} days." for _, value in days))
    return c, weigh(c, [signal(c, i, r, payment_days=value) for i, (r, value) in enumerate(days)], BOOK)


ADVERSE = rule("payment-terms.late")
NEUTRAL = rule("payment-terms.days", "neutral")


@pytest.mark.parametrize(("how", "value"), [("largest", 60), ("smallest", 14), ("first", 30), ("last", 14)])
def test_of_several_the_one_that_governs_is_given(how: str, value: float) -> None:
    c, weighed = weighed_days((ADVERSE, 30), (ADVERSE, 60), (ADVERSE, 14))
    (found,) = quantities(c, weighed, {"payment_days": how})
    assert (found.value, found.unit) == (value, "days")
    assert found.quote == f"Paid in {value:g} days." == c.document.text[found.start : found.end]


def test_what_hurts_or_protects_goes_before_what_is_only_said() -> None:
    c, weighed = weighed_days((NEUTRAL, 90), (ADVERSE, 60))
    assert quantities(c, weighed, {"payment_days": "largest"})[0].value == 60


def test_a_withdrawn_number_counts_only_when_no_other_is_set() -> None:
    void = rule("precedence.void", effects=(effect("withdraw", "payment-terms:protective"),))
    soon = rule("payment-terms.soon", "protective")
    c = contract("Paid in 14 days.", "The schedule does not bind.", "Paid in 60 days.")
    fired = [signal(c, 0, soon, payment_days=14), signal(c, 1, void)]
    assert quantities(c, weigh(c, fired, BOOK), {})[0].value == 14
    fired.append(signal(c, 2, NEUTRAL, payment_days=60))
    assert quantities(c, weigh(c, fired, BOOK), {})[0].value == 60


def test_quantities_stand_in_one_order() -> None:
    c = contract("All the numbers.")
    fired = [signal(c, 0, NEUTRAL, claim_days=30, session_fee_gbp=350, patients_per_session=15)]
    names = [q.name for q in quantities(c, weigh(c, fired, BOOK), {})]
    assert names == ["patients_per_session", "session_fee_gbp", "claim_days"]


@pytest.mark.parametrize(
    ("sentence", "steps"),
    [
        ("Less than 24 hours: 100% of the fee.", [(24, 100)]),
        ("Within 2 days the full fee is payable.", [(48, 100)]),
        ("Between 2 days and 7 days, half the fee.", [(168, 50)]),
        ("100% within 2 days, 50% within 7 days.", [(48, 100), (168, 50)]),
        ("More than 28 days: nothing.", [(672, 0)]),
        ("The fee is payable.", []),
    ],
)
def test_a_rung_is_hours_of_notice_and_percent_of_the_fee(sentence: str, steps: list[tuple[float, float]]) -> None:
    c = contract(sentence)
    rung = rule("cancellation-by-practice.rung", "protective", ladder="cancellation-by-practice")
    found = ladders(c, weigh(c, [signal(c, 0, rung)], BOOK))
    assert [(s.hours, s.percent) for ladder in found for s in ladder.steps] == steps


def test_a_ladder_gathers_its_rungs_shortest_notice_first() -> None:
    c = contract("Within 7 days, 50% of the fee.", "Within 24 hours, 100% of the fee.")
    rung = rule("cancellation-by-practice.rung", "protective", ladder="cancellation-by-practice")
    (ladder,) = ladders(c, weigh(c, [signal(c, 0, rung), signal(c, 1, rung)], BOOK))
    assert ladder.name == "cancellation-by-practice"
    assert [(s.hours, s.percent, s.quote) for s in ladder.steps] == [
        (24, 100, "Within 24 hours, 100% of the fee."),
        (168, 50, "Within 7 days, 50% of the fee."),
    ]


def test_a_document_that_binds_unseen_is_named_once() -> None:
    c = contract("The Staff Handbook", "the staff handbook", "The Fair Use Policy")
    binds = rule("precedence.handbook", names_document=True)
    found = missing_documents(c, weigh(c, [signal(c, i, binds) for i in range(3)], BOOK))
    assert [m.name for m in found] == ["The Staff Handbook", "The Fair Use Policy"]
