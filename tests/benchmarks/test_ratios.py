"""How long a check takes and how much memory, as ratios within one run: machines differ, ratios less so.

Both sides of a ratio run in turn, several times, and the least of each counts: what else the machine does can only
slow them down. Where a gate is not met, more is measured before it fails. Measured is processor time, of this process
and of those it starts, where the system tells it.

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
"""The aim itself. Measured on one core: 1.03 to 1.04."""
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


MOST_ROUNDS = 4


def least(repeats: int, *works: Work, until: Callable[..., bool] | None = None) -> list[float]:
    """Seconds of the quickest run of each, run in turn; one run of each beforehand does not count.

    Where `until` does not hold of them, more rounds of `repeats` are run, four in all: what else the machine does may
    last longer than a round. It only ever adds to a time, so that the quickest of more runs is nearer to what the work
    costs, of each side alike.
    """
    best = [float("inf")] * len(works)
    with _own_garbage_only():
        for work in works:
            work()
        for _ in range(MOST_ROUNDS):
            for _ in range(repeats):
                for number, work in enumerate(works):
                    start = seconds()
                    work()
                    best[number] = min(best[number], seconds() - start)
            if until is None or until(*best):
                break
    return best


def at_most(gate: float) -> Callable[[float, float], bool]:
    """The first of two times is at most so many times the second."""
    return lambda first, second: first <= gate * second


def at_least(gate: float) -> Callable[[float, float], bool]:
    """The first of two times is at least so many times the second."""
    return lambda first, second: first >= gate * second


@contextmanager
def on_one_core() -> Iterator[None]:
    """What runs within, with what it starts, shares one core.

    Two processes at work at once slow each other down where cores share caches or a physical core, as hired ones do:
    processor time would then tell of the neighbour and not of the work.
    """
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


@contextmanager
def _own_garbage_only() -> Iterator[None]:
    """The collector leaves alone what pytest holds, which is more than any contract."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize(("gate", "rounds"), [(at_most(1e9), 1), (at_most(0), MOST_ROUNDS), (None, 1)])
def test_more_is_measured_where_a_gate_is_not_met(gate, rounds):
    runs = [0, 0]

    def work(number: int) -> Work:
        def count() -> None:
            runs[number] += sum(range(10_000)) > 0

        return count

    assert all(0 < time < 1 for time in least(3, work(0), work(1), until=gate))
    assert runs == [1 + 3 * rounds] * 2


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

    judged, taken_out = least(9, lambda: checker.check(document), text_only, until=at_most(JUDGING_OVER_PDFIUM))
    assert judged / taken_out <= JUDGING_OVER_PDFIUM


def test_the_whole_command_takes_well_under_what_pdfplumber_takes_alone(ten_pages, process):
    """`clausecheck check contract.pdf`, started anew, against a process that prints the same pages' text."""
    plumber = process(sys.executable, "-c", PDFPLUMBER, ten_pages)
    ours, theirs = least(9, process(*CHECK, ten_pages), plumber, until=at_most(CHECK_OVER_PDFPLUMBER))
    assert ours / theirs <= CHECK_OVER_PDFPLUMBER


@pytest.mark.skipif(sys.platform != "linux", reason="files are read in a fork on Linux alone")
def test_a_process_of_its_own_for_the_file_adds_under_fifteen_per_cent(ten_pages, process):
    """`clausecheck check contract.pdf`, started anew, with the file read in a child and in the process itself."""
    in_itself = process(*CHECK, ten_pages, CLAUSECHECK_ISOLATION="off")
    with on_one_core():
        isolated, not_so = least(15, process(*CHECK, ten_pages), in_itself, until=at_most(ISOLATED_OVER_NOT))
    assert isolated / not_so <= ISOLATED_OVER_NOT


def test_help_takes_at_most_twelve_times_a_python_that_does_nothing(process):
    helping, nothing = process(sys.executable, "-m", "clausecheck", "--help"), process(sys.executable, "-c", "pass")
    ours, theirs = least(9, helping, nothing, until=at_most(HELP_OVER_PYTHON))
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
    short, long = least(5, lambda: checker.check(once), lambda: checker.check(twice), until=at_least(1 / 3))
    assert long / short <= 3
