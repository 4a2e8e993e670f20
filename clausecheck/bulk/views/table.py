"""A batch as one CSV file, a row a finding, that a spreadsheet opens without obeying it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.views.entries import Entry, ordered, title
from clausecheck.bulk.views.survey import Survey, with_reports
from clausecheck.render.csv import COLUMNS as ONE_REPORT
from clausecheck.render.csv import tamed
from clausecheck.render.plain import visible
from clausecheck.render.rows import Cell, values_text
from clausecheck.render.wording import BASIS, SEVERITIES

__all__ = ["COLUMNS", "write_table"]

COLUMNS = (*ONE_REPORT, "group", "group_templates")
"""The first row: that of `check --format csv`, then the group of like clauses and in how many templates it stands."""


def write_table(
    path: Path, survey: Survey, results: Iterable[Result], *, titles: Mapping[str, str] | None = None
) -> None:
    """Write the table; `results` are those that were surveyed and are read once more.

    A document without findings has a row too, with no number, so that what was read and what was not can be told apart.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, lineterminator="\r\n")
        out.writerow(COLUMNS)
        for row in _rows(survey, results, titles or {}):
            out.writerow([_written(cell) for cell in row])


def _rows(survey: Survey, results: Iterable[Result], titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    at = told = 0
    for number, one, report in with_reports(survey, results):
        for entry in survey.entries[told:number]:
            yield _bare(entry)
        told = number + 1
        if not report["findings"]:
            yield _bare(one)
        for count, finding in enumerate(ordered(report), 1):
            group = survey.group_of[at]
            at += 1
            templates = len(survey.groups[group - 1].members) if group else None
            yield (*_head(one), count, *_finding(finding, titles), group or None, templates)
    for entry in survey.entries[told:]:
        yield _bare(entry)


def _head(one: Entry) -> tuple[str, str, str]:
    missing = "; ".join(why if one.outcome is Outcome.failed else f"{part}: {why}" for part, why in one.unread)
    read = "no" if one.outcome is Outcome.failed else "whole" if one.whole else "in part"
    return one.name, f"{read} ({missing})" if missing else read, one.letter or "none"


def _bare(one: Entry) -> tuple[Cell, ...]:
    return (*_head(one), *[None] * (len(COLUMNS) - 3))


def _finding(finding: dict[str, Any], titles: Mapping[str, str]) -> tuple[Cell, ...]:
    """In the order of `clausecheck.render.rows.FINDING_COLUMNS`."""
    model = finding["model"] or {"clause": "", "quote": ""}
    values = tuple((name, value) for name, value in finding["values"].items() if value is not None)
    return (
        finding["topic"],
        title(finding["topic"], titles),
        finding["axis"],
        finding["severity"],
        SEVERITIES[finding["severity"]].lower(),
        finding["confidence"],
        finding["clause"],
        finding["page"],
        finding["quote"],
        finding["plain"],
        " / ".join(finding["effects"]),
        finding["why"],
        model["clause"],
        model["quote"],
        finding["ask"],
        BASIS.get(finding["basis"], finding["basis"]),
        "; ".join(f"[{s['key']}] {s['title']} {s['address']}".rstrip() for s in finding["sources"]),
        values_text(values),
        finding["rule"],
        finding["start"],
        finding["end"],
        finding["fingerprint"],
    )


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return tamed(visible(cell)) if isinstance(cell, str) else cell
