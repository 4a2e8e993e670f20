"""Words and lines of a page, before anything is known of their order."""

from collections.abc import Iterable

from clausecheck.record import draft

__all__ = ["Line", "Word", "line_of", "median", "rows_of"]

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


def median(values: Iterable[float]) -> float:
    """The middle one of some values, or half way between the middle two.

    The module `statistics` takes longer to import than a page to read.
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
