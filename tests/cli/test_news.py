"""The lines on a watched file, from what its reports said."""

import pytest

import clausecheck
from clausecheck.cli.news import standing, tell_change, tell_first
from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.record import replaced
from clausecheck.report import Confidence, Finding, Grade, Protection, Report

TITLES = {"overrun": "Overrun pay", "cap": "Number of patients"}


def finding(number: int, severity: int = 3, confidence: Confidence = Confidence.high, clause: str = "") -> Finding:
    return Finding(
        rule="overrun.unpaid",
        topic="overrun",
        axis="workload",
        severity=severity,
        confidence=confidence,
        quote="secret words",
        start=0,
        end=12,
        clause=clause or str(number),
        page=None,
        plain="",
        why="",
        fingerprint=f"f{number}",
    )


HELP = Protection(
    rule="cap.stated",
    topic="cap",
    axis="workload",
    confidence=Confidence.high,
    quote="secret words",
    start=0,
    end=12,
    clause="9",
    page=2,
    plain="",
    fingerprint="p9",
)


@pytest.fixture(scope="module")
def empty() -> Report:
    report = clausecheck.check(text="The Locum shall be paid.", second_reader=False)
    return replaced(report, findings=(), protections=(), notices=(), grade=Grade("A", "", (), ()))


def stand(report: Report, *findings: Finding, letter: str = "B", helps: tuple[Protection, ...] = ()):
    grade = Grade(letter, "", (), ()) if letter else None
    return standing(replaced(report, findings=findings, protections=helps, grade=grade), TITLES)


def test_the_first_line_says_grade_and_number(empty):
    assert tell_first("a.pdf", stand(empty)) == "a.pdf: grade B; nothing hurts"
    assert tell_first("a.pdf", stand(empty, finding(1))) == "a.pdf: grade B; 1 passage hurts"
    assert tell_first("a.pdf", stand(empty, finding(1), finding(2))) == "a.pdf: grade B; 2 passages hurt"


def test_what_is_only_worth_a_look_is_not_told(empty):
    before, now = stand(empty, finding(1)), stand(empty, finding(1), finding(2, confidence=Confidence.low))
    assert tell_change("a.pdf", before, now) == ["a.pdf: grade B; the same findings as before"]


def test_new_and_gone_are_told_by_fingerprint_wherever_they_stand(empty):
    before = stand(empty, finding(1, clause="1"), finding(2))
    now = stand(empty, finding(3, severity=5), finding(1, clause="7"), letter="D")
    assert tell_change("a.pdf", before, now) == [
        "a.pdf: grade B → D; 1 new, 1 gone; 2 passages hurt",
        "    new: Overrun pay (clause 3), severity 5; gone: Overrun pay (clause 2), severity 3",
    ]


def test_three_are_named_the_worst_first_and_the_others_counted(empty):
    now = stand(empty, *[finding(number, severity=number) for number in range(1, 6)])
    assert tell_change("a.pdf", stand(empty), now)[1] == (
        "    new: Overrun pay (clause 5), severity 5 · Overrun pay (clause 4), severity 4 · "
        "Overrun pay (clause 3), severity 3 and 2 more"
    )


def test_the_same_passage_twice_counts_twice(empty):
    before, now = stand(empty, finding(1), finding(1)), stand(empty, finding(1))
    assert tell_change("a.pdf", before, now)[0] == "a.pdf: grade B; 1 gone; 1 passage hurts"


def test_the_same_of_the_same_place_is_neither_new_nor_gone(empty):
    before, now = stand(empty, finding(1, clause="2"), finding(2)), stand(empty, finding(3, clause="2"), finding(2))
    assert tell_change("a.pdf", before, now) == [
        "a.pdf: grade B; 2 passages hurt",
        "    in other words: Overrun pay (clause 2), severity 3",
    ]


def test_a_protection_lost_or_won_is_told(empty):
    with_it, without = stand(empty, helps=(HELP,)), stand(empty)
    lost = ["a.pdf: grade B; nothing hurts", "    protects no more: Number of patients (clause 9, page 2)"]
    assert tell_change("a.pdf", with_it, without) == lost
    assert tell_change("a.pdf", without, with_it)[1] == "    protects now: Number of patients (clause 9, page 2)"


def test_a_missing_grade_is_told_with_its_reason_and_what_was_not_read(empty):
    torn = replaced(
        empty,
        coverage=Coverage((CoveragePart("page 1", read=False, why="torn"),)),
        notices=(Notice("coverage", "No grade: read in part, 0 of 1 pages."),),
    )
    assert tell_first("a.pdf", stand(torn, letter="")) == (
        "a.pdf: no grade: read in part, 0 of 1 pages; nothing hurts; read only in part"
    )
    assert tell_change("a.pdf", stand(empty), stand(torn, letter=""))[0] == (
        "a.pdf: grade B → no grade: read in part, 0 of 1 pages; the same findings as before; read only in part"
    )


def test_files_within_a_file_count_and_the_worst_grade_is_told(empty):
    inner = replaced(empty, findings=(finding(1),), grade=Grade("C", "", (), ()))
    archive = replaced(empty, grade=None, attachments=(inner, empty))
    assert tell_first("a.zip", standing(archive, TITLES)) == "a.zip: grade C (of the files within); 1 passage hurts"


def test_words_of_a_clause_are_shown_and_never_obeyed(empty):
    (_, line) = tell_change("a.pdf", stand(empty), stand(empty, finding(1, clause="\x1b[31mPay\n\nus")))
    assert "\x1b" not in line
    assert "\n" not in line
    assert "secret" not in line
