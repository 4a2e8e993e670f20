"""E-mail (.eml) to Document: who wrote to whom, what the message says, and what is attached to it.

Quoted older messages stay in place as they are; reading tells them apart.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from hashlib import sha256

from clausecheck.document import Document
from clausecheck.extract.html import web_text
from clausecheck.extract.limits import broken_file
from clausecheck.extract.message import Letter, Said, finish, said_of_html, said_of_text
from clausecheck.extract.nest import Gathered, Nest
from clausecheck.extract.plain import decode

__all__ = ["read_mail"]

_FIELDS = ("From", "To", "Cc", "Date", "Subject")
_MAX_PARTS = 1_000
"""MIME parts of one message."""
_SIGNATURES = frozenset(("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"))
"""They prove who wrote; they say nothing."""
_FAULTS = (MessageError, ValueError, IndexError, AttributeError, TypeError, LookupError)
"""What the standard library raises on malformed messages."""


def read_mail(name: str, data: bytes, digest: str, nest: Nest) -> Document:
    """Read a message and its attachments; raises UnreadableInput when neither holds any text."""
    try:
        message = message_from_bytes(data, policy=policy.default)
    except RecursionError as error:
        raise broken_file(name, "message") from error
    head = "\n".join(f"{field}: {value}" for field in _FIELDS if (value := _field(message, field)))
    gathered = Gathered(nest, "attachment")
    said = []
    for count, (part, is_body) in enumerate(_parts(message)):
        if count >= _MAX_PARTS:
            gathered.refuse("the rest", f"the message has more than {_MAX_PARTS} parts")
            break
        if is_body:
            said.append(_said(name, part))
        else:
            _attach(gathered, part)
    return finish(Letter(name, "email", digest or sha256(data).hexdigest(), head, said, gathered))


def _field(message: EmailMessage, field: str) -> str:
    """A header field on one line; as it stands in the file where it is too odd to be understood."""
    try:
        value = str(message.get(field, ""))
    except _FAULTS:
        value = next((str(v) for k, v in message.raw_items() if k.lower() == field.lower()), "")
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _parts(message: Message) -> Iterator[tuple[Message, bool]]:
    """Leaves of a message in order, each with whether it is body; of alternatives one, of related parts the root."""
    waiting = [(message, True)]
    while waiting:
        part, inline = waiting.pop()
        kind = part.get_content_type()
        children = [each for each in part.get_payload() if isinstance(each, Message)] if part.is_multipart() else []
        if kind == "message/rfc822" or (part.is_multipart() and not children):
            yield part, False
        elif kind == "multipart/alternative":
            chosen = _choose(children)
            rest = [each for each in children if each is not chosen and _carries_more(each)]
            waiting += [(each, inline) for each in reversed([chosen, *rest])]
        elif kind == "multipart/related":
            waiting += [(each, inline and at == 0) for at, each in reversed(list(enumerate(children)))]
        elif part.is_multipart():
            waiting += [(each, inline) for each in reversed(children)]
        elif kind not in _SIGNATURES and not _is_shown_picture(part):
            yield part, inline and kind in ("text/plain", "text/html") and not _is_file(part)


def _choose(children: list[Message]) -> Message:
    """Plain before HTML where both say something; a stub that only asks for HTML says nothing."""
    sizes = dict.fromkeys(("text/plain", "text/html"), 0)
    holders: dict[str, Message] = {}
    for child in children:
        for part in child.walk():
            kind = part.get_content_type()
            if kind in sizes and kind not in holders and not _is_file(part):
                text = _text(kind, part)
                holders[kind], sizes[kind] = child, len(text.split())
    plain, html = sizes["text/plain"], sizes["text/html"]
    if plain and plain >= _STUB * _shown_words(holders.get("text/html"), html):
        return holders["text/plain"]
    return holders["text/html"] if html else holders.get("text/plain", children[-1])


_STUB = 0.4
"""A plain part with fewer of the words of its HTML twin than this is no twin."""


def _shown_words(holder: Message | None, most: int) -> int:
    """Words that an HTML alternative shows; `most` words of source bound it, so that small ones are not read twice."""
    if holder is None or most == 0:
        return 0
    part = next(part for part in holder.walk() if part.get_content_type() == "text/html")
    return sum(len(text.split()) for text in said_of_html("", _text("text/html", part)).texts)


def _carries_more(part: Message) -> bool:
    """An alternative not chosen that holds files beside its text, such as an invitation or a picture."""
    return any(_is_file(each) and not _is_shown_picture(each) for each in part.walk() if not each.is_multipart())


def _is_file(part: Message) -> bool:
    return bool(_filename(part)) or part.get_content_disposition() == "attachment"


def _is_shown_picture(part: Message) -> bool:
    return part.get_content_type().startswith("image/") and part.get("Content-ID") is not None


def _filename(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except _FAULTS:
        return "attached file"


def _payload(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except _FAULTS:
        content = None
    return content if isinstance(content, bytes) else b""


def _text(kind: str, part: Message) -> str:
    """Decoded text of one part; an unknown or a wrong character set falls back to what text files do."""
    raw = _payload(part)
    charset = part.get_content_charset()
    if kind == "text/html":
        return web_text("", raw, charset)
    try:
        return raw.decode(charset or "utf-8").replace("\r\n", "\n")
    except (ValueError, LookupError):
        return decode("", raw).replace("\r\n", "\n")


def _said(name: str, part: Message) -> Said:
    kind = part.get_content_type()
    text = _text(kind, part)
    return said_of_html(name, text) if kind == "text/html" else said_of_text(text)


def _attach(gathered: Gathered, part: Message) -> None:
    kind = part.get_content_type()
    name = _filename(part) or ("message" if kind == "message/rfc822" else kind.replace("/", " "))
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
        gathered.refuse(name, "encrypted: open the message in your mail program and save what it says")
        return
    gathered.add(name, lambda _: _bytes(part))


def _bytes(part: Message) -> bytes:
    """An attachment as the file it was; of a message, its source."""
    if part.get_content_type() != "message/rfc822":
        return _payload(part)
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        try:
            return inner[0].as_bytes(policy=policy.compat32)
        except _FAULTS:
            return str(inner[0]).encode("utf-8", "replace")
    return _payload(part)
