"""What Word's styles say of paragraphs and runs, their ancestors included."""

from xml.etree.ElementTree import Element

from clausecheck.record import record

__all__ = ["MAX_LEVEL", "MC", "REL", "VAL", "Style", "Styles", "W", "is_on", "number_of", "value_of"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"

MAX_LEVEL = 8
"""Word has nine list levels, 0 to 8."""
_OFF = ("0", "false", "off")
_MAX_COUNT = 100_000
"""A start value above this is damage or malice; roman and letter numerals grow with it."""

_MAX_ANCESTORS = 100
"""Word itself allows a style eleven."""


def value_of(element: Element | None, child: str) -> str | None:
    """`w:val` of a child element."""
    found = None if element is None else element.find(W + child)
    return None if found is None else found.get(VAL)


def is_on(element: Element | None) -> bool:
    """A toggle property that is present and not switched off."""
    return element is not None and element.get(VAL) not in _OFF


def number_of(text: str | None, default: int, high: int = _MAX_COUNT) -> int:
    """A small non-negative number out of a file, or the default."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if 0 <= number <= high else default


@record
class Style:
    """What a style, its ancestors included, says of its paragraphs or runs."""

    name: str = ""
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    """Heading level, 0 outermost."""
    hidden: bool | None = None
    struck: bool | None = None
    number_style: str | None = None
    """Id of the style, this or an ancestor, that gave `number`."""


class Styles:
    """Styles by id, resolved on demand."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str | None, Style] = {None: Style()}
        self.default: str | None = None
        for element in () if root is None else root.iterfind(W + "style"):
            key = element.get(W + "styleId")
            if key is None:
                continue
            self._elements[key] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
                self.default = key

    def __getitem__(self, key: str | None) -> Style:
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: str | None) -> Style:
        chain: dict[str, None] = {}
        while key is not None and key in self._elements and key not in chain and len(chain) < _MAX_ANCESTORS:
            chain[key] = None
            key = value_of(self._elements[key], "basedOn")
        number = level = outline = hidden = struck = source = None
        for ancestor in chain:
            element = self._elements[ancestor]
            paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
            numbering = None if paragraph is None else paragraph.find(W + "numPr")
            if number is None and (number := value_of(numbering, "numId")) is not None:
                source = ancestor
            if level is None and (text := value_of(numbering, "ilvl")) is not None:
                level = number_of(text, 0, MAX_LEVEL)
            if outline is None and (text := value_of(paragraph, "outlineLvl")) is not None:
                outline = number_of(text, 9)
            if run is not None:
                if hidden is None and (toggle := run.find(W + "vanish")) is not None:
                    hidden = is_on(toggle)
                if struck is None and (toggle := run.find(W + "strike")) is not None:
                    struck = is_on(toggle)
        own = next(iter(chain), "")
        name = (value_of(self._elements[own], "name") or own) if own else ""
        return Style(name, number, level, outline, hidden, struck, source)
