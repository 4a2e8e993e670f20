"""Outlook messages (.msg) to Document: head, body in whichever form it is held, attachments and messages within."""

import struct
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from clausecheck.document import Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.assembly import assemble
from clausecheck.extract.compound import Compound
from clausecheck.extract.html import web_text
from clausecheck.extract.limits import current_limits
from clausecheck.extract.message import Letter, Said, finish, said_of_html, said_of_paragraphs, said_of_text
from clausecheck.extract.nest import Gathered, Nest
from clausecheck.extract.plain import decode
from clausecheck.extract.rtf import rich_paragraphs
from clausecheck.extract.rtf_packed import html_within, unpacked

__all__ = ["read_msg"]

_WHAT = "Outlook message"
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_FROM_NAME, _FROM_ADDRESS, _FROM_SMTP, _TO, _CC = 0x0C1A, 0x0C1F, 0x5D01, 0x0E04, 0x0E03
_SENT, _DELIVERED = 0x0039, 0x0E06
_CODE_PAGE, _INTERNET_PAGE = 0x3FFD, 0x3FDE
_DATA, _METHOD, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MIME = 0x3701, 0x3705, 0x3707, 0x3704, 0x3001, 0x370E
_CONTENT_ID, _IS_HIDDEN = 0x3712, 0x7FFE
_EMBEDDED, _OLE = 5, 6
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_STUB = 0.4
"""A plain body with fewer of the words of its HTML twin than this is no twin."""


class _Properties:
    """The properties of a message or of an attachment, found by their number."""

    def __init__(self, file: Compound, path: tuple[str, ...], header: int) -> None:
        """`header` is how many bytes stand before the fixed values in their stream."""
        self._file, self._path = file, path
        data = file.stream(*path, "__properties_version1.0") or b""
        self._fixed: dict[int, bytes] = {}
        for at in range(header, len(data) - 15, 16):
            _, number = struct.unpack_from("<HH", data, at)
            self._fixed.setdefault(number, data[at + 8 : at + 16])

    def raw(self, number: int) -> bytes | None:
        """Bytes of a binary property."""
        return self._file.stream(*self._path, f"__substg1.0_{number:04X}0102")

    def text(self, number: int) -> str:
        """A text property, empty where there is none."""
        wide = self._file.stream(*self._path, f"__substg1.0_{number:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self._file.stream(*self._path, f"__substg1.0_{number:04X}001E")
        return "" if narrow is None else self.decoded(narrow).rstrip("\x00")

    def decoded(self, data: bytes) -> str:
        """Bytes in the code page of the message, or as text files are read."""
        for number in (_CODE_PAGE, _INTERNET_PAGE):
            page = self.number(number)
            known = {65001: "utf-8", 28591: "cp1252", 20127: "cp1252"}.get(page, f"cp{page}")
            if page:
                try:
                    return data.decode(known)
                except (LookupError, ValueError):
                    continue
        return decode("", data)

    def number(self, number: int) -> int:
        """A whole number, 0 where there is none."""
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def time(self, number: int) -> str:
        """A moment as mail programs write it, empty where there is none."""
        ticks = int.from_bytes(self._fixed.get(number, b""), "little")
        try:
            moment = _EPOCH + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return ""
        return moment.strftime("%a, %d %b %Y %H:%M:%S +0000") if ticks else ""


def read_msg(name: str, data: bytes, digest: str, nest: Nest) -> Document:
    """Read an Outlook message and its attachments; raises UnreadableInput when neither holds any text."""
    file = Compound(name, data, _WHAT)
    return _read(name, file, (), digest or sha256(data).hexdigest(), nest)


def _read(name: str, file: Compound, path: tuple[str, ...], digest: str, nest: Nest) -> Document:
    message = _Properties(file, path, 24 if path else 32)
    address = message.text(_FROM_SMTP) or message.text(_FROM_ADDRESS)
    writer = message.text(_FROM_NAME)
    fields = {
        "From": f"{writer} <{address}>" if writer and "@" in address and writer != address else writer or address,
        "To": message.text(_TO),
        "Cc": message.text(_CC),
        "Date": message.time(_SENT) or message.time(_DELIVERED),
        "Subject": message.text(_SUBJECT),
    }
    lines = ((field, " ".join(value.split())) for field, value in fields.items())
    head = "\n".join(f"{field}: {value}" for field, value in lines if value)
    gathered = Gathered(nest, "attachment")
    for child in file.children(*path):
        if child.startswith("__attach_version1.0_"):
            _attach(gathered, file, (*path, child))
    said = _said(name, message)
    return finish(Letter(name, "msg", digest, head, [said] if said else [], gathered))


def _said(name: str, message: _Properties) -> Said | None:
    """The body: plain before HTML before Rich Text where each says all of it."""
    plain = message.text(_BODY).replace("\r\n", "\n")
    said = said_of_text(plain)
    words = len(plain.split())
    rich = _html(message)
    if rich is not None:
        shown = said_of_html(name, rich)
        return shown if words < _STUB * sum(len(text.split()) for text in shown.texts) else said
    packed = message.raw(_RTF)
    if words or packed is None:
        return said if words else None
    source = unpacked(packed, current_limits().part)
    if source is None:
        raise UnreadableInput(
            name, "the body of the message is damaged", "Open it in Outlook, print it to PDF, and check that."
        )
    within = html_within(source)
    if within is not None:
        return said_of_html(name, within)
    paragraphs, found = rich_paragraphs(name, source)
    return said_of_paragraphs(*assemble(paragraphs), found)


def _html(message: _Properties) -> str | None:
    data = message.raw(_HTML)
    if data is not None:
        page = message.number(_INTERNET_PAGE)
        return web_text("", data, {65001: "utf-8", 28591: "cp1252"}.get(page, f"cp{page}") if page else None)
    return message.text(_HTML) or None


def _attach(gathered: Gathered, file: Compound, path: tuple[str, ...]) -> None:
    attachment = _Properties(file, path, 8)
    kind = attachment.text(_MIME).lower()
    if kind.startswith("image/") and (attachment.text(_CONTENT_ID) or attachment.number(_IS_HIDDEN)):
        return  # shown within the message
    name = attachment.text(_LONG_NAME) or attachment.text(_SHORT_NAME) or attachment.text(_SHOWN_NAME)
    method = attachment.number(_METHOD)
    inner = (*path, f"__substg1.0_{_DATA:04X}000D")
    if method == _EMBEDDED or (file.children(*inner) and "__properties_version1.0" in file.children(*inner)):

        def read(label: str) -> Document:
            gathered.nest.take(label, 0)
            own = "\n".join("/".join(inner))
            return _read(label, file, inner, sha256(own.encode()).hexdigest(), gathered.nest.deeper())

        gathered.add_document(name or "message", read)
        return
    data = attachment.raw(_DATA)
    if data is None:
        why = "an object of another program" if method == _OLE else "a link to a file that is not in the message"
        gathered.refuse(name, why)
        return
    gathered.add(name, lambda _: data)
