"""The body of a Word file in reading order: paragraphs, table rows and text boxes with their numbers in front.

Tracked insertions count as text and tracked deletions do not; hidden text is left out; both are told. Struck-through
text stays, with its spans.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from clausecheck.document import BlockKind, Span
from clausecheck.extract.assembly import Found, LabelPath
from clausecheck.extract.docx_numbering import Level, Numbering
from clausecheck.extract.docx_styles import MAX_LEVEL, MC, Styles, W, is_on, number_of, value_of
from clausecheck.extract.docx_xml import (
    CONTENT,
    DELETED,
    INSERTED,
    SDT,
    WRAPPERS,
    all_text,
    alternative,
    boxes_in,
    children,
    continues_above,
    symbol,
)
from clausecheck.extract.rows import Paragraph, row_of
from clausecheck.patterns import pattern

__all__ = ["Body"]

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_P, _TBL, _TR, _TC, _R = W + "p", W + "tbl", W + "tr", W + "tc", W + "r"
_ALTERNATE = MC + "AlternateContent"
_INLINE_HOLDERS = WRAPPERS | {W + "hyperlink", W + "fldSimple", W + "dir", W + "bdo"}
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object", _ALTERNATE))
_FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}

_TOC = pattern(r"toc \d", re.IGNORECASE)
"""Styles of a table of contents, which repeats headings with page numbers."""
_HEADING = pattern(r"heading (\d)|title", re.IGNORECASE)


@dataclass(slots=True)
class _Flow:
    """The state of one paragraph while its runs are read."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    struck: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False
    """By its style."""
    struck_style: bool = False


class Body:
    """Walks one story (the body, a header, a footnote); a list's counters run on from story to story."""

    def __init__(self, styles: Styles, numbering: Numbering, found: Found, ordinals: dict[Element, int]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._found = found
        self._ordinals = ordinals
        self._path = LabelPath()
        self._fields: list[bool] = []
        """Open fields, True once past their code."""
        self._fields_close = True
        """Every field ends; else nothing is taken for a field's code, so that a broken one cannot hide the rest."""
        self._carried: tuple[_Flow, int | None] | None = None

    def read(self, story: Element, kind: BlockKind = BlockKind.paragraph) -> list[Paragraph]:
        """Everything a story says, in reading order."""
        out: list[Paragraph] = []
        marks = [mark.get(W + "fldCharType") for mark in story.iter(W + "fldChar")]
        self._fields_close = marks.count("begin") == marks.count("end")
        self._fields.clear()
        self._blocks(story, kind, out)
        if self._carried is not None:
            flow, ordinal = self._carried
            self._carried = None
            out.append(Paragraph("".join(flow.pieces), kind, ordinal, struck=flow.struck))
        return [paragraph for paragraph in out if paragraph.text.strip()]

    def _blocks(self, parent: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _P:
                self._paragraph(element, kind, out)
            elif tag == _TBL:
                self._table(element, kind, out)
            elif tag == SDT:
                content = element.find(CONTENT)
                if content is not None:
                    self._blocks(content, kind, out)
            elif tag in WRAPPERS or tag in INSERTED:
                self._blocks(element, kind, out)
            elif tag in DELETED:
                self._note(self._found.deleted, all_text(element))
            elif tag == _ALTERNATE:
                choice = alternative(element)
                if choice is not None:
                    self._blocks(choice, kind, out)
            elif tag == W + "altChunk":
                self._found.unread.append("embedded document")

    def _paragraph(self, element: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        properties = element.find(W + "pPr")
        style_id = value_of(properties, "pStyle") or self._styles.default
        style = self._styles[style_id]
        flow = _Flow(hidden=bool(style.hidden), struck_style=bool(style.struck))
        if self._carried is not None:
            carried, ordinal = self._carried
            flow.pieces, flow.length, flow.struck, flow.boxes = (
                carried.pieces, carried.length, carried.struck, carried.boxes
            )  # fmt: skip
            self._carried = None
        else:
            ordinal = self._ordinals.get(element)
        self._inline(element, flow)
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            self._carried = flow, ordinal
            return
        text = "".join(flow.pieces)
        hidden_mark = mark is not None and is_on(mark.find(W + "vanish"))
        label, path, level = ("", "", None)
        if not (hidden_mark and not text.strip()):
            label, path, level = self._label(properties, style_id)
        if text.strip() and not _TOC.fullmatch(style.name):
            if kind is BlockKind.paragraph:
                heading = self._heading_level(properties, style_id)
                if heading is not None:
                    kind, level = BlockKind.heading, heading
            shift = 0
            if label:
                shift = len(label) + 1
                text = f"{label} {text.lstrip()}" if not flow.struck else f"{label} {text}"
            struck = [(a + shift, b + shift) for a, b in flow.struck]
            out.append(Paragraph(text, kind, ordinal, path, level, struck))
        for box in flow.boxes:
            self._blocks(box, BlockKind.text_box, out)

    def _table(self, table: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        for row in children(table, _TR):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self._note(self._found.deleted, all_text(row))
                continue
            cells: list[list[Paragraph]] = []
            for cell in children(row, _TC):
                inner: list[Paragraph] = []
                if not continues_above(cell):
                    self._blocks(cell, kind, inner)
                cells.append(inner)
            if properties is not None and properties.find(W + "ins") is not None:
                self._note(self._found.inserted, " ".join(p.text for cell in cells for p in cell))
            out += row_of(cells)

    def _heading_level(self, properties: Element | None, style_id: str | None) -> int | None:
        """0-based level of a heading; None for body text."""
        style = self._styles[style_id]
        direct = value_of(properties, "outlineLvl")
        outline = style.outline if direct is None else number_of(direct, 9)
        if outline is not None and outline <= MAX_LEVEL:
            return outline
        match = _HEADING.fullmatch(style.name)
        return None if match is None else max(0, int(match[1] or 1) - 1)

    def _label(self, properties: Element | None, style_id: str | None) -> tuple[str, str, int | None]:
        """Printed number, clause path and list level of a paragraph; advances its list."""
        style = self._styles[style_id]
        direct = None if properties is None else properties.find(W + "numPr")
        number = value_of(direct, "numId")
        text = value_of(direct, "ilvl")
        if number is None:
            number = style.number
            index = self._numbering.level_for(style_id, style) if text is None else number_of(text, 0, MAX_LEVEL)
        elif text is not None:
            index = number_of(text, 0, MAX_LEVEL)
        else:
            index = self._numbering.level_for(style_id, style) if number == style.number else 0
        if not number or number == "0":
            return "", "", None
        label, level = self._numbering.advance(number, index)
        label = label.strip()
        if not label or level is None:
            return "", "", None
        return label, self._path_of(label, level, index), index

    def _path_of(self, label: str, level: Level, index: int) -> str:
        """Clause path: a compound label as it is, a simple one behind that of the clause it stands under."""
        if level.format == "bullet":
            return ""
        return self._path.push(label, index, compound=level.compound)

    def _inline(self, parent: Element, flow: _Flow) -> None:
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element, flow)
            elif tag in _INLINE_HOLDERS:
                self._inline(element, flow)
            elif tag in INSERTED:
                before = len(flow.pieces)
                self._inline(element, flow)
                self._note(self._found.inserted, "".join(flow.pieces[before:]))
                self._found.authors.append(element.get(W + "author") or "")
            elif tag in DELETED:
                self._note(self._found.deleted, all_text(element))
                self._found.authors.append(element.get(W + "author") or "")
            elif tag == SDT:
                content = element.find(CONTENT)
                if content is not None:
                    self._inline(content, flow)
            elif tag == _ALTERNATE:
                choice = alternative(element)
                if choice is not None:
                    self._inline(choice, flow)
            elif tag.endswith(("}oMath", "}oMathPara")):
                self._write(flow, "".join(part.text or "" for part in element.iter(_MATH_TEXT)), struck=False)

    def _run(self, run: Element, flow: _Flow) -> None:
        properties = run.find(W + "rPr")
        hidden, struck = flow.hidden, flow.struck_style
        if properties is not None:
            style = self._styles[value_of(properties, "rStyle")]
            hidden = hidden if style.hidden is None else style.hidden
            struck = struck if style.struck is None else style.struck
            if (toggle := properties.find(W + "vanish")) is not None:
                hidden = is_on(toggle)
            for name in ("strike", "dstrike"):
                if (toggle := properties.find(W + name)) is not None:
                    struck = is_on(toggle)
        for element in run:
            tag = element.tag
            if tag == W + "fldChar":
                self._field(element, flow, hidden)
                continue
            if self._fields_close and False in self._fields:
                continue
            if tag == W + "t":
                text = element.text or ""
            elif tag in _FIXED:
                text = _FIXED[tag]
            elif tag == W + "sym":
                text = symbol(element)
            elif tag in _DRAWINGS:
                if not hidden:
                    flow.boxes += boxes_in(element)
                continue
            else:
                continue
            if hidden:
                self._note(self._found.hidden, text)
            else:
                self._write(flow, text, struck=struck)

    def _field(self, mark: Element, flow: _Flow, hidden: bool) -> None:
        """Follow a complex field: its code is not printed, its result is; a form's check box prints a box."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            box = mark.find(f"{W}ffData/{W}checkBox")
            if box is not None and not hidden:
                ticked = box.find(W + "checked")
                self._write(
                    flow, "☒" if is_on(box.find(W + "default") if ticked is None else ticked) else "☐", struck=False
                )
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    @staticmethod
    def _write(flow: _Flow, text: str, *, struck: bool) -> None:
        if not text:
            return
        flow.pieces.append(text)
        start, flow.length = flow.length, flow.length + len(text)
        if struck and text.strip():
            if flow.struck and flow.struck[-1][1] == start:
                start = flow.struck.pop()[0]
            flow.struck.append((start, flow.length))

    @staticmethod
    def _note(where: list[str], text: str) -> None:
        if text.strip():
            where.append(text)
