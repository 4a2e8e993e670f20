from dataclasses import replace

import pytest

from clausecheck.bulk.gates import Standing, parse_gates, read_whole, standing, trips
from clausecheck.document import Notice
from clausecheck.errors import UsageProblem
from clausecheck.render.json import report_value
from clausecheck.report import Confidence
from tests.render.reports import finding, report

BASE = report(findings=(finding(severity=4),))  # grade D


def tripped(checked, gates):
    """The gates that a report does not pass, as text."""
    value = report_value(checked)
    return [str(gate) for gate in parse_gates(gates) if trips(gate, value, lambda _: False)]


@pytest.mark.parametrize(
    ("gate", "trips"),
    [
        ("grade:C", True),
        ("grade:D", True),
        ("grade:d", True),
        ("grade:E", False),
        ("severity:3", True),
        ("severity:4", True),
        ("severity:5", False),
        ("topic:overrun", True),
        ("topic:breaks", False),
    ],
)
def test_a_gate_is_tripped_at_its_value_and_above(gate, trips):
    assert bool(tripped(BASE, [gate])) is trips


@pytest.mark.parametrize(
    "gate",
    ["", "grade", "grade:", "grade:F", "grade:AB", "severity:0", "severity:6", "topic:", "new", "new:", "new:1", "D"],
)
def test_what_is_no_gate_is_refused_with_the_forms(gate):
    with pytest.raises(UsageProblem, match="severity:1 to severity:5"):
        parse_gates([gate])


@pytest.mark.parametrize("gate", ["severity:1", "topic:overrun"])
def test_a_hunch_trips_nothing(gate):
    assert not tripped(report(findings=(finding(confidence=Confidence.low),)), [gate])


def test_not_judged_is_not_passed():
    assert tripped(replace(BASE, grade=None), ["grade:E"])


def test_an_attachment_trips_too():
    outer = report(findings=(), attachments=(report(findings=(), attachments=(BASE,)),))
    assert tripped(outer, ["topic:overrun"])


def test_all_gates_that_trip_are_named_in_order():
    assert tripped(BASE, ["topic:overrun", "severity:5", "grade:A"]) == ["topic:overrun", "grade:A"]


def test_each_finding_that_trips_is_named_by_its_rule():
    (gate,) = parse_gates(["severity:4"])
    two = report_value(report(findings=(finding(), finding(rule="gagging.all", severity=5), finding(severity=3))))
    assert trips(gate, two, lambda _: False) == ("overrun.unpaid", "gagging.all")
    assert trips(gate, two, lambda f: f["severity"] == 4) == ("gagging.all",)


@pytest.mark.parametrize("kind", ["archive", "not-a-locum-contract", "too-short"])
def test_a_cover_note_or_an_archive_is_judged_by_what_it_carries(kind):
    outer = report(findings=(), grade=None, notices=(Notice(kind, "No grade."),), attachments=(BASE,))
    worse, better = ("A", "E")
    assert tripped(outer, [f"grade:{worse}"])
    assert not tripped(outer, [f"grade:{better}"])


@pytest.mark.parametrize("kind", ["coverage", "language", "salaried-contract"])
def test_a_carrier_that_was_not_judged_for_another_reason_is_not_passed(kind):
    outer = report(findings=(), grade=None, notices=(Notice(kind, "No grade."),), attachments=(BASE,))
    assert tripped(outer, ["grade:E"])


@pytest.mark.parametrize(
    ("now", "known", "within"),
    [
        (Standing("D"), Standing("D"), True),
        (Standing("C"), Standing("D"), True),
        (Standing("E"), Standing("D"), False),
        (Standing("A"), Standing(""), False),
        (Standing("", ungraded=True), Standing("E"), False),
        (Standing("", ungraded=True), Standing("", ungraded=True), True),
        (Standing("E"), Standing("", ungraded=True), False),
    ],
)
def test_a_grade_is_known_when_it_is_no_worse_and_a_missing_one_excuses_no_bad_one(now, known, within):
    assert now.within(known) is within


def test_a_file_stands_where_its_worst_part_stands():
    outer = report_value(replace(BASE, grade=replace(BASE.grade, letter="B"), attachments=(BASE,)))
    assert standing(outer) == Standing("D")
    assert not read_whole(outer)
