"""Suppressions are read strictly, hold until their day and for what they name, and say when they are of no use."""

import time
from datetime import date

import pytest

from clausecheck.bulk.gates import Standing
from clausecheck.bulk.suppressions import Suppressions, read_suppressions
from clausecheck.errors import UsageProblem
from tests.bulk.values import known, value

TODAY = date(2026, 11, 22)
DUTIES = "    reason: agreed\n    owner: J. Okafor\n    expires: 2027-03-31\n"


def entries(*bodies: str) -> bytes:
    return ("suppressions:\n" + "".join(f"  - {body}\n{DUTIES}" for body in bodies)).encode()


def read(*bodies: str, today: date = TODAY) -> Suppressions:
    return Suppressions("s.yaml", read_suppressions(entries(*bodies), "s.yaml", ("overrun", "breaks")), today)


FINDING = value(known(7))["findings"][0]


@pytest.mark.parametrize(
    ("body", "name", "suppressed"),
    [
        ("topic: overrun", "a.docx", True),
        ("topic: breaks", "a.docx", False),
        ("rule: overrun.unpaid", "a.docx", True),
        ("rule: overrun", "a.docx", False),
        ("fingerprint: 0000000000000007", "a.docx", True),
        ("fingerprint: 0000000000000008", "a.docx", False),
        ("file: a.docx", "deep/in/a.docx", True),
        ("file: a.docx", "aXdocx", False),
        ("file: '*.docx'", "deep/a.docx", True),
        ("file: templates/*.docx", "templates/a.docx", True),
        ("file: templates/*.docx", "templates/old/a.docx", False),
        ("file: templates/**", "templates/old/a.docx", True),
        ("file: '**/old/?.docx'", "templates/old/a.docx", True),
        ("file: templates/**", "templates", False),
        ("file: templates/**/a.docx", "templates/a.docx", True),
        ("file: a/**/b/**/*.docx", "a/b/x/b/y/c.docx", True),
        ("file: '*-*-x.docx'", "t/a-b-c-x.docx", True),
        ("file: '*-*-x.docx'", "t/a-x.docx", False),
        ("file: 'a?.docx'", "a/.docx", False),
        ("file: '(a).d*'", "(a).docx", True),
        ("file: ../templates/*", "../templates/a.docx", True),
        ("file: t/*", "t/a.docx + t/b.docx", True),
        ("file: t/*", "t/a.docx + u/b.docx", False),
        ("file: ./templates/a.docx", "templates/a.docx", True),
        ("file: templates/a.docx\n    topic: breaks", "templates/a.docx", False),
        ("file: a.docx\n    unread: true", "a.docx", False),
        ("file: a.docx\n    grade: E", "a.docx", False),
    ],
)
def test_an_entry_holds_for_what_it_names(body, name, suppressed):
    assert (read(body).of_finding(name, FINDING) is not None) is suppressed


def test_an_entry_holds_to_the_end_of_its_day_and_not_beyond():
    assert read("topic: overrun", today=date(2027, 3, 31)).of_finding("a", FINDING)
    late = read("topic: overrun", today=date(2027, 4, 1))
    assert late.of_finding("a", FINDING) is None
    assert late.over() == [
        "s.yaml:2: expired on 2027-03-31 and suppresses nothing (J. Okafor). Renew it or take it out."
    ]
    assert late.unused() == []


def test_an_entry_that_nothing_needed_is_told():
    both = read("topic: breaks", "topic: overrun")
    both.of_finding("a", FINDING)
    assert both.unused() == ["s.yaml:2: suppressed nothing in this run (J. Okafor). Is it still needed?"]


def test_an_entry_that_may_be_needed_for_other_files_is_not_called_unused():
    listed = read_suppressions(entries("file: a/*", "file: b/*", "topic: breaks"), "s.yaml")
    held = Suppressions("s.yaml", listed, TODAY, {"a/*": True, "b/*": False, "": False}.__getitem__)
    assert [said.partition(" ")[0] for said in held.unused()] == ["s.yaml:6:", "s.yaml:10:"]


def test_that_a_file_was_not_read_is_excused_only_where_it_is_said():
    held = read("file: scans/*\n    unread: true", "file: a.pdf")
    assert held.of_unread("scans/b.pdf").owner == "J. Okafor"
    assert held.of_unread("a.pdf") is None


def test_a_grade_is_accepted_and_every_better_one():
    held = read("file: a.docx\n    grade: D")
    assert held.of_grade("a.docx", Standing("D"))
    assert held.of_grade("a.docx", Standing("B"))
    assert held.of_grade("a.docx", Standing("E")) is None
    assert held.of_grade("a.docx", Standing("", ungraded=True)) is None
    assert held.of_grade("b.docx", Standing("D")) is None


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "empty"),
        (b"suppressions: {}\n", 1, "must be a list"),
        (b"- a\n", 1, "must be a mapping"),
        (b"supressions: []\n", 1, "did you mean 'suppressions'"),
        (b"suppressions:\n  - topic: overrun\n", 2, "'reason' is missing"),
        (entries("topc: overrun"), 2, "did you mean 'topic'"),
        (entries("topic: overun"), 2, "did you mean 'overrun'"),
        (entries("topic: overrun\n    topic: breaks"), 3, "stands twice"),
        (entries("fingerprint: xyz"), 2, "16 digits"),
        (entries("file: '**/*'"), 2, "not every file"),
        (entries("file: /etc/a.docx"), 2, "from the folder of this file"),
        (entries("file: templates/**.docx"), 2, "templates/**/*.docx"),
        (entries("file: *.docx"), 2, "quotes"),
        (entries("unread: true"), 2, "'file' is missing"),
        (entries("file: a\n    unread: false"), 3, "leave the line out"),
        (entries("file: a\n    unread: true\n    topic: overrun"), 2, "stands alone"),
        (entries("file: a\n    unread: true\n    grade: D"), 2, "stands alone"),
        (entries("file: a\n    grade: F"), 3, "accepted: A, B, C, D, E"),
        (entries("topic: overrun").replace(b"2027-03-31", b"31 March 2027"), 5, "2027-03-31"),
        (entries("topic: overrun").replace(b"2027-03-31", b"2027-02-30"), 5, "a day such as"),
        (entries("topic: overrun").replace(b"reason: agreed", b"reason: ''"), 3, "reason is empty"),
        (b"suppressions:\n  - " + DUTIES.strip().encode() + b"\n", 2, "say what it is about"),
        (b"suppressions: &a [*a]\n", 1, ""),
        (b"suppressions: \xff\n", 1, "UTF-8"),
        (b"suppressions:\n  " + b"[" * 200_000, 2, "without end"),
        (b"suppressions:\n" + b"\n".join(b" " * n + b"-" for n in range(900)), 10, "without end"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(data, line, message):
    with pytest.raises(UsageProblem) as caught:
        read_suppressions(data, "s.yaml", ("overrun", "breaks"))
    assert any(said.startswith(f"s.yaml:{line}: ") and message in said for said in str(caught.value).split("\n"))


def test_every_fault_is_told_at_once_in_the_order_of_lines():
    with pytest.raises(UsageProblem) as caught:
        read_suppressions(entries("fingerprint: x", "topic: nothing-like-it"), "s.yaml", ("overrun",))
    assert [said.split(":")[1] for said in str(caught.value).split("\n")] == ["2", "6"]


def test_a_fingerprint_of_digits_alone_is_text():
    (one,) = read_suppressions(entries("fingerprint: 1234567890123456"), "s.yaml")
    assert one.fingerprint == "1234567890123456"


@pytest.mark.parametrize("wanted", ["a" + "*a" * 12 + "*b.txt", "**/" + "a/**/" * 12 + "b.txt", "t/" + "?*" * 40 + "x"])
def test_a_name_of_any_length_is_told_from_a_pattern_of_many_stars_at_once(wanted):
    held = read(f"file: '{wanted}'")
    start = time.process_time()
    for name in ("a" * 4000 + ".txt", "a/" * 2000 + "c.txt", "t/" + "a" * 4000):
        assert held.of_finding(name, FINDING) is None
    assert time.process_time() - start < 2
