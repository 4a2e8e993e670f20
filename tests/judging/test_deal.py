from pathlib import Path

import pytest

from clausecheck.errors import UsageProblem
from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.deal import Deal, Rung, read_deal
from clausecheck.judging.quantities import said
from clausecheck.rulebook.schema import QUANTITIES

SAMPLE = Path(__file__).resolve().parents[2] / "sample_contracts" / "deal.yaml"


def read(text: str) -> Deal:
    return read_deal(text.encode(), "deal.yaml")


def complaints(text: str) -> str:
    with pytest.raises(UsageProblem) as told:
        read(text)
    return str(told.value)


def test_every_quantity_of_reports_can_be_agreed():
    assert list(AMOUNTS) == list(QUANTITIES)


def test_the_sample_sheet_is_read_whole():
    deal = read_deal(SAMPLE.read_bytes(), "deal.yaml")
    assert dict(deal.amounts)["session_fee_gbp"] == 380
    assert [str(date) for date in deal.dates] == ["2 February 2027", "9 February 2027", "16 February 2027"]
    assert (deal.start, deal.finish) == (510, 760)
    assert deal.cancellation == (Rung(168, 100), Rung(336, 50))
    assert dict(deal.figures) == {"session_minutes": 250, "sessions_per_month": 12}


@pytest.mark.parametrize("written", ["8:30", "08:30", "'8.30'", "8.30", "0830", "8.30 am"])
def test_a_time_may_be_written_as_people_write_it(written):
    assert read(f"agreed:\n  start: {written}\n").start == 510


def test_pounds_and_thousands_are_numbers():
    assert read("agreed:\n  session_fee_gbp: £1,450.50\n").amounts == (("session_fee_gbp", 1450.5),)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("agreed:\n  sesion_fee_gbp: 5\n", 2, "did you mean 'session_fee_gbp'?"),
        ("agreed:\n  patients_per_session: about 15\n", 2, "must be a number"),
        ("agreed:\n  patients_per_session: -1\n", 2, "must be a number"),
        ("agreed:\n  patients_per_session: .inf\n", 2, "must be a number"),
        ("agreed:\n  start: 25:00\n", 2, "time of day"),
        ("agreed:\n  start: 9:00\n  finish: 9.00\n", 3, "the same time as start"),
        ("agreed:\n  dates: [next Tuesday]\n", 2, "dates must be days"),
        ("agreed:\n  cancellation:\n    - {hours: 48}\n", 3, "'percent' is missing"),
        ("agreed:\n  cancellation:\n    - {hours: 48, percent: 101}\n", 3, "from 0 to 100"),
        ("agreed:\n  visits_per_session: 1\n  visits_per_session: 2\n", 3, "stands twice"),
        ("figures:\n  payment_days: 14\n", 2, "unknown key"),
        ("agreed: [15]\n", 1, "must be a mapping"),
        ("agreed:\n\tstart: 8\n", 2, "not readable as YAML"),
        ("", 1, "empty"),
        ("agreed: &x {}\nfigures: *x\n", 1, "anchors"),
        ("[" * 5000, 1, "lists within lists"),
        ("- " * 5000, 1, "lists within lists"),
    ],
)
def test_a_fault_is_told_with_its_line(text, line, part):
    told = complaints(text)
    assert told.startswith(f"deal.yaml:{line}: ")
    assert part in told


def test_every_fault_is_told_at_once():
    assert complaints("agreed:\n  start: 99\n  payment_days: soon\n").count("deal.yaml:") == 2


def test_what_is_not_utf8_is_told():
    with pytest.raises(UsageProblem, match="UTF-8"):
        read_deal(b"agreed:\n  start: \xff\n", "deal.yaml")


def test_figures_come_from_the_sheet_then_the_agreement_then_the_configuration():
    deal = read("agreed:\n  session_fee_gbp: 400\nfigures:\n  sessions_per_month: 8\n")
    merged = deal.with_figures((("session_fee_gbp", 1.0), ("sessions_per_month", 2.0), ("session_minutes", 240.0)))
    assert dict(merged.figures) == {"session_fee_gbp": 400, "session_minutes": 240, "sessions_per_month": 8}


def test_every_quantity_has_words():
    assert all("_" not in said(name, "5") for name in AMOUNTS)
