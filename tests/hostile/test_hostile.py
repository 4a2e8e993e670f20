"""Files made to crash, hang, fill or fool a reader: each ends in a report or in a named error, and soon.

A grade is given only where the whole contract was read; what was read in part, or is another text, gets none.
"""

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clausecheck.document import Document
from clausecheck.errors import UnreadableInput
from clausecheck.isolation import Isolation, Method
from clausecheck.judging.checking import Checker
from clausecheck.render.json import render_json
from clausecheck.render.terminal import render_terminal
from tests.hostile import mails_and_texts, pdf_content, pdf_structure, word_files
from tests.hostile.case import Case
from tests.hostile.contract import CLAUSES

CASES: list[Case] = [*pdf_structure.CASES, *pdf_content.CASES, *word_files.CASES, *mails_and_texts.CASES]
MOST_SECONDS = 30
MOST_TOGETHER = 180
"""Seconds, on two processors that do nothing else; twice that is let pass on a busy machine."""

HIDDEN = {"half-of-it-hidden.docx"}
"""What does not show on the page never speaks; a notice quotes it."""

took: dict[str, float] = {}
"""Seconds by name; `conftest` tells them at the end."""

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")


@pytest.fixture(scope="module")
def checker() -> Checker:
    made = Checker()
    assert made.standard is not None
    return made


@pytest.fixture(scope="module")
def watched(tmp_path_factory) -> Path:
    """An empty folder to work in, where nothing may appear."""
    folder = tmp_path_factory.mktemp("watched")
    before = os.getcwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


def words(text: str) -> str:
    return " ".join(text.split())


def holds_the_contract(document: Document) -> bool:
    text = words(document.text)
    return all(words(clause) in text for clause in CLAUSES)


def read(data: bytes, name: str, method: Method | None = None) -> Document | UnreadableInput:
    try:
        with Isolation(method=method, engine="pdfium") as isolation:
            return isolation.start(data, name).document()
    except UnreadableInput as error:
        return error


def test_there_are_enough_of_them_and_no_two_have_one_name():
    assert len(CASES) >= 120
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_contract_in_them_is_graded_when_it_is_whole(checker):
    document = read("\n".join(CLAUSES).encode(), "sound.txt")
    assert isinstance(document, Document)
    assert holds_the_contract(document)
    assert checker.check(document).grade is not None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_ends_in_a_report_or_in_a_named_error(case, checker, watched):
    data = case.make()
    start = time.monotonic()
    document = read(data, case.name)
    if isinstance(document, Document):
        report = checker.check(document)
        assert render_json(report)
        assert render_terminal(report, titles={}, width=80, colour=False)
        assert report.grade is None or holds_the_contract(document) or case.name in HIDDEN
    else:
        assert document.name == case.name
        assert document.what
        assert document.next_step
    took[case.name] = time.monotonic() - start
    assert took[case.name] < MOST_SECONDS
    assert list(watched.iterdir()) == []
    assert not Path("/tmp/clausecheck-owned").exists()  # noqa: S108 - the name that hostile archives hold
    gc.collect()


def test_all_of_them_together_take_at_most_three_minutes():
    if len(took) < len(CASES):
        pytest.skip("only some of them were run")
    assert sum(took.values()) < 2 * MOST_TOGETHER


def test_a_batch_of_them_goes_on_to_its_end(tmp_path):
    """The command itself, on files that crash, hang, fill and fool, with a sound one at the end."""
    chosen = (
        "object-stream-bomb.pdf",
        "marks-never-closed.pdf",
        "cut-at-60-percent.pdf",
        "a-thousand-million-laughs.docx",
        "names-that-climb.docx",
        "bomb-that-says-it-is-small.docx",
        "second-half-of-the-text-torn.pdf",
        "parts-20000-deep.eml",
        "zeros.txt",
    )
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    by_name = {case.name: case for case in CASES}
    for name in chosen:
        (folder / name).write_bytes(by_name[name].make())
    (folder / "sound.txt").write_text("\n".join(CLAUSES))
    call = [sys.executable, "-m", "clausecheck", "check", *[str(folder / name) for name in (*chosen, "sound.txt")]]
    environment = os.environ | {"TMPDIR": str(tmp_path / "none"), "CLAUSECHECK_CONFIG": str(tmp_path / "none.toml")}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [*call, "-o", str(out)], capture_output=True, text=True, check=False, env=environment, cwd=root
    )
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    told = done.stderr.splitlines()
    assert all(line.startswith("clausecheck: ") for line in told)
    for name in set(chosen) - {"names-that-climb.docx"}:
        assert [line for line in told if line.startswith(f"clausecheck: {folder / name}: ")], name
    graded = [path.name for path in sorted(out.iterdir()) if "\nGRADE " in path.read_text()]
    assert len(list(out.iterdir())) == 3
    assert [name.partition(".")[0] for name in graded] == ["names-that-climb", "sound"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


@pytest.mark.parametrize(
    "name", ["object-stream-bomb.pdf", "bomb-beside-the-text.pdf", "runs-100000-deep.docx", "form-draws-itself.pdf"]
)
def test_the_way_of_other_systems_holds_them_too(name):
    pytest.importorskip("psutil")
    data = next(case for case in CASES if case.name == name).make()
    start = time.monotonic()
    document = read(data, name, Method.spawn)
    assert holds_the_contract(document) if isinstance(document, Document) else document.name == name
    assert time.monotonic() - start < MOST_SECONDS
