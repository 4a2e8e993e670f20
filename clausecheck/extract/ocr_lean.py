"""Photos taken at an angle: the sides of the page lean, and with them the columns.

Printed lines begin one below the other. Where they would if the picture leant another way is tried out, and the lean
that puts most of them in a row is taken: no edge of the paper need be in the picture.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from clausecheck.extract.pdf_layout import Line, Word, line_of

__all__ = ["Lean", "lean_of", "straightened", "unstraightened"]

Lean = tuple[float, float]
"""By how much of its distance from the middle of the page a line's start has moved aside: a share, and how much that
share grows with every point to the right."""

_UPRIGHT: Lean = (0.0, 0.0)
_FEWEST_LINES = 12
_SHARES = tuple(step / 100 for step in range(-14, 15))
_GROWTHS = tuple(step / 20_000 for step in range(-8, 9))
_FINE_SHARES = tuple(step / 500 for step in range(-5, 6))
_FINE_GROWTHS = tuple(step / 100_000 for step in range(-5, 6))
_IN_ROW = 4.0
"""Points within which line starts are taken to stand one below the other."""
_CLEARER = 2.0
"""How many times better the starts must stand than upright ones do: flat scans came to 1.3, photos to 3.4 and more."""


def lean_of(lines: Sequence[Line], height: float) -> Lean:
    """How the sides of a level page of this height lean; (0, 0) where they do not, or it cannot be told."""
    starts = [(line.x0, (line.top + line.bottom - height) / 2) for line in lines if len(line.words) > 1]
    if len(starts) < _FEWEST_LINES:
        return _UPRIGHT

    def in_rows(lean: Lean) -> float:
        moved = [x + (lean[0] + lean[1] * x) * y for x, y in starts]
        rows = Counter(round(x / _IN_ROW) for x in moved)
        return sum(count * (count + rows[row + 1]) for row, count in list(rows.items()))

    def best(leans: Iterable[Lean]) -> Lean:
        return max(leans, key=lambda lean: (in_rows(lean), -abs(lean[0]) - 300 * abs(lean[1])))

    rough = best((share, growth) for share in _SHARES for growth in _GROWTHS)
    fine = best((rough[0] + share, rough[1] + growth) for share in _FINE_SHARES for growth in _FINE_GROWTHS)
    return fine if in_rows(fine) >= _CLEARER * in_rows(_UPRIGHT) else _UPRIGHT


def straightened(line: Line, lean: Lean, height: float) -> Line:
    """A line where it would stand if the sides of the page were upright."""
    y = (line.top + line.bottom - height) / 2
    return line_of([_moved(word, lean, y) for word in line.words])


def _moved(word: Word, lean: Lean, y: float) -> Word:
    text, x0, top, x1, bottom = word
    return text, x0 + (lean[0] + lean[1] * x0) * y, top, x1 + (lean[0] + lean[1] * x1) * y, bottom


def unstraightened(x: float, y: float, lean: Lean, height: float) -> float:
    """Where a point stood across the page before it was straightened; `y` its distance from the top."""
    below = y - height / 2
    return (x - lean[0] * below) / (1 + lean[1] * below)
