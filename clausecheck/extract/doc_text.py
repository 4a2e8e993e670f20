"""Characters of an old Word file to paragraphs: marks end paragraphs, cells and fields."""

from collections.abc import Iterable

from clausecheck.document import BlockKind, Span
from clausecheck.extract.assembly import Found
from clausecheck.extract.doc_binary import Look, Piece
from clausecheck.extract.rows import Paragraph, row_of
from clausecheck.patterns import pattern
from clausecheck.record import draft

__all__ = ["Told", "paragraphs_of_story"]

_PARTS = pattern(r"[\r\x07\x0c\x0e\x13\x14\x15]|[^\r\x07\x0c\x0e\x13\x14\x15]+")
_SILENT = (*range(9), *range(0x0F, 0x13), *range(0x16, 0x1E), 0x1F)
_SHOWN = {0x0B: "\n", 0x1E: "-", 0xA0: " "} | dict.fromkeys(_SILENT, "")
"""Line breaks and hyphens as what they print; marks of pictures, notes and comments print nothing."""
_PLAIN = Look()
_TOGGLE = {"\x13": "begin", "\x14": "separate", "\x15": "end"}


@draft
class Told:
    """What is told beside the text."""

    found: Found
    listed: int = 0
    """Paragraphs whose automatic number is not in the file."""


class _Walk:
    """The state of a story while its pieces are read."""

    def __init__(self, kind: BlockKind, told: Told, *, fields: bool) -> None:
        self._kind = kind
        self._told = told
        self._fields: list[bool] = []
        """Open fields, True once past their code."""
        self._fields_close = fields
        self.out: list[Paragraph] = []
        self._pieces: list[str] = []
        self._length = 0
        self._struck: list[Span] = []
        self._cell: list[Paragraph] = []
        self._row: list[list[Paragraph]] = []

    def piece(self, piece: Piece) -> None:
        for part in _PARTS.findall(piece.text):
            if part in _TOGGLE:
                self._field(_TOGGLE[part])
            elif part == "\x07":
                self._cell_mark(piece)
            elif part in "\r\x0c\x0e":
                if not piece.look.deleted:
                    self._paragraph(piece)
            elif not (self._fields_close and False in self._fields):
                self._text(part.translate(_SHOWN), piece)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, text: str, piece: Piece) -> None:
        found, look = self._told.found, piece.look
        if look.hidden or look.deleted:
            if text.strip():
                (found.hidden if look.hidden else found.deleted).append(text)
            return
        if look.inserted and text.strip():
            found.inserted.append(text)
        self._pieces.append(text)
        start, self._length = self._length, self._length + len(text)
        if look.struck and text.strip():
            self._struck.append((start, self._length))

    def _paragraph(self, piece: Piece) -> None:
        text, struck = "".join(self._pieces), self._struck
        self._pieces, self._length, self._struck = [], 0, []
        if not text.strip():
            return
        self._told.listed += piece.listed
        heading = piece.style - 1 if 1 <= piece.style <= 9 and self._kind is BlockKind.paragraph else None
        kind = self._kind if heading is None else BlockKind.heading
        paragraph = Paragraph(text.rstrip(), kind, level=heading, struck=struck)
        if piece.in_table:
            self._cell.append(paragraph)
        else:
            self._leave_table()
            self.out.append(paragraph)

    def _cell_mark(self, piece: Piece) -> None:
        if piece.row_end:
            self._leave_table()
            return
        self._paragraph(piece)
        self._row.append(self._cell)
        self._cell = []

    def _leave_table(self) -> None:
        if self._cell:
            self._row.append(self._cell)
        if self._row:
            self.out += row_of(self._row)
        self._row, self._cell = [], []

    def finish(self) -> list[Paragraph]:
        """End the story."""
        self._paragraph(Piece("", _PLAIN, 0, row_end=False, listed=False, in_table=False))
        self._leave_table()
        return self.out


def paragraphs_of_story(pieces: Iterable[Piece], kind: BlockKind, told: Told) -> list[Paragraph]:
    """The paragraphs and rows of one story; what does not speak is told."""
    pieces = list(pieces)
    text = "".join(piece.text for piece in pieces)
    walk = _Walk(kind, told, fields=text.count("\x13") == text.count("\x15"))
    for piece in pieces:
        walk.piece(piece)
    return walk.finish()
