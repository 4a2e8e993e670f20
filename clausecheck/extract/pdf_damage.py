"""Whether what the pages of a PDF say is all there: readers pass over what is torn or missing without a word.

Looked at are the bytes themselves: every compressed stream must come to its end, and every content that a page names
must be in the file, which must be one. Pictures and fonts are left out; so are locked files, whose bytes say nothing.
"""

import re
import sys
import zlib
from array import array
from collections.abc import Iterator

from clausecheck.patterns import pattern

__all__ = ["damage"]

_STREAM = pattern(rb">>\s*stream\r?\n")
_HEAD = 2_000
"""Bytes in front of a stream in which its dictionary is looked for."""
_FILTER = pattern(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NOT_TEXT = pattern(
    rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)|/Length[123]\b|/Type\s*/(?:XRef|Metadata)"
)
_CONTENTS = pattern(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+\s+\d+\s+R))")
_REFERENCE = pattern(rb"(\d{1,10})\s+\d+\s+R\b")
_OBJECT = pattern(rb"\b(\d{1,10})\s+\d+\s+obj\b\s*(null\b)?")
_GLUED = pattern(rb"%%EOF\s*%PDF-\d")
_OBJECT_STREAM = pattern(rb"/Type\s*/ObjStm")
_NUMBERS = pattern(rb"(\d{1,10})\s+\d+\s+")
_MOST = 16 << 20
"""Bytes unpacked of one stream; beyond it is a bomb, which pdfium itself will meet."""
_MOST_TOGETHER = 128 << 20


def damage(data: bytes) -> str:
    """What is wrong with the pages' content; empty where nothing is."""
    if _GLUED.search(data):
        return "it is two PDFs in one file, and programs show different pages of them"
    if b"/Encrypt" in data:
        return ""
    named = [data]
    present: set[bytes] = set()
    left = _MOST_TOGETHER
    for head, start in _streams(data):
        packed = data.find(b"endstream", start)
        unpacked = _unpacked(head, data, start, packed if packed >= 0 else len(data))
        if unpacked is None:
            return "a part of the pages' content is torn"
        left -= len(unpacked)
        if _OBJECT_STREAM.search(head):
            named.append(unpacked)
            present |= {match[1] for match in _NUMBERS.finditer(unpacked[: _first(head)])}
        if left < 0:
            break
    for match in _OBJECT.finditer(data):
        (present.discard if match[2] else present.add)(match[1])
    for text in named:
        for match in _CONTENTS.finditer(text):
            if any(one[1] not in present for one in _REFERENCE.finditer(match[1] or match[2])):
                return "a part of the pages' content is missing"
    return ""


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Dictionary and start of every stream that is neither a picture nor a font."""
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.end()]
        head = head[max(0, head.rfind(b" obj")) :]
        if not _NOT_TEXT.search(head):
            yield head, match.end()


def _unpacked(head: bytes, data: bytes, start: int, end: int) -> bytes | None:
    """A stream's content, empty where it is packed in a way not looked into; None where it breaks off."""
    match = _FILTER.search(head)
    filters = (match[1] or match[2]).split() if match else []
    filters = [one for each in filters for one in each.split(b"/") if one]
    if filters[:1] in ([b"ASCII85Decode"], [b"A85"]):
        try:
            raw = _from_letters(data[start:end])
        except (ValueError, OverflowError):
            return None
        filters = filters[1:]
    else:
        raw = data[start:end]
    if filters[:1] not in ([b"FlateDecode"], [b"Fl"]):
        return b""
    # Without the two bytes in front and the sum at the end, which writers get wrong and readers do not look at.
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflate.decompress(raw[2:], _MOST)
    except zlib.error:
        return None
    return content if inflate.eof or len(content) >= _MOST else None


_NOT_LETTERS = bytes(set(range(256)) - set(range(33, 118)) - {ord("z")})
_VALUES = bytes(max(0, code - 33) for code in range(256))


def _from_letters(written: bytes) -> bytes:
    """What ASCII85 stands for, five letters to four bytes; much quicker than the standard library."""
    letters = written.partition(b"~")[0].translate(None, _NOT_LETTERS).replace(b"z", b"!!!!!")
    missing = -len(letters) % 5
    values = (letters + b"u" * missing).translate(_VALUES)
    groups = zip(*[values[place::5] for place in range(5)], strict=True)
    words = array("I", [(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e for a, b, c, d, e in groups])
    if words.itemsize != 4:
        raise ValueError("this machine has no numbers of four bytes")
    if sys.byteorder == "little":
        words.byteswap()
    return words.tobytes()[: 4 * len(words) - missing]


def _first(head: bytes) -> int:
    """Where in an object stream the numbers end and the objects begin."""
    match = re.search(rb"/First\s+(\d{1,9})\b", head)
    return int(match[1]) if match else 0
