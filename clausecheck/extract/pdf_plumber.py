"""Pages of a PDF through pdfplumber: the second reader, for comparison and for files that pdfium reads badly.

It gives the same `Page` as pdfium does; what is drawn on a page, and pages that pdfplumber does not see, come from
pdfium. About twenty times slower.
"""

import io
from collections.abc import Iterator
from typing import Any

from clausecheck.errors import UnreadableInput
from clausecheck.extract.pdf_layout import Line, Word, line_of
from clausecheck.extract.pdf_pages import Page, PdfFile, clean
from clausecheck.extract.symbols import SYMBOLS

__all__ = ["plumber_pages"]

_WORD_GAP = 0.15
"""Of the character size; the default, 3 points, glues words in files without space characters."""
_SAME_LINE = 0.45
"""Share of its height by which a word must overlap the last one to stand on the same line."""
_MIN_UPRIGHT = 0.4
"""Share of characters that stand upright below which the page itself is turned, and pdfium reads it."""

_SLANT = 0.1
"""Slope of a line of text above which it is a stamp or watermark."""


def plumber_pages(name: str, file: PdfFile, data: bytes, password: str | None) -> Iterator[Page | None]:
    """The pages one by one, each closed once read; raises UnreadableInput where pdfplumber gives up."""
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    failures = (
        PdfminerException, MalformedPDFException, PSException,
        TypeError, ValueError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
    )  # fmt: skip
    try:
        with pdfplumber.open(io.BytesIO(data), password=password or "") as pdf:
            seen = len(pdf.pages)
            for index in range(min(seen, file.count)):
                source = pdf.pages[index]
                page = file.page(index, words=False)
                if page is None or not _read_words(page, source):
                    page = file.page(index)
                source.close()
                yield page
    except failures as error:
        raise UnreadableInput(
            name, "pdfplumber cannot read this PDF", "Check it with the engine `pdfium` instead."
        ) from error
    for index in range(seen, file.count):
        yield file.page(index)


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
