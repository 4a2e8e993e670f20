"""Small questions to the XML of a Word file that its walker asks again and again."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from clausecheck.extract.docx_styles import MC, VAL, W, is_on, number_of
from clausecheck.extract.symbols import SYMBOLS
from clausecheck.patterns import pattern

__all__ = [
    "CONTENT",
    "DELETED",
    "INSERTED",
    "SDT",
    "WRAPPERS",
    "all_text",
    "alternative",
    "boxes_in",
    "check_box",
    "children",
    "chosen_entry",
    "continues_above",
    "hidden_shape",
    "is_placeholder",
    "symbol",
]

SDT, CONTENT = W + "sdt", W + "sdtContent"
INSERTED = frozenset((W + "ins", W + "moveTo"))
DELETED = frozenset((W + "del", W + "moveFrom"))
WRAPPERS = frozenset((W + "customXml", W + "smartTag"))
_ALTERNATE, _CHOICE, _FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
_BOX = W + "txbxContent"
_TEXTS = (W + "t", W + "delText")
_BOX_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_INVISIBLE = pattern(r"visibility\s*:\s*hidden", re.IGNORECASE)


def alternative(element: Element) -> Element | None:
    """The one of several renderings of the same content that Word itself would show."""
    choice = element.find(_CHOICE)
    return element.find(_FALLBACK) if choice is None else choice


def children(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag == SDT:
            content = element.find(CONTENT)
            if content is not None and not is_placeholder(element):
                yield from children(content, tag)
            elif content is not None:
                yield from (Element(tag) for _ in children(content, tag))
        elif element.tag in WRAPPERS or element.tag in INSERTED:
            yield from children(element, tag)


def continues_above(cell: Element) -> bool:
    """A cell merged into the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def boxes_in(element: Element) -> list[Element]:
    """Text boxes of a drawing, each once, outermost only."""
    if element.tag == _BOX:
        return [element]
    if element.tag == _ALTERNATE:
        choice = alternative(element)
        return [] if choice is None else boxes_in(choice)
    return [box for child in element for box in boxes_in(child)]


def is_placeholder(control: Element) -> bool:
    """A content control that nothing was entered in: it shows what should be."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def check_box(control: Element) -> str:
    """What a content control that is a check box shows, whatever sign its author chose; empty for any other."""
    box = control.find(f"{W}sdtPr/{_BOX_2010}checkbox")
    if box is None:
        return ""
    checked = box.find(_BOX_2010 + "checked")
    return "☒" if checked is not None and checked.get(_BOX_2010 + "val") not in ("0", "false", "off") else "☐"


def chosen_entry(field: Element) -> str:
    """The entry chosen in a form's drop-down list, which stands in no run of text."""
    entries = [entry.get(VAL) or "" for entry in field.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")]
    chosen = field.find(f"{W}ffData/{W}ddList/{W}result")
    if chosen is None:
        chosen = field.find(f"{W}ffData/{W}ddList/{W}default")
    index = 0 if chosen is None else number_of(chosen.get(VAL), 0)
    return entries[index] if index < len(entries) else ""


def hidden_shape(element: Element) -> bool:
    """A drawing that is there and not shown."""
    shown = element.find(f".//{_DOC_PR}")
    if shown is not None and shown.get("hidden") in ("1", "true", "on"):
        return True
    shape = next((child for child in element.iter() if child.tag.startswith(_VML) and child.get("style")), None)
    return shape is not None and _INVISIBLE.search(shape.get("style") or "") is not None


def symbol(element: Element) -> str:
    """A character of a symbol font."""
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    if code < 0x100:
        code += 0xF000
    return SYMBOLS.get(code, "" if 0xE000 <= code <= 0xF8FF or code > 0xFFFF or 0xD800 <= code < 0xE000 else chr(code))


def all_text(element: Element) -> str:
    """Text of a deletion, for the notice that tells of it."""
    return "".join(part.text or "" for part in element.iter() if part.tag in _TEXTS)
