"""A batch as one CSV file, a row each thing found, that a spreadsheet opens without obeying it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.revived import cost_of, finding_of, mismatch_of, pack_of, position_of
from clausecheck.bulk.views.entries import Entry, ordered
from clausecheck.bulk.views.survey import Survey, with_reports
from clausecheck.render.csv import COLUMNS as ONE_REPORT
from clausecheck.render.csv import tamed
from clausecheck.render.plain import visible
from clausecheck.render.rows import FINDING_COLUMNS, Cell, cost_cells, finding_cells, mismatch_cells
from clausecheck.render.rows_beside import BESIDE_COLUMNS, pack_cells, position_cells

__all__ = ["COLUMNS", "write_table"]

COLUMNS = (*ONE_REPORT, "group", "group_templates")
"""The first row: that of `check --format csv`, then the group of like clauses and in how many templates it stands.

Where a pack or a playbook was asked for, `BESIDE_COLUMNS` follow.
"""


def write_table(
    path: Path, survey: Survey, results: Iterable[Result], *, titles: Mapping[str, str] | None = None
) -> None:
    """Write the table; `results` are those that were surveyed and are read once more.

    A document with nothing to tell has a row too, with no number, so that what was read can be told from what was not.
    """
    columns = (*COLUMNS, *BESIDE_COLUMNS) if survey.packs or survey.positions else COLUMNS
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, lineterminator="\r\n")
        out.writerow(columns)
        for row in _rows(survey, results, titles or {}):
            out.writerow([_written(row.get(column)) for column in columns])


def _rows(survey: Survey, results: Iterable[Result], titles: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    at = told = 0
    for number, one, report in with_reports(survey, results):
        yield from (_head(entry) for entry in survey.entries[told:number])
        told = number + 1
        beside = list(_beside(report, titles))
        if not report["findings"] and not report["mismatches"] and not report["costs"] and not beside:
            yield _head(one)
        for count, finding in enumerate(ordered(report), 1):
            group = survey.group_of[at]
            at += 1
            templates = len(survey.groups[group - 1].members) if group else None
            cells = dict(zip(FINDING_COLUMNS, finding_cells(finding_of(finding), titles), strict=True))
            cells |= {"group": group or None, "group_templates": templates}
            yield _head(one) | {"kind": "finding", "number": count} | cells
        for count, mismatch in enumerate(report["mismatches"], 1):
            yield _head(one) | {"kind": "mismatch", "number": count, **mismatch_cells(mismatch_of(mismatch))}
        for count, cost in enumerate(report["costs"], 1):
            yield _head(one) | {"kind": "cost", "number": count, **cost_cells(cost_of(cost), titles)}
        yield from (_head(one) | cells for cells in beside)
    yield from (_head(entry) for entry in survey.entries[told:])


def _beside(report: dict[str, Any], titles: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    """What packs found and where it stands on positions."""
    yield from pack_cells([pack_of(pack) for pack in report.get("packs", ())], titles)
    yield from position_cells(map(position_of, report.get("positions", ())), titles)


def _head(one: Entry) -> dict[str, Cell]:
    missing = "; ".join(why if one.outcome is Outcome.failed else f"{part}: {why}" for part, why in one.unread)
    read = "no" if one.outcome is Outcome.failed else "whole" if one.whole else "in part"
    return {"file": one.name, "read": f"{read} ({missing})" if missing else read, "grade": one.letter or "none"}


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return tamed(visible(cell)) if isinstance(cell, str) else cell
