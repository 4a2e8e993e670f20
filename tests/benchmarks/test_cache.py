"""What it takes to get a contract, or the result on it, from the cache, against reading and judging it again."""

import pytest

from clausecheck.bulk.keeper import Keeper
from clausecheck.bulk.nameless import document_bytes, document_of, result_line, result_of
from clausecheck.bulk.result import Outcome, Result
from clausecheck.extract import extract
from clausecheck.isolation import Isolation
from clausecheck.judging.checking import Checker
from clausecheck.render.json import report_value
from tests.benchmarks.contracts import SOURCES
from tests.benchmarks.test_ratios import least

pytestmark = pytest.mark.benchmark

SAMPLE = SOURCES.parent / "locum-terms.pdf"
READING_OVER_FETCHING = 4.0
"""Measured: 7 (6.7 ms against 0.9 ms, most of which makes the words and boxes of the document)."""
ISOLATED_OVER_FETCHING = 8.0
"""As a batch reads, in a process of its own. Measured: 18 to 26."""
ALL_OVER_FETCHING = 30.0
"""Reading and judging over having the result."""


@pytest.fixture
def keeper(tmp_path):
    one = Keeper(tmp_path / "cache" / "contracts.sqlite")
    for number in range(300):  # a file that has something in it
        one.keep_document(f"other {number}", b"%d " % number * 10_000)
    yield one
    one.close()


def isolated(data):
    with Isolation(engine="pdfium") as isolation:
        return isolation.start(data, "-").document()


def test_a_document_is_fetched_in_a_fraction_of_the_time_it_takes_to_read_it(keeper, capsys):
    data = SAMPLE.read_bytes()
    document = extract(data, name="a.pdf")
    keeper.keep_document("key", document_bytes(document))

    def fetch():
        found = document_of(keeper.document("key"), "a.pdf")
        assert found.sha256 == document.sha256

    fetching, reading, apart = least(10, fetch, lambda: extract(data, name="a.pdf"), lambda: isolated(data))
    with capsys.disabled():
        print(f"\nreading {SAMPLE.name} / fetching: {reading / fetching:.1f}, isolated {apart / fetching:.1f}")
    assert reading / fetching >= READING_OVER_FETCHING
    assert apart / fetching >= ISOLATED_OVER_FETCHING


def test_a_result_is_fetched_in_a_thirtieth_of_the_time_it_takes_to_make_it(keeper, capsys):
    data, checker = SAMPLE.read_bytes(), Checker()

    def judge():
        document = isolated(data)
        return Result("-", Outcome.judged, document.sha256, report_value(checker.check(document)))

    made = judge()
    keeper.keep_result("key", result_line(made))

    def fetch():
        assert result_of(keeper.result("key"), "-").line() == line

    line = made.line()
    fetching, judging = least(5, fetch, judge)
    with capsys.disabled():
        print(f"\njudging {SAMPLE.name} / fetching its result: {judging / fetching:.0f}")
    assert judging / fetching >= ALL_OVER_FETCHING
