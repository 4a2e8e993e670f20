import os
import subprocess
import sys
from pathlib import Path

import pytest

from clausecheck.cli.output import file_in, refuse_overwriting, write_file, write_stdout
from clausecheck.errors import UsageProblem


@pytest.fixture
def there(tmp_path) -> Path:
    path = tmp_path / "there.txt"
    path.write_text("old")
    return path


def test_a_new_file_may_be_written(tmp_path):
    refuse_overwriting(tmp_path / "new.txt", (), force=False)


def test_an_existing_file_needs_force(there):
    with pytest.raises(UsageProblem, match="--force"):
        refuse_overwriting(there, (), force=False)
    refuse_overwriting(there, (), force=True)


@pytest.mark.parametrize("way", ["itself", "symlink", "hardlink", "dotted"])
def test_an_input_is_never_overwritten_by_any_name(there, way):
    other = there.parent / "other.txt"
    if way == "symlink":
        other.symlink_to(there)
    elif way == "hardlink":
        os.link(there, other)
    target = {"itself": there, "dotted": there.parent / "." / there.name}.get(way, other)
    with pytest.raises(UsageProblem, match="one of the inputs"):
        refuse_overwriting(target, (there,), force=True)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UsageProblem, match="is a folder"):
        refuse_overwriting(tmp_path, (), force=True)


def test_a_device_or_a_pipe_is_never_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageProblem, match="device or a pipe"):
        refuse_overwriting(pipe, (), force=True)


def test_a_closed_standard_output_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(UsageProblem, match="standard output is closed"):
        write_stdout("report")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_output_is_told_and_is_no_fault_of_ours(tmp_path):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "clausecheck", "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, "standard output cannot be written" in done.stderr) == (2, True)


def test_a_missing_folder_is_told_before_the_work(tmp_path):
    with pytest.raises(UsageProblem, match="does not exist"):
        refuse_overwriting(tmp_path / "no" / "a.txt", (), force=True)


def test_writing_replaces_the_whole_file_and_leaves_nothing_beside(there):
    write_file(there, b"new")
    assert there.read_bytes() == b"new"
    assert list(there.parent.iterdir()) == [there]


def test_a_link_stays_a_link(there):
    link = there.parent / "link.txt"
    link.symlink_to(there)
    write_file(link, b"new")
    assert link.is_symlink()
    assert there.read_bytes() == b"new"


def test_what_fails_halfway_leaves_the_old_file(there, monkeypatch):
    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageProblem, match="No space left"):
        write_file(there, b"new")
    assert there.read_text() == "old"
    assert list(there.parent.iterdir()) == [there]


def test_inputs_of_one_name_get_files_of_their_own():
    taken: set[str] = set()
    names = [file_in(Path("out"), name, ".json", taken).name for name in ("a/x.pdf", "b/x.pdf", "c/X.PDF", "-")]
    assert names == ["x.pdf.json", "x.pdf-2.json", "X.PDF-3.json", "stdin.json"]
