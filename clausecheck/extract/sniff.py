"""What kind of file a run of bytes is, from the bytes alone: a suffix is only a wish."""

import re
from enum import StrEnum

from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract.charsets import wide_encoding
from clausecheck.patterns import pattern

__all__ = ["Kind", "sniff"]


class Kind(StrEnum):
    """The formats that can be read."""

    pdf = "pdf"
    word = "docx"
    old_word = "doc"
    open_document = "odt"
    rich_text = "rtf"
    web_page = "html"
    mail = "email"
    outlook = "msg"
    archive = "zip"
    picture = "picture"
    text = "text"


_AS_TEXT = "Ask for the contract as a PDF with text or as a Word file, or paste its text."

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""First bytes of PNG, JPEG and TIFF; WebP is `RIFF`, four bytes of length, `WEBP`."""

_OTHER = (
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"%!PS", "a PostScript file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
"""First bytes of what people send by mistake, and what to call it."""

_WEB_PAGE = pattern(
    rb"(?>\s*(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->))*+\s*<(?:!doctype\s+html|html[\s>]|head>|body[\s>]|meta\s)",
    re.IGNORECASE | re.DOTALL,
)
"""A page may open with an XML declaration and comments."""

_FLAT = pattern(rb"<office:document[\s>]")
"""A text document of OpenOffice's kind in one piece of XML."""

_LOCK_SIZES = (162, 165)
_LOCK_NAME = 54
"""Bytes that the name takes in a lock file, its length first."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAIL_FIELD = pattern(rb"([!-9;-~]+):[ \t\r\n]|[ \t]|From [^\r\n]+@|>From ")
_MIME = pattern(rb"(?:MIME-Version: *1\.0[^\n]*\n)?Content-Type: *multipart/", re.IGNORECASE)
"""A message without a head: a web page saved in one file, or what a signature holds."""
_TRANSPORT = frozenset(
    (b"received", b"message-id", b"mime-version", b"content-type", b"return-path", b"delivered-to", b"x-mailer")
)
"""Fields that only a mail program writes: with From, To and Subject alone it may be a thread pasted into a text file,
which is read as it stands."""


def sniff(name: str, data: bytes) -> Kind:
    """Tell the kind of `data`; raises UnreadableInput, naming what it is, when it is none of ours."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(name, data)
    if data.startswith(_OLE):
        return _compound(name, data)
    if _is_lock(data):
        raise UnreadableInput(
            name,
            "this is the lock file (~$…) that Word keeps while a contract is open",
            "Check the contract itself, which lies beside it under its full name.",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.web_page if _WEB_PAGE.match(data[2:2048].replace(b"\x00", b"")) else Kind.text
    data = data.removeprefix(b"\xef\xbb\xbf")
    head = data[:1024]
    if b"%PDF-" in head:
        return Kind.pdf
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return Kind.picture
    for magic, what in _OTHER:
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head):
            raise UnreadableInput(name, f"this is {what}, not a contract's text", _AS_TEXT)
    if b"ftyp" in head[:12]:
        what = "this is a photo in a form that cannot be read here (HEIC), or a film"
        raise UnreadableInput(name, what, "Save a photo as JPEG or PNG and check that copy.")
    if head.startswith(b"{\\rtf"):
        return Kind.rich_text
    if wide_encoding(data):
        return Kind.text
    if _FLAT.search(head):
        return Kind.open_document
    if _WEB_PAGE.match(head):
        return Kind.web_page
    if _is_mail(data):
        return Kind.mail
    if _is_binary(data):
        raise UnreadableInput(name, "this is of no form that can be read", _AS_TEXT)
    return Kind.text


def _archive(name: str, data: bytes) -> Kind:
    from clausecheck.extract.limits import open_zip, read_part

    what = "zip archive"
    with open_zip(name, data, what) as archive:
        parts = set(archive.namelist())
        if "word/document.xml" in parts:
            return Kind.word
        types = read_part(name, archive, "[Content_Types].xml", what) if "[Content_Types].xml" in parts else b""
        kind = read_part(name, archive, "mimetype", what).strip() if "mimetype" in parts else b""
    if b"wordprocessingml.document.main" in types:
        return Kind.word
    if "content.xml" in parts and kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.open_document
    for what, telling in _OFFICE:
        if any(part.startswith(telling) for part in parts) or (kind and kind.startswith(telling.encode())):
            raise UnreadableInput(name, f"this is {what}, not a contract's text", _AS_TEXT)
    if any(part.endswith(("Document.iwa", "Index.zip", "index.apxl")) for part in parts):
        raise UnreadableInput(name, "this is an Apple Pages file", "In Pages, export it to Word or PDF and check that.")
    return Kind.archive


_OFFICE = (
    ("an Excel workbook", "xl/"),
    ("a PowerPoint file", "ppt/"),
    ("an OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
    ("an OpenDocument presentation", "application/vnd.oasis.opendocument.presentation"),
    ("an OpenDocument file", "application/vnd.oasis.opendocument"),
    ("an e-book", "application/epub"),
)
"""What else comes as a zip archive, by how the name of a part or the declared type begins."""


def _compound(name: str, data: bytes) -> Kind:
    """Kind of an OLE compound file; raises PasswordNeeded for an encrypted one, UnreadableInput for a workbook."""
    if any(entry.encode("utf-16-le") in data for entry in ("DRMEncryptedTransform", "DRMEncryptedDataSpace")):
        raise UnreadableInput(
            name,
            "the Word file is locked to the people its owner named (rights management)",
            "Ask its owner for a copy without that lock, or for a PDF.",
        )
    entries = _root_of(data)
    if "EncryptedPackage" in entries:
        raise PasswordNeeded(
            name,
            "the Word file is protected by a password",
            "Open it in Word with the password, save it without one, and check that copy.",
        )
    if "__properties_version1.0" in entries:
        return Kind.outlook
    if "WordDocument" in entries:
        return Kind.old_word
    raise UnreadableInput(name, "this is an old Office file", "Save it as .docx or PDF and check that copy.")


def _root_of(data: bytes) -> set[str]:
    """What stands at the root of a compound file; of a damaged one, nothing."""
    from clausecheck.extract.compound import root_entries

    return root_entries(data)


def _is_lock(data: bytes) -> bool:
    """What Word writes beside an open document: the user's name twice, once in bytes and once in UTF-16."""
    if len(data) not in _LOCK_SIZES or not 0 < data[0] < _LOCK_NAME:
        return False
    wide = data[_LOCK_NAME + 2 : _LOCK_NAME + 2 + 2 * data[0]]
    return data[_LOCK_NAME] == data[0] and wide[1::2].count(0) > len(wide) // 4


def _is_mail(data: bytes) -> bool:
    """The file opens with a block of mail header fields, one of them written by a mail program."""
    if _MIME.match(data):
        return True
    seen = set()
    for line in data[:65536].split(b"\n"):
        if not line.strip():
            break
        match = _MAIL_FIELD.match(line + b"\n")
        if match is None:
            return False
        if match[1]:
            seen.add(match[1].lower())
    return b"from" in seen and bool(seen & _TRANSPORT)


_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))


def _is_binary(data: bytes) -> bool:
    """More than one byte in 200 is a control character that no text holds."""
    sample = data[:65536]
    return len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 200
