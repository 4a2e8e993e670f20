"""Small questions to the XML of a Word file that its walker asks again and again."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from clausecheck.extract.docx_styles import MC, W
from clausecheck.extract.symbols import SYMBOLS

__all__ = [
    "CONTENT",
    "DELETED",
    "INSERTED",
    "SDT",
    "WRAPPERS",
    "all_text",
    "alternative",
    "boxes_in",
    "children",
    "continues_above",
    "symbol",
]

SDT, CONTENT = W + "sdt", W + "sdtContent"
INSERTED = frozenset((W + "ins", W + "moveTo"))
DELETED = frozenset((W + "del", W + "moveFrom"))
WRAPPERS = frozenset((W + "customXml", W + "smartTag"))
_ALTERNATE, _CHOICE, _FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
_BOX = W + "txbxContent"
_TEXTS = (W + "t", W + "delText")


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
            if content is not None:
                yield from children(content, tag)
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
