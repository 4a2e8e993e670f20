import io
import json

import jsonschema
import pytest

from clausecheck.beside import PositionMet, Standing
from clausecheck.render.html import render_html
from clausecheck.render.json import render_json
from clausecheck.render.markdown import render_markdown
from clausecheck.render.positions import limits_line
from clausecheck.render.schema import json_schema
from clausecheck.render.terminal import render_terminal
from clausecheck.render.xlsx import render_xlsx
from tests.render.reports import report

DAYS = PositionMet(
    name="payment_days",
    topic="payment-terms",
    quantity=True,
    met=Standing.fallback,
    preferred="at most 14 days to pay",
    fallback="at most 30 days to pay",
    walk_away="",
    written="21 days to pay",
    value=21.0,
    ask="We pay in 14 days.",
    quote="within 21 days",
    start=3,
    end=17,
    clause="4.1",
    page=2,
)
TOPIC = PositionMet(
    name="indemnity",
    topic="indemnity",
    quantity=False,
    met=Standing.preferred,
    preferred="no finding",
    fallback="",
    walk_away="severity 3 at most",
    written="no finding, and nothing that protects",
    ask="Nobody indemnifies.",
)
ONE = report(positions=(DAYS, TOPIC))


def test_which_position_is_met_is_told_with_both_sides():
    told = " ".join(render_terminal(ONE).split())
    assert "YOUR POSITIONS: 1 preferred, 1 fallback" in told
    assert "FALLBACK: Payment days Contract: 21 days to pay (Clause 4.1, page 2) “within 21 days”" in told
    assert "Playbook: preferred at most 14 days to pay; fallback at most 30 days to pay" in told
    assert "PREFERRED: Indemnity" in told


def test_the_own_wording_is_offered_where_the_preferred_position_is_not_met():
    told = render_terminal(ONE)
    assert "Your wording: We pay in 14 days." in told
    assert "Nobody indemnifies." not in told


def test_positions_that_are_not_given_are_not_told():
    assert limits_line(TOPIC) == "preferred no finding; walk-away severity 3 at most"


def test_the_json_report_holds_them_by_the_schema():
    value = json.loads(render_json(ONE))
    jsonschema.Draft202012Validator(json_schema()).validate(value)
    assert [(p["name"], p["met"], p["value"], p["contract"]) for p in value["positions"]] == [
        ("payment_days", "fallback", 21, "21 days to pay"),
        ("indemnity", "preferred", None, "no finding, and nothing that protects"),
    ]


def test_markdown_and_html_say_the_same():
    for words in ("21 days to pay", "We pay in 14 days.", "within 21 days"):
        assert words in render_markdown(ONE)
        assert words in render_html(ONE)
    assert 'href="#positions"' in render_html(ONE)
    assert "positions" not in render_html(report())


def test_the_workbook_has_a_sheet_of_them():
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(ONE)))["Positions"]
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert (row["About"], row["Met"], row["Value"], row["Preferred"]) == (
        "Payment days",
        "fallback",
        21,
        "at most 14 days to pay",
    )
