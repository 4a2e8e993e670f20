"""Pages of a PDF through pdfium: words with their places, and what else is drawn on the page.

Two calls a word, instead of one a character, keep ten pages near 20 ms.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clausecheck.extract.limits import check_pages
from clausecheck.extract.pdf_facts import Facts, open_form, read_facts
from clausecheck.extract.pdf_layout import Line, Word, line_of
from clausecheck.extract.pdf_marks import Marks, read_annotations
from clausecheck.extract.pdf_rulings import Drawn, read_objects
from clausecheck.extract.pdfium_calls import open_document, pdfium
from clausecheck.extract.symbols import SYMBOLS
from clausecheck.patterns import pattern
from clausecheck.record import draft, made

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Page", "PdfFile", "clean", "open_pdf"]

_WORD = pattern("\n|[^\\s\ufffe\x02]+[\ufffe\x02]?")
"""pdfium marks the hyphen of a broken word with U+FFFE or U+0002 and runs the next line on."""
_BREAKS = "\ufffe\x02"
_SAME = {code: " " for code in (*range(9), *range(14, 32)) if code != 2} | SYMBOLS
"""Replaced one for one, so that indexes still count pdfium's characters; control characters are white space."""
_ODD = pattern("[\x00\x01\x03-\x08\x0e-\x1f\uf000-\uf0ff]")
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x200B: None,
    0xFEFF: None,
}
_SLANT = 0.1
"""Radians off the page's own direction above which text is a stamp or watermark."""


@draft
class Page:
    """What stands on one page."""

    width: float
    """Of the frame of the lines, in points."""
    height: float
    lines: list[Line] = made(factory=list)
    """In the order they were drawn."""
    drawn: Drawn | None = None
    """What is drawn beside the text."""
    marks: Marks = made(factory=Marks)
    """What was added to the print."""
    slanted: str = ""
    """Text printed at an angle, left out of the lines."""
    turn: int = 0
    """Quarter turns, clockwise, from the frame of the lines to the page as shown."""


def clean(text: str) -> str:
    """A word as it is stored: ligatures spelled out, a line-end hyphen as `-`, soft hyphens gone."""
    if text[-1] in "\ufffe\x02\xad":
        text = text[:-1] + "-"
    return text if text.isascii() else text.translate(_LIGATURES).replace("\xad", "")


class PdfFile:
    """An open PDF; pages are read one by one and closed at once."""

    def __init__(self, handle: int, form: int | None = None) -> None:
        """`form` is the handle of its form, None where it has none."""
        self._handle = handle
        self._form = form
        self.count: int = pdfium().pages(handle)

    def facts(self) -> Facts:
        """What the file says of itself as a whole."""
        return read_facts(self._handle)

    def page(self, index: int, *, words: bool = True) -> Page | None:
        """Page by 0-based index, without its words when another engine reads them; None when it is damaged."""
        calls = pdfium()
        handle = calls.open_page(self._handle, index)
        if not handle:
            return None
        try:
            return _read_page(handle, words, self._form)
        finally:
            calls.close_page(handle)

    def picture(self, index: int) -> "tuple[Image, float] | None":
        """Page by 0-based index as a picture, and how many points a dot measures; None where it cannot be drawn."""
        from clausecheck.extract.pdf_render import render_page

        calls = pdfium()
        handle = calls.open_page(self._handle, index)
        if not handle:
            return None
        try:
            return render_page(handle)
        finally:
            calls.close_page(handle)


@contextmanager
def open_pdf(name: str, data: bytes, password: str | None) -> Iterator[PdfFile]:
    """Open a PDF; raises PasswordNeeded, or UnreadableInput when it is damaged or far too long."""
    with open_document(name, data, password) as handle, open_form(handle) as form:
        file = PdfFile(handle, form)
        check_pages(name, file.count)
        yield file


_TIGHT = 0.87
"""Height of a box over the size of its print below which it is as tall as its letter; usual ones have 0.9 to 1.4."""
_RISE, _FALL = 0.8, 0.2
"""What letters rise above the line they stand on, and fall below it, over the size of their print."""

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom of what is shown of a page, in PDF space (y grows upwards)."""


def _read_page(handle: int, words: bool, form: int | None) -> Page:
    calls = pdfium()
    corners = (ctypes.c_float * 4)()
    calls.frame(handle, ctypes.addressof(corners))
    left, top, right, bottom = frame = tuple(corners)
    turn = page_turn = calls.rotation(handle) % 4
    page = Page(right - left, top - bottom)
    if words:
        text = calls.open_text(handle)
        if text:
            try:
                turn = _read_words(page, text, frame, turn)
            finally:
                calls.close_text(text)
    page.turn = (page_turn - turn) % 4
    spin = _frame_map(frame, turn)
    page.drawn = read_objects(handle, spin)
    page.marks = read_annotations(handle, form, spin)
    if turn % 2:
        page.width, page.height = page.height, page.width
    return page


def _frame_map(frame: Frame, turn: int) -> Callable[[float, float], tuple[float, float]]:
    """From PDF space to points from the top left corner of the page turned clockwise by `turn` quarters."""
    left, top, right, bottom = frame
    if turn == 0:
        return lambda x, y: (x - left, top - y)
    if turn == 1:
        return lambda x, y: (y - bottom, x - left)
    if turn == 2:
        return lambda x, y: (right - x, y - bottom)
    return lambda x, y: (top - y, right - x)


def _page_text(handle: int) -> str:
    """All characters of a page, one code point an index."""
    calls = pdfium()
    count = calls.characters(handle)
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = calls.text(handle, 0, count, ctypes.addressof(units))
    text = bytes(units)[: 2 * (written - 1)].decode("utf-16-le", "replace")
    if len(text) != count:
        codes = [calls.character(handle, i) for i in range(count)]
        text = "".join([chr(c) if c <= 0x10FFFF and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes])
    return text.translate(_SAME) if _ODD.search(text) else text


def _read_words(page: Page, handle: int, frame: Frame, turn: int) -> int:
    """Fill `page.lines`; gives the quarter turns that set most of the text upright, usually the page's own `turn`."""
    text = _page_text(handle)
    lines: list[list[tuple[int, int]]] = [[]]
    for match in _WORD.finditer(text):
        start, end = span = match.span()
        if text[start] == "\n":
            lines.append([])
        else:
            lines[-1].append(span)
            if text[end - 1] in _BREAKS:
                lines.append([])
    lines = [line for line in lines if line]
    angles = [_direction(handle, line[0][0]) for line in lines]
    turn = _upright_turn(lines, angles, turn)
    want = math.tau - turn * math.pi / 2
    straight = [line for line, a in zip(lines, angles, strict=True) if _off(a, want) <= _SLANT]
    if len(straight) < len(lines):
        slanted = (line for line, a in zip(lines, angles, strict=True) if _off(a, want) > _SLANT)
        page.slanted = " ".join(text[start:end] for line in slanted for start, end in line)
    _place_words(page, text, straight, (handle, frame, turn))
    return turn


def _direction(handle: int, index: int) -> float:
    """Radians, clockwise, by which a character is turned; letters slanted into italics stand level."""
    calls = pdfium()
    angle: float = calls.angle(handle, index)
    if _off(angle, round(angle / (math.pi / 2)) * math.pi / 2) > _SLANT:
        values = (ctypes.c_float * 6)()
        if calls.slope(handle, index, ctypes.addressof(values)):
            return -math.atan2(values[1], values[0]) % math.tau
    return angle


def _off(angle: float, want: float) -> float:
    """Radians between two directions."""
    return abs((angle - want + math.pi) % math.tau - math.pi)


def _upright_turn(lines: list[list[tuple[int, int]]], angles: list[float], turn: int) -> int:
    """The page's own turn, unless more than 60 % of the words stand along another side."""
    votes: Counter[int] = Counter()
    for line, angle in zip(lines, angles, strict=True):
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) <= _SLANT:
            votes[-quarter % 4] += len(line)
    if votes:
        best, count = votes.most_common(1)[0]
        if best != turn and count > 0.6 * votes.total():
            return best
    return turn


def _upright(place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = place
    return min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)


def _even_out(handle: int, line: list[tuple[int, int]], after: int) -> None:
    """Give the boxes of a line, which end before the address `after`, one height where each is as tall as its letter.

    Fonts that do not say how high they rise, as those of LibreOffice, have such boxes; by them a line that begins with
    a tall letter would be taken for larger print.
    """
    calls, count = pdfium(), len(line)
    boxes = (ctypes.c_float * (8 * count)).from_address(after - 32 * count)
    size: float = calls.font_size(handle, line[0][0])
    tall = boxes[1] - boxes[3]
    if tall >= _TIGHT * size > 0 or tall <= 0:
        return
    values = (ctypes.c_float * 6)()
    if not calls.slope(handle, line[0][0], ctypes.addressof(values)):
        return
    across, baseline = ctypes.c_double(), ctypes.c_double()
    for index, (start, _) in enumerate(line):
        size = calls.font_size(handle, start) * math.hypot(values[2], values[3])
        if calls.origin(handle, start, ctypes.addressof(across), ctypes.addressof(baseline)):
            top, bottom = baseline.value + _RISE * size, baseline.value - _FALL * size
            boxes[8 * index + 1] = boxes[8 * index + 5] = top
            boxes[8 * index + 3] = boxes[8 * index + 7] = bottom


def _place_words(page: Page, text: str, lines: list[list[tuple[int, int]]], where: tuple[int, Frame, int]) -> None:
    """Box every word by its first and last character."""
    handle, frame, turn = where
    box = pdfium().box
    count = sum(map(len, lines))
    corners = (ctypes.c_float * (8 * count))()
    address = ctypes.addressof(corners)
    for line in lines:
        for start, end in line:
            box(handle, start, address)
            box(handle, end - 1, address + 16)
            address += 32
        if turn == 0:
            _even_out(handle, line, address)
    f = memoryview(corners).cast("B").cast("f").tolist()
    left, top, _, _ = frame
    if turn == 0:
        places = [
            (x0 - left, top - y1, x1 - left, top - y0)
            for x0, y1, y0, x1 in zip(f[0::8], f[1::8], f[3::8], f[6::8], strict=True)
        ]
    else:
        spin = _frame_map(frame, turn)
        places = []
        for i in range(0, len(f), 8):
            (a, b), (c, d) = spin(f[i], f[i + 1]), spin(f[i + 6], f[i + 7])
            (e, g), (h, k) = spin(f[i + 2], f[i + 3]), spin(f[i + 4], f[i + 5])
            places.append((min(a, c, e, h), min(b, d, g, k), max(a, c, e, h), max(b, d, g, k)))
    # Mirrored letters, which damage makes too, end before they begin.
    places = [p if p[0] <= p[2] and p[1] <= p[3] else _upright(p) for p in places]
    plain = text.isascii() and "\x02" not in text
    index = 0
    for line in lines:
        words: list[Word] = []
        for start, end in line:
            word = text[start:end] if plain else clean(text[start:end])
            if word:
                words.append((word, *places[index]))
            index += 1
        if words:
            page.lines.append(line_of(words))
