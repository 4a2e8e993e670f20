"""The old Word format (.doc, Word 97 to 2003): its characters, and what its runs and paragraphs say of them."""

import struct
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from clausecheck.record import record

__all__ = ["Look", "OldWord", "Piece"]

_T = TypeVar("_T")
_PAGE = 512
_MAX_PAGES = 20_000
_STORIES = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header boxes")
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand by the top three bits of its operation; 6 has its length in front."""
_DELETED, _INSERTED, _STRUCK, _STRUCK_TWICE, _HIDDEN = 0x0800, 0x0801, 0x0837, 0x2A53, 0x083C
_ROW_END, _INNER_ROW_END, _LIST, _DEPTH, _IN_TABLE = 0x2417, 0x244C, 0x460B, 0x6649, 0x2416


@record
class Look:
    """What is said of a run of characters."""

    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    struck: bool = False


@record
class _Shape:
    """What is said of a paragraph."""

    style: int = 0
    row_end: bool = False
    listed: bool = False
    in_table: bool = False


@record
class Piece:
    """Characters that look alike."""

    text: str
    look: Look
    style: int
    """Number of the paragraph's style; 1 to 9 are headings."""
    row_end: bool
    listed: bool
    """The paragraph has an automatic number, which stands nowhere in the file."""
    in_table: bool


class OldWord:
    """The stories of an old Word file; ValueError, IndexError or struct.error where it does not hold together."""

    def __init__(self, document: bytes, table: bytes) -> None:
        """`document` is the main stream, `table` the one that its head names."""
        self._document, self._table = document, table
        counts = struct.unpack_from("<8i", document, 0x4C)
        if any(count < 0 for count in counts):
            raise ValueError("negative length of a story")
        self._ends: dict[str, tuple[int, int]] = {}
        at = 0
        for name, count in zip(_STORIES, counts, strict=True):
            self._ends[name] = at, at + count
            at += count
        self._pieces = list(self._piece_table())
        self._looks = _runs(self._pages(12), _look_at)
        self._shapes = _runs(self._pages(13), _shape_at)

    def story(self, name: str) -> Iterator[Piece]:
        """One of `text`, `footnotes`, `headers`, `comments`, `endnotes`, `boxes`."""
        first, last = self._ends[name]
        for start, end, offset, wide in self._pieces:
            low, high = max(start, first), min(end, last)
            if low < high:
                size = 2 if wide else 1
                yield from self._cut(offset + (low - start) * size, offset + (high - start) * size, wide=wide)

    def _cut(self, begin: int, end: int, *, wide: bool) -> Iterator[Piece]:
        """Characters between two offsets, cut where their look or paragraph changes."""
        at = begin
        while at < end:
            look, look_end = self._looks.at(at, Look())
            shape, shape_end = self._shapes.at(at, _Shape())
            stop = min(end, look_end, shape_end)
            if wide and (stop - at) % 2:
                stop += 1
            raw = self._document[at:stop]
            text = raw.decode("utf-16-le", "replace") if wide else raw.decode("cp1252", "replace")
            yield Piece(text, look, shape.style, shape.row_end, shape.listed, shape.in_table)
            at = stop

    def _pair(self, index: int) -> bytes:
        """A structure of the table stream, by its place in the head."""
        offset, size = struct.unpack_from("<II", self._document, 0x9A + 8 * index)
        return self._table[offset : offset + size]

    def _piece_table(self) -> Iterator[tuple[int, int, int, bool]]:
        """First and last character, offset, and whether characters take two bytes, of each piece."""
        data = self._pair(33)
        at = 0
        while data[at] == 1:
            at += 3 + struct.unpack_from("<H", data, at + 1)[0]
        if data[at] != 2:
            raise ValueError("no piece table")
        size = struct.unpack_from("<I", data, at + 1)[0]
        plc = data[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", plc)
        for index in range(count):
            value = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
            narrow = bool(value & 0x40000000)
            offset = (value & 0x3FFFFFFF) // 2 if narrow else value & 0x3FFFFFFF
            yield bounds[index], bounds[index + 1], offset, not narrow

    def _pages(self, index: int) -> list[bytes]:
        """The pages of properties that a list in the head names."""
        plc = self._pair(index)
        count = min((len(plc) - 4) // 8, _MAX_PAGES) if len(plc) >= 4 else 0
        numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ()
        places = ((number & 0x3FFFFF) * _PAGE for number in numbers)
        pages = (self._document[place : place + _PAGE] for place in places)
        return [page for page in pages if len(page) == _PAGE]


def _runs(pages: list[bytes], read: Callable[[bytes, int, int], _T]) -> "_Runs[_T]":
    """The runs of all pages; `read` gives the properties of one, from the page, their number and its index."""
    runs: list[tuple[int, int, _T]] = []
    for page in pages:
        count = page[_PAGE - 1]
        if 4 * (count + 1) <= _PAGE:
            bounds = struct.unpack_from(f"<{count + 1}I", page)
            runs += [(bounds[index], bounds[index + 1], read(page, count, index)) for index in range(count)]
    return _Runs(runs)


class _Runs(Generic[_T]):
    """Properties of stretches of the main stream."""

    def __init__(self, runs: list[tuple[int, int, _T]]) -> None:
        self._runs = sorted(runs, key=lambda run: run[0])
        self._starts = [run[0] for run in self._runs]

    def at(self, offset: int, default: _T) -> tuple[_T, int]:
        """What is said of an offset, and up to where; `default` up to the next run where nothing is."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._runs[index][1]:
            return self._runs[index][2], self._runs[index][1]
        following = self._starts[index + 1] if index + 1 < len(self._starts) else sys.maxsize
        return default, following


def _look_at(page: bytes, count: int, index: int) -> Look:
    place = 2 * page[4 * (count + 1) + index]
    if not place:
        return Look()
    told = _operations(page[place + 1 : place + 1 + page[place]])
    return Look(
        deleted=bool(told.get(_DELETED)),
        inserted=bool(told.get(_INSERTED)),
        hidden=_is_on(told.get(_HIDDEN, 0)),
        struck=_is_on(told.get(_STRUCK, 0)) or _is_on(told.get(_STRUCK_TWICE, 0)),
    )


def _shape_at(page: bytes, count: int, index: int) -> _Shape:
    place = 2 * page[4 * (count + 1) + 13 * index]
    if not place or place >= _PAGE - 3:
        return _Shape()
    size, begin = page[place] * 2 - 1, place + 1
    if not page[place]:
        size, begin = page[place + 1] * 2, place + 2
    data = page[begin : begin + max(0, size)]
    if len(data) < 2:
        return _Shape()
    told = _operations(data[2:])
    return _Shape(
        style=struct.unpack_from("<H", data)[0],
        row_end=bool(told.get(_ROW_END) or told.get(_INNER_ROW_END)),
        listed=bool(told.get(_LIST)),
        in_table=bool(told.get(_IN_TABLE) or told.get(_DEPTH)),
    )


def _is_on(value: int) -> bool:
    """A toggle: 0 off, 1 on, 128 as the style has it, 129 the other way round."""
    return value in (1, 129)


def _operations(data: bytes) -> dict[int, int]:
    """Operations and the first bytes of their operands."""
    told: dict[int, int] = {}
    at = 0
    while at + 2 < len(data):
        operation = struct.unpack_from("<H", data, at)[0]
        at += 2
        kind = operation >> 13
        size = _SIZES.get(kind, 0)
        if kind == 6:
            size = data[at] + 1 if operation != 0xD608 else struct.unpack_from("<H", data, at)[0] + 1
        told[operation] = int.from_bytes(data[at : at + min(size, 4)], "little")
        at += size
    return told
