"""The text of an OpenDocument file in reading order: paragraphs, lists, table rows, text boxes.

Tracked insertions count as text; deletions lie apart in the file and are told; hidden text is left out and told.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from clausecheck.document import BlockKind, Span
from clausecheck.extract.assembly import Found, LabelPath, labelled
from clausecheck.extract.odt_forms import control_text, field_mark
from clausecheck.extract.odt_lists import Chain, Label, OdtLists
from clausecheck.extract.odt_styles import DRAW, OFFICE, TABLE, TEXT, XLINK, OdtStyles, number_in
from clausecheck.extract.rows import Paragraph, row_of
from clausecheck.patterns import pattern
from clausecheck.record import draft, made

__all__ = ["OdtBody"]

_DC = "{http://purl.org/dc/elements/1.1/}"
_P, _H = TEXT + "p", TEXT + "h"
_BLANK = pattern(r"[ \t\r\n]+")
_ROWS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_CELLS = frozenset(TABLE + name for name in ("table-cell", "covered-table-cell"))
_PASSED = frozenset(
    [TEXT + name for name in ("tracked-changes", "table-of-content", "sequence-decls", "variable-decls", "number")]
    + [TEXT + name for name in ("user-field-decls", "alphabetical-index", "illustration-index", "ruby-text")]
    + [OFFICE + "forms", OFFICE + "annotation-end", OFFICE + "event-listeners"]
)
"""What stands in the body and is no text of it; tables of contents repeat headings."""
_SPACES = 200


@draft
class _Flow:
    """The state of one paragraph while its runs are read."""

    hidden: bool = False
    struck: bool = False
    pieces: list[str] = made(factory=list)
    length: int = 0
    spans: list[Span] = made(factory=list)
    boxes: list[Element] = made(factory=list)
    space: bool = True
    """The text so far ends in white space."""


@draft
class _Place:
    """Where in nested lists the walker is."""

    style: str
    chain: Chain
    level: int
    waiting: Label | None = None
    """The number of the item whose first paragraph has not come."""


class OdtBody:
    """Walks one story: the body, a header, a footnote."""

    def __init__(self, styles: OdtStyles, lists: OdtLists, found: Found, controls: dict[str, Element]) -> None:
        self._styles = styles
        self._lists = lists
        self._found = found
        self._controls = controls
        self._path = LabelPath()
        self._inserting: set[str] = set()
        self.notes: dict[str, list[list[Paragraph]]] = {"footnote": [], "endnote": []}

    def read(self, story: Element, kind: BlockKind = BlockKind.paragraph) -> list[Paragraph]:
        """Everything a story says, in reading order; its notes gather in `notes`."""
        out: list[Paragraph] = []
        self._blocks(story, kind, out, None)
        return [paragraph for paragraph in out if paragraph.text.strip()]

    def _blocks(self, parent: Element, kind: BlockKind, out: list[Paragraph], place: _Place | None) -> None:
        for element in parent:
            tag = element.tag
            if tag in (_P, _H):
                self._paragraph(element, kind, out, place)
            elif tag == TEXT + "list":
                self._list(element, kind, out, place)
            elif tag == TABLE + "table":
                self._table(element, kind, out)
            elif tag == TEXT + "numbered-paragraph":
                self._blocks(element, kind, out, place)
            elif tag in (TEXT + "change-start", TEXT + "change-end", TEXT + "change"):
                self._mark(element)
            elif tag.startswith(DRAW):
                self._drawing(element, kind, out)
            elif tag in _PASSED:
                continue
            elif self._is_hidden(element):
                self._note(self._found.hidden, " ".join(_words(element)))
            else:  # sections, indexes made by hand, and what a later version may wrap paragraphs in
                self._blocks(element, kind, out, place)

    def _is_hidden(self, element: Element) -> bool:
        display = element.get(TEXT + "display")
        if display == "none" or element.get(TEXT + "is-hidden") == "true":
            return True
        return bool(self._styles.of("section", element.get(TEXT + "style-name")).hidden)

    # ---- lists

    def _list(self, element: Element, kind: BlockKind, out: list[Paragraph], outer: _Place | None) -> None:
        named = element.get(TEXT + "style-name")
        style = named or (outer.style if outer else self._style_of_first(element))
        chain = outer.chain if outer is not None else self._lists.chain(element, style)
        if outer is not None and named is not None and named != outer.style:
            chain = self._lists.chain(element, style)
        level = 0 if outer is None else outer.level + 1
        for item in element:
            place = _Place(style, chain, level)
            if item.tag == TEXT + "list-item":
                start = item.get(TEXT + "start-value")
                first = next((child.tag for child in item if child.tag in (_P, _H, TEXT + "list")), None)
                if first in (_P, _H):
                    place.waiting = self._lists.advance(
                        style, chain, level, None if start is None else number_in(start, 1)
                    )
            elif item.tag != TEXT + "list-header":
                continue
            self._blocks(item, kind, out, place)

    def _style_of_first(self, element: Element) -> str:
        """List style that the first paragraph's style brings."""
        paragraph = next((each for each in element.iter() if each.tag in (_P, _H)), None)
        name = None if paragraph is None else paragraph.get(TEXT + "style-name")
        return self._styles.of("paragraph", name).list_style or ""

    # ---- paragraphs

    def _paragraph(self, element: Element, kind: BlockKind, out: list[Paragraph], place: _Place | None) -> None:
        style = self._styles.of("paragraph", element.get(TEXT + "style-name"))
        flow = _Flow(hidden=bool(style.hidden), struck=bool(style.struck))
        if any(mark.get(TEXT + "is-hidden") == "true" for mark in element.iter(TEXT + "hidden-paragraph")):
            flow.hidden = True
        self._inline(element, flow)
        level: int | None = None
        if element.tag == _H:
            level = max(0, number_in(element.get(TEXT + "outline-level"), 1) - 1)
        elif "Title" in style.names:
            level = 0
        label = self._label(element, place, level)
        text = "".join(flow.pieces)
        if text.strip() and not any(each.startswith("Contents ") for each in style.names):
            if kind is BlockKind.paragraph and level is not None:
                kind = BlockKind.heading
            paragraph = Paragraph(text.rstrip(), kind, level=level, struck=flow.spans)
            if label.text:
                labelled(paragraph, label.text)
                if not label.bullet:
                    index = place.level if place is not None else level or 0
                    paragraph.label = self._path.push(label.text, index, compound=label.compound)
                    paragraph.level = index if level is None else level
            out.append(paragraph)
        for box in flow.boxes:
            self._blocks(box, BlockKind.text_box, out, None)

    def _label(self, element: Element, place: _Place | None, level: int | None) -> Label:
        if place is not None:
            label, place.waiting = place.waiting, None
            return label or Label("")
        if element.tag == _H and level is not None and element.get(TEXT + "is-list-header") != "true":
            return self._lists.heading(level)
        return Label("")

    def _table(self, table: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        for row in _rows(table):
            cells: list[list[Paragraph]] = []
            for cell in row:
                if cell.tag in _CELLS:
                    inner: list[Paragraph] = []
                    if cell.tag == TABLE + "table-cell":
                        self._blocks(cell, kind, inner, None)
                    cells.append([paragraph for paragraph in inner if paragraph.text.strip()])
            if row.get(TABLE + "visibility") in ("collapse", "filter"):
                self._note(self._found.hidden, " ".join(p.text for cell in cells for p in cell))
            else:
                out += row_of(cells)

    def _drawing(self, element: Element, kind: BlockKind, out: list[Paragraph]) -> None:
        flow = _Flow()
        self._shape(element, flow)
        self._write(flow, "")
        for box in flow.boxes:
            self._blocks(box, BlockKind.text_box if kind is BlockKind.paragraph else kind, out, None)

    # ---- runs

    def _inline(self, parent: Element, flow: _Flow) -> None:
        self._text(flow, parent.text)
        for element in parent:
            self._run(element, flow)
            self._text(flow, element.tail)

    def _run(self, element: Element, flow: _Flow) -> None:
        tag = element.tag
        if tag == TEXT + "span":
            style = self._styles.of("text", element.get(TEXT + "style-name"))
            before = flow.hidden, flow.struck
            flow.hidden = flow.hidden if style.hidden is None else style.hidden
            flow.struck = flow.struck if style.struck is None else style.struck
            self._inline(element, flow)
            flow.hidden, flow.struck = before
        elif tag == TEXT + "s":
            self._write(flow, " " * min(_SPACES, number_in(element.get(TEXT + "c"), 1)))
        elif tag == TEXT + "tab":
            self._write(flow, "\t")
        elif tag == TEXT + "line-break":
            self._write(flow, "\n")
        elif tag == TEXT + "note":
            self._take_note(element)
        elif tag == OFFICE + "annotation":
            said = " ".join(" ".join("".join(p.itertext()).split()) for p in element.iter(_P)).strip()
            if said:
                self._found.comments.append((element.findtext(_DC + "creator") or "", said))
        elif tag in (TEXT + "hidden-text", TEXT + "conditional-text") and self._is_untold(element):
            self._note(self._found.hidden, element.get(TEXT + "string-value") or "".join(element.itertext()))
        elif tag in (TEXT + "change-start", TEXT + "change-end", TEXT + "change"):
            self._mark(element)
        elif tag.startswith(DRAW) and tag != DRAW + "a":
            if not flow.hidden:
                self._shape(element, flow)
        elif (mark := field_mark(element)) is not None:
            self._write(flow, mark)
        elif tag not in _PASSED:  # links, fields, bookmarks, content controls: what they show is their text
            self._inline(element, flow)

    @staticmethod
    def _is_untold(element: Element) -> bool:
        return element.tag == TEXT + "hidden-text" and element.get(TEXT + "is-hidden") != "false"

    def _shape(self, element: Element, flow: _Flow) -> None:
        """Text boxes of a drawing wait until the paragraph is whole; other files in it are told as unread."""
        tag = element.tag
        if tag == DRAW + "text-box" or element.find(_P) is not None:
            flow.boxes.append(element)
        elif tag in (DRAW + "object", DRAW + "object-ole"):
            self._found.unread.append((element.get(XLINK + "href") or "embedded object").removeprefix("./"))
        else:
            if tag == DRAW + "image":
                self._found.pictures += 1
            elif tag == DRAW + "control":
                self._write(flow, control_text(self._controls.get(element.get(DRAW + "control") or "")))
            for part in element:
                self._shape(part, flow)

    def _take_note(self, element: Element) -> None:
        body = element.find(TEXT + "note-body")
        kind = "endnote" if element.get(TEXT + "note-class") == "endnote" else "footnote"
        if body is not None:
            inner: list[Paragraph] = []
            self._blocks(body, BlockKind.footnote, inner, None)
            self.notes[kind].append([paragraph for paragraph in inner if paragraph.text.strip()])

    def _mark(self, element: Element) -> None:
        """Follow where tracked insertions begin and end."""
        key = element.get(TEXT + "change-id") or ""
        if element.tag == TEXT + "change-start":
            self._inserting.add(key)
        elif element.tag == TEXT + "change-end":
            self._inserting.discard(key)

    def _text(self, flow: _Flow, text: str | None) -> None:
        """Text of the XML, whose runs of white space count as one space."""
        if text:
            said = _BLANK.sub(" ", text)
            self._write(flow, said[1:] if flow.space and said.startswith(" ") else said)

    def _write(self, flow: _Flow, text: str) -> None:
        if not text:
            return
        if flow.hidden:
            self._note(self._found.hidden, text)
            return
        flow.space = text[-1] in " \t\n"
        flow.pieces.append(text)
        start, flow.length = flow.length, flow.length + len(text)
        if self._inserting:
            self._note(self._found.inserted, text)
        if flow.struck and text.strip():
            if flow.spans and flow.spans[-1][1] == start:
                start = flow.spans.pop()[0]
            flow.spans.append((start, flow.length))

    @staticmethod
    def _note(where: list[str], text: str) -> None:
        if text.strip():
            where.append(text)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == TABLE + "table-row":
            yield element
        elif element.tag in _ROWS:
            yield from _rows(element)


def _words(element: Element) -> Iterator[str]:
    for paragraph in element.iter():
        if paragraph.tag in (_P, _H):
            yield "".join(paragraph.itertext())
