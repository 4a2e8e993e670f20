"""Lines into paragraphs, rows and headings, each in its clause.

One pass over the lines. A line is a heading, a label that opens a clause, a row, or text; text goes on
with the paragraph before it unless the writer broke the line on purpose.
"""

import re

from clausecheck.document import BlockKind, Document
from clausecheck.patterns import pattern
from clausecheck.reading.clausetree import LABEL, Tree, unfinished
from clausecheck.reading.flow import (
    Paragraph,
    asks,
    broken,
    carried,
    lead_from,
    leads_in,
    opens_definition,
    runs_on,
)
from clausecheck.reading.gathering import Gathering
from clausecheck.reading.headings import (
    DECORATION,
    PAGE_NUMBER,
    RULED,
    UNDERLINE,
    is_title,
    rank_of,
    runin_heading,
)
from clausecheck.reading.lines import FLOWING, Line
from clausecheck.reading.tables import columns_begin, read_bars, read_columns
from clausecheck.reading.threads import Thread

__all__ = ["assemble"]


_ELDERS = 200
"""How many clauses back an elder sibling is looked for."""
_LONGEST_PAGE_NUMBER = 18
_LOWEST_RANK = 6
_ANSWER = pattern(r"(?:A|Answer|Ans)[.:)]\s+")


class _Assembler(Gathering):
    """The one pass over the lines."""

    def run(self) -> None:
        """Read every line."""
        at = 0
        while at < len(self.lines):
            if self._runs_on(at):
                at += 1
                self.behind = at - 1
            elif self._passed(at):
                at += 1
            else:
                at = self._line(at)
                self.behind = at - 1
        self._unhead()

    def _runs_on(self, at: int) -> bool:
        """Take in a line that plainly goes on with the open paragraph, as most do: the rest need a closer look."""
        line = self.lines[at]
        text = line.text
        if (
            not self.open
            or line.gap
            or not text[0].islower()
            or line.kind not in FLOWING
            or " | " in text
            or at in self.thread.headers
            or self.cut_off(at)
            or LABEL.match(text)
            or not runs_on(self.lines[self.behind], line, self.open, self.wrap, paged=self.paged)
        ):
            return False
        after = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        if after[:1] in RULED and UNDERLINE.fullmatch(after):
            return False
        self.open.end = line.end
        return True

    def _passed(self, at: int) -> bool:
        """The line says nothing, or stands outside the flow of the text."""
        line = self.lines[at]
        if line.gap and len(line.text) < _LONGEST_PAGE_NUMBER and PAGE_NUMBER.fullmatch(line.text):
            return True
        if DECORATION.fullmatch(line.text):
            self.open = None
            return True
        if line.kind in FLOWING or line.kind in (BlockKind.table_row, BlockKind.heading, BlockKind.mail_header):
            return False
        self.aside(at)
        return True

    def _unhead(self) -> None:
        """A short numbered line under which nothing stands is no heading but a term: `3. Repeat prescriptions`."""
        nodes = self.tree.nodes
        for place, paragraph in enumerate(self.found, 1):
            if paragraph.shape != "heading" or nodes[paragraph.node].kind not in ("decimal", "capital", "article"):
                continue
            below = self.found[place].node if place < len(self.found) else -1
            while below > paragraph.node:
                below = nodes[below].parent
            if below != paragraph.node:
                paragraph.shape = "prose"
                nodes[paragraph.node].heading = None

    def _line(self, at: int) -> int:
        """Read the line; the index of the next one to read."""
        line = self.lines[at]
        text = line.text
        if at in self.thread.headers:
            return self.header(at)
        if at and self.messages and self.thread.depth[at] < self.thread.depth[at - 1]:
            self.resume(self.thread.depth[at])
        if line.kind is BlockKind.table_row or text[0] == "|" or " | " in text:
            return self.table(read_bars(self.text, self.lines, at))
        headed = not self.open and bool(self.found) and self.found[-1].shape == "heading"
        before = self.lines[self.behind].text if self.behind >= 0 and not headed and not self.cut_off(at) else ""
        if self.question and (answer := _ANSWER.match(text)):
            self._prose(at, line.start + answer.end(), text[answer.end() :])
            return at + 1
        match = LABEL.match(text)
        if match:
            done = self._labelled(at, match, before)
            if done:
                return done
        if line.kind is BlockKind.heading:
            return self._heading_block(at)
        done = self._headed(at)
        if done:
            return done
        alone = self.open is None or bool(line.gap) or self.lone(at - 1)
        flows = self.open is not None and not line.gap and text[0].islower()
        if not flows and columns_begin(self.lines, at, alone) and not opens_definition(text):
            return self.table(read_columns(self.text, self.lines, at, self.thread.headers))
        self._prose(at, line.start, text)
        return at + 1

    def _heading_block(self, at: int) -> int:
        """Read a heading that the file itself marks: the next line to read."""
        line = self.lines[at]
        after = at + 1
        while after < len(self.lines) and self.lines[after].block == line.block:
            after += 1
        level = self.blocks[line.block].level
        rank = min(level + 1, _LOWEST_RANK) if level is not None else 2 - line.text.isupper()
        self.heading(line.start, self.lines[after - 1].end, rank)
        return after

    def _headed(self, at: int) -> int:
        """Read the line as an unnumbered heading: the next line to read, 0 when it is none."""
        line = self.lines[at]
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        text = line.text
        if text[0] == "#" and text.lstrip("#")[:1] == " ":
            self.heading(line.start, line.end, 1 if len(text) - len(text.lstrip("#")) < 3 else 2)
            return at + 1
        if after and not after.gap and len(text) < 80 and UNDERLINE.fullmatch(after.text) and text[-1] not in ".;,":
            self.heading(line.start, line.end, 1)
            return at + 2
        bold = len(text) > 4 and text[:2] == "**" and text.endswith(("**", "**:"))
        if bold and is_title(text.strip("*:")):
            self.heading(line.start, line.end, 2)
            return at + 1
        if len(text) > 90 or at + 1 in self.thread.headers or (self.open and not line.gap and not text.isupper()):
            return 0
        rank = rank_of(text, bool(line.gap) or text.isupper() or self.open is None, after is None or bool(after.gap))
        if rank is None or (rank == 2 and (after is None or self._unfinished(line, at))):
            return 0
        if text.isupper() and not line.gap and self.open and not self._broken(at):
            return 0
        self.heading(line.start, line.end, rank)
        return at + 1

    def _unfinished(self, line: Line, at: int) -> bool:
        """The line before runs on into this one over an empty line, as over the end of a page."""
        return bool(at) and self.open is not None and self.lines[at - 1].text[-1] == ","

    def _labelled(self, at: int, match: "re.Match[str]", before: str) -> int:
        """Read a line that opens with a label: the next line to read, 0 when the label is none."""
        line = self.lines[at]
        text = line.text
        rest = text[match.end() :]
        if match["note"] or (match["bul"] == "*" and 0 <= self.starred < line.start):
            if not rest or (self.open and not line.gap and self._flows(at)):
                return 0
            self.open = self.add(line.start + match.end(), line.end, "note", at)
            self.open.label = match["note"] or "*"
            self.open.about = None
            return at + 1
        if match["bul"]:
            if not rest or (self.open and not line.gap and match["bul"] in "-–—*o" and self._flows(at)):
                return 0
            self._bullet(at, line.start + (0 if match["bul"][-1] in ")]☐☑☒✓✔✗✘" else match.end()))
            return at + 1
        previous = self.found[-1] if self.found else None
        parent_before = self.tree.current
        index = self.tree.label(match, text, before, line.gap, line.start)
        printed = self._printed(line)
        if index is None and printed:
            index = self.tree.add("list", (), self.tree.current if before.endswith(":") else 0, line.start, printed)
        if index is None:
            return 0
        if printed:
            self.tree.nodes[index].number = printed
        self._led(index, previous, parent_before)
        self.open = None
        self.question = None
        self.bullets = []
        if not rest:
            return at + 1
        self._opened(at, index, line.start + match.end(), rest)
        return at + 1

    def _printed(self, line: Line) -> str:
        """The clause number that the file itself gives the paragraph, empty where it gives none."""
        block = self.blocks[line.block] if line.block >= 0 else None
        return block.label if block and block.start == line.start else ""

    def _led(self, index: int, previous: Paragraph | None, before: int) -> None:
        """Give a new list branch its lead-in: its elder sibling's, or the unfinished text before it."""
        nodes = self.tree.nodes
        node = nodes[index]
        if previous and previous.node == node.parent == before and leads_in(self.text, previous, node.kind):
            node.lead = lead_from(self.text, previous)
            return
        for elder in range(index - 1, max(node.parent, index - _ELDERS), -1):
            if nodes[elder].parent == node.parent and nodes[elder].kind == node.kind:
                node.lead = nodes[elder].lead
                return
        if node.parent > 0 and node.kind in ("letter", "roman", "figure", "Roman"):
            node.lead = nodes[node.parent].lead

    def _opened(self, at: int, index: int, start: int, rest: str) -> None:
        """Read what stands on the line after a label."""
        line = self.lines[at]
        node = self.tree.nodes[index]
        if node.kind == "question" or (rest.endswith("?") and len(rest) < 160 and self.lone(at)):
            self._ask(at, index, start)
            return
        section = node.kind in ("part", "article", "decimal", "capital", "Roman")
        marked = line.kind is BlockKind.heading
        named = section and len(rest) < 90 and (rest.isupper() or is_title(rest)) and not unfinished(rest)
        if marked or (named and self.lone(at) and not self._wrapped(at)):
            self._named(index, start, line.end)
            return
        if section and (run := runin_heading(rest, stops=True)):
            node.heading = (start, start + run[0])
            self.found.append(Paragraph(start, start + run[0], index, "heading", message=self.message))
            start, rest = start + run[1], rest[run[1] :]
        self._prose(at, start, rest)

    def _wrapped(self, at: int) -> bool:
        """The line ends because the column does: the next word, in the same paragraph, would not have fitted on it."""
        line, after = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else None
        if after is None or after.gap or after.block != line.block or not self.wrap or not self.paged:
            return False
        return line.indent + len(line.text) + 1 + len(after.text.partition(" ")[0]) > self.wrap

    def _named(self, index: int, start: int, end: int) -> None:
        """Give a numbered clause the heading on its line."""
        while start < end and self.text[start] in " -–—:.*":
            start += 1
        while end > start and self.text[end - 1] in " -–—:.*":
            end -= 1
        if start < end:
            self.tree.nodes[index].heading = (start, end)
            self.found.append(Paragraph(start, end, index, "heading", message=self.message))

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
            if previous and previous.node == self.tree.current and leads_in(self.text, previous, "bullet"):
                lead = lead_from(self.text, previous)
            self.bullets.append((line.indent, lead))
        self.open = self.add(start, line.end, "bullet", at, self.bullets[-1][1])

    def _broken(self, at: int) -> bool:
        """The line before was ended on purpose."""
        return broken(self.lines[self.behind], self.lines[at], self.wrap, paged=self.paged)

    def _flows(self, at: int) -> bool:
        """The line before is unfinished and this one goes on with it."""
        before = self.lines[self.behind]
        return before.text[-1] not in ".;:!?" and not self._broken(at)

    def _prose(self, at: int, start: int, text: str) -> None:
        """Go on with the open paragraph, or begin one."""
        line = self.lines[at]
        opened = self.open
        fresh = start > line.start
        if (
            opened
            and not fresh
            and not self.cut_off(at)
            and runs_on(self.lines[self.behind], line, opened, self.wrap, paged=self.paged)
        ):
            opened.end = line.end
            return
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if not fresh and text.endswith("?") and asks(line, after, self.wrap):
            self._ask(at, self.tree.current, start)
            return
        node = self.tree.nodes[self.tree.current]
        leads = node.lead if node.lead else ()
        previous = self.found[-1] if self.found else None
        if previous and not fresh and previous.node == self.tree.current and not leads:
            leads = carried(self.text, previous, line)
        if not self.prose_seen:
            self.prose_seen = text.count(" ") > 8
        self.open = self.add(start, line.end, "prose", at, leads)


def assemble(document: Document) -> tuple[Tree, list[Paragraph], Thread]:
    """Clause tree, paragraphs in text order, and the messages of a document."""
    assembler = _Assembler(document)
    assembler.run()
    return assembler.tree, assembler.found, assembler.thread
