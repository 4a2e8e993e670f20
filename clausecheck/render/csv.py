"""Reports → one CSV file, a row a finding, mismatch or cost, that a spreadsheet opens without obeying it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from clausecheck.render.plain import visible
from clausecheck.render.rows import (
    DEAL_COLUMNS,
    FINDING_COLUMNS,
    Cell,
    cost_cells,
    finding_cells,
    in_order,
    mismatch_cells,
    reports,
)
from clausecheck.report import Report

__all__ = ["COLUMNS", "CsvTable", "tamed"]

COLUMNS = ("file", "read", "grade", "kind", "number", *FINDING_COLUMNS, *DEAL_COLUMNS)
"""The first row; `kind` is `finding`, `mismatch`, `cost`, or nothing in the row of a file without any."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What makes a spreadsheet calculate a cell; the wide forms do so where East Asian writing is set.


def tamed(cell: str) -> str:
    """`cell` as a spreadsheet takes it for text: with an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class CsvTable:
    """Takes in one report after the other; `text` gives the file.

    A file with nothing to tell has a row too, with no number, so that what was read and what was not can be told apart.
    """

    def __init__(self, titles: Mapping[str, str] | None = None) -> None:
        """`titles` of topics by slug; without them titles are made from the slugs."""
        self._titles = titles or {}
        self._rows: list[Sequence[Cell]] = [COLUMNS]

    def add(self, name: str, report: Report) -> None:
        """Add what a check said of the file that the user calls `name`."""
        for file, part in reports(report, name):
            unread = "; ".join(f"{p.name}: {p.why}" for p in part.coverage.unread)
            head: dict[str, Cell] = {
                "file": file,
                "read": f"in part ({unread})" if unread else "whole",
                "grade": part.grade.letter if part.grade else "none",
            }
            for cells in [*self._cells(part)] or [{}]:
                self._row(head | cells)

    def _cells(self, report: Report) -> Iterator[dict[str, Cell]]:
        """The rows of one report, by column: findings, mismatches, costs, each kind counted from 1."""
        for number, finding in enumerate(in_order(report), 1):
            cells = zip(FINDING_COLUMNS, finding_cells(finding, self._titles), strict=True)
            yield {"kind": "finding", "number": number, **dict(cells)}
        for number, mismatch in enumerate(report.mismatches, 1):
            yield {"kind": "mismatch", "number": number, **mismatch_cells(mismatch)}
        for number, cost in enumerate(report.costs, 1):
            yield {"kind": "cost", "number": number, **cost_cells(cost, self._titles)}

    def _row(self, cells: Mapping[str, Cell]) -> None:
        self._rows.append([cells.get(column) for column in COLUMNS])

    def fail(self, name: str, why: str) -> None:
        """Add that a file could not be checked, and why."""
        self._row({"file": name, "read": f"no ({why})", "grade": "none"})

    def text(self) -> str:
        """All rows; opens with the mark by which spreadsheets know UTF-8, lines end as RFC 4180 has them."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([[_written(cell) for cell in row] for row in self._rows])
        return "\ufeff" + out.getvalue()


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return tamed(visible(cell)) if isinstance(cell, str) else cell
