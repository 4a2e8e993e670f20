"""What people add to a printed contract: fields filled in, text typed over it, words struck through, comments."""

import ctypes
from collections.abc import Callable, Iterable
from functools import partial

from clausecheck.extract.pdf_facts import utf16
from clausecheck.extract.pdf_layout import Line, Word, line_of
from clausecheck.extract.pdf_rulings import Ruling
from clausecheck.extract.pdfium_calls import pdfium
from clausecheck.patterns import pattern
from clausecheck.record import draft, made

__all__ = ["Filled", "Marks", "Strike", "fill_in", "read_annotations", "struck_words"]

Filled = tuple[str, float, float, float, float]
"""Text filled in, and the x0, top, x1, bottom it stands in."""
Strike = tuple[float, float, float, float]
"""x0, top, x1, bottom of a passage marked as struck out."""

Comment = tuple[str, str]
"""Who wrote it and what it says."""

_FREE_TEXT, _STRIKE_OUT, _FILE, _WIDGET = 3, 12, 17, 20
_COMMENTS = frozenset((1, 9, 10, 11, 12, 14))
"""Sticky notes, and what is said of marked, underlined, struck or inserted text."""
_BUTTONS = {2, 3}
"""Check boxes and radio buttons."""
_SILENT_FIELDS = {1, 7}
"""Push buttons, whose label is no answer, and signatures."""
_CHOICES = {4, 5}
_PASSWORD_FIELD = 1 << 13
_NOT_SHOWN = 2 | 32
"""Flags of an annotation that shows neither on screen nor on paper."""
_MAX_ANNOTATIONS = 5_000
_BLANK = pattern(r"[_.…\s]+")
_STRIKE_BAND = (0.3, 0.7)
"""Where in a word's height, from its top, a line strikes it out; an underline runs below, at about 0.9."""
_COVERED = 0.8
"""Share of a word's width that the line must run through."""


@draft
class Marks:
    """What was added to one page, in points from the top left corner."""

    filled: list[Filled] = made(factory=list)
    strikes: list[Strike] = made(factory=list)
    comments: list[Comment] = made(factory=list)
    files: list[str] = made(factory=list)
    """Names of files pinned to the page, as far as they are told."""


def read_annotations(page: int, form: int | None, spin: Callable[[float, float], tuple[float, float]]) -> Marks:
    """What was added to a page handle; `form` is the document's form handle, None where it has none."""
    calls = pdfium()
    marks = Marks()
    for index in range(min(calls.annotations(page), _MAX_ANNOTATIONS)):
        note = calls.open_annotation(page, index)
        if not note:
            continue
        try:
            kind = calls.kind_of(note)
            if calls.flags(note) & _NOT_SHOWN:
                continue
            if kind == _STRIKE_OUT:
                marks.strikes += _quads(note, spin)
            if kind in _COMMENTS and (said := _string(note, b"Contents").strip()):
                marks.comments.append((_string(note, b"T"), said))
            elif kind == _FILE:
                marks.files.append(_string(note, b"Contents"))
            elif kind in (_FREE_TEXT, _WIDGET):
                text = _string(note, b"Contents") if kind == _FREE_TEXT else _value(note, form)
                if text.strip():
                    marks.filled.append((text, *_rectangle(note, spin)))
        finally:
            calls.close_annotation(note)
    return marks


def _string(note: int, key: bytes) -> str:
    return utf16(partial(pdfium().string, note, key))


def _value(note: int, form: int | None) -> str:
    """Value of a form field: text as typed or chosen, a box or button as ☒ or ☐; empty for a field left empty."""
    shown = _string(note, b"AS")
    if shown:
        return "☐" if shown == "Off" else "☒"
    if form is None:
        return "" if _string(note, b"FT") in ("Btn", "Sig") else _string(note, b"V")
    calls = pdfium()
    kind = calls.field_type(form, note)
    if kind in _BUTTONS:
        return "☒" if calls.field_checked(form, note) else "☐"
    if kind in _SILENT_FIELDS or calls.field_flags(form, note) & _PASSWORD_FIELD:
        return ""
    if kind in _CHOICES:
        chosen = [i for i in range(min(calls.options(form, note), 1_000)) if calls.option_chosen(form, note, i)]
        labels = [utf16(partial(calls.option, form, note, i)) for i in chosen]
        if labels:
            return ", ".join(labels)
    # The value may stand with the field that this one is a part of: the same name on every page.
    return utf16(partial(calls.field_value, form, note))


def _around(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _rectangle(note: int, spin: Callable[[float, float], tuple[float, float]]) -> tuple[float, float, float, float]:
    corners = (ctypes.c_float * 4)()
    pdfium().rectangle(note, ctypes.addressof(corners))
    left, top, right, bottom = corners
    return _around((spin(left, top), spin(right, bottom)))


def _quads(note: int, spin: Callable[[float, float], tuple[float, float]]) -> list[Strike]:
    calls = pdfium()
    strikes = []
    for index in range(min(calls.quads(note), _MAX_ANNOTATIONS)):
        points = (ctypes.c_float * 8)()
        if calls.quad(note, index, ctypes.addressof(points)):
            strikes.append(_around(spin(points[i], points[i + 1]) for i in range(0, 8, 2)))
    return strikes


def fill_in(lines: list[Line], filled: list[Filled]) -> None:
    """Put filled-in text into the lines, beside the label it stands level with, over the dots or dashes it covers."""
    for text, x0, top, x1, bottom in filled:
        rows = [row.split() for row in text.splitlines() if row.strip()]
        height = (bottom - top) / max(1, len(rows))
        for number, row in enumerate(rows):
            _put(lines, _spread(row, (x0, top + number * height, x1, top + (number + 1) * height)))


def _spread(row: list[str], box: tuple[float, float, float, float]) -> list[Word]:
    """Words of one row over the width of their field, each as wide as its share of the characters."""
    x0, top, x1, bottom = box
    each = (x1 - x0) / (sum(map(len, row)) + len(row) - 1)
    words: list[Word] = []
    at = x0
    for word in row:
        words.append((word, at, top, at + each * len(word), bottom))
        at += each * (len(word) + 1)
    return words


def _put(lines: list[Line], words: list[Word]) -> None:
    x0, x1 = words[0][1], words[-1][3]
    middle = (words[0][2] + words[0][4]) / 2
    level = [line for line in lines if line.top <= middle <= line.bottom]
    if not level:
        index = next((i for i, line in enumerate(lines) if line.top > middle), len(lines))
        lines.insert(index, line_of(words))
        return
    line = min(level, key=lambda found: max(found.x0 - x1, x0 - found.x1, 0.0))
    kept = [w for w in line.words if not (_BLANK.fullmatch(w[0]) and w[1] < x1 and w[3] > x0)]
    before = [w for w in kept if w[1] < x0]
    after = [w for w in kept if w[1] >= x0]
    line.words = [*before, *words, *after]
    line.x0, line.x1 = min(line.x0, x0), max(line.x1, x1)


def struck_words(lines: list[Line], rulings: list[Ruling], strikes: list[Strike]) -> set[Word]:
    """Words with a line drawn through them, or marked as struck out."""
    struck: set[Word] = set()
    across = [r for r in rulings if r[3] - r[1] < r[2] - r[0]]
    for line in lines:
        height = line.bottom - line.top
        low, high = line.top + _STRIKE_BAND[0] * height, line.top + _STRIKE_BAND[1] * height
        passing = [(r[0], r[2]) for r in across if low <= r[1] <= high]
        passing += [(s[0], s[2]) for s in strikes if s[1] <= (line.top + line.bottom) / 2 <= s[3]]
        for start, end in passing:
            struck.update(w for w in line.words if min(end, w[3]) - max(start, w[1]) >= _COVERED * (w[3] - w[1]))
    return struck
