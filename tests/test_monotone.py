"""More harm never improves a grade, more protection never worsens one: on texts, with the rules' own examples.

The same on sets of findings stands in `tests/judging/test_grade.py`.
"""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.extract import extract, extract_text
from clausecheck.judging.checking import Checker
from clausecheck.report import Report
from clausecheck.rulebook import load
from clausecheck.rulebook.model import Stance
from tests.scoring import CONTRACTS

BASES = ("o2-01", "d1-05", "d2-05", "o2-08")


@functools.cache
def checker() -> Checker:
    return Checker(engagement="direct", nation="england")


@functools.cache
def base(name: str) -> tuple[str, Report]:
    text = extract(CONTRACTS / f"{name}.txt").text
    return text, checker().check(extract_text(text))


@functools.cache
def examples(stance: Stance) -> tuple[tuple[str, str], ...]:
    """Topic and text of the examples that fire a signal of a stance, on one topic only, in plain practice wording."""
    found = []
    for topic in load().topics:
        for signal in topic.signals:
            if signal.stance is stance and not signal.also and not signal.engagements and not signal.effects:
                found += [(topic.slug, e.text) for e in signal.examples if e.fires and not e.by and not e.under]
    return tuple(sorted(found))


def letters(report: Report) -> list[str]:
    assert report.grade is not None
    return [report.grade.letter, *(axis.letter for axis in report.grade.axes)]


def treated(report: Report) -> set[str]:
    return {e.topic for e in (*report.findings, *report.protections)}


def appended(name: str, topic: str, clause: str, stance: Stance) -> tuple[Report, Report] | None:
    """The reports before and after, None where the clause says something else too or the topic is treated already."""
    text, before = base(name)
    alone = checker().check(extract_text(f"Locum agreement.\n\n{clause}"))
    others = alone.findings if stance is Stance.protective else alone.protections
    if topic in treated(before) or others or treated(alone) & treated(before):
        return None
    after = checker().check(extract_text(f"{text.rstrip()}\n\nFURTHER TERM\n\n{clause}\n"))
    return before, after


@pytest.mark.parametrize("stance", [Stance.adverse, Stance.protective])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_further_clause_moves_the_grade_the_right_way_or_not_at_all(stance: Stance, data: st.DataObject) -> None:
    topic, clause = data.draw(st.sampled_from(examples(stance)))
    pair = appended(data.draw(st.sampled_from(BASES)), topic, clause, stance)
    if pair is None:
        return
    before, after = (letters(report) for report in pair)
    for old, new in zip(before, after, strict=True):
        assert (new >= old) if stance is Stance.adverse else (new <= old)
