"""Report → an Excel workbook of six sheets: overview, findings, protections, terms, quantities, coverage."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clausecheck.record import record
from clausecheck.render.overview import overview
from clausecheck.render.plain import visible
from clausecheck.render.rows import Cell, finding_cells, in_order, reports, values_text
from clausecheck.render.wording import STATES, topic_title
from clausecheck.report import Report

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

__all__ = ["render_xlsx"]

_LONGEST = 32_767
# Characters that Excel allows in a cell.

_CUT = " … (cut: longer than a cell can hold)"

_STAMP = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# Any fixed date will do: a clock in the file would make two workbooks of one report differ.

_FILLS = {5: "#F4B6B6", 4: "#F8D3B0", 3: "#FFF0B8"}
# Behind the number of a severity, which says the same without colour.


@record
class _Sheet:
    """What one sheet holds and how it is laid out."""

    name: str
    columns: tuple[tuple[str, int], ...]
    """Head and width in characters."""
    rows: Callable[[Report, Mapping[str, str]], Iterator[Sequence[Cell]]]
    """Rows without the first column, which names the document."""


def render_xlsx(report: Report, *, titles: Mapping[str, str] | None = None) -> bytes:
    """The workbook's bytes; every text in it is a text, never a formula or a link.

    `titles` are the rules' titles of topics by slug; without them titles are made from the slugs.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,  # the contract's words stay off the disk
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": visible(report.name), "created": _STAMP})
        look = _Look(book)
        for sheet in _SHEETS:
            _write(book, look, sheet, report, titles or {})
    return out.getvalue()


class _Look:
    """The formats of cells."""

    def __init__(self, book: Workbook) -> None:
        base = {"text_wrap": True, "valign": "top"}
        self.head: Format = book.add_format({**base, "bold": True, "bg_color": "#DDE6EE", "bottom": 1})
        self.plain: Format = book.add_format(base)
        # As if typed with an apostrophe before it: Excel keeps it a text when the cell is edited.
        self.quoted: Format = book.add_format({**base, "quote_prefix": True})
        self.severity: dict[int, Format] = {
            level: book.add_format({**base, "bold": True, "bg_color": fill}) for level, fill in _FILLS.items()
        }


def _write(book: Workbook, look: _Look, sheet: _Sheet, report: Report, titles: Mapping[str, str]) -> None:
    page = book.add_worksheet(sheet.name)
    columns = (("Document", 22), *sheet.columns)
    for number, (head, width) in enumerate(columns):
        page.set_column(number, number, width)
        page.write_string(0, number, head, look.head)
    row = 0
    for name, part in reports(report, report.name if report.name != "-" else "standard input"):
        for cells in sheet.rows(part, titles):
            row += 1
            for number, cell in enumerate((name, *cells)):
                if isinstance(cell, str):
                    text = _fitting(visible(cell))
                    page.write_string(row, number, text, look.quoted if text[:1] in tuple("=+-@") else look.plain)
                elif cell is not None:
                    severity = isinstance(cell, int) and columns[number][0] == "Severity"
                    page.write_number(
                        row, number, cell, look.severity.get(int(cell), look.plain) if severity else look.plain
                    )
    page.autofilter(0, 0, max(row, 1), len(columns) - 1)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _fitting(text: str) -> str:
    if text.startswith("<r>") and text.endswith("</r>"):
        return f"{text} "  # else the writer of the workbook takes it for markup of its own
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _overview(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    yield from overview(report)


def _findings(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for number, finding in enumerate(in_order(report), 1):
        yield number, *finding_cells(finding, titles)


def _protections(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for number, p in enumerate(report.protections, 1):
        title, effects = _title(p.topic, titles), " / ".join(p.effects)
        where = (str(p.confidence), p.clause, p.page, p.quote, p.plain, effects, values_text(p.values))
        yield number, p.topic, title, p.axis, *where, p.rule, p.start, p.end, p.fingerprint


def _terms(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for t in report.terms:
        said = (STATES[t.state], t.contract, t.model, t.difference, t.silence, ", ".join(t.findings))
        yield t.topic, _title(t.topic, titles), t.axis, *said


def _quantities(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for q in report.quantities:
        yield q.name, q.value, q.unit, q.quote, q.clause, q.start, q.end


def _coverage(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for part in report.coverage.parts:
        yield part.name, "yes" if part.read else "NO", part.why, part.words


def _title(topic: str, titles: Mapping[str, str]) -> str:
    return titles.get(topic) or topic_title(topic)


_TOPIC = (("Topic", 20), ("Title", 24), ("Part", 12))
_SPAN = (("Rule", 30), ("Start", 8), ("End", 8), ("Fingerprint", 20))

_SHEETS = (
    _Sheet("Overview", (("About", 22), ("Item", 26), ("Says", 90)), _overview),
    _Sheet(
        "Findings",
        (
            ("No.", 6),
            *_TOPIC,
            *(("Severity", 9), ("In words", 18), ("Confidence", 11), ("Clause", 12), ("Page", 6), ("Quote", 55)),
            *(("Plain English", 50), ("And", 40), ("Why it matters", 50), ("Model clause", 9), ("The model says", 50)),
            *(("Ask for", 50), ("Basis", 18), ("Sources", 40), ("Values", 24)),
            *_SPAN,
        ),
        _findings,
    ),
    _Sheet(
        "Protections",
        (
            ("No.", 6),
            *_TOPIC,
            *(("Confidence", 11), ("Clause", 12), ("Page", 6), ("Quote", 60), ("Plain English", 45), ("And", 40)),
            ("Values", 24),
            *_SPAN,
        ),
        _protections,
    ),
    _Sheet(
        "Terms",
        (
            *_TOPIC,
            *(("Standing", 14), ("This contract", 60), ("The model", 60), ("Difference", 50), ("Silence matters", 9)),
            ("Findings", 22),
        ),
        _terms,
    ),
    _Sheet(
        "Quantities",
        (("Quantity", 32), ("Value", 10), ("Unit", 14), ("Quote", 60), ("Clause", 12), ("Start", 8), ("End", 8)),
        _quantities,
    ),
    _Sheet("Coverage", (("Part of the file", 28), ("Read", 7), ("Why not", 60), ("Words", 9)), _coverage),
)
