"""Marks the original up with what a check found in it, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping

from clausecheck.document import Document
from clausecheck.errors import UsageProblem
from clausecheck.mark.notes import AUTHOR
from clausecheck.record import record
from clausecheck.render.wording import counted
from clausecheck.report import Report

__all__ = ["FORMATS", "Marked", "Wanted", "mark"]

FORMATS = {"docx": ".docx", "pdf": ".pdf"}
"""Formats that can be marked, and the ending of their files."""


@record
class Wanted:
    """How the copy is to be marked."""

    titles: Mapping[str, str]
    """The rules' titles of topics by slug."""
    redline: Mapping[str, str] | None = None
    """By topic where its wording is proposed (`insert`, `replace`, `none`); None for comments alone. Word only."""
    cover: bool = False
    """Put a page with the grade in front. PDF only."""
    author: str = AUTHOR
    """Whose comments, notes and changes they are."""
    password: str | None = None
    """Opens an encrypted PDF; the marked copy is encrypted with it again."""


@record
class Marked:
    """The marked copy, and what is to be said of it."""

    data: bytes
    summary: str
    """`12 comments`."""
    warnings: tuple[str, ...]


def mark(data: bytes, document: Document, report: Report, wanted: Wanted) -> Marked:
    """A marked copy of `data`, from which `document` was read and on which `report` was made.

    Raises UsageProblem for a format that cannot be marked or a wish that does not fit it, UnreadableInput where the
    original cannot be changed.
    """
    # A file of another format may have been read by way of one of these: the bytes themselves decide.
    if document.format == "docx" and data.startswith(b"PK"):
        if wanted.cover:
            raise UsageProblem(f"{document.name} is a Word file: --cover is for PDF files alone. Leave it out.")
        from clausecheck.mark.word import mark_word

        word = mark_word(data, document, report, titles=wanted.titles, redline=wanted.redline, author=wanted.author)
        said = [counted(word.comments, "comment")]
        if wanted.redline is not None:
            said.append(
                f"{counted(word.inserted, 'wording')} inserted, {word.replaced} in the place of the contract's own"
            )
        return Marked(word.data, "; ".join(said), word.warnings)
    if document.format == "pdf" and b"%PDF-" in data[:1024]:
        if wanted.redline is not None:
            raise UsageProblem(f"{document.name} is a PDF: --redline is for Word files alone. Leave it out.")
        from clausecheck.mark.pdf import mark_pdf

        pdf = mark_pdf(
            data,
            document,
            report,
            titles=wanted.titles,
            cover=wanted.cover,
            password=wanted.password,
            author=wanted.author,
        )
        return Marked(pdf.data, counted(pdf.highlights, "highlight"), pdf.warnings)
    raise UsageProblem(
        f"{document.name}: only Word files (.docx) and PDF files can be marked. "
        "Save it as one of them, or use clausecheck check for a report."
    )
