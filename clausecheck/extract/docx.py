"""Word (.docx) to Document: its stories, and how they make one text."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element

from clausecheck.document import BlockKind, Coverage, Document, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.assembly import Found, around, assemble, labelled, ledger, notices_of
from clausecheck.extract.docx_body import CHUNK, ELSEWHERE, Body
from clausecheck.extract.docx_numbering import Numbering
from clausecheck.extract.docx_package import Package
from clausecheck.extract.docx_pictures import large_pictures, watermarks
from clausecheck.extract.docx_styles import Styles, W, is_on
from clausecheck.extract.limits import broken_file, open_zip
from clausecheck.extract.numerals import numeral
from clausecheck.extract.rows import Paragraph
from clausecheck.extract.tracked import Tracked

__all__ = ["read_word"]

_PICTURE = "a picture as large as a page's text; what it says was not read"
_DIAGRAM = "a diagram; the words in it were not read"
_EDITS = {
    "readOnly": "any change",
    "forms": "changes outside its form fields",
    "comments": "anything but comments",
    "trackedChanges": "changes that are not tracked",
}


def read_word(name: str, data: bytes, digest: str = "", tracked: Tracked = Tracked.accept) -> Document:
    """Read a Word file, pending changes as `tracked` says.

    Raises UnreadableInput for damaged files and for those that hold pictures alone, PasswordNeeded for locked ones.
    """
    with open_zip(name, data) as archive:
        package = Package(name, archive)
        try:
            return _read(name, package, digest or sha256(data).hexdigest(), tracked)
        except RecursionError as error:
            raise broken_file(name) from error


def _read(name: str, package: Package, digest: str, tracked: Tracked) -> Document:
    story = package.document.find(W + "body")
    if story is None:
        raise broken_file(name)
    styles = Styles(package.named.get("styles"))
    numbering = Numbering(package.named.get("numbering"), styles)
    found = Found()
    ordinals = {p: i for i, p in enumerate(package.document.iter(W + "p"))}
    body = Body(styles, numbering, found, ordinals, tracked).read(story)

    def read_aside(roots: Iterable[Element], kind: BlockKind) -> Iterator[list[Paragraph]]:
        return (Body(styles, numbering, found, {}, tracked).read(root, kind) for root in roots)

    headers, footers = (
        around(p for paragraphs in read_aside(roots, kind) for p in paragraphs)
        for kind, roots in ((BlockKind.header, package.headers), (BlockKind.footer, package.footers))
    )
    footnotes, endnotes = (
        _numbered(read_aside(_notes(package, kind), BlockKind.footnote), form)
        for kind, form in (("footnote", "decimal"), ("endnote", "lowerRoman"))
    )
    _comments(package.named.get("comments"), found)
    text, blocks = assemble([*headers, *body, *footnotes, *endnotes, *footers])
    if not body:
        what = "the Word file holds pictures and no text" if package.pictures else "there is no text in the Word file"
        raise UnreadableInput(name, what, "Ask for a file with text in it: pictures of text cannot be read yet.")
    found.unread[:0] = package.embedded
    found.pictures = package.pictures
    if package.chunks and not any(name == ELSEWHERE[CHUNK][0] for name, _ in found.missing):
        found.missing.append(ELSEWHERE[CHUNK])
    found.missing += [(f"picture {number}", _PICTURE) for number in large_pictures(package.document)]
    found.missing += [(f"diagram {number + 1}", _DIAGRAM) for number in range(package.diagrams)]
    parts = {"body": body, "headers": headers, "footers": footers, "footnotes": footnotes, "endnotes": endnotes}
    return Document(
        name=name,
        format="docx",
        sha256=digest,
        text=text,
        blocks=blocks,
        coverage=Coverage(ledger(found, **parts)),
        notices=(*notices_of(found, tracked), *_about(package)),
    )


def _notes(package: Package, kind: str) -> list[Element]:
    """Foot- or endnotes in the order in which the text refers to them, without those that it does not."""
    notes = {note.get(W + "id"): note for note in package.named.get(kind + "s", ())}
    keys = (reference.get(W + "id") for reference in package.document.iter(f"{W}{kind}Reference"))
    return [notes[key] for key in dict.fromkeys(keys) if key in notes]


def _numbered(notes: Iterable[list[Paragraph]], form: str) -> list[Paragraph]:
    """Paragraphs of notes, each note led by its number in brackets."""
    out = []
    for number, paragraphs in enumerate(notes, 1):
        if paragraphs:
            labelled(paragraphs[0], f"[{numeral(number, form)}]")
        out += paragraphs
    return out


def _comments(root: Element | None, found: Found) -> None:
    for comment in () if root is None else root.iterfind(W + "comment"):
        said = " ".join("".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")).strip()
        if said:
            found.comments.append((comment.get(W + "author") or "", said))


def _about(package: Package) -> Iterator[Notice]:
    """What the reader must know of the file as a whole."""
    for quote in watermarks(package.headers):
        yield Notice("watermark", "Large print behind the text was not read as part of the contract.", quote)
    protection = package.setting("documentProtection")
    if protection is not None and protection.get(W + "enforcement") in ("1", "true", "on"):
        what = _EDITS.get(protection.get(W + "edit") or "", "some changes")
        yield Notice("restricted", f"The Word file is locked against {what}. It was read all the same.")
    elif is_on(package.setting("writeProtection")):
        yield Notice("restricted", "The Word file asks to be opened for reading only. It was read all the same.")
