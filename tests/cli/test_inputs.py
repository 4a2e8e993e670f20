"""Every input of `check` is read in a process of its own."""

import os
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from clausecheck.isolation import reader
from tests.extract.builders import p, word
from tests.judging.papers import BASE

linux = pytest.mark.skipif(sys.platform != "linux", reason="files are read in a fork on Linux alone")

SAMPLES = Path(__file__).parents[2] / "sample_contracts"
CONTRACT = "1. The Locum shall stay until the last patient has been seen, whatever the hour.\n"


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / f"{name}.txt" for name in "abc"]
    for path in paths:
        path.write_text(CONTRACT)
    return paths


@linux
def test_a_file_that_crashes_its_reader_does_not_stop_the_others(clausecheck, files, monkeypatch):
    real = reader.extract

    def crash(data, *, name, **options):
        if name == "b.txt":
            os.abort()
        return real(data, name=name, **options)

    monkeypatch.setattr(reader, "extract", crash)
    done = clausecheck("check", *files)
    assert done.code == 3
    assert done.out.count("clausecheck 0") == 2
    assert done.err.startswith(f"clausecheck: {files[1]}: the file made its reader break down (SIGABRT)")


@linux
def test_a_fault_in_the_reading_process_is_told_as_ours(clausecheck, files, monkeypatch):
    def fail(*_, **__):
        raise LookupError("the secret clause")

    monkeypatch.setattr(reader, "extract", fail)
    monkeypatch.delenv("CLAUSECHECK_DEBUG", raising=False)
    done = clausecheck("check", files[0])
    assert done.code == 70
    assert f"{files[0]}: a fault of clausecheck itself, not of your contract (LookupError in {__name__}" in done.err
    assert "secret" not in done.err
    monkeypatch.setenv("CLAUSECHECK_DEBUG", "1")
    assert "LookupError: the secret clause" in clausecheck("check", files[0]).err


@linux
def test_the_command_itself_reads_nothing(clausecheck, files, monkeypatch):
    real, readers = reader.extract, os.pipe()

    def noted(*arguments, **options):
        os.write(readers[1], f"{os.getpid()} ".encode())
        return real(*arguments, **options)

    monkeypatch.setattr(reader, "extract", noted)
    monkeypatch.setattr("clausecheck.isolation.forked._only", lambda send, lifeline: send)
    assert clausecheck("check", *files, "--model", files[0]).code == 0
    seen = os.read(readers[0], 1000).split()
    assert len(set(seen)) == len(seen) == 4
    assert str(os.getpid()).encode() not in seen


@linux
@pytest.mark.parametrize(
    "call",
    [
        ("letter", "c.docx"),
        ("diff", "c.docx", "c.docx"),
        ("diff", "c.docx", "--tracked"),
        ("mark", "c.docx", "-o", "m.docx"),
    ],
)
def test_no_other_command_reads_a_contract_itself(clausecheck, tmp_path, monkeypatch, call):
    (tmp_path / "c.docx").write_bytes(word("".join(p(line) for line in filter(None, BASE.split("\n")))))
    monkeypatch.chdir(tmp_path)
    assert clausecheck(*call).code == 0
    (tmp_path / "m.docx").unlink(missing_ok=True)

    def crash(*_, **__):
        os.abort()

    monkeypatch.setattr(reader, "extract", crash)
    done = clausecheck(*call)
    assert done.code == 3
    assert "c.docx: the file made its reader break down" in done.err
    assert not (tmp_path / "m.docx").exists()


@pytest.mark.parametrize("command", [("letter",), ("diff", "contract.txt"), ("mark", "-o", "m.docx")])
def test_every_command_that_reads_takes_limits_and_refuses_archives(clausecheck, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.txt").write_text(BASE)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("contract.txt", BASE)
    done = clausecheck(*command, "all.zip")
    assert done.code == 3
    assert "an archive is not one contract" in done.err
    done = clausecheck(*command, "contract.txt", "--limit", "size=10")
    assert done.code == 3
    assert "contract.txt" in done.err


def test_files_within_a_message_are_told_where_they_are_not_looked_at(clausecheck):
    done = clausecheck("letter", SAMPLES / "offer-with-terms.eml")
    assert "agency-terms.pdf within it is not looked at" in done.err


def test_the_same_comes_out_of_every_way_to_read(clausecheck, files, monkeypatch):
    outputs = set()
    for method in (["fork"] if sys.platform == "linux" else []) + ["spawn", "off"]:
        monkeypatch.setenv("CLAUSECHECK_ISOLATION", method)
        outputs.add(clausecheck("check", *files, "--format", "json").out)
    assert len(outputs) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_with_a_name_is_read_when_its_turn_has_come(clausecheck, files, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_text(CONTRACT), daemon=True).start()
    done = clausecheck("check", files[0], pipe, files[1])
    assert done.code == 0
    assert done.out.count("clausecheck 0") == 3
