"""Report → an Excel workbook of six sheets: overview, findings, protections, terms, quantities, coverage."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING

from clausecheck.record import record
from clausecheck.render.overview import overview
from clausecheck.render.plain import visible
from clausecheck.render.rows import Cell, finding_cells, in_order, reports, values_text
from clausecheck.render.rows_beside import pack_rows, position_row
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
        every = [part for _, part in reports(report, "")]
        beside = [sheet for sheet in _BESIDE if any(any(sheet.rows(part, titles or {})) for part in every)]
        for sheet in (*_SHEETS, *beside):
            _write(book, look, sheet, report, titles or {})
    return out.getvalue()


_LINE, _TALLEST = 15.0, 409.0
# Points of a line of text, and of the tallest row that Excel allows.

_MORE = 1.1
# Widths are counted in digits; of ordinary letters a little more fit.


class _Look:
    """The formats of cells."""

    def __init__(self, book: Workbook) -> None:
        base = {"text_wrap": True, "valign": "top", "align": "left", "bottom": 1, "bottom_color": "#C9D1D9"}
        self.head: Format = book.add_format({**base, "bold": True, "bg_color": "#DDE6EE", "bottom_color": "#000000"})
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
            # Set, because not every program makes room for wrapped text by itself.
            page.set_row(row, _height((name, *cells), columns))
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


def _height(cells: Sequence[Cell], columns: Sequence[tuple[str, int]]) -> float:
    """Points of a row in which the longest of its wrapped texts has room."""
    lines = 1
    for cell, (_, width) in zip(cells, columns, strict=True):
        if isinstance(cell, str):
            lines = max(lines, sum(max(1, ceil(len(part) / width / _MORE)) for part in cell[:_LONGEST].splitlines()))
    return min(lines * _LINE, _TALLEST)


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


def _packs(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for pack in report.packs:
        yield from pack_rows(pack, titles)


def _positions(report: Report, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    for position in report.positions:
        yield position_row(position, titles)


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
            *(("Ask for", 50), ("Basis", 18), ("Sources", 80), ("Values", 24)),
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

_BESIDE = (
    _Sheet(
        "Positions",
        (
            *(("About", 24), ("Met", 12), ("This contract", 50), ("Value", 10), ("Preferred", 26), ("Fallback", 26)),
            *(("Walk-away", 26), ("Clause", 12), ("Page", 6), ("Quote", 55), ("Own wording", 50)),
        ),
        _positions,
    ),
    _Sheet(
        "Packs",
        (
            *(("Pack", 24), ("Perspective", 12), ("Kind", 16), ("Topic", 20), ("Title", 28), ("Severity", 9)),
            *(("Confidence", 11), ("Clause", 12), ("Page", 6), ("Quote", 55), ("Plain English", 50)),
            *(("Why it matters", 50), ("Write instead", 50), ("Basis", 40)),
        ),
        _packs,
    ),
)
# Only where there is something on them: a check asks for packs and positions by options of its own.
