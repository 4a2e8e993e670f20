"""The forms on the command line: whole files, one log for all inputs, and what is refused."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from clausecheck.cli.choices import Form
from clausecheck.cli.forms import ENDINGS, log_of, refuse_screen
from clausecheck.errors import ExitCode, UsageProblem
from tests.cli.test_check import FAIR, HARSH
from tests.render.test_sarif import valid


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "harsh one.txt").write_text(HARSH, encoding="utf-8")
    (tmp_path / "in" / "fair.txt").write_text(FAIR, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", list(Form))
def test_every_form_has_a_file_of_its_own_or_one_for_all(form):
    assert (form in ENDINGS) is (log_of(form, {}, include_text=False) is None)


def test_markdown_of_several_inputs_is_a_file_each(clausecheck, folder):
    done = clausecheck("check", "in/harsh one.txt", "in/fair.txt", "--format", "markdown", "-o", "out")
    assert (done.code, done.out) == (0, "")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["fair.txt.md", "harsh one.txt.md"]
    text = (folder / "out" / "harsh one.txt.md").read_text(encoding="utf-8")
    assert "## GRADE" in text
    assert "No payment is made for time worked after the finish time" in text


def test_markdown_of_several_inputs_in_a_pipe_is_ruled_apart(clausecheck, folder):
    out = clausecheck("check", "in/harsh one.txt", "in/fair.txt", "--format", "markdown").out
    assert out.count("\n---\n") == 1
    assert out.count("\n# ") + out.startswith("# ") == 2


def test_sarif_of_several_inputs_is_one_log_with_lines_and_failures(clausecheck, folder):
    names = ("in/harsh one.txt", "in/empty.txt", "in/fair.txt")
    done = clausecheck("check", *names, "--format", "sarif", "-o", "all.sarif", "--fail-on", "topic:overrun")
    assert done.code == ExitCode.unread
    run = valid((folder / "all.sarif").read_text(encoding="utf-8"))
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["in/harsh%20one.txt", "in/empty.txt", "in/fair.txt"]
    assert run["invocations"][0]["exitCode"] == ExitCode.unread
    notified = run["invocations"][0]["toolExecutionNotifications"]
    assert "unread-file" in [note["descriptor"]["id"] for note in notified]
    lines = HARSH.split("\n")
    results = [r for r in run["results"] if r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 0]
    assert results
    for result in results:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["snippet"]["text"].split("\n")[0] in lines[region["startLine"] - 1]


def test_the_help_on_a_rule_comes_from_its_rule_file(clausecheck, folder):
    run = valid(clausecheck("check", "in/harsh one.txt", "--format", "sarif").out)
    overrun = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"].startswith("overrun."))
    assert overrun["shortDescription"]["text"] == "Overrun pay"
    assert "False alarms: " in overrun["help"]["text"]
    assert "<https://" in overrun["help"]["markdown"]


def test_a_file_elsewhere_is_told_by_its_name_alone(clausecheck, folder, monkeypatch):
    monkeypatch.chdir(folder / "in")
    calls = [str(folder / "in" / "fair.txt"), "../in/fair.txt"]
    run = valid(clausecheck("check", *calls, "--format", "sarif").out)
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["fair.txt", "fair.txt"]


def test_several_files_read_together_are_one_artifact(clausecheck, folder):
    run = valid(clausecheck("check", "in/fair.txt", "in/harsh one.txt", "--together", "--format", "sarif").out)
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["fair.txt%20%2B%20harsh%20one.txt"]


def test_sarif_holds_the_text_only_when_asked_for(clausecheck, folder):
    run = valid(clausecheck("check", "in/fair.txt", "--format", "sarif", "--include-text").out)
    assert run["artifacts"][0]["contents"]["text"] == FAIR


def test_csv_of_several_inputs_is_one_table(clausecheck, folder):
    names = ("in/harsh one.txt", "in/empty.txt", "in/fair.txt")
    done = clausecheck("check", *names, "--format", "csv", "-o", "all.csv")
    assert done.code == ExitCode.unread
    data = (folder / "all.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbffile,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(dict.fromkeys(row["file"] for row in rows)) == list(names)
    (empty,) = [row for row in rows if row["file"] == "in/empty.txt"]
    assert empty["read"].startswith("no (the file is empty")
    assert [row for row in rows if row["topic"] == "overrun" and row["title"] == "Overrun pay"]


def test_a_workbook_opens_from_a_file_and_from_a_pipe(clausecheck, folder):
    assert clausecheck("check", "in/harsh one.txt", "--format", "xlsx", "-o", "a.xlsx").code == 0
    assert openpyxl.load_workbook(folder / "a.xlsx")["Findings"]["A2"].value == "harsh one.txt"
    command = [sys.executable, "-m", "clausecheck", "check", "in/harsh one.txt", "--format", "xlsx"]
    piped = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": _tree()})
    assert piped.stdout == (folder / "a.xlsx").read_bytes()


def test_several_workbooks_need_a_folder(clausecheck, folder):
    refused = clausecheck("check", "in/harsh one.txt", "in/fair.txt", "--format", "xlsx")
    assert refused.code == ExitCode.usage
    assert "Name a folder: -o" in refused.err
    assert clausecheck("check", "in/harsh one.txt", "in/fair.txt", "--format", "xlsx", "-o", "out").code == 0
    assert len(list((folder / "out").iterdir())) == 2


def test_a_workbook_is_not_for_a_terminal(monkeypatch):
    master, slave = pty.openpty()
    with open(slave, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        with pytest.raises(UsageProblem, match="not for a terminal"):
            refuse_screen(Form.xlsx, None, several=False)
        refuse_screen(Form.xlsx, Path("a.xlsx"), several=False)
        refuse_screen(Form.markdown, None, several=True)
    os.close(master)


@pytest.mark.parametrize("form", ["sarif", "csv", "xlsx", "markdown"])
def test_no_form_replaces_an_input_or_an_existing_file(clausecheck, folder, form):
    before = (folder / "in" / "fair.txt").read_bytes()
    call = ("check", "in/harsh one.txt", "--format", form, "-o", "in/fair.txt")
    assert clausecheck(*call).code == ExitCode.usage
    assert clausecheck("check", "in/fair.txt", *call[2:], "--force").code == ExitCode.usage
    assert (folder / "in" / "fair.txt").read_bytes() == before


@pytest.mark.parametrize("form", ["sarif", "csv"])
def test_one_file_for_all_is_no_folder(clausecheck, folder, form):
    refused = clausecheck("check", "in/harsh one.txt", "in/fair.txt", "--format", form, "-o", "in")
    assert refused.code == ExitCode.usage
    assert "is a folder" in refused.err


def test_a_fault_of_our_own_is_in_the_log_without_its_words(clausecheck, folder, monkeypatch):
    def broken(*_: object) -> None:
        raise ValueError("The Locum shall pay")

    monkeypatch.setattr("clausecheck.judging.checking.Checker.check", broken)
    done = clausecheck("check", "in/fair.txt", "--format", "sarif")
    assert done.code == ExitCode.internal
    assert "The Locum shall pay" not in done.out + done.err
    assert json.loads(done.out)["runs"][0]["invocations"][0]["executionSuccessful"] is False


def _tree() -> str:
    return str(Path(__file__).resolve().parents[2])
