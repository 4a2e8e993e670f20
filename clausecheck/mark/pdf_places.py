"""Where the words of a passage stand on the pages of a PDF: one strip a line, in points from the top left corner."""

from __future__ import annotations

from bisect import bisect_left

from clausecheck.document import Box, Document
from clausecheck.record import record

__all__ = ["Frame", "Strip", "strips"]

_SAME_LINE = 0.5
"""Share of its height by which a word must overlap a strip to stand on the same line."""
_WIDE = 2.5
"""White space, in line heights, that parts two strips of one line: the next cell of a table."""


@record
class Strip:
    """Words side by side on one line."""

    page: int
    """1-based."""
    x0: float
    top: float
    x1: float
    bottom: float


def strips(document: Document, start: int, end: int) -> tuple[Strip, ...]:
    """The strips of `document.text[start:end]`, in its order; none where nothing of it stands on a page."""
    boxes = document.boxes
    out: list[Strip] = []
    for box in boxes[bisect_left(boxes, start, key=lambda b: b.end) :]:
        if box.start >= end:
            break
        if box.end <= start or box.x1 <= box.x0 or box.bottom <= box.top:
            continue
        if out and _continues(out[-1], box):
            last = out.pop()
            box_top, box_bottom = min(last.top, box.top), max(last.bottom, box.bottom)
            out.append(Strip(box.page, min(last.x0, box.x0), box_top, max(last.x1, box.x1), box_bottom))
        else:
            out.append(Strip(box.page, box.x0, box.top, box.x1, box.bottom))
    return tuple(out)


def _continues(strip: Strip, box: Box) -> bool:
    height = min(strip.bottom - strip.top, box.bottom - box.top)
    level = min(strip.bottom, box.bottom) - max(strip.top, box.top) >= _SAME_LINE * height
    return strip.page == box.page and level and -height < box.x0 - strip.x1 < _WIDE * height


@record
class Frame:
    """What is shown of a page, in its own space (y grows upwards), and how far it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    """Quarter turns, clockwise."""

    @property
    def width(self) -> float:
        """Of the page as shown."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as shown."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From the page as shown, origin bottom left, to its own space."""
        return (
            (1, 0, 0, 1, self.left, self.bottom),
            (0, 1, -1, 0, self.right, self.bottom),
            (-1, 0, 0, -1, self.right, self.top),
            (0, -1, 1, 0, self.left, self.top),
        )[self.turn]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as shown, origin top left, y downwards, in its own space."""
        a, b, c, d, e, f = self.matrix
        up = self.height - y
        return a * x + c * up + e, b * x + d * up + f

    def quad(self, strip: Strip) -> tuple[float, ...]:
        """Corners of a strip in the page's own space: top left, top right, bottom left, bottom right, as it is read."""
        corners = ((strip.x0, strip.top), (strip.x1, strip.top), (strip.x0, strip.bottom), (strip.x1, strip.bottom))
        return tuple(value for x, y in corners for value in self.point(x, y))

    def rectangle(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A rectangle of the page as shown in its own space: left, bottom, right, top."""
        (ax, ay), (bx, by) = self.point(x0, top), self.point(x1, bottom)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
