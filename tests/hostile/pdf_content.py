"""PDF files whose pages overwhelm: bombs, deep nesting, endless operators, fonts that lie about their letters."""

import zlib

from tests.hostile.case import Collection
from tests.hostile.contract import CLAUSES
from tests.hostile.rawpdf import FONT, TEXT, bomb, contract, flat, form, page, show, stream, write

__all__ = ["CASES"]

case = Collection()
CASES = case.cases

TWICE = b"/Filter [/FlateDecode /FlateDecode]"


def drawn(content: bytes) -> bytes:
    """A contract whose page draws something else first."""
    return write(contract(o4=flat(content + b"\n" + TEXT)))


def with_form(body: bytes, **more: bytes) -> bytes:
    """A contract whose page draws form 7."""
    return write(contract(
        o3=page(extra=b"").replace(b"/Resources <<", b"/Resources << /XObject << /X 7 0 R >>"),
        o4=flat(b"/X Do\n" + TEXT), o7=body, **more))  # fmt: skip


def font(body: bytes, **more: bytes) -> bytes:
    return write(contract(o5=body, **more))


case.add("two-thousand-million-zeros.pdf", lambda: write(contract(o4=stream(zlib.compress(bomb(2000 << 20)), TWICE))))
case.add(
    "bomb-beside-the-text.pdf",
    lambda: write(contract(o3=page(b"[4 0 R 7 0 R]"), o7=stream(zlib.compress(bomb(2000 << 20)), TWICE))),
)
case.add(
    "filters-a-thousand-times.pdf",
    lambda: write(contract(o4=stream(zlib.compress(TEXT), b"/Filter [" + b"/FlateDecode " * 1000 + b"]"))),
)
case.add(
    "run-length-bomb.pdf",
    lambda: write(
        contract(o4=stream(zlib.compress(b"\x81\x20" * (4 << 20)), b"/Filter [/FlateDecode /RunLengthDecode]"))
    ),
)
case.add("lzw-rubbish.pdf", lambda: write(contract(o4=stream(bytes(range(256)) * 400, b"/Filter /LZWDecode"))))
case.add(
    "predictor-of-a-thousand-million-columns.pdf",
    lambda: write(contract(o4=flat(TEXT, b"/DecodeParms << /Predictor 12 /Columns 1000000000 >>"))),
)
case.add("filter-nobody-knows.pdf", lambda: write(contract(o4=stream(TEXT, b"/Filter /AcmeDecode"))))
case.add("length-negative.pdf", lambda: write(contract(o4=stream(TEXT, length=b"-1"))))
case.add("length-too-long.pdf", lambda: write(contract(o4=stream(TEXT, length=b"2147483647"))))
case.add("length-too-short.pdf", lambda: write(contract(o4=stream(TEXT, length=b"100"))))

case.add("two-million-operators.pdf", lambda: drawn(b"0 0 m " * 2_000_000))
case.add("half-a-million-paths.pdf", lambda: drawn(b"0 0 m 9 9 l S " * 500_000))
case.add("half-a-million-rectangles.pdf", lambda: drawn(b"60 700 99 12 re f " * 500_000))
case.add(
    "a-grid-of-rulings.pdf",
    lambda: drawn(
        b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (n % 595, n % 595, n % 842, n % 842) for n in range(20_000))
    ),
)
case.add("a-million-states.pdf", lambda: drawn(b"q " * 1_000_000))
case.add("a-string-of-20-million.pdf", lambda: drawn(b"BT /F1 1 Tf (" + b"a" * 20_000_000 + b") Tj ET"))
case.add("a-name-of-20-million.pdf", lambda: drawn(b"/" + b"a" * 20_000_000 + b" gs"))
case.add("a-comment-of-50-million.pdf", lambda: drawn(b"%" + b"a" * 50_000_000 + b"\n"))
case.add(
    "letters-all-in-one-place.pdf",
    lambda: drawn(b"BT /F1 11 Tf " + b"1 0 0 1 60 790 Tm (aaaaaaaaaa) Tj " * 60_000 + b"ET"),
)
case.add(
    "words-all-over-the-page.pdf",
    lambda: drawn(
        b"BT /F1 3 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (word) Tj " % (n * 7919 % 560, n * 104729 % 830) for n in range(40_000))
        + b"ET"
    ),
)
case.add("arrays-100000-deep.pdf", lambda: drawn(b"[" * 100_000 + b"]" * 100_000 + b" TJ"))
case.add("dictionaries-100000-deep.pdf", lambda: drawn(b"/P " + b"<< /a " * 100_000 + b" BDC"))
case.add("strings-100000-deep.pdf", lambda: drawn(b"(" * 100_000))
case.add("objects-100000-deep.pdf", lambda: write(contract(o3=page(extra=b"/Deep " + b"[" * 100_000 + b"]" * 100_000))))
case.add("numbers-without-end.pdf", lambda: drawn(b"BT " + b"9" * 100_000 + b" 0 Td (x) Tj 1e309 nan inf Td ET"))
case.add(
    "picture-in-line-without-end.pdf",
    lambda: write(contract(o4=flat(TEXT + b"\nBI /W 99999999 /H 99999999 /BPC 8 /CS /RGB ID xxxx"))),
)
case.add("marks-never-closed.pdf", lambda: drawn(b"/Span << /ActualText (Fair terms) >> BDC " * 20_000))

case.add("form-draws-itself.pdf", lambda: with_form(form(b"/X Do", b"/Resources << /XObject << /X 7 0 R >> >>")))
case.add(
    "two-forms-draw-each-other.pdf",
    lambda: with_form(
        form(b"/X Do", b"/Resources << /XObject << /X 8 0 R >> >>"),
        o8=form(b"/X Do", b"/Resources << /XObject << /X 7 0 R >> >>"),
    ),
)


@case("forms-that-double-thirty-times.pdf")
def _() -> bytes:
    inner = {
        f"o{n}": form(b"/X Do /X Do", b"/Resources << /XObject << /X %d 0 R >> >>" % (n + 1)) for n in range(8, 38)
    }
    last = form(b"BT /F1 9 Tf (x) Tj ET", b"/Resources << /Font << /F1 5 0 R >> >>")
    return with_form(form(b"/X Do", b"/Resources << /XObject << /X 8 0 R >> >>"), **inner, o38=last)


@case("forms-5000-deep.pdf")
def _() -> bytes:
    inner = {f"o{n}": form(b"/X Do", b"/Resources << /XObject << /X %d 0 R >> >>" % (n + 1)) for n in range(8, 5_008)}
    return with_form(form(b"/X Do", b"/Resources << /XObject << /X 8 0 R >> >>"), **inner, o5008=form(b"0 0 m"))


case.add(
    "pattern-paints-itself.pdf",
    lambda: write(
        contract(
            o3=page().replace(b"/Resources <<", b"/Resources << /Pattern << /P 7 0 R >>"),
            o4=flat(b"/Pattern cs /P scn 0 0 500 800 re f\n" + TEXT),
            o7=stream(
                b"/Pattern cs /P scn 0 0 5 5 re f",
                b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] /XStep 1"
                b" /YStep 1 /Resources << /Pattern << /P 7 0 R >> >>",
            ),
        )
    ),
)
case.add(
    "mask-of-itself.pdf",
    lambda: with_form(
        stream(
            b"\0" * 100,
            (
                b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace"
                b" /DeviceGray /SMask 7 0 R"
            ),
        )
    ),
)
case.add(
    "picture-of-60000-by-60000.pdf",
    lambda: with_form(
        stream(
            bomb(100 << 20),
            b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8"
            b" /ColorSpace /DeviceRGB /Filter /FlateDecode",
        )
    ),
)
for codec in ("JPXDecode", "JBIG2Decode", "DCTDecode", "CCITTFaxDecode"):
    case.add(
        f"picture-of-rubbish-{codec}.pdf",
        lambda codec=codec: with_form(
            stream(
                bytes(range(256)) * 40,
                b"/Type /XObject /Subtype /Image /Width 9000 /Height 9000 /BitsPerComponent 8"
                b" /ColorSpace /DeviceRGB /Filter /" + codec.encode(),
            )
        ),
    )
case.add(
    "page-is-one-picture.pdf",
    lambda: write(
        contract(
            o3=page().replace(b"/Resources <<", b"/Resources << /XObject << /X 7 0 R >>"),
            o4=flat(b"595 0 0 842 0 0 cm /X Do"),
            o7=flat(
                bytes(10_000),
                b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            ),
        )
    ),
)

for name, box in (
    ("missing", b"null"),
    ("empty", b"[]"),
    ("nan", b"[0 0 nan nan]"),
    ("inside-out", b"[595 842 0 0]"),
    ("nothing", b"[0 0 0 0]"),
    ("huge", b"[0 0 1e30 1e30]"),
    ("far-away", b"[1e8 1e8 100000595 100000842]"),
    ("words", b"[(a) (b) (c) (d)]"),
):
    case.add(f"box-{name}.pdf", lambda box=box: write(contract(o3=page(box=box))))
case.add("turned-by-45.pdf", lambda: write(contract(o3=page(extra=b"/Rotate 45"))))
case.add("turned-by-a-thousand-million.pdf", lambda: write(contract(o3=page(extra=b"/Rotate 1000000000"))))
case.add("unit-of-a-thousand-million.pdf", lambda: write(contract(o3=page(extra=b"/UserUnit 1000000000"))))
case.add("letters-of-size-nothing.pdf", lambda: write(contract(o4=flat(TEXT.replace(b"/F1 11 Tf", b"/F1 0 Tf")))))
case.add("letters-of-size-huge.pdf", lambda: write(contract(o4=flat(TEXT.replace(b"/F1 11 Tf", b"/F1 1e30 Tf")))))
case.add("letters-off-the-page.pdf", lambda: write(contract(o4=flat(TEXT.replace(b"60 760 Td", b"60000 76000 Td")))))
case.add(
    "letters-in-every-direction.pdf",
    lambda: drawn(
        b"BT /F1 9 Tf "
        + b"".join(
            b"%.3f %.3f %.3f %.3f 300 400 Tm (turn) Tj " % (n / 99 - 1, 1 - n / 99, n / 99 - 1, n / 99 - 1)
            for n in range(200)
        )
        + b"ET"
    ),
)

case.add(
    "font-of-itself.pdf",
    lambda: font(b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"),
)
case.add(
    "font-without-letters.pdf", lambda: font(b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H >>")
)
case.add("font-missing.pdf", lambda: font(b"null"))
case.add(
    "font-of-noise.pdf",
    lambda: font(
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 7 0 R >>",
        o7=b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 8 0 R >>",
        o8=flat(bytes(range(256)) * 400),
    ),
)
case.add(
    "font-with-widths-of-a-million.pdf",
    lambda: font(FONT[:-2] + b"/FirstChar -2147483648 /LastChar 2147483647 /Widths [" + b"1e30 " * 500_000 + b"] >>"),
)
case.add(
    "font-with-a-million-differences.pdf",
    lambda: font(FONT[:-2] + b"/Encoding << /Differences [0 " + b"/a " * 1_000_000 + b"] >> >>"),
)
case.add(
    "letters-drawn-by-themselves.pdf",
    lambda: font(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 0"
        b" /LastChar 255 /CharProcs"
        b" << /a 7 0 R >> /Encoding << /Differences [0 "
        + b"/a " * 256
        + b"] >> /Resources << /Font << /F1 5 0 R >> >> >>",
        o7=stream(b"BT /F1 9 Tf (aaa) Tj ET"),
    ),
)

CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
)


def mapped(body: bytes) -> bytes:
    return font(FONT[:-2] + b"/ToUnicode 7 0 R >>", o7=flat(CMAP + body + b" endcmap end end"))


case.add("map-of-four-thousand-million.pdf", lambda: mapped(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange"))
case.add(
    "map-of-many-ranges.pdf", lambda: mapped(b"100 beginbfrange " + b"<0000> <FFFF> <0041> " * 2_000 + b"endbfrange")
)
case.add(
    "map-that-uses-itself.pdf",
    lambda: font(FONT[:-2] + b"/ToUnicode 7 0 R >>", o7=flat(CMAP + b"endcmap", b"/UseCMap 7 0 R")),
)
case.add("map-to-half-letters.pdf", lambda: mapped(b"1 beginbfrange <00> <FF> <D800> endbfrange"))
case.add(
    "map-to-nothing.pdf",
    lambda: mapped(b"256 beginbfchar " + b"".join(b"<%02X> <FFFD> " % n for n in range(256)) + b"endbfchar"),
)
case.add(
    "map-that-shifts-every-letter.pdf",
    lambda: write(
        contract(
            o4=flat(b"\n".join(show(CLAUSES, top) for top in (800, 540, 280))),
            o5=FONT[:-2] + b"/ToUnicode 7 0 R >>",
            o7=flat(CMAP + b"1 beginbfrange <00> <FF> <0003> endbfrange endcmap end end"),
        )
    ),
)
case.add("map-to-controls.pdf", lambda: mapped(b"1 beginbfrange <00> <FF> <0000> endbfrange"))
case.add(
    "map-to-right-to-left.pdf",
    lambda: mapped(b"256 beginbfchar " + b"".join(b"<%02X> <202E> " % n for n in range(256)) + b"endbfchar"),
)
case.add(
    "map-of-long-strings.pdf",
    lambda: mapped(
        b"256 beginbfchar " + b"".join(b"<%02X> <" % n + b"0041" * 5_000 + b"> " for n in range(256)) + b"endbfchar"
    ),
)
for name, path in (
    ("climbing", "../../../../etc/passwd"),
    ("rooted", "/etc/passwd"),
    ("pickled", "..#2f..#2fowned.pickle"),
):
    case.add(
        f"map-from-a-file-{name}.pdf",
        lambda path=path: font(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /"
            + path.replace("/", "#2f").encode()
            + b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry ("
            + path.encode()
            + b") /Ordering ("
            + path.encode()
            + b") /Supplement 0 >> /W [0 ["
            + b"500 " * 99_999
            + b"]] >>] >>"
        ),
    )

case.add(
    "starts-a-program.pdf",
    lambda: write(
        contract(
            o1=b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) /Win << /F (calc.exe) >> >> >>"
        )
    ),
)
case.add(
    "runs-a-script.pdf",
    lambda: write(
        contract(
            o1=(
                b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS"
                b" (app.launchURL\\('http://127.0.0.1:9/'\\)) >> >>"
            )
        )
    ),
)
case.add(
    "text-in-another-file.pdf",
    lambda: write(contract(o3=page(b"[4 0 R 7 0 R]"), o7=stream(b"", b"/F (/etc/passwd) /FFilter /FlateDecode"))),
)
case.add(
    "a-hundred-thousand-notes.pdf",
    lambda: write(
        contract(
            o3=page(extra=b"/Annots [" + b"7 0 R " * 100_000 + b"]"),
            o7=b"<< /Type /Annot /Subtype /StrikeOut /Rect [0 0 1 1] /QuadPoints ["
            + b"0 0 1 0 0 1 1 1 " * 50
            + b"] >>",
        )
    ),
)
case.add(
    "notes-with-endless-corners.pdf",
    lambda: write(
        contract(
            o3=page(extra=b"/Annots [7 0 R]"),
            o7=b"<< /Type /Annot /Subtype /StrikeOut /Rect [0 0 1 1] /QuadPoints ["
            + b"0 0 1 0 0 1 1 1 " * 500_000
            + b"] >>",
        )
    ),
)
case.add(
    "form-fields-in-a-circle.pdf",
    lambda: write(
        contract(
            o1=b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R] >> >>",
            o3=page(extra=b"/Annots [7 0 R]"),
            o7=(
                b"<< /Type /Annot /Subtype /Widget /FT /Tx /Parent 7 0 R /Kids [7 0 R] /T (a) /V 7 0 R /Rect [0"
                b" 0 9 9] /AP << /N 7 0 R >> >>"
            ),
        )
    ),
)
