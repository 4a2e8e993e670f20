"""What needs more than to compute is begun anew with more: LibreOffice for old Word files, OCR for scans."""

import sys
from pathlib import Path

import psutil
import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Isolation, Method
from tests.extract.scans import needs_ocr
from tests.extract.test_archive import archive
from tests.extract.with_office import converted, needs_office

METHODS = [
    pytest.param(Method.fork, marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")),
    Method.spawn,
]
SCAN = Path(__file__).parents[2] / "sample_contracts" / "platform-terms-scan.pdf"


def read(data, method, name="terms.doc", **limits):
    with Isolation(Limits(**limits), method=method) as isolation:
        return isolation.start(data, name).document()


def old_word():
    return converted(b"The Locum is paid 350 pounds.", ".txt", ".doc")


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The only folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@needs_office
@pytest.mark.parametrize("method", METHODS)
def test_an_old_word_file_is_converted_in_a_folder_that_is_gone_afterwards(method, temporary):
    data = old_word()
    document = read(data, method)
    assert document == extract(data, name="terms.doc")
    assert [notice.kind for notice in document.notices] == ["converted"]
    assert list(temporary.iterdir()) == []
    assert not psutil.Process().children(recursive=True)


@needs_office
def test_one_in_an_archive_is_converted_too(temporary):
    data = archive(("terms.doc", old_word()), ("b.txt", b"Fee"))
    document = read(data, Method.usual(), "both.zip")
    assert [inner.text for inner in document.attachments] == ["The Locum is paid 350 pounds.", "Fee"]
    assert [notice.kind for notice in document.attachments[0].notices] == ["converted"]


@needs_office
@pytest.mark.parametrize("method", METHODS)
def test_a_conversion_without_end_is_ended_with_all_it_started(method, temporary):
    data = old_word()
    with pytest.raises(UnreadableInput, match=r"took more than 0\.5 seconds.*large-seconds"):
        read(data, method, large_seconds=0.5)
    left = [one.info["cmdline"] for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"]]
    assert not [line for line in left if any(str(temporary) in word for word in line)]
    assert list(temporary.iterdir()) == []


@needs_ocr
@pytest.mark.parametrize("method", METHODS)
def test_a_scan_is_recognised_with_more_memory_and_time(method):
    document = read(SCAN.read_bytes(), method, "scan.pdf", seconds=20, large_seconds=90)
    assert document == extract(SCAN, name="scan.pdf")
    assert document.doubtful


@needs_ocr
def test_recognising_has_its_own_time():
    with pytest.raises(UnreadableInput, match="large-seconds"):
        read(SCAN.read_bytes(), Method.usual(), "scan.pdf", large_seconds=0.2, large_page_seconds=0.01)
