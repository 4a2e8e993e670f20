"""What kind of file a run of bytes is, from the bytes alone: a suffix is only a wish."""

import re
from enum import StrEnum

from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.patterns import pattern

__all__ = ["Kind", "sniff"]


class Kind(StrEnum):
    """The formats that can be read."""

    pdf = "pdf"
    word = "docx"
    mail = "email"
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
    rb"(?>\s*(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->))*+\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
"""A page may open with an XML declaration and comments."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAIL_FIELD = pattern(rb"([!-9;-~]+):[ \t\r\n]|[ \t]|From [^\r\n]+@|>From ")
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
        raise _compound(name, data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return Kind.text
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
        raise UnreadableInput(name, "this is a Rich Text file (.rtf)", "Save it as .docx or PDF and check that copy.")
    if _WEB_PAGE.match(head):
        raise UnreadableInput(name, "this is a web page", "Print it to PDF, or copy its text and paste that.")
    if _is_mail(data):
        return Kind.mail
    if _is_binary(data):
        raise UnreadableInput(name, "this is not a text, Word, PDF or e-mail file", _AS_TEXT)
    return Kind.text


def _archive(name: str, data: bytes) -> Kind:
    from clausecheck.extract.limits import open_zip, read_part

    with open_zip(name, data) as archive:
        parts = set(archive.namelist())
        if "word/document.xml" in parts:
            return Kind.word
        types = read_part(name, archive, "[Content_Types].xml") if "[Content_Types].xml" in parts else b""
        if b"wordprocessingml.document.main" in types:
            return Kind.word
    if any(part.startswith("xl/") for part in parts):
        what = "an Excel workbook"
    elif any(part.startswith("ppt/") for part in parts):
        what = "a PowerPoint file"
    elif "content.xml" in parts and "mimetype" in parts:
        raise UnreadableInput(name, "this is an OpenDocument file", "Save it as .docx or PDF and check that copy.")
    else:
        raise UnreadableInput(name, "this is a zip archive", "Unpack it and check the files in it one by one.")
    raise UnreadableInput(name, f"this is {what}, not a contract's text", _AS_TEXT)


def _compound(name: str, data: bytes) -> UnreadableInput:
    """What to say of an OLE compound file: an old Office file, an encrypted new one, or an Outlook message."""

    def holds(entry: str) -> bool:
        return entry.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return PasswordNeeded(
            name,
            "the Word file is protected by a password",
            "Open it in Word with the password, save it without one, and check that copy.",
        )
    if holds("WordDocument"):
        return UnreadableInput(
            name, "this is an old Word file (.doc)", "Open it in Word, save it as .docx or PDF, and check that copy."
        )
    if holds("__substg1.0_"):
        return UnreadableInput(name, "this is an Outlook message (.msg)", "Save it as .eml and check that copy.")
    return UnreadableInput(name, "this is an old Office file", "Save it as .docx or PDF and check that copy.")


def _is_mail(data: bytes) -> bool:
    """The file opens with a block of mail header fields, one of them written by a mail program."""
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
