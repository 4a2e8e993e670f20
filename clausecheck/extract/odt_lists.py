"""Automatic clause numbers of OpenDocument texts, which stand nowhere in them: rebuilt from the list styles."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from clausecheck.extract.numerals import numeral
from clausecheck.extract.odt_styles import STYLE, TEXT, number_in
from clausecheck.patterns import pattern
from clausecheck.record import draft, made, record

__all__ = ["Chain", "Label", "OdtLists"]

_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MAX_LEVEL = 9
_MAX_LABEL = 80
_PLACE = pattern(r"%(\d{1,2})%")


@record
class _Level:
    """One level of a list style."""

    bullet: str = ""
    format: str = ""
    """As `numeral` names it; empty for a level that shows no number."""
    pattern: str = ""
    """With `%1%` for the first level's number; empty in files that only give prefix and suffix."""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels the number shows, this one included."""
    start: int = 1


@record
class Label:
    """A number or bullet as printed."""

    text: str
    compound: bool = False
    """It shows the numbers of the levels above too."""
    bullet: bool = False


@draft
class Chain:
    """The running counters of one list, by level from 0."""

    counts: dict[int, int] = made(factory=dict)


class OdtLists:
    """The list styles of a document and the counters of its lists."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, Chain] = {}
        self._by_style: dict[str, Chain] = {}
        self._outline: dict[int, _Level] = {}
        self._outline_chain = Chain()
        for root in roots:
            for element in root.iter(TEXT + "list-style"):
                self._styles.setdefault(element.get(STYLE + "name") or "", _levels(element))
            for element in root.iter(TEXT + "outline-style"):
                self._outline = self._outline or _levels(element)

    def chain(self, element: Element, style: str) -> Chain:
        """The counters that an outermost `text:list` goes on with: new ones, or those of the list it continues."""
        continued = element.get(TEXT + "continue-list")
        if continued is not None and continued in self._by_id:
            chain = self._by_id[continued]
        elif element.get(TEXT + "continue-numbering") == "true" and style in self._by_style:
            chain = self._by_style[style]
        else:
            chain = Chain()
        self._by_style[style] = chain
        if key := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._by_id[key] = chain
        return chain

    def advance(self, style: str, chain: Chain, level: int, start: int | None) -> Label:
        """Count one item; `level` from 0, `start` the number it is given by hand."""
        return _advance(self._styles.get(style, {}), chain, min(level, _MAX_LEVEL), start)

    def heading(self, level: int) -> Label:
        """Count one heading of the chapter numbering; `level` from 0."""
        if level > _MAX_LEVEL:
            return Label("")
        return _advance(self._outline, self._outline_chain, level, None)


def _levels(element: Element) -> dict[int, _Level]:
    return {
        level: _level(child)
        for child in element
        if 0 <= (level := number_in(child.get(TEXT + "level"), 0) - 1) <= _MAX_LEVEL
    }


def _level(element: Element) -> _Level:
    kind = element.tag.rpartition("}")[2]
    if kind in ("list-level-style-bullet", "list-level-style-image"):
        char = element.get(TEXT + "bullet-char") or "•"
        return _Level(bullet="•" if 0xE000 <= ord(char[0]) <= 0xF8FF else char)
    form = element.get(STYLE + "num-format") or ""
    return _Level(
        format=_FORMATS.get(form, "decimal") if form else "",
        pattern=(element.get(_LOEXT + "num-list-format") or "")[:_MAX_LABEL],
        prefix=(element.get(STYLE + "num-prefix") or "")[:_MAX_LABEL],
        suffix=(element.get(STYLE + "num-suffix") or "")[:_MAX_LABEL],
        shown=number_in(element.get(TEXT + "display-levels"), 1, _MAX_LEVEL + 1),
        start=number_in(element.get(TEXT + "start-value"), 1),
    )


def _advance(levels: dict[int, _Level], chain: Chain, index: int, start: int | None) -> Label:
    level = levels.get(index)
    if level is None:
        return Label("")
    counts = chain.counts
    if start is not None:
        counts[index] = start
    else:
        counts[index] = counts[index] + 1 if index in counts else level.start
    for deeper in [at for at in counts if at > index]:
        del counts[deeper]
    for above in range(index):
        counts.setdefault(above, levels[above].start if above in levels else 1)
    if level.bullet:
        return Label(level.bullet, bullet=True)
    if not level.format and not level.pattern:
        return Label((level.prefix + level.suffix).strip())

    def show(at: int) -> str:
        form = levels[at].format if at in levels else "decimal"
        return numeral(counts[at], form) if form else ""

    def placed(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        return show(at) if at in counts else ""

    if level.pattern:
        several = len(_PLACE.findall(level.pattern)) > 1
        return Label(_PLACE.sub(placed, level.pattern).strip(), compound=several)
    shown = [text for at in range(max(0, index - level.shown + 1), index + 1) if (text := show(at))]
    return Label(f"{level.prefix}{'.'.join(shown)}{level.suffix}".strip(), compound=len(shown) > 1)
