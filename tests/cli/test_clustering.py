"""`batch` with a cluster, and with addresses for what is read and what is written."""

import json
import re
import sys
from pathlib import Path

import pytest

from clausecheck.bulk.connecting import elsewhere
from clausecheck.bulk.folder import Folder
from clausecheck.bulk.outputs import Outlet
from clausecheck.errors import ExitCode, UsageProblem
from tests.bulk.machines import Machines
from tests.cli.test_check import FAIR, HARSH

pytest.importorskip("distributed")
fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def templates(tmp_path, monkeypatch):
    folder = tmp_path / "templates"
    (folder / "old").mkdir(parents=True)
    (folder / "fair.txt").write_text(FAIR)
    (folder / "old" / "harsh.txt").write_text(HARSH)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return folder


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("machines")).add(1) as started:
        yield started


def left(tmp_path):
    """Files of runs to addresses that are on this machine."""
    return [path for path in (tmp_path / "state").rglob("*") if path.is_file()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_cluster_writes_the_same_bytes_and_is_told_of(clausecheck, templates, machines, tmp_path):
    clausecheck("batch", "templates", "-o", "here")
    done = clausecheck("batch", "templates", "-o", "there", "--cluster", machines.address)
    assert done.code == ExitCode.clean
    assert f"1 worker with 1 thread at {machines.address}." in done.err
    assert "unencrypted" not in done.err  # it is this machine
    assert (tmp_path / "there/results.jsonl").read_bytes() == (tmp_path / "here/results.jsonl").read_bytes()


def test_other_machines_are_known_from_this_one():
    away = ["tcp://192.0.2.1:8786", "tls://[2001:db8::1]:8786"]
    assert elsewhere(["tcp://127.0.0.1:1", "tcp://localhost:8786", *away]) == away


def test_without_the_extra_a_cluster_is_wrong_usage(clausecheck, templates, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = clausecheck("batch", "templates", "-o", "out", "--cluster", "tcp://127.0.0.1:1")
    assert done.code == ExitCode.usage
    assert "pip install 'clausecheck[cluster]'" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--cluster-tls", "ca", "cert", "key"), "--cluster-tls is for --cluster tls://"),
        (("--cluster", "tcp://h:1", "--workers", "2"), "--workers is for this machine"),
        (("--cluster", "h:1"), "as tcp://host:8786"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(clausecheck, templates, words, message):
    done = clausecheck("batch", "templates", "-o", "out", *words)
    assert (done.code, message in done.err) == (ExitCode.usage, True)


def test_what_is_read_and_written_may_be_at_addresses(clausecheck, templates, memory, tmp_path):
    memory.put(str(templates), "/in", recursive=True)
    clausecheck("batch", "templates", "-o", "here")
    done = clausecheck("batch", "memory://in", "-o", "memory://out/deep")
    assert done.code == ExitCode.clean
    assert "Results: memory://out/deep/results.jsonl\n" in done.out
    assert memory.cat("/out/deep/results.jsonl") == (tmp_path / "here/results.jsonl").read_bytes()
    assert left(tmp_path) == []


def test_results_that_did_not_change_are_not_written_again(clausecheck, templates, memory, tmp_path):
    clausecheck("batch", "templates", "-o", "memory://out")
    before = memory.modified("/out/results.jsonl")
    done = clausecheck("batch", "templates", "-o", "memory://out")
    assert "(unchanged)" in done.out
    assert memory.modified("/out/results.jsonl") == before
    (templates / "fair.txt").write_text(FAIR + "\nMore.")
    clausecheck("batch", "templates", "-o", "memory://out")
    assert memory.modified("/out/results.jsonl") > before
    assert memory.exists("/out/results.previous.jsonl")


def test_results_of_others_at_the_address_are_not_replaced(clausecheck, templates, memory, tmp_path):
    memory.pipe("/out/results.jsonl", b"mine\n")
    done = clausecheck("batch", "templates", "-o", "memory://out")
    assert done.code == ExitCode.usage
    assert "not of our making" in done.err
    assert memory.cat("/out/results.jsonl") == b"mine\n"


def test_files_of_others_at_the_address_are_replaced_only_by_force(clausecheck, templates, memory, tmp_path):
    memory.pipe("/out/workbook.xlsx", b"mine")
    run = ("batch", "templates", "-o", "memory://out")
    done = clausecheck(*run)
    assert (done.code, memory.cat("/out/workbook.xlsx")) == (ExitCode.usage, b"mine")
    assert "memory://out holds workbook.xlsx that no batch made" in done.err
    assert clausecheck(*run, "--force").code == 0
    assert memory.cat("/out/workbook.xlsx") != b"mine"
    assert clausecheck(*run).code == 0


def test_an_upload_that_fails_keeps_what_was_done(clausecheck, templates, memory, tmp_path, monkeypatch):
    def broken(*words, **options):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(type(memory), "put_file", broken)
        done = clausecheck("batch", "templates", "-o", "memory://out")
    assert done.code == ExitCode.usage
    assert "memory://out: results cannot be read or written there (No space left on device)" in done.err
    assert "journal.jsonl" in {path.name for path in left(tmp_path)}
    assert all(min(each.stat().st_mode & 0o77 for each in list(path.parents)[:2]) == 0 for path in left(tmp_path))
    done = clausecheck("batch", "templates", "-o", "memory://out", "--resume")
    assert "2 of them before" in done.out
    assert memory.exists("/out/results.jsonl")
    assert left(tmp_path) == []


def modified(memory):
    """When each file at the address was written."""
    return {name: memory.modified(name) for name in memory.find("/out")}


def judged_again(done):
    return re.search(r"Read \d+, judged (\d+), from the cache \d+", done.out)[1]


def failing(real, broken):
    """As `real`, but for the file of this name the disk is full."""

    def write(self, *words, **options):
        if any(str(word).endswith(f"/{broken}") for word in words):
            raise OSError(28, "No space left on device")
        return real(self, *words, **options)

    return write


@pytest.mark.parametrize("broken", ["workbook.xlsx", "results.jsonl", "fair.txt.html", ".sent.json"])
def test_a_copy_that_was_cut_short_is_made_whole_by_resume(clausecheck, templates, memory, monkeypatch, broken):
    clausecheck("batch", "templates", "-o", "memory://out")
    for text in (FAIR.replace("£480", "£485"), FAIR.replace("£480", "£475")):  # of the same size
        (templates / "fair.txt").write_text(text)
        with monkeypatch.context() as patched:
            for name in ("put_file", "pipe_file"):
                patched.setattr(type(memory), name, failing(getattr(type(memory), name), broken))
            assert clausecheck("batch", "templates", "-o", "memory://out").code == ExitCode.usage
        assert clausecheck("batch", "templates", "-o", "memory://out", "--resume").code == ExitCode.clean
    clausecheck("batch", "templates", "-o", "here")
    assert memory.cat("/out/results.jsonl") == Path("here/results.jsonl").read_bytes()
    assert memory.cat("/out/reports/fair.txt.html") == Path("here/reports/fair.txt.html").read_bytes()
    assert memory.cat("/out/findings.csv") == Path("here/findings.csv").read_bytes()


def test_a_second_run_to_an_address_judges_and_copies_nothing(clausecheck, templates, memory, tmp_path):
    clausecheck("batch", "templates", "-o", "memory://out")
    before, reports = modified(memory), {name: memory.cat(name) for name in memory.find("/out/reports")}
    done = clausecheck("batch", "templates", "-o", "memory://out")
    assert "Read 0, judged 0, from the cache 2." in done.out
    assert modified(memory) == before
    assert len(reports) == 2
    assert {name: memory.cat(name) for name in memory.find("/out/reports")} == reports
    assert left(tmp_path) == []


@pytest.mark.parametrize("spoil", ["gone", "cut", "list", "no list"])
def test_what_is_not_at_the_address_as_it_was_copied_is_made_again(clausecheck, templates, memory, spoil):
    clausecheck("batch", "templates", "-o", "memory://out")
    report = memory.cat("/out/reports/fair.txt.html")
    match spoil:
        case "gone":
            memory.rm("/out/reports/fair.txt.html")
        case "cut":
            memory.pipe("/out/reports/fair.txt.html", report[:99])
        case "list":
            memory.pipe("/out/.sent.json", b'{"form": 1, "files": {"reports/fair.txt.html": ["x"]}}')
        case "no list":
            memory.rm("/out/.sent.json")
    done = clausecheck("batch", "templates", "-o", "memory://out")
    assert judged_again(done) == ("2" if "list" in spoil else "1")
    assert memory.cat("/out/reports/fair.txt.html") == report
    assert judged_again(clausecheck("batch", "templates", "-o", "memory://out")) == "0"


def test_reports_of_other_results_go_from_the_address_and_others_files_stay(clausecheck, templates, memory):
    clausecheck("batch", "templates", "-o", "memory://out")
    memory.pipe("/out/reports/mine.html", b"mine")
    (templates / "fair.txt").write_text(HARSH)
    clausecheck("batch", "templates", "-o", "memory://out", "--no-reports")
    names = sorted(name.rpartition("/")[2] for name in memory.find("/out/reports"))
    assert names[0] == "mine.html"
    assert names[1].startswith("old_harsh.txt~")
    assert len(names) == 2
    assert b"old_harsh.txt~" in memory.cat("/out/dashboard.html")
    assert b"reports/fair.txt.html" not in memory.cat("/out/dashboard.html")


def test_a_run_that_is_refused_leaves_nothing_on_this_machine_and_names_the_address(
    clausecheck, templates, memory, tmp_path
):
    clausecheck("batch", "templates", "-o", "memory://out")
    done = clausecheck("batch", "templates/old", "-o", "memory://out")
    assert done.code == ExitCode.usage
    assert "memory://out holds the results of other inputs" in done.err
    assert str(tmp_path / "state") not in done.err
    assert left(tmp_path) == []


def test_a_run_whose_end_fails_leaves_nothing_on_this_machine(clausecheck, templates, memory, tmp_path, monkeypatch):
    def fails(*_: object):
        raise UsageProblem("standard output is closed.")

    monkeypatch.setattr("clausecheck.cli.batching.write_stdout", fails)
    assert clausecheck("batch", "templates", "-o", "memory://out").code == ExitCode.usage
    assert memory.exists("/out/results.jsonl")
    assert left(tmp_path) == []


def test_a_folder_in_which_another_run_works_is_left_alone(clausecheck, templates, memory, tmp_path):
    clausecheck("batch", "templates", "-o", "memory://out")
    outlet = Outlet("memory://out")
    with Folder(outlet.folder, "[]", force=False, resume=False):
        (outlet.folder / "results.jsonl").write_text("theirs")
        done = clausecheck("batch", "templates", "-o", "memory://out")
        assert (done.code, "another run is writing to memory://out" in done.err) == (ExitCode.usage, True)
        assert (outlet.folder / "results.jsonl").read_text() == "theirs"
    # What such a run left when it was killed is no part of the next one.
    (outlet.folder / "notes.html").write_text("theirs")
    assert judged_again(clausecheck("batch", "templates", "-o", "memory://out")) == "0"
    assert not memory.exists("/out/notes.html")
    assert left(tmp_path) == []


def test_secrets_of_an_address_stand_nowhere(clausecheck, templates, memory, tmp_path, monkeypatch):
    from clausecheck.bulk import addresses

    memory.put(str(templates), "/in", recursive=True)
    monkeypatch.setattr(
        addresses, "open_files", lambda address: (memory, "/in" + address.partition("/in")[2].partition("?")[0])
    )
    done = clausecheck("batch", "s3://me:secret@host/in", "s3://host/in/fair.txt?token=secret", "-o", "out")
    assert done.code == ExitCode.clean
    written = [path.read_bytes() for path in sorted((tmp_path / "out").rglob("*")) if path.is_file()]
    lines = (tmp_path / "out" / "results.jsonl").read_text().splitlines()
    names = ["s3://host/in/fair (2).txt", "s3://host/in/fair.txt", "s3://host/in/old/harsh.txt"]
    assert [json.loads(line)["input"] for line in lines] == names
    assert b"secret" not in b"".join([*written, done.out.encode(), done.err.encode()])


def test_addresses_of_other_kinds_are_asked_about(clausecheck, templates):
    done = clausecheck("batch", "https://host/a.pdf", "-o", "out")
    assert (done.code, "add --allow-protocol https" in done.err) == (ExitCode.usage, True)
