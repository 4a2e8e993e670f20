"""One story of a Rich Text file (the body, a header, a footnote): text gathers and becomes paragraphs and rows."""

from clausecheck.document import BlockKind, Span
from clausecheck.extract.assembly import LabelPath, labelled
from clausecheck.extract.rows import Paragraph, row_of
from clausecheck.patterns import pattern

__all__ = ["Story"]

_COMPOUND = pattern(r"[^\W_][.(]+[^\W_]")
_BULLET = pattern(r"\W*|o")
_MAX_NESTING = 20


class Story:
    """Paragraphs of one story in reading order, once `finish` has been called in `out`."""

    def __init__(self, kind: BlockKind = BlockKind.paragraph) -> None:
        self.kind = kind
        self.out: list[Paragraph] = []
        self._pieces: list[str] = []
        self._length = 0
        self._struck: list[Span] = []
        self._number: list[str] = []
        self._path = LabelPath()
        self._boxes: list[Paragraph] = []
        self._cells: dict[int, list[Paragraph]] = {}
        self._rows: dict[int, list[list[Paragraph]]] = {}

    @property
    def numbered(self) -> bool:
        """The paragraph that is open has its number."""
        return bool(self._number)

    def number(self, text: str) -> None:
        """Add to the automatic number of the paragraph."""
        self._number.append(text)

    def write(self, text: str, *, struck: bool) -> None:
        """Add text to the paragraph."""
        self._pieces.append(text)
        start, self._length = self._length, self._length + len(text)
        if struck and text.strip():
            if self._struck and self._struck[-1][1] == start:
                start = self._struck.pop()[0]
            self._struck.append((start, self._length))

    def boxes(self, paragraphs: list[Paragraph]) -> None:
        """Text boxes anchored in the paragraph come after it."""
        self._boxes += paragraphs

    def paragraph(self, depth: int, *, heading: int | None, level: int | None, silent: bool = False) -> None:
        """End the paragraph; `depth` tables hold it; `silent` for what repeats other text, a table of contents."""
        text, struck, label = "".join(self._pieces), self._struck, " ".join("".join(self._number).split())
        self._pieces, self._length, self._struck, self._number = [], 0, [], []
        if text.strip() and not silent:
            kind = BlockKind.heading if heading is not None and self.kind is BlockKind.paragraph else self.kind
            paragraph = Paragraph(text.rstrip(), kind, level=heading, struck=struck)
            if label:
                labelled(paragraph, label)
                if not _BULLET.fullmatch(label):
                    index = level or 0
                    compound = _COMPOUND.search(label) is not None
                    paragraph.label = self._path.push(label, index, compound=compound)
                    paragraph.level = index if heading is None else heading
            self._put(paragraph, depth)
        for box in self._boxes:
            self._put(box, depth)
        self._boxes = []

    def _put(self, paragraph: Paragraph, depth: int) -> None:
        depth = min(depth, _MAX_NESTING)
        if depth > 0:
            self._cells.setdefault(depth, []).append(paragraph)
        else:
            self._leave_tables()
            self.out.append(paragraph)

    def cell(self, depth: int) -> None:
        """End a cell of the table at this depth."""
        self._rows.setdefault(depth, []).append(self._cells.pop(depth, []))

    def row(self, depth: int) -> None:
        """End a row of the table at this depth."""
        rows = row_of(self._rows.pop(depth, []))
        if depth > 1:
            self._cells.setdefault(depth - 1, []).extend(rows)
        else:
            self.out += rows

    def _leave_tables(self) -> None:
        """End rows that the file left open."""
        for depth in sorted({*self._cells, *self._rows}, reverse=True):
            if self._cells.get(depth):
                self.cell(depth)
            if self._rows.get(depth):
                self.row(depth)

    def finish(self) -> list[Paragraph]:
        """End the story."""
        self.paragraph(0, heading=None, level=None)
        self._leave_tables()
        return self.out
