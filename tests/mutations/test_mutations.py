"""An edit to a contract changes the findings as it changes the deal, and nothing else.

Every case takes an ordinary small contract, edits it as a drafter would, and says what must become of one topic; all
that is found on other topics must stay as it was, so that neither a finding nor its absence can come from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.report import Report
from tests.mutations.bases import BASES
from tests.mutations.cases_places import PLACES
from tests.mutations.cases_terms import TERMS
from tests.mutations.cases_words import WORDS
from tests.mutations.mutations import Case


@dataclass(frozen=True)
class Standing:
    """How a contract stands on one topic."""

    worst: int
    """Severity of its worst finding, 0 without one."""
    protected: bool

    @classmethod
    def of(cls, report: Report, topic: str) -> Standing:
        worst = max((f.severity for f in report.findings if f.topic == topic), default=0)
        return cls(worst, any(p.topic == topic for p in report.protections))


BEFORE = {
    **dict.fromkeys(("gone", "protects", "softer", "stays"), lambda old: old.worst >= 3),
    **dict.fromkeys(("turned", "kept", "lost"), lambda old: old.protected and old.worst == 0),
    "appears": lambda old: old.worst == 0,
}
"""How a topic must stand before the edit, by what is expected of the edit."""

AFTER = {
    "gone": lambda _, new: new.worst == 0,
    "protects": lambda _, new: new.worst == 0 and new.protected,
    "softer": lambda old, new: new.worst < old.worst,
    "stays": lambda old, new: new.worst >= old.worst,
    "appears": lambda _, new: new.worst >= 3,
    "turned": lambda _, new: new.worst >= 3 and not new.protected,
    "kept": lambda _, new: new.worst == 0 and new.protected,
    "lost": lambda _, new: new.worst == 0 and not new.protected,
}
"""How it must stand afterwards."""

CASES = [*WORDS, *TERMS, *PLACES]


def params(cases: list[Case]) -> list[object]:
    """Cases as pytest takes them; one that the program is known to get wrong must go on failing, or lose its mark."""

    def marks(case: Case) -> list[pytest.MarkDecorator]:
        # Only a false finding excuses: an edit that no longer fits its contract is a fault of the case.
        return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.wrong)] if case.wrong else []

    return [pytest.param(case, id=case.id, marks=marks(case)) for case in cases]


@pytest.fixture(scope="module")
def checker() -> Checker:
    # The rules are what is tested here, without the statistics that back them up.
    return Checker(second_reader=False)


def elsewhere(report: Report, beside: set[str]) -> set[tuple[str, int]]:
    """Rules that spoke on other topics than those, with their severity; 0 for a protection."""
    found = {(f.rule, f.severity) for f in report.findings if f.topic not in beside}
    return found | {(p.rule, 0) for p in report.protections if p.topic not in beside}


@pytest.mark.parametrize("name", BASES)
def test_the_contract_itself_is_read_rightly(checker: Checker, name: str) -> None:
    base = BASES[name]
    report = checker.check(extract_text(base.text))
    assert 60 <= len(base.text.split()) <= 120
    assert [f.topic for f in report.findings] == [base.topic] * base.adverse
    said_of_it = report.findings if base.adverse else [p for p in report.protections if p.topic == base.topic]
    assert [entry.quote in base.target for entry in said_of_it] == [True]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_topic_stands_as_the_case_takes_it_to_before_the_edit(checker: Checker, case: Case) -> None:
    # Apart from the edit, so that no case is excused because its contract was misread to begin with.
    base = BASES[case.base]
    assert case.edit(base) != base.text
    assert BEFORE[case.expect](Standing.of(checker.check(extract_text(base.text)), case.topic or base.topic))


@pytest.mark.parametrize("case", params(CASES))
def test_an_edit_changes_what_it_should_and_nothing_else(checker: Checker, case: Case) -> None:
    base = BASES[case.base]
    topic = case.topic or base.topic
    old, new = checker.check(extract_text(base.text)), checker.check(extract_text(case.edit(base)))
    was, now = Standing.of(old, topic), Standing.of(new, topic)
    assert AFTER[case.expect](was, now), f"{case.expect}: {was} became {now}"
    untouched = {topic, *case.also}
    assert elsewhere(new, untouched) == elsewhere(old, untouched)


def test_few_cases_are_known_to_fail() -> None:
    assert sum(bool(case.wrong) for case in CASES) * 5 <= len(CASES)
    assert len({case.id for case in CASES}) == len(CASES)
