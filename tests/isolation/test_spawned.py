"""The way of Windows and macOS, forced here: a new interpreter, watched from outside."""

import os
import sys
import time
from pathlib import Path

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Isolation, Method

psutil = pytest.importorskip("psutil")

TEXT = b"The Locum shall stay until the last patient has been seen."
ROOT = Path(__file__).parents[2]


@pytest.fixture
def doing(monkeypatch, tmp_path):
    """Have the new interpreter do something else than read."""

    def put(act: str) -> None:
        code = (
            f"import sys, os, time, ctypes\nsys.path.insert(0, {str(ROOT)!r})\n"
            f"import clausecheck.isolation.reader as reader\nread = reader.extract\n"
            f"def misread(data, **options):\n    {act}\n    return read(data, **options)\nreader.extract = misread\n"
        )
        (tmp_path / "sitecustomize.py").write_text(code)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return put


def read(limits=None):
    with Isolation(limits, method=Method.spawn) as isolation:
        return isolation.start(TEXT, "contract.txt").document()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("ctypes.string_at(0)", "break down" if sys.platform == "win32" else "break down .SIGSEGV."),
        ("os.abort()", "break down"),
        ("os._exit(3)", "break down .code 0x3."),
        ("os._exit(0)", "break down .it ended without a word."),
        ("held = [bytearray(b'x' * (64 << 20)) for _ in range(100)]; time.sleep(60)", r"more than 0\.293 GB of memory"),
        ("time.sleep(60)", "more than 2 seconds"),
        ("sum(iter(int, 1))", "more than 2 seconds"),
    ],
)
def test_a_broken_reader_is_one_files_clear_error(doing, act, said):
    doing(act)
    start = time.monotonic()
    with pytest.raises(UnreadableInput, match=said):
        read(Limits(seconds=2, memory=300 << 20))
    assert time.monotonic() - start < 8
    assert psutil.Process().children(recursive=True) == []


def test_what_the_child_prints_is_no_message(doing):
    doing("print('D' * 100, flush=True); os.write(1, b'D' * 100)")
    assert read().text == TEXT.decode()


def test_leaving_ends_it_and_what_it_started(doing, tmp_path):
    sleep = f"[{sys.executable!r}, '-S', '-c', 'import time; time.sleep(60)']"
    doing(f"import subprocess; subprocess.Popen({sleep}); time.sleep(60)")
    with Isolation(Limits(seconds=30, memory=1 << 34), method=Method.spawn) as isolation:
        isolation.start(TEXT, "contract.txt")
        me, deadline = psutil.Process(os.getpid()), time.monotonic() + 20
        while len(found := me.children(recursive=True)) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(found) >= 2
    _, alive = psutil.wait_procs(found, timeout=5)
    assert [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []


def test_a_large_file_reaches_it_whole():
    data = b"The fee is 350. " * 60_000
    with Isolation(method=Method.spawn) as isolation:
        assert len(isolation.start(data, "a").document().text) == len(data)
