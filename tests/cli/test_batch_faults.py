"""What goes wrong around a batch is told with what helps, and what was done is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clausecheck.cli import batching
from clausecheck.errors import ExitCode
from clausecheck.record import replaced
from clausecheck.rulebook import load_lean
from clausecheck.rulebook.places import builtin_folder
from tests.cli.test_batch import results, templates  # noqa: F401 - a fixture
from tests.cli.test_check import FAIR


def test_the_same_words_from_another_folder_are_other_inputs(clausecheck, tmp_path, monkeypatch):
    for name in ("A", "B"):
        (tmp_path / name / "in").mkdir(parents=True)
        (tmp_path / name / "in" / "terms.txt").write_text(f"{FAIR}\n{name}\n")
    monkeypatch.chdir(tmp_path / "A")
    assert clausecheck("batch", "in", "-o", "../out", "--no-views").code == ExitCode.clean
    before = Path("../out/results.jsonl").read_bytes()
    assert clausecheck("batch", "in", "-o", "../out", "--no-views").code == ExitCode.clean
    monkeypatch.chdir(tmp_path / "B")
    done = clausecheck("batch", "in", "-o", "../out", "--no-views")
    assert (done.code, "results of other inputs" in done.err) == (ExitCode.usage, True)
    assert Path("../out/results.jsonl").read_bytes() == before
    assert str(tmp_path) not in Path("../out/batch.json").read_text()


@pytest.mark.parametrize(("whole", "code"), [(False, ExitCode.usage), (True, ExitCode.clean)])
def test_a_list_of_paths_from_here_is_another_elsewhere(clausecheck, tmp_path, monkeypatch, whole, code):
    for name in ("A", "B"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "terms.txt").write_text(FAIR)
    monkeypatch.chdir(tmp_path / "A")
    listed = os.fsencode(tmp_path / "A" / "terms.txt") if whole else b"terms.txt"
    assert clausecheck("batch", "-", "-o", "../out", "--no-views", stdin=listed).code == ExitCode.clean
    monkeypatch.chdir(tmp_path / "B")
    assert clausecheck("batch", "-", "-o", "../out", "--no-views", stdin=listed).code == code


@pytest.mark.parametrize("views", ["--views", "--no-views"])
def test_a_file_named_for_the_results_is_told(clausecheck, templates, views):  # noqa: F811
    Path("notes.txt").write_text("mine")
    done = clausecheck("batch", "templates", "-o", "notes.txt", views)
    assert (done.code, "-o notes.txt is a file. Name a folder" in done.err) == (ExitCode.usage, True)


def test_a_closed_standard_input_is_told_as_what_it_is_here(clausecheck, templates, monkeypatch):  # noqa: F811
    monkeypatch.setattr("clausecheck.cli.inputs.sys.stdin", None)
    monkeypatch.setattr("tests.cli.conftest.io.TextIOWrapper", lambda stream: None)
    done = clausecheck("batch", "-", "-o", "out")
    assert (done.code, "- takes a list of paths" in done.err) == (ExitCode.usage, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_where_nothing_can_be_told_it_says_where_the_results_are(templates):  # noqa: F811
    call = [sys.executable, "-m", "clausecheck", "batch", "templates", "-o", "out", "--no-views", "--no-cache"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert f"The results stand in {Path('out', 'results.jsonl')}." in done.stderr
    assert "-o FILE" not in done.stderr
    assert len(results()) == 2


def test_stopped_at_once_it_says_how_to_go_on(clausecheck, templates, monkeypatch):  # noqa: F811
    def stopped(*words, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(batching, "run", stopped)
    done = clausecheck("batch", "templates", "-o", "out")
    assert (done.code, "stopped at once" in done.err, "--resume goes on" in done.err) == (130, True, True)


def test_rules_edited_meanwhile_poison_nothing(clausecheck, templates, tmp_path, monkeypatch):  # noqa: F811
    """Neither what is kept nor the results are of other rules than they say."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    topic = tmp_path / "rules" / "workload" / "breaks.yaml"
    topic.parent.mkdir(parents=True)
    source = next((builtin_folder() / "workload").glob("*.yaml"))
    topic = topic.with_name(source.name)
    topic.write_bytes(source.read_bytes())
    real = batching.run

    def edited(*words, **options):
        topic.write_text(topic.read_text(encoding="utf-8").replace("severity: 3", "severity: 5") + "# edited\n")
        return real(*words, **options)

    monkeypatch.setattr(batching, "run", edited)
    assert clausecheck("batch", "templates", "-o", "out", "--rules", "rules", "--no-views").code == ExitCode.clean
    monkeypatch.setattr(batching, "run", real)
    topic.write_bytes(source.read_bytes())
    assert clausecheck("batch", "templates", "-o", "anew", "--rules", "rules", "--no-views", "--no-cache").code == 0
    assert results("out") == results("anew")
    kept = clausecheck("batch", "templates", "-o", "kept", "--rules", "rules", "--no-views")
    assert "judged 0, from the cache 2" in kept.out
    assert results("kept") == results("anew")


def test_other_built_in_rules_end_the_command(clausecheck, templates, monkeypatch):  # noqa: F811
    monkeypatch.setattr(batching, "load_lean", lambda folders: replaced(load_lean(folders), sha256="of before"))
    done = clausecheck("batch", "templates", "-o", "out", "--no-views")
    assert (done.code, "the rules or the program changed" in done.err) == (ExitCode.rules, True)
    assert not Path("out/results.jsonl").exists()


def test_a_cache_on_a_disk_that_cannot_be_written_is_told_as_that(clausecheck, templates, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    assert clausecheck("batch", "templates", "-o", "out", "--no-views").code == ExitCode.clean

    def barred(path, inode=None):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("clausecheck.bulk.keeper.discard", barred)
    done = clausecheck("cache", "clear")
    assert done.code == ExitCode.usage
    assert "(Read-only file system). See that you may write to that folder." in done.err
