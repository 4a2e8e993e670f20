"""Word files that lie: zip bombs, XML bombs, circles of styles, nesting and numerals without end."""

import io
import struct
import warnings
import zipfile

from tests.extract.builders import MC_NS, W_NS, numbering, p, word
from tests.hostile.case import Collection
from tests.hostile.contract import CLAUSES
from tests.hostile.rawpdf import bomb

__all__ = ["CASES"]

case = Collection()
CASES = case.cases

BODY = "".join(p(line) for line in CLAUSES)
HALF = "".join(p(line) for line in CLAUSES[:7])
REST = "".join(p(line) for line in CLAUSES[7:])
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def sound() -> bytes:
    return word(BODY)


def document(inner: str, before: str = "") -> bytes:
    return word(f"{before}<w:document {W_NS} {MC_NS}><w:body>{inner}</w:body></w:document>".encode())


def many(count: int) -> bytes:
    return word(BODY, outside={f"word/media/{n}.bin": b"" for n in range(count)})


def patched(data: bytes, signature: bytes, offset: int, value: bytes, which: str = "word/document.xml") -> bytes:
    """The zip with a field of the headers of one entry overwritten."""
    out = bytearray(data)
    at = -1
    size = 30 if signature == b"PK\x03\x04" else 46
    while (at := data.find(signature, at + 1)) >= 0:
        if data[at + size : at + size + len(which)] == which.encode():
            out[at + offset : at + offset + len(value)] = value
    return bytes(out)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"

for share in (10, 50, 90, 99):
    case.add(f"cut-at-{share}-percent.docx", lambda share=share: sound()[: len(sound()) * share // 100])
case.add("nothing-in-it.docx", lambda: b"PK\x05\x06" + bytes(18))
case.add("ten-thousand-parts.docx", lambda: many(10_000))
case.add("head-of-zip-alone.docx", lambda: b"PK\x03\x04")
case.add("noise-in-the-middle.docx", lambda: sound()[:500] + bytes(range(256)) + sound()[756:])


@case("bomb.docx")
def _() -> bytes:
    raw = bomb(2000 << 20, wrapper=False)
    name = b"word/document.xml"
    local = LOCAL + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(raw), 2000 << 20, len(name), 0) + name + raw
    central = (
        CENTRAL
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, len(raw), 2000 << 20, len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


@case("bomb-that-says-it-is-small.docx")
def _() -> bytes:
    raw = bomb(2000 << 20, wrapper=False)
    name = b"word/document.xml"
    local = LOCAL + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(raw), 5000, len(name), 0) + name + raw
    central = (
        CENTRAL
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, len(raw), 5000, len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


case.add("says-it-is-huge.docx", lambda: patched(sound(), CENTRAL, 24, b"\xfe\xff\xff\xff"))
case.add(
    "says-it-is-short.docx",
    lambda: patched(patched(sound(), CENTRAL, 24, struct.pack("<I", 600)), LOCAL, 22, struct.pack("<I", 600)),
)
case.add("wrong-sum.docx", lambda: patched(patched(sound(), CENTRAL, 16, b"\1\2\3\4"), LOCAL, 14, b"\1\2\3\4"))
case.add(
    "packed-by-an-unknown-method.docx", lambda: patched(patched(sound(), CENTRAL, 10, b"\x63\0"), LOCAL, 8, b"\x63\0")
)
case.add("one-part-locked.docx", lambda: patched(patched(sound(), CENTRAL, 8, b"\1\0"), LOCAL, 6, b"\1\0"))
case.add("part-outside-the-file.docx", lambda: patched(sound(), CENTRAL, 42, b"\xff\xff\xff\x7f"))
case.add("bomb-of-media.docx", lambda: word(BODY, outside={f"word/media/{n}.xml": bytes(5 << 20) for n in range(3)}))
case.add(
    "names-that-climb.docx",
    lambda: word(
        BODY,
        outside={
            "../../../../tmp/clausecheck-owned": b"x",
            "/tmp/clausecheck-owned": b"x",  # noqa: S108 - never written
            "..\\..\\owned": b"x",
            "C:\\owned": b"x",
        },
    ),
)


@case("link-in-the-zip.docx")
def _() -> bytes:
    out = io.BytesIO(sound())
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("word/styles.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


@case("text-twice-in-the-zip.docx")
def _() -> bytes:
    out = io.BytesIO(sound())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", f"<w:document {W_NS}><w:body>{p('Fair terms.')}</w:body></w:document>")
    return out.getvalue()


@case("zip-in-zip-in-zip.docx")
def _() -> bytes:
    data = sound()
    for _ in range(30):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.docx", data)
        data = out.getvalue()
    return data


case.add(
    "text-in-another-place.docx",
    lambda: word(
        BODY,
        outside={
            "_rels/.rels": (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                b'<Relationship Id="r1" Type="http://x/officeDocument" TargetMode="External"'
                b' Target="file:///etc/passwd"/></Relationships>'
            )
        },
    ),
)
case.add("text-is-a-folder.docx", lambda: word(b""))
case.add("text-is-noise.docx", lambda: word(bytes(range(256)) * 20))

E = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c'
    ' "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e'
    ' "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g'
    ' "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>'
)
case.add("a-thousand-million-laughs.docx", lambda: document(BODY + p("&h;"), E))
case.add(
    "one-long-laugh.docx", lambda: document(BODY + p("&a;" * 50_000), f'<!DOCTYPE w [<!ENTITY a "{"ha" * 50_000}">]>')
)
case.add(
    "entity-from-a-file.docx",
    lambda: document(BODY + p("&a;"), '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
)
case.add(
    "entity-from-the-net.docx",
    lambda: document(BODY + p("&a;"), '<!DOCTYPE w [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>'),
)
case.add("type-from-the-net.docx", lambda: document(BODY, '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'))
case.add(
    "entity-of-parameters.docx", lambda: document(BODY, '<!DOCTYPE w [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>')
)
XML = f"{E}<w:document {W_NS}><w:body>{BODY}{p('&h;')}</w:body></w:document>"
case.add("laughs-in-utf-16.docx", lambda: word(XML.encode("utf-16")))
case.add("laughs-in-utf-16-unmarked.docx", lambda: word(('<?xml version="1.0"?>' + XML).encode("utf-16-le")))
case.add("laughs-in-utf-32.docx", lambda: word(XML.encode("utf-32")))
case.add("laughs-in-utf-7.docx", lambda: word(('<?xml version="1.0" encoding="utf-7"?>' + XML).encode("utf-7")))
case.add(
    "laughs-in-ebcdic.docx",
    lambda: word(f'<?xml version="1.0" {" " * 300}encoding="cp037"?>'.encode() + XML.encode("cp037")),
)
case.add(
    "laughs-in-ebcdic-behind-a-mark.docx",
    lambda: word(b'\xef\xbb\xbf<?xml version="1.0" encoding="cp037"?>' + XML.encode("cp037")),
)
case.add("encoding-nobody-knows.docx", lambda: word(f'<?xml version="1.0" encoding="rot13"?>{XML}'.encode()))
case.add(
    "laughs-in-the-styles.docx",
    lambda: word(
        BODY,
        outside={
            "word/_rels/document.xml.rels": (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                b'<Relationship Id="r" Type="x/styles" Target="styles.xml"/></Relationships>'
            ),
            "word/styles.xml": E.encode() + b"<w>&h;</w>",
        },
    ),
)

case.add("elements-100000-deep.docx", lambda: document(BODY + "<w:a>" * 100_000 + "</w:a>" * 100_000))
case.add(
    "runs-100000-deep.docx",
    lambda: document(BODY + "<w:p>" + "<w:smartTag>" * 100_000 + "</w:smartTag>" * 100_000 + "</w:p>"),
)
case.add(
    "controls-5000-deep.docx",
    lambda: document("<w:sdt><w:sdtContent>" * 5_000 + BODY + "</w:sdtContent></w:sdt>" * 5_000),
)
case.add(
    "tables-2000-deep.docx", lambda: document("<w:tbl><w:tr><w:tc>" * 2_000 + BODY + "</w:tc></w:tr></w:tbl>" * 2_000)
)
case.add(
    "boxes-2000-deep.docx",
    lambda: document(
        "<w:p><w:r><w:pict><w:txbxContent>" * 2_000 + BODY + "</w:txbxContent></w:pict></w:r></w:p>" * 2_000
    ),
)
case.add(
    "choices-2000-deep.docx",
    lambda: document("<mc:AlternateContent><mc:Choice>" * 2_000 + BODY + "</mc:Choice></mc:AlternateContent>" * 2_000),
)
case.add("elements-never-closed.docx", lambda: document(BODY + "<w:p>" * 100_000))
case.add("300000-empty-paragraphs.docx", lambda: document(BODY + "<w:p/>" * 300_000))
case.add(
    "a-hundred-thousand-rows.docx",
    lambda: document(BODY + "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 100_000 + "</w:tbl>"),
)
case.add(
    "a-row-of-a-hundred-thousand-cells.docx",
    lambda: document(BODY + "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 100_000 + "</w:tr></w:tbl>"),
)
case.add(
    "attributes-without-end.docx",
    lambda: document(BODY + "<w:p " + " ".join(f'a{n}="x"' for n in range(200_000)) + "/>"),
)
case.add("names-without-end.docx", lambda: document(BODY + "".join(f"<w:n{n}/>" for n in range(300_000))))
case.add(
    "namespaces-without-end.docx",
    lambda: document(BODY + "<w:p " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(50_000)) + "/>"),
)

CELL = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{0}"/><w:vMerge w:val="{0}"/></w:tcPr>'
    + p("Fee")
    + "</w:tc></w:tr></w:tbl>"
)
for n, value in enumerate(("200000000", "-1", "9" * 5_000, "many")):
    case.add(f"cell-spans-{value[:9]}-{n}.docx", lambda value=value: document(BODY + CELL.format(value)))
LISTED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>An'
    " item.</w:t></w:r></w:p>"
)
for form in ("lowerRoman", "upperLetter", "decimal", "ordinalText", "chineseCounting"):
    case.add(
        f"numbers-from-two-thousand-million-{form}.docx",
        lambda form=form: word(
            BODY + LISTED.format(0) * 3,
            parts={"numbering": numbering((form, "%1.")).replace('w:start w:val="1"', 'w:start w:val="2000000000"')},
        ),
    )
case.add(
    "number-of-5000-digits.docx",
    lambda: word(
        BODY + LISTED.format(0),
        parts={
            "numbering": numbering(("decimal", "%1.")).replace('w:start w:val="1"', f'w:start w:val="{"9" * 5_000}"')
        },
    ),
)
case.add(
    "list-level-90-million.docx",
    lambda: word(BODY + LISTED.format(90_000_000), parts={"numbering": numbering(("decimal", "%1."))}),
)
case.add(
    "list-level-negative.docx",
    lambda: word(BODY + LISTED.format(-5), parts={"numbering": numbering(("decimal", "%1."))}),
)
case.add(
    "label-of-100000-numbers.docx",
    lambda: word(BODY + LISTED.format(0), parts={"numbering": numbering(("decimal", "%1." * 100_000))}),
)
case.add(
    "list-style-of-itself.docx",
    lambda: word(
        BODY + LISTED.format(0),
        parts={
            "numbering": (
                '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum><w:num'
                ' w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            ),
            "styles": (
                '<w:style w:styleId="A"><w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId'
                ' w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
            ),
        },
    ),
)
case.add(
    "style-of-itself.docx",
    lambda: word(
        BODY + p("Fee", '<w:pStyle w:val="A"/>'),
        parts={"styles": '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'},
    ),
)
case.add(
    "styles-50000-deep.docx",
    lambda: word(
        BODY + p("Fee", '<w:pStyle w:val="s0"/>'),
        parts={
            "styles": "".join(
                f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
                for n in range(50_000)
            )
        },
    ),
)

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
case.add("field-never-ends.docx", lambda: document(HALF + f"<w:p>{FIELD.format('begin')}</w:p>" + REST))
case.add("field-ends-without-beginning.docx", lambda: document(HALF + f"<w:p>{FIELD.format('end') * 100}</w:p>" + REST))
case.add("fields-100000-deep.docx", lambda: document(HALF + f"<w:p>{FIELD.format('begin') * 100_000}</w:p>" + REST))
case.add(
    "signs-of-no-alphabet.docx",
    lambda: document(
        BODY + '<w:p><w:r><w:sym w:char="FFFFFFFFFF"/><w:sym w:char="D800"/><w:sym w:char="-5"/></w:r></w:p>'
    ),
)
case.add("letters-that-are-none.docx", lambda: document(BODY + p("&#xD800;")))
case.add("letter-zero.docx", lambda: document(BODY + p("&#0;")))
case.add("controls-as-letters.docx", lambda: document(BODY + p("&#x202E;&#x2066;&#x200B;&#xFEFF;&#x85;&#x2028;")))
case.add("text-of-50-million.docx", lambda: document(BODY + p("a " * 3_000_000)))
case.add("word-of-5-million.docx", lambda: document(BODY + p("a" * 5_000_000)))
case.add(
    "half-of-it-embedded.docx",
    lambda: word(
        HALF,
        outside={
            "word/_rels/document.xml.rels": (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                b'<Relationship Id="r" Type="x/aFChunk" Target="rest.html"/></Relationships>'
            ),
            "word/rest.html": b"<p>The rest.</p>",
        },
    ),
)
case.add(
    "half-of-it-hidden.docx",
    lambda: document(
        HALF + "".join(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{line}</w:t></w:r></w:p>" for line in CLAUSES[7:])
    ),
)
case.add(
    "relations-without-end.docx",
    lambda: word(
        BODY,
        outside={
            "word/_rels/document.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(f'<Relationship Id="r{n}" Type="x/header" Target="document.xml"/>' for n in range(100_000))
                + "</Relationships>"
            ).encode()
        },
    ),
)
