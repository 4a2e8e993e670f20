"""Paragraphs of a file as they will stand in the text, and cells of paragraphs into rows."""

import re

from clausecheck.document import BlockKind, Span
from clausecheck.extract.labels import CLAUSE_LABEL
from clausecheck.record import draft, made

__all__ = ["Paragraph", "row_of"]

_PROSE_PARAGRAPHS = 3
_PROSE_WORDS = 60
"""A cell with this many paragraphs and words holds clauses: its row is layout and is read cell by cell."""
_CELL = " | "


@draft
class Paragraph:
    """A paragraph or table row."""

    text: str
    kind: BlockKind
    ordinal: int | None = None
    """Among all `w:p` of the document part, in document order; of a row, its first."""
    label: str = ""
    level: int | None = None
    struck: list[Span] = made(factory=list)
    """Offsets into `text`."""


def row_of(cells: list[list[Paragraph]]) -> list[Paragraph]:
    """One table row as one line, `cell | cell`, with the rows of tables in its cells after it.

    A row of one cell, or with clauses in a cell, is layout: its paragraphs come back as they are.
    """
    full = [cell for cell in cells if cell]
    if len(cells) == 1 or any(map(_is_prose, full)):
        return [paragraph for cell in cells for paragraph in cell]
    if len(full) == 2 and all(len(cell) == 1 for cell in full):
        label, clause = full[0][0], full[1][0]
        if CLAUSE_LABEL.fullmatch(label.text.strip()) and clause.kind is not BlockKind.table_row:
            return [_joined([[label], [clause]], " ", clause.kind)]
    own = [[p for p in cell if p.kind is not BlockKind.table_row] for cell in cells]
    nested = [p for cell in cells for p in cell if p.kind is BlockKind.table_row]
    if not any(own):
        return nested
    return [_joined(own, _CELL, BlockKind.table_row), *nested]


def _is_prose(cell: list[Paragraph]) -> bool:
    return len(cell) >= _PROSE_PARAGRAPHS and sum(len(p.text.split()) for p in cell) > _PROSE_WORDS


def _joined(cells: list[list[Paragraph]], separator: str, kind: BlockKind) -> Paragraph:
    """Cells as one line; line breaks in them become spaces of the same length, so struck spans only shift."""
    text, struck = "", []
    for index, cell in enumerate(cells):
        if index:
            text += separator
        for number, paragraph in enumerate(cell):
            if number:
                text += " "
            lead = len(paragraph.text) - len(paragraph.text.lstrip())
            shift = len(text) - lead
            struck += [(max(a, lead) + shift, b + shift) for a, b in paragraph.struck if b > lead]
            text += re.sub(r"\s", " ", paragraph.text[lead:])
    text = text.rstrip()
    struck = [(a, min(b, len(text))) for a, b in struck if a < len(text)]
    first = next((p for cell in cells for p in cell), None)
    labelled = next((p for cell in cells for p in cell if p.label), None)
    return Paragraph(
        text,
        kind,
        None if first is None else first.ordinal,
        "" if labelled is None else labelled.label,
        None if labelled is None else labelled.level,
        struck,
    )
