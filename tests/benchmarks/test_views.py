"""What is looked at after a batch stays linear: ten times the documents take at most twelve times the work.

CLAUSECHECK_BATCH_ROWS=50000 measures as many (some minutes); the suite itself does with fewer, of the workbook most so:
it takes two milliseconds a document.
"""

import os

import pytest

from clausecheck.bulk.views.dashboard import write_dashboard
from clausecheck.bulk.views.results_file import ResultsFile
from clausecheck.bulk.views.survey import survey
from clausecheck.bulk.views.workbook import write_workbook
from tests.bulk.views.results import synthetic
from tests.growth import grows_in_step

pytestmark = pytest.mark.benchmark

ASKED = int(os.environ.get("CLAUSECHECK_BATCH_ROWS", "0"))
MANY = ASKED or 10_000
BOOK = ASKED or 2_500
MOST = 12


@pytest.fixture(scope="module")
def batches(tmp_path_factory):
    """Results files of a tenth, and of all."""
    folder = tmp_path_factory.mktemp("batches")
    files = {}
    for count in (BOOK // 10, BOOK, MANY // 10, MANY):
        path = folder / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            for result in synthetic(count, playbook=True):
                stream.write(f"{result.line()}\n")
        files[count] = ResultsFile(path)
    return files


@pytest.fixture(scope="module")
def surveys(batches):
    return {count: survey(results) for count, results in batches.items()}


def test_reading_and_grouping_clauses(batches):
    assert grows_in_step(lambda count: lambda: survey(batches[count]), MANY // 10, MANY, MOST)


def test_the_workbook(batches, surveys, tmp_path):
    def work(count):
        return lambda: write_workbook(tmp_path / "b.xlsx", surveys[count], batches[count])

    assert grows_in_step(work, BOOK // 10, BOOK, MOST)


def test_the_dashboard(surveys, tmp_path):
    def work(count):
        return lambda: write_dashboard(tmp_path / "d.html", surveys[count])

    assert grows_in_step(work, MANY // 10, MANY, MOST)
