"""Pictures of a Word file: those that may hold the text of a page, and letters that serve as a watermark."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from clausecheck.extract.docx_styles import W, number_of
from clausecheck.patterns import pattern

__all__ = ["large_pictures", "watermarks"]

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML = "{urn:schemas-microsoft-com:vml}"
_LARGE = 0.4
"""Share of a page from which a picture may be a scan of one."""
_A4 = (595.0, 842.0)
"""Points."""
_EMU, _TWIP = 12_700, 20
"""To a point."""
_MAX_EMU = 1 << 40
_LENGTH = pattern(r"(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,4})?)(pt|in|cm|mm|px)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75}


def large_pictures(document: Element) -> list[int]:
    """Ordinals, from 1, of the pictures that take up much of a page."""
    page = _page_area(document)
    areas = (
        _area_of(element)
        for element in document.iter()
        if (element.tag == W + "drawing" and element.find(f".//{_BLIP}") is not None)
        or (element.tag == W + "pict" and element.find(f".//{_VML}imagedata") is not None)
    )
    return [number for number, area in enumerate(areas, 1) if area >= _LARGE * page]


def _page_area(document: Element) -> float:
    """Square points of the first page."""
    size = document.find(f".//{W}sectPr/{W}pgSz")
    if size is None:
        return _A4[0] * _A4[1]
    width, height = number_of(size.get(W + "w"), 0), number_of(size.get(W + "h"), 0)
    return (width / _TWIP) * (height / _TWIP) or _A4[0] * _A4[1]


def _area_of(element: Element) -> float:
    """Square points of one picture as it is shown."""
    extent = element.find(f".//{_DRAWING}extent")
    if extent is not None:
        across, down = number_of(extent.get("cx"), 0, _MAX_EMU), number_of(extent.get("cy"), 0, _MAX_EMU)
        return (across / _EMU) * (down / _EMU)
    style = next((e.get("style") or "" for e in element.iter() if e.tag.startswith(_VML) and e.get("style")), "")
    lengths = {
        found[1].lower(): float(found[2]) * _POINTS[(found[3] or "").lower()] for found in _LENGTH.finditer(style)
    }
    return lengths.get("width", 0.0) * lengths.get("height", 0.0)


def watermarks(headers: Iterable[Element]) -> Iterator[str]:
    """What letters drawn behind the text say, each once."""
    said = (path.get("string") or "" for header in headers for path in header.iter(f"{_VML}textpath"))
    return iter(dict.fromkeys(text.strip() for text in said if text.strip()))
