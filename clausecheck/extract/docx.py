"""Word (.docx) to Document: the package, its parts, and how they make one text."""

from hashlib import sha256
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from clausecheck.document import BlockKind, Coverage, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.assembly import Found, around, assemble, ledger, notices_of, numbered_notes
from clausecheck.extract.docx_body import Body
from clausecheck.extract.docx_numbering import Numbering
from clausecheck.extract.docx_styles import Styles, W
from clausecheck.extract.limits import broken_file, open_zip, read_part
from clausecheck.extract.rows import Paragraph
from clausecheck.extract.xml_parts import parse_part

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
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STORIES = ("numbering", "styles", "footnotes", "endnotes", "comments")


def read_word(name: str, data: bytes, digest: str = "") -> Document:
    """Read a Word file; raises UnreadableInput for damaged ones, and for those that hold pictures alone."""
    with open_zip(name, data) as archive:
        parts = _Parts(name, archive)
        try:
            return _read(name, parts, digest or sha256(data).hexdigest())
        except RecursionError as error:
            raise broken_file(name) from error


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
            raise broken_file(name)
        folder, _, file = main.rpartition("/")
        self.document = self._parse(main)
        self.named: dict[str, Element] = {}
        self.headers: list[Element] = []
        self.footers: list[Element] = []
        self.embedded: list[str] = []
        self.pictures = 0
        for kind, target in self._relations(f"{folder}/_rels/{file}.rels".lstrip("/"), folder, names):
            if kind in _STORIES:
                self.named.setdefault(kind, self._parse(target))
            elif kind == "header":
                self.headers.append(self._parse(target))
            elif kind == "footer":
                self.footers.append(self._parse(target))
            elif kind in ("package", "oleObject", "aFChunk"):
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
        if _STRICT[0][0] in data[:65536]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return parse_part(self._name, data, "Word file", broken_file(self._name))


def _read(name: str, parts: _Parts, digest: str) -> Document:
    story = parts.document.find(W + "body")
    if story is None:
        raise broken_file(name)
    styles = Styles(parts.named.get("styles"))
    numbering = Numbering(parts.named.get("numbering"), styles)
    found = Found()
    ordinals = {p: i for i, p in enumerate(parts.document.iter(W + "p"))}
    body = Body(styles, numbering, found, ordinals).read(story)
    header, footer = (
        around(p for root in roots for p in Body(styles, numbering, found, {}).read(root, kind))
        for kind, roots in ((BlockKind.header, parts.headers), (BlockKind.footer, parts.footers))
    )
    notes = _notes(parts, styles, numbering, found)
    _comments(parts.named.get("comments"), found)
    text, blocks = assemble([*header, *body, *notes, *footer])
    found.unread[:0] = parts.embedded
    if not body:
        what = "the Word file holds pictures and no text" if parts.pictures else "there is no text in the Word file"
        raise UnreadableInput(name, what, "Ask for a file with text in it: pictures of text cannot be read yet.")
    return Document(
        name=name,
        format="docx",
        sha256=digest,
        text=text,
        blocks=blocks,
        coverage=Coverage(ledger(found, body=body, headers=header, footers=footer, footnotes=notes)),
        notices=notices_of(found),
    )


def _notes(parts: _Parts, styles: Styles, numbering: Numbering, found: Found) -> list[Paragraph]:
    """Footnotes, then endnotes, each led by its number in brackets."""
    out = []
    for kind in ("footnote", "endnote"):
        out += numbered_notes(
            Body(styles, numbering, found, {}).read(note, BlockKind.footnote)
            for note in parts.named.get(kind + "s", ())
            if note.get(W + "type") not in ("separator", "continuationSeparator", "continuationNotice")
        )
    return out


def _comments(root: Element | None, found: Found) -> None:
    for comment in () if root is None else root.iterfind(W + "comment"):
        said = " ".join("".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")).strip()
        if said:
            found.comments.append((comment.get(W + "author") or "", said))
