"""Rich Text taken apart: braces, control words, characters in the code page of their font."""

from collections.abc import Iterator
from typing import NamedTuple

from clausecheck.extract.symbols import SYMBOLS
from clausecheck.patterns import pattern

__all__ = ["CODE_PAGES", "Token", "char_of", "decoded", "tokens"]

_TOKEN = pattern(
    r"(?P<brace>[{}])|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)


class Token(NamedTuple):
    """`kind` is `{`, `}`, `word`, `byte`, `sign` or `text`."""

    kind: str
    text: str
    """The word, the sign, or the raw characters, each of which is one byte."""
    number: int | None = None


CODE_PAGES = {
    0: "cp1252", 1: "", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
"""Python's name for the code page of a font's `\\fcharset`; empty for that of the document."""


def tokens(source: str) -> Iterator[Token]:
    """Tokens of Rich Text whose bytes have been read as Latin-1; binary data is passed over."""
    at, size = 0, len(source)
    while at < size:
        match = _TOKEN.match(source, at)
        if match is None:
            return
        at = match.end()
        kind = match.lastgroup
        if kind in ("word", "number"):
            number = None if match["number"] is None else int(match["number"])
            if match["word"] == "bin":
                at += max(0, number or 0)
            else:
                yield Token("word", match["word"], number)
        elif kind == "brace":
            yield Token(match[0], "")
        elif kind == "hex":
            yield Token("byte", chr(int(match["hex"], 16)))
        elif kind == "sign":
            yield Token("sign", match["sign"])
        elif kind == "text":
            yield Token("text", match["text"])


def decoded(raw: str, code_page: str) -> str:
    """Raw characters as the text they stand for in a code page."""
    if code_page == "symbol":
        return "".join(char if char == " " else SYMBOLS.get(0xF000 + ord(char), "") for char in raw)
    if raw.isascii():
        return raw
    try:
        return raw.encode("latin-1").decode(code_page, "replace")
    except LookupError:
        return raw.encode("latin-1").decode("cp1252", "replace")


def char_of(number: int) -> str:
    """The UTF-16 unit that `\\u` writes, symbol fonts' private characters as what they show."""
    code = number % 0x10000
    if 0xE000 <= code <= 0xF8FF:
        return SYMBOLS.get(code, "")
    return chr(code)
