import pytest

from clausecheck.report import MismatchKind
from tests.judging.papers import BASE, judged, mismatches

DEAL = """agreed:
  session_fee_gbp: 450
  dates: [2026-12-07, 2026-12-08]
  start: 8.30
  finish: 12.40
  patients_per_session: 15
  overrun_gbp_per_hour: 100
  payment_days: 14
  cancellation: [{hours: 48, percent: 100}, {hours: 168, percent: 50}]
"""


def test_a_paper_that_keeps_the_deal_has_no_mismatch():
    assert mismatches(DEAL) == {}


@pytest.mark.parametrize(
    ("old", "new", "name", "written", "favours"),
    [
        ("£450", "£410", "session_fee_gbp", "£410 a session", "other"),
        ("£450", "£490", "session_fee_gbp", "£490 a session", "locum"),
        ("maximum of 15", "maximum of 17", "patients_per_session", "17 patients a session", "other"),
        ("within 14 days", "within 28 days", "payment_days", "28 days to pay", "other"),
        ("£100 an hour", "£80 an hour", "overrun_gbp_per_hour", "£80 an hour after the finish", "other"),
        ("12.40 pm", "1.10 pm", "times", "08:30 to 13:10", "other"),
        (
            "7 and 8 December",
            "7 and 9 December",
            "dates",
            "does not name 8 December 2026; books 9 December 2026 as well",
            "",
        ),
    ],
)
def test_what_differs_is_told_with_both_sides(old, new, name, written, favours):
    assert BASE.count(old) == 1
    found = mismatches(DEAL, BASE.replace(old, new))
    assert list(found) == [name]
    assert found[name].kind is MismatchKind.differs
    assert found[name].written == written
    assert found[name].favours == favours


def test_the_quote_is_what_stands_at_the_span_and_names_its_clause():
    text = BASE.replace("maximum of 15", "maximum of 17")
    found = mismatches(DEAL, text)["patients_per_session"]
    assert text[found.start : found.end] == found.quote
    assert "maximum of 17" in found.quote
    assert found.clause == "1.2"


def without(line: str) -> str:
    return "\n".join(row for row in BASE.splitlines() if not row.startswith(line)) + "\n"


@pytest.mark.parametrize(
    ("line", "name"),
    [("1.2", "patients_per_session"), ("2.2", "overrun_gbp_per_hour"), ("2.3", "payment_days"), ("1.1", "dates")],
)
def test_what_the_paper_leaves_out_is_missing(line, name):
    found = mismatches(DEAL, without(line))[name]
    assert found.kind is MismatchKind.missing
    assert (found.quote, found.start, found.end) == ("", 0, 0)


def test_a_paper_that_says_the_opposite_in_words_differs():
    text = BASE.replace(
        "Work after the finish time is paid at £100 an hour.",
        "The session fee is inclusive of any time worked after the finish time.",
    )
    found = mismatches(DEAL, text)["overrun_gbp_per_hour"]
    assert found.kind is MismatchKind.differs
    assert "inclusive of any time worked" in found.written
    assert found.favours == "other"


def test_a_number_that_is_taken_back_is_unclear():
    text = BASE.replace(
        "4. General",
        "1.4 The figure in clause 1.2 is indicative only and shall not operate as an upper limit.\n\n4. General",
    )
    found = mismatches("agreed:\n  patients_per_session: 15\n", text)
    assert [one.kind for one in found.values()] == [MismatchKind.unclear]
    assert "but it also says" in found["patients_per_session"].written


def test_a_figure_that_stands_twice_is_pointed_at():
    text = BASE.replace("4. General", "3.3 Invoices over £5,000 are paid within 10 days.\n\n4. General")
    found = mismatches("agreed:\n  payment_days: 10\n", text)["payment_days"]
    assert "10 stands in clause 3.3" in found.written


def test_a_fee_by_the_hour_is_worked_out_for_the_session():
    text = BASE.replace("£450 for each session", "£96 per hour")
    found = mismatches(DEAL, text)["session_fee_gbp"]
    assert found.written == "£96 an hour: × 250 minutes ÷ 60 = £400 a session"
    assert mismatches(DEAL.replace("450", "400"), text).get("session_fee_gbp") is None


@pytest.mark.parametrize(
    ("sheet", "favours"),
    [
        ("[{hours: 72, percent: 100}, {hours: 168, percent: 50}]", "other"),
        ("[{hours: 48, percent: 100}]", "locum"),
        ("[{hours: 72, percent: 100}, {hours: 96, percent: 50}]", ""),
    ],
)
def test_scales_of_cancelling_are_compared_rung_by_rung(sheet, favours):
    found = mismatches(f"agreed:\n  cancellation: {sheet}\n")["cancellation"]
    assert found.favours == favours
    assert found.written.startswith("100% of the fee on less than 48 hours' notice; 50%")


def test_free_cancelling_differs_from_an_agreed_scale():
    text = without("3.").replace("4. General", "3.1 The Practice may cancel any Session without payment.\n\n4. General")
    found = mismatches(DEAL, text)["cancellation"]
    assert found.kind is MismatchKind.differs
    assert "without payment" in found.written


def test_hours_that_are_left_open_are_told_though_they_are_named():
    text = BASE.replace(
        "The Locum's duties end at the finish time.", "The Locum stays until all patients have been seen."
    )
    found = mismatches(DEAL, text)["times"]
    assert found.kind is MismatchKind.unclear
    assert "until all patients have been seen" in found.written


def test_a_length_is_compared_where_no_hours_are_named():
    text = BASE.replace("from 8.30 am to 12.40 pm", "of 5 hours")
    found = mismatches("agreed:\n  start: 8.30\n  finish: 12.40\n", text)
    assert [one.written for one in found.values()] == ["no hours, but a session of 300 minutes"]


def test_afternoons_may_be_written_without_pm():
    text = BASE.replace("from 8.30 am to 12.40 pm", "from 1.50 to 6.00")
    assert mismatches("agreed:\n  start: 1.50\n  finish: 18:00\n", text) == {}
    assert "times" not in mismatches("agreed:\n  start: 13:50\n  finish: 18:00\n", text)


def test_a_lease_keeps_no_deal():
    from pathlib import Path

    lease = (Path(__file__).resolve().parents[1] / "not_locum" / "lease.txt").read_text(encoding="utf-8")
    assert judged(lease, DEAL).mismatches == ()


def test_without_a_sheet_nothing_is_held_against_the_paper():
    assert judged().mismatches == judged().costs == ()
