"""A Word file with its tracked changes settled: those of some authors rejected, all others accepted.

The result is the package as bytes, to be read like any other; so the version before an author's changes and the one
after them are read in the same way.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from clausecheck.errors import UnreadableInput
from clausecheck.extract.docx_styles import W
from clausecheck.extract.limits import broken_file, open_zip, read_part
from clausecheck.record import record

__all__ = ["TrackedChange", "settled", "tracked_changes"]

_INSERTED = (W + "ins", W + "moveTo")
_DELETED = (W + "del", W + "moveFrom")
_KINDS = {W + "ins": "insertion", W + "moveTo": "moved here", W + "del": "deletion", W + "moveFrom": "moved away"}
_PROPERTIES = (W + "rPr", W + "pPr", W + "trPr", W + "tcPr")
_FORMER = {W + "rPr": W + "rPrChange", W + "pPr": W + "pPrChange"}
_NOT_FORMER = frozenset((W + "rPr", W + "sectPr"))
"""Children of a paragraph's properties that its former properties do not hold."""
_TEXTS = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
_MARKS = (b":ins ", b":del ", b":moveTo ", b":moveFrom ", b":rPrChange ", b":pPrChange ", b":cellIns ", b":cellDel ")
_AUTHOR = W + "author"
_NOBODY = "unknown author"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_DEEPEST = 300
"""Elements within elements; Word itself nests some thirty."""

Rejects = Callable[[str], bool]


@record
class TrackedChange:
    """One change that waits to be accepted or rejected."""

    author: str
    kind: str
    """`insertion`, `deletion`, `moved here`, `moved away`."""
    text: str


def tracked_changes(name: str, data: bytes) -> tuple[TrackedChange, ...]:
    """Every pending change of a Word file that holds text, in document order, each author's name as written.

    Raises UnreadableInput for a damaged file.
    """
    found: list[TrackedChange] = []
    with open_zip(name, data) as archive:
        for part in _parts(name, archive):
            _collect(part[1], found)
    return tuple(found)


def settled(name: str, data: bytes, rejects: Rejects) -> bytes:
    """The file with the changes of every author for whom `rejects` is true undone, and all others accepted.

    Raises UnreadableInput for a damaged file.
    """
    out = io.BytesIO()
    with open_zip(name, data) as archive, ZipFile(out, "w", ZIP_DEFLATED) as new:
        changed = dict(_parts(name, archive))
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            info = ZipInfo(entry.filename, _ZIP_EPOCH)
            info.compress_type = ZIP_DEFLATED
            root = changed.get(entry.filename)
            if root is None:
                new.writestr(info, read_part(name, archive, entry.filename))
                continue
            _settle(root, rejects)
            new.writestr(info, tostring(root, encoding="utf-8", xml_declaration=True))
    return out.getvalue()


def _parts(name: str, archive: ZipFile) -> list[tuple[str, Element]]:
    """The parts of the text that hold changes, parsed; document types are refused."""
    found = []
    for part in archive.namelist():
        if not part.endswith(".xml") or not part.startswith("word/"):
            continue
        data = read_part(name, archive, part)
        if not any(mark in data for mark in _MARKS):
            continue
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:200]:
            raise UnreadableInput(
                name,
                "the Word file holds a document type definition, which Word never writes",
                "Open it in Word, save it again as .docx, and check that copy.",
            )
        try:
            root = fromstring(data)  # noqa: S314  no document type gets this far
        except (ParseError, ValueError, LookupError) as error:
            raise broken_file(name) from error
        if _depth(root) > _DEEPEST:
            raise broken_file(name)
        found.append((part, root))
    return found


def _depth(root: Element) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest


def _collect(parent: Element, found: list[TrackedChange]) -> None:
    for element in parent:
        if element.tag in _KINDS and parent.tag not in _PROPERTIES:
            text = "".join(piece.text or "" for piece in element.iter() if piece.tag in (W + "t", W + "delText"))
            if text.strip():
                found.append(TrackedChange(_author(element), _KINDS[element.tag], text))
        elif parent.tag == W + "trPr" and element.tag in (W + "ins", W + "del"):
            continue
        _collect(element, found)


def _author(element: Element) -> str:
    return element.get(_AUTHOR) or _NOBODY


def _settle(parent: Element, rejects: Rejects) -> None:
    """Settle every change below `parent`, inmost last: what is removed needs no settling."""
    children = list(parent)
    for child in children:
        parent.remove(child)
    for child in children:
        for kept in _kept(child, parent.tag, rejects):
            parent.append(kept)


def _kept(element: Element, parent: str, rejects: Rejects) -> list[Element]:
    """What stays of an element: itself, its content, or nothing."""
    rejected = rejects(_author(element))
    if element.tag in (*_INSERTED, *_DELETED):
        inserted = element.tag in _INSERTED
        if parent in _PROPERTIES:
            return _mark(element, parent, inserted=inserted, rejected=rejected)
        if inserted == rejected:
            return []
        _settle(element, rejects)
        if not inserted:
            _undelete(element)
        return list(element)
    if element.tag in _PROPERTIES and _former(element, rejects):
        return [element]
    if _is_gone(element, rejects):
        return []
    _settle(element, rejects)
    return [element]


def _mark(element: Element, parent: str, *, inserted: bool, rejected: bool) -> list[Element]:
    """The mark of a paragraph: one that is not there joins it to the next, as the reader does for a deleted mark."""
    if parent != W + "rPr" or inserted != rejected:
        return []
    return [Element(W + "del", element.attrib)]


def _is_gone(element: Element, rejects: Rejects) -> bool:
    """A table's row or cell that is inserted and rejected, or deleted and accepted."""
    for holder, properties, born, dead in (
        (W + "tr", W + "trPr", W + "ins", W + "del"),
        (W + "tc", W + "tcPr", W + "cellIns", W + "cellDel"),
    ):
        if element.tag == holder and (found := element.find(properties)) is not None:
            inserted, deleted = found.find(born), found.find(dead)
            if inserted is not None and rejects(_author(inserted)):
                return True
            if deleted is not None and not rejects(_author(deleted)):
                return True
    return False


def _undelete(element: Element) -> None:
    for piece in element.iter():
        piece.tag = _TEXTS.get(piece.tag, piece.tag)


def _former(properties: Element, rejects: Rejects) -> bool:
    """Put back former properties of a rejected change, numbering and striking through among them; True if done."""
    change = properties.find(_FORMER.get(properties.tag, ""))
    if change is None or not rejects(_author(change)):
        return False
    inner = change.find(properties.tag)
    kept = [child for child in properties if child.tag in _NOT_FORMER and properties.tag == W + "pPr"]
    marks = [child for child in properties if child.tag in (*_INSERTED, *_DELETED)]
    for child in list(properties):
        properties.remove(child)
    former = [] if inner is None else [child for child in inner if child.tag not in _NOT_FORMER]
    for child in (*marks, *former, *kept):
        for settled_child in _kept(child, properties.tag, rejects):
            properties.append(settled_child)
    return True
