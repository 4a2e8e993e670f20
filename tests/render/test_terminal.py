import re

import pytest

from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.render.terminal import render_terminal
from clausecheck.report import Confidence, Report
from tests.render.reports import finding, report

WORST = "\x1b[31m[bold red]SAFE[/bold red]\x1b[0m \u202e [link=x]y[/link] :smile:"


def lines(value: Report, width: int = 80) -> list[str]:
    return render_terminal(value, width=width).split("\n")


def test_the_most_important_comes_first():
    text = render_terminal(report())
    heads = [
        "Read:",
        "Taken for:",
        "GRADE D",
        "WHAT HURTS",
        "WORTH A LOOK",
        "WHAT PROTECTS YOU",
        "WHAT IT DOES NOT SAY",
        "COMPARED WITH",
        "MEASURES",
        "NOT SHOWN",
        "NOTICES",
        "SOURCES",
        "as read on 2026-11-02",
        "This is not legal advice.",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_page(width):
    long = report(findings=(finding(quote="x" * 300 + " " + "word " * 60),))
    assert max(map(len, lines(long, width))) <= width


def test_no_line_ends_in_blanks():
    assert [line for line in lines(report()) if line != line.rstrip()] == []


def test_plain_text_holds_no_escapes():
    assert "\x1b" not in render_terminal(report())


def test_colour_adds_escapes_and_no_words():
    coloured = render_terminal(report(), colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == render_terminal(report()).split()


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("field", ["quote", "clause", "plain", "why", "ask"])
def test_nothing_in_a_contract_is_obeyed(field, colour):
    text = render_terminal(report(findings=(finding(**{field: WORST}),)), colour=colour)
    unstyled = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "[boldred]SAFE[/boldred]" in re.sub(r"\s", "", unstyled)
    assert "\x1b[31m[" not in text
    assert "\u202e" not in text
    assert ":smile:" in text


@pytest.mark.parametrize("name", ["\x1b]0;owned\x07.pdf", "a\u202efdp.exe"])
def test_a_file_name_is_not_obeyed_either(name):
    text = render_terminal(report(name=name))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_severities_are_words():
    text = render_terminal(report())
    assert "Gagging: DO NOT SIGN UNCHANGED (5 of 5)" in text
    assert "Overrun: NEGOTIATE HARD (4 of 5)" in text


def test_topics_are_called_what_the_rules_call_them():
    text = render_terminal(report(), titles={"gagging": "Speaking up"})
    assert "1. Speaking up: DO NOT SIGN" in text
    assert "2. Overrun: NEGOTIATE" in text


def test_the_worst_topic_leads():
    text = render_terminal(report())
    assert text.index("1. Gagging") < text.index("2. Overrun")


def test_what_a_topic_shares_is_said_once():
    two = report(findings=(finding(), finding(quote="Overruns are absorbed.", clause="9", severity=3)))
    text = render_terminal(two)
    assert text.count("Why it matters:") == 1
    assert "Clause 9, page 3 (clarify or limit):" in text


def test_one_plain_reading_is_not_said_twice_running():
    two = report(findings=(finding(), finding(quote="Overruns are absorbed.", clause="9")))
    assert render_terminal(two).count("In plain English:") == 1


def test_reasons_told_for_the_whole_are_not_repeated_for_its_parts():
    assert "Workload       D       as above" in render_terminal(report())


def test_a_finding_answers_all_questions():
    text = render_terminal(report(findings=(finding(),)))
    for part in (
        "Clause 5.2, page 3: “The Session Fee is inclusive of any overrun.”",
        "In plain English: You are not paid",
        "And: Schedule 2 prevails",
        "Why it matters: Every late patient",
        "The model says (clause 5.1):",
        "Ask for: Work after",
        "Basis: published guidance [B3].",
    ):
        assert part in text


def test_what_was_not_read_stands_at_the_top():
    top = "\n".join(lines(report())[:5])
    assert "NOT EVERYTHING WAS READ" in top
    assert "page 2: it is a picture" in top


def test_what_was_read_whole_says_so():
    assert "Everything in it was read." in render_terminal(report(coverage=Coverage()))


def test_the_ledger_names_the_parts_and_the_pictures():
    parts = (
        CoveragePart("body", read=True, words=400, pictures=2),
        CoveragePart("footnotes", read=True, words=1),
        CoveragePart("attachment rates.xlsx", read=False, why="embedded file"),
    )
    text = render_terminal(report(coverage=Coverage(parts)))
    assert "Made up of: body 400 words; footnotes 1 word." in text
    assert "Pictures: 2. What may be written in them was not read." in text
    assert "attachment rates.xlsx: embedded file" in text
    plain = render_terminal(report(coverage=Coverage((CoveragePart("page 1", read=True, words=400),))))
    assert "Made up of" not in plain
    assert "Pictures" not in plain


def test_without_a_grade_the_reason_stands_in_its_place():
    text = render_terminal(report(grade=None, notices=(Notice("language", "No grade: this is not in English."),)))
    assert text.index("NO GRADE") < text.index("this is not in English") < text.index("WHAT HURTS")
    assert text.count("this is not in English") == 1


def test_a_clean_contract_says_that_nothing_hurts():
    assert "Nothing that the rules know of." in render_terminal(report(findings=(), coverage=Coverage()))


def test_what_was_read_in_part_is_called_clean_only_so_far():
    assert "Nothing that the rules know of in what was read." in render_terminal(report(findings=()))


def test_a_narrowed_report_never_calls_the_contract_clean():
    text = render_terminal(report(findings=(), notices=(Notice("narrowed", "Shown: only breaks."),)))
    assert "Nothing that the rules know of" not in text
    assert "Nothing among what you asked to see" in text


def test_silence_is_qualified_where_not_everything_was_read():
    warning = "may stand in the part that was not"
    assert warning in " ".join(render_terminal(report()).split())
    assert warning not in " ".join(render_terminal(report(coverage=Coverage())).split())


def test_what_is_no_locum_contract_is_not_compared_with_one():
    text = render_terminal(report(grade=None, measures=None))
    assert "WHAT IT DOES NOT SAY" not in text
    assert "COMPARED WITH" not in text


def test_a_hunch_stands_apart():
    text = render_terminal(report(findings=(finding(confidence=Confidence.low),)))
    assert "WORTH A LOOK: 1 passage" in text
    assert "NEGOTIATE HARD" not in text


def test_no_upper_limit_is_said():
    from dataclasses import replace

    measures = report().measures
    ratio = replace(measures.stakhanov_ratio, unbounded=True, value=None)
    assert "no upper limit" in render_terminal(report(measures=replace(measures, stakhanov_ratio=ratio)))


def test_attached_reports_follow():
    text = render_terminal(report(attachments=(report(name="schedule.docx"),)))
    assert text.index("This is not legal advice.") < text.index("ATTACHED: schedule.docx")


def test_the_same_report_is_the_same_text():
    assert render_terminal(report()) == render_terminal(report())
