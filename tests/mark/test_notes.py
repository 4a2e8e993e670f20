"""A note says what a finding is, the same in Word and PDF."""

from clausecheck.mark.notes import heading, initials, lines, plain_text
from clausecheck.report import Confidence
from tests.render.reports import finding


def test_the_heading_names_the_topic_as_the_rules_do_and_how_bad_it_is():
    assert heading(finding(), {"overrun": "Work after the finish"}) == "Work after the finish: NEGOTIATE HARD (4 of 5)"
    assert heading(finding(topic="home-visits", severity=2), {}) == "Home visits: NOTE (2 of 5)"


def test_what_the_rules_are_not_sure_of_is_not_given_a_severity():
    assert heading(finding(confidence=Confidence.low), {}) == "Overrun: WORTH A LOOK, the rules are not sure of it"


def test_what_is_missing_leaves_no_empty_line():
    said = lines(finding(effects=(), model=None, ask="", sources=()), "")
    assert [line.lead for line in said] == ["In plain English:", "Why it matters:", "Basis:", ""]
    assert str(said[-1]) == "This is not legal advice."


def test_signs_that_steer_a_terminal_or_a_viewer_are_made_visible():
    assert "\x1b" not in plain_text(finding(plain="a\x1b[31mb"), {}, "")


def test_initials_are_those_of_the_words_of_a_name():
    assert [initials(name) for name in ("clausecheck", "Femi Adeyinka", "dr A. b", "?!")] == ["cc", "FA", "DAB", "?"]
