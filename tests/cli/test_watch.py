"""`clausecheck watch` as a process of its own, with files that really change."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.cli.test_rules import OWN

FAIR = (
    'This agreement is between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").\n\n'
    "1. The session fee is £480. The Practice shall pay each invoice within 14 days of receiving it.\n\n"
    "2. The Practice waves a green flag.\n"
)
HARSH = FAIR + (
    "\n3. The Locum shall remain on the premises until all patients have been seen.\n"
    "\n4. No payment is made for time worked after the finish time.\n"
)
PATIENCE = 60
"""Seconds; on a machine that has nothing else to do, each answer comes within one."""


class Watch:
    """A running watch, and what it has said."""

    def __init__(self, *words: object) -> None:
        environment = {**os.environ, "CLAUSECHECK_CONFIG": "no-such-file", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "clausecheck", "watch", *map(str, words), "--every", "0.1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=environment,
            cwd=Path(__file__).parents[2],
        )
        self.lines: list[str] = []
        self._told = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def said(self, pattern: str) -> str:
        """The next line that matches; those before it are passed."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            while self._told < len(self.lines):
                self._told += 1
                if re.search(pattern, self.lines[self._told - 1]):
                    return self.lines[self._told - 1]
            time.sleep(0.02)
        raise AssertionError(f"{pattern!r} was not said; but: {self.lines}")

    def stop(self) -> int:
        """Ctrl-C, and the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.txt").write_text(FAIR, encoding="utf-8")
    return folder


@pytest.fixture
def watch():
    running: list[Watch] = []

    def start(*words: object) -> Watch:
        running.append(Watch(*words))
        return running[-1]

    yield start
    for one in running:
        one.process.kill()
        one.process.wait()


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone on Windows")


def test_a_change_is_told_with_the_grade_before_and_after_and_findings_new_and_gone(watch, folder):
    seen = watch(folder)
    seen.said(r"a\.txt: grade [AB]; nothing hurts$")
    seen.said(r"^clausecheck: watching 1 file\. Ctrl-C ends it\.$")
    (folder / "a.txt").write_text(HARSH, encoding="utf-8")
    assert re.search(r"grade [AB] → [CDE]; \d new; \d passages? hurts?$", seen.said(r"a\.txt: "))
    assert re.search(r"^    new: .*Overrun pay \(clause 4\), severity \d", seen.said("^    "))
    (folder / "a.txt").write_text(FAIR, encoding="utf-8")
    assert re.search(r"grade [CDE] → [AB]; \d gone; nothing hurts$", seen.said(r"a\.txt: "))
    assert re.search(r"^    gone: .*Overrun pay \(clause 4\)", seen.said("^    "))
    assert seen.stop() == 130
    assert "Traceback" not in "\n".join(seen.lines)


def test_words_that_change_nothing_are_told_as_the_same_and_a_file_only_touched_not_at_all(watch, folder):
    seen = watch(folder)
    seen.said("Ctrl-C")
    os.utime(folder / "a.txt")
    (folder / "b.txt").write_text(FAIR, encoding="utf-8")
    seen.said(r"b\.txt: grade [AB]")
    assert not [line for line in seen.lines[2:] if "a.txt" in line]
    (folder / "a.txt").write_text(FAIR.replace("green", "blue"), encoding="utf-8")
    seen.said(r"a\.txt: grade [AB]; the same findings as before$")


def test_a_bad_file_is_told_without_its_words_and_stops_nothing(watch, folder):
    seen = watch(folder)
    seen.said("Ctrl-C")
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 secret words")
    seen.said(r"^clausecheck: .*bad\.docx: .*damaged")
    (folder / "a.txt").write_text(HARSH, encoding="utf-8")
    seen.said(r"a\.txt: grade [AB] → ")
    (folder / "bad.docx").write_text(FAIR, encoding="utf-8")
    seen.said(r"bad\.docx: grade [AB]; nothing hurts$")
    assert "secret" not in "\n".join(seen.lines)


def test_a_renamed_and_a_deleted_file_are_told_as_such(watch, folder):
    seen = watch(folder)
    seen.said("Ctrl-C")
    (folder / "a.txt").rename(folder / "b.txt")
    assert re.search(r"\(was .*a\.txt\): grade [AB]; the same findings", seen.said(r"b\.txt"))
    (folder / "b.txt").unlink()
    seen.said(r"b\.txt: gone$")
    assert not [line for line in seen.lines if "a.txt: gone" in line]


def test_the_report_on_a_file_that_was_renamed_or_deleted_stays_and_that_is_said(watch, folder, tmp_path):
    out = tmp_path / "reports"
    seen = watch(folder, "-o", out)
    seen.said("Ctrl-C")
    (folder / "a.txt").rename(folder / "b.txt")
    seen.said(r"b\.txt \(was .*a\.txt\)")
    assert str(out / "a.txt.html") in seen.said(r"a\.txt: renamed; its report stays \(")
    assert (out / "a.txt.html").exists()
    (folder / "b.txt").unlink()
    assert str(out / "b.txt.html") in seen.said(r"b\.txt: gone; its report stays \(")


def test_own_rules_are_read_again_when_they_change_and_a_fault_in_them_stops_nothing(watch, folder, tmp_path):
    rules = tmp_path / "rules" / "workload" / "overrun.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text(OWN.replace("{colour}", "green"))
    seen = watch(folder, "--rules", tmp_path / "rules", "--no-second-reader")
    seen.said(r"a\.txt: grade [AB]; nothing hurts")
    seen.said("Ctrl-C")
    flagged = OWN.replace("purple", "green").replace("{colour}", "blue")
    rules.write_text(flagged)
    seen.said(r"a\.txt: grade [A-E]( → [A-E])?; 1 new; 1 passage hurts")
    seen.said("new: Overrun pay|new: Who pays")
    seen.said(r"rules, model or deal changed: 1 of 1 come out differently$")
    rules.write_text(flagged.replace("severity: 3", "severity: grave"))
    seen.said(r"overrun\.yaml:\d+: .*severity must be")
    seen.said("watching goes on")
    (folder / "a.txt").write_text(FAIR.replace("480", "490"), encoding="utf-8")
    seen.said(r"a\.txt: grade [A-E]; 1 passage hurts$")
    seen.said(r"in other words: ")
    rules.write_text(OWN.replace("{colour}", "green"))
    seen.said(r"a\.txt: .*1 gone; nothing hurts")


def test_reports_are_kept_new_in_folders_like_those_of_the_contracts(watch, folder, tmp_path):
    (folder / "north").mkdir()
    (folder / "north" / "b.txt").write_text(FAIR, encoding="utf-8")
    out = folder / "out"
    seen = watch(folder, "-o", out, "--format", "json")
    seen.said("watching 2 files")
    assert json.loads((out / "north" / "b.txt.json").read_text())["grade"]["letter"] in "AB"
    (folder / "a.txt").write_text(HARSH, encoding="utf-8")
    letter = re.search(r"→ ([CDE]);", seen.said(r"a\.txt: "))[1]
    (folder / "a.txt").unlink()
    seen.said(r"a\.txt: gone; its report stays \(.*a\.txt\.json\)")
    assert json.loads((out / "a.txt.json").read_text())["grade"]["letter"] == letter
    seen.stop()
    again = watch(folder, "-o", out, "--format", "json")
    again.said(r"b\.txt\.json exists already. .*--force")
    assert again.process.wait(PATIENCE) == 2
    watch(folder, "-o", out, "--format", "json", "--force").said("watching 1 file")


def test_a_report_that_could_not_be_written_is_told_once_and_written_as_soon_as_it_can_be(watch, folder, tmp_path):
    (folder / "b.txt").write_text(FAIR, encoding="utf-8")
    out = tmp_path / "reports"
    seen = watch(folder, "-o", out, "--format", "json")
    seen.said("Ctrl-C")
    shutil.rmtree(out)
    out.write_text("in the way")
    (folder / "a.txt").write_text(HARSH, encoding="utf-8")
    letter = re.search(r"→ ([CDE]);", seen.said(r"a\.txt: grade"))[1]
    seen.said(r"^clausecheck: .*reports: the folder cannot be made")
    (folder / "c.txt").write_text(FAIR, encoding="utf-8")
    seen.said(r"c\.txt: grade [AB]; nothing hurts$")
    (folder / "c.txt").unlink()
    seen.said(r"c\.txt: gone$")
    out.unlink()
    seen.said(r"^clausecheck: .*a\.txt: its report is written now\.$")
    assert json.loads((out / "a.txt.json").read_text())["grade"]["letter"] == letter
    seen.stop()
    assert len([line for line in seen.lines if "cannot be made" in line]) == 2  # of a.txt and c.txt
    assert not [line for line in seen.lines if "c.txt: its report is written" in line]
    assert os.listdir(out) == ["a.txt.json"]


def test_one_report_that_can_never_be_written_keeps_no_other_waiting(watch, folder, tmp_path):
    out = tmp_path / "reports"
    (folder / "one").mkdir()
    (folder / "one" / "b.txt").write_text(FAIR, encoding="utf-8")
    out.mkdir()
    (out / "one").write_text("in the way")
    (out / "two").write_text("in the way")
    seen = watch(folder, "-o", out, "--format", "json")
    seen.said(r"one.*: the folder cannot be made")
    seen.said("Ctrl-C")
    (folder / "two").mkdir()
    (folder / "two" / "c.txt").write_text(FAIR, encoding="utf-8")
    seen.said(r"two.*: the folder cannot be made")
    (out / "two").unlink()
    seen.said(r"c\.txt: its report is written now\.$")
    assert (out / "two" / "c.txt.json").exists()


def test_html_reports_beside_the_contracts_do_not_set_off_the_watch(watch, folder, tmp_path):
    seen = watch(folder, "-o", tmp_path / "reports")
    seen.said("Ctrl-C")
    report = (tmp_path / "reports" / "a.txt.html").read_bytes()
    assert report.startswith(b"<!DOCTYPE html>")
    (folder / "a.txt.html").write_bytes(report)
    (folder / "~$b.docx").write_bytes(b"lock")
    (folder / "c.txt").write_text(FAIR, encoding="utf-8")
    seen.said(r"c\.txt: grade [AB]")
    assert not [line for line in seen.lines if ".html" in line or "~$" in line]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["{folder}/none"], 2, "there is no file or folder"),
        (["{folder}", "-o", "{folder}"], 2, "holds the contracts"),
        (["{folder}", "-o", "{folder}/.."], 2, "holds the contracts"),
        (["{folder}", "-o", "{folder}/a.txt"], 2, "is a file"),
        (["{folder}", "--rules", "{folder}"], 2, "no rule files"),
        (["{folder}", "--model", "{folder}/none.docx"], 3, "no such file"),
        (["{folder}", "--format", "sarif"], 2, "sarif"),
    ],
)
def test_what_cannot_be_watched_is_told_at_the_beginning(clausecheck, folder, words, code, said):
    done = clausecheck("watch", *[word.format(folder=folder) for word in words])
    assert done.code == code
    assert said in done.err


def test_the_watch_ends_when_nobody_reads_it_any_more(folder):
    words = [sys.executable, "-m", "clausecheck", "watch", str(folder), "--every", "0.1"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert b"a.txt" in process.stdout.readline()
    process.stdout.close()
    (folder / "a.txt").write_text(HARSH, encoding="utf-8")
    assert process.wait(PATIENCE) == 0
