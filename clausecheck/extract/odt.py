"""OpenDocument text (.odt, .fodt) to Document: the package, its parts, and how they make one text."""

from hashlib import sha256
from xml.etree.ElementTree import Element

from clausecheck.document import BlockKind, Coverage, Document
from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract.assembly import Found, around, assemble, ledger, notices_of, numbered_notes
from clausecheck.extract.limits import broken_file, open_zip, read_part
from clausecheck.extract.odt_body import OdtBody
from clausecheck.extract.odt_forms import controls_in
from clausecheck.extract.odt_lists import OdtLists
from clausecheck.extract.odt_styles import OFFICE, STYLE, TEXT, OdtStyles
from clausecheck.extract.rows import Paragraph
from clausecheck.extract.xml_parts import parse_part

__all__ = ["read_open_document"]

_WHAT = "OpenDocument file"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HEADERS = tuple(STYLE + name for name in ("header", "header-left", "header-first"))
_FOOTERS = tuple(STYLE + name for name in ("footer", "footer-left", "footer-first"))


def read_open_document(name: str, data: bytes, digest: str = "") -> Document:
    """Read an OpenDocument text; raises UnreadableInput for damaged ones, PasswordNeeded for encrypted ones."""
    try:
        content, styles = _parts(name, data)
        return _read(name, content, styles, digest or sha256(data).hexdigest())
    except RecursionError as error:
        raise broken_file(name, _WHAT) from error


def _parts(name: str, data: bytes) -> tuple[Element, Element | None]:
    """Roots of the content and of the styles; of a file in one piece, both in one."""
    broken = broken_file(name, _WHAT)
    if not data.startswith(b"PK"):
        return parse_part(name, data, _WHAT, broken), None
    with open_zip(name, data, _WHAT) as archive:
        names = set(archive.namelist())
        manifest = read_part(name, archive, "META-INF/manifest.xml", _WHAT) if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise PasswordNeeded(
                name,
                "the OpenDocument file is protected by a password",
                "Open it with the password, save it without one, and check that copy.",
            )
        if "content.xml" not in names:
            raise broken
        content = parse_part(name, read_part(name, archive, "content.xml", _WHAT), _WHAT, broken)
        if "styles.xml" not in names:
            return content, None
        return content, parse_part(name, read_part(name, archive, "styles.xml", _WHAT), _WHAT, broken)


def _read(name: str, content: Element, styles: Element | None, digest: str) -> Document:
    story = content.find(f"{OFFICE}body/{OFFICE}text")
    if story is None:
        raise broken_file(name, _WHAT)
    roots = [content] if styles is None else [content, styles]
    found = Found()
    known, lists, controls = OdtStyles(roots), OdtLists(roots), controls_in(story)
    _deletions(story, found)
    walker = OdtBody(known, lists, found, controls)
    body = walker.read(story)
    header, footer = (
        around(
            paragraph
            for part in _around_pages(roots, tags)
            for paragraph in OdtBody(known, lists, found, controls).read(part, kind)
        )
        for tags, kind in ((_HEADERS, BlockKind.header), (_FOOTERS, BlockKind.footer))
    )
    notes: list[Paragraph] = [*numbered_notes(walker.notes["footnote"]), *numbered_notes(walker.notes["endnote"])]
    if not body:
        what = "holds pictures and no text" if found.pictures else "holds no text"
        raise UnreadableInput(
            name, f"the OpenDocument file {what}", "Ask for a file with text in it: pictures of text cannot be read."
        )
    text, blocks = assemble([*header, *body, *notes, *footer])
    return Document(
        name=name,
        format="odt",
        sha256=digest,
        text=text,
        blocks=blocks,
        coverage=Coverage(ledger(found, body=body, headers=header, footers=footer, footnotes=notes)),
        notices=notices_of(found),
    )


def _deletions(story: Element, found: Found) -> None:
    """Tracked deletions, which the file keeps apart from the text, and who made the changes."""
    for region in story.iter(TEXT + "changed-region"):
        for change in region:
            said = " ".join("".join(p.itertext()) for p in change if p.tag in (TEXT + "p", TEXT + "h"))
            if change.tag == TEXT + "deletion" and said.strip():
                found.deleted.append(said)
            found.authors += [creator.text or "" for creator in change.iter(_DC + "creator")]


def _around_pages(roots: list[Element], tags: tuple[str, ...]) -> list[Element]:
    """Headers or footers of the page styles in use: the standard one, those that styles name, and their followers."""
    masters = {page.get(STYLE + "name") or "": page for root in roots for page in root.iter(STYLE + "master-page")}
    used = {style.get(STYLE + "master-page-name") or "" for root in roots for style in root.iter(STYLE + "style")}
    waiting = ["Standard", *sorted(used - {""})]
    seen: list[str] = []
    for name in waiting:
        if name in masters and name not in seen:
            seen.append(name)
            waiting.append(masters[name].get(STYLE + "next-style-name") or "")
    parts = (part for name in seen for part in masters[name] if part.tag in tags)
    return [part for part in parts if part.get(STYLE + "display") != "false"]
