"""In which character set a text was written, told by how it reads in each.

Most contracts are UTF-8. The rest come from old Windows, old Macs and DOS, whose character sets differ in just the
signs that contracts are full of: pound signs, quotation marks, dashes, bullets.
"""

import re

from clausecheck.patterns import pattern

__all__ = ["best_of_bytes", "wide_encoding"]

_SETS = ("cp1252", "mac_roman", "cp850")
"""Windows (of which Latin-1 is a part, but for control characters), Macintosh and DOS; the likeliest first."""

_LIKELY = pattern(
    r"£(?=\s?\d)"
    r"|(?<=[^\W\d_])[’'](?=[^\W\d_])"
    r"|(?<![^\W_])[“‘](?=\w)|(?<=[\w.,;:!?)%])[”’](?![^\W_])"
    r"|(?:(?<=[\s\w])[–—](?=[\s\w]))"
    r"|(?:^|(?<=\n)|(?<=\t)|(?<= ))[•·▪§°¶](?=[\s\d])"
    r"|(?<=\d)[°½¼¾²³](?!\w)|[©®™](?=[\s\w)]|$)|…"
    r"|(?<=[a-zA-Z])[à-öø-ÿœšž](?![A-Z])|[à-öø-ÿœšžÀ-ÖØ-Þ](?=[a-z])"
    r"|€(?=\s?\d)|(?<=\S)\xa0(?=\S)",
    re.MULTILINE,
)
_WIDE = pattern(r"[^\x00-\x7f]")
_SAMPLE = 1 << 16


def wide_encoding(data: bytes) -> str:
    """`utf-16-le`, `utf-32-be` and so on where every letter takes two bytes or four; empty where not.

    Told by the mark at the beginning, or by where the zero bytes of Latin letters stand.
    """
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return ""
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    quads = len(sample) // 4
    if quads and min(even, odd) >= 0.9 * quads and even + odd < 3.5 * quads:
        high = sample[3 : 4 * quads : 4].count(0)
        return "utf-32-le" if high >= 0.9 * quads and sample[0] else "utf-32-be"
    for zeros, others, order in ((odd, even, "le"), (even, odd, "be")):
        if zeros > 0.7 * pairs and others < 0.02 * pairs:
            return f"utf-16-{order}"
    return ""


def best_of_bytes(data: bytes) -> str:
    """The text of bytes that are no UTF-8, in the character set in which its signs make most sense."""
    sample = data[:_SAMPLE]
    scores = {name: _score(sample.decode(name, "replace")) for name in _SETS}
    name = max(_SETS, key=lambda each: scores[each])
    if scores[name] < 0.5:
        name = _elsewhere(sample) or "cp1252"
    return data.decode(name, "replace")


def _score(text: str) -> float:
    """Share of the characters beyond ASCII that stand where such a character would."""
    wide = len(_WIDE.findall(text))
    return len(_LIKELY.findall(text)) / wide if wide else 1.0


def _elsewhere(data: bytes) -> str:
    """What charset-normalizer takes it for: another script, most likely."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return "" if best is None else best.encoding
