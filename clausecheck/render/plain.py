"""Makes text of unknown origin safe to show: whatever a terminal would obey is shown instead."""

import re

from clausecheck.patterns import pattern

__all__ = ["columns", "even", "visible", "visible_lines"]

_SPACES = pattern(r"[ \t\r\n\v\f\u00a0\u2028\u2029]+")
_ODD = pattern("[^\\n\\x20-\\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f]")
# Everything outside the plain letters, marks and signs of a British contract is looked at one by one.

_CONTROL_PICTURES = 0x2400
_SOFT_HYPHEN = "\u00ad"


def visible(text: str) -> str:
    """`text` on one line: runs of white space become one space, control characters and bidi overrides become signs."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return visible_lines(_SPACES.sub(" ", text)).strip()


def visible_lines(text: str) -> str:
    """`text` with its line breaks; control characters become control pictures, invisible ones `<U+202E>`."""
    return _ODD.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    char = found[0]
    if char == _SOFT_HYPHEN:
        return ""
    if char == "\t":
        return " "
    code = ord(char)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    import unicodedata

    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{code:04X}>"
    return char


def even(text: str) -> bool:
    """Each character of a visible text takes one column."""
    return text.isascii() or _ODD.search(text) is None


def columns(text: str) -> int:
    """Columns that a visible text takes: East Asian characters two, marks that stand over another none."""
    if even(text):
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.category(char) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
