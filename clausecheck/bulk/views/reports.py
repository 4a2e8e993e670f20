"""The HTML report of one document of a batch: what its file is called, and writing it.

It is written where document and report are at hand, in the worker that judged; the views only link to it. Its last line
is a mark that says which line of results it stands beside: what carries another mark, or none, is never linked to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from sys import getfilesystemencoding
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from clausecheck.bulk.views.files import write_if_other
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.document import Document

__all__ = [
    "ENDINGS",
    "FOLDER",
    "Mark",
    "Reports",
    "beside",
    "lines_of",
    "mark_of",
    "of_line",
    "report_file",
    "settle",
    "write_report",
]

FOLDER = "reports"
"""Within the folder that the batch writes to."""

_PLAIN = pattern(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_OTHER = pattern(r"_{2,}")
_KEPT = ("L", "M", "Nd")
"""Unicode's categories of what stays in a name: letters of any alphabet, the marks on them, and digits."""
_RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
# Names that Windows keeps for devices, whatever their ending.

_LONGEST = 80
"""Bytes."""
_WITHIN = " > "
"""Between the name of a file and that of what is in it."""

ENDINGS = (".html", ".html.new")
"""Of reports, and of those that wait for the end of their run."""

_MARK = pattern(r"\n<!-- made of ([0-9a-f]{64})(?: for ([0-9a-f]{64}))? -->\n\Z")
_MARKED = 170
"""Bytes at the end of a report in which its mark stands."""


@record
class Mark:
    """What a report was made of."""

    by: str
    """Hash of the contract's bytes and of all that read, judged and rendered them."""
    result: str
    """`of_line` of the result beside it; empty where an earlier version wrote none."""

    @property
    def text(self) -> str:
        """As a comment at the end of the report."""
        return f"\n<!-- made of {self.by} for {self.result} -->\n"


def report_file(name: str) -> PurePosixPath:
    """The file under `FOLDER` for the result of this name; two names never share one, whatever the file system.

    A plain name in small letters keeps it; of any other letters, digits, dots and hyphens stay, with 16 digits of its
    hash.
    """
    reserved = name.partition(".")[0] in _RESERVED
    if len(name) <= _LONGEST and not reserved and _PLAIN.fullmatch(name):
        return PurePosixPath(f"{name}.html")
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    stem = _stem(name) or "report"
    return PurePosixPath(f"{'_' if stem.partition('.')[0].casefold() in _RESERVED else ''}{stem}~{digest}.html")


def _stem(name: str) -> str:
    """What may stand in the name of a file on every system, the end of it where it is long."""
    held = normalize("NFC", name).encode(getfilesystemencoding(), "replace").decode(getfilesystemencoding())
    kept = "".join(one if one in ".-" or category(one).startswith(_KEPT) else "_" for one in held)
    end = _OTHER.sub("_", kept).strip("._-").encode("utf-8")[-_LONGEST:].decode("utf-8", "ignore")
    return end.lstrip("._-")


def write_report(
    report: Report, document: Document | None, titles: Mapping[str, str] | None, place: Path, mark: str = ""
) -> bool:
    """Write the report to `place`, whose folder is there, with `mark` at its end.

    True unless just that stood there already; UsageProblem where it cannot be written.
    """
    from clausecheck.render.html import render_html

    text = render_html(report, document, titles=titles) + mark
    return write_if_other(place, text.encode("utf-8", "backslashreplace"))


def of_line(line: str | bytes) -> str:
    """What a mark holds of a line of results, which is given without its end."""
    return sha256(line.encode("utf-8") if isinstance(line, str) else line).hexdigest()


def lines_of(results: Path) -> Iterator[tuple[str, str]]:
    """Name and `of_line` of each line in a file of results; what is no line of results is passed over."""
    with suppress(OSError), results.open("rb") as stream:
        for line in stream:
            head, found, _ = line.partition(b',"outcome":')  # which cannot stand within a string of JSON
            try:
                name = json.loads(head + b"}")["input"] if found else None
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
            if isinstance(name, str):
                yield name, of_line(line.removesuffix(b"\n"))


def mark_of(path: Path) -> Mark | None:
    """What a report was made of, by its end alone; None where there is none of ours."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - _MARKED))
            found = _MARK.search(stream.read().decode("ascii", "replace"))
    except OSError:
        return None
    return found and Mark(found[1], found[2] or "")


def beside(report: Path) -> Path:
    """Where a report waits for the end of its run, as long as one of other results stands in its place."""
    return report.with_name(f".{report.name}.new")


def settle(folder: Path, results: Path) -> None:
    """Put reports that wait beside others in place, where they are of these results.

    Reports of ours that are of other results, or of documents not in these, are removed.
    """
    names = _names_in(folder)
    for name, line in lines_of(results) if names else ():
        report = folder / report_file(name)
        waiting = beside(report)
        if waiting.name in names and (mark := mark_of(waiting)) is not None and mark.result == line:
            with suppress(OSError):
                os.replace(waiting, report)
    names = _names_in(folder)
    stand = _standing(folder, names, lines_of(results))
    for name in sorted(names - stand):
        if name.endswith(ENDINGS) and mark_of(folder / name) is not None:
            with suppress(OSError):
                (folder / name).unlink()


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(normalize("NFC", name) for name in os.listdir(folder))  # older macOS takes letters apart
    except OSError:
        return frozenset()


def _standing(folder: Path, names: frozenset[str], results: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Which of the files in a folder are reports that were made with just these results."""
    stand = set()
    for name, line in results:
        file = str(report_file(name))
        if file in names and (mark := mark_of(folder / file)) is not None and mark.result == line:
            stand.add(file)
    return frozenset(stand)


class Reports:
    """The reports in a folder that belong to results, for links from a page elsewhere."""

    def __init__(self, folder: Path | None, page: Path, results: Iterable[tuple[str, str]] = ()) -> None:
        """`page` is the file that will link, `results` are as `lines_of` gives them.

        None or a folder that is not there: nothing to link to.
        """
        self._names: frozenset[str] = frozenset()
        self._whole: frozenset[str] = frozenset()
        self._lead = ""
        if folder is None or not folder.is_dir():
            return
        try:
            way = os.path.relpath(folder.resolve(), page.resolve().parent)
        except (OSError, ValueError):  # another drive of Windows
            return
        names = _names_in(folder)
        results = tuple(results) if names else ()
        self._names = _standing(folder, names, results)
        self._whole = frozenset(name for name, _ in results if _WITHIN in name)
        from urllib.parse import quote

        self._lead = quote("/".join(Path(way).parts), errors="surrogateescape")

    def address(self, name: str) -> str:
        """Relative address of the report on the document of this name; empty if there is none.

        What is within a file stands in the report on the file.
        """
        file = str(report_file(name))
        if file not in self._names and name not in self._whole:
            file = str(report_file(name.partition(_WITHIN)[0]))
        if file not in self._names:
            return ""
        from urllib.parse import quote

        return f"{self._lead}/{quote(file)}"

    @property
    def digest(self) -> str:
        """Changes when other reports are there to link to."""
        return sha256("\n".join([self._lead, *sorted(self._names)]).encode("utf-8", "surrogatepass")).hexdigest()
