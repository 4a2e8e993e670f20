"""A second run does nothing twice, whatever became of the cache meanwhile, and never comes to other bytes."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from clausecheck.bulk.pool import Pool
from clausecheck.errors import ExitCode
from tests.bulk.documents import SAMPLES, bad_files, texts
from tests.cli.test_rules import OWN

GOOD, BAD = 6, 4


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """A cache of this test's own."""
    # Workers that are new interpreters, as where a process has threads, look there too.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    return tmp_path / "caches" / "clausecheck" / "contracts.sqlite"


@pytest.fixture
def templates(tmp_path, monkeypatch, cache):
    folder = tmp_path / "templates"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(texts()[number], encoding="utf-8")
    for name in ("booking-form.docx", "to-sign.zip"):
        shutil.copy(SAMPLES / name, folder)
    for name in ("locked.pdf", "rubbish.pdf", "empty.pdf", "workbook.docx"):
        (folder / name).write_bytes(bad_files()[name][0]())
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def batch(clausecheck, templates):
    """Runs it, without reports; gives what was read, judged and taken from the cache, and what was told."""

    def run(out="out", *words, code=ExitCode.unread):
        done = clausecheck("batch", "templates", "-o", out, "--no-reports", *words)
        assert done.code == code, done.err
        counted = re.search(r"Read (\d+), judged (\d+), from the cache (\d+)\.", done.out)
        return tuple(map(int, counted.groups())), done

    return run


def written() -> tuple[int, int]:
    status = Path("out/results.jsonl").stat()
    return status.st_ino, status.st_mtime_ns


def results(out="out") -> bytes:
    return Path(out, "results.jsonl").read_bytes()


@pytest.fixture
def no_workers(monkeypatch):
    """From when it is called, nobody may be put to work."""

    def forbid():
        def refuse(*_, **__):
            raise AssertionError("workers were started")

        monkeypatch.setattr(Pool, "__init__", refuse)

    return forbid


def test_a_second_run_reads_judges_and_writes_nothing_and_starts_no_worker(batch, no_workers):
    first, _ = batch()
    # An empty file is told without a reader.
    assert first == (GOOD + BAD - 1, GOOD, 0)
    before, as_written = results(), written()
    no_workers()
    second, done = batch()
    assert second == (0, 0, GOOD + BAD - 1)
    assert "(unchanged)" in done.out
    assert (results(), written()) == (before, as_written)
    views = {"dashboard.html", "findings.csv", "summary.txt", "workbook.xlsx", ".views.json"}
    assert {*os.listdir("out")} == {"batch.json", "results.jsonl", *views}


def test_files_under_other_names_and_elsewhere_come_to_what_they_would_without_a_cache(batch, templates, no_workers):
    batch()
    for path in sorted(templates.iterdir()):
        path.rename(templates / f"was {path.name}")
    (templates / "deep").mkdir()
    (templates / "was 0.txt").rename(templates / "deep" / 'it’s "0".txt')
    batch("plain", "--no-cache")
    no_workers()
    counted, _ = batch("kept")
    assert counted == (0, 0, GOOD + BAD - 1)
    assert results("kept") == results("plain")


def test_without_the_cache_the_same_bytes_come_out_and_nothing_is_kept(batch, cache):
    assert batch("plain", "--no-cache")[0] == (GOOD + BAD - 1, GOOD, 0)
    assert not cache.exists()
    batch("kept")
    assert cache.exists()
    assert batch("plain", "--no-cache")[0] == (GOOD + BAD - 1, GOOD, 0)
    assert results("plain") == results("kept")


def test_after_an_edit_of_a_rule_everything_is_judged_and_nothing_read(batch, tmp_path):
    rules = tmp_path / "mine" / "workload"
    rules.mkdir(parents=True)
    options, seen = ("--rules", rules.parent), []
    for severity in (2, 3):
        house = OWN.replace("severity: 3", f"severity: {severity}").replace("purple flag", "sessions?")
        (rules / "overrun.yaml").write_text(house, encoding="utf-8")
        seen.append((batch("out", *options)[0], results()))
    assert [counted for counted, _ in seen] == [(GOOD + BAD - 1, GOOD, 0), (0, GOOD, BAD - 1)]
    assert seen[0][1] != seen[1][1]
    assert batch("out", *options)[0] == (0, 0, GOOD + BAD - 1)
    batch("plain", "--no-cache", *options)
    assert results("plain") == results()


def test_one_changed_file_is_read_and_judged_and_no_other(batch, templates):
    batch()
    (templates / "2.txt").write_text(texts()[7], encoding="utf-8")
    assert batch()[0] == (1, 1, GOOD + BAD - 2)
    batch("plain", "--no-cache")
    assert results("plain") == results()


@pytest.mark.parametrize("spoil", ["cut", "rubbish", "holes", "other"])
def test_a_damaged_cache_changes_nothing_but_what_is_done_again(batch, cache, spoil):
    batch()
    before, data = results(), cache.read_bytes()
    for side in ("-wal", "-shm"):
        cache.with_name(cache.name + side).unlink(missing_ok=True)
    match spoil:
        case "cut":
            cache.write_bytes(data[: len(data) // 2])
        case "rubbish":
            cache.write_bytes(b"\xff" * len(data))
        case "holes":
            cache.write_bytes(bytes(b if n % 977 else b ^ 0x55 for n, b in enumerate(data)))
        case "other":
            with sqlite3.connect(cache) as db:
                db.execute("UPDATE contents SET value = x'00'")
            db.close()
    (read, judged, kept), done = batch()
    assert results() == before
    assert judged >= 1
    assert read + kept >= GOOD
    assert "clausecheck: a fault" not in done.err
    assert batch()[0][0] == 0


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="whoever may write anywhere is not hindered")
def test_a_cache_that_cannot_be_written_is_told_once(batch, cache):
    cache.parent.mkdir(parents=True)
    cache.parent.chmod(0o500)
    _, done = batch()
    cache.parent.chmod(0o700)
    assert done.err.count("are not kept in") == 1


def test_a_cache_where_nothing_can_be_kept_is_told_once_and_hinders_nothing(batch, cache):
    """Where the folder should be stands a file."""
    cache.parent.parent.mkdir(parents=True)
    cache.parent.write_text("")
    for _ in range(2):
        counted, done = batch()
        assert counted == (GOOD + BAD - 1, GOOD, 0)
        assert done.err.count("are not kept in") == 1
    cache.parent.unlink()
    batch("kept")
    assert results("kept") == results()


def test_a_password_opens_what_was_locked_before_and_nothing_of_it_is_kept(batch, cache):
    batch()
    assert batch("out", "--password", "secret")[0] == (1, 1, GOOD + BAD - 2)
    opened = [json.loads(line) for line in results().splitlines()]
    assert {each["input"]: each["outcome"] for each in opened}["locked.pdf"] == "judged"
    assert batch("out", "--password", "secret")[0] == (1, 1, GOOD + BAD - 2)
    assert batch("plain", "--no-cache", "--password", "secret")
    assert results("plain") == results()
    assert batch()[0] == (0, 0, GOOD + BAD - 1)
    locked = {each["input"]: each["failure"] for each in map(json.loads, results().splitlines())}["locked.pdf"]
    assert locked["kind"] == "password"


def test_two_runs_at_once_share_the_cache(templates, tmp_path):
    call = [sys.executable, "-m", "clausecheck", "batch", str(templates), "--workers", "2", "-o"]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "shared"), "CLAUSECHECK_CACHE": ""}
    runs = [
        subprocess.Popen([*call, str(tmp_path / out)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for out in ("one", "two")
    ]
    told = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [ExitCode.unread] * 2
    assert not any(b"kept in" in err or b"fault" in err for _, err in told)
    assert results("one") == results("two")
    again = subprocess.run([*call, str(tmp_path / "one")], env=environment, capture_output=True, check=False)
    assert f"Read 0, judged 0, from the cache {GOOD + BAD - 1}.".encode() in again.stdout


def test_what_was_taken_from_the_cache_survives_a_stop(batch, templates, monkeypatch, clausecheck):
    batch()
    before = results()
    (templates / "9.txt").write_text(texts()[9], encoding="utf-8")

    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Pool, "run", stop)
        clausecheck("batch", "templates", "-o", "out", "--no-reports")
    assert results() == before
    assert Path("out/journal.jsonl").exists()
    counted, done = batch("out", "--resume")
    assert counted == (1, 1, 0)
    assert f"{GOOD + BAD} of them before" in done.out


def test_wrong_rules_leave_no_run_behind_that_was_stopped(batch, clausecheck, tmp_path):
    rules = tmp_path / "mine"
    (rules / "workload").mkdir(parents=True)
    (rules / "workload" / "overrun.yaml").write_text(OWN, encoding="utf-8")
    (rules / "grading.yaml").write_text("colour: red\n", encoding="utf-8")
    assert clausecheck("batch", "templates", "-o", "out", "--rules", rules).code == ExitCode.rules
    (rules / "grading.yaml").unlink()
    batch("out", "--rules", rules)
