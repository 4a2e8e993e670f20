"""How long a check takes, as ratios within one run: machines differ, ratios less so.

Both sides of a ratio run in turn, several times, and the quickest of each counts: what else the machine
does can only slow them down.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.contracts import contract_pdf

pytestmark = pytest.mark.benchmark

JUDGING_OVER_PDFIUM = 25.0
# pdfium reads the text of ten plain pages in 7 ms; all of reading, matching and judging them is pure Python.
CHECK_OVER_PDFPLUMBER = 0.8
# The whole command against a process that does nothing but take the same text out with pdfplumber.
HELP_OVER_PYTHON = 12.0
# `--help` against `python -c pass`: what is imported before anything is done.
MOST_MEMORY = 300 * 1024 * 1024
# Bytes at the peak of checking 200 pages.

PDFPLUMBER = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    print("\\n".join(page.extract_text() for page in pdf.pages))
"""

CHECK = [sys.executable, "-m", "clausecheck", "check"]


@pytest.fixture(scope="module")
def ten_pages(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("benchmark") / "contract.pdf"
    path.write_bytes(contract_pdf(10))
    return path


def quickest(repeats: int, *works: Callable[[], object]) -> list[float]:
    """Seconds of the quickest run of each, run in turn; one run of each beforehand does not count."""
    best = [float("inf")] * len(works)
    for turn in range(repeats + 1):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            if turn:
                best[number] = min(best[number], time.perf_counter() - start)
    return best


Process = Callable[..., Callable[[], object]]


@pytest.fixture
def process(tmp_path) -> Process:
    """A process to run, as on a machine that has run it before: byte code and rules cached in places of our own."""
    ours = {"PYTHONPYCACHEPREFIX": str(tmp_path / "pyc"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | ours

    def prepare(*words: object) -> Callable[[], object]:
        call = [*map(str, words)]
        return lambda: subprocess.run(call, stdout=subprocess.DEVNULL, check=True, env=environment)

    return prepare


def test_the_pdf_is_an_ordinary_contract_of_ten_pages(ten_pages):
    from clausecheck.extract import extract

    document = extract(ten_pages)
    assert len(document.pages) == 10
    assert 4_400 < len(document.text.split()) < 4_700


def test_judging_costs_little_beside_taking_the_text_out(ten_pages):
    import pypdfium2

    from clausecheck.extract import extract
    from clausecheck.judging.checking import Checker

    checker = Checker()
    document = extract(ten_pages)

    def text_only() -> None:
        pdf = pypdfium2.PdfDocument(ten_pages)
        for page in pdf:
            page.get_textpage().get_text_range()
        pdf.close()

    judged, taken_out = quickest(7, lambda: checker.check(document), text_only)
    assert judged / taken_out <= JUDGING_OVER_PDFIUM


def test_the_whole_command_is_quicker_than_pdfplumber_alone(ten_pages, process):
    ours, theirs = quickest(
        5, process(*CHECK, ten_pages, "--format", "json"), process(sys.executable, "-c", PDFPLUMBER, ten_pages)
    )
    assert ours / theirs <= CHECK_OVER_PDFPLUMBER


def test_help_comes_at_once(process):
    ours, theirs = quickest(
        9, process(sys.executable, "-m", "clausecheck", "--help"), process(sys.executable, "-c", "pass")
    )
    assert ours / theirs <= HELP_OVER_PYTHON


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a child is not told there")
def test_two_hundred_pages_fit_in_memory(tmp_path):
    path = tmp_path / "long.pdf"
    path.write_bytes(contract_pdf(200))
    measure = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    call = [sys.executable, "-c", measure, *CHECK, str(path)]
    peak = int(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    # Linux counts in KiB, macOS in bytes.
    assert peak * (1 if sys.platform == "darwin" else 1024) < MOST_MEMORY


def test_twice_the_text_takes_about_twice_the_time():
    from clausecheck.extract import extract_text
    from clausecheck.judging.checking import Checker
    from tests.benchmarks.contracts import contract_words

    checker = Checker()
    once, twice = (extract_text("\n\n".join(contract_words(words))) for words in (8_000, 16_000))
    short, long = quickest(5, lambda: checker.check(once), lambda: checker.check(twice))
    assert long / short < 3
