"""The form of a result by the ending of the file it goes to."""

import email
import json
import zipfile
from pathlib import Path

import pytest

from clausecheck.cli.choices import Form
from clausecheck.cli.endings import REPORTS, chosen
from clausecheck.cli.forms import ENDINGS
from clausecheck.errors import ExitCode, UsageProblem
from tests.cli.test_check import FAIR, HARSH


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    """The working folder, with two contracts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harsh.txt").write_text(HARSH, encoding="utf-8")
    (tmp_path / "fair.txt").write_text(FAIR, encoding="utf-8")
    return tmp_path


def form_of(path: Path) -> str:
    """What kind of file it is, by its bytes."""
    if zipfile.is_zipfile(path):
        names = zipfile.ZipFile(path).namelist()
        return "Word" if "word/document.xml" in names else "Excel" if "xl/workbook.xml" in names else "zip"
    text = path.read_text(encoding="utf-8-sig")
    if text.startswith("{"):
        return "SARIF" if "runs" in json.loads(text) else "JSON"
    starts = {"<!doctype html": "HTML", "# ": "Markdown", "file,read,": "CSV", "clausecheck ": "report"}
    known = next((form for start, form in starts.items() if text.lower().startswith(start)), "")
    return known or ("mail" if email.message_from_string(text)["X-Unsent"] else "text")


@pytest.mark.parametrize(
    ("call", "form"),
    [
        ("check harsh.txt -o r.xlsx", "Excel"),
        ("check harsh.txt -o r.XLSX", "Excel"),
        ("check harsh.txt -o r.html", "HTML"),
        ("check harsh.txt -o r.htm", "HTML"),
        ("check harsh.txt -o r.json", "JSON"),
        ("check harsh.txt -o r.csv", "CSV"),
        ("check harsh.txt -o r.md", "Markdown"),
        ("check harsh.txt -o r.markdown", "Markdown"),
        ("check harsh.txt -o r.sarif", "SARIF"),
        ("check harsh.txt -o r.sarif.json", "SARIF"),
        ("check harsh.txt fair.txt -o r.csv", "CSV"),
        ("check harsh.txt fair.txt --together -o r.html", "HTML"),
        ("check harsh.txt -o r.txt", "report"),
        ("check harsh.txt -o r.report", "report"),
        ("check harsh.txt -o r", "report"),
        ("check harsh.txt --format json -o r.txt", "JSON"),
        ("check harsh.txt --format sarif -o r.json", "SARIF"),
        ("check harsh.txt --format csv -o r.tsv", "CSV"),
        ("letter harsh.txt -o r.docx", "Word"),
        ("letter harsh.txt -o r.eml", "mail"),
        ("letter harsh.txt -o r.txt", "text"),
        ("diff harsh.txt fair.txt -o r.json", "JSON"),
        ("diff harsh.txt fair.txt -o r.txt", "report"),
        ("model export -o r.docx", "Word"),
        ("model export -o r.md", "Markdown"),
        ("model export -o r", "Markdown"),
    ],
)
def test_the_ending_says_the_form_unless_format_does(clausecheck, here, call, form):
    done = clausecheck(*call.split())
    assert done.code == ExitCode.clean, done.err
    assert form_of(here / call.rpartition(" ")[2]) == form


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            "check harsh.txt --format brief -o r.xlsx",
            "brief does not go with .xlsx, the ending of --format xlsx.",
        ),
        ("check harsh.txt --format html -o r.json", "Name the file r.html, or leave --format out."),
        ("check harsh.txt --format sarif -o r.csv", "Name the file r.sarif, or leave --format out."),
        ("check harsh.txt --format xlsx -o r.txt", "Name the file r.xlsx, or leave --format out."),
        ("letter harsh.txt --format eml -o r.DOCX", "Name the file r.eml, or leave --format out."),
        ("diff harsh.txt fair.txt --format text -o r.json", "Name the file r.txt, or leave --format out."),
        ("model export --format md -o r.docx", "--format md does not go with .docx, the ending of --format docx"),
        ("check harsh.txt fair.txt -o r.html", "Name a folder: -o r/ --format html"),
        ("watch harsh.txt -o r.html", "Name a folder: -o r/ --format html"),
    ],
)
def test_an_ending_of_another_form_is_refused_with_what_to_do(clausecheck, here, call, said):
    done = clausecheck(*call.split())
    assert (done.code, said in done.err) == (ExitCode.usage, True), done.err
    assert sorted(path.name for path in here.iterdir()) == ["fair.txt", "harsh.txt"]


def test_a_folder_with_an_ending_says_nothing_of_what_is_in_it(clausecheck, here):
    (here / "all.json").mkdir()
    done = clausecheck("check", "harsh.txt", "fair.txt", "--format", "markdown", "-o", "all.json")
    assert done.code == ExitCode.clean
    assert sorted(path.name for path in (here / "all.json").iterdir()) == ["fair.txt.md", "harsh.txt.md"]


@pytest.mark.parametrize("form", list(Form))
def test_every_form_goes_with_the_ending_that_its_files_get(form):
    assert chosen(form, Path(f"r{ENDINGS.get(form, f'.{form}')}"), REPORTS, Form.terminal) is form


def test_a_file_that_is_called_like_an_ending_has_none():
    assert chosen(None, Path(".json"), REPORTS, Form.terminal) is Form.terminal
    with pytest.raises(UsageProblem):
        chosen(Form.html, Path("a.json"), REPORTS, Form.terminal)


@pytest.mark.parametrize("command", ["check", "letter", "diff", "model export"])
def test_help_says_that_the_ending_decides(clausecheck, command):
    assert "by the ending of -o, else" in " ".join(clausecheck(*command.split(), "--help").out.split())


@pytest.mark.parametrize(
    "call", ["check in", "check in --together", "letter in", "diff in harsh.txt", "mark in -o m.docx"]
)
def test_a_folder_for_one_contract_is_wrong_usage_and_batch_is_named(clausecheck, here, call):
    (here / "in").mkdir()
    done = clausecheck(*call.split())
    assert done.code == ExitCode.usage
    assert "in: this is a folder. " in done.err
    assert "clausecheck batch FOLDER -o OUT" in done.err


def test_a_folder_among_contracts_does_not_stop_the_others(clausecheck, here):
    (here / "in").mkdir()
    done = clausecheck("check", "in", "harsh.txt", "--format", "brief")
    assert (done.code, done.out.startswith("harsh.txt: grade ")) == (ExitCode.usage, True)


def test_a_topic_of_a_pack_is_told_with_the_option_it_needs(clausecheck):
    for option in ("--fail-on", "--only"):
        name = "topic:withheld-pay" if option == "--fail-on" else "withheld-pay"
        done = clausecheck("check", "harsh.txt", option, name)
        assert (done.code, "withheld-pay is a topic of pack agency. Add --pack agency." in done.err) == (2, True)
    assert "there is no topic colour" in clausecheck("check", "harsh.txt", "--fail-on", "topic:colour").err
    assert "Add --pack agency." in clausecheck("rules", "show", "withheld-pay").err
