"""Each sample's HTML report says what it said when somebody last read it."""

import pytest

from clausecheck.judging.checking import Checker
from tests.render.golden_html import GOLDEN, SAMPLES, sample_words


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_report_says_what_it_said(checker, path):
    said = (GOLDEN / f"{path.name}.txt").read_text(encoding="utf-8").splitlines()
    # Where the change is meant: python -m tests.render.golden_html, and read the difference.
    assert sample_words(checker, path).splitlines() == said


def test_there_is_nothing_beside_the_samples():
    assert sorted(p.name for p in GOLDEN.glob("*.txt")) == [f"{path.name}.txt" for path in SAMPLES]
