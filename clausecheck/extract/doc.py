"""Old Word files (.doc) to Document: through LibreOffice where it is installed, else from their own characters."""

import struct
from hashlib import sha256

from clausecheck.document import BlockKind, Coverage, Document, Notice
from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract.assembly import Found, around, assemble, ledger, notices_of, numbered_notes
from clausecheck.extract.compound import Compound
from clausecheck.extract.doc_binary import OldWord
from clausecheck.extract.doc_text import Told, paragraphs_of_story
from clausecheck.extract.docx import read_word
from clausecheck.extract.limits import broken_file
from clausecheck.extract.office import find_office, to_word
from clausecheck.extract.tracked import Tracked
from clausecheck.record import replaced

__all__ = ["read_old_word"]

_WHAT = "old Word file"
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_WORD_97 = 0x00C1
"""Version of the format from which on its layout is the same."""


def read_old_word(name: str, data: bytes, digest: str = "", tracked: Tracked = Tracked.accept) -> Document:
    """Read an old Word file, pending changes as `tracked` says where LibreOffice is installed, else as accepted.

    Raises UnreadableInput for damaged ones, PasswordNeeded for encrypted ones.
    """
    digest = digest or sha256(data).hexdigest()
    file = Compound(name, data, _WHAT)
    head = file.stream("WordDocument") or b""
    if len(head) < 0x22:
        raise broken_file(name, _WHAT)
    version, flags = struct.unpack_from("<2xH6xH", head)
    if flags & _ENCRYPTED:
        raise PasswordNeeded(
            name,
            "the Word file is protected by a password",
            "Open it in Word with the password, save it without one, and check that copy.",
        )
    converted = to_word(data, ".doc")
    if converted is not None:
        document = read_word(name, converted, digest, tracked)
        told = Notice("converted", "This is an old Word file; it was read through LibreOffice.")
        return replaced(document, format="doc", notices=(*document.notices, told))
    if version < _WORD_97:
        raise UnreadableInput(
            name,
            "this Word file is from before Word 97",
            "Open it in Word or LibreOffice, save it as .docx, and check that copy.",
        )
    table = file.stream("1Table" if flags & _SECOND_TABLE else "0Table") or b""
    try:
        return _read(name, OldWord(head, table), digest)
    except (ValueError, IndexError, struct.error) as error:
        raise broken_file(name, _WHAT) from error


def _read(name: str, file: OldWord, digest: str) -> Document:
    told = Told(Found())
    body = paragraphs_of_story(file.story("text"), BlockKind.paragraph, told)
    boxes = paragraphs_of_story(file.story("boxes"), BlockKind.text_box, told)
    notes = [
        paragraph
        for story in ("footnotes", "endnotes")
        for paragraph in numbered_notes([each] for each in paragraphs_of_story(file.story(story), _NOTE, told))
    ]
    edges = around(paragraphs_of_story(file.story("headers"), BlockKind.header, told))
    told.found.comments += [
        ("", paragraph.text) for paragraph in paragraphs_of_story(file.story("comments"), BlockKind.comment, told)
    ]
    if not body:
        raise UnreadableInput(name, "there is no text in the Word file", "Ask for a file with text in it.")
    text, blocks = assemble([*body, *boxes, *notes, *edges])
    parts = {"body": body, "text boxes": boxes, "footnotes": notes, "headers and footers": edges}
    return Document(
        name=name,
        format="doc",
        sha256=digest,
        text=text,
        blocks=blocks,
        coverage=Coverage(ledger(told.found, **parts)),
        notices=(*notices_of(told.found), _lost(told)),
    )


_NOTE = BlockKind.footnote


def _lost(told: Told) -> Notice:
    """What the file does not hold as text, and how to get it."""
    numbers = f" of {told.listed} paragraphs" if told.listed else ""
    cause = "LibreOffice could not read it" if find_office() else "LibreOffice is not installed"
    return Notice(
        "lost",
        f"This is an old Word file and {cause}: automatic clause numbers{numbers} are missing here, the order of notes "
        "and text boxes may differ, and who made tracked changes is not told. For all of it install LibreOffice, or "
        "save the file as .docx.",
    )
