"""Automatic clause numbers of Word, which stand nowhere in its text: rebuilt from styles and numbering definitions."""

import re
from xml.etree.ElementTree import Element

from clausecheck.extract.docx_styles import MAX_LEVEL, MC, VAL, Style, Styles, W, is_on, number_of, value_of
from clausecheck.extract.numerals import numeral
from clausecheck.record import draft, made, record

__all__ = ["Level", "Numbering"]

_MAX_LABEL = 80
"""Characters of a level's pattern that are looked at."""


@record
class Level:
    """One level of a list definition."""

    start: int
    format: str
    text: str
    """Pattern with `%1` for the first level's counter."""
    style: str | None
    """Paragraph style bound to this level."""
    restart: int | None
    """Level whose advance restarts this one; 0 never, None any above."""
    legal: bool
    """All counters in figures."""
    hidden: bool = False
    """Counted and not printed."""

    @property
    def compound(self) -> bool:
        """The label shows its ancestors too, like `3.2`."""
        return len(re.findall(r"%\d", self.text)) > 1


def _level(element: Element) -> Level:
    number_format = element.find(W + "numFmt")
    if number_format is None:
        number_format = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    restart = value_of(element, "lvlRestart")
    return Level(
        start=number_of(value_of(element, "start"), 0),
        format="decimal" if number_format is None else number_format.get(VAL) or "decimal",
        text=(value_of(element, "lvlText") or "")[:_MAX_LABEL],
        style=value_of(element, "pStyle"),
        restart=None if restart is None else number_of(restart, 0),
        legal=is_on(element.find(W + "isLgl")),
        hidden=is_on(element.find(f"{W}rPr/{W}vanish")),
    )


@draft
class _List:
    """A `w:num`: its definition and what it overrides."""

    definition: str | None
    starts: dict[int, int] = made(factory=dict)
    levels: dict[int, Level] = made(factory=dict)


class Numbering:
    """The lists of a document with their running counters; counters belong to the definition, not to the list."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._style_links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.iterfind(W + "abstractNum"):
            key = element.get(W + "abstractNumId") or ""
            self._definitions[key] = {
                number_of(x.get(W + "ilvl"), 0, MAX_LEVEL): _level(x) for x in element.iterfind(W + "lvl")
            }
            if link := value_of(element, "numStyleLink"):
                self._style_links[key] = link
        for element in root.iterfind(W + "num"):
            entry = _List(value_of(element, "abstractNumId"))
            for override in element.iterfind(W + "lvlOverride"):
                level = number_of(override.get(W + "ilvl"), 0, MAX_LEVEL)
                if (start := value_of(override, "startOverride")) is not None:
                    entry.starts[level] = number_of(start, 0)
                if (replaced := override.find(W + "lvl")) is not None:
                    entry.levels[level] = _level(replaced)
            self._lists[element.get(W + "numId") or ""] = entry

    def level_for(self, style_id: str | None, style: Style) -> int:
        """Level of a style's paragraphs: the one bound to it in the list definition, else the one it states."""
        level = style.level
        if style.number and style.number != "0":
            definition, _ = self._resolve(style.number)
            for index, candidate in self._definitions.get(definition or "", {}).items():
                if candidate.style and candidate.style in (style_id, style.number_style):
                    level = index if candidate.style == style_id or level is None else level
        return level or 0

    def _resolve(self, number: str) -> tuple[str | None, _List]:
        """Definition of a list, numbering styles followed to where the levels are."""
        entry = self._lists.get(number) or _List(None)
        definition, seen = entry.definition, set()
        while definition in self._style_links and definition not in seen:
            seen.add(definition)
            linked = self._lists.get(self._styles[self._style_links[definition]].number or "")
            if linked is None:
                break
            definition = linked.definition
        return definition, entry

    def advance(self, number: str, index: int) -> tuple[str, Level | None]:
        """Count one paragraph of list `number` at level `index`; gives its printed label and its level."""
        definition, entry = self._resolve(number)
        levels = self._definitions.get(definition or "", {}) | entry.levels
        level = levels.get(index)
        if definition is None or level is None:
            return "", None
        counts = self._counters.setdefault(definition, {})
        if index in entry.starts and (number, index) not in self._started:
            counts[index] = entry.starts[index]
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        self._started.add((number, index))
        for deeper in [k for k in counts if k > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index < restart:
                del counts[deeper]
        for above in range(index):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        if level.hidden:
            return "", level
        if level.format == "bullet":
            return (level.text if level.text and not 0xE000 <= ord(level.text[0]) <= 0xF8FF else "•"), level

        def show(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            number_format = "decimal" if level.legal and shown.format != "decimalZero" else shown.format
            return numeral(counts.get(at, shown.start), number_format)

        return re.sub(r"%([1-9])", show, level.text), level
