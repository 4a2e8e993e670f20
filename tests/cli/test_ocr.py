"""`--ocr` on the command line, and what is said of a scan."""

import json

import pytest

from clausecheck.extract import ocr_fast
from tests.extract.builders import lines, pdf
from tests.extract.scans import SAMPLES, as_pdf, drawn, needs_ocr

CLAUSES = [
    "1. The Locum shall attend at the Surgery of the Practice for each session booked with the Locum.",
    "2. The Practice shall pay the fee within 14 days of an invoice from the Locum for the session.",
]


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_pdf(drawn(pdf(lines(CLAUSES)))))
    return path


@needs_ocr
def test_the_report_says_what_was_read_by_ocr_and_how_surely(clausecheck):
    outcome = clausecheck("check", SAMPLES / "platform-terms-scan.pdf")
    assert outcome.code == 0
    assert "2 pages by OCR." in outcome.out
    assert "mean word confidence" in outcome.out


@needs_ocr
def test_the_ledger_says_it_page_by_page(clausecheck, scan):
    report = json.loads(clausecheck("check", scan, "--format", "json", "--ocr", "fast").out)
    assert [(part["name"], part["read"], part["ocr"]) for part in report["document"]["coverage"]["parts"]] == [
        ("page 1", True, True)
    ]


def test_ocr_off_leaves_a_scan_unread(clausecheck, scan):
    outcome = clausecheck("check", scan, "--ocr", "off")
    assert (outcome.code, outcome.out) == (3, "")
    assert "OCR is switched off" in outcome.err


def test_without_the_extra_the_command_that_installs_it_is_told(clausecheck, scan, monkeypatch):
    monkeypatch.setattr(ocr_fast, "installed", lambda: False)
    outcome = clausecheck("check", scan)
    assert (outcome.code, outcome.out) == (3, "")
    assert "pip install 'clausecheck[ocr]'" in outcome.err


def test_the_configuration_file_may_choose(clausecheck, scan, monkeypatch, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('ocr = "off"\n', encoding="utf-8")
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(config))
    assert "OCR is switched off" in clausecheck("check", scan).err
    assert "ocr:         off" in clausecheck("config").out


def test_an_unknown_kind_is_wrong_usage(clausecheck, scan):
    assert clausecheck("check", scan, "--ocr", "magic").code == 2


def test_a_page_among_others_left_unread_is_told_and_ends_in_exit_code_3(clausecheck, tmp_path, monkeypatch):
    def picture(canvas):
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(drawn(pdf(lines(CLAUSES)))[0]), 0, 0, *canvas._pagesize)

    path = tmp_path / "mixed.pdf"
    path.write_bytes(pdf(lines(CLAUSES), picture))
    monkeypatch.setattr(ocr_fast, "installed", lambda: False)
    outcome = clausecheck("check", path)
    assert outcome.code == 3
    assert "NO GRADE" in outcome.out
    assert "read in part, 1 of 2 pages" in outcome.out
    assert "and OCR is not installed" in outcome.err
