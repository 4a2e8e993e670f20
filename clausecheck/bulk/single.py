"""The HTML report of each document of a batch, as a file that says what it was made of.

It is written where document and report are at hand, by whoever judged. One that an earlier run left stands if it was
made of the same bytes, under the same name, by the same rules and program, and came to the same line of results (which
is another where a password opened more of it): its last line tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.faults import ReportUnwritten
from clausecheck.bulk.job import Item, Job, Told, keyed
from clausecheck.bulk.views.reports import Mark, beside, mark_of, of_line, report_file, write_report
from clausecheck.errors import UsageProblem

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.report import Report

__all__ = ["is_at_hand", "keep_report"]


def is_at_hand(job: Job, item: Item, told: Told) -> bool:
    """Nothing is missing that a result at hand should have beside it: its report, where reports are wanted.

    Where what is told has no line, as it stands in a journal, the report is known by all else that it was made of.
    """
    if job.reports is None or told.failure:
        return True
    place, by = _place(job.reports, item), _by(job, item, told.sha256)
    marks = (mark for path in (place, beside(place)) if (mark := mark_of(path)) is not None)
    return any(mark.by == by and (not told.line or mark.result == of_line(told.line)) for mark in marks)


def keep_report(
    job: Job, item: Item, report: Report, document: Document, titles: Mapping[str, str], *, line: str
) -> None:
    """Write the report of one document, whose line of results is given.

    Where one of another result stands it waits beside that. Raises ReportUnwritten where that fails, so that no result
    goes without.
    """
    if job.reports is None:
        return
    try:
        mark = Mark(_by(job, item, report.sha256), of_line(line))
        place = _place(job.reports, item)
        there = mark_of(place)
        # The page of the run before leads there until this one is done.
        target = place if there is None or there.result == mark.result else beside(place)
        write_report(report, document, titles, target, mark.text)
    except UsageProblem as error:
        more = "What was done is kept: go on with --resume, or with --resume --no-reports."
        raise ReportUnwritten(f"{error} {more}") from error


def _place(folder: str, item: Item) -> Path:
    return Path(folder, report_file(item.name))


def _by(job: Job, item: Item, content: str) -> str:
    """Hash of all that the report depends on before anything is read."""
    keys = keyed(job).keys
    of = f"{'' if keys is None else keys.result(content)} {item.base}"
    return sha256(of.encode("utf-8", "surrogatepass")).hexdigest()
