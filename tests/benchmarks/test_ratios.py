"""How long a check takes and how much memory, as ratios within one run: machines differ, ratios less so.

Both sides of a ratio run in turn, several times, and the least of each counts: what else the machine does can only
slow them down. Measured is processor time, of this process and of those it starts, where the system tells it.

The contract has ten full pages of varied clauses and its fonts embedded, as Word and LibreOffice embed theirs (see
`contracts`). Rules are loaded, and byte code and rules cached, as on a machine that has run the command before.
"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks.contracts import contract_paragraphs, contract_pdf

pytest.importorskip("reportlab")
pytestmark = pytest.mark.benchmark

JUDGING_OVER_PDFIUM = 24.0
"""The aim is 2. Measured on a busy machine: 17.4 (177 ms against 10.1 ms); it was 13.6 on a quiet one before the
second reader looked twice, at the whole contract, and 8.8 without that reader. The gate keeps it from growing."""
CHECK_OVER_PDFPLUMBER = 0.68
"""The aim is a third. Measured on a busy machine: 0.55 (0.44 s against 0.81 s of processor time), of which some 0.04
are the process of its own for the file, and most of the rest above 0.31 the second reader."""
ISOLATED_OVER_NOT = 1.15
"""The aim itself. Measured: 1.07."""
HELP_OVER_PYTHON = 12.0
MOST_MEMORY = 300 * 1024 * 1024

PDFPLUMBER = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    print("\\n".join(page.extract_text() for page in pdf.pages))
"""

CHECK = [sys.executable, "-m", "clausecheck", "check"]

Work = Callable[[], object]


@pytest.fixture(scope="module")
def ten_pages(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("benchmark") / "contract.pdf"
    path.write_bytes(contract_pdf(10))
    return path


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> dict[str, str]:
    """What a process of ours runs in: a person's own settings, but caches of these tests alone."""
    place = tmp_path_factory.mktemp("caches")
    own = {
        "PYTHONPYCACHEPREFIX": str(place / "bytecode"),
        "XDG_CACHE_HOME": str(place / "rules"),
        "CLAUSECHECK_CONFIG": str(place / "none.toml"),
    }
    # Set for development, these would make every process compile what a user's finds compiled.
    disturbing = ("PYTHONDONTWRITEBYTECODE", "CLAUSECHECK_CACHE", "CLAUSECHECK_DEBUG", "PYTHONPROFILEIMPORTTIME")
    disturbing += ("CLAUSECHECK_ISOLATION",)
    return {name: value for name, value in os.environ.items() if name not in disturbing} | own


Process = Callable[..., Work]


@pytest.fixture
def process(environment, tmp_path) -> Process:
    """A command to run, its output thrown away."""

    def prepare(*words: object, **variables: str) -> Work:
        call, own = [*map(str, words)], environment | variables
        return lambda: subprocess.run(call, stdout=subprocess.DEVNULL, check=True, env=own, cwd=tmp_path)

    return prepare


def seconds() -> float:
    """Processor time used so far, with that of processes that have ended; elsewhere than on POSIX, of the clock."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def least(repeats: int, *works: Work) -> list[float]:
    """Seconds of the quickest run of each, run in turn; one run of each beforehand does not count."""
    best = [float("inf")] * len(works)
    with _own_garbage_only():
        for turn in range(repeats + 1):
            for number, work in enumerate(works):
                start = seconds()
                work()
                if turn:
                    best[number] = min(best[number], seconds() - start)
    return best


@contextmanager
def _own_garbage_only() -> Iterator[None]:
    """The collector leaves alone what pytest holds, which is more than any contract."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def test_the_pdf_is_an_ordinary_contract_of_ten_pages(ten_pages):
    from clausecheck.extract import extract

    document = extract(ten_pages)
    words = [len(document.text[start:end].split()) for start, end in document.pages]
    assert len(words) == 10
    assert 4_400 < sum(words) < 4_700
    assert min(words) > 300


def test_its_fonts_are_embedded(ten_pages):
    import pdfplumber

    with pdfplumber.open(ten_pages) as pdf:
        assert {char["fontname"].partition("+")[2] for char in pdf.pages[0].chars} == {
            "BitstreamVeraSans-Roman",
            "BitstreamVeraSans-Bold",
        }
    assert ten_pages.read_bytes().count(b"/FontFile2") == 2


def test_no_clause_of_it_stands_there_twice():
    clauses = [text.partition(" ")[2] for text in contract_paragraphs(4_500) if text[0].isdigit()]
    assert len(set(clauses)) == len(clauses) > 150


def test_what_follows_extraction_stays_within_its_multiple_of_pdfiums_time_for_the_text(ten_pages):
    """Reading, matching, judging and comparing with the model, against the text of the same pages from pypdfium2.

    The latter as its documentation has it: open the file, and of every page `get_textpage().get_text_bounded()`.
    """
    import pypdfium2

    from clausecheck.extract import extract
    from clausecheck.judging.checking import Checker

    checker = Checker()
    document = extract(ten_pages)

    def text_only() -> None:
        pdf = pypdfium2.PdfDocument(ten_pages)
        for page in pdf:
            page.get_textpage().get_text_bounded()
        pdf.close()

    judged, taken_out = least(9, lambda: checker.check(document), text_only)
    assert judged / taken_out <= JUDGING_OVER_PDFIUM


def test_the_whole_command_takes_well_under_what_pdfplumber_takes_alone(ten_pages, process):
    """`clausecheck check contract.pdf`, started anew, against a process that prints the same pages' text."""
    ours, theirs = least(9, process(*CHECK, ten_pages), process(sys.executable, "-c", PDFPLUMBER, ten_pages))
    assert ours / theirs <= CHECK_OVER_PDFPLUMBER


@pytest.mark.skipif(sys.platform != "linux", reason="files are read in a fork on Linux alone")
def test_a_process_of_its_own_for_the_file_adds_under_fifteen_per_cent(ten_pages, process):
    """`clausecheck check contract.pdf`, started anew, with the file read in a child and in the process itself."""
    isolated, not_so = least(15, process(*CHECK, ten_pages), process(*CHECK, ten_pages, CLAUSECHECK_ISOLATION="off"))
    assert isolated / not_so < ISOLATED_OVER_NOT


def test_help_takes_at_most_twelve_times_a_python_that_does_nothing(process):
    ours, theirs = least(
        9, process(sys.executable, "-m", "clausecheck", "--help"), process(sys.executable, "-c", "pass")
    )
    assert ours / theirs <= HELP_OVER_PYTHON


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a child is not told there")
def test_two_hundred_pages_fit_in_three_hundred_megabytes(tmp_path, environment):
    import pypdfium2

    path = tmp_path / "long.pdf"
    path.write_bytes(contract_pdf(210))
    assert len(pypdfium2.PdfDocument(path)) >= 200
    measure = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    call = [sys.executable, "-c", measure, *CHECK, str(path)]
    run = subprocess.run(call, capture_output=True, text=True, check=True, env=environment, cwd=tmp_path)
    # Linux counts in KiB, macOS in bytes.
    assert int(run.stdout) * (1 if sys.platform == "darwin" else 1024) <= MOST_MEMORY


def test_twice_the_text_takes_about_twice_the_time():
    from clausecheck.extract import extract_text
    from clausecheck.judging.checking import Checker

    checker = Checker()
    once, twice = (extract_text("\n\n".join(contract_paragraphs(words))) for words in (8_000, 16_000))
    short, long = least(5, lambda: checker.check(once), lambda: checker.check(twice))
    assert long / short < 3
