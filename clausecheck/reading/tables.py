"""Rows of tables and forms: cells between bars, and cells in aligned columns."""

from typing import NamedTuple

from clausecheck.document import BlockKind, Span
from clausecheck.patterns import pattern
from clausecheck.reading.headings import is_title, opening_label
from clausecheck.reading.lines import Line

__all__ = ["Row", "Table", "bars_in", "columns_begin", "read_bars", "read_columns"]

Row = tuple[Span, ...]
"""The cells of one row, empty ones left out."""


class Table(NamedTuple):
    """Rows that stand together."""

    rows: list[tuple[int, Row]]
    """Index of the line that each begins on, and its cells."""
    headed: bool
    """The first row names the columns."""
    after: int
    """Index of the first line after them."""


_GAP = pattern(r"(?<=[^\s.!?])(?: {2,}|\s*\t\s*)(?=\S)|(?<=[.!?])(?: {4,}| *\t\s*)(?=\S)|(?<=\S) {3,}(?=[£\d])")
_RULE = pattern(r"[\s|:+=─-]{3,}")
_MOST_CELLS = 9
"""More gaps than this in a line are justified text, not a table."""


def _is_rule(text: str) -> bool:
    """A line such as `|---|---|`, which draws the table and says nothing."""
    return _RULE.fullmatch(text) is not None


def _bar_cells(text: str, start: int, end: int) -> Row:
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


def _column_cells(line: str, start: int) -> Row:
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


_LONE_ROW = 60
"""A line `Label: value` that stands alone is a row only if it is shorter."""
_FIGURE = pattern(r"\d|£|%")
_HEAD_WORD = pattern(
    r"(?i)(?:notice|date|day|time|session|item|fee|charge|rate|what|who|when|how|period|service|encounter|grade|role|"
    r"field|entry|requirement|choice|option|particulars|heading|value|provision|matter|subject|answer|question|"
    r"shift|start|finish|agreed|description|detail|amount|payable|condition|term|type|kind|activity|task|circumstance)"
)


def _has_head(text: str, rows: list[Row]) -> bool:
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
    if words[-1].count(" ") > 2 or not words[-1][:1].isupper():
        return False
    return bool(values) and all(_FIGURE.search(value) for value in values)


def bars_in(line: str) -> int:
    """How many cells the bars of a line make, empty ones included."""
    framed = line.startswith("|")
    return line.count("|") + 1 - framed - (framed and line.endswith("|") and len(line) > 1)


def read_bars(text: str, lines: list[Line], at: int) -> Table:
    """Rows of the table drawn with bars that begins on a line."""
    rows: list[tuple[int, Row]] = []
    ruled = False
    first = at
    while at < len(lines):
        line = lines[at]
        row = line.kind is BlockKind.table_row
        if not (row or line.text[0] == "|" or " | " in line.text):
            break
        if at > first and line.gap and not (row and lines[at - 1].kind is BlockKind.table_row):
            break
        if _is_rule(line.text):
            ruled = ruled or len(rows) == 1
        elif cells := _bar_cells(text, line.start, line.end):
            rows.append((at, cells))
        at += 1
    return Table(rows, ruled or _has_head(text, [cells for _, cells in rows]), at)


def columns_begin(lines: list[Line], at: int, alone: bool) -> bool:
    """Rows held apart by space or colons begin on a line; `alone`: it does not go on with the line before."""
    line = lines[at]
    return bool(_column_cells(line.text, line.start)) or (alone and _form_row(lines, at))


def _form_row(lines: list[Line], at: int) -> bool:
    """One of several lines `Label: value` that stand together."""
    line = lines[at]
    if ":" not in line.text[:44] or len(line.text) > 160 or not opening_label(line.text):
        return False
    after = lines[at + 1] if at + 1 < len(lines) else None
    if after and not after.gap and after.text[0].islower():
        return False
    if after and not after.gap and opening_label(after.text):
        return True
    if at > 0 and not line.gap:
        return opening_label(lines[at - 1].text) is not None
    return len(line.text) < _LONE_ROW and (after is None or bool(after.gap)) and is_title(line.text.rstrip("."))


def read_columns(text: str, lines: list[Line], at: int, headers: set[int]) -> Table:
    """Rows that begin on a line, whose cells are held apart by space or a colon; `headers`: lines of mail headers."""
    rows: list[tuple[int, Row]] = []
    value_at = 0
    first = at
    while at < len(lines) and (at == first or not lines[at].gap) and at not in headers:
        line = lines[at]
        if cells := _column_cells(line.text, line.start):
            value_at = line.indent + cells[1][0] - line.start
            rows.append((at, cells))
        elif rows and value_at and line.indent >= max(value_at - 2, 4):
            before, last = rows[-1]
            rows[-1] = (before, (*last[:-1], (last[-1][0], line.end)))
        elif _form_row(lines, at) and (value := opening_label(line.text)):
            colon = line.text.rindex(":", 0, value)
            rows.append((at, ((line.start, line.start + colon), (line.start + value, line.end))))
        else:
            break
        at += 1
    return Table(rows, _has_head(text, [cells for _, cells in rows]), at)
