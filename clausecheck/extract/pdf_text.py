"""Ordered pages to one text: running heads read once, paragraphs parted, every word's box and offset kept."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from clausecheck.document import Block, BlockKind, Box, Span
from clausecheck.extract.pdf_layout import LABEL, Line

__all__ = ["Assembled", "PageLines", "assemble"]


@dataclass(slots=True)
class PageLines:
    """One page, its lines in reading order."""

    width: float
    height: float
    lines: list[Line]
    turn: int = 0
    """Quarter turns, clockwise, from the frame of the lines to the page as shown."""


@dataclass(slots=True)
class Assembled:
    """A text and where everything in it stands."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pages: list[Span] = field(default_factory=list)


_BAND = 0.12
"""Share of the page's height, at top and bottom, where running heads stand."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d+\s*(?:of|/)\s*\d+|page\s*\d+|[-–—]\s*\d+\s*[-–—]", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,4}")

_PARAGRAPH_GAP = 1.3
"""Line pitch over the usual one above which a paragraph ends; Word's default leaves 1.5, one spacing varies by 1.1."""
_HEADING_SIZE = 1.12
"""Line height over the usual one from which a short line is a heading."""
_HEADING_WORDS = 14
_WIDE_GAP = 2.5
"""White space within a line, in line heights, that parts the columns of a form without rulings."""
_COLUMN = "   "

_Head = tuple[int, Line, BlockKind]
"""A running head: 0-based page, line, header or footer."""


def assemble(pages: list[PageLines]) -> Assembled:
    """Text, blocks, boxes and page spans of pages in order; running headers come first in it, running footers last."""
    heads = _take_running_heads(pages)
    pitch, height = _usual([line for page in pages for line in page.lines])
    writer = _Writer(pages)
    writer.write_heads(head for head in heads if head[2] is BlockKind.header and head[0] == 0)
    for index, page in enumerate(pages):
        writer.start_page()
        writer.write_page(index, page, pitch, height)
    writer.write_heads(head for head in heads if head[2] is not BlockKind.header or head[0] != 0)
    return writer.finish()


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join([word[0] for word in line.words])), round(line.top / 6)


def _take_running_heads(pages: list[PageLines]) -> list[_Head]:
    """Take repeated lines at top and bottom out of the pages; gives one of each, the others and page numbers go."""
    counts: Counter[tuple[str, int]] = Counter()
    bands = []
    for page in pages:
        low, high = page.height * _BAND, page.height * (1 - _BAND)
        keys = {i: _key(line) for i, line in enumerate(page.lines) if line.bottom < low or line.top > high}
        bands.append(keys)
        counts.update({(text, y + d) for text, y in keys.values() for d in (-1, 0, 1)})
    need = max(2, 0.5 * len(pages))
    kept: dict[tuple[str, bool], _Head] = {}
    for number, (page, keys) in enumerate(zip(pages, bands, strict=True)):
        gone = set()
        for top in (True, False):
            for index in _from_edge(page, keys, top):
                line, key = page.lines[index], keys[index]
                text = " ".join([word[0] for word in line.words])
                numbered = _PAGE_NUMBER.fullmatch(text)
                if not numbered and counts[key] < need:
                    break  # the body begins here: what repeats further in is the contract's own words
                gone.add(index)
                if not (numbered or _BARE_NUMBER.fullmatch(text) or (top and (key[0], top) in kept)):
                    kept[key[0], top] = (number, line, BlockKind.header if top else BlockKind.footer)
        if gone:
            page.lines = [line for index, line in enumerate(page.lines) if index not in gone]
    return list(kept.values())


def _from_edge(page: PageLines, banded: Iterable[int], top: bool) -> list[int]:
    """Indexes of the lines in the top or bottom band, from the page's edge inwards."""
    middle = page.height / 2
    lines = [(page.lines[index].top, index) for index in banded]
    return [i for y, i in (sorted(lines) if top else sorted(lines, reverse=True)) if (y < middle) == top]


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
    return (pitches[len(pitches) * 15 // 100] if pitches else 0.0), (median(heights) if heights else 0.0)


class _Writer:
    """Grows the text; offsets are exact because nothing is changed after it is written."""

    def __init__(self, pages: list[PageLines]) -> None:
        self._pages = pages
        self._parts: list[str] = []
        self._at = 0
        self._starts: list[int] = []
        self._out = Assembled()
        self._gap = ""

    def start_page(self) -> None:
        """Begin the next page's span."""
        self._starts.append(self._at + len(self._gap) if self._starts else 0)

    def write_heads(self, heads: Iterable[_Head]) -> None:
        """Write running heads, each its own block."""
        for number, line, kind in heads:
            start = self._open("\n\n")
            self._write_line(number, line)
            self._block(start, kind, number)
        self._gap = "\n\n" if self._at else ""

    def write_page(self, number: int, page: PageLines, pitch: float, height: float) -> None:
        """Write one page: a blank line where the gap is clearly wider than `pitch`, each such run a block."""
        previous: Line | None = None
        start, kind = 0, BlockKind.paragraph
        for index, line in enumerate(page.lines):
            if line.cells:
                here = BlockKind.table_row
            elif height and _is_heading(page.lines, index, height):
                here = BlockKind.heading
            else:
                here = BlockKind.paragraph
            gap = self._gap_before(previous, line, pitch) if previous else self._gap or ("\n" if self._at else "")
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
    def _gap_before(previous: Line, line: Line, pitch: float) -> str:
        if bool(previous.cells) != bool(line.cells):
            return "\n\n"
        if line.cells:
            return "\n" if -1 < line.top - previous.bottom < 1 or previous.top < line.top < previous.bottom else "\n\n"
        return "\n\n" if pitch and line.top - previous.top > _PARAGRAPH_GAP * pitch else "\n"

    def _open(self, gap: str) -> int:
        """Write what parts the next block from the last; gives the offset where it starts."""
        if self._at:
            self._parts.append(gap)
            self._at += len(gap)
        self._gap = ""
        return self._at

    def _block(self, start: int, kind: BlockKind, number: int) -> None:
        self._out.blocks.append(Block(start, self._at, kind, page=number + 1))

    def _write_line(self, number: int, line: Line) -> None:
        parts, boxes, at, page = self._parts, self._out.boxes, self._at, number + 1
        first, previous = True, 0.0
        wide = _WIDE_GAP * (line.bottom - line.top)
        ends: set[int] = set()
        separators: dict[int, str] = {}
        if line.cells:
            wide = float("inf")
            separators = _cell_separators(line.cells)
            ends = set(separators)
        first_box = len(boxes)
        for index, (word, x0, top, x1, bottom) in enumerate(line.words):
            if index in ends:
                gap = separators[index]
            elif first:
                gap = ""
            elif x0 - previous > wide and not (index == 1 and LABEL.fullmatch(line.words[0][0])):
                gap = _COLUMN
            else:
                gap = " "
            first = False
            if gap:
                parts.append(gap)
                at += len(gap)
            end = at + len(word)
            boxes.append(Box(at, end, page, x0, top, x1, bottom))
            parts.append(word)
            at, previous = end, x1
        tail = separators.get(len(line.words)) if line.cells else None
        if tail:
            parts.append(tail)
            at += len(tail)
        self._at = at
        turn = self._pages[number].turn
        if turn:
            shown = self._pages[number]
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
    for _ in range(page.turn):
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
        width, height = height, width
    return Box(box.start, box.end, box.page, x0, top, x1, bottom)
