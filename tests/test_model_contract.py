"""The reference model contract, read by the same pipeline as any other."""

from pathlib import Path

import pytest
import yaml

from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.report import Report, State

MODEL = Path(__file__).parents[1] / "rules" / "model"
NO_MODEL_TERM = {"newspeak"}
"""A fair contract has no warm words to protect you with."""


@pytest.fixture(scope="module")
def report() -> Report:
    return Checker().check(extract(MODEL / "contract.md"))


def test_the_model_grades_a(report: Report) -> None:
    assert report.grade is not None
    assert report.grade.letter == "A"
    assert all(axis.letter == "A" for axis in report.grade.axes)


def test_nothing_in_the_model_hurts(report: Report) -> None:
    assert [(f.rule, f.quote) for f in report.findings] == []


def test_every_topic_is_read_as_protective(report: Report) -> None:
    states = {term.topic: term.state for term in report.terms}
    unprotected = {t for t, state in states.items() if state not in (State.met, State.better)} - NO_MODEL_TERM
    assert unprotected == set()
    assert {p.topic for p in report.protections} >= set(states) - NO_MODEL_TERM


def test_the_numbers_of_the_companion_are_read_from_the_text(report: Report) -> None:
    read = {q.name: q.value for q in report.quantities}
    basis = yaml.safe_load((MODEL / "basis.yaml").read_text(encoding="utf-8"))
    topics = basis.get("topics", basis)
    known = yaml.safe_load((MODEL.parent / "grading.yaml").read_text(encoding="utf-8"))["governs"]
    stated = {
        name: float(value)
        for entry in topics.values()
        for name, value in (entry.get("values") or {}).items()
        if name in known
    }
    assert len(stated) > 15
    assert {name: read.get(name) for name in stated} == stated


def test_the_model_meets_itself(report: Report) -> None:
    assert all(term.state is not State.weaker for term in report.terms)
