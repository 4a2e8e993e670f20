"""What has been gathered so far of a document, while its lines are read one after the other."""

from clausecheck.document import BlockKind, Document, Span
from clausecheck.patterns import pattern
from clausecheck.reading.clausetree import LABEL, Tree
from clausecheck.reading.flow import Paragraph, lead_from, leads_in
from clausecheck.reading.headings import is_formal, names_document
from clausecheck.reading.lines import read_lines, wrap_width
from clausecheck.reading.tables import Row, Table, bars_in
from clausecheck.reading.threads import Thread, read_thread

__all__ = ["Gathering"]

_SPEAKING = pattern(r"(?i)\b(?:shall|will|must|may|is|are|be|we|you|i|not|no)\b")
"""Words of a row that says something although its other cells are empty."""

_STARRED = pattern(r"(?<=[\w.])\*(?![\w*])")
_EXAMPLE = 600
"""A text of fewer characters has no title page: its first heading may be the subject of all it says."""


class Gathering:
    """The state of the one pass over the lines, and the ways to add to it."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.thread: Thread = read_thread(document, read_lines(document))
        self.lines = self.thread.lines
        self.blocks = document.blocks
        self.paged = bool(document.pages)
        """Lines end where the page's columns do."""
        self.wrap = wrap_width(self.lines)
        self.tree = Tree()
        self.found: list[Paragraph] = []
        self.open: Paragraph | None = None
        """The paragraph that the next line may go on with."""
        self.question: Span | None = None
        self.bullets: list[tuple[int, tuple[Span, ...]]] = []
        """Indent and lead-in of the open bullet lists, outermost first."""
        self.message = -1
        self.messages: dict[int, tuple[int, int]] = {}
        """At each depth of quotation, the open message and its clause."""
        self.prose_seen = False
        star = _STARRED.search(self.text) if "*" in self.text else None
        self.starred = star.start() if star else -1
        """Where a word bears a star, which a footnote explains; -1 for nowhere."""
        self.behind = -1
        """Index of the last line of the flowing text."""

    def cut_off(self, at: int) -> bool:
        """What stands before the line is not its text: a header, another message, another depth."""
        return at - 1 in self.thread.headers or self.thread.depth[at] != self.thread.depth[at - 1]

    def add(self, start: int, end: int, shape: str, at: int, leads: tuple[Span, ...] = ()) -> Paragraph:
        """Add a paragraph that begins on a line, in the current clause."""
        line = self.lines[at]
        paragraph = Paragraph(
            start,
            end,
            self.tree.current,
            shape,
            leads,
            indent=line.indent,
            message=self.message,
            quoted=self.thread.depth[at],
            block=line.block,
            about=self.question,
        )
        self.found.append(paragraph)
        if shape not in ("bullet", "heading") and not (self.bullets and line.indent > self.bullets[-1][0]):
            self.bullets = []
        return paragraph

    def header(self, at: int) -> int:
        """Read a line of a message's header: the next line to read."""
        if at in self.thread.begins:
            self.message = self.thread.begins[at]
            if len(self.thread.messages) > 1:
                name = self.thread.messages[self.message].name.removeprefix("the ")
                self.tree.message(self.lines[at].start, name)
            self.question = None
            self.messages[self.thread.depth_after(at)] = (self.message, self.tree.current)
        line = self.lines[at]
        self.add(line.start, line.end, "mail", at)
        self.open = None
        return at + 1

    def resume(self, depth: int) -> None:
        """Go back to the message that a quotation interrupted."""
        for deeper in [known for known in self.messages if known > depth]:
            del self.messages[deeper]
        known = max(self.messages, default=-1)
        self.message, self.tree.current = self.messages.get(known, (-1, 0))
        self.open = None
        self.question = None

    def aside(self, at: int) -> None:
        """A header, footer, footnote, comment, text box or deletion: its own paragraph, outside the clauses' flow."""
        line = self.lines[at]
        last = self.found[-1] if self.found else None
        if last and last.shape == "aside" and last.block == line.block and not line.gap:
            last.end = line.end
        else:
            match = LABEL.match(line.text) if line.kind is BlockKind.footnote else None
            skip = match.end() if match and (match["note"] or match["dec"]) and match.end() < len(line.text) else 0
            paragraph = self.add(line.start + skip, line.end, "aside", at)
            paragraph.about = None
            if line.kind is not BlockKind.footnote and line.kind is not BlockKind.text_box:
                paragraph.node = 0
            if skip and match:
                paragraph.label = match[0].strip()

    def heading(self, start: int, end: int, rank: int) -> None:
        """Open an unnumbered heading."""
        while start < end and self.text[start] in "#* \t":
            start += 1
        while end > start and self.text[end - 1] in "#*: \t–—":
            end -= 1
        if start == end:
            return
        index = self.tree.head(start, (start, end), rank)
        words = self.text[start:end]
        title = not self.prose_seen and (rank == 1 or len(self.text) > _EXAMPLE) and names_document(words)
        self.tree.nodes[index].quiet = title or is_formal(words)
        self.found.append(Paragraph(start, end, index, "heading", message=self.message))
        self.open = None
        self.question = None
        self.bullets = []

    def lone(self, at: int) -> bool:
        """The line is finished: the next one does not run on from it."""
        if at + 1 >= len(self.lines):
            return True
        after = self.lines[at + 1]
        return bool(after.gap) or not after.text[0].islower()

    def _row(self, at: int, cells: Row, leads: tuple[Span, ...]) -> Paragraph:
        row = self.add(cells[0][0], cells[-1][1], "row", at, leads)
        row.cells = cells
        return row

    def _table_lead(self) -> tuple[Span, ...]:
        """The sentence that a table completes."""
        lead = self.tree.nodes[self.tree.current].lead
        previous = self.found[-1] if self.found else None
        if previous and previous.node == self.tree.current and leads_in(self.text, previous, "row"):
            lead = lead_from(self.text, previous)
        return lead

    def table(self, table: Table) -> int:
        """Take in the rows of a table: the next line to read."""
        self._rows(table.rows, table.headed)
        return table.after

    def _rows(self, rows: list[tuple[int, Row]], headed: bool) -> None:
        lead = self._table_lead()
        if headed and len(rows) > 1:
            cells = rows[0][1]
            self.found.append(
                Paragraph(cells[0][0], cells[-1][1], self.tree.current, "heading", cells=cells, message=self.message)
            )
            lead = (*lead, (cells[0][0], cells[-1][1]))
            rows = rows[1:]
        for at, cells in rows:
            row = self._row(at, cells, lead)
            bars = bars_in(self.lines[at].text)
            row.unfilled = len(cells) == 1 < bars and not _SPEAKING.search(self.text, *cells[0])
        self.open = None
