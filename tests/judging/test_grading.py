"""`grading.yaml` is read strictly."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from clausecheck.errors import RuleError
from clausecheck.judging.grading import grading_of
from tests.judging.builders import raw_grading


def test_the_file_that_ships_is_right() -> None:
    assert len(grading_of(raw_grading()).verdicts) == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda raw: raw.update(colour="red"), "unknown key 'colour'"),
        (lambda raw: raw.pop("overall"), "'overall' is missing"),
        (lambda raw: raw["severity"].update({"5": 1}), "must not fall"),
        (lambda raw: raw["severity"].update({"3": "much"}), "must be a number"),
        (lambda raw: raw["overall"].update(D=1), "must not fall"),
        (lambda raw: raw["caps"]["overall"].append({"severity": 6, "topics": 1, "best": "F"}), "from 1 to 5"),
        (lambda raw: raw["caps"]["overall"].append({"severity": 5, "topics": 1, "best": "F"}), "one of A, B, C, D, E"),
        (lambda raw: raw["governs"].update(payment_days="longest"), "one of largest"),
        (lambda raw: raw.update(caps=[]), "must be a mapping"),
        (lambda raw: raw["stakhanov"].update({"visit minutes": 0}), "at least 1"),
    ],
)
def test_a_fault_is_named(change: Callable[[Any], object], message: str) -> None:
    raw = copy.deepcopy(raw_grading())
    change(raw)
    with pytest.raises(RuleError, match=message):
        grading_of(raw)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(RuleError) as caught:
        grading_of({})
    assert len(caught.value.problems) > 5
