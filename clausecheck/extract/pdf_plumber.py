"""Pages of a PDF through pdfplumber: the second reader, for comparison and for what pdfium cannot read.

It gives the same `Page` as pdfium does. Where pdfium sees a page too, what is drawn on it and what was added to it come
from there; a page that does not stand upright is pdfium's altogether. About twenty times slower.
"""

import io
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import check_pages
from clausecheck.extract.pdf_layout import Line, Word, line_of
from clausecheck.extract.pdf_marks import Filled
from clausecheck.extract.pdf_pages import Page, PdfFile, clean
from clausecheck.extract.pdf_rulings import Drawn
from clausecheck.extract.symbols import SYMBOLS

__all__ = ["SecondReader"]

_T = TypeVar("_T")

_WORD_GAP = 0.15
"""Of the character size; the default, 3 points, glues words in files without space characters."""
_SAME_LINE = 0.45
"""Share of its height by which a word must overlap the last one to stand on the same line."""
_MIN_UPRIGHT = 0.4
"""Share of characters that stand upright below which the page itself is turned, and pdfium reads it."""
_SLANT = 0.1
"""Slope of a line of text above which it is a stamp or watermark."""


class SecondReader:
    """A PDF as pdfplumber sees it; nothing is loaded before the first question."""

    def __init__(self, name: str, data: bytes, password: str | None) -> None:
        self._name = name
        self._data = data
        self._password = password

    @cached_property
    def _pdf(self) -> Any:  # noqa: ANN401  pdfplumber has no types
        import pdfplumber

        return self._guarded(lambda: pdfplumber.open(io.BytesIO(self._data), password=self._password or ""))

    @cached_property
    def count(self) -> int:
        """Pages it sees; raises UnreadableInput where it gives up on the file."""
        count = self._guarded(lambda: len(self._pdf.pages))
        check_pages(self._name, count)
        return count

    def page(self, index: int, file: PdfFile | None) -> Page | None:
        """Page by 0-based index, with what pdfium's `file` knows of it; None when neither can read it."""
        known = file is not None and index < file.count
        page = file.page(index, words=False) if file is not None and known else None
        read = False
        if index < self.count:
            source = self._pdf.pages[index]
            try:
                alone = page or self._guarded(lambda: _bare_page(source))
                read = self._guarded(lambda: _read_words(alone, source))
                page = alone
            except UnreadableInput:
                read = False
            finally:
                source.close()
        if read:
            return page
        return file.page(index) if file is not None and known else None

    def _guarded(self, work: Callable[[], _T]) -> _T:
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        failures = (
            PdfminerException, MalformedPDFException, PSException,
            TypeError, ValueError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
        )  # fmt: skip
        try:
            return work()
        except failures as error:
            raise UnreadableInput(
                self._name, "pdfplumber cannot read this PDF", "Check it with the engine `pdfium` instead."
            ) from error


def _bare_page(source: Any) -> Page:  # noqa: ANN401
    """A page with what is drawn on it and filled into it, as pdfplumber tells it."""
    page = Page(float(source.width), float(source.height))
    edges = [(e["x0"], e["top"], e["x1"], e["bottom"]) for e in source.edges]
    pictures = source.images
    area = sum(abs(i["x1"] - i["x0"]) * abs(i["bottom"] - i["top"]) for i in pictures)
    curves = sum(len(curve["pts"]) for curve in source.curves)
    page.drawn = Drawn(len(edges) + len(source.curves) + len(pictures), edges, area, len(pictures), curves)
    page.marks.filled += [filled for note in source.annots if (filled := _field(note))]
    return page


def _field(note: dict[str, Any]) -> Filled | None:
    """What stands in a form field; None for one left empty and for what is no field."""
    data = note.get("data") or {}
    if str(data.get("Subtype")) != "/'Widget'":
        return None
    shown, value = data.get("AS"), data.get("V")
    if shown is not None:
        text = "☐" if str(shown) == "/'Off'" else "☒"
    else:
        raw = value if isinstance(value, bytes) else b""
        text = raw.decode("utf-16" if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return (text, note["x0"], note["top"], note["x1"], note["bottom"]) if text.strip() else None


def _read_words(page: Page, source: Any) -> bool:  # noqa: ANN401  pdfplumber has no types
    """Fill `page.lines` from a pdfplumber page; False when most of its text does not stand upright."""
    from pdfplumber.utils.text import extract_words

    seen: set[tuple[str, int, int]] = set()
    upright: list[dict[str, Any]] = []
    slanted: list[dict[str, Any]] = []
    for char in source.chars:
        text, x, y = char["text"], round(2 * char["x0"]), round(2 * char["top"])
        if not text.isspace() and any((text, x + i, y + j) in seen for i in (-1, 0, 1) for j in (-1, 0, 1)):
            continue  # printed twice, half a point apart, to look bold
        seen.add((text, x, y))
        along, across = char["matrix"][:2]
        (upright if along > 0 and abs(across) <= _SLANT * along else slanted).append(char)
    if len(upright) < _MIN_UPRIGHT * (len(upright) + len(slanted)):
        return False
    left, top = source.cropbox[0], source.cropbox[1]
    words: list[Word] = []
    for word in extract_words(upright, x_tolerance_ratio=_WORD_GAP, use_text_flow=True, keep_blank_chars=False):
        text = clean(word["text"].translate(SYMBOLS))
        if text:
            words.append((text, word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top))
    page.lines = _lines(words)
    page.slanted = " ".join("".join(char["text"] for char in slanted).split())
    return True


def _lines(words: list[Word]) -> list[Line]:
    """Words in drawing order into lines: a new one where the pen moves down, up or back."""
    lines: list[list[Word]] = []
    previous: Word | None = None
    for word in words:
        if previous is None or _new_line(previous, word):
            lines.append([])
        lines[-1].append(word)
        previous = word
    return [line_of(line) for line in lines]


def _new_line(previous: Word, word: Word) -> bool:
    overlap = min(previous[4], word[4]) - max(previous[2], word[2])
    height = min(previous[4] - previous[2], word[4] - word[2])
    return overlap < _SAME_LINE * height or word[1] < previous[1] - 1
