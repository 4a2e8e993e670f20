"""The runs of a Word paragraph: text, fields, controls, symbols, and what of it is hidden, struck or pending."""

from xml.etree.ElementTree import Element

from clausecheck.document import Span
from clausecheck.extract.assembly import Found
from clausecheck.extract.docx_styles import MC, Styles, W, is_on, number_of, value_of
from clausecheck.extract.docx_xml import (
    CONTENT,
    DELETED,
    INSERTED,
    SDT,
    WRAPPERS,
    all_text,
    alternative,
    boxes_in,
    check_box,
    chosen_entry,
    hidden_shape,
    is_placeholder,
    symbol,
)
from clausecheck.extract.tracked import Tracked
from clausecheck.record import draft, made

__all__ = ["Flow", "Inline"]

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_R = W + "r"
_ALTERNATE = MC + "AlternateContent"
_HOLDERS = WRAPPERS | {W + "hyperlink", W + "fldSimple", W + "dir", W + "bdo"}
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object"))
_MOVES = (W + "moveTo", W + "moveFrom")
_FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_BLANK = "____"
"""What a control that nothing was entered in reads as: a line to be filled in."""
_SPECK = 4
"""Half points; text of 2 points and less is a line of dust."""


@draft
class Flow:
    """The state of one paragraph while its runs are read."""

    pieces: list[str] = made(factory=list)
    length: int = 0
    struck: list[Span] = made(factory=list)
    boxes: list[Element] = made(factory=list)
    hidden: bool = False
    """By its style."""
    struck_style: bool = False
    on_colour: bool = False
    """The paragraph may stand on a coloured ground, where white letters show."""

    def write(self, text: str, *, struck: bool = False) -> None:
        """Add text."""
        if not text:
            return
        self.pieces.append(text)
        start, self.length = self.length, self.length + len(text)
        if struck and text.strip():
            if self.struck and self.struck[-1][1] == start:
                start = self.struck.pop()[0]
            self.struck.append((start, self.length))


class Inline:
    """Reads the runs of one story."""

    def __init__(self, styles: Styles, found: Found, tracked: Tracked, story: Element) -> None:
        self._styles = styles
        self._found = found
        self._tracked = tracked
        self._deleted = 0
        """Depth within deletions that are read."""
        self._fields: list[bool] = []
        """Open fields, True once past their code."""
        marks = [mark.get(W + "fldCharType") for mark in story.iter(W + "fldChar")]
        self._fields_close = marks.count("begin") == marks.count("end")
        """Every field ends; else nothing is taken for a field's code, so that a broken one cannot hide the rest."""

    def pending(self, element: Element) -> bool:
        """Note an insertion, a deletion or a move; True when what it holds is to be read."""
        found, inserted = self._found, element.tag in INSERTED
        text = all_text(element)
        if text.strip():
            if element.tag not in _MOVES:
                (found.inserted if inserted else found.deleted).append(text)
            elif inserted:
                found.moved.append(text)
            found.authors.append(element.get(W + "author") or "")
        return self.reads(inserted=inserted)

    def reads(self, *, inserted: bool) -> bool:
        """Whether insertions, or deletions, are part of the text."""
        return self._tracked is not (Tracked.reject if inserted else Tracked.accept)

    def read(self, parent: Element, flow: Flow) -> None:
        """Add what a paragraph, or what stands in its place, says to the flow."""
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element, flow)
            elif tag in _HOLDERS:
                self.read(element, flow)
            elif tag in INSERTED:
                if self.pending(element):
                    self.read(element, flow)
            elif tag in DELETED:
                if self.pending(element):
                    self._deleted += 1
                    self.read(element, flow)
                    self._deleted -= 1
            elif tag == SDT:
                self._control(element, flow)
            elif tag == _ALTERNATE:
                choice = alternative(element)
                if choice is not None:
                    self.read(choice, flow)
            elif tag.endswith(("}oMath", "}oMathPara")):
                flow.write("".join(part.text or "" for part in element.iter(_MATH_TEXT)))

    def _control(self, element: Element, flow: Flow) -> None:
        """A content control: a box ticked or empty, a blank, or what was entered."""
        box = check_box(element)
        if box or is_placeholder(element):
            flow.write(box or _BLANK)
            return
        content = element.find(CONTENT)
        if content is not None:
            self.read(content, flow)

    def _run(self, run: Element, flow: Flow) -> None:
        properties = run.find(W + "rPr")
        hidden, struck = flow.hidden, flow.struck_style
        if properties is not None:
            if self._tracked is Tracked.reject and (change := properties.find(W + "rPrChange")) is not None:
                former = change.find(W + "rPr")
                properties = properties if former is None else former
            style = self._styles[value_of(properties, "rStyle")]
            hidden = hidden if style.hidden is None else style.hidden
            struck = struck if style.struck is None else style.struck
            if (toggle := properties.find(W + "vanish")) is not None:
                hidden = is_on(toggle)
            for name in ("strike", "dstrike"):
                if (toggle := properties.find(W + name)) is not None:
                    struck = is_on(toggle)
            hidden = hidden or _unseen(properties, flow)
        self._content(run, flow, hidden=hidden, struck=struck or (self._deleted > 0 and self._tracked is Tracked.mark))

    def _content(self, run: Element, flow: Flow, *, hidden: bool, struck: bool) -> None:
        for element in run:
            tag = element.tag
            if tag == W + "fldChar":
                self._field(element, flow, hidden)
                continue
            if self._fields_close and False in self._fields:
                continue
            if tag == W + "t" or (tag == W + "delText" and self._deleted):
                text = element.text or ""
            elif tag in _FIXED:
                text = _FIXED[tag]
            elif tag == W + "sym":
                text = symbol(element)
            elif tag in _DRAWINGS or tag == _ALTERNATE:
                self._drawing(element, flow, hidden=hidden, struck=struck)
                continue
            else:
                continue
            if hidden:
                self.hide(text)
            else:
                flow.write(text, struck=struck)

    def _drawing(self, element: Element, flow: Flow, *, hidden: bool, struck: bool) -> None:
        boxes = boxes_in(element)
        if hidden or (boxes and hidden_shape(element)):
            for box in boxes:
                self.hide(all_text(box))
        elif boxes:
            flow.boxes += boxes
        elif element.tag == _ALTERNATE and (choice := self._worded(element)) is not None:
            self._content(choice, flow, hidden=hidden, struck=struck)

    @staticmethod
    def _worded(element: Element) -> Element | None:
        """The rendering of a character that older programs lack, such as a newer symbol, as they would show it."""
        return next((choice for choice in reversed(element) if choice.find(W + "t") is not None), None)

    def _field(self, mark: Element, flow: Flow, hidden: bool) -> None:
        """Follow a complex field: its code is not printed, its result is; a form's box or list prints its choice."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            box = mark.find(f"{W}ffData/{W}checkBox")
            if box is not None and not hidden:
                ticked = box.find(W + "checked")
                flow.write("☒" if is_on(box.find(W + "default") if ticked is None else ticked) else "☐")
            elif not hidden:
                flow.write(chosen_entry(mark))
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def hide(self, text: str) -> None:
        """Note text that shows on no page."""
        if text.strip():
            self._found.hidden.append(text)


def _unseen(properties: Element, flow: Flow) -> bool:
    """Letters white on white, or too small for any eye."""
    size = value_of(properties, "sz")
    if size is not None and 0 < number_of(size, 0) <= _SPECK:
        return True
    if (value_of(properties, "color") or "").upper() != "FFFFFF" or flow.on_colour:
        return False
    return properties.find(W + "shd") is None and properties.find(W + "highlight") is None
