"""Ordered pages to one text: running heads read once, paragraphs parted, every word's box and offset kept."""

import math
from collections.abc import Iterable
from itertools import pairwise

from clausecheck.document import Block, BlockKind, Box, Span
from clausecheck.extract.labels import HANGING
from clausecheck.extract.ocr_lean import unstraightened
from clausecheck.extract.pdf_heads import Head, PageLines, page_labels, take_heads, take_watermarks
from clausecheck.extract.pdf_layout import Line, median
from clausecheck.record import draft, made

__all__ = ["Assembled", "PageLines", "assemble"]


@draft
class Assembled:
    """A text and where everything in it stands."""

    text: str = ""
    blocks: list[Block] = made(factory=list)
    boxes: list[Box] = made(factory=list)
    pages: list[Span] = made(factory=list)
    doubtful: list[Span] = made(factory=list)
    watermarks: list[str] = made(factory=list)
    labels: list[tuple[str, str]] = made(factory=list)
    """Of each page the number printed on it and the number of pages printed beside it."""


_PARAGRAPH_GAP = 1.3
"""Line pitch over the usual one above which a paragraph ends; Word's default leaves 1.5, one spacing varies by 1.1."""
_SINGLE = 1.25
"""Line pitch over line height where a document has too few lines to tell."""
_HEADING_SIZE = 1.12
"""Line height over the usual one from which a short line is a heading."""
_HEADING_WORDS = 14
_WIDE_GAP = 2.5
"""White space within a line, in line heights, that parts the columns of a form without rulings."""
_COLUMN = "   "


def assemble(pages: list[PageLines]) -> Assembled:
    """Text, blocks, boxes and page spans of pages in order; running headers come first in it, running footers last."""
    watermarks = take_watermarks(pages)
    heads, said = take_heads(pages)
    pitch, height = _usual([line for page in pages for line in page.lines])
    writer = _Writer(pages)
    writer.write_heads(head for head in heads if head[2] is BlockKind.header and head[0] == 0)
    for index, page in enumerate(pages):
        writer.start_page()
        writer.write_page(index, page, pitch, height)
    writer.write_heads(head for head in heads if head[2] is not BlockKind.header or head[0] != 0)
    whole = writer.finish()
    whole.watermarks, whole.labels = watermarks, page_labels(said)
    return whole


def _usual(lines: list[Line]) -> tuple[float, float]:
    """Usual distance from line to line within a paragraph, and usual height of a line."""
    pitches = sorted(
        pitch
        for one, other in pairwise(lines)
        if 0.7 * (one.bottom - one.top) < (pitch := other.top - one.top) < 4 * (one.bottom - one.top)
        and not one.cells
        and not other.cells
    )
    heights = [line.bottom - line.top for line in lines if not line.cells]
    height = median(heights) if heights else 0.0
    return (pitches[len(pitches) * 15 // 100] if pitches else _SINGLE * height), height


class _Writer:
    """Grows the text; offsets are exact because nothing is changed after it is written."""

    def __init__(self, pages: list[PageLines]) -> None:
        self._pages = pages
        self._parts: list[str] = []
        self._at = 0
        self._starts: list[int] = []
        self._out = Assembled()
        self._gap = ""
        self._struck: list[Span] = []

    def start_page(self) -> None:
        """Begin the next page's span."""
        self._starts.append(self._at + len(self._gap) if self._starts else 0)

    def write_heads(self, heads: Iterable[Head]) -> None:
        """Write running heads, each its own block."""
        for number, line, kind in heads:
            start = self._open("\n\n")
            self._write_line(number, line)
            self._block(start, kind, number)
        self._gap = "\n\n" if self._at else ""

    def write_page(self, number: int, page: PageLines, pitch: float, height: float) -> None:
        """Write one page: a block each run of lines without a gap clearly wider than `pitch`, scaled above `height`."""
        previous: Line | None = None
        start, kind = 0, BlockKind.paragraph
        for index, line in enumerate(page.lines):
            if line.cells:
                here = BlockKind.table_row
            elif height and _is_heading(page.lines, index, height):
                here = BlockKind.heading
            else:
                here = BlockKind.paragraph
            gap = (
                self._gap_before(previous, line, pitch, height) if previous else self._gap or ("\n" if self._at else "")
            )
            if previous is None or gap != "\n" or here is not kind or line.cells:
                if previous is not None:
                    self._block(start, kind, number)
                start, kind = self._open(gap), here
            else:
                self._open(gap)
            self._write_line(number, line)
            previous = line
        if previous is not None:
            self._block(start, kind, number)
            self._gap = "\n"

    @staticmethod
    def _gap_before(previous: Line, line: Line, pitch: float, height: float) -> str:
        if bool(previous.cells) != bool(line.cells):
            return "\n\n"
        if line.cells:
            return "\n" if -1 < line.top - previous.bottom < 1 or previous.top < line.top < previous.bottom else "\n\n"
        larger = min(previous.bottom - previous.top, line.bottom - line.top) / height if height else 1.0
        return "\n\n" if line.top - previous.top > _PARAGRAPH_GAP * pitch * max(1.0, larger) else "\n"

    def _open(self, gap: str) -> int:
        """Write what parts the next block from the last; gives the offset where it starts."""
        if self._at:
            self._parts.append(gap)
            self._at += len(gap)
        self._gap = ""
        return self._at

    def _block(self, start: int, kind: BlockKind, number: int) -> None:
        self._out.blocks.append(Block(start, self._at, kind, page=number + 1, struck=tuple(self._struck)))
        self._struck.clear()

    def _strike(self, start: int, end: int) -> None:
        """Note a struck word, one span with the struck word before it."""
        if self._struck and start - self._struck[-1][1] <= 1:
            start = self._struck.pop()[0]
        self._struck.append((start, end))

    def _write_line(self, number: int, line: Line) -> None:
        parts, boxes, at, page = self._parts, self._out.boxes, self._at, number + 1
        separators = _cell_separators(line.cells)
        wide = float("inf") if line.cells else _WIDE_GAP * (line.bottom - line.top)
        first_box = len(boxes)
        previous = line.words[0][1]
        for index, (word, x0, top, x1, bottom) in enumerate(line.words):
            if separators and index in separators:
                gap = separators[index]
            elif index == 0:
                gap = ""
            elif x0 - previous > wide and not (index == 1 and HANGING.fullmatch(line.words[0][0])):
                gap = _COLUMN
            else:
                gap = " "
            if gap:
                parts.append(gap)
                at += len(gap)
            end = at + len(word)
            boxes.append(Box(at, end, page, x0, top, x1, bottom))
            parts.append(word)
            at, previous = end, x1
        tail = separators.get(len(line.words), "")
        parts.append(tail)
        self._at = at + len(tail)
        shown = self._pages[number]
        if shown.struck:
            for place, box in zip(line.words, boxes[first_box:], strict=True):
                if place in shown.struck:
                    self._strike(box.start, box.end)
        if shown.doubtful:
            pairs = zip(line.words, boxes[first_box:], strict=True)
            self._out.doubtful += [(box.start, box.end) for place, box in pairs if place in shown.doubtful]
        if shown.turn or shown.tilt or any(shown.lean):
            boxes[first_box:] = [_turned(box, shown) for box in boxes[first_box:]]

    def finish(self) -> Assembled:
        """The whole, once every page is written."""
        out = self._out
        out.text = "".join(self._parts)
        starts = [min(start, len(out.text)) for start in self._starts]
        out.pages = list(zip(starts, [*starts[1:], len(out.text)], strict=True)) if starts else []
        return out


def _cell_separators(cells: tuple[int, ...]) -> dict[int, str]:
    """What stands before the word of each index in a table row, empty cells kept so that columns stay aligned."""
    if not cells:
        return {}
    separators: dict[int, str] = {}
    at = 0
    for count in cells[:-1]:
        at += count
        separators[at] = separators.get(at, "") + " | "
    if 0 in separators:
        separators[0] = separators[0].lstrip()
    total = sum(cells)
    if total in separators:
        separators[total] = separators[total].rstrip()
    return separators


def _is_heading(lines: list[Line], index: int, height: float) -> bool:
    """A short line set larger than the text around it."""
    line = lines[index]
    return (
        line.bottom - line.top >= _HEADING_SIZE * height
        and len(line.words) <= _HEADING_WORDS
        and line.words[-1][0][-1] not in ".;,"
    )


def _turned(box: Box, page: PageLines) -> Box:
    """A box moved from the frame in which the text stands upright to that of the page as it is shown."""
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    width, height = page.width, page.height
    if any(page.lean):
        middle = (top + bottom) / 2
        x0, x1 = (unstraightened(x, middle, page.lean, height) for x in (x0, x1))
    if page.tilt:
        cosine, sine = math.cos(math.radians(page.tilt)), math.sin(math.radians(page.tilt))
        across, down = (x0 + x1 - width) / 2, (top + bottom - height) / 2
        x, y = width / 2 + cosine * across - sine * down, height / 2 + sine * across + cosine * down
        x0, top, x1, bottom = x - (x1 - x0) / 2, y - (bottom - top) / 2, x + (x1 - x0) / 2, y + (bottom - top) / 2
    for _ in range(page.turn):
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
        width, height = height, width
    return Box(box.start, box.end, box.page, x0, top, x1, bottom)
