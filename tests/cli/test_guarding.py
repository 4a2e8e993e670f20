"""What a batch writes beside its results takes the place of nothing that somebody else made."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from clausecheck.bulk.sarif import is_log
from clausecheck.errors import ExitCode
from tests.cli.test_batch import templates
from tests.render.test_sarif import valid

__all__ = ["templates"]


@pytest.fixture
def batch(clausecheck, templates):
    """A batch of the two contracts into `out`, without views."""
    return lambda *options: clausecheck("batch", "templates", "-o", "out", "--no-views", *options)


def test_a_log_never_takes_the_place_of_a_contract(batch, templates):
    before = Path("templates/fair.txt").read_bytes()
    os.symlink("templates/fair.txt", "linked.sarif")
    for target in ("templates/fair.txt", "templates/../templates/fair.txt", "linked.sarif"):
        for force in ((), ("--force",)):
            done = batch("--sarif", target, *force)
            assert (done.code, Path("templates/fair.txt").read_bytes()) == (ExitCode.usage, before)
            assert f"--sarif {Path(target)}: it is one of the inputs and is never overwritten" in done.err
    assert not os.path.exists("out")


@pytest.mark.parametrize("option", ["--sarif", "--write-baseline"])
@pytest.mark.parametrize("name", ["results.jsonl", "Workbook.xlsx", "journal.jsonl", "reports", ".views.json"])
def test_nothing_is_written_over_the_files_of_the_batch_itself(batch, templates, option, name):
    Path("out").mkdir()
    done = batch(option, f"out/{name}", "--force")
    assert (done.code, os.listdir("out")) == (ExitCode.usage, [])
    assert "keeps its own files there" in done.err


def test_a_log_may_stand_beside_the_results_under_a_name_of_its_own(batch, templates):
    Path("out").mkdir()
    assert batch("--sarif", "out/log.sarif").code == 0
    assert valid(Path("out/log.sarif").read_text())["results"]


def test_log_and_baseline_do_not_go_to_one_file(batch, templates):
    done = batch("--sarif", "b.json", "--write-baseline", "./b.json")
    assert (done.code, os.path.exists("b.json")) == (ExitCode.usage, False)
    assert "cannot go to one file" in done.err


def test_a_log_takes_the_place_of_a_log_and_of_other_files_only_by_force(batch, clausecheck, templates):
    for text in ("notes", '{"$schema": "https://example.org/sarif-2.1.0.json", "runs": []}'):
        Path("log").write_text(text)
        done = batch("--sarif", "log")
        assert (done.code, Path("log").read_text()) == (ExitCode.usage, text)
        assert "no SARIF log of clausecheck" in done.err
    assert batch("--sarif", "log", "--force").code == 0
    first = Path("log").read_bytes()
    assert (batch("--sarif", "log").code, Path("log").read_bytes()) == (0, first)
    assert clausecheck("check", "templates/fair.txt", "--format", "sarif", "-o", "log", "--force").code == 0
    assert (batch("--sarif", "log").code, Path("log").read_bytes()) == (0, first)


def test_a_log_is_known_wherever_the_name_of_the_tool_stands_in_it(tmp_path):
    path = tmp_path / "log"
    head, tool = '{"$schema": "https://a/sarif-2.1.0.json", "runs": [{"a": "', '"driver": {"name": "clausecheck"'
    for length in (0, (1 << 20) - len(head) - 5, 3 << 20):
        path.write_text(head + "x" * length + f'", {tool}')
        assert is_log(path)
        path.write_text(head + json.dumps("x" * length + tool)[1:])
        assert not is_log(path)


@pytest.mark.parametrize("name", ["workbook.xlsx", "findings.csv", "dashboard.html", "summary.txt"])
def test_a_file_of_others_is_replaced_by_a_view_only_by_force(clausecheck, templates, name):
    Path("out").mkdir()
    Path("out", name).write_text("mine")
    run = ("batch", "templates", "-o", "out")
    assert clausecheck(*run, "--no-views").code == 0
    done = clausecheck(*run)
    assert (done.code, Path("out", name).read_text()) == (ExitCode.usage, "mine")
    assert f"out holds {name} that no batch made" in done.err
    assert clausecheck(*run, "--force").code == 0
    assert Path("out", name).read_bytes() != b"mine"
    assert clausecheck(*run).code == 0


def test_a_folder_with_reports_of_others_is_left_alone(clausecheck, templates):
    Path("out/reports").mkdir(parents=True)
    Path("out/reports/fair.txt.html").write_text("mine")
    done = clausecheck("batch", "templates", "-o", "out")
    assert (done.code, Path("out/reports/fair.txt.html").read_text()) == (ExitCode.usage, "mine")
    assert "out holds reports/ that no batch made" in done.err
    assert clausecheck("batch", "templates", "-o", "out", "--no-reports").code == 0


def test_views_that_were_begun_and_never_finished_are_our_own(clausecheck, templates, monkeypatch):
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("clausecheck.bulk.views.writing.Batch.write_dashboard", fail)
        with suppress(KeyboardInterrupt):
            clausecheck("batch", "templates", "-o", "out")
    assert os.path.exists("out/workbook.xlsx")
    assert clausecheck("batch", "templates", "-o", "out", "--resume").code == 0


@pytest.mark.parametrize("option", ["--baseline", "--suppressions", "--write-baseline"])
def test_a_wrong_file_of_gates_is_told_before_anything_is_made_or_judged(batch, templates, option):
    Path("wrong").write_text("- 1\n")
    done = batch(option, "wrong")
    assert (done.code, done.out, os.path.exists("out")) == (ExitCode.usage, "", False)
    assert "wrong" in done.err
