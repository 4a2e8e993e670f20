"""The cover says the grade, why, and how to read the marks, and never runs off its page."""

import re
from dataclasses import replace

from reportlab.pdfbase.pdfmetrics import stringWidth

from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.mark.cover import WIDTH, cover_content, text_width
from tests.render import reports

SHOWN = re.compile(rb"/(\w) (\S+) Tf (\S+) (\S+) Td \((.*)\) Tj ET$", re.MULTILINE)


def shown(content):
    """Font, size, x, y and text of every line."""
    return [
        (font.decode(), float(size), float(x), float(y), re.sub(rb"\\(.)", rb"\1", text).decode("cp1252"))
        for font, size, x, y, text in SHOWN.findall(content)
    ]


def said(report):
    return "\n".join(text for *_, text in shown(cover_content(report)))


def test_it_says_grade_reasons_parts_and_what_was_not_read():
    text = said(reports.report())
    for expected in (
        "contract.pdf",
        "Grade D: not without changes",
        "Overrun is unpaid.",
        "Workload D · Pay B",
        "Negotiate hard: 1 passage",
        "Do not sign unchanged: 1 passage",
        "Worth a look; the rules are not sure: 1 passage",
        "page 2: it is a picture",
        "Law and guidance as read on 2026-11-02.",
        "This is not legal advice.",
    ):
        assert expected in text


def test_without_a_grade_it_says_why():
    text = said(replace(reports.report(), grade=None, notices=(Notice("coverage", "No grade: read in part."),)))
    assert "No grade\n" in text
    assert "No grade: read in part." in text


def test_every_line_stays_within_the_page_whatever_it_says():
    long = "unbreakable" * 40
    grade = replace(reports.report().grade, reasons=tuple(f"{long} and words enough to wrap {i}" for i in range(30)))
    parts = tuple(CoveragePart(f"page {i}", False, f"(a \\ picture) “{long}”") for i in range(50))
    content = cover_content(replace(reports.report(), name=long, grade=grade, coverage=Coverage(parts)))
    lines = shown(content)
    assert len(lines) > 30
    for font, size, x, y, text in lines:
        assert x + stringWidth(text, "Helvetica-Bold" if font == "B" else "Helvetica", size) <= WIDTH - 55
        assert y >= 55


def test_widths_are_those_of_helvetica_or_a_little_more():
    text = "".join(map(chr, range(32, 127)))
    assert text_width(text, 10) == round(stringWidth(text, "Helvetica", 10), 6)
    assert text_width(text, 10, bold=True) >= stringWidth(text, "Helvetica-Bold", 10)
