import json
import os
import pty
import subprocess
import sys
import time

import pytest

from clausecheck.bulk.folder import Folder
from clausecheck.errors import ExitCode
from tests.bulk.documents import write_bad
from tests.cli.test_check import FAIR, HARSH

EXPECTED = ["fair.txt", "old/harsh.txt"]


@pytest.fixture
def templates(tmp_path, monkeypatch):
    """Two contracts in folders, from where their folder is the current one."""
    folder = tmp_path / "templates"
    (folder / "old").mkdir(parents=True)
    (folder / "fair.txt").write_text(FAIR)
    (folder / "old" / "harsh.txt").write_text(HARSH)
    monkeypatch.chdir(tmp_path)
    return folder


def results(out="out"):
    with open(f"{out}/results.jsonl", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def without_lines(report):
    """As `check` writes it: lines are for the log of a batch, which has no text at hand."""
    packs = (finding for pack in report["packs"] for finding in pack["findings"])
    for each in (*report["findings"], *report["mismatches"], *report["costs"], *report["positions"], *packs):
        each.pop("lines", None)
    return report


def test_every_contract_in_the_folder_is_judged(clausecheck, templates):
    done = clausecheck("batch", "templates", "-o", "out")
    assert done.code == ExitCode.clean
    assert [each["input"] for each in results()] == EXPECTED
    assert done.err == ""
    assert "2 documents in " in done.out
    assert "2 judged (" in done.out
    assert "Results: out/results.jsonl\n" in done.out


def test_its_report_is_that_of_check(clausecheck, templates):
    clausecheck("batch", "templates", "-o", "out", "--engagement", "agency", "--nation", "wales", "--no-second-reader")
    options = ("--engagement", "agency", "--nation", "wales", "--no-second-reader", "--format", "json")
    for each in results():
        assert json.loads(clausecheck("check", templates / each["input"], *options).out) == without_lines(
            each["report"]
        )


def test_a_model_and_a_deal_are_taken(clausecheck, templates, tmp_path):
    (tmp_path / "model.txt").write_text(FAIR * 2)
    (tmp_path / "deal.yaml").write_text("agreed:\n  session_fee_gbp: 500\n")
    options = ("--model", tmp_path / "model.txt", "--agreed", tmp_path / "deal.yaml")
    assert clausecheck("batch", "templates", "-o", "out", *options).code == ExitCode.clean
    for each in results():
        alone = clausecheck("check", templates / each["input"], *options, "--format", "json")
        assert json.loads(alone.out) == without_lines(each["report"])
        assert each["report"]["mismatches"]


@pytest.mark.parametrize("number", range(10))
def test_one_bad_file_is_named_with_its_reason_and_stops_nothing(clausecheck, templates, number):
    ending, data, _ = write_bad(number)
    (templates / f"bad-{ending}").write_bytes(data)
    done = clausecheck("batch", "templates", "-o", "out")
    assert done.code == ExitCode.unread
    assert [each["input"] for each in results()] == [f"bad-{ending}", *EXPECTED]
    message = results()[0]["failure"]["message"]
    assert done.err == f"clausecheck: bad-{ending}: {message}\n"


def test_a_file_that_is_read_in_part_is_told(clausecheck, templates):
    import zipfile

    with zipfile.ZipFile(templates / "both.zip", "w") as archive:
        archive.writestr("fair.txt", FAIR)
        archive.writestr("empty.pdf", b"")
    done = clausecheck("batch", "templates", "-o", "out")
    assert done.code == ExitCode.unread
    assert results()[0]["outcome"] == "partial"
    assert "both.zip: read in part: file empty.pdf was not read: the file is empty\n" in done.err
    assert "1 in part" in done.out


def test_only_twenty_failures_are_named(clausecheck, templates):
    for number in range(23):
        (templates / f"{number:02}.pdf").touch()
    done = clausecheck("batch", "templates", "-o", "out")
    assert done.err.count("the file is empty") == 20
    assert "and 3 more that were not read whole; all are in the results." in done.err


def test_files_passed_over_are_counted(clausecheck, templates):
    (templates / "a.xlsx").touch()
    (templates / "b.xlsx").touch()
    (templates / "LICENCE").touch()
    done = clausecheck("batch", "templates", "-o", "out")
    assert done.code == ExitCode.clean
    assert "3 files are passed over for the ending (2 .xlsx, 1 without one)" in done.err


def test_a_list_of_paths_comes_on_standard_input(clausecheck, templates):
    paths = "\0".join(["templates/fair.txt", "templates/old", "templates/gone.txt"])
    done = clausecheck("batch", "-", "-o", "out", stdin=paths.encode())
    assert done.code == ExitCode.unread
    assert [each["input"] for each in results()] == [
        "templates/fair.txt",
        "templates/gone.txt",
        "templates/old/harsh.txt",
    ]
    assert "there is no such file" in done.err


def test_a_pattern_in_quotes_is_expanded(clausecheck, templates):
    assert clausecheck("batch", "templates/**/*.txt", "-o", "out").code == ExitCode.clean
    assert [each["input"] for each in results()] == [f"templates/{name}" for name in EXPECTED]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere", "-o", "out"), "no file or folder nowhere"),
        (("templates/*.pdf", "-o", "out"), "nothing matches"),
        (("templates", "-o", "templates"), "-o is the folder"),
        (("-", "-", "-o", "out"), "read only once"),
        (("-", "-o", "out"), "clausecheck check -"),
        (("templates", "-o", "templates/fair.txt"), "is a file. Name a folder"),
        (("templates", "-o", "out", "--limit", "judging-seconds=soon"), "number of seconds"),
        (("templates", "-o", "out", "--limit", "nonsense=1"), "unknown"),
        (("templates",), "--output"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(clausecheck, templates, words, message):
    done = clausecheck("batch", *words)
    assert done.code == ExitCode.usage
    assert message in done.err
    assert not os.path.exists("out/results.jsonl")


def test_wrong_rules_are_told_before_anything_is_read(clausecheck, templates, tmp_path):
    (tmp_path / "rules" / "pay").mkdir(parents=True)
    (tmp_path / "rules" / "pay" / "wrong.yaml").write_text("nonsense: 1\n")
    done = clausecheck("batch", "templates", "-o", "out", "--rules", tmp_path / "rules")
    assert done.code == ExitCode.rules
    assert not os.path.exists("out/journal.jsonl")


def test_a_model_that_cannot_be_read_is_told(clausecheck, templates, tmp_path):
    (tmp_path / "model.pdf").touch()
    done = clausecheck("batch", "templates", "-o", "out", "--model", tmp_path / "model.pdf")
    assert done.code == ExitCode.unread
    assert "--model" in done.err


def test_another_run_at_work_in_the_folder_is_told(clausecheck, templates, tmp_path):
    with Folder(tmp_path / "out", "x", force=False, resume=False):
        done = clausecheck("batch", "templates", "-o", "out", "--force")
    assert done.code == ExitCode.usage
    assert "another run is writing to out" in done.err


def test_a_second_run_leaves_equal_results_alone(clausecheck, templates):
    clausecheck("batch", "templates", "-o", "out")
    before = os.stat("out/results.jsonl")
    done = clausecheck("batch", "templates", "-o", "out", "--workers", "1")
    assert "Results: out/results.jsonl (unchanged)" in done.out
    after = os.stat("out/results.jsonl")
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_results_of_other_inputs_need_force(clausecheck, templates):
    clausecheck("batch", "templates", "-o", "out")
    assert "other inputs" in clausecheck("batch", "templates/old", "-o", "out").err
    assert clausecheck("batch", "templates/old", "-o", "out", "--force").code == ExitCode.clean
    assert [each["input"] for each in results()] == ["harsh.txt"]


def test_going_on_with_nothing_begins_at_the_beginning(clausecheck, templates):
    done = clausecheck("batch", "templates", "-o", "out", "--resume")
    assert done.code == ExitCode.clean
    assert "no run was stopped here" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_or_obeyed_by_terminals_is_shown_and_kept(clausecheck, templates):
    name = os.fsdecode(b"\xff\x1b[2J\n.txt")
    (templates / name).write_text(FAIR)
    (templates / f"{name}.pdf").touch()
    done = clausecheck("batch", "templates", "-o", "out")
    assert {each["input"] for each in results()} == {*EXPECTED, name, f"{name}.pdf"}
    assert "the file is empty" in done.err
    assert "\x1b" not in done.err
    assert clausecheck("batch", "templates", "-o", "out").out.endswith("(unchanged)\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of POSIX")
def test_a_terminal_shows_a_bar_that_is_gone_at_the_end(templates, tmp_path):
    for number in range(8):
        (templates / f"{number}.txt").write_text(f"{HARSH}\n{number}")
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "clausecheck", "batch", "templates", "-o", "out"]
    own = os.environ | {"COLUMNS": "120", "CLAUSECHECK_CONFIG": str(tmp_path / "none.toml")}
    run = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=theirs, cwd=tmp_path, env=own)
    out, _ = run.communicate(timeout=60)
    os.close(theirs)
    shown = b""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            data = os.read(ours, 1 << 16)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(ours)
    assert b"[####################] 10 of 10" in shown
    assert b" a second" in shown
    assert b" left: " in shown
    assert shown.endswith(b"\r\x1b[K")
    assert b"\n10 documents in " in out


def test_elsewhere_plain_lines_come_now_and_then(clausecheck, templates, monkeypatch):
    monkeypatch.setattr("clausecheck.cli.progress._PLAIN_AGAIN", 0.0)
    done = clausecheck("batch", "templates", "-o", "out")
    assert "clausecheck: 1 of 2, " in done.err
    assert "clausecheck: 2 of 2, " in done.err
    assert "\r" not in done.err
