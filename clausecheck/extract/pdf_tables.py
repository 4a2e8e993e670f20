"""Ruled tables: cells from the lines drawn around them, and words into cells."""

from bisect import bisect_left
from collections.abc import Iterable

from clausecheck.extract.labels import CLAUSE_LABEL
from clausecheck.extract.pdf_layout import Line, Word, line_of, rows_of
from clausecheck.extract.pdf_rulings import Ruling

__all__ = ["Cell", "Table", "find_tables", "rows_into"]

Cell = tuple[float, float, float, float]
"""x0, top, x1, bottom."""
Table = list[list[Cell]]
"""Rows of cells, top to bottom, left to right; a cell that spans rows stands in its first."""

_SNAP = 3.0
"""Points within which two rulings are one: borders are often drawn twice, or as thin bars."""
_PROSE_WORDS = 40
"""A cell with more words, and with clause numbers at the start of its lines, holds clauses."""
_MAX_GRID = 20_000
"""Of rulings down times rulings across; more is a drawing."""


def find_tables(rulings: list[Ruling]) -> list[Table]:
    """Tables of at least two cells side by side, from the rulings of one page."""
    down = [r for r in rulings if r[3] - r[1] > r[2] - r[0]]
    across = [r for r in rulings if r[3] - r[1] <= r[2] - r[0]]
    if len(down) < 3 or len(across) < 2:
        return []
    xs, ys = _levels(r[0] for r in down), _levels(r[1] for r in across)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MAX_GRID:
        return []
    walls_down = {
        (i, j)
        for i, start, stop in ((_level(xs, r[0]), r[1], r[3]) for r in down)
        for j in range(len(ys) - 1)
        if start <= ys[j] + _SNAP and stop >= ys[j + 1] - _SNAP
    }
    walls_across = {
        (i, j)
        for j, start, stop in ((_level(ys, r[1]), r[0], r[2]) for r in across)
        for i in range(len(xs) - 1)
        if start <= xs[i] + _SNAP and stop >= xs[i + 1] - _SNAP
    }
    return _tables(_cells(xs, ys, walls_down, walls_across))


def _levels(values: Iterable[float]) -> list[float]:
    """Distinct coordinates, those closer than the snap taken as one, ascending."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _SNAP:
            levels.append(value)
    return levels


def _level(levels: list[float], value: float) -> int:
    """Index of the level that holds `value`."""
    index = bisect_left(levels, value)
    if index == len(levels) or (index and levels[index] - value > 0.0):
        return index - 1
    return index


_Square = tuple[int, int]
"""Column and row of one mesh of the grid."""


def _cells(
    xs: list[float], ys: list[float], down: set[_Square], across: set[_Square]
) -> list[tuple[Cell, list[_Square]]]:
    """Closed rectangles of the grid: meshes with no wall between them, walled in on every side."""
    columns, rows = len(xs) - 1, len(ys) - 1
    seen: set[_Square] = set()
    cells = []
    for first in ((i, j) for j in range(rows) for i in range(columns)):
        if first in seen:
            continue
        seen.add(first)
        meshes, closed, queue = [], True, [first]
        while queue:
            i, j = queue.pop()
            meshes.append((i, j))
            for open_side, k, m in (
                ((i, j) not in down, i - 1, j),
                ((i + 1, j) not in down, i + 1, j),
                ((i, j) not in across, i, j - 1),
                ((i, j + 1) not in across, i, j + 1),
            ):
                if not open_side:
                    continue
                if not (0 <= k < columns and 0 <= m < rows):
                    closed = False
                elif (k, m) not in seen:
                    seen.add((k, m))
                    queue.append((k, m))
        i0, j0 = min(i for i, _ in meshes), min(j for _, j in meshes)
        i1, j1 = max(i for i, _ in meshes) + 1, max(j for _, j in meshes) + 1
        if closed and (i1 - i0) * (j1 - j0) == len(meshes):
            cells.append(((xs[i0], ys[j0], xs[i1], ys[j1]), meshes))
    return cells


def _tables(cells: list[tuple[Cell, list[_Square]]]) -> list[Table]:
    """Cells that touch make a table; boxes around paragraphs, one below the other, make none."""
    owner = {mesh: index for index, (_, meshes) in enumerate(cells) for mesh in meshes}
    table_of = [-1] * len(cells)
    groups: list[list[int]] = []
    for index in range(len(cells)):
        if table_of[index] >= 0:
            continue
        table_of[index] = len(groups)
        group, queue = [], [index]
        while queue:
            current = queue.pop()
            group.append(current)
            for i, j in cells[current][1]:
                for mesh in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                    other = owner.get(mesh)
                    if other is not None and table_of[other] < 0:
                        table_of[other] = len(groups)
                        queue.append(other)
        groups.append(group)
    tables = []
    for group in groups:
        rows: dict[float, list[Cell]] = {}
        for cell in sorted((cells[i][0] for i in group), key=lambda c: (c[1], c[0])):
            rows.setdefault(cell[1], []).append(cell)
        if any(len(row) > 1 for row in rows.values()):
            tables.append(list(rows.values()))
    return tables


def rows_into(lines: list[Line], tables: list[Table]) -> list[Line]:
    """The lines of a page with the words of each table taken out and its rows put where its first word was drawn."""
    if not tables:
        return lines
    frames = [
        (min(c[0] for r in t for c in r), t[0][0][1], max(c[2] for r in t for c in r), max(c[3] for r in t for c in r))
        for t in tables
    ]
    caught: list[list[Word]] = [[] for _ in tables]
    at: list[int | None] = [None] * len(tables)
    kept: list[Line] = []
    for line in lines:
        outside: list[Word] = []
        for word in line.words:
            x, y = (word[1] + word[3]) / 2, (word[2] + word[4]) / 2
            for index, (x0, top, x1, bottom) in enumerate(frames):
                if x0 <= x <= x1 and top <= y <= bottom:
                    caught[index].append(word)
                    if at[index] is None:
                        at[index] = len(kept)
                    break
            else:
                outside.append(word)
        if len(outside) == len(line.words):
            kept.append(line)
        elif outside:
            kept.append(Line(outside, outside[0][1], outside[0][2], outside[-1][3], outside[0][4]))
    found = [(place, i) for i, place in enumerate(at) if place is not None]
    for place, index in sorted(found, reverse=True):
        kept[place:place] = _rows(tables[index], caught[index])
    return kept


def _rows(table: Table, words: list[Word]) -> list[Line]:
    """One line a row; a cell that spans rows is empty in all but its first, a word in no cell goes to the nearest."""
    flat = [cell for row in table for cell in row]
    content: dict[Cell, list[Word]] = {cell: [] for cell in flat}
    for word in words:
        x, y = (word[1] + word[3]) / 2, (word[2] + word[4]) / 2
        for home in flat:  # nearly every word is in a cell, and to measure the way to each of them takes far longer
            if home[0] <= x <= home[2] and home[1] <= y <= home[3]:
                break
        else:
            home = min(flat, key=lambda cell: _way(cell, x, y))
        content[home].append(word)
    lines = []
    for row in table:
        top, bottom = row[0][1], min(cell[3] for cell in row)
        spanning = [cell for cell in flat if cell[1] < top - _SNAP and cell[3] > top + _SNAP]
        cells = [
            [] if cell in spanning else [word for line in rows_of(content[cell]) for word in line]
            for cell in sorted(row + spanning)
        ]
        if not any(cells):
            continue
        if _is_layout(cells):
            lines += _printed_lines(cells)
            continue
        flat_words = [word for cell_words in cells for word in cell_words]
        lines.append(Line(flat_words, row[0][0], top, row[-1][2], bottom, tuple(map(len, cells))))
    return lines


def _way(cell: Cell, x: float, y: float) -> float:
    """Points from a place to a cell, across and down."""
    return max(cell[0] - x, 0.0) + max(x - cell[2], 0.0) + max(cell[1] - y, 0.0) + max(y - cell[3], 0.0)


def _printed_lines(cells: list[list[Word]]) -> list[Line]:
    """The lines of cells that hold clauses, cell by cell; a clause number leads its clause wherever it was centred."""
    label = []
    if _leads(cells):
        label, clause = (cell for cell in cells if cell)
        cells = [clause]
    lines = [line_of(printed) for cell in cells for printed in rows_of(cell)]
    if label:
        lines[0].words = label + lines[0].words
        lines[0].x0 = label[0][1]
    return lines


def _leads(cells: list[list[Word]]) -> bool:
    """A clause number alone in its cell, and its clause in the other."""
    full = [cell for cell in cells if cell]
    return len(full) == 2 and len(full[0]) == 1 and CLAUSE_LABEL.fullmatch(full[0][0][0]) is not None


def _is_layout(cells: list[list[Word]]) -> bool:
    """The row holds clauses: its printed lines are read, not its cells."""
    return _leads(cells) or any(
        len(cell) > _PROSE_WORDS and sum(1 for row in rows_of(cell) if CLAUSE_LABEL.fullmatch(row[0][0])) > 1
        for cell in cells
    )
