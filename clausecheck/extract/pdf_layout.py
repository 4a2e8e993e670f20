"""Reading order of a page: words in the order they were drawn, put into the order they are read.

Programs that write contracts draw them in reading order, so the drawing order is kept wherever it flows down the page;
a page that jumps about is ordered by the white space on it instead (an XY-cut).
"""

from itertools import pairwise

from clausecheck.extract.labels import HANGING
from clausecheck.extract.pdf_notes import with_notes_set
from clausecheck.extract.pdf_words import Line, Word, line_of, median, rows_of

__all__ = ["Line", "Word", "in_reading_order", "line_of", "median", "rows_of"]

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
_MIN_CROSSINGS = 3
"""Lines with a gap at one place, as wide as a gutter, from which a page that flows down may be drawn across columns."""
_STANDS_OUT = 1.8
"""Times the usual gap of its line, from which a gap may be a gutter."""


def in_reading_order(lines: list[Line], *, drawn: bool = True) -> list[Line]:
    """The lines of one page as they are read; table rows are kept whole.

    Where the order of `lines` is not that of drawing, the white space alone says how they are read.
    """
    runs = _runs(lines)
    flows = drawn and len(runs) - 1 <= max(_MAX_JUMPS, _JUMP_SHARE * len(lines))
    if flows and not _may_cross(lines):
        return [line for run in _order_runs(runs, 0) for line in run]
    words = [word for line in lines if not line.cells for word in line.words]
    ordered = _cut(words, 0)
    if flows and len(ordered) == len(rows_of(words)):  # no column was found: the gaps are those of a form
        return [line for run in _order_runs(runs, 0) for line in run]
    for row in (line for line in lines if line.cells):
        ordered.insert(_place(ordered, row), row)
    return ordered


def _may_cross(lines: list[Line]) -> bool:
    """Several lines have a gap as wide as a gutter at one place: within them, or to the one drawn beside them."""
    edges: list[tuple[float, int]] = []
    before: Line | None = None
    for line in lines:
        if line.cells:
            continue
        beside = before is not None and abs(line.top - before.top) <= 0.5 * (line.bottom - line.top)
        if beside and before is not None and line.x0 - before.x1 >= _GUTTER:
            edges += ((before.x1, 1), (line.x0, -1))
        words = line.words
        gaps = [(other[1] - one[3], one[3], other[1]) for one, other in pairwise(words)]
        if gaps and HANGING.fullmatch(words[0][0]):
            del gaps[0]
        if gaps and max(gaps)[0] >= _GUTTER:
            usual = median(gap[0] for gap in gaps)  # wide too where a line was stretched to the margin
            for gap, start, stop in gaps:
                if gap >= max(_GUTTER, _STANDS_OUT * usual):
                    edges += ((start, 1), (stop, -1))
        before = line
    open_gaps = 0
    for _, step in sorted(edges):
        open_gaps += step
        if open_gaps >= _MIN_CROSSINGS:
            return True
    return False


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
            parts = [_order_runs([runs[i] for i in sorted(group)], depth + 1) for group in groups]
            if axis == 1:
                return [run for part in parts for run in part]
            return with_notes_set([[line for run in part for line in run] for part in parts])
    return runs


def _cut(words: list[Word], depth: int) -> list[Line]:
    """Lines, column after column, with what stands above and below the columns in its place."""
    rows = rows_of(words)
    lines = [line_of(row) for row in rows]
    if depth >= 6 or not words:
        return lines
    gutter = _gutter(words, 3)
    if gutter is not None:
        left = [w for w in words if w[1] + w[3] < 2 * gutter]
        right = [w for w in words if w[1] + w[3] >= 2 * gutter]
        columns = with_notes_set([_cut(left, depth + 1), _cut(right, depth + 1)])
        return [line for column in columns for line in column]
    for cut in (1, 2, 3, 4, 6, 9, 13):
        if cut > len(rows) - 6:
            break
        rest = [w for row in rows[cut:] for w in row]
        if _gutter(rest, 4) is not None:
            return lines[:cut] + _cut(rest, depth + 1)
    for cut in (1, 2, 3, 4, 6, 9, 13, 20, 30, 40):
        if cut > len(rows) - 6:
            break
        rest, tail = [w for row in rows[:-cut] for w in row], [w for row in rows[-cut:] for w in row]
        if _gutter(rest, 4) is not None:
            return _cut(rest, depth + 1) + _cut(tail, depth + 1)
    return lines


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
            if (
                not _labels_end(left, middle)
                and _is_prose(left, min_rows)
                and (_is_prose(right, min_rows) or _gutter(right, min_rows) is not None)
            ):
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
