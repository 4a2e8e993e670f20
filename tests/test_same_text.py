"""A contract gives the same findings whatever form it is saved in.

The sample contracts, those made as PDF and as Word alike, are built as Word files and saved by LibreOffice in every
other form. What differs, and why, stands in EXCEPTIONS and nowhere else.
"""

from __future__ import annotations

import io
import re
from email.message import EmailMessage
from functools import cache

import docx
import pytest
from docx.oxml import parse_xml

from clausecheck.document import Document
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.report import Confidence, Report
from tests.extract.with_office import all_converted, needs_office
from tests.samples.test_build import SAMPLES, _load_builder

SOURCES = tuple(path.stem for path in sorted((SAMPLES / "sources").iterdir()) if path.suffix == ".md")
FORMS = (".odt", ".rtf", ".doc", ".html", ".pdf", "mail", "html mail")
TABLES_IN_COLUMNS = "half a page is too narrow for its table: words are broken in the cells, rows torn over columns"
WRAPPED_SHORT = "a line of a narrow column before a word with a capital is taken for broken on purpose"
SECOND_READER = 0.85
"""Share of what the second reader says by itself that must be the same from every form."""
EXCEPTIONS = {
    "agency-terms": (0.75, TABLES_IN_COLUMNS),
    "booking-form": (0.9, TABLES_IN_COLUMNS),
    "federation-schedule": (0.8, TABLES_IN_COLUMNS),
    "locum-terms": (0.94, WRAPPED_SHORT),
    "out-of-hours-board": (0.8, TABLES_IN_COLUMNS),
    "platform-terms": (0.93, WRAPPED_SHORT),
    "practice-agreement": (0.84, TABLES_IN_COLUMNS),
    "practice-letter": (0.95, WRAPPED_SHORT),
    "solicitor-two-columns": (0.95, WRAPPED_SHORT),
}
"""Two columns: the least share of findings that must be the same, and why it is not all of them."""
Said = set[tuple[str, str, str]]


@cache
def words() -> tuple[bytes, ...]:
    builder = _load_builder()
    sources = (builder.read_source(SAMPLES / "sources" / f"{name}.md") for name in SOURCES)
    return tuple(builder.as_word(source) for source in sources)


@cache
def in_columns() -> tuple[bytes, ...]:
    return tuple(map(two_columns, words()))


def two_columns(data: bytes) -> bytes:
    """The same Word file set in two columns, its tables as wide as one."""
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]._sectPr
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for columns in section.findall(f"{{{space}}}cols"):
        section.remove(columns)
    section.append(parse_xml(f'<w:cols xmlns:w="{space}" w:num="2" w:space="720"/>'))
    for width in document.element.body.iter(f"{{{space}}}gridCol", f"{{{space}}}tcW"):
        width.set(f"{{{space}}}w", "1300")
    for width in document.element.body.iter(f"{{{space}}}tblW"):
        width.set(f"{{{space}}}type", "pct")
        width.set(f"{{{space}}}w", "5000")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def checker() -> Checker:
    return Checker()


@cache
def report(data: bytes) -> Report:
    return checker().check(extract(data, name="contract"))


def said(checked: Report, *, second: bool = False) -> Said:
    """Rule, topic and words of every finding and protection, of the rules or of the second reader alone.

    Of the second reader's own only what counts: one that is near a limit falls on either side of it, for that reader
    looks at the whole contract, where a heading more or a line less changes what stands beside what.
    """
    every = [
        one
        for one in (*checked.findings, *checked.protections)
        if (".second-reader-" in one.rule) is second and not (second and one.confidence is Confidence.low)
    ]
    return {(each.rule, each.topic, " ".join(re.findall(r"\w+", each.quote.lower()))) for each in every}


def alike(one: Said, other: Said) -> float:
    """The share that both say of all that either says; 1 where neither says anything."""
    return len(one & other) / len(one | other) if one | other else 1.0


def mailed(content: str, subtype: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Ann Lee <ann@surgery.example>"
    message["To"] = "Dr Roe <roe@locum.example>"
    message["Date"] = "Mon, 05 May 2025 09:00:00 +0100"
    message["Subject"] = "Contract"
    message["Message-ID"] = "<1@surgery.example>"
    message.set_content(content, subtype=subtype)
    return message.as_bytes()


def saved_as(form: str, index: int) -> bytes:
    if form == "mail":
        document: Document = extract(words()[index])
        return mailed(document.text, "plain")
    if form == "html mail":
        return mailed(all_converted(words(), ".docx", ".html")[index].decode(), "html")
    return all_converted(words(), ".docx", form)[index]


@needs_office
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SOURCES)
def test_every_form_gives_the_same_findings_and_grade(name: str, form: str) -> None:
    index = SOURCES.index(name)
    expected, got = report(words()[index]), report(saved_as(form, index))
    assert said(got) == said(expected)
    assert alike(said(got, second=True), said(expected, second=True)) >= SECOND_READER
    assert got.grade is not None
    assert expected.grade is not None
    assert got.grade.letter == expected.grade.letter


@needs_office
@pytest.mark.parametrize("name", SOURCES)
def test_two_columns_give_the_same_findings_but_for_the_exceptions(name: str) -> None:
    index = SOURCES.index(name)
    expected = report(words()[index])
    got = report(all_converted(in_columns(), ".docx", ".pdf")[index])
    least, _ = EXCEPTIONS.get(name, (1.0, ""))
    same = said(expected) & said(got)
    assert len(same) >= least * len(said(expected))
    assert got.grade is not None
    assert expected.grade is not None
    assert got.grade.letter == expected.grade.letter
