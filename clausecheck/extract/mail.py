"""E-mail (.eml) to Document: who wrote to whom, and what the message says.

Quoted older messages stay in place as they are; reading tells them apart.
"""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from hashlib import sha256
from html.parser import HTMLParser

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.plain import decode, paragraphs
from clausecheck.patterns import pattern

__all__ = ["read_mail", "text_of_html"]

_FIELDS = ("From", "To", "Cc", "Date", "Subject")


def read_mail(name: str, data: bytes, digest: str = "") -> Document:
    """Read a message; attachments are listed as unread. Raises UnreadableInput when it holds no text."""
    message = message_from_bytes(data, policy=policy.default)
    head = "\n".join(f"{field}: {value}" for field in _FIELDS if (value := _field(message, field)))
    body = _body(name, message)
    if not body.strip():
        raise UnreadableInput(
            name, "there is no text in the message", "Save what is attached to it and check that on its own."
        )
    lead = f"{head}\n\n" if head else ""
    text = lead + body
    blocks = [Block(0, len(head), BlockKind.mail_header)] if head else []
    blocks += [Block(len(lead) + block.start, len(lead) + block.end, BlockKind.mail_body) for block in paragraphs(body)]
    parts = [CoveragePart("message", read=True, words=len(body.split()))]
    parts += [
        CoveragePart(f"attachment {file}", read=False, why="attached file, check it on its own")
        for file in _attachments(message)
    ]
    return Document(
        name=name,
        format="email",
        sha256=digest or sha256(data).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        coverage=Coverage(tuple(parts)),
    )


def _field(message: EmailMessage, field: str) -> str:
    """A header field on one line; as it stands in the file where it is too odd to be understood."""
    try:
        value = str(message.get(field, ""))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        value = next((str(v) for k, v in message.raw_items() if k.lower() == field.lower()), "")
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _body(name: str, message: EmailMessage) -> str:
    """Text of the message, plain before HTML where both say something."""
    for kind in ("plain", "html"):
        try:
            part = message.get_body(preferencelist=(kind,))
        except (MessageError, ValueError, AttributeError, KeyError):
            continue
        text = "" if part is None else _text_of(name, part)
        if text.strip():
            return text
    return ""


def _text_of(name: str, part: Message) -> str:
    """Decoded text of one part; an unknown or a wrong character set falls back to what text files do."""
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = raw.decode(charset)
    except (UnicodeError, LookupError):  # some codecs raise the error's base
        text = decode(name, raw)
    text = text.replace("\r\n", "\n")
    return text_of_html(text) if part.get_content_type() == "text/html" else text


def _attachments(message: EmailMessage) -> list[str]:
    """Names of what is attached, in order; pictures shown inside the message are not."""
    names = []
    for part in message.walk():
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        kind = part.get_content_type()
        inline_picture = kind.startswith("image/") and part.get("Content-ID") is not None
        attached = kind == "message/rfc822" or part.get_filename() or part.get_content_disposition() == "attachment"
        if attached and not inline_picture:
            names.append(part.get_filename() or ("message" if kind == "message/rfc822" else kind))
    return names


_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre")
)
_PARAGRAPHS = frozenset(("p", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))
_SILENT = frozenset(("script", "style", "head", "title", "template"))
_BLANKS = pattern(r"[ \t\xa0]*\n[ \t\xa0]*")


class _Stripper(HTMLParser):
    """Text of HTML with a line a block, a blank line a paragraph, `cell | cell` a row, numbers before list items."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._lists: list[int | None] = []
        self._first_cell = True
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("td", "th"):
            if not self._first_cell:
                self.pieces.append(" | ")
            self._first_cell = False
        elif tag in _BLOCKS:
            self.pieces.append("\n\n" if tag in _PARAGRAPHS else "\n")
            if tag == "tr":
                self._first_cell = True
            elif tag in ("ul", "ol"):
                self._lists.append(0 if tag == "ol" else None)
            elif tag == "li":
                self._item()

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is None:
            self.pieces.append("• ")
        else:
            self._lists[-1] = number + 1
            self.pieces.append(f"{number + 1}. ")

    def handle_endtag(self, tag: str) -> None:
        """Close a block."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _PARAGRAPHS:
            self.pieces.append("\n\n")
        elif tag in ("div", "tr"):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text, its white space as HTML shows it."""
        if not self._silent:
            self.pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def _without_comments(html: str) -> str:
    """HTML without its comments, for which the library's parser looks anew at every one that is not closed."""
    pieces, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        pieces.append(html[at:start])
        end = html.find("-->", start + 2)
        if end < 0:
            return "".join(pieces)
        at = end + 3
    return "".join([*pieces, html[at:]])


def text_of_html(html: str) -> str:
    """Text of a web page or an HTML message."""
    stripper = _Stripper()
    try:
        stripper.feed(_without_comments(html))
        stripper.close()
    except AssertionError:  # the library's parser, of a marked section without a name
        stripper.pieces.append("\n")
    text = _BLANKS.sub("\n", "".join(stripper.pieces).replace("\xa0", " "))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
