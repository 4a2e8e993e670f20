"""PDF files written object by object, so that every part of them can lie."""

import zlib
from collections.abc import Mapping, Sequence

from tests.hostile.contract import CLAUSES

__all__ = ["FONT", "TEXT", "bomb", "contract", "flat", "form", "page", "show", "stream", "write"]

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, head: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream object with its data as they stand."""
    size = str(len(data)).encode() if length is None else length
    return b"<< /Length " + size + b" " + head + b" >>\nstream\n" + data + b"\nendstream"


def flat(data: bytes, head: bytes = b"") -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + head)


def show(lines: Sequence[str], top: int = 760) -> bytes:
    """Operators that print lines of text."""
    rows = [b"BT /F1 11 Tf 60 %d Td 14 TL" % top]
    for line in lines:
        text = line.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        rows.append(b"(" + text + b") Tj T*")
    return b"\n".join([*rows, b"ET"])


TEXT = show(CLAUSES)
HALVES = (show(CLAUSES[:7]), show(CLAUSES[7:]))


def page(content: bytes = b"4 0 R", extra: bytes = b"", box: bytes = b"[0 0 595 842]") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents " + content
        + b" /Resources << /Font << /F1 5 0 R >> >> " + extra + b" >>"
    )  # fmt: skip


def contract(**changes: bytes) -> dict[int, bytes]:
    """Objects of a one-page contract: 1 catalog, 2 pages, 3 page, 4 content, 5 font; `o4=...` replaces one."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page(),
        4: flat(TEXT),
        5: FONT,
    }
    return objects | {int(name[1:]): body for name, body in changes.items()}


def two_pages(**changes: bytes) -> dict[int, bytes]:
    """A contract on two pages: 3 and 6, with content 4 and 7."""
    objects = contract(
        o2=b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>", o4=flat(HALVES[0]), o6=page(b"7 0 R"), o7=flat(HALVES[1])
    )
    return objects | {int(name[1:]): body for name, body in changes.items()}


def form(data: bytes, head: bytes = b"") -> bytes:
    return stream(data, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + head)


def write(
    objects: Mapping[int, bytes],
    *,
    trailer: bytes = b"",
    start: bytes | None = None,
    table: bytes | None = None,
    size: int | None = None,
    head: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
) -> bytes:
    """A file of these objects with a correct cross-reference table, unless `table` or `start` say otherwise."""
    out = bytearray(head)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at = len(out)
    count = max(objects, default=0) + 1 if size is None else size
    if table is None:
        rows = [b"0000000000 65535 f \n"]
        rows += [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, count)]
        table = b"xref\n0 %d\n" % count + b"".join(rows)
    out += table + b"trailer\n<< /Size %d /Root 1 0 R " % count + trailer + b" >>\n"
    out += b"startxref\n" + (b"%d" % at if start is None else start) + b"\n%%EOF\n"
    return bytes(out)


def bomb(size: int, wrapper: bool = True) -> bytes:
    """Deflated zeros, `size` of them in whole megabytes, made without holding them."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeeze.compress(bytes(1 << 20)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    count = size >> 20
    raw = block * count + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    if not wrapper:
        return raw
    # Adler-32 of n zeros: the first sum stays 1, the second counts them.
    return b"\x78\x9c" + raw + (((count << 20) % 65521) << 16 | 1).to_bytes(4, "big")
