"""The HTML report of each document of a batch, as a file that says what it was made of.

It is written where document and report are at hand, by whoever judged. One that an earlier run left stands if it was
made of the same bytes, under the same name, by the same rules and program: its last line tells.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.faults import ReportUnwritten
from clausecheck.bulk.job import Item, Job, Told, keyed
from clausecheck.bulk.views.reports import report_file, write_report
from clausecheck.errors import UsageProblem

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.report import Report

__all__ = ["is_at_hand", "keep_report", "sweep"]

_LEAD, _END = "\n<!-- made of ", " -->\n"
_DIGITS = 64
_LENGTH = len(_LEAD) + _DIGITS + len(_END)


def is_at_hand(job: Job, item: Item, told: Told) -> bool:
    """Nothing is missing that a result at hand should have beside it: its report, where reports are wanted."""
    if job.reports is None or told.failure:
        return True
    return _last_line(_place(job.reports, item)) == _mark(job, item, told.sha256).encode()


def keep_report(job: Job, item: Item, report: Report, document: Document, titles: Mapping[str, str]) -> None:
    """Write the report of one document; raises ReportUnwritten where that fails, so that no result goes without."""
    if job.reports is None:
        return
    try:
        write_report(report, document, titles, _place(job.reports, item), _mark(job, item, report.sha256))
    except UsageProblem as error:
        more = "What was done is kept: go on with --resume, or with --resume --no-reports."
        raise ReportUnwritten(f"{error} {more}") from error


def sweep(folder: Path, names: Collection[str]) -> None:
    """Remove reports that earlier runs wrote to the folder on documents that are there no more."""
    wanted = {str(report_file(name)) for name in names}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".html") and entry.name not in wanted and _is_ours(Path(entry.path)):
                with suppress(OSError):
                    os.unlink(entry.path)


def _place(folder: str, item: Item) -> Path:
    return Path(folder, report_file(item.name))


def _mark(job: Job, item: Item, content: str) -> str:
    """All that the report depends on, as a comment."""
    keys = keyed(job).keys
    of = f"{'' if keys is None else keys.result(content)} {item.base}"
    return f"{_LEAD}{sha256(of.encode('utf-8', 'surrogatepass')).hexdigest()}{_END}"


def _last_line(path: Path) -> bytes:
    """The last bytes, as many as a mark has; empty where there is no such file."""
    try:
        with path.open("rb") as stream:
            stream.seek(-_LENGTH, os.SEEK_END)
            return stream.read()
    except OSError:
        return b""


def _is_ours(path: Path) -> bool:
    last = _last_line(path)
    return last.startswith(_LEAD.encode()) and last.endswith(_END.encode())
