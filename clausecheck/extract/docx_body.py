"""The body of a Word file in reading order: paragraphs, table rows and text boxes with their numbers in front.

Pending changes are read as asked for and hidden text is left out; both are told. Struck-through text stays, with its
spans.
"""

import re
from xml.etree.ElementTree import Element

from clausecheck.document import BlockKind
from clausecheck.extract.assembly import Found, LabelPath
from clausecheck.extract.docx_inline import Flow, Inline
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
    children,
    continues_above,
    is_placeholder,
)
from clausecheck.extract.rows import Paragraph, row_of
from clausecheck.extract.tracked import Tracked
from clausecheck.patterns import pattern

__all__ = ["CHUNK", "ELSEWHERE", "Body"]

_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_ALTERNATE = MC + "AlternateContent"
CHUNK = W + "altChunk"
ELSEWHERE = {
    CHUNK: ("inserted document", "a document put into this one, which only Word can unfold; save it again"),
    W + "subDoc": ("subdocument", "a part of the document that is a file of its own; check that file too"),
}
"""What stands in another form or file, though Word shows it in its place."""

_TOC = pattern(r"toc \d", re.IGNORECASE)
"""Styles of a table of contents, which repeats headings with page numbers."""
_HEADING = pattern(r"heading (\d)|title", re.IGNORECASE)


class Body:
    """Walks one story (the body, a header, a footnote); a list's counters run on from story to story."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        found: Found,
        ordinals: dict[Element, int],
        tracked: Tracked = Tracked.accept,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._found = found
        self._ordinals = ordinals
        self._tracked = tracked
        self._path = LabelPath()
        self._inline = Inline(styles, found, tracked, Element(_P))
        self._carried: tuple[Flow, int | None] | None = None
        self._framed = 0
        """Depth of tables and text boxes, whose ground may be coloured."""

    def read(self, story: Element, kind: BlockKind = BlockKind.paragraph) -> list[Paragraph]:
        """Everything a story says, in reading order."""
        out: list[Paragraph] = []
        self._inline = Inline(self._styles, self._found, self._tracked, story)
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
                self._framed += 1
                self._table(element, kind, out)
                self._framed -= 1
            elif tag == SDT:
                content = element.find(CONTENT)
                if content is not None and not is_placeholder(element):
                    self._blocks(content, kind, out)
            elif tag in WRAPPERS:
                self._blocks(element, kind, out)
            elif tag in INSERTED or tag in DELETED:
                if self._inline.pending(element):
                    self._blocks(element, kind, out)
            elif tag == _ALTERNATE:
                choice = alternative(element)
                if choice is not None:
                    self._blocks(choice, kind, out)
            elif tag in ELSEWHERE:
                self._found.missing.append(ELSEWHERE[tag])

    def _paragraph(self, element: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        properties = element.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        properties = self._valid(properties)
        style_id = value_of(properties, "pStyle") or self._styles.default
        style = self._styles[style_id]
        flow, ordinal = Flow(), self._ordinals.get(element)
        if self._carried is not None:
            flow, ordinal = self._carried
            self._carried = None
        flow.hidden, flow.struck_style = bool(style.hidden), bool(style.struck)
        flow.on_colour = self._framed > 0 or (properties is not None and properties.find(W + "shd") is not None)
        self._inline.read(element, flow)
        if mark is not None and self._runs_on(mark):
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
        self._framed += 1
        for box in flow.boxes:
            self._blocks(box, BlockKind.text_box, out)
        self._framed -= 1

    def _valid(self, properties: Element | None) -> Element | None:
        """A paragraph's properties, those before a pending change of them where changes are rejected."""
        if properties is None or self._tracked is not Tracked.reject:
            return properties
        former = properties.find(f"{W}pPrChange/{W}pPr")
        return properties if former is None else former

    def _runs_on(self, mark: Element) -> bool:
        """The paragraph's end is deleted, or was only inserted, so that the next one is part of it."""
        if self._tracked is Tracked.mark:
            return False
        ends = ("ins", "moveTo") if self._tracked is Tracked.reject else ("del", "moveFrom")
        return any(mark.find(W + end) is not None for end in ends)

    def _table(self, table: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        for row in children(table, _TR):
            properties = row.find(W + "trPr")
            deleted = self._pending(row, properties, "del")
            inserted = self._pending(row, properties, "ins")
            if (deleted and not self._inline.reads(inserted=False)) or (
                inserted and not self._inline.reads(inserted=True)
            ):
                continue
            if properties is not None and is_on(properties.find(W + "hidden")):
                self._inline.hide(all_text(row))
                continue
            cells: list[list[Paragraph]] = []
            for cell in children(row, _TC):
                inner: list[Paragraph] = []
                if not self._holds(cell):
                    continue
                if continues_above(cell):
                    self._inline.hide(all_text(cell))
                else:
                    self._blocks(cell, kind, inner)
                cells.append(inner)
            if deleted and self._tracked is Tracked.mark:
                for paragraph in (p for cell in cells for p in cell):
                    paragraph.struck = [(0, len(paragraph.text))]
            out += row_of(cells)

    def _pending(self, holder: Element, properties: Element | None, tag: str) -> bool:
        """Note a row or cell that is inserted or deleted as a whole."""
        change = None if properties is None else properties.find(W + tag)
        if change is None:
            return False
        text = " ".join("".join(part for part in p.itertext()) for p in holder.iter(_P))
        if text.strip():
            (self._found.inserted if tag.lower().endswith("ins") else self._found.deleted).append(text)
        self._found.authors.append(change.get(W + "author") or "")
        return True

    def _holds(self, cell: Element) -> bool:
        """A cell is part of the text as pending changes are read."""
        properties = cell.find(W + "tcPr")
        deleted = self._pending(cell, properties, "cellDel")
        inserted = self._pending(cell, properties, "cellIns")
        return not (
            (deleted and not self._inline.reads(inserted=False)) or (inserted and not self._inline.reads(inserted=True))
        )

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
