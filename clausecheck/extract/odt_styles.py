"""What the styles of an OpenDocument text say of paragraphs, runs and sections, their ancestors included."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from clausecheck.record import record

__all__ = ["DRAW", "OFFICE", "STYLE", "TABLE", "TEXT", "XLINK", "OdtStyle", "OdtStyles", "number_in"]

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT, TABLE, DRAW = (f"{_NS}{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing"))
XLINK = "{http://www.w3.org/1999/xlink}"


def number_in(text: str | None, default: int, high: int = 100_000) -> int:
    """A small non-negative number out of a file, or the default."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if 0 <= number <= high else default


@record
class OdtStyle:
    """What a style says; None where neither it nor an ancestor says anything."""

    hidden: bool | None = None
    struck: bool | None = None
    list_style: str | None = None
    names: tuple[str, ...] = ()
    """Its own name and those of its ancestors, the nearest first."""


class OdtStyles:
    """Styles by family and name, resolved on demand."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._resolved: dict[tuple[str, str], OdtStyle] = {}
        for root in roots:
            for element in root.iter(STYLE + "style"):
                key = element.get(STYLE + "family") or "", element.get(STYLE + "name") or ""
                self._elements.setdefault(key, element)

    def of(self, family: str, name: str | None) -> OdtStyle:
        """The style of a `family` (`paragraph`, `text`, `section`)."""
        key = family, name or ""
        if key not in self._resolved:
            self._resolved[key] = self._resolve(family, name)
        return self._resolved[key]

    def _resolve(self, family: str, name: str | None) -> OdtStyle:
        hidden = struck = list_style = None
        seen: list[str] = []
        while name and name not in seen and (element := self._elements.get((family, name))) is not None:
            seen.append(name)
            if list_style is None:
                list_style = element.get(STYLE + "list-style-name")
            properties = element.find(STYLE + "text-properties")
            if properties is not None:
                if hidden is None and (display := properties.get(TEXT + "display")) is not None:
                    hidden = display == "none"
                line = properties.get(STYLE + "text-line-through-style")
                line = properties.get(STYLE + "text-line-through-type") if line is None else line
                if struck is None and line is not None:
                    struck = line != "none"
            section = element.find(STYLE + "section-properties")
            if hidden is None and section is not None and section.get(TEXT + "display") == "none":
                hidden = True
            name = element.get(STYLE + "parent-style-name")
        return OdtStyle(hidden, struck, list_style, tuple(each.replace("_20_", " ") for each in seen))
