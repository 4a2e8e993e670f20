"""A contract as text, with where every part of it stands in the file it came from.

Read this module and `report` first; after them any other can be read alone.
All spans are half-open offsets into `Document.text`, counted in code points.
"""

from enum import StrEnum

from clausecheck.record import record

__all__ = ["Block", "BlockKind", "Box", "Coverage", "CoveragePart", "Document", "Notice", "Span"]

Span = tuple[int, int]


class BlockKind(StrEnum):
    """What a block of text is in the file."""

    paragraph = "paragraph"
    heading = "heading"
    table_row = "table-row"
    header = "header"
    footer = "footer"
    footnote = "footnote"
    text_box = "text-box"
    comment = "comment"
    deletion = "deletion"
    hidden = "hidden"
    mail_header = "mail-header"
    mail_body = "mail-body"


@record
class Block:
    """A run of text that the file itself sets apart: a paragraph, a table row, a mail header."""

    start: int
    end: int
    kind: BlockKind
    page: int | None = None
    """1-based page, None where the format has none."""
    paragraph: int | None = None
    """0-based ordinal of the Word paragraph, None elsewhere."""
    label: str = ""
    """Clause path of an automatic number as printed, `3.2(b)`; the label itself also opens the block's text."""
    level: int | None = None
    """Heading or list level, 0 outermost, None where the file does not say."""
    struck: tuple[Span, ...] = ()
    """Spans struck through or deleted: they do not speak."""


@record
class Box:
    """Where one word stands on a page, in PDF points from the top left corner."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@record
class CoveragePart:
    """One part of the input and whether it was read."""

    name: str
    """`page 3`, `body`, `footnotes`, `attachment notes.xlsx`."""
    read: bool
    why: str = ""
    """Why it was not read; empty when it was."""
    words: int = 0
    pictures: int = 0
    """Pictures in it, of which no text was read."""
    ocr: bool = False
    """It is a picture that OCR read, or tried to."""


@record
class Coverage:
    """The ledger of what was read and what was not."""

    parts: tuple[CoveragePart, ...] = ()

    @property
    def complete(self) -> bool:
        """Every part was read."""
        return all(p.read for p in self.parts)

    @property
    def pictures(self) -> int:
        """Pictures of which no text was read."""
        return sum(p.pictures for p in self.parts)

    @property
    def unread(self) -> tuple[CoveragePart, ...]:
        """The parts that could not be read."""
        return tuple(p for p in self.parts if not p.read)


@record
class Notice:
    """Something the reader must know beside the findings."""

    kind: str
    """Stable slug: `coverage`, `not-a-locum-contract`, `tracked-changes`, `hidden-text`, `language`, `lost`, …"""
    message: str
    quote: str = ""


@record
class Document:
    """One input, read."""

    name: str
    """File name without folders, or `-` for standard input."""
    format: str
    """`pdf`, `docx`, `doc`, `odt`, `rtf`, `html`, `picture`, `text`, `markdown`, `email`, `msg`, `zip`, `joined`."""
    sha256: str
    """Of the bytes read, in hex."""
    text: str
    blocks: tuple[Block, ...]
    """In reading order, not overlapping, covering every word of the text."""
    coverage: Coverage
    boxes: tuple[Box, ...] = ()
    """One a word, by start; PDF and pictures only."""
    pages: tuple[Span, ...] = ()
    """Span of each page, first page first; empty where the format has none."""
    notices: tuple[Notice, ...] = ()
    page_labels: tuple[str, ...] = ()
    """The number printed on each page, empty where none is; none at all where the format has no pages."""
    attachments: tuple["Document", ...] = ()
    """Files within this one that were read: attached to a message, members of an archive."""
    doubtful: tuple[Span, ...] = ()
    """Words of pictures, by start, that OCR was unsure of or did not know: single letters of them may be wrong."""

    def page_of(self, offset: int) -> int | None:
        """1-based page that holds `offset`, None where the format has no pages."""
        for number, (start, end) in enumerate(self.pages, 1):
            if start <= offset < end:
                return number
        return None
