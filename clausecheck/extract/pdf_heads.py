"""What repeats from page to page, taken out of the text and told once: running heads, page numbers, watermarks."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from clausecheck.document import BlockKind
from clausecheck.extract.pdf_layout import Line, Word, median
from clausecheck.patterns import pattern
from clausecheck.record import draft, made

__all__ = ["Head", "PageLines", "missing_pages", "page_labels", "take_heads", "take_watermarks"]


@draft
class PageLines:
    """One page, its lines in reading order."""

    width: float
    height: float
    lines: list[Line]
    turn: int = 0
    """Quarter turns, clockwise, from the frame of the lines to the page as shown."""
    struck: set[Word] = made(factory=set)
    """Words struck through."""
    doubtful: set[Word] = made(factory=set)
    """Words that OCR may have misread."""
    lean: tuple[float, float] = (0.0, 0.0)
    """How its sides leaned before the lines were straightened: see `ocr_lean`."""
    tilt: float = 0.0
    """Degrees, clockwise, from the frame of the lines to the page as scanned; then come the quarter turns."""


Head = tuple[int, Line, BlockKind]
"""A running head: 0-based page, line, header or footer."""

_BAND = 0.12
"""Share of the page's height, at top and bottom, where running heads stand."""
_DIGITS = pattern(r"\d+")
_SIGNS = pattern(r"[\W_]+")
_PAGE_NUMBER = pattern(r"(?:page\s*)?\d+\s*(?:of|/)\s*\d+|page\s*\d+|[-–—]\s*\d+\s*[-–—]", re.IGNORECASE)
_BARE_NUMBER = pattern(r"\d{1,4}")
_PRINTED = pattern(
    r"\bpage\s*(?P<page>\d{1,4})(?:\s*(?:of|/)\s*(?P<pages>\d{1,4}))?(?!\d)"
    r"|\b(?P<of>\d{1,4})\s*of\s*(?P<all>\d{1,4})\b|^(?P<over>\d{1,4})\s*/\s*(?P<under>\d{1,4})$",
    re.IGNORECASE | re.MULTILINE,
)
"""A page number, and the number of pages, within a running head."""
_MOST_PAGES = 500
"""A larger number after a page's is none of pages."""
_OFTEN = 3
"""Pages from which a line that repeats at the same place is a running head, even of one schedule among many pages."""
_SAME_HEIGHT = 3.0
"""Points."""
_WATERMARK = 2.5
"""Line height over the usual one from which a line that repeats anywhere on the pages is a watermark."""

_Key = tuple[str, int]


def _key(line: Line) -> _Key:
    """What it has in common from page to page: letters and place, not dashes, of which OCR is unsure."""
    text = "".join([word[0] for word in line.words])
    return _DIGITS.sub("#", _SIGNS.sub("", text) or text), round(line.top / 6)


def _text(line: Line) -> str:
    return " ".join([word[0] for word in line.words])


@draft
class _Bands:
    """The lines at top and bottom of every page, and how often each is there, by pages of either parity."""

    keys: list[dict[int, _Key]]
    counts: tuple[Counter[_Key], Counter[_Key]]
    pages: int

    def repeats(self, key: _Key, number: int) -> bool:
        """A line of page `number` (0-based) is a running head: on half of all pages, of the odd or of the even."""
        own, other = self.counts[number % 2][key], self.counts[1 - number % 2][key]
        if own + other >= min(_OFTEN, max(2.0, 0.5 * self.pages)):
            return True
        alike = (self.pages + 1 - number % 2) // 2
        return own >= max(2.0, 0.5 * alike)


def _bands(pages: list[PageLines]) -> _Bands:
    keys = []
    counts: tuple[Counter[_Key], Counter[_Key]] = (Counter(), Counter())
    for number, page in enumerate(pages):
        low, high = page.height * _BAND, page.height * (1 - _BAND)
        found = {i: _key(line) for i, line in enumerate(page.lines) if line.bottom < low or line.top > high}
        keys.append(found)
        counts[number % 2].update({(text, y + d) for text, y in found.values() for d in (-1, 0, 1)})
    return _Bands(keys, counts, len(pages))


def take_heads(pages: list[PageLines]) -> tuple[list[Head], list[str]]:
    """Take repeated lines at top and bottom out of the pages.

    Gives one of each, without page numbers, and of each page what was taken out of it, for `page_labels`.
    """
    bands = _bands(pages)
    gone: list[dict[int, bool]] = [{} for _ in pages]
    for number, page in enumerate(pages):
        for top in (True, False):
            for index in _from_edge(page, bands.keys[number], top):
                numbered = _PAGE_NUMBER.fullmatch(_text(page.lines[index]))
                if not numbered and not bands.repeats(bands.keys[number][index], number):
                    break  # the body begins here: what repeats further in is the contract's own words
                gone[number][index] = top
    _take_odd_ones(pages, bands, gone)
    kept: dict[tuple[str, bool], Head] = {}
    said = []
    for number, (page, taken) in enumerate(zip(pages, gone, strict=True)):
        for index, top in taken.items():
            line, text = page.lines[index], _text(page.lines[index])
            if not (_PAGE_NUMBER.fullmatch(text) or _BARE_NUMBER.fullmatch(text)):
                kind = BlockKind.header if top else BlockKind.footer
                key = bands.keys[number][index][0]
                if not (top and (key, top) in kept):
                    kept[key, top] = (number, line, kind)
        said.append("\n".join(_text(page.lines[index]) for index in taken))
        if taken:
            page.lines = [line for index, line in enumerate(page.lines) if index not in taken]
    return list(kept.values()), said


def _take_odd_ones(pages: list[PageLines], bands: _Bands, gone: list[dict[int, bool]]) -> None:
    """Where every other page has a running head, the line at that height of the one page left has it too.

    Of three pages with odd and even heads, the even head stands on one page alone.
    """
    if len(pages) < 3:
        return
    for top in (True, False):
        without = [n for n, taken in enumerate(gone) if top not in taken.values()]
        if len(without) != 1:
            continue
        number = without[0]
        first = next(iter(_from_edge(pages[number], bands.keys[number], top)), None)
        if first is None:
            continue
        at = pages[number].lines[first].top
        heads = [[pages[n].lines[i].top for i, t in taken.items() if t is top] for n, taken in enumerate(gone)]
        others = heads[:number] + heads[number + 1 :]
        if all(any(abs(y - at) < _SAME_HEIGHT for y in tops) for tops in others):
            gone[number][first] = top


def _from_edge(page: PageLines, banded: Iterable[int], top: bool) -> list[int]:
    """Indexes of the lines in the top or bottom band, from the page's edge inwards."""
    middle = page.height / 2
    lines = [(page.lines[index].top, index) for index in banded]
    return [i for y, i in (sorted(lines) if top else sorted(lines, reverse=True)) if (y < middle) == top]


def take_watermarks(pages: list[PageLines]) -> list[str]:
    """Take lines in huge print that repeat at the same place out of the pages; gives what they say."""
    heights = [line.bottom - line.top for page in pages for line in page.lines]
    if not heights:
        return []
    large = _WATERMARK * median(heights)
    marks = [{_key(line): line for line in page.lines if line.bottom - line.top >= large} for page in pages]
    counts = Counter(key for found in marks for key in found)
    repeated = {key for key, count in counts.items() if count >= max(2.0, 0.5 * len(pages))}
    for page, found in zip(pages, marks, strict=True):
        taken = [line for key, line in found.items() if key in repeated]
        if taken:
            page.lines = [line for line in page.lines if not any(line is mark for mark in taken)]
    return sorted({_text(line) for found in marks for key, line in found.items() if key in repeated})


def page_labels(said: Iterable[str]) -> list[tuple[str, str]]:
    """The number printed on each page and the number of pages printed beside it, empty where there is none."""
    labels = []
    for text in said:
        match = _PRINTED.search(text)
        if match is not None:
            number = match["page"] or match["of"] or match["over"]
            labels.append((number, match["pages"] or match["all"] or match["under"] or ""))
        else:
            bare = [line.strip("-–— ") for line in text.split("\n")]
            labels.append((next((line for line in bare if _BARE_NUMBER.fullmatch(line)), ""), ""))
    return labels


def missing_pages(labels: list[tuple[str, str]]) -> list[int]:
    """Page numbers that should be printed on some page and are on none.

    Told by `3 of 7`, or by a single gap in numbers that otherwise go on by one from page to page.
    """
    totals = {int(total) for _, total in labels if total}
    numbers = [int(number) for number, _ in labels if number]
    if not numbers or any(other <= one for one, other in pairwise(numbers)):
        return []
    if len(totals) == 1:
        total = totals.pop()
        return [n for n in range(1, total + 1) if n not in numbers] if numbers[-1] <= total <= _MOST_PAGES else []
    if totals or len(numbers) < max(3, len(labels) - 1):
        return []
    gaps = [(one, other) for one, other in pairwise(numbers) if other != one + 1]
    return list(range(gaps[0][0] + 1, gaps[0][1])) if len(gaps) == 1 and gaps[0][1] - gaps[0][0] <= len(labels) else []
