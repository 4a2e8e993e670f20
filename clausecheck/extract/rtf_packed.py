"""Rich Text as Outlook packs it into messages, and the HTML it may have been made from."""

import struct

from clausecheck.extract.rtf_tables import Fonts
from clausecheck.extract.rtf_tokens import char_of, decoded, tokens

__all__ = ["html_within", "unpacked"]

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
"""What the window of the compression holds at the start: the format says so."""
_WORDS = {"par": "\r\n", "line": "\r\n", "tab": "\t", "lquote": "&lsquo;", "rquote": "&rsquo;", "bullet": "&bull;"} | {
    "ldblquote": "&ldquo;", "rdblquote": "&rdquo;", "endash": "&ndash;", "emdash": "&mdash;"
}  # fmt: skip


def unpacked(data: bytes, limit: int) -> bytes | None:
    """The Rich Text of a packed body; None when it is damaged or longer than `limit` bytes."""
    if len(data) < 16:
        return None
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED or size > limit:
        return None
    window = bytearray(_BEFORE.ljust(_WINDOW, b"\x00"))
    write, out, at = len(_BEFORE), bytearray(), 16
    while at < len(data):
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(out) if len(out) >= size else None
                reference = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == write:
                    return bytes(out[:size])
                for step in range(length):
                    char = window[(offset + step) % _WINDOW]
                    out.append(char)
                    window[write] = char
                    write = (write + 1) % _WINDOW
            else:
                if at >= len(data):
                    return bytes(out) if len(out) >= size else None
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % _WINDOW
                at += 1
        if len(out) > limit:
            return None
    return bytes(out) if len(out) >= size else None


def html_within(source: bytes) -> str | None:
    """The web page that Rich Text was made from, where it says that it was; None where not."""
    if b"\\fromhtml1" not in source[:2048]:
        return None
    out: list[str] = []
    fonts = Fonts()
    stack: list[tuple[str, bool, int]] = []
    mode, muted, font = "text", False, -1
    starred, skip, fallback = False, 0, 1
    for token in tokens(source.decode("latin-1")):
        said = ""
        if token.kind == "{":
            stack.append((mode, muted, font))
            starred = False
        elif token.kind == "}":
            mode, muted, font = stack.pop() if stack else (mode, muted, font)
            skip = 0
        elif token.kind == "sign":
            starred = token.text == "*"
            said = {"~": "&nbsp;", "_": "&shy;", "{": "{", "}": "}", "\\": "\\"}.get(token.text, "")
        elif token.kind in ("text", "byte"):
            said = decoded(token.text[skip:], fonts.code_page(font))
            skip = max(0, skip - len(token.text))
        elif token.text == "htmlrtf":
            muted = token.number != 0
        elif token.text == "htmltag":
            mode, starred = "tag", False
        elif token.text == "fonttbl":
            mode = "fonts"
        elif starred or token.text in ("colortbl", "stylesheet", "info", "pntext", "listtext"):
            mode, starred = "silent", False
        elif mode == "fonts":
            fonts.word(token.text, token.number)
        elif token.text == "f":
            font = token.number or 0
        elif token.text == "uc":
            fallback = max(0, min(token.number or 0, 20))
        elif token.text == "u":
            said, skip = char_of(token.number or 0), fallback
        elif token.text in _WORDS:
            said = _WORDS[token.text]
        else:
            fonts.document(token.text, token.number)
        if said and not (muted and mode != "tag") and mode in ("text", "tag"):
            out.append(said)
    return "".join(out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
