"""Text and Markdown: decoded, never rewritten."""

import re
from hashlib import sha256

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.charsets import best_of_bytes, wide_encoding
from clausecheck.patterns import pattern

__all__ = ["decode", "paragraphs", "read_text"]

_STRAY = pattern("[\udc80-\udcff]")
_WIDE = pattern("[^\x00-\x7f]")
_CP1252 = {0xDC00 + byte: bytes((byte,)).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""What a byte that is no UTF-8 most likely meant: a Windows quotation mark or pound sign."""

_PARAGRAPH = pattern(r"[^\s](?:.*\S)?(?:[ \t\r\f\v]*\n[^\S\n]*\S(?:.*\S)?)*")
_HASH_HEADING = pattern(r"(#{1,6}) +\S.*")
_MARKDOWN = pattern(r"^#{1,6} +\S", re.MULTILINE)


def decode(name: str, data: bytes) -> str:
    """Text of `data`: UTF-16 and UTF-32 by mark or zeros, else UTF-8, else the old character set that reads best.

    Where UTF-8 and Windows-1252 are mixed, each is read as what it is.
    """
    if wide := wide_encoding(data):
        try:
            return data.decode(wide)
        except UnicodeDecodeError as error:
            what = f"the text is damaged (broken {wide[:6].upper()})"
            raise UnreadableInput(name, what, "Save it again as UTF-8 and check that copy.") from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    if 2 * stray > len(_WIDE.findall(text)):
        return best_of_bytes(data)
    return text.translate(_CP1252)


def paragraphs(text: str) -> tuple[Block, ...]:
    """Runs of lines without a blank line between them; a Markdown heading line alone is a heading."""
    blocks = []
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        if text[start] == "#" and (heading := _HASH_HEADING.fullmatch(text, start, end)):
            blocks.append(Block(start, end, BlockKind.heading, level=len(heading[1]) - 1))
        else:
            blocks.append(Block(start, end, BlockKind.paragraph))
    return tuple(blocks)


def read_text(name: str, text: str, digest: str = "") -> Document:
    """Document of a text as it stands; `digest` is the hash of its bytes, taken of its UTF-8 when not given."""
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        raise UnreadableInput(name, "there is no text in it", "Check that the right file or text was given.")
    digest = digest or sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        name=name,
        format="markdown" if _MARKDOWN.search(text) else "text",
        sha256=digest,
        text=text,
        blocks=paragraphs(text),
        coverage=Coverage((CoveragePart("body", read=True, words=len(text.split())),)),
    )
