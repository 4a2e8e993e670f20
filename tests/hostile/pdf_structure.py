"""PDF files whose structure lies: cut short, circular, miscounted, locked, or two things at once."""

import zlib

from tests.hostile.case import Collection
from tests.hostile.contract import CLAUSES, TEXT
from tests.hostile.rawpdf import (
    FONT,
    HALVES,
    bomb,
    contract,
    flat,
    page,
    show,
    stream,
    two_pages,
    write,
)

__all__ = ["CASES"]

case = Collection()
CASES = case.cases

R_TEXT = HALVES[0] + b"\n" + show(CLAUSES[7:], 760 - 14 * 7)
SOUND = write(two_pages())

for share in (5, 20, 40, 60, 75, 90, 97):
    case.add(f"cut-at-{share}-percent.pdf", lambda share=share: SOUND[: len(SOUND) * share // 100])
case.add("cut-in-the-first-page-s-text.pdf", lambda: SOUND[: SOUND.index(b"endstream") - 60])
case.add("head-alone.pdf", lambda: b"%PDF-1.7\n")
case.add("no-head.pdf", lambda: SOUND[9:])
case.add("zeros-in-the-middle.pdf", lambda: SOUND[:700] + bytes(400) + SOUND[1100:])
case.add(
    "text-stream-torn.pdf",
    lambda: write(two_pages(o7=flat(HALVES[1]).replace(b"\xc7", b"\x00").replace(b"\x9c", b"\xff"))),
)


@case("second-half-of-the-text-torn.pdf")
def _() -> bytes:
    packed = bytearray(zlib.compress(R_TEXT))
    packed[len(packed) // 2 :] = b"\xff" * (len(packed) - len(packed) // 2)
    return write(contract(o4=stream(bytes(packed), b"/Filter /FlateDecode")))


@case("text-deflated-in-part.pdf")
def _() -> bytes:
    packed = zlib.compress(R_TEXT)
    return write(contract(o4=stream(packed[: len(packed) * 2 // 3], b"/Filter /FlateDecode")))


case.add("no-table.pdf", lambda: write(contract(), table=b""))
case.add("table-of-nonsense.pdf", lambda: write(contract(), table=b"xref\n0 4294967295\nnonsense\n"))
case.add("start-beyond-the-end.pdf", lambda: write(contract(), start=b"99999999999999999999"))
case.add("start-negative.pdf", lambda: write(contract(), start=b"-5"))
case.add(
    "previous-table-is-this-one.pdf",
    lambda: write(contract(), trailer=b"/Prev %d" % write(contract()).index(b"xref\n")),
)
case.add("table-claims-two-thousand-million.pdf", lambda: write(contract(), trailer=b"/Size 2147483647"))
case.add("root-is-nothing.pdf", lambda: write(contract(o1=b"null")))
case.add("root-is-a-page.pdf", lambda: write(contract(o1=page())))

case.add("box-in-a-circle.pdf", lambda: write(contract(o3=page(box=b"8 0 R"), o8=b"9 0 R", o9=b"8 0 R")))
case.add("pages-in-a-circle.pdf", lambda: write(contract(o2=b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>")))
case.add(
    "pages-hold-their-grandparent.pdf",
    lambda: write(
        contract(
            o2=b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
            o6=b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>",
        )
    ),
)
case.add(
    "parent-in-a-circle.pdf",
    lambda: write(
        contract(o3=page().replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"/MediaBox [0 0 595 842]", b""))
    ),
)
case.add(
    "content-in-a-circle.pdf", lambda: write(contract(o3=page(b"[7 0 R 4 0 R]"), o7=b"[7 0 R 8 0 R]", o8=b"[7 0 R]"))
)
case.add("length-of-itself.pdf", lambda: write(contract(o4=stream(R_TEXT, length=b"4 0 R"))))
case.add(
    "length-in-a-circle.pdf", lambda: write(contract(o4=stream(R_TEXT, length=b"7 0 R"), o7=b"8 0 R", o8=b"7 0 R"))
)
case.add(
    "resources-in-a-circle.pdf",
    lambda: write(contract(o3=page().replace(b"/Resources <<", b"/Resources 7 0 R /X <<"), o7=b"8 0 R", o8=b"7 0 R")),
)
case.add(
    "outline-in-a-circle.pdf",
    lambda: write(
        contract(
            o1=b"<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R >>",
            o7=b"<< /First 8 0 R /Last 8 0 R >>",
            o8=b"<< /Title (x) /Next 8 0 R /First 7 0 R /Parent 8 0 R >>",
        )
    ),
)

for lie in ("-1", "0", "5", "100000", "2147483648", "100000000000000", "(many)", "2 0 R"):
    name = lie.replace(" ", "-").strip("()")
    case.add(
        f"count-says-{name}.pdf",
        lambda lie=lie: write(contract(o2=f"<< /Type /Pages /Kids [3 0 R] /Count {lie} >>".encode())),
    )
case.add(
    "one-page-a-hundred-thousand-times.pdf",
    lambda: write(contract(o2=b"<< /Type /Pages /Count 100000 /Kids [" + b"3 0 R " * 100_000 + b"] >>")),
)
case.add(
    "one-page-nineteen-hundred-times.pdf",
    lambda: write(contract(o2=b"<< /Type /Pages /Count 1900 /Kids [" + b"3 0 R " * 1_900 + b"] >>")),
)


@case("a-hundred-thousand-pages.pdf")
def _() -> bytes:
    objects = contract(
        o2=b"<< /Type /Pages /Count 100000 /Kids [" + b"".join(b"%d 0 R " % n for n in range(10, 100_010)) + b"] >>"
    )
    return write(objects | dict.fromkeys(range(10, 100_010), page()))


@case("pages-a-thousand-deep.pdf")
def _() -> bytes:
    objects = contract(o2=b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>")
    for n in range(10, 1_010):
        objects[n] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1 if n < 1_009 else 3)
    return write(objects)


case.add("second-page-missing.pdf", lambda: write({n: o for n, o in two_pages().items() if n != 6}, size=8))
case.add("second-page-s-text-missing.pdf", lambda: write({n: o for n, o in two_pages().items() if n != 7}, size=8))
case.add("second-page-is-a-number.pdf", lambda: write(two_pages(o6=b"42")))


def objects_in_stream(head: bytes, data: bytes) -> bytes:
    """Catalog and pages hidden in an object stream, found through a cross-reference stream."""
    objects = {3: page(), 4: flat(R_TEXT), 5: FONT, 6: stream(data, b"/Type /ObjStm " + head)}
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, one in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    rows = [(0, 0, 0), (2, 6, 0), (2, 6, 1), *[(1, places[n], 0) for n in (3, 4, 5, 6)], (1, len(body), 0)]
    table = b"".join(kind.to_bytes(1, "big") + at.to_bytes(4, "big") + b"%c" % at2 for kind, at, at2 in rows)
    at = len(body)
    body += b"7 0 obj\n" + stream(table, b"/Type /XRef /Size 8 /W [1 4 1] /Root 1 0 R") + b"\nendobj\n"
    return bytes(body) + b"startxref\n%d\n%%%%EOF\n" % at


INNER = b"1 0 2 34 << /Type /Catalog /Pages 2 0 R >>  << /Type /Pages /Kids [3 0 R] /Count 1 >>"
FIRST = b"/N 2 /First 9 "

case.add("objects-in-a-stream.pdf", lambda: objects_in_stream(FIRST, INNER))
case.add(
    "object-stream-bomb.pdf",
    lambda: objects_in_stream(FIRST + b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(bomb(1500 << 20))),
)
case.add("object-stream-of-two-thousand-million.pdf", lambda: objects_in_stream(b"/N 2147483647 /First 9", INNER))
case.add("object-stream-before-itself.pdf", lambda: objects_in_stream(b"/N 2 /First -2147483648", INNER))
case.add("object-stream-extends-itself.pdf", lambda: objects_in_stream(FIRST + b"/Extends 6 0 R", INNER))
case.add("object-stream-holds-itself.pdf", lambda: objects_in_stream(b"/N 2 /First 9", INNER.replace(b"2 34", b"6 34")))

LOCK = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
ID = b"/ID [<00> <00>] /Encrypt 9 0 R"
case.add("locked-with-rubbish.pdf", lambda: write(contract(o9=LOCK), trailer=ID))
case.add(
    "locked-by-an-unknown-lock.pdf", lambda: write(contract(o9=LOCK.replace(b"/Standard", b"/Acme.Lock")), trailer=ID)
)
case.add("locked-in-version-99.pdf", lambda: write(contract(o9=LOCK.replace(b"/V 2 /R 3", b"/V 99 /R 99")), trailer=ID))
case.add(
    "locked-with-a-key-of-a-thousand-million-bits.pdf",
    lambda: write(contract(o9=LOCK.replace(b"/Length 128", b"/Length 1000000000")), trailer=ID),
)
case.add("locked-with-a-short-key.pdf", lambda: write(contract(o9=LOCK.replace(b"00" * 32, b"00")), trailer=ID))
case.add("lock-in-a-circle.pdf", lambda: write(contract(o9=b"9 0 R"), trailer=ID))
case.add("lock-missing.pdf", lambda: write(contract(), trailer=b"/ID [<00> <00>] /Encrypt 99 0 R"))
case.add(
    "locked-by-certificate.pdf",
    lambda: write(
        contract(o9=b"<< /Filter /Adobe.PubSec /V 4 /SubFilter /adbe.pkcs7.s5 /Recipients [<" + b"30" * 500 + b">] >>"),
        trailer=ID,
    ),
)


@case("locked-with-another-password.pdf")
def _() -> bytes:
    from tests.extract.builders import lines, pdf

    return pdf(lines(CLAUSES), encrypt="nobody knows")


case.add(
    "page-of-html-with-a-pdf-in-it.pdf",
    lambda: b"<html><script>alert(1)</script><body>Fair terms.</body>" + write(contract()),
)
case.add("gif-with-a-pdf-in-it.gif", lambda: b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + write(contract()))
case.add("shell-script-with-a-pdf-in-it.sh", lambda: b"#!/bin/sh\ntouch /tmp/owned\nexit\n" + write(contract()))
case.add("pdf-then-zip.pdf", lambda: write(contract()) + b"PK\x03\x04" + bytes(200) + b"PK\x05\x06" + bytes(18))
case.add("zip-head-then-pdf.zip", lambda: b"PK\x03\x04" + write(contract()))
case.add("text-that-mentions-a-pdf.txt", lambda: f"See %PDF-1.7 below.\n\n{TEXT}")
case.add(
    "two-pdfs-in-one.pdf", lambda: SOUND + write(contract(o4=flat(b"BT /F1 11 Tf 60 700 Td (Other terms.) Tj ET")))
)
case.add(
    "updated-to-nothing.pdf",
    lambda: (
        SOUND
        + (
            b"4 0 obj\nnull\nendobj\nxref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 8 /Root 1 0 R /Prev %d"
            b" >>\nstartxref\n%d\n%%%%EOF\n"
        )
        % (len(SOUND), SOUND.index(b"xref\n"), len(SOUND) + 20)
    ),
)
case.add("jpeg-called-pdf.pdf", lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
case.add("noise.pdf", lambda: b"%PDF-1.4\n" + bytes((i * i * 31 + i * 7) % 256 for i in range(20_000)))
