"""Word (.docx) to Document: the package, its parts, and how they make one text."""

import re
from collections.abc import Iterable
from hashlib import sha256
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.docx_body import Body, Found
from clausecheck.extract.docx_numbering import Numbering
from clausecheck.extract.docx_rows import Paragraph
from clausecheck.extract.docx_styles import Styles, W
from clausecheck.extract.limits import broken_word, open_zip, read_part
from clausecheck.patterns import pattern

__all__ = ["read_word"]

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict form of the format, and those everybody else writes."""
_ENCODING = pattern(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)""")
_ASCII_ALIKE = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"))
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STORIES = ("numbering", "styles", "footnotes", "endnotes", "comments")
_PAGE_NUMBER = pattern(r"(?:page)?[\s\d]*(?:of|/)?[\s\d]*|[-–—]\s*\d*\s*[-–—]", re.IGNORECASE)
_MAX_QUOTE = 300
"""Characters of left-out text that a notice quotes."""


def read_word(name: str, data: bytes, digest: str = "") -> Document:
    """Read a Word file; raises UnreadableInput for damaged ones, and for those that hold pictures alone."""
    with open_zip(name, data) as archive:
        parts = _Parts(name, archive)
        try:
            return _read(name, parts, digest or sha256(data).hexdigest())
        except RecursionError as error:
            raise broken_word(name) from error


class _Parts:
    """The parts of a Word package that hold text."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self._name = name
        self._archive = archive
        names = set(archive.namelist())
        main = "word/document.xml"
        for kind, target in self._relations("_rels/.rels", "", names):
            if kind == "officeDocument":
                main = target
        if main not in names:
            raise broken_word(name)
        folder, _, file = main.rpartition("/")
        self.document = self._parse(main)
        self.named: dict[str, Element] = {}
        self.headers: list[Element] = []
        self.footers: list[Element] = []
        self.embedded: list[str] = []
        self.chunks: list[str] = []
        """Files whose text Word shows as part of the body."""
        self.pictures = 0
        relations = self._relations(f"{folder}/_rels/{file}.rels".lstrip("/"), folder, names)
        for kind, target in dict.fromkeys(relations):
            if kind in _STORIES:
                self.named.setdefault(kind, self._parse(target))
            elif kind == "header":
                self.headers.append(self._parse(target))
            elif kind == "footer":
                self.footers.append(self._parse(target))
            elif kind == "aFChunk":
                self.chunks.append(target.rpartition("/")[2])
            elif kind in ("package", "oleObject"):
                self.embedded.append(target.rpartition("/")[2])
            elif kind == "image":
                self.pictures += 1

    def _relations(self, part: str, folder: str, names: set[str]) -> list[tuple[str, str]]:
        """Kind and target of the relations of a part that lead to parts of this package."""
        found = []
        for relation in self._parse(part).iter(_RELATION) if part in names else ():
            target = relation.get("Target") or ""
            target = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            if relation.get("TargetMode") != "External" and target in names:
                found.append(((relation.get("Type") or "").rpartition("/")[2], target))
        return found

    def _parse(self, part: str) -> Element:
        """The XML of a part; document types, the door to entity bombs, are refused."""
        data = read_part(self._name, self._archive, part)
        encoding = _ENCODING.match(data[:200])
        if (encoding and encoding[1].lower() not in _ASCII_ALIKE) or b"\x00" in data[:200]:
            raise broken_word(self._name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnreadableInput(
                self._name,
                "the Word file holds a document type definition, which Word never writes",
                "Open it in Word, save it again as .docx, and check that copy.",
            )
        if _STRICT[0][0] in data[:65536]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        try:
            return fromstring(data)  # noqa: S314  no document type gets this far
        except (ParseError, ValueError, LookupError) as error:
            raise broken_word(self._name) from error


def _read(name: str, parts: _Parts, digest: str) -> Document:
    story = parts.document.find(W + "body")
    if story is None:
        raise broken_word(name)
    styles = Styles(parts.named.get("styles"))
    numbering = Numbering(parts.named.get("numbering"), styles)
    found = Found()
    ordinals = {p: i for i, p in enumerate(parts.document.iter(W + "p"))}
    body = Body(styles, numbering, found, ordinals).read(story)
    around = {
        kind: _once(
            p
            for root in roots
            for p in Body(styles, numbering, found, {}).read(root, kind)
            if not _PAGE_NUMBER.fullmatch(p.text.strip())
        )
        for kind, roots in ((BlockKind.header, parts.headers), (BlockKind.footer, parts.footers))
    }
    notes = _notes(parts, styles, numbering, found)
    text, blocks = _assemble([*around[BlockKind.header], *body, *notes, *around[BlockKind.footer]])
    ledger = [CoveragePart("body", read=True, words=_words(body))]
    for label, paragraphs in (
        ("headers", around[BlockKind.header]),
        ("footers", around[BlockKind.footer]),
        ("footnotes", notes),
    ):
        if paragraphs:
            ledger.append(CoveragePart(label, read=True, words=_words(paragraphs)))
    for chunk in parts.chunks:
        ledger.append(CoveragePart("body", read=False, why=f"a part of it is another file, {chunk}, inside this one"))
    for embedded in [*parts.embedded, *found.unread]:
        ledger.append(CoveragePart(f"attachment {embedded}", read=False, why="embedded file, check it on its own"))
    if not body:
        what = "the Word file holds pictures and no text" if parts.pictures else "there is no text in the Word file"
        raise UnreadableInput(name, what, "Ask for a file with text in it: pictures of text cannot be read yet.")
    return Document(
        name=name,
        format="docx",
        sha256=digest,
        text=text,
        blocks=blocks,
        coverage=Coverage(tuple(ledger)),
        notices=_notices(found, parts.named.get("comments")),
    )


def _words(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)


def _once(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """First-page, odd and even headers often say the same: keep one of each text."""
    return list({paragraph.text: paragraph for paragraph in paragraphs}.values())


def _notes(parts: _Parts, styles: Styles, numbering: Numbering, found: Found) -> list[Paragraph]:
    """Footnotes, then endnotes, each led by its number in brackets."""
    out = []
    for kind in ("footnote", "endnote"):
        number = 0
        for note in parts.named.get(kind + "s", ()):
            if note.get(W + "type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            paragraphs = Body(styles, numbering, found, {}).read(note, BlockKind.footnote)
            number += 1
            for index, paragraph in enumerate(paragraphs):
                if index == 0:
                    lead = f"[{number}] "
                    paragraph.text = lead + paragraph.text
                    paragraph.struck = [(a + len(lead), b + len(lead)) for a, b in paragraph.struck]
                out.append(paragraph)
    return out


def _assemble(paragraphs: list[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """One text, paragraphs parted by a blank line, rows of a table by none."""
    parts: list[str] = []
    blocks = []
    at = 0
    previous: Paragraph | None = None
    for paragraph in paragraphs:
        if previous is not None:
            rows = previous.kind is paragraph.kind is BlockKind.table_row
            gap = "\n" if rows else "\n\n"
            parts.append(gap)
            at += len(gap)
        text = paragraph.text
        start = at + len(text) - len(text.lstrip())
        blocks.append(
            Block(
                start,
                at + len(text.rstrip()),
                paragraph.kind,
                paragraph=paragraph.ordinal,
                label=paragraph.label,
                level=paragraph.level,
                struck=tuple((max(start, a + at), b + at) for a, b in paragraph.struck),
            )
        )
        parts.append(text)
        at += len(text)
        previous = paragraph
    return "".join(parts), tuple(blocks)


def _notices(found: Found, comments: Element | None) -> tuple[Notice, ...]:
    """What the reader must know of text that is pending, hidden or in the margin."""
    notices = []
    for texts, kind, message in (
        (
            found.inserted,
            "tracked-changes",
            "Tracked insertions are not yet accepted; they were read as part of the text.",
        ),
        (found.deleted, "tracked-changes", "Tracked deletions are not yet accepted; they were left out of the text."),
        (found.hidden, "hidden-text", "Hidden text was left out: it shows on no page, yet it is in the file."),
    ):
        if texts:
            notices.append(Notice(kind, message, _quote(texts)))
    for comment in () if comments is None else comments.iterfind(W + "comment"):
        said = " ".join("".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")).strip()
        if said:
            author = comment.get(W + "author") or "somebody"
            notices.append(
                Notice("comment", f"A comment by {author} in the margin is not part of the text.", said[:_MAX_QUOTE])
            )
    return tuple(notices)


def _quote(texts: list[str]) -> str:
    """Pieces of text as one quotation, cut to a readable length."""
    quote = " … ".join(" ".join(text.split()) for text in texts)
    return quote if len(quote) <= _MAX_QUOTE else quote[: _MAX_QUOTE - 1] + "…"
