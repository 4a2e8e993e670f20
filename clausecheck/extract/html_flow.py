"""The running text of a web page: pieces become paragraphs at every break, cells become rows."""

from clausecheck.document import BlockKind, Span
from clausecheck.extract.assembly import LabelPath, labelled
from clausecheck.extract.rows import Paragraph, row_of

__all__ = ["Flow"]


class Flow:
    """Gathers text until something ends the paragraph."""

    def __init__(self) -> None:
        self.out: list[Paragraph] = []
        self._into: list[list[Paragraph]] = [self.out]
        self._tables: list[list[list[Paragraph]]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._struck: list[Span] = []
        self._label: tuple[str, int, bool] | None = None
        self._path = LabelPath()
        self.heading: int | None = None
        """Level of the heading that is open."""
        self.quoted = 0
        """How deep a quoted message the text stands in."""

    @property
    def waits(self) -> bool:
        """A number has been set and its text has not begun."""
        return self._label is not None and not self._pieces

    def item(self, label: str, index: int) -> None:
        """Set the marker of a list item on level `index`.

        A figure under a figure shows both: browsers show `2.` for what is clause 4.2, and word processors that save as
        a web page leave it to them.
        """
        above = self._path.above(index)
        if label[:-1].isdigit() and above[-1:].isdigit():
            self.number(f"{above}.{label[:-1]}", index, compound=True)
        else:
            self.number(label, index, compound=False)

    def number(self, label: str, index: int, *, compound: bool) -> None:
        """Set the number of the next paragraph, on list level `index`."""
        self._label = label, index, compound

    def write(self, text: str, *, struck: bool = False) -> None:
        """Add text, whose runs of white space are single spaces already."""
        if not self._pieces or self._pieces[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text:
            return
        self._pieces.append(text)
        start, self._length = self._length, self._length + len(text)
        if struck and text.strip():
            self._struck.append((start, self._length))

    def line(self) -> None:
        """Begin a new line of the same paragraph, unless one has just begun."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self.write("\n")

    def line_break(self) -> None:
        """A line break; the second in a row ends the paragraph."""
        if self._pieces and self._pieces[-1].endswith("\n"):
            self.flush()
        elif self._pieces:
            self.write("\n")

    def flush(self, *, forget: bool = False) -> None:
        """End the paragraph; a number without text waits for it, or is forgotten."""
        text, struck = "".join(self._pieces), self._struck
        self._pieces, self._length, self._struck = [], 0, []
        if not text.strip():
            if forget:
                self._label = None
            return
        heading = self.heading is not None and len(self._into) == 1
        kind = BlockKind.heading if heading else BlockKind.paragraph
        paragraph = Paragraph(text.rstrip(), kind, level=self.heading, struck=struck)
        if self._label is not None:
            label, index, compound = self._label
            self._label = None
            labelled(paragraph, label)
            if any(char.isalnum() for char in label):
                paragraph.label = self._path.push(label, index, compound=compound)
                paragraph.level = index if paragraph.level is None else paragraph.level
        if self.quoted:
            lead = "> " * self.quoted
            paragraph.text = lead + paragraph.text.replace("\n", "\n" + lead)
            paragraph.struck = []
        self._into[-1].append(paragraph)

    def open_table(self) -> None:
        """Rows go where the table stands."""
        self._tables.append([])

    def open_cell(self) -> None:
        """What follows goes into a cell, if there is a table."""
        if self._tables:
            self.flush()
            self._into.append([])

    def close_cell(self) -> None:
        """The cell is whole."""
        if self._tables and len(self._into) > 1:
            self._tables[-1].append(self._into.pop())

    def close_row(self) -> None:
        """The cells become a row."""
        if self._tables and self._tables[-1]:
            self._into[-1] += row_of(self._tables[-1])
            self._tables[-1] = []

    def close_table(self) -> None:
        """The table is whole."""
        if self._tables:
            self.close_row()
            self._tables.pop()
