import os
import subprocess
import sys

import pytest

from clausecheck.bulk.folder import Folder, told_lines
from clausecheck.bulk.journal import Heading
from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.errors import UsageProblem

LINE = Result("a", Outcome.failed, "", None, Failure("unreadable", "why")).line().encode() + b"\n"
OTHER = LINE.replace(b"why", b"because")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "deep" / "out"


def opened(out, inputs="templates", *, force=False, resume=False):
    return Folder(out, inputs, force=force, resume=resume)


def write(out, *lines, **options):
    with opened(out, **options) as folder:
        return folder.write(lambda: lines)


def files(out):
    return sorted(path.name for path in out.iterdir())


def test_results_stand_in_a_folder_that_was_made(out):
    written = write(out, LINE, OTHER)
    assert written.results.read_bytes() == LINE + OTHER
    assert (written.changed, written.previous) == (True, None)
    assert files(out) == ["batch.json", "results.jsonl"]


def test_the_same_results_are_not_written_again(out):
    write(out, LINE)
    before = [(path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(out.iterdir())]
    written = write(out, LINE)
    assert (written.changed, written.previous) == (False, None)
    assert [(path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(out.iterdir())] == before


def test_other_results_of_the_same_inputs_keep_those_before(out):
    write(out, LINE)
    written = write(out, OTHER)
    assert written.results.read_bytes() == OTHER
    assert written.previous.read_bytes() == LINE
    assert write(out, OTHER).previous.read_bytes() == LINE


def test_how_many_results_there_are_stands_beside_them(out):
    assert told_lines(write(out, LINE, OTHER).results) == 2
    assert told_lines(write(out, OTHER).results) == 1
    assert told_lines(out / "results.previous.jsonl") is None
    for text in ("", "[]", '{"inputs": "templates"}', '{"inputs": "templates", "results": "1"}'):
        (out / "batch.json").write_text(text)
        assert told_lines(out / "results.jsonl") is None


def test_the_number_of_results_is_added_to_what_an_older_version_told(out):
    write(out, LINE)
    (out / "batch.json").write_text('{\n "inputs": "templates"\n}\n')
    assert write(out, LINE).changed is False
    assert told_lines(out / "results.jsonl") == 1


def test_results_that_were_cut_are_made_whole_and_not_taken_for_those_before(out):
    write(out, OTHER)
    write(out, LINE, OTHER)
    (out / "results.jsonl").write_bytes(LINE)
    written = write(out, LINE, OTHER)
    assert (written.changed, written.results.read_bytes(), written.previous.read_bytes()) == (True, LINE + OTHER, OTHER)


def test_results_of_other_inputs_are_replaced_only_by_force(out):
    write(out, LINE)
    with pytest.raises(UsageProblem, match=r"other inputs.*--force"):
        write(out, OTHER, inputs="others")
    assert write(out, OTHER, inputs="others", force=True).changed
    assert write(out, OTHER, inputs="others").changed is False


def test_a_file_of_somebody_else_is_replaced_only_by_force(out):
    out.mkdir(parents=True)
    (out / "results.jsonl").write_text("mine\n")
    (out / "notes.txt").write_text("mine")
    with pytest.raises(UsageProblem, match="not of our making"):
        write(out, LINE)
    write(out, LINE, force=True)
    assert (out / "notes.txt").read_text() == "mine"


def test_a_run_that_was_stopped_is_not_forgotten(out):
    with opened(out) as folder:
        folder.journal.touch()
    with pytest.raises(UsageProblem, match=r"--resume.*--force"):
        opened(out)
    opened(out, resume=True).close()
    opened(out, force=True).close()


def test_a_folder_in_the_place_of_the_results_is_told_even_with_force(out):
    (out / "results.jsonl").mkdir(parents=True)
    with pytest.raises(UsageProblem, match="is not a file"):
        opened(out, force=True)


def test_a_file_in_the_place_of_the_folder_is_told(out):
    out.parent.mkdir()
    out.touch()
    with pytest.raises(UsageProblem, match="cannot be written there"):
        opened(out)


def test_results_that_cannot_be_made_leave_those_before_as_they_are(out):
    write(out, LINE)

    def broken():
        yield OTHER
        raise OSError(28, "No space left on device")

    with opened(out) as folder, pytest.raises(UsageProblem, match="No space left"):
        folder.write(broken)
    assert (out / "results.jsonl").read_bytes() == LINE
    assert files(out) == ["batch.json", "results.jsonl"]


def test_two_runs_in_one_process_do_not_share_a_folder(out):
    with opened(out):
        for force in (False, True):
            with pytest.raises(UsageProblem, match="another run is writing"):
                opened(out, force=force)
    opened(out).close()


HOLD = "import sys; from pathlib import Path; from clausecheck.bulk.folder import Folder\n"
HOLD += "f = Folder(Path(sys.argv[1]), 'templates', force=False, resume=False); print('held', flush=True); input()"


def test_a_lock_ends_with_its_process_however_that_ends(out):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, out], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout.readline().strip() == b"held"
    with pytest.raises(UsageProblem, match="another run is writing"):
        opened(out)
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    assert os.path.exists(out / ".lock")
    write(out, LINE)
    assert files(out) == ["batch.json", "results.jsonl"]


def journal_of(out, inputs):
    out.mkdir(parents=True, exist_ok=True)
    (out / "journal.jsonl").write_bytes(Heading("1", "rules", "settings", inputs).line())


def test_a_run_ended_between_its_results_and_what_they_are_of_is_gone_on_with(out):
    write(out, LINE, inputs="others")
    journal_of(out, "templates")
    write(out, OTHER, resume=True)
    assert (out / "results.jsonl").read_bytes() == OTHER
    (out / "journal.jsonl").unlink()
    assert write(out, OTHER).changed is False


@pytest.mark.parametrize("journal", ["others", "torn"])
def test_the_journal_of_another_run_lets_nobody_replace_the_results(out, journal):
    write(out, LINE, inputs="others")
    journal_of(out, journal)
    if journal == "torn":
        path = out / "journal.jsonl"
        path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(UsageProblem, match="results of other inputs"):
        opened(out, resume=True)
