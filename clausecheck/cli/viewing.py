"""What `batch` leaves beside its results: reports, workbook, dashboard, table and summary."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from clausecheck.cli.faults import say
from clausecheck.errors import UsageProblem
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from clausecheck.bulk.inputs import Found
    from clausecheck.bulk.running import Finished
    from clausecheck.cli.batching import Request
    from clausecheck.rulebook.model import Topic

__all__ = ["MOST_REPORTS", "Views", "places_of"]

MOST_REPORTS = 1_000
"""Documents of which each gets a report unless it is said otherwise: a quarter of a megabyte each."""


class Views:
    """The views of one batch."""

    def __init__(self, request: Request, found: Found, topics: Mapping[str, Topic]) -> None:
        """Makes the folder for reports, where they are wanted; raises UsageProblem where that cannot be."""
        self.topics = topics
        self.names = frozenset(item.name for item in found.items)
        self.places = places_of(request.inputs, found)
        self.base = _base(request.inputs)
        self.said = ""
        """The summary, once it is written."""
        self._wanted = request.views
        self._heading = PurePosixPath(self.base).name or "Batch"
        few = len(found.items) <= MOST_REPORTS
        here = request.place.cluster is None
        if request.reports and not here:
            raise UsageProblem("--reports are written where documents are judged, and --cluster is not this machine.")
        wanted = request.reports if request.reports is not None else few and request.views and here
        self.reports = _folder(request.output) if wanted else None
        if request.reports is None and request.views and here and not few:
            say(f"more than {MOST_REPORTS:,} documents: no report of each is written. --reports writes them all.")

    def write(self, finished: Finished) -> None:
        """Put reports in place and write the views, where they are wanted; raises UsageProblem where that fails."""
        from clausecheck.bulk.views.reports import FOLDER, settle
        from clausecheck.bulk.views.writing import stale, write_views

        results = finished.written.results
        settle(results.parent / FOLDER, results)
        if not self._wanted:
            if old := stale(results):
                say(f"{', '.join(old)} in {results.parent}: made of other results than those there now.")
            return
        titles = {slug: topic.title for slug, topic in self.topics.items()}
        views = write_views(results, titles=titles, heading=self._heading)
        self.said = views.summary
        if views.problem:
            say(visible(views.problem))


def _folder(output: Path) -> str:
    """The folder for reports, made if need be, as an absolute path."""
    from clausecheck.bulk.views.reports import FOLDER

    folder = output / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageProblem(
            f"{folder}: reports cannot be written there ({why}). Choose another folder for -o."
        ) from error
    return str(folder.resolve())


def places_of(inputs: tuple[str, ...], found: Found) -> dict[str, str]:
    """Path or address of each file by its name."""
    folder = inputs[0] if len(inputs) == 1 and Path(inputs[0]).is_dir() else ""
    return {item.name: item.place or os.path.join(folder, item.name) for item in found.items}


def _base(inputs: tuple[str, ...]) -> str:
    """The folder that names are relative to, from the working folder, ending in `/`; empty where they are as given."""
    if len(inputs) != 1 or not Path(inputs[0]).is_dir():
        return ""
    from clausecheck.cli.gating import shown_name

    shown = shown_name(inputs[0])
    return "" if shown == "." else f"{shown}/"
