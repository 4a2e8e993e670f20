"""All views of a batch, beside its results; nothing is made again of what they were made of already."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from clausecheck import __version__
from clausecheck.bulk.result import Result
from clausecheck.bulk.views.changes import changes
from clausecheck.bulk.views.dashboard import write_dashboard
from clausecheck.bulk.views.files import (
    DASHBOARD,
    MADE_OF,
    SUMMARY,
    TABLE,
    WORKBOOK,
    previous_of,
    replacing,
    write_if_other,
)
from clausecheck.bulk.views.reports import FOLDER, Reports, lines_of
from clausecheck.bulk.views.results_file import ResultsFile
from clausecheck.bulk.views.summary import summary
from clausecheck.bulk.views.survey import Survey, survey
from clausecheck.bulk.views.table import write_table
from clausecheck.bulk.views.workbook import Before, write_workbook
from clausecheck.errors import UnreadableInput
from clausecheck.record import record

__all__ = ["DASHBOARD", "SUMMARY", "TABLE", "VIEWS", "WORKBOOK", "Batch", "Views", "stale", "strangers", "write_views"]

VIEWS = (WORKBOOK, DASHBOARD, TABLE, SUMMARY)

_FORM = 2
"""Goes up where the same results would make other views in the same version."""


@record
class Views:
    """What became of the views."""

    summary: str
    written: tuple[str, ...]
    """Files that are new or other than before."""
    problem: str
    """Why there is nothing on changes though there was a run before; else empty."""


class Batch:
    """Results surveyed once, for as many views as are wanted."""

    def __init__(
        self, results: Iterable[Result], previous: Iterable[Result] | None, titles: Mapping[str, str] | None = None
    ) -> None:
        """Both are read here and once more by each view; UnreadableInput where they are none."""
        self._results, self._titles = results, titles
        self.survey: Survey = survey(results)
        self._before: Before | None = None
        if previous is not None:
            then = survey(previous, groups=False)
            self._before = Before(previous, then, changes(self.survey, then))

    def summary(self) -> str:
        """For a terminal."""
        return summary(self.survey, self._before.changes if self._before else None, titles=self._titles)

    def write_workbook(self, target: Path) -> None:
        """The Excel workbook."""
        with replacing(target) as made:
            write_workbook(made, self.survey, self._results, before=self._before, titles=self._titles)

    def write_table(self, target: Path) -> None:
        """The CSV file."""
        with replacing(target) as made:
            write_table(made, self.survey, self._results, titles=self._titles)

    def write_dashboard(self, target: Path, links: Reports, heading: str) -> None:
        """The HTML page, with links to single reports."""
        told = self._before.changes if self._before else None
        with replacing(target) as made:
            write_dashboard(made, self.survey, told=told, titles=self._titles, reports=links, heading=heading)


def write_views(results: Path, *, titles: Mapping[str, str] | None = None, heading: str = "Batch") -> Views:
    """Write workbook, dashboard, table and summary beside `results`, compared with the results of the run before there.

    Nothing is read or written where they were made of just these results already and stand unchanged. Raises
    UnreadableInput where `results` are none, UsageProblem where a file cannot be written; a run before that cannot be
    read is told of and passed over.
    """
    folder, before = results.parent, previous_of(results)
    links = Reports(folder / FOLDER, folder / DASHBOARD, lines_of(results))
    made_of = _made_of(results, before, titles or {}, links.digest, heading)
    known = _known(folder / MADE_OF)
    if known is not None and known.get("made_of") == made_of and _stand(folder, known.get("files")):
        return Views((folder / SUMMARY).read_text(encoding="utf-8"), (), str(known.get("problem", "")))
    problem = ""
    try:
        batch = Batch(ResultsFile(results), ResultsFile(before) if before.is_file() else None, titles)
    except UnreadableInput as error:
        if not error.name.startswith(str(before)):
            raise
        problem = str(error)
        batch = Batch(ResultsFile(results), None, titles)
    said = batch.summary()
    makers: dict[str, Callable[[Path], object]] = {
        WORKBOOK: batch.write_workbook,
        DASHBOARD: lambda target: batch.write_dashboard(target, links, heading),
        TABLE: batch.write_table,
        SUMMARY: lambda target: write_if_other(target, said.encode("utf-8", "backslashreplace")),
    }
    if known is None:
        write_if_other(folder / MADE_OF, b"{}")  # were this run to end here, the next would know the views for ours
    files = {}
    written = []
    for name, make in makers.items():
        old = _hash(folder / name)
        make(folder / name)
        files[name] = _hash(folder / name)
        if files[name] != old:
            written.append(name)
    told = json.dumps({"made_of": made_of, "results": _hash(results), "problem": problem, "files": files}, indent=1)
    write_if_other(folder / MADE_OF, told.encode())
    return Views(said, tuple(written), problem)


def stale(results: Path) -> tuple[str, ...]:
    """Views beside `results` that were made of others, and stand as they were made."""
    known = _known(results.parent / MADE_OF) or {}
    files = known.get("files")
    if not isinstance(files, dict) or known.get("results") == _hash(results):
        return ()
    return tuple(
        name
        for name in (WORKBOOK, DASHBOARD, TABLE, SUMMARY)
        if files.get(name, "") == _hash(results.with_name(name)) != ""
    )


def strangers(folder: Path) -> list[str]:
    """Files in a folder for results that are called like views, and were made by somebody else."""
    return [] if (folder / MADE_OF).exists() else [name for name in VIEWS if os.path.lexists(folder / name)]


def _made_of(results: Path, before: Path, titles: Mapping[str, str], reports: str, heading: str) -> str:
    parts = [__version__, _FORM, _hash(results), _hash(before), sorted(titles.items()), reports, heading]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _hash(path: Path) -> str:
    """SHA-256 of a file; empty where it is not there."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _known(path: Path) -> dict[str, object] | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _stand(folder: Path, files: object) -> bool:
    wanted = set(VIEWS)
    return isinstance(files, dict) and set(files) == wanted and all(_hash(folder / n) == h for n, h in files.items())
