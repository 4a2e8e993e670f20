"""The whole contract with its passages marked: blocks as the file sets them apart, cut where a mark begins or ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clausecheck.document import Block, BlockKind, Document
from clausecheck.record import record

__all__ = ["Mark", "Piece", "Sheet", "TextBlock", "contract_text"]

_KINDS = {
    BlockKind.header: "page header",
    BlockKind.footer: "page footer",
    BlockKind.footnote: "footnote",
    BlockKind.text_box: "text box",
    BlockKind.comment: "comment",
    BlockKind.deletion: "deleted",
    BlockKind.hidden: "hidden text",
}
# Said before a block that is not simply a part of the running text.

_LONGEST = 80
# Blocks of a sheet: a browser lays out only the sheets on the screen, so that a long contract opens at once.


@record
class Mark:
    """A passage to be marked."""

    start: int
    end: int
    key: str
    """The passage's number; the mark stands at the anchor `t-KEY`."""
    target: str
    """The anchor at which the passage is told of."""
    severity: int
    """0 for what protects."""
    title: str
    """What the passage is about, for those who do not see the mark."""


@record
class Piece:
    """Text all of which is marked alike; `severity` is that of the worst passage, -1 where there is none."""

    text: str
    severity: int
    struck: bool
    begins: tuple[Mark, ...]
    """Passages whose first words these are."""


@record
class TextBlock:
    """A block of the contract."""

    kind: str
    said: str
    """What the reader is told of its kind, empty for running text."""
    pieces: tuple[Piece, ...]


@record
class Sheet:
    """What stands on one page, or a part of it that is not too long."""

    number: int | None
    """None where the format has no pages, and where the page has begun before."""
    blocks: tuple[TextBlock, ...]


def contract_text(document: Document, marks: Iterable[Mark]) -> tuple[Sheet, ...]:
    """Every word of the document, page by page."""
    blocks = _gapless(document)
    starts = [block.start for block in blocks]
    held: list[list[Mark]] = [[] for _ in blocks]
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        at = max(bisect_right(starts, mark.start) - 1, 0)
        while at < len(blocks) and blocks[at].start < mark.end:
            if blocks[at].end > mark.start:
                held[at].append(mark)
            at += 1
    begun: set[str] = set()
    sheets: list[tuple[int | None, list[TextBlock]]] = []
    for block, own in zip(blocks, held, strict=True):
        if not sheets or (block.page not in (None, sheets[-1][0])) or len(sheets[-1][1]) == _LONGEST:
            sheets.append((block.page, []))
        pieces = tuple(_pieces(document.text, block, own, begun))
        sheets[-1][1].append(TextBlock(block.kind.value, _KINDS.get(block.kind, ""), pieces))
    told = [None, *(number for number, _ in sheets)]
    return tuple(
        Sheet(None if number == before else number, tuple(inside))
        for (number, inside), before in zip(sheets, told, strict=False)
    )


def _gapless(document: Document) -> list[Block]:
    """The blocks, with what they leave out between them, if it is more than white space, as paragraphs."""
    out: list[Block] = []
    reached, page = 0, None
    for block in document.blocks:
        if document.text[reached : block.start].strip():
            out.append(Block(reached, block.start, BlockKind.paragraph, page=page))
        out.append(block)
        reached, page = max(reached, block.end), block.page
    if document.text[reached:].strip():
        out.append(Block(reached, len(document.text), BlockKind.paragraph, page=page))
    return out


def _pieces(text: str, block: Block, marks: Sequence[Mark], begun: set[str]) -> Iterable[Piece]:
    """The block cut at every edge; `begun` holds the keys of passages that have begun already, and grows."""
    edges = {block.start, block.end}
    for start, end in (*[(m.start, m.end) for m in marks], *block.struck):
        edges |= {min(max(start, block.start), block.end), min(max(end, block.start), block.end)}
    for start, end in pairwise(sorted(edges)):
        over = [m for m in marks if m.start <= start and m.end >= end]
        begins = tuple(m for m in over if m.key not in begun)
        begun.update(m.key for m in begins)
        yield Piece(
            text=text[start:end].replace("\r\n", "\n").replace("\r", "\n"),
            severity=max((m.severity for m in over), default=-1),
            struck=any(s <= start and e >= end for s, e in block.struck),
            begins=begins,
        )
