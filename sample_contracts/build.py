"""Build the sample contracts from their sources: `python sample_contracts/build.py [FOLDER] [--scans]`.

Each file in `sources/` begins with a few `key: value` lines between `---` marks (file, grade and how to lay it out) and
goes on in a small Markdown: `#` title, `##` heading, `**bold**`, `| table | rows |`, everything else
paragraphs. `same as` takes the text of another source; with `tracked by` the lines below, `old => new`, change words of
it as Word's tracked changes of that author. `attach` and `hold` put other samples into a message or archive.
The same sources give the same bytes on every run: no clock, no random ids, and no compression whose result depends on
the library that does it. Scans alone are not of the same bytes everywhere, as the drawing of letters is not; they are
built anew only with `--scans`.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.oxml import parse_xml
from docx.text.run import Run
from PIL import Image, ImageChops
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

__all__ = ["Block", "Source", "build", "read_source"]

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
MADE = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
# A fixed date for every stamp that Word and zip ask for.
LABEL = re.compile(r"(?P<section>\d+\.)\s+|(?P<clause>\d+\.\d+)\s+|(?P<item>\([a-z]\))\s+")
LEVELS = ("section", "clause", "item")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Block:
    """A piece of a source: its kind (title, heading, paragraph or table) and its text or rows."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A source file: the settings at its top and the text below them."""

    settings: dict[str, str]
    body: str
    changes: tuple[tuple[str, str], ...] = ()
    """Words of the body and what an author wants in their place."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body as blocks, which stand apart by blank lines."""
        return tuple(_block(part) for part in re.split(r"\n\s*\n", self.body.strip()))


def read_source(path: Path) -> Source:
    """Read a source file."""
    _, top, body = path.read_text(encoding="utf-8").split("---\n", 2)
    settings = dict(line.split(": ", 1) for line in top.strip().splitlines())
    changes: tuple[tuple[str, str], ...] = ()
    if "same as" in settings:
        if "tracked by" in settings:
            pairs = (line.split(" => ", 1) for line in body.strip().splitlines())
            changes = tuple((old, new) for old, new in pairs)
        body = read_source(SOURCES / settings["same as"]).body
    return Source(settings, body, changes)


def _block(part: str) -> Block:
    if part.startswith("# "):
        return Block("title", part[2:])
    if part.startswith("## "):
        return Block("heading", part[3:])
    if part.startswith("|"):
        rows = tuple(tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in part.splitlines())
        return Block("table", rows=rows)
    return Block("paragraph", " ".join(part.splitlines()))


# ---- PDF


def as_pdf(source: Source) -> bytes:
    """The source as a PDF on A4, in one column or two."""
    pages = 0
    while True:  # The footer may say how many pages there are, which only a first pass can tell.
        data, count = _pdf_pass(source, pages)
        if count == pages:
            return data
        pages = count


def _pdf_pass(source: Source, pages: int) -> tuple[bytes, int]:
    settings, buffer = source.settings, io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=next(block.text for block in source.blocks if block.kind == "title"),
        author=settings.get("author", ""),
        invariant=1,
        pageCompression=0,
    )
    columns, gap, side, foot = int(settings.get("columns", "1")), 8 * mm, 20 * mm, 24 * mm
    width = (A4[0] - 2 * side - (columns - 1) * gap) / columns
    height = A4[1] - 2 * foot
    frames = [
        Frame(side + n * (width + gap), foot, width, height, leftPadding=0, rightPadding=0) for n in range(columns)
    ]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=partial(_margins, settings, pages)))
    document.build(_flow(source, width, columns))
    return buffer.getvalue(), document.page


def _margins(settings: dict[str, str], pages: int, canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(20 * mm, A4[1] - 14 * mm, settings.get("header", ""))
    footer = settings.get("footer", "").replace("{pages}", str(pages)).replace("{page}", str(document.page))
    canvas.drawCentredString(A4[0] / 2, 12 * mm, footer)
    canvas.restoreState()


def _flow(source: Source, width: float, columns: int) -> list[Any]:
    serif = source.settings.get("font") == "serif"
    plain, bold = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")
    size = 9.0 if columns > 1 else 10.0
    text = ParagraphStyle(
        "text",
        fontName=plain,
        fontSize=size,
        leading=size * 1.3,
        spaceAfter=5,
        alignment=TA_JUSTIFY if columns > 1 else TA_LEFT,
    )
    cell = ParagraphStyle("cell", parent=text, spaceAfter=0, alignment=TA_LEFT)
    styles = {
        "title": ParagraphStyle("title", parent=text, fontName=bold, fontSize=15, leading=19, alignment=TA_LEFT),
        "heading": ParagraphStyle(
            "heading", parent=text, fontName=bold, fontSize=size + 1, spaceBefore=6, keepWithNext=1
        ),
        "paragraph": text,
    }
    flow: list[Any] = []
    for block in source.blocks:
        if block.kind == "table":
            rows = [[Paragraph(_markup(value), cell) for value in row] for row in block.rows]
            count = len(block.rows[0])
            table = Table(rows, colWidths=[width / count] * count, repeatRows=1, spaceAfter=8)
            table.setStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            flow.append(table)
        else:
            flow.append(Paragraph(_markup(block.text), styles[block.kind]))
    return flow


def _markup(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escaped)


# ---- Word


def as_word(source: Source) -> bytes:
    """The source as a Word document; with `numbering: automatic` its clause numbers are Word's own, not typed."""
    document = docx.Document()
    automatic = source.settings.get("numbering") == "automatic"
    if automatic:
        _add_numbering(document)
    _slim(document)
    title = next(block.text for block in source.blocks if block.kind == "title")
    for block in source.blocks:
        if block.kind == "table":
            _add_table(document, block.rows)
        elif block.kind in ("title", "heading"):
            document.add_heading(block.text, level=0 if block.kind == "title" else 1)
        else:
            _add_paragraph(document, block.text, automatic)
    for number, (old, new) in enumerate(source.changes):
        _track(document, old, new, source.settings["tracked by"], number)
    properties = document.core_properties
    properties.author = properties.last_modified_by = source.settings.get("author", "")
    properties.title, properties.comments, properties.revision = title, "", 1
    properties.created = properties.modified = MADE
    buffer = io.BytesIO()
    document.save(buffer)
    return _steady_zip(buffer.getvalue())


def _add_paragraph(document: Any, text: str, automatic: bool) -> None:
    label = LABEL.match(text) if automatic else None
    if label and label.lastgroup:
        level = LEVELS.index(label.lastgroup)
        paragraph = document.add_paragraph(style="Heading 2" if level == 0 else None)
        _number(paragraph, level)
        text = text[label.end() :]
    else:
        paragraph = document.add_paragraph()
    for place, run in enumerate(re.split(r"\*\*", text)):
        if run:
            paragraph.add_run(run).bold = True if place % 2 else None


def _track(document: Any, old: str, new: str, author: str, number: int) -> None:
    """Put `new` in the place of `old`, which stands within one run, as a tracked change; equal beginnings stay."""
    (run,) = (run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text)
    before, after = run.text.split(old)
    if new.startswith(old):
        before, old, new = before + old, "", new.removeprefix(old)
    run.text = before
    following = deepcopy(run._r)
    stamp = f'w:author="{author}" w:date="{MADE:%Y-%m-%dT%H:%M:%SZ}" xmlns:w="{WORD}"'
    at = run._r
    for place, (kind, tag, words) in enumerate((("del", "delText", old), ("ins", "t", new))):
        if words:
            text = f'<w:{tag} xml:space="preserve">{_escaped(words)}</w:{tag}>'
            change = parse_xml(f'<w:{kind} w:id="{900 + 2 * number + place}" {stamp}><w:r>{text}</w:r></w:{kind}>')
            at.addnext(change)
            at = change
    at.addnext(following)
    Run(following, run._parent).text = after


def _add_table(document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value


def _number(paragraph: Any, level: int) -> None:
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = 90


def _add_numbering(document: Any) -> None:
    """Add a list of three levels, 1. then 1.1 then (a), to the document's numbering part as number 90."""
    shapes = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{720 + 360 * place}" w:hanging="720"/></w:pPr></w:lvl>'
        for place, (kind, text) in enumerate(shapes)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum xmlns:w="{WORD}" w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    root.insert(0, abstract)  # Word wants every abstractNum before the first num.
    root.append(parse_xml(f'<w:num xmlns:w="{WORD}" w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _slim(document: Any) -> None:
    """Take out what python-docx's template brings and nothing here uses: table styles, effects, a picture."""
    styles = document.styles.element
    for style in list(styles):
        if style.get(f"{{{WORD}}}type") == "table" and style.get(f"{{{WORD}}}styleId") not in (
            "TableNormal",
            "TableGrid",
        ):
            styles.remove(style)
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/customXml", "/thumbnail")):
                del holder.rels[key]


def _steady_zip(data: bytes) -> bytes:
    """The same zip with fixed dates and its parts stored, so that no clock and no compressor shows in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as steady:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            part.create_system = 3
            part.external_attr = 0o600 << 16
            steady.writestr(part, given.read(name))
    return buffer.getvalue()


# ---- E-mail


def as_email(source: Source) -> bytes:
    """The source, whose body begins with its own header lines, as an e-mail message."""
    head, body = source.body.split("\n\n", 1)
    message = EmailMessage(policy=SMTP)
    for line in head.splitlines():
        name, value = line.split(": ", 1)
        message[name] = value
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    for name in _named(source, "attach"):
        kind = ("application", "octet-stream")
        message.add_attachment(_sample(name), maintype=kind[0], subtype=kind[1], filename=name)
        message.set_boundary("sample-contracts")
    return message.as_bytes()


# ---- Scans

SCANS = {"platform-terms-scan.pdf": "platform-terms.pdf"}
"""Each scan with the sample it is made of."""
DPI, TILT, GRAIN, QUALITY = 200, 0.4, 5, 30
# An office scanner's resolution, a sheet laid in slightly askew (degrees), greys of noise, and how JPEG is squeezed.


def as_scan(pdf: bytes) -> bytes:
    """The pages of a PDF as an office scanner would send them: pictures, a little askew and grainy, without text."""
    grain = random.Random(7)  # noqa: S311 - noise, the same each time
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        drawn = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        askew = drawn.rotate(TILT, Image.Resampling.BICUBIC, fillcolor=255)
        noise = Image.frombytes("L", askew.size, grain.randbytes(askew.width * askew.height))
        noise = noise.point([grey * 2 * GRAIN // 255 for grey in range(256)])
        pages.append(ImageChops.subtract(askew, noise))
    buffer = io.BytesIO()
    stamp = MADE.timetuple()
    pages[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DPI,
        quality=QUALITY,
        creationDate=stamp,
        modDate=stamp,
    )
    return buffer.getvalue()


def _named(source: Source, key: str) -> list[str]:
    """Other samples that a source names."""
    return [name for name in source.settings.get(key, "").split(", ") if name]


def _sample(name: str) -> bytes:
    """Another sample, built anew."""
    source = next(each for each in map(read_source, sorted(SOURCES.iterdir())) if each.settings["file"] == name)
    return MAKERS[Path(name).suffix](source)


# ---- OpenDocument and Rich Text


OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "text", "table")
)


def as_open_document(source: Source) -> bytes:
    """The source as a text of OpenOffice's kind."""
    body = "".join(map(_open_block, source.blocks))
    columns = max((len(block.rows[0]) for block in source.blocks if block.kind == "table"), default=1)
    body = body.replace("@COLUMNS@", f'<table:table-column table:number-columns-repeated="{columns}"/>')
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.2"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{OPEN_DOCUMENT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = {"mimetype": OPEN_DOCUMENT, "content.xml": content, "META-INF/manifest.xml": manifest}
    return _zipped({name: text.encode() for name, text in parts.items()})


def _open_block(block: Block) -> str:
    if block.kind == "table":
        rows = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{_escaped(value)}</text:p></table:table-cell>" for value in row)
            + "</table:table-row>"
            for row in block.rows
        )
        return f"<table:table>@COLUMNS@{rows}</table:table>"
    if block.kind in ("title", "heading"):
        level = 1 if block.kind == "title" else 2
        return f'<text:h text:outline-level="{level}">{_escaped(block.text)}</text:h>'
    return f"<text:p>{_escaped(block.text)}</text:p>"


def _escaped(text: str) -> str:
    return text.replace("**", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_rich_text(source: Source) -> bytes:
    """The source as Rich Text."""
    blocks = "\n".join(map(_rich_block, source.blocks))
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}}"
    text = rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\fswiss\fcharset0 Arial;}}}}{styles}{blocks}}}"
    return text.encode("ascii")


def _rich_block(block: Block) -> str:
    if block.kind == "table":
        width = 9000 // len(block.rows[0])
        edges = "".join(rf"\cellx{width * (n + 1)}" for n in range(len(block.rows[0])))
        return "\n".join(
            rf"\trowd{edges}\pard\intbl " + "".join(rf"{_rich(value)}\cell " for value in row) + r"\row"
            for row in block.rows
        )
    style = {"title": 1, "heading": 2}.get(block.kind, 0)
    weight = r"\b" if style else ""
    return rf"\pard\plain\s{style}\f0\fs22{weight} {_rich(block.text)}\par"


def _rich(text: str) -> str:
    escaped = re.sub(r"([\\{}])", r"\\\1", text)
    bold = re.sub(r"\*\*(.+?)\*\*", r"{\\b \1}", escaped)
    return "".join(char if char.isascii() else rf"\u{ord(char)}?" for char in bold)


# ---- Archives


def as_archive(source: Source) -> bytes:
    """The samples that the source names, in one archive."""
    return _zipped({name: _sample(name) for name in _named(source, "hold")})


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return _steady_zip(buffer.getvalue())


MAKERS: dict[str, Callable[[Source], bytes]] = {
    ".pdf": as_pdf,
    ".docx": as_word,
    ".odt": as_open_document,
    ".rtf": as_rich_text,
    ".eml": as_email,
    ".zip": as_archive,
}


def build(folder: Path) -> tuple[Path, ...]:
    """Build every sample into the folder and return the files, in the order of the sources' names."""
    made = []
    for path in sorted(SOURCES.iterdir()):
        source = read_source(path)
        target = folder / source.settings["file"]
        target.write_bytes(MAKERS[target.suffix](source))
        made.append(target)
    return tuple(made)


def build_scans(folder: Path) -> tuple[Path, ...]:
    """Build the scans of the samples that lie in the folder and return the files."""
    made = []
    for name, original in SCANS.items():
        target = folder / name
        target.write_bytes(as_scan((folder / original).read_bytes()))
        made.append(target)
    return tuple(made)


if __name__ == "__main__":
    wanted = [word for word in sys.argv[1:] if word != "--scans"]
    where = Path(wanted[0]) if wanted else HERE
    for file in (*build(where), *(build_scans(where) if "--scans" in sys.argv else ())):
        print(file.name)
