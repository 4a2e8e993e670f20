"""Readers that misbehave in every way a hostile file might make them; the file itself does not matter here."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from clausecheck.errors import PasswordNeeded, ReadingFault, UnreadableInput, UsageProblem
from clausecheck.extract import extract
from clausecheck.extract.limits import Limits
from clausecheck.extract.room import Room, need, page_read, workspace
from clausecheck.isolation import Isolation, Method, reader
from tests.extract.builders import lines, pdf

linux = pytest.mark.skipif(sys.platform != "linux", reason="files are read in a fork on Linux alone")
METHODS = [pytest.param(Method.fork, marks=linux), Method.spawn]

TEXT = b"The Locum shall stay until the last patient has been seen."
SHORT = Limits(seconds=1)


def read(source=TEXT, limits=None, method=None, **options):
    with Isolation(limits, method=method, **options) as isolation:
        return isolation.start(source, "contract.txt").document()


@pytest.fixture
def doing(monkeypatch):
    """Have the child do something else than read."""

    def put(act):
        def misread(data, **options):
            act()
            return extract(data, **options)

        monkeypatch.setattr(reader, "extract", misread)

    return put


def babble() -> None:
    """Write nonsense to whatever is open."""
    for number in range(3, 64):
        with suppress(OSError):
            os.write(number, b"nonsense that is no message")


def children() -> list[object]:
    return psutil.Process().children(recursive=True)


@pytest.mark.parametrize("method", [*METHODS, Method.none])
def test_the_document_is_that_of_the_reader(method):
    data = pdf(lines(["1. The fee is 350.", "2. Nothing else."]), lines(["3. The end."]))
    assert read(data, method=method) == extract(data, name="contract.txt")


@pytest.mark.parametrize("method", METHODS)
def test_errors_arrive_as_themselves(method):
    locked = pdf(lines(["The fee is 350."]), encrypt="open sesame")
    with pytest.raises(PasswordNeeded, match=r"contract\.txt: the PDF is protected by a password"):
        read(locked, method=method)
    with pytest.raises(UnreadableInput, match="an old Office file"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), method=method)
    with pytest.raises(UsageProblem, match="unknown PDF engine"):
        read(method=method, engine="magic")


@pytest.mark.parametrize("method", METHODS)
def test_options_reach_the_reader(method):
    locked = pdf(lines(["The fee is 350."]), encrypt="open sesame")
    assert read(locked, method=method, password="open sesame", engine="pdfplumber").text == "The fee is 350."  # noqa: S106


@pytest.mark.parametrize("method", METHODS)
def test_limits_reach_the_reader(method):
    data = pdf(lines(["one"]), lines(["two"]))
    with pytest.raises(UnreadableInput, match="2 pages, more than 1"):
        read(data, Limits(pages=1), method)


@pytest.mark.parametrize("method", [*METHODS, Method.none])
def test_what_is_not_there_is_told_when_the_document_is_asked_for(method, tmp_path):
    with Isolation(method=method) as isolation:
        reading = isolation.start(tmp_path / "none.pdf")
        with pytest.raises(UnreadableInput, match="there is no such file"):
            reading.document()


@linux
@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: ctypes.string_at(0), "break down .SIGSEGV."),
        (os.abort, "break down .SIGABRT."),
        (lambda: os._exit(3), "break down .it ended without a word."),
        (lambda: bytearray(2 << 30), "more than 1 GB of memory"),
        (lambda: time.sleep(60), "more than 1 seconds"),
        (lambda: sum(iter(int, 1)), "more than 1 seconds"),
        (babble, "its answer makes no sense"),
        (lambda: [None for _ in iter(list, 0)], "more than"),
    ],
    ids=["segmentation", "abort", "exit", "memory", "sleep", "busy", "babble", "list"],
)
def test_a_broken_reader_is_one_files_clear_error(doing, act, said):
    doing(act)
    start = time.monotonic()
    with Isolation(SHORT) as isolation, pytest.raises(UnreadableInput, match=said) as caught:
        isolation.start(TEXT, "contract.txt").document()
    assert caught.value.name == "contract.txt"
    assert caught.value.next_step.endswith(".")
    assert time.monotonic() - start < 8
    assert children() == []


@linux
def test_the_next_file_is_read_as_if_nothing_had_been(monkeypatch):
    with Isolation() as isolation:
        with monkeypatch.context() as patch:
            patch.setattr(reader, "extract", lambda *_, **__: os.abort())
            broken = isolation.start(TEXT, "a")
        sound = isolation.start(TEXT, "b")
        with pytest.raises(UnreadableInput, match="break down"):
            broken.document()
        assert sound.document().text == TEXT.decode()


@linux
def test_a_result_of_another_kind_is_no_document(doing, monkeypatch):
    monkeypatch.setattr(reader, "encode", lambda _: b"\x80\x04cos\nsystem\n")
    with pytest.raises(UnreadableInput, match="its answer makes no sense"):
        read()


@linux
def test_more_text_than_may_be_handed_over_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "MOST_BYTES", 10)
    with pytest.raises(UnreadableInput, match="far more text in it"):
        read()


@linux
def test_a_fault_of_ours_says_where_and_keeps_its_details_apart(doing):
    def fail():
        raise LookupError("the secret clause")

    doing(fail)
    with pytest.raises(ReadingFault) as caught:
        read()
    assert str(caught.value).startswith(f"LookupError in {__name__}, line ")
    assert "secret clause" in caught.value.details


@linux
def test_a_memory_error_is_known_in_whatever_it_was_wrapped(doing):
    def fail():
        try:
            raise MemoryError
        except MemoryError as error:
            raise UnreadableInput("contract.txt", "it broke", "Mend it.") from error

    doing(fail)
    with pytest.raises(UnreadableInput, match="GB of memory"):
        read()


@linux
def test_endless_nesting_is_told_as_such(doing):
    def fail():
        fail()

    doing(fail)
    with pytest.raises(UnreadableInput, match="nested far deeper"):
        read()


@linux
def test_the_child_can_write_no_file_open_few_and_start_nothing(doing, tmp_path):
    def act():
        failed = 0
        try:
            (tmp_path / "x").write_bytes(b"x")
        except OSError:
            failed += 1
        held = []
        try:
            while True:
                held.append(open(os.devnull))  # noqa: SIM115
        except OSError:
            failed += 1
        if os.getuid():
            try:
                os.fork()
            except OSError:
                failed += 1
        else:
            failed += 1
        raise UsageProblem(f"{failed} {len(held) < 64}")

    doing(act)
    with pytest.raises(UsageProblem, match=r"^3 True$"):
        read()
    assert not (tmp_path / "x").exists() or (tmp_path / "x").read_bytes() == b""


@linux
def test_the_child_holds_none_of_our_files(doing, tmp_path):
    def act():
        raise UsageProblem(str(len(os.listdir("/proc/self/fd"))))

    doing(act)
    with open(tmp_path / "a", "w"), socket.socket(), pytest.raises(UsageProblem, match=r"^6$"):
        # Three standard streams to nowhere, the pipe, the lifeline, and the folder that is listed.
        read()


@linux
def test_what_the_child_prints_is_not_seen(doing, capfd):
    doing(lambda: (os.write(1, b"secret"), os.write(2, b"secret"), print("secret", flush=True)))
    read()
    assert capfd.readouterr() == ("", "")


@linux
def test_its_own_children_end_with_it(doing, tmp_path):
    mark = tmp_path / "pid"

    def act():
        import resource

        pid = os.fork()
        if pid == 0:
            time.sleep(60)
        raise UsageProblem(f"{resource.getrlimit(resource.RLIMIT_CORE)} {pid}")

    if os.getuid():
        pytest.skip("only root may start processes in there")
    doing(act)
    with pytest.raises(UsageProblem) as caught:
        read()
    assert str(caught.value).startswith("(0, 0)")
    stray = Path(f"/proc/{str(caught.value).split()[-1]}/stat")
    for _ in range(100):
        if not stray.exists() or stray.read_text().split()[2] == "Z":
            return
        time.sleep(0.02)
    assert not mark.exists()
    pytest.fail("a grandchild went on")


@linux
def test_a_converter_that_left_its_group_ends_too(doing):
    def act():
        with workspace():
            subprocess.Popen(["sleep", "61"], start_new_session=True)
            time.sleep(60)

    doing(act)
    with Isolation(Limits(large_seconds=1)) as isolation, pytest.raises(UnreadableInput, match="more than 1 seconds"):
        isolation.start(TEXT, "contract.txt").document()
    stray = []
    for each in psutil.process_iter():
        with suppress(psutil.Error):
            if each.cmdline() == ["sleep", "61"]:
                stray.append(each)
    assert stray == []


@linux
def test_leaving_ends_what_still_runs(doing):
    doing(lambda: time.sleep(60))
    with Isolation() as isolation:
        isolation.start(TEXT, "a")
        isolation.start(TEXT, "b")
        assert children() != []
    assert children() == []


@linux
def test_time_is_granted_by_pages_that_were_read(doing):
    def slow():
        for _ in range(8):
            time.sleep(0.25)
            page_read()

    doing(slow)
    with pytest.raises(UnreadableInput, match="of its pages were done"):
        read(limits=Limits(seconds=0.6, page_seconds=0.01))
    assert read(limits=Limits(seconds=0.6, page_seconds=0.3)).text == TEXT.decode()


@linux
def test_a_child_that_nobody_waits_for_ends_itself(doing):
    doing(lambda: time.sleep(60))
    with Isolation(Limits(seconds=0.2)) as isolation:
        reading = isolation.start(TEXT, "contract.txt")
        time.sleep(2)
        start = time.monotonic()
        with pytest.raises(UnreadableInput, match=r"more than 0\.2 seconds"):
            reading.document()
        assert time.monotonic() - start < 1


@linux
def test_a_child_that_was_done_long_ago_is_heard(doing):
    with Isolation(Limits(seconds=0.2)) as isolation:
        reading = isolation.start(TEXT, "contract.txt")
        time.sleep(2)
        assert reading.document().text == TEXT.decode()


@linux
def test_more_memory_is_given_where_pictures_are_recognised(doing):
    def act():
        need(Room.recognition)
        bytearray(300 << 20)

    doing(act)
    small = 100 << 20
    assert read(limits=Limits(memory=small, large_memory=800 << 20)).text == TEXT.decode()
    with pytest.raises(UnreadableInput, match=r"0\.0977 GB of memory.*--limit large-memory="):
        read(limits=Limits(memory=small, large_memory=small))


@linux
def test_a_converter_gets_a_folder_of_its_own_that_is_gone_afterwards(doing, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def act():
        with workspace() as folder:
            (folder / "out.txt").write_bytes(bytes(1000))
            subprocess.run(["cp", folder / "out.txt", folder / "copy.txt"], check=True)
            raise UsageProblem(f"{folder} {(folder / 'copy.txt').stat().st_size}")

    doing(act)
    with pytest.raises(UsageProblem) as caught:
        read()
    assert str(caught.value).startswith(f"{tmp_path}{os.sep}clausecheck-")
    assert str(caught.value).endswith(" 1000")
    assert list(tmp_path.iterdir()) == []


def test_a_converter_may_work_where_nothing_is_isolated():
    with workspace() as folder:
        (folder / "out.txt").write_bytes(b"x")
    assert not folder.exists()


def test_another_word_for_the_method_is_refused(monkeypatch):
    monkeypatch.setenv("CLAUSECHECK_ISOLATION", "maybe")
    with pytest.raises(UsageProblem, match="fork, spawn, off"):
        Isolation()


@linux
def test_on_linux_files_are_read_in_a_fork(monkeypatch):
    monkeypatch.delenv("CLAUSECHECK_ISOLATION", raising=False)
    assert Method.usual() is Method.fork
