"""The HTML report of one document of a batch: what its file is called, and writing it.

It is written where document and report are at hand, in the worker that judged; the views only link to it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from clausecheck.bulk.views.files import write_if_other
from clausecheck.patterns import pattern
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.document import Document

__all__ = ["FOLDER", "Reports", "report_file", "write_report"]

FOLDER = "reports"
"""Within the folder that the batch writes to."""

_PLAIN = pattern(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_OTHER = pattern(r"[^A-Za-z0-9.-]+")
_RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
# Names that Windows keeps for devices, whatever their ending.

_LONGEST = 80


def report_file(name: str) -> PurePosixPath:
    """The file under `FOLDER` for the result of this name; two names never share one, whatever the file system.

    A plain name in small letters keeps it; of any other what is harmless stays, with 16 digits of its hash.
    """
    reserved = name.partition(".")[0] in _RESERVED
    if len(name) <= _LONGEST and not reserved and _PLAIN.fullmatch(name):
        return PurePosixPath(f"{name}.html")
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    stem = _OTHER.sub("_", name).strip("._-")[-_LONGEST:].lstrip("._-") or "report"
    return PurePosixPath(f"{'_' if stem.partition('.')[0].casefold() in _RESERVED else ''}{stem}~{digest}.html")


def write_report(
    report: Report, document: Document | None, titles: Mapping[str, str] | None, place: Path, mark: str = ""
) -> bool:
    """Write the report to `place`, whose folder is there, with `mark` at its end.

    True unless just that stood there already; UsageProblem where it cannot be written.
    """
    from clausecheck.render.html import render_html

    text = render_html(report, document, titles=titles) + mark
    return write_if_other(place, text.encode("utf-8", "backslashreplace"))


class Reports:
    """The reports in a folder, for links from a page elsewhere."""

    def __init__(self, folder: Path | None, page: Path) -> None:
        """`page` is the file that will link; None or a folder that is not there: nothing to link to."""
        self._names: frozenset[str] = frozenset()
        self._lead = ""
        if folder is None or not folder.is_dir():
            return
        try:
            way = os.path.relpath(folder.resolve(), page.resolve().parent)
            self._names = frozenset(os.listdir(folder))
        except (OSError, ValueError):  # another drive of Windows
            return
        from urllib.parse import quote

        self._lead = quote("/".join(Path(way).parts), errors="surrogateescape")

    def address(self, name: str) -> str:
        """Relative address of the report on the document of this name; empty if there is none.

        What is within a file stands in the report on the file.
        """
        file = str(report_file(name))
        if file not in self._names:
            file = str(report_file(name.partition(" > ")[0]))
        return f"{self._lead}/{file}" if file in self._names else ""

    @property
    def digest(self) -> str:
        """Changes when other reports are there to link to."""
        return sha256("\n".join([self._lead, *sorted(self._names)]).encode("utf-8", "surrogatepass")).hexdigest()
