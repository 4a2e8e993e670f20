"""Where the reports of watched contracts go."""

from pathlib import Path

import pytest

import clausecheck
from clausecheck.cli.choices import Form
from clausecheck.cli.forms import Shown
from clausecheck.cli.targets import Targets
from clausecheck.errors import UsageProblem
from clausecheck.extract import extract_text


@pytest.fixture(scope="module")
def shown() -> Shown:
    text = "The Locum shall be paid."
    return Shown(clausecheck.check(text=text, second_reader=False), extract_text(text), {})


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """The working folder, with contracts in two folders of one name and one beside them."""
    monkeypatch.chdir(tmp_path)
    for folder in ("north/terms", "south/terms"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.docx").touch()
    (tmp_path / "b.docx").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("roots", "path", "report"),
    [
        (["north/terms"], "north/terms/a.docx", "a.docx.json"),
        (["north/terms/"], "north/terms/a.docx", "a.docx.json"),
        (["."], "./north/terms/a.docx", "north/terms/a.docx.json"),
        (["b.docx"], "b.docx", "b.docx.json"),
        (["north/terms", "south/terms"], "north/terms/a.docx", "terms/a.docx.json"),
        (["north/terms", "south/terms"], "south/terms/a.docx", "terms-2/a.docx.json"),
        (["north", "north/terms"], "north/terms/a.docx", "terms/a.docx.json"),
    ],
)
def test_reports_lie_as_the_contracts_do(here, shown, roots, path, report):
    targets = Targets(Path("out"), Form.json, roots, force=False)
    targets.write(path, shown)
    assert [each.relative_to("out").as_posix() for each in Path("out").rglob("*.json")] == [report]
    assert targets.left(path) == Path("out") / report


def test_a_report_of_an_earlier_call_is_replaced_only_by_force(here, shown, capsys):
    (here / "out").mkdir()
    (here / "out" / "b.docx.json").write_text("mine")
    careful = Targets(Path("out"), Form.json, ["b.docx"], force=False)
    with pytest.raises(UsageProblem, match="exists already"):
        careful.refuse_existing(["b.docx"])
    careful.write("b.docx", shown)
    assert (here / "out" / "b.docx.json").read_text() == "mine"
    assert "left as it is" in capsys.readouterr().err
    Targets(Path("out"), Form.json, ["b.docx"], force=True).write("b.docx", shown)
    assert (here / "out" / "b.docx.json").read_text().startswith("{")


def test_ones_own_report_is_replaced_again_and_again(here, shown):
    targets = Targets(Path("out"), Form.html, ["b.docx"], force=False)
    targets.write("b.docx", shown)
    (here / "out" / "b.docx.html").write_text("old")
    targets.write("b.docx", shown)
    assert (here / "out" / "b.docx.html").read_text() != "old"


def test_without_a_folder_nothing_is_written(here, shown):
    targets = Targets(None, Form.html, ["b.docx"], force=False)
    targets.refuse_existing(["b.docx"])
    targets.write("b.docx", shown)
    assert targets.left("b.docx") is None
    assert sorted(path.name for path in here.iterdir()) == ["b.docx", "north", "south"]


def test_a_folder_that_cannot_be_made_is_told(here, shown):
    (here / "out").mkdir()
    (here / "out" / "north").write_text("in the way")
    targets = Targets(Path("out"), Form.json, ["."], force=False)
    with pytest.raises(UsageProblem, match="the folder cannot be made"):
        targets.write("./north/terms/a.docx", shown)
