from dataclasses import replace

import pytest

from clausecheck.bulk.gates import parse_gates, trips
from clausecheck.document import Notice
from clausecheck.errors import UsageProblem
from clausecheck.report import Confidence
from tests.render.reports import finding, report

BASE = report(findings=(finding(severity=4),))  # grade D


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
    assert bool(tripped(BASE, parse_gates([gate]))) is trips


@pytest.mark.parametrize(
    "gate", ["", "grade", "grade:", "grade:F", "grade:AB", "severity:0", "severity:6", "topic:", "D"]
)
def test_what_is_no_gate_is_refused_with_the_forms(gate):
    with pytest.raises(UsageProblem, match="severity:1 to severity:5"):
        parse_gates([gate])


@pytest.mark.parametrize("gate", ["severity:1", "topic:overrun"])
def test_a_hunch_trips_nothing(gate):
    assert not tripped(report(findings=(finding(confidence=Confidence.low),)), parse_gates([gate]))


def test_not_judged_is_not_passed():
    assert tripped(replace(BASE, grade=None), parse_gates(["grade:E"]))


def test_an_attachment_trips_too():
    outer = report(findings=(), attachments=(BASE,))
    assert tripped(outer, parse_gates(["topic:overrun"]))


def test_all_gates_that_trip_are_named_in_order():
    gates = parse_gates(["topic:overrun", "severity:5", "grade:A"])
    assert [str(gate) for gate in tripped(BASE, gates)] == ["topic:overrun", "grade:A"]


@pytest.mark.parametrize("kind", ["archive", "not-a-locum-contract", "too-short"])
def test_a_cover_note_or_an_archive_is_judged_by_what_it_carries(kind):
    outer = report(findings=(), grade=None, notices=(Notice(kind, "No grade."),), attachments=(BASE,))
    worse, better = ("A", "E")
    assert tripped(outer, parse_gates([f"grade:{worse}"]))
    assert not tripped(outer, parse_gates([f"grade:{better}"]))


@pytest.mark.parametrize("kind", ["coverage", "language", "salaried-contract"])
def test_a_carrier_that_was_not_judged_for_another_reason_is_not_passed(kind):
    outer = report(findings=(), grade=None, notices=(Notice(kind, "No grade."),), attachments=(BASE,))
    assert tripped(outer, parse_gates(["grade:E"]))
