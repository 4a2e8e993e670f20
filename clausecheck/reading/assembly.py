"""Lines into paragraphs, rows and headings, each in its clause.

One pass over the lines. A line is a heading, a label that opens a clause, a row, or text; text goes on
with the paragraph before it unless the writer broke the line on purpose.
"""

import re
from dataclasses import dataclass

from clausecheck.document import BlockKind, Document, Span
from clausecheck.reading.clausetree import LABEL, Tree
from clausecheck.reading.headings import (
    DECORATION,
    PAGE_NUMBER,
    UNDERLINE,
    is_title,
    opening_label,
    rank_of,
    runin_heading,
)
from clausecheck.reading.lines import FLOWING, Line, read_lines, wrap_width
from clausecheck.reading.sentences import sentences
from clausecheck.reading.tables import Row, bar_cells, column_cells, has_head, is_rule
from clausecheck.reading.threads import Thread, read_thread

__all__ = ["Paragraph", "assemble"]


@dataclass(slots=True)
class Paragraph:
    """A stretch of text that is one paragraph, list branch, row, heading or question."""

    start: int
    end: int
    node: int
    shape: str
    """prose, row, heading, question, bullet, note, mail."""
    leads: tuple[Span, ...] = ()
    cells: Row = ()
    indent: int = 0
    message: int = -1
    quoted: int = 0
    """How deep it is quoted in a message."""
    block: int = -1
    label: str = ""
    """The mark of a footnote."""
    unfilled: bool = False
    """A row that holds a label and empty cells."""
    about: Span | None = None
    """The question it answers."""


_DEFINITION = re.compile(r"""["“][^"”]{1,60}["”](?:,? (?:and|or|,) ["“][^"”]{1,40}["”])*\s*(?:\([^)]{0,60}\)\s*)?(?:mean|shall mean|has the|have the|includes?\b|refers|is\b|:|=|–|-|\s{2,})""")
_ANSWER = re.compile(r"(?:A|Answer|Ans)[.:)]\s+")
_OPEN_ENDS = ".!?;"


class _Assembler:
    """The state of the one pass over the lines."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.thread: Thread = read_thread(document, read_lines(document))
        self.lines = self.thread.lines
        self.wrap = wrap_width(self.lines)
        self.tree = Tree()
        self.found: list[Paragraph] = []
        self.open: Paragraph | None = None
        """The paragraph that the next line may go on with."""
        self.question: Span | None = None
        self.bullets: list[tuple[int, tuple[Span, ...]]] = []
        """Indent and lead-in of the open bullet lists, outermost first."""
        self.message = -1
        self.prose_seen = False

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def _line(self, at: int) -> int:
        """Read the line; the index of the next one to read."""
        line = self.lines[at]
        text = line.text
        if at in self.thread.headers:
            return self._header(at)
        if line.kind not in FLOWING and line.kind not in (BlockKind.table_row, BlockKind.heading):
            return self._aside(at)
        if DECORATION.fullmatch(text) or (line.gap and len(text) < 18 and PAGE_NUMBER.fullmatch(text)):
            return at + 1
        if line.kind is BlockKind.table_row or text[0] == "|" or text.count(" | ") > 1:
            return self._bars(at)
        headed = not self.open and bool(self.found) and self.found[-1].shape == "heading"
        before = self.lines[at - 1].text if at and not headed and not self._cut(at) else ""
        match = LABEL.match(text)
        if match:
            done = self._labelled(at, match, before)
            if done:
                return done
        if line.kind is BlockKind.heading:
            self._heading(line.start, line.end, 1 + (self.lines[at].kind is BlockKind.heading and not text.isupper()))
            return at + 1
        done = self._headed(at)
        if done:
            return done
        if self._columns_begin(at):
            return self._columns(at)
        self._prose(at, line.start, text)
        return at + 1

    def _cut(self, at: int) -> bool:
        """What stands before the line is not its text: a header, another message, another depth."""
        return at - 1 in self.thread.headers or self.thread.depth[at] != self.thread.depth[at - 1]

    def _add(self, start: int, end: int, shape: str, at: int, leads: tuple[Span, ...] = ()) -> Paragraph:
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

    def _header(self, at: int) -> int:
        if at in self.thread.begins:
            self.message = self.thread.begins[at]
            if len(self.thread.messages) > 1:
                name = self.thread.messages[self.message].name.removeprefix("the ")
                self.tree.message(self.lines[at].start, name)
            self.question = None
        line = self.lines[at]
        self._add(line.start, line.end, "mail", at)
        self.open = None
        return at + 1

    def _aside(self, at: int) -> int:
        """A header, footer, footnote, comment, text box or deletion: its own paragraph, outside the clauses' flow."""
        line = self.lines[at]
        last = self.found[-1] if self.found else None
        if last and last.shape == "aside" and last.block == line.block and not line.gap:
            last.end = line.end
        else:
            match = LABEL.match(line.text) if line.kind is BlockKind.footnote else None
            skip = match.end() if match and (match["note"] or match["dec"]) and match.end() < len(line.text) else 0
            paragraph = self._add(line.start + skip, line.end, "aside", at)
            paragraph.about = None
            if skip and match:
                paragraph.label = match[0].strip()
        return at + 1

    def _heading(self, start: int, end: int, rank: int) -> None:
        """Open an unnumbered heading."""
        while start < end and self.text[start] in "#* \t":
            start += 1
        while end > start and self.text[end - 1] in "#*: \t–—":
            end -= 1
        if start == end:
            return
        index = self.tree.head(start, (start, end), rank)
        self.tree.nodes[index].quiet = not self.prose_seen or is_formal(self.text[start:end])
        self.found.append(Paragraph(start, end, index, "heading", message=self.message))
        self.open = None
        self.question = None
        self.bullets = []

    def _headed(self, at: int) -> int:
        """Read the line as an unnumbered heading: the next line to read, 0 when it is none."""
        line = self.lines[at]
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        text = line.text
        if text[0] == "#" and text.lstrip("#")[:1] == " ":
            self._heading(line.start, line.end, 1 if len(text) - len(text.lstrip("#")) < 3 else 2)
            return at + 1
        if after and not after.gap and len(text) < 80 and UNDERLINE.fullmatch(after.text) and text[-1] not in ".;,":
            self._heading(line.start, line.end, 1)
            return at + 2
        bold = len(text) > 4 and text[:2] == "**" and text.endswith(("**", "**:"))
        if bold and is_title(text.strip("*:")):
            self._heading(line.start, line.end, 2)
            return at + 1
        if len(text) > 90 or (self.open and not line.gap and not text.isupper()):
            return 0
        rank = rank_of(text, bool(line.gap) or text.isupper() or self.open is None, after is None or bool(after.gap))
        if rank is None or (rank == 2 and (after is None or self._unfinished(line, at))):
            return 0
        if text.isupper() and not line.gap and self.open and not self._broken(self.lines[at - 1], line):
            return 0
        self._heading(line.start, line.end, rank)
        return at + 1

    def _unfinished(self, line: Line, at: int) -> bool:
        """The line before runs on into this one over an empty line, as over the end of a page."""
        return bool(at) and self.open is not None and self.lines[at - 1].text[-1] == ","

    def _labelled(self, at: int, match: "re.Match[str]", before: str) -> int:
        """Read a line that opens with a label: the next line to read, 0 when the label is none."""
        line = self.lines[at]
        text = line.text
        rest = text[match.end() :]
        if match["bul"]:
            if not rest or (self.open and not line.gap and match["bul"] in "-–—*o" and self._flows(at)):
                return 0
            self._bullet(at, line.start + (0 if match["bul"][-1] in ")]☐☑☒✓✔✗✘" else match.end()))
            return at + 1
        if match["note"]:
            if not rest or (self.open and not line.gap and self._flows(at)):
                return 0
            self._add(line.start + match.end(), line.end, "note", at).label = match["note"]
            self.open = self.found[-1]
            return at + 1
        if self.question and (answer := _ANSWER.match(text)):
            self._prose(at, line.start + answer.end(), text[answer.end() :])
            return at + 1
        previous = self.found[-1] if self.found else None
        parent_before = self.tree.current
        index = self.tree.label(match, text, before, line.gap, line.start)
        if index is None:
            return 0
        self._led(index, previous, parent_before)
        self.open = None
        self.question = None
        self.bullets = []
        if not rest:
            return at + 1
        self._opened(at, index, line.start + match.end(), rest)
        return at + 1

    def _led(self, index: int, previous: Paragraph | None, before: int) -> None:
        """Give a new list branch its lead-in: its elder sibling's, or the unfinished text before it."""
        nodes = self.tree.nodes
        node = nodes[index]
        if previous and previous.node == node.parent == before and self._leads_in(previous, node.kind):
            node.lead = (*previous.leads, self._last_sentence(previous))
            return
        for elder in range(index - 1, node.parent, -1):
            if nodes[elder].parent == node.parent and nodes[elder].kind == node.kind:
                node.lead = nodes[elder].lead
                return
        if node.parent > 0 and node.kind in ("letter", "roman", "figure", "Roman"):
            node.lead = nodes[node.parent].lead

    def _leads_in(self, paragraph: Paragraph, kind: str) -> bool:
        """The paragraph leaves its sentence open for a list."""
        if paragraph.shape in ("heading", "mail", "row", "aside"):
            return False
        last = self.text[paragraph.end - 1]
        return last == ":" or self.text.endswith((":-", ":–", ":—"), paragraph.start, paragraph.end) or (
            kind in ("letter", "roman", "figure", "bullet") and last not in _OPEN_ENDS and paragraph.shape != "bullet"
        )

    def _last_sentence(self, paragraph: Paragraph) -> Span:
        return sentences(self.text, paragraph.start, paragraph.end)[-1]

    def _opened(self, at: int, index: int, start: int, rest: str) -> None:
        """Read what stands on the line after a label."""
        line = self.lines[at]
        node = self.tree.nodes[index]
        if node.kind == "question" or (rest.endswith("?") and len(rest) < 160 and self._lone(at)):
            self._ask(at, index, start)
            return
        section = node.kind in ("part", "article", "decimal", "capital", "Roman")
        if section and (rest.isupper() or is_title(rest)) and len(rest) < 90 and self._lone(at):
            self._named(node.kind, index, start, line.end)
            return
        if section and (run := runin_heading(rest, stops=True)):
            node.heading = (start, start + run[0])
            self.found.append(Paragraph(start, start + run[0], index, "heading", message=self.message))
            start, rest = start + run[1], rest[run[1] :]
        self._prose(at, start, rest)

    def _named(self, kind: str, index: int, start: int, end: int) -> None:
        """Give a numbered clause the heading on its line."""
        while start < end and self.text[start] in " -–—:.*":
            start += 1
        while end > start and self.text[end - 1] in " -–—:.*":
            end -= 1
        if start < end:
            self.tree.nodes[index].heading = (start, end)
            self.found.append(Paragraph(start, end, index, "heading", message=self.message))

    def _lone(self, at: int) -> bool:
        """The line is finished: the next one does not run on from it."""
        if at + 1 >= len(self.lines):
            return True
        after = self.lines[at + 1]
        return bool(after.gap) or not after.text[0].islower()

    def _ask(self, at: int, index: int, start: int) -> None:
        """A question: what follows answers it."""
        line = self.lines[at]
        end = line.end
        mark = self.text.find("?", start, end)
        stop = mark + 1 if mark > 0 else end
        self.found.append(Paragraph(start, stop, index, "question", message=self.message))
        self.question = (start, stop)
        self.open = None if mark > 0 else self.found[-1]
        while stop < end and self.text[stop].isspace():
            stop += 1
        if stop < end:
            self._prose(at, stop, self.text[stop:end])

    def _bullet(self, at: int, start: int) -> None:
        line = self.lines[at]
        previous = self.found[-1] if self.found else None
        while self.bullets and self.bullets[-1][0] > line.indent:
            self.bullets.pop()
        if not self.bullets or self.bullets[-1][0] < line.indent:
            lead = self.tree.nodes[self.tree.current].lead
            if previous and previous.node == self.tree.current and self._leads_in(previous, "bullet"):
                lead = (*previous.leads, self._last_sentence(previous))
            self.bullets.append((line.indent, lead))
        self.open = self._add(start, line.end, "bullet", at, self.bullets[-1][1])

    def _flows(self, at: int) -> bool:
        """The line before is unfinished and this one goes on with it."""
        return not self._broken(self.lines[at - 1], self.lines[at]) and self.lines[at - 1].text[-1] not in ".;:!?"

    def _broken(self, before: Line, line: Line) -> bool:
        """The writer ended the line before on purpose: the first word of this one would have fitted on it."""
        first = line.text[0]
        if before.text[-1] == "-" and first.isalpha():
            return False
        if first.islower():
            return before.text[-1] in ".:;" and len(before.text) + before.indent < self.wrap // 2
        width = before.indent + len(before.text)
        if width > self.wrap:
            return True
        word = line.text.find(" ")
        need = width + 1 + (word if word > 0 else len(line.text))
        return need <= self.wrap - (0 if before.text[-1] in ".:;!?\"”" else 8)

    def _prose(self, at: int, start: int, text: str) -> None:
        """Go on with the open paragraph, or begin one."""
        line = self.lines[at]
        opened = self.open
        fresh = start > line.start
        if opened and not fresh and self._continues(at, opened, text):
            opened.end = line.end
            return
        if not fresh and text.endswith("?") and self._asks(at):
            self._ask(at, self.tree.current, start)
            return
        node = self.tree.nodes[self.tree.current]
        leads = node.lead if node.lead else ()
        previous = self.found[-1] if self.found else None
        if previous and not fresh and previous.node == self.tree.current and not leads:
            leads = self._carried(previous, line)
        if not self.prose_seen:
            self.prose_seen = text.count(" ") > 8
        self.open = self._add(start, line.end, "prose", at, leads)

    def _carried(self, previous: Paragraph, line: Line) -> tuple[Span, ...]:
        """The lead-in of a line that stands, without bullet or label, in a list after a colon."""
        if previous.shape == "prose" and self.text[previous.end - 1] == ":" and previous.indent <= line.indent:
            return (*previous.leads, self._last_sentence(previous))
        if previous.leads and previous.shape == "prose" and not line.gap and previous.indent == line.indent:
            return previous.leads
        return ()

    def _continues(self, at: int, opened: Paragraph, text: str) -> bool:
        line, before = self.lines[at], self.lines[at - 1]
        if self._cut(at) or line.block != before.block and line.gap and not text[0].islower():
            return False
        if line.gap:
            return (
                line.gap < 3
                and text[0].islower()
                and (before.text[-1].islower() or before.text[-1] in ",-")
                and len(before.text) > 40
                and opened.shape in ("prose", "bullet", "note")
            )
        if text[0] in "\"“" and _DEFINITION.match(text) and before.text[-1] in ".;:":
            return False
        if opened.shape in ("bullet", "note") and line.indent > opened.indent and before.indent >= opened.indent:
            return True
        return not self._broken(before, line)

    def _asks(self, at: int) -> bool:
        """A question stands alone on the line and is answered below."""
        line = self.lines[at]
        if at + 1 >= len(self.lines) or line.text.count(" ") > 24 or not line.gap:
            return False
        after = self.lines[at + 1]
        short = len(line.text) + line.indent < (self.wrap or 90) - 8 or bool(after.gap)
        return short and not after.text.endswith("?") and line.text.count("?") == 1 and ". " not in line.text

    def _row(self, at: int, cells: Row, leads: tuple[Span, ...]) -> Paragraph:
        row = self._add(cells[0][0], cells[-1][1], "row", at, leads)
        row.cells = cells
        return row

    def _table_lead(self) -> tuple[Span, ...]:
        """The sentence that a table completes."""
        lead = self.tree.nodes[self.tree.current].lead
        previous = self.found[-1] if self.found else None
        if previous and previous.node == self.tree.current and previous.shape != "row" and self._leads_in(previous, "row"):
            lead = (*previous.leads, self._last_sentence(previous))
        return lead

    def _bars(self, at: int) -> int:
        """Read the rows of a table drawn with bars."""
        lines = self.lines
        rows: list[tuple[int, Row]] = []
        ruled = False
        while at < len(lines) and (
            lines[at].text[0] == "|" or " | " in lines[at].text or lines[at].kind is BlockKind.table_row
        ):
            if rows and (lines[at].gap > 1 or (lines[at].gap and lines[at].kind is not BlockKind.table_row)):
                break
            if is_rule(lines[at].text):
                ruled = ruled or len(rows) == 1
            else:
                cells = bar_cells(self.text, lines[at].start, lines[at].end)
                if cells:
                    rows.append((at, cells))
            at += 1
        self._rows(rows, ruled or has_head(self.text, [cells for _, cells in rows]))
        return max(at, rows[-1][0] + 1 if rows else at)

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
            bars = lines_bars(self.lines[at].text)
            row.unfilled = len(cells) == 1 < bars and not _SPEAKING.search(self.text, *cells[0])
        self.open = None

    def _columns_begin(self, at: int) -> bool:
        line = self.lines[at]
        cells = column_cells(line.text, line.start)
        if not cells:
            return self._form_row(at)
        return not _DEFINITION.match(line.text) or line.text[0] not in "\"“"

    def _form_row(self, at: int) -> bool:
        """One of several lines `Label: value` that stand together."""
        line = self.lines[at]
        if not opening_label(line.text) or len(line.text) > 160 or (self.open and not line.gap and not self._lone(at - 1)):
            return False
        for near in (at - 1, at + 1):
            if 0 <= near < len(self.lines):
                other = self.lines[near]
                together = not (line.gap if near < at else other.gap)
                if together and near not in self.thread.headers and opening_label(other.text):
                    return self._lone(at)
        return False

    def _columns(self, at: int) -> int:
        """Read rows whose cells are held apart by space or a colon."""
        lines = self.lines
        rows: list[tuple[int, Row]] = []
        value_at = 0
        first = at
        while at < len(lines) and (at == first or not lines[at].gap) and at not in self.thread.headers:
            line = lines[at]
            cells = column_cells(line.text, line.start)
            if cells:
                value_at = line.indent + cells[1][0] - line.start
                rows.append((at, cells))
            elif rows and value_at and line.indent >= max(value_at - 2, 4):
                before, last = rows[-1]
                rows[-1] = (before, (*last[:-1], (last[-1][0], line.end)))
            elif (value := opening_label(line.text)) and (at == first or self._form_row(at)):
                colon = line.text.rindex(":", 0, value)
                rows.append((at, ((line.start, line.start + colon), (line.start + value, line.end))))
            else:
                break
            at += 1
        self._rows(rows, has_head(self.text, [cells for _, cells in rows]))
        return at


_SPEAKING = re.compile(r"(?i)\b(?:shall|will|must|may|is|are|be|we|you|i|not|no)\b")


def lines_bars(line: str) -> int:
    """How many cells the bars of a line make, empty ones included."""
    return line.count("|") + 1 - line.startswith("|") - (line.endswith("|") and len(line) > 1)


_FORMAL = re.compile(
    r"(?i)(?:it is (?:hereby )?agreed|now it is agreed|agreed terms|between|parties|the parties|background|recitals|whereas|"
    r"terms and conditions|terms|agreement|contract|operative provisions|general|the schedule|schedule)\W*"
)


def is_formal(heading: str) -> bool:
    """A heading that every contract has and that says nothing of what stands under it."""
    return _FORMAL.fullmatch(heading) is not None


def assemble(document: Document) -> tuple[Tree, list[Paragraph], Thread]:
    """Clause tree, paragraphs in text order, and the messages of a document."""
    assembler = _Assembler(document)
    assembler.run()
    return assembler.tree, assembler.found, assembler.thread
