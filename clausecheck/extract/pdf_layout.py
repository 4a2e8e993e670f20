"""Reading order of a page: words in the order they were drawn, put into the order they are read.

Programs that write contracts draw them in reading order, so the drawing order is kept wherever it flows down the page;
a page that jumps about is ordered by the white space on it instead (an XY-cut).
"""

from collections.abc import Iterable

from clausecheck.extract.labels import HANGING
from clausecheck.record import draft

__all__ = ["Line", "Word", "in_reading_order", "line_of", "median", "rows_of"]

Word = tuple[str, float, float, float, float]
"""Text, x0, top, x1, bottom; points from the top left corner."""


@draft
class Line:
    """One printed line, or one row of a ruled table."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[int, ...] = ()
    """For a table row: how many of the words each cell holds, left to right."""


def line_of(words: list[Word]) -> Line:
    """Line of words that stand side by side; its height is that of the first."""
    first = words[0]
    return Line(words, first[1], first[2], words[-1][3], first[4])


_MAX_JUMPS = 6
_JUMP_SHARE = 0.12
"""Upward jumps, in lines, above which the drawing order is not trusted: columns, margin notes and a footer drawn first
make a handful, shuffled pages make one in two."""

_GUTTER = 6.0
"""Narrowest white space between two columns, in points."""
_MIN_COLUMN = 0.18
"""Narrowest column, as a share of the text's width."""
_MIN_WIDTH = 150.0
"""Narrowest text, in points, that may stand in two columns."""


def in_reading_order(lines: list[Line], *, drawn: bool = True) -> list[Line]:
    """The lines of one page as they are read; table rows are kept whole.

    Where the order of `lines` is not that of drawing, the white space alone says how they are read.
    """
    runs = _runs(lines)
    if drawn and len(runs) - 1 <= max(_MAX_JUMPS, _JUMP_SHARE * len(lines)):
        return [line for run in _order_runs(runs, 0) for line in run]
    rows = [line for line in lines if line.cells]
    ordered = [line_of(row) for row in _cut([w for line in lines if not line.cells for w in line.words], 0)]
    for row in rows:
        ordered.insert(_place(ordered, row), row)
    return ordered


def _place(lines: list[Line], row: Line) -> int:
    """Where a table row belongs among lines ordered by white space."""
    for index, line in enumerate(lines):
        if line.top > row.top and line.x0 < row.x1 and line.x1 > row.x0:
            return index
    return len(lines)


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Cut the drawing order where it jumps up, or left on the same line; each run flows down."""
    runs: list[list[Line]] = []
    previous: Line | None = None
    for line in lines:
        height = line.bottom - line.top
        if (
            previous is None
            or line.bottom < previous.top + 0.5 * height
            or (line.top < previous.bottom - 0.5 * height and line.x0 < previous.x0 - 1)
        ):
            runs.append([line])
        else:
            runs[-1].append(line)
        previous = line
    return runs


def _order_runs(runs: list[list[Line]], depth: int) -> list[list[Line]]:
    """Order runs by the white bands between them, across the page first; runs that no band parts keep their order."""
    if len(runs) <= 1 or depth > 40:
        return runs
    boxes = [
        (min(x.x0 for x in run), min(x.top for x in run), max(x.x1 for x in run), max(x.bottom for x in run))
        for run in runs
    ]
    for axis in (1, 0):
        order = sorted(range(len(runs)), key=lambda i: boxes[i][axis])
        groups = [[order[0]]]
        end = boxes[order[0]][axis + 2]
        for i in order[1:]:
            if boxes[i][axis] >= end - 1.5:
                groups.append([i])
            else:
                groups[-1].append(i)
            end = max(end, boxes[i][axis + 2])
        if len(groups) > 1:
            return [run for group in groups for run in _order_runs([runs[i] for i in sorted(group)], depth + 1)]
    return runs


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words by the line they stand on, top to bottom, each line left to right."""
    rows: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda w: (w[2] + w[4], w[1])):
        y = (word[2] + word[4]) / 2
        if rows and abs(y - middle) <= 0.4 * (word[4] - word[2]):
            rows[-1].append(word)
        else:
            rows.append([word])
            middle = y
    for row in rows:
        row.sort(key=lambda w: w[1])
    return rows


def _cut(words: list[Word], depth: int) -> list[list[Word]]:
    """Rows of words, column after column, with what stands above and below the columns in its place."""
    rows = rows_of(words)
    if depth >= 6 or not words:
        return rows
    gutter = _gutter(words, 3)
    if gutter is not None:
        left = [w for w in words if w[1] + w[3] < 2 * gutter]
        right = [w for w in words if w[1] + w[3] >= 2 * gutter]
        return _cut(left, depth + 1) + _cut(right, depth + 1)
    for cut in (1, 2, 3, 4, 6, 9, 13):
        if cut > len(rows) - 6:
            break
        head, rest = rows[:cut], [w for row in rows[cut:] for w in row]
        if _gutter(rest, 4) is not None:
            return head + _cut(rest, depth + 1)
    for cut in (1, 2, 3, 4, 6, 9, 13, 20, 30, 40):
        if cut > len(rows) - 6:
            break
        rest, tail = [w for row in rows[:-cut] for w in row], [w for row in rows[-cut:] for w in row]
        if _gutter(rest, 4) is not None:
            return _cut(rest, depth + 1) + _cut(tail, depth + 1)
    return rows


def _gutter(words: list[Word], min_rows: int) -> float | None:
    """Middle of the leftmost white band that runs the whole height between two columns of prose."""
    x0, x1 = min(w[1] for w in words), max(w[3] for w in words)
    width = x1 - x0
    if width < _MIN_WIDTH:
        return None
    margin = _MIN_COLUMN * width
    end = x0
    for start, stop in sorted((w[1], w[3]) for w in words):
        if start - end >= _GUTTER and end - x0 >= margin and x1 - start >= margin:
            middle = (start + end) / 2
            left = [w for w in words if w[3] <= middle]
            right = [w for w in words if w[1] >= middle]
            if not _labels_end(left, middle) and _is_prose(left, min_rows) and _is_prose(right, min_rows):
                return middle
        end = max(end, stop)
    return None


def _labels_end(left: list[Word], middle: float) -> bool:
    """The band follows a column of clause labels, which belong to the text right of them."""
    near = [w for w in left if w[3] > middle - 30]
    return sum(1 for w in near if HANGING.fullmatch(w[0])) > 0.5 * len(near)


def _is_prose(side: list[Word], min_rows: int) -> bool:
    """Lines of several words that fill their column: not a column of prices or numbers."""
    rows = rows_of(side)
    if len(rows) < min_rows or median(len(row) for row in rows) < 3:
        return False
    width = max(w[3] for w in side) - min(w[1] for w in side)
    return median((row[-1][3] - row[0][1]) / width for row in rows) >= 0.55


def median(values: Iterable[float]) -> float:
    """The middle one of some values, or half way between the middle two.

    The module `statistics` takes longer to import than a page to read.
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
