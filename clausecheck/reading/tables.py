"""Rows of tables and forms: cells between bars, and cells in aligned columns."""

import re

from clausecheck.document import Span

__all__ = ["Row", "bar_cells", "column_cells", "has_head", "is_rule"]

Row = tuple[Span, ...]
"""The cells of one row, empty ones left out."""

_GAP = re.compile(r"(?<=[^\s.!?])(?: {2,}|\s*\t\s*)(?=\S)|(?<=[.!?])(?: {4,}| *\t\s*)(?=\S)|(?<=\S) {3,}(?=[£\d])")
_RULE = re.compile(r"[\s|:+=─-]{3,}")
_MOST_CELLS = 9
"""More gaps than this in a line are justified text, not a table."""


def is_rule(text: str) -> bool:
    """A line such as `|---|---|`, which draws the table and says nothing."""
    return _RULE.fullmatch(text) is not None


def bar_cells(text: str, start: int, end: int) -> Row:
    """Cells of a row `| a | b |`, without the space around them; empty ones left out."""
    cells = []
    at = start
    while at < end:
        bar = text.find("|", at, end)
        stop = end if bar < 0 else bar
        first, last = at, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            cells.append((first, last))
        at = stop + 1
    return tuple(cells)


def column_cells(line: str, start: int) -> Row:
    """Cells of a line whose columns are held apart by space; empty when it is no such line.

    `start` is where the line stands in the text.
    """
    if "  " not in line and "\t" not in line:
        return ()
    cells = []
    at = 0
    narrow = 0
    for gap in _GAP.finditer(line):
        cells.append((start + at, start + gap.start()))
        narrow += gap.end() - gap.start() == 2
        at = gap.end()
    if not cells or len(cells) >= _MOST_CELLS or (len(cells) > 1 and narrow == len(cells) and len(line) > 60):
        return ()
    cells.append((start + at, start + len(line)))
    return tuple(cells)


_FIGURE = re.compile(r"\d|£|%")
_HEAD_WORD = re.compile(
    r"(?i)(?:notice|date|day|time|session|item|fee|charge|rate|what|who|when|how|period|service|encounter|grade|role|"
    r"shift|start|finish|agreed|description|detail|amount|payable|condition|term|type|kind|activity|task|circumstance)"
)


def has_head(text: str, rows: list[Row]) -> bool:
    """The first of the rows names the columns and says nothing itself."""
    if len(rows) < 2:
        return False
    first = rows[0]
    widest = max(len(row) for row in rows[1:])
    words = [text[start:end] for start, end in first]
    if any(_FIGURE.search(word) for word in words[1 if len(first) >= widest else 0 :]) and widest < 3:
        return False
    if any(word.count(" ") > 7 or word[-1:] in ".;" for word in words) or len(first) < 2:
        return False
    if len(first) < widest and not _FIGURE.search(words[0]):
        return True
    if widest >= 3:
        return not _FIGURE.search(words[0]) or any(_HEAD_WORD.match(word) for word in words)
    values = [text[slice(*row[-1])] for row in rows[1:] if len(row) > 1]
    if _HEAD_WORD.match(words[0]) and _HEAD_WORD.match(words[-1]) and words[-1].count(" ") < 3:
        return True
    return bool(values) and all(_FIGURE.search(value) for value in values) and words[-1].count(" ") < 3 and words[-1][:1].isupper()
