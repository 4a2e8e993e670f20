"""Where a passage stands in its file, in the unit in which that file is counted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from clausecheck.document import Document
from clausecheck.record import record

__all__ = ["Region", "Regions", "line_unit"]

_AS_IN_FILE = ("text", "markdown")
# Formats whose text is the file's own, so that its lines and characters are the file's too.


@record
class Region:
    """A passage: in lines and columns, or in pages, each counted from 1."""

    unit: str
    """`line`, `page`, or `line of the text as read` where the file itself has no lines to count."""
    start: int
    end: int
    start_column: int | None = None
    """None in pages; columns are counted in code points."""
    end_column: int | None = None
    """The column after the last character."""
    offset: int | None = None
    """Code points before the passage in the file; None where the file is no text."""


def line_unit(form: str) -> tuple[str, bool]:
    """What the lines of a document of this format are called, and whether they are those of the file itself."""
    own = form in _AS_IN_FILE
    return ("line" if own else "line of the text as read"), own


class Regions:
    """Finds the region of any span of one document."""

    def __init__(self, document: Document) -> None:
        """Looks up `document` alone."""
        self._document = document
        self._text = document.text
        self._lines: Sequence[int] = [0, *(at + 1 for at, char in enumerate(document.text) if char == "\n")]

    def of(self, start: int, end: int) -> Region:
        """The region of the half-open span from `start` to `end`, which holds at least a character."""
        if self._document.pages:
            first = self._document.page_of(start) or 1
            return Region("page", first, max(first, self._document.page_of(max(start, end - 1)) or first))
        (line, column), (last, after) = self._place(start), self._place(end)
        unit, own = line_unit(self._document.format)
        return Region(unit, line, last, column, after, offset=start if own else None)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1
