"""Reports → one CSV file, a row a finding, that a spreadsheet opens without obeying it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from clausecheck.render.plain import visible
from clausecheck.render.rows import FINDING_COLUMNS, Cell, finding_cells, in_order, reports
from clausecheck.report import Report

__all__ = ["COLUMNS", "CsvTable", "tamed"]

COLUMNS = ("file", "read", "grade", "number", *FINDING_COLUMNS)
"""The first row."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What makes a spreadsheet calculate a cell; the wide forms do so where East Asian writing is set.


def tamed(cell: str) -> str:
    """`cell` as a spreadsheet takes it for text: with an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class CsvTable:
    """Takes in one report after the other; `text` gives the file.

    A file without findings has a row too, with no number, so that what was read and what was not can be told apart.
    """

    def __init__(self, titles: Mapping[str, str] | None = None) -> None:
        """`titles` of topics by slug; without them titles are made from the slugs."""
        self._titles = titles or {}
        self._rows: list[Sequence[Cell]] = [COLUMNS]

    def add(self, name: str, report: Report) -> None:
        """Add what a check said of the file that the user calls `name`."""
        for file, part in reports(report, name):
            unread = "; ".join(f"{p.name}: {p.why}" for p in part.coverage.unread)
            head = (file, f"in part ({unread})" if unread else "whole", part.grade.letter if part.grade else "none")
            findings = in_order(part)
            for number, finding in enumerate(findings, 1):
                self._rows.append((*head, number, *finding_cells(finding, self._titles)))
            if not findings:
                self._rows.append((*head, *[None] * (len(COLUMNS) - len(head))))

    def fail(self, name: str, why: str) -> None:
        """Add that a file could not be checked, and why."""
        self._rows.append((name, f"no ({why})", "none", *[None] * (len(COLUMNS) - 3)))

    def text(self) -> str:
        """All rows; opens with the mark by which spreadsheets know UTF-8, lines end as RFC 4180 has them."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([[_written(cell) for cell in row] for row in self._rows])
        return "\ufeff" + out.getvalue()


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return tamed(visible(cell)) if isinstance(cell, str) else cell
