"""A document as lines, each with its place, indent and the kind of block it stands in."""

from itertools import pairwise
from typing import NamedTuple

from clausecheck.document import Block, BlockKind, Document

__all__ = ["FLOWING", "HARD", "Line", "read_lines", "wrap_width"]

FLOWING = frozenset((BlockKind.paragraph, BlockKind.mail_body))
"""Kinds whose lines may be one sentence wrapped."""

HARD = 3
"""A gap from which on nothing runs over it: between the paragraphs of a Word file."""
_WIDEST_WRAP = 130
"""A line longer than this was not wrapped by hand: each such line is a paragraph."""


class Line(NamedTuple):
    """One line that holds words or a rule, without the space around it."""

    start: int
    end: int
    indent: int
    gap: int
    """Empty lines before it; one more than there are where the file itself begins a new paragraph."""
    text: str
    kind: BlockKind
    block: int
    """Index into the blocks, -1 where no block holds it."""


def read_lines(document: Document) -> list[Line]:
    """Every line with something on it, in text order."""
    lines: list[Line] = []
    add = lines.append
    blocks = document.blocks
    index, count = 0, len(blocks)
    last, offset, gap = -1, 0, 1
    paragraph = BlockKind.paragraph
    for raw in document.text.split("\n"):
        text = raw.strip()
        if text:
            indent = len(raw) - len(raw.lstrip())
            start = offset + indent
            while index < count and blocks[index].end <= start:
                index += 1
            inside = index < count and blocks[index].start < start + len(text)
            kind = blocks[index].kind if inside else paragraph
            block = index if inside else -1
            if block != last and gap < HARD and _apart(blocks, block, last):
                gap = max(gap, 1 if blocks[block].paragraph is None else HARD)
            add(Line(start, start + len(text), indent, gap, text, kind, block))
            last, gap = block, 0
        else:
            gap += 1
        offset += len(raw) + 1
    return lines


def _apart(blocks: tuple[Block, ...], one: int, other: int) -> bool:
    """The file itself sets the two blocks apart, as Word does its paragraphs."""
    if one < 0 or other < 0:
        return False
    here, before = blocks[one], blocks[other]
    return here.kind is not before.kind or here.paragraph is not None or bool(here.label) or here.level is not None


def wrap_width(lines: list[Line]) -> int:
    """Column at which the text was wrapped by hand, 0 where it was not.

    Only a line that surely runs on (the next begins with a small letter) says where the margin is.
    """
    widest = 0
    for line, after in pairwise(lines):
        if not after.gap and after.text[0].islower():
            width = line.indent + len(line.text)
            if widest < width <= _WIDEST_WRAP:
                widest = width
    return widest
