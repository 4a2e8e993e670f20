"""The examples in the rule files are the rules' own tests."""

import pytest

from clausecheck.rulebook import load
from clausecheck.rulebook.examples import ExampleFailure, run


@pytest.fixture(scope="module")
def failures() -> tuple[ExampleFailure, ...]:
    return run(load())


def test_every_example_that_must_fire_fires(failures):
    assert [str(failure) for failure in failures if failure.fires] == []


def test_every_example_that_must_stay_quiet_stays_quiet(failures):
    assert [str(failure) for failure in failures if not failure.fires] == []
