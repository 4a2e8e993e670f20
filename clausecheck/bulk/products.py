"""What batches leave in folders, so that none takes it for contracts: results, views, and the report of each document.

Only names and places tell, and for reports the mark at their end: what somebody else puts there is a contract like any
other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from clausecheck.bulk.folder import ABOUT, JOURNAL, LOCK, PREVIOUS, RESULTS
from clausecheck.bulk.views.files import DASHBOARD, MADE_OF, SUMMARY, TABLE, WORKBOOK
from clausecheck.bulk.views.reports import ENDINGS, FOLDER, mark_of

__all__ = ["Products", "among"]

_RESULTS = frozenset([RESULTS, PREVIOUS, JOURNAL, ABOUT, LOCK])
_OURS = _RESULTS | {DASHBOARD, SUMMARY, TABLE, WORKBOOK, MADE_OF}


class Products:
    """Knows files that batches wrote: this one into `out`, others where their results stand."""

    def __init__(self, out: str) -> None:
        """`out` is a real path."""
        self._folders = {out: True}

    def holds(self, real: str) -> str:
        """The folder of results that the file at this real path belongs to; empty for a file of somebody else."""
        folder, name = os.path.split(real)
        if _is_ours(name) and self._is_folder(folder):
            return folder
        above, inner = os.path.split(folder)
        if inner == FOLDER and name.endswith(ENDINGS) and self._is_folder(above) and mark_of(Path(real)) is not None:
            return above
        return ""

    def _is_folder(self, folder: str) -> bool:
        """It holds results of a batch."""
        if folder not in self._folders:
            self._folders[folder] = all(os.path.isfile(os.path.join(folder, name)) for name in (ABOUT, RESULTS))
        return self._folders[folder]


def among(paths: Iterable[str]) -> dict[str, str]:
    """Which of these, all that is in a folder elsewhere, belong to results, and to those of which folder.

    Each is a path with `/`. Ends are not looked at: there it is the place alone that tells a report.
    """
    parts = {path: path.rpartition("/") for path in paths}
    folders = [{folder for folder, _, name in parts.values() if name == wanted} for wanted in (ABOUT, RESULTS)]
    found = {}
    for path, (folder, _, name) in parts.items():
        above, _, inner = folder.rpartition("/")
        if folder in folders[0] & folders[1] and _is_ours(name):
            found[path] = folder
        elif above in folders[0] & folders[1] and inner == FOLDER and name.endswith(".html"):
            found[path] = above
    return found


def _is_ours(name: str) -> bool:
    return name in _OURS or (name.startswith(".") and name.endswith(".part"))
