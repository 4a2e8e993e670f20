"""A scan of a contract gives the findings of the contract itself."""

from collections import Counter
from pathlib import Path

import pytest

from clausecheck.document import Document
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.record import replaced
from tests.extract.builders import lines, pdf
from tests.extract.scans import SAMPLES, as_pdf, drawn, letters_wrong, needs_ocr, sample, scanned


@pytest.fixture(scope="module")
def checker():
    return Checker()


def findings(report):
    return Counter((finding.topic, finding.rule, finding.severity, finding.confidence) for finding in report.findings)


def share_found(checker: Checker, original: Document, scan: Document) -> float:
    wanted = findings(checker.check(original))
    assert wanted.total() > 10
    return (wanted & findings(checker.check(scan))).total() / wanted.total()


@needs_ocr
def test_the_scanned_sample_gives_the_findings_and_the_grade_of_its_original(checker):
    original, scan = extract(Path(SAMPLES, "platform-terms.pdf")), extract(Path(SAMPLES, "platform-terms-scan.pdf"))
    assert letters_wrong(original.text, scan.text) < 0.01
    assert share_found(checker, original, scan) >= 0.95
    assert checker.check(scan).grade.letter == checker.check(original).grade.letter


@needs_ocr
@pytest.mark.parametrize("name", ["solicitor-two-columns.pdf", "agency-terms.pdf"])
def test_columns_and_tables_give_their_findings_from_a_scan_too(checker, name):
    scan = extract(as_pdf([scanned(page, tilt=0.5) for page in drawn(sample(name))]), ocr="fast")
    assert share_found(checker, extract(sample(name)), scan) >= 0.95


CLAUSES = [
    "1. The Locum shall lndemnify the Practice against all losses.",
    "2. The Practice shall pay the Locum £5OO for each session of 3 hours.",
    "3. The Locum shall see patients at 1O minute appointments.",
    "4. The Locum shall attend at the Surgery of the Practice for each session booked.",
    "5. The Practice may end this agreement at once.",
]


def test_misread_words_and_figures_are_understood_and_quoted_as_they_were_read(checker):
    document = extract(pdf(lines(CLAUSES, pitch=30)))
    doubted = replaced(document, doubtful=((0, len(document.text)),))
    plain, mended = checker.check(document), checker.check(doubted)
    assert "indemnity.unlimited" not in {finding.rule for finding in plain.findings}
    quote = next(finding.quote for finding in mended.findings if finding.rule == "indemnity.unlimited")
    assert "lndemnify" in quote
    values = {quantity.name: quantity.value for quantity in mended.quantities}
    assert values["appointment_minutes"] == 10
    assert values["session_fee_gbp"] == 500


@needs_ocr
def test_of_a_scan_read_in_part_the_grade_is_withheld(checker):
    pages = [scanned(page) for page in drawn(sample("locum-terms.pdf"))]
    pages.append(drawn(pdf(lambda canvas: canvas.circle(300, 400, 200, fill=1)))[0])
    report = checker.check(extract(as_pdf(pages), ocr="fast"))
    assert report.grade is None
    assert any("read in part, 2 of 3 pages" in notice.message for notice in report.notices)
