"""Reports → one CSV file, a row each thing found, that a spreadsheet opens without obeying it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

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
from clausecheck.render.rows_beside import BESIDE_COLUMNS, pack_cells, position_cells
from clausecheck.report import Report

__all__ = ["COLUMNS", "CsvTable", "tamed"]

COLUMNS = ("file", "read", "grade", "kind", "number", *FINDING_COLUMNS, *DEAL_COLUMNS)
"""The first row; `kind` is `finding`, `mismatch`, `cost`, or nothing in the row of a file without any.

Where a pack or a playbook was asked for, `BESIDE_COLUMNS` follow and `kind` may be `duty`, `duty-missing`, `duty-note`
or `position` too.
"""

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
        self._rows: list[Mapping[str, Cell]] = []
        self._beside = False

    def add(self, name: str, report: Report) -> None:
        """Add what a check said of the file that the user calls `name`."""
        for file, part in reports(report, name):
            self._beside = self._beside or bool(part.packs or part.positions)
            unread = "; ".join(f"{p.name}: {p.why}" for p in part.coverage.unread)
            head: dict[str, Cell] = {
                "file": file,
                "read": f"in part ({unread})" if unread else "whole",
                "grade": part.grade.letter if part.grade else "none",
            }
            for cells in [*self._cells(part)] or [{}]:
                self._rows.append(head | cells)

    def _cells(self, report: Report) -> Iterator[dict[str, Cell]]:
        """The rows of one report, by column, each kind counted from 1."""
        for number, finding in enumerate(in_order(report), 1):
            cells = zip(FINDING_COLUMNS, finding_cells(finding, self._titles), strict=True)
            yield {"kind": "finding", "number": number, **dict(cells)}
        for number, mismatch in enumerate(report.mismatches, 1):
            yield {"kind": "mismatch", "number": number, **mismatch_cells(mismatch)}
        for number, cost in enumerate(report.costs, 1):
            yield {"kind": "cost", "number": number, **cost_cells(cost, self._titles)}
        yield from pack_cells(report.packs, self._titles)
        yield from position_cells(report.positions, self._titles)

    def fail(self, name: str, why: str) -> None:
        """Add that a file could not be checked, and why."""
        self._rows.append({"file": name, "read": f"no ({why})", "grade": "none"})

    def text(self) -> str:
        """All rows; opens with the mark by which spreadsheets know UTF-8, lines end as RFC 4180 has them."""
        out = io.StringIO()
        columns = (*COLUMNS, *BESIDE_COLUMNS) if self._beside else COLUMNS
        table = csv.writer(out, lineterminator="\r\n")
        table.writerow(columns)
        table.writerows([_written(row.get(column)) for column in columns] for row in self._rows)
        return "\ufeff" + out.getvalue()


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return tamed(visible(cell)) if isinstance(cell, str) else cell
