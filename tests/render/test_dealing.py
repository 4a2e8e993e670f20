import re

from clausecheck.render.html import render_html
from clausecheck.render.markdown import render_markdown
from clausecheck.render.overview import overview
from clausecheck.render.terminal import render_terminal
from clausecheck.report import Mismatch, MismatchKind
from tests.render.reports import COST, MISMATCH, report

EXPECTED = """\
AGREED, BUT NOT SO ON PAPER: 1 point
------------------------------------

DIFFERS: Patients per session
  Agreed: 15 patients a session
  Paper: 17 patients a session (Clause 2.4, page 3)
    “at most 17 patients”
"""
COSTS = """\
WHAT IT COSTS BY YOUR OWN FIGURES
---------------------------------
£240.50 a session: Half is paid. Clause 5.1, page 2.
  - £481 − 50% of it (£240.50) = £240.50 lost a session
"""


def test_both_sides_and_the_working_are_printed():
    text = render_terminal(report(mismatches=(MISMATCH,), costs=(COST,)))
    assert EXPECTED in text
    assert COSTS in text


def test_a_report_without_them_says_nothing_of_them():
    text = render_terminal(report())
    assert "AGREED" not in text
    assert "OWN FIGURES" not in text


def test_what_is_kinder_and_what_is_missing_are_told_apart():
    kinder = Mismatch("payment_days", "", MismatchKind.differs, "14 days to pay", "7 days to pay", "locum")
    missing = Mismatch("dates", "", MismatchKind.missing, "7 May", "does not name 7 May", "")
    text = render_terminal(report(mismatches=(kinder, missing)))
    assert "The paper is kinder to you than what was agreed." in text
    assert "NOT ON PAPER: Dates" in text


def test_control_characters_are_shown():
    hostile = Mismatch("dates", "", MismatchKind.differs, "7 May", "“\x1b[31m”", "", "\x1b[31m x", 0, 3, "\x1b", 1)
    assert "\x1b" not in render_terminal(report(mismatches=(hostile,)))


def test_a_page_in_a_browser_says_the_same():
    page = render_html(report(mismatches=(MISMATCH,), costs=(COST,)))
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Agreed, but not so on paper: 1 point" in words
    assert "Differs: Patients per session Agreed: 15 patients a session" in words
    assert "Paper: 17 patients a session (Clause 2.4, page 3) at most 17 patients" in words
    assert "£240.50 a session Half is paid. (Clause 5.1, page 2) £481 − 50% of it" in words
    assert '<a href="#agreed">' in page
    assert 'href="#costs"' in page
    assert "#costs" not in render_html(report())


def test_no_page_obeys_what_the_paper_says():
    hostile = Mismatch("dates", "", MismatchKind.differs, "7 May", "<script>x()</script>", "", "<img src=x>", 0, 3)
    page = render_html(report(mismatches=(hostile,)))
    assert "<script>x()" not in page
    assert "<img" not in page


def test_markdown_and_the_workbook_say_the_same():
    full = report(mismatches=(MISMATCH,), costs=(COST,))
    assert "**Paper:** 17 patients a session (Clause 2.4, page 3)" in render_markdown(full)
    rows = list(overview(full))
    paper = "paper: 17 patients a session (Clause 2.4, page 3) “at most 17 patients”."
    said = f"DIFFERS: agreed: 15 patients a session; {paper}"
    assert ("Agreed, but not so on paper", "Patients per session", said) in rows
    assert ("Costs by your figures", "£240.50 a session", "Half is paid. (Clause 5.1, page 2)") in rows
    assert ("Costs by your figures", "working", COST.working[0]) in rows
