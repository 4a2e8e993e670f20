from clausecheck.render.overview import overview
from clausecheck.render.wording import NOT_ADVICE
from clausecheck.report import Report
from tests.render.reports import report


def said(shown: Report) -> list[tuple[str, str, object]]:
    return list(overview(shown))


def test_the_grade_comes_first_with_its_reasons_and_parts():
    assert said(report())[:5] == [
        ("Grade", "whole contract", "D: not without changes"),
        ("Grade", "because", "Overrun is unpaid."),
        ("Grade", "Workload", "D"),
        ("Grade", "Workload, because", "Overrun is unpaid."),
        ("Grade", "Pay", "B"),
    ]


def test_no_grade_is_said_to_be_none():
    assert said(report(grade=None))[0] == ("Grade", "whole contract", "no grade; see the notices")


def test_a_file_read_in_part_says_no():
    assert ("Read", "everything", "NO: see the sheet Coverage") in said(report())


def test_all_that_is_no_passage_and_no_term_is_there():
    rows = said(report())
    assert ("Measure", "working", "admin: 75 minutes") in rows
    assert ("Measure", "passages that bind you", 40) in rows
    assert ("Scale", "cancellation by practice", "less than 24 hours' notice: 100% of the fee") in rows
    assert ("Binds you, not shown", "Locum Handbook", "as set out in the Locum Handbook") in rows
    assert ("Notice", "hidden-text", "The file holds hidden text. “white on white”") in rows
    assert [row[1] for row in rows if row[0] == "Source"] == ["B3", "L1"]
    assert ("Note", "advice", NOT_ADVICE) in rows


def test_what_is_no_locums_contract_has_no_measures():
    assert not [row for row in said(report(measures=None)) if row[0] == "Measure"]
