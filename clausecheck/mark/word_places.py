"""Where the words of a passage stand in the XML of a Word file.

A document's text has automatic numbers in front and bars between cells, which the XML has not; letters and digits it
has in the same order. So a passage is sought by those alone, in the paragraph its block names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from clausecheck.document import Block, BlockKind, Document
from clausecheck.record import record

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["How", "Place", "Point", "Story"]


@record
class Point:
    """Between two characters of a `w:t`."""

    element: _Element
    offset: int


class How(StrEnum):
    """How near to its words a comment can stand."""

    words = "words"
    paragraph = "paragraph"
    """At the paragraph that holds them."""
    elsewhere = "elsewhere"
    """They stand where Word takes no comments: a header, a footer, a note."""


@record
class Place:
    """Where a comment on a passage begins and ends."""

    how: How
    first: _Element
    """`w:p`, or `w:r` of a note's mark, in which it begins."""
    last: _Element
    start: Point | None = None
    """None for the whole of `first`."""
    end: Point | None = None


class Story:
    """The main part of a Word file beside the document read from it."""

    def __init__(self, root: _Element, document: Document, notes: tuple[_Element, ...] = ()) -> None:
        """`notes` are the roots of the parts that hold footnotes and endnotes."""
        self._w = root.tag.partition("}")[0] + "}"
        self._root = root
        self._document = document
        self._notes = notes
        self._paragraphs = list(root.iter(f"{self._w}p"))
        self._starts = [block.start for block in document.blocks]
        self._ordinals = sorted({b.paragraph for b in document.blocks if b.paragraph is not None})

    def find(self, start: int, end: int) -> Place:
        """The place of `document.text[start:end]`; always one, as near to the words as can be."""
        found: list[tuple[Point, Point]] = []
        near: Block | None = None
        for block in self._blocks(start, end):
            if block.paragraph is None or block.paragraph >= len(self._paragraphs):
                continue
            near = near or block
            found += self._in_block(block, max(start, block.start), min(end, block.end))
        if found:
            first, last = found[0][0], found[-1][1]
            return Place(How.words, self._holder(first), self._holder(last), first, last)
        if near is not None and near.paragraph is not None:
            paragraph = self._paragraphs[near.paragraph]
            return Place(How.paragraph, paragraph, paragraph)
        noted = self._reference(start, end)
        holder = self._paragraphs[0] if noted is None else noted
        return Place(How.elsewhere, holder, holder)

    def _blocks(self, start: int, end: int) -> Iterator[Block]:
        for block in self._document.blocks[max(0, bisect_right(self._starts, start) - 1) :]:
            if block.start >= end:
                return
            if block.end > start:
                yield block

    def _holder(self, point: Point) -> _Element:
        return next(point.element.iterancestors(f"{self._w}p"))

    def _in_block(self, block: Block, start: int, end: int) -> list[tuple[Point, Point]]:
        """The words of the block from `start` to `end`: in one piece, or cell by cell."""
        text = self._document.text
        letters = self._letters(block)
        hay = _Letters(letters)
        before = _count(text[block.start : start])
        surplus = max(0, _count(text[block.start : block.end]) - len(hay.compact))  # letters of an automatic number
        whole = hay.seek(text[start:end], before - surplus)
        if whole is None and start == block.start:
            whole = hay.seek(text[start:end].partition(" ")[2], before)
        if whole is not None:
            return [whole]
        pieces = []
        for piece in text[start:end].split(" | "):
            found = hay.seek(piece, before - surplus)
            before += _count(piece)
            if found is not None:
                pieces.append(found)
        return pieces

    def _letters(self, block: Block) -> list[tuple[str, _Element, int]]:
        """Characters from the block's paragraph up to that of the next block, each with its `w:t` and offset."""
        first = block.paragraph or 0
        at = bisect_right(self._ordinals, first)
        after = self._ordinals[at] if at < len(self._ordinals) else len(self._paragraphs)
        return [
            (char, element, offset)
            for paragraph in self._paragraphs[first:after]
            for element in self._texts(paragraph)
            for offset, char in enumerate(element.text or "")
        ]

    def _texts(self, paragraph: _Element) -> Iterator[_Element]:
        """The `w:t` of a paragraph that speak: of its own, neither moved away nor hidden."""
        w = self._w
        for element in paragraph.iter(f"{w}t"):
            run = element.getparent()
            if run is None or run.tag != f"{w}r" or run.find(f"{w}rPr/{w}vanish") is not None:
                continue
            for above in run.iterancestors():
                if above is paragraph:
                    yield element
                if above.tag in (f"{w}p", f"{w}moveFrom", f"{w}del"):
                    break

    def _reference(self, start: int, end: int) -> _Element | None:
        """The run with the mark of the footnote or endnote that says this, None where it is none."""
        wanted = _compact(self._document.text[start:end])
        if not any(block.kind is BlockKind.footnote for block in self._blocks(start, end)):
            return None
        w = self._w
        for notes in self._notes:
            for note in notes:
                said = _compact("".join(t.text or "" for t in note.iter(f"{w}t")))
                if wanted not in said:
                    continue
                kind, number = note.tag.removeprefix(w), note.get(f"{w}id")
                for mark in self._root.iter(f"{w}{kind}Reference"):
                    if mark.get(f"{w}id") == number:
                        return mark.getparent()
        return None


class _Letters:
    """Characters with their places, and among them the letters and digits by which words are found."""

    def __init__(self, letters: list[tuple[str, _Element, int]]) -> None:
        self._all = letters
        self._at = [i for i, (char, _, _) in enumerate(letters) if char.isalnum()]
        self.compact = "".join([letters[i][0] for i in self._at])

    def seek(self, words: str, expected: int) -> tuple[Point, Point] | None:
        """Where `words` stand, the nearest to the `expected` letter; None where they do not."""
        wanted = _compact(words)
        if not wanted:
            return None
        found, best = self.compact.find(wanted), -1
        while found >= 0:
            if best < 0 or abs(found - expected) < abs(best - expected):
                best = found
            found = self.compact.find(wanted, found + 1)
        if best < 0:
            return None
        first, last = self._at[best], self._at[best + len(wanted) - 1]
        head, tail = _edges(words)
        while head and first and self._all[first - 1][0] == head[-1]:
            head, first = head[:-1], first - 1
        while tail and last + 1 < len(self._all) and self._all[last + 1][0] == tail[0]:
            tail, last = tail[1:], last + 1
        _, element, offset = self._all[last]
        return Point(*self._all[first][1:]), Point(element, offset + 1)


def _edges(words: str) -> tuple[str, str]:
    """What stands before the first and after the last letter or digit of words."""
    places = [i for i, char in enumerate(words) if char.isalnum()]
    return words[: places[0]], words[places[-1] + 1 :]


def _compact(text: str) -> str:
    return "".join([char for char in text if char.isalnum()])


def _count(text: str) -> int:
    return sum(map(str.isalnum, text))
