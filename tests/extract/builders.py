"""Contracts made on the spot: PDF pages drawn line by line, Word packages written part by part."""

import io
import zipfile
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from clausecheck.document import Document

W_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC_NS = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF, one drawing function a page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    for draw in pages:
        canvas.setFont("Times-Roman", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(texts: Sequence[str], *, x: float = 72, y: float = 760, pitch: float = 14) -> Callable[[Canvas], None]:
    """Draw lines one below the other; an empty one leaves a gap."""

    def draw(canvas: Canvas) -> None:
        for index, text in enumerate(texts):
            if text:
                canvas.drawString(x, y - index * pitch, text)

    return draw


def word(body: str | bytes, *, parts: dict[str, str] | None = None, outside: dict[str, bytes] | None = None) -> bytes:
    """A Word package: XML of the body (bytes: the whole part), and of other parts by kind (`styles`, `header`, …)."""
    parts = parts or {}
    main = f"<w:document {W_NS} {MC_NS}><w:body>{body}</w:body></w:document>" if isinstance(body, str) else body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", main)
        links = "".join(
            f'<Relationship Id="p{i}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for i, kind in enumerate(parts)
        )
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELS}">{links}</Relationships>')
        for kind, xml in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            archive.writestr(f"word/{kind}.xml", f"<w:{root} {W_NS}>{xml}</w:{root}>")
        for path, data in (outside or {}).items():
            archive.writestr(path, data)
    return out.getvalue()


def p(content: str, properties: str = "") -> str:
    """A Word paragraph; plain text becomes a run."""
    runs = content if content.startswith("<") else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a Word list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: tuple[str, str], extra: str = "", overrides: str = "") -> str:
    """A list definition, `(format, pattern)` a level, as list 1; `overrides` makes list 2 of the same definition."""
    defined = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra if i == 0 else ""}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    second = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{overrides}</w:num>'
    return (
        f'<w:abstractNum w:abstractNumId="0">{defined}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{second}'
    )


def blocks_of(document: Document) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def assert_sound(document: Document) -> None:
    """What holds of every document: blocks in order, apart, covering every word; boxes and pages exact."""
    text = document.text
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        assert text[at : block.start].strip() == ""
        at = block.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        for start, end in block.struck:
            assert block.start <= start < end <= block.end
    assert text[at:].strip() == ""
    previous = 0
    for box in document.boxes:
        assert previous <= box.start < box.end <= len(text)
        assert not any(c.isspace() for c in text[box.start : box.end])
        assert box.x0 <= box.x1
        assert box.top <= box.bottom
        assert document.page_of(box.start) is not None
        previous = box.end
    edge = 0
    for start, end in document.pages:
        assert edge == start <= end
        edge = end
    if document.pages:
        assert edge == len(text)


def raw_pdf(objects: dict[int, str | bytes], *, root: int = 1) -> bytes:
    """A PDF of objects written as they are, by number; its catalogue is `root`."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, text in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + (text if isinstance(text, bytes) else text.encode("latin-1")) + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer <</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (root, max(objects) + 1, start))


def raw_page(text: str, y: int = 700) -> str:
    """The content stream of a page that says one line, as an object."""
    content = f"BT /F1 12 Tf 72 {y} Td ({text}) Tj ET"
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def raw_pages(*texts: str, count: int | None = None, catalogue: str = "", page: str = "") -> dict[int, str | bytes]:
    """Objects of a PDF of one line a page: 1 catalogue, 2 page tree, 3 font, then page and content by turns."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(texts)))
    objects: dict[int, str | bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalogue}>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(texts) if count is None else count}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for index, text in enumerate(texts):
        number = 4 + 2 * index
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {number + 1} 0 R{page if index == 0 else ''}>>"
        )
        objects[number + 1] = raw_page(text)
    return objects
