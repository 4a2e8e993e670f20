"""A message as a Word file of one A4 page."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from clausecheck.letter.compose import Letter
from clausecheck.render.model_text import without_clock

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["letter_docx"]

_MARGIN_MM, _POINTS = 20, 11
_A4_MM = (210, 297)
_LONGEST_PROPERTY = 255
"""Characters that a property of a Word file may have."""


def letter_docx(letter: Letter) -> bytes:
    """The message as .docx; all text goes in as text, whatever it holds. The same letter gives the same bytes."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.core_properties.author = letter.name[:_LONGEST_PROPERTY]
    document.core_properties.title = letter.subject
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_A4_MM[0]), Mm(_A4_MM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    document.styles["Normal"].font.size = Pt(_POINTS)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    _write(document, letter)
    stream = BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


def _write(document: Document, letter: Letter) -> None:
    from docx.shared import Mm

    document.add_paragraph(letter.greeting)
    document.add_paragraph(letter.opening)
    number = 0
    for section in letter.sections:
        lead = document.add_paragraph(section.lead)
        lead.paragraph_format.keep_with_next = bool(section.lines or section.items)
        for line in section.lines:
            paragraph = document.add_paragraph(f"– {line}")
            paragraph.paragraph_format.left_indent = Mm(6)
        for item in section.items:
            number += 1
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(6)
            paragraph.paragraph_format.keep_together = True
            paragraph.add_run(f"{number}. {item.head}").bold = True
            paragraph.add_run().add_break()
            paragraph.add_run(f"“{item.wording}”")
    document.add_paragraph(letter.closing)
    signature = document.add_paragraph("With best wishes,")
    signature.add_run().add_break()
    signature.add_run(letter.name)
