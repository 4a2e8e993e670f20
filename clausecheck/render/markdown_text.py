"""Makes text of unknown origin plain in Markdown: every character of it is read, none of it is obeyed."""

import re

from clausecheck.patterns import pattern
from clausecheck.render.plain import visible

__all__ = ["link", "literal"]

_MARKS = pattern(r"[\\`*_{}\[\]<>|~&^!#]")
# What opens emphasis, code, links, pictures, HTML, entities, table cells and footnotes; `\` before it ends that.

_OPENING = pattern(r"[-+=:%.]|\(?(?:\d{1,9}|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,6})(?=[.)](?:\s|$))")
# What at the start of a line makes a list, a heading, a rule or a definition.

_LINKED = pattern(r"[@$]|:/|#\w|www\.|(?:mailto|xmpp|javascript|data|tel):|:\w+:|\w\.[^\W\d_]{2}", re.IGNORECASE)
# Of a word with this in it some reader of Markdown makes a link, a mention, a picture or a formula although nothing
# marks it, and `\` does not always stop that; in a code span nothing is made of anything.

_GAPS = pattern(r"(\s+)")

_ADDRESS = pattern(r"https?://[\w.~/?#\[\]@!$&'()*+,;=:%-]+", re.ASCII)


def literal(text: str, *, opening: bool = False) -> str:
    """`text` on one line, to be read as it stands, in a table too; `opening` where it begins a line."""
    text = visible(text)
    if _LINKED.search(text) is None:
        return _escaped(text, opening=opening)
    parts = _GAPS.split(text)
    return "".join(
        _coded(part) if _LINKED.search(part) else _escaped(part, opening=opening and not at)
        for at, part in enumerate(parts)
    )


def link(address: str) -> str:
    """A web address of our own sources as a link; as a mere text where it is no plain web address."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else literal(address, opening=True)


def _escaped(text: str, *, opening: bool) -> str:
    found = _OPENING.match(text) if opening else None
    if found is None:
        return _MARKS.sub(r"\\\g<0>", text)
    # Of `4.` or `(a)` the mark after it is what counts, of anything else the character itself.
    mark = found.end() if found[0][-1].isalnum() else found.start()
    return f"{text[:mark]}\\{text[mark]}" + _MARKS.sub(r"\\\g<0>", text[mark + 1 :])


def _coded(word: str) -> str:
    """A word as code; a bar stands outside, for a table is cut into cells before its code is read."""
    return "\\|".join(_code(part) if part else "" for part in word.split("|"))


def _code(word: str) -> str:
    """A code span; its fence is longer than any run of backticks in the word."""
    fence = "`" * (max((len(run) for run in re.findall("`+", word)), default=0) + 1)
    inner = f" {word} " if word.startswith("`") or word.endswith("`") else word
    return f"{fence}{inner}{fence}"
