"""How many pages a PDF holds by its own bytes: a check on readers that lose pages without a word."""

import zlib

from clausecheck.patterns import pattern

__all__ = ["count_page_objects"]

_PAGE = pattern(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = pattern(rb"/Type\s*/ObjStm")
_NUMBER = pattern(rb"(\d{1,10})[\s\x00]+\d{1,5}[\s\x00]+$")
_START = pattern(rb"stream\r?\n")
_MAX_UNPACKED = 1 << 22
"""Bytes of one object stream that are looked through; an honest one holds some hundred objects."""
_MAX_STREAMS = 400
_LOOK_BACK = 32
"""Bytes before `obj` that hold an object's number."""


def count_page_objects(data: bytes) -> int:
    """Page objects in the file, reachable or not; those of an encrypted file's object streams cannot be seen.

    An object written again when the file was changed counts once, one in an object stream each time. It may so be more
    than the pages of an honest file, seldom less.
    """
    numbers = set()
    for match in _PAGE.finditer(data):
        at = data.rfind(b"obj", 0, match.start())
        found = _NUMBER.search(data, max(0, at - _LOOK_BACK), at) if at >= 0 else None
        numbers.add(found[1] if found else b"%d" % match.start())
    packed = 0
    for index, match in enumerate(_PACKED.finditer(data)):
        start = _START.search(data, match.end(), match.end() + 1024)
        if index < _MAX_STREAMS and start is not None:
            packed += len(_PAGE.findall(_unpacked(data, start.end())))
    return len(numbers) + packed


def _unpacked(data: bytes, start: int) -> bytes:
    """The beginning of a deflated stream, whole in any honest file; empty where it is none."""
    end = data.find(b"endstream", start)
    try:
        return zlib.decompressobj().decompress(data[start : end if end >= 0 else None], _MAX_UNPACKED)
    except zlib.error:
        return b""
