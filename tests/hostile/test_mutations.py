"""The samples with some of their bytes changed: read, or refused with a word; never a fault, never a hang."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Isolation
from tests.extract.builders import assert_sound

FOLDER = Path(__file__).parents[2] / "sample_contracts"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".pdf", ".docx", ".eml"))
ENGINES = {".pdf": ("pdfium", "pdfplumber")}
ROUNDS = 25

INTERESTING = st.sampled_from(
    [
        *(b"", b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"-1", b"9" * 11),
        *(b"<<", b">>", b"[", b"]", b"(", b"endobj", b"endstream", b"stream\n", b"1 0 R", b"/Kids"),
        *(b"PK\x01\x02", b"<w:p>", b"</w:p>", b"\n\n"),
    ]
)


@st.composite
def change(draw: st.DrawFn) -> tuple[str, float, int, bytes]:
    """What is done, where (a share of the file), to how many bytes, and with which others."""
    kind = draw(st.sampled_from(["put", "cut", "twice", "end", "flip"]))
    size = draw(st.one_of(st.integers(1, 8), st.integers(1, 2_000)))
    return kind, draw(st.floats(0, 1, exclude_max=True)), size, draw(st.one_of(INTERESTING, st.binary(max_size=16)))


def changed(data: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    for kind, share, size, other in changes:
        at = int(share * len(data))
        taken = data[at : at + size]
        if kind == "put":
            data = data[:at] + other + data[at + len(other) :]
        elif kind == "cut":
            data = data[:at] + data[at + size :]
        elif kind == "twice":
            data = data[:at] + taken + data[at:]
        elif kind == "end":
            data = data[:at] or b"\x00"
        else:
            data = data[:at] + bytes(byte ^ 0x55 for byte in taken) + data[at + size :]
    return data or b"\x00"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@settings(
    max_examples=ROUNDS, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(change(), min_size=1, max_size=6))
@example(changes=[("end", 0.5, 1, b"")])
@example(changes=[("flip", 0.3, 64, b"")])
def test_a_sample_with_changed_bytes_is_read_or_refused(path, changes):
    data = changed(path.read_bytes(), changes)
    start = time.monotonic()
    with Isolation(Limits(seconds=10), engine="pdfium", ocr="off") as isolation, suppress(UnreadableInput):
        assert_sound(isolation.start(data, path.name).document())
    assert time.monotonic() - start < 15


@settings(max_examples=4, deadline=None, derandomize=True)
@given(changes=st.lists(change(), min_size=1, max_size=3))
def test_so_is_a_scan_whose_pages_are_recognised(changes):
    data = changed((FOLDER / "platform-terms-scan.pdf").read_bytes(), changes)
    with Isolation(Limits(large_seconds=30)) as isolation, suppress(UnreadableInput):
        assert_sound(isolation.start(data, "scan.pdf").document())


@pytest.mark.parametrize("path", [p for p in SAMPLES if p.suffix == ".pdf"][:2], ids=lambda path: path.name)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(changes=st.lists(change(), min_size=1, max_size=4))
def test_so_it_is_by_the_second_reader(path, changes):
    data = changed(path.read_bytes(), changes)
    with Isolation(Limits(seconds=10), engine="pdfplumber") as isolation, suppress(UnreadableInput):
        assert_sound(isolation.start(data, path.name).document())


def test_the_samples_themselves_are_read_whole():
    for path in SAMPLES:
        assert extract(path).coverage.complete
