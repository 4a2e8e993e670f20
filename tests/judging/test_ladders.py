"""The two numbers of a cancellation scale, from the whole of it."""

import pytest

from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker

TEXT = """LOCUM TERMS

Between Hill Surgery (the Practice) and Dr Ann Bell, a locum GP (the Locum).

1. The Locum shall see at most 12 patients in a session, from 9 am to 1 pm, and is paid £400 for each session.

2. Cancellation by the Practice
{scale}

3. Invoices are paid within 14 days of receipt.
"""


@pytest.mark.parametrize(
    ("scale", "full", "free"),
    [
        (
            "(a) Under seven days' notice: the whole fee is paid.\n(b) Under 28 days' notice: half the fee is paid.",
            168,
            672,
        ),
        ("If the Practice cancels within 72 hours of the session it shall pay the full fee.", 72, None),
    ],
)
def test_the_scale_sets_when_all_is_due_and_when_nothing_is(scale: str, full: float, free: float | None) -> None:
    report = Checker(second_reader=False).check(extract_text(TEXT.format(scale=scale)))
    values = {q.name: q.value for q in report.quantities}
    assert values.get("cancellation_full_fee_hours") == full
    assert values.get("cancellation_free_hours") == free


def test_the_numbers_stand_in_their_order() -> None:
    scale = "If the Practice cancels within 72 hours of the session it shall pay the full fee, and half within 14 days."
    names = [q.name for q in Checker(second_reader=False).check(extract_text(TEXT.format(scale=scale))).quantities]
    assert names.index("payment_days") < names.index("cancellation_full_fee_hours") < names.index("session_fee_gbp")
