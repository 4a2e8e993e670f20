"""Word files with lists made at random, and the numbers that Word prints in them, worked out another way.

The reader keeps running counters. Here every number is worked out anew by looking back over what came before it, as
the standard words it (ISO/IEC 29500-1, 17.9), so that the two can hardly share a fault.
"""

import random
from dataclasses import dataclass, field

from tests.extract.builders import p, word

__all__ = ["Case", "random_case"]

_FORMATS = ("decimal", "decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero", "ordinal")
_LEVELS = 5


@dataclass
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str | None = None


@dataclass
class _List:
    definition: int
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


@dataclass
class Case:
    """A file and the label of each of its paragraphs, empty for those without."""

    data: bytes
    labels: list[str]


@dataclass
class _Use:
    """One numbered paragraph, or a level that it opened by leaving it out: which list, which level."""

    definition: int
    number: int
    level: int
    skipped: bool = False


def random_case(seed: int, paragraphs: int = 60) -> Case:
    """A file with three definitions, six lists of them and four styles."""
    chance = random.Random(seed)  # noqa: S311
    definitions = [_definition(chance) for _ in range(3)]
    lists = {n: _list(chance, n % 3) for n in range(1, 7)}
    styles = _styles(chance, definitions, lists)
    printer = _Printer(definitions, lists)
    body, labels = [], []
    for index in range(paragraphs):
        xml, use = _paragraph(chance, styles)
        body.append(p(f"Text {index}", xml))
        labels.append("" if use is None else printer.label(use))
    parts = {"numbering": _numbering_xml(definitions, lists), "styles": _styles_xml(styles, definitions)}
    return Case(word("".join(body), parts=parts), labels)


def _definition(chance: random.Random) -> list[_Level]:
    return [_level(chance, level) for level in range(_LEVELS)]


def _level(chance: random.Random, level: int) -> _Level:
    shown = range(chance.choice((level, level, 0, 0, 1 if level else 0)), level + 1)
    text = chance.choice(("", "(", "")) + ".".join(f"%{i + 1}" for i in shown) + chance.choice(("", ".", ")", ":"))
    return _Level(
        start=chance.choice((1, 1, 1, 2, 7)),
        form=chance.choice(_FORMATS),
        text=text,
        restart=chance.choice((None, None, None, None, 0, level - 1)) if level > 1 else None,
        legal=chance.random() < 0.15,
    )


def _list(chance: random.Random, definition: int) -> _List:
    entry = _List(definition)
    for level in range(_LEVELS):
        if chance.random() < 0.15:
            entry.starts[level] = chance.randrange(1, 9)
        if chance.random() < 0.08:
            entry.levels[level] = _level(chance, level)
    return entry


def _styles(
    chance: random.Random, definitions: list[list[_Level]], lists: dict[int, _List]
) -> dict[str, tuple[int, int, str | None]]:
    """Of each style its list, its level and the style it is based on; half are bound to their level."""
    styles: dict[str, tuple[int, int, str | None]] = {}
    for index, level in enumerate(chance.sample(range(_LEVELS), 3)):
        name, number = f"Clause{index}", chance.randrange(1, 7)
        styles[name] = (number, level, None)
        if chance.random() < 0.5 and definitions[lists[number].definition][level].style is None:
            definitions[lists[number].definition][level].style = name
    number, level, _ = styles["Clause0"]
    styles["Child"] = (number, level, "Clause0")
    return styles


def _paragraph(chance: random.Random, styles: dict[str, tuple[int, int, str | None]]) -> tuple[str, _Use | None]:
    kind = chance.random()
    direct = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    if kind < 0.08:
        return "", None
    if kind < 0.14:
        return '<w:pStyle w:val="Clause1"/>' + direct.format(0, 0), None
    if kind < 0.4:
        name = chance.choice(list(styles))
        number, level, _ = styles[name]
        return f'<w:pStyle w:val="{name}"/>', _Use(-1, number, level)
    number, level = chance.randrange(1, 7), min(chance.randrange(_LEVELS), chance.randrange(_LEVELS))
    return direct.format(level, number), _Use(-1, number, level)


class _Printer:
    """Works out what stands before each paragraph."""

    def __init__(self, definitions: list[list[_Level]], lists: dict[int, _List]) -> None:
        self._definitions = definitions
        self._lists = lists
        self._uses: list[_Use] = []

    def label(self, use: _Use) -> str:
        """The label of the next paragraph."""
        use.definition = self._lists[use.number].definition
        for above in range(use.level):
            if self._count(use, above) is None:
                self._uses.append(_Use(use.definition, use.number, above, skipped=True))
        self._uses.append(use)
        level = self._level(use, use.level)
        out = level.text
        for i in range(_LEVELS):
            if f"%{i + 1}" in out:
                form = self._level(use, i).form
                form = "decimal" if level.legal and form != "decimalZero" else form
                out = out.replace(f"%{i + 1}", _shown(self._count(use, i) or 0, form))
        return out

    def _level(self, use: _Use, level: int) -> _Level:
        """A level as the list of that paragraph has it."""
        return self._lists[use.number].levels.get(level) or self._definitions[use.definition][level]

    def _count(self, now: _Use, level: int) -> int | None:
        """What a level stands at by all paragraphs so far; None where it has not begun since its restart."""
        value: int | None = None
        begun: set[int] = set()
        for use in self._uses:
            if use.definition != now.definition:
                continue
            starts = self._lists[use.number].starts
            if use.level == level and use.skipped:
                value = self._level(use, level).start
            elif use.level == level:
                if level in starts and use.number not in begun:
                    value = starts[level]
                else:
                    value = self._level(use, level).start if value is None else value + 1
                begun.add(use.number)
            elif use.level < level and not use.skipped:
                restart = self._level(use, level).restart
                value = None if restart is None or use.level < restart else value
        return value


def _shown(n: int, form: str) -> str:
    if form == "decimalZero":
        return str(n).zfill(2)
    if form in ("lowerLetter", "upperLetter"):
        letter = "abcdefghijklmnopqrstuvwxyz"[(n - 1) % 26] * (1 + (n - 1) // 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = "i" * n
        for many, few in (("iiiii", "v"), ("vv", "x"), ("xxxxx", "l"), ("ll", "c")):
            roman = roman.replace(many, few)
        for long, short in (("lxxxx", "xc"), ("xxxx", "xl"), ("viiii", "ix"), ("iiii", "iv")):
            roman = roman.replace(long, short)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "ordinal":
        return f"{n}{'th' if n // 10 % 10 == 1 else ('th', 'st', 'nd', 'rd', 'th')[min(n % 10, 4)]}"
    return str(n)


def _level_xml(index: int, level: _Level) -> str:
    restart = "" if level.restart is None else f'<w:lvlRestart w:val="{level.restart}"/>'
    bound = f'<w:pStyle w:val="{level.style}"/>' if level.style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.form}"/>{restart}{bound}'
        f'{"<w:isLgl/>" if level.legal else ""}<w:lvlText w:val="{level.text}"/></w:lvl>'
    )


def _numbering_xml(definitions: list[list[_Level]], lists: dict[int, _List]) -> str:
    out = ""
    for key, levels in enumerate(definitions):
        inner = "".join(_level_xml(index, level) for index, level in enumerate(levels))
        out += f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>'
    for number, entry in lists.items():
        overrides = ""
        for level in sorted({*entry.starts, *entry.levels}):
            start = f'<w:startOverride w:val="{entry.starts[level]}"/>' if level in entry.starts else ""
            own = _level_xml(level, entry.levels[level]) if level in entry.levels else ""
            overrides += f'<w:lvlOverride w:ilvl="{level}">{start}{own}</w:lvlOverride>'
        out += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{entry.definition}"/>{overrides}</w:num>'
    return out


def _styles_xml(styles: dict[str, tuple[int, int, str | None]], definitions: list[list[_Level]]) -> str:
    """A style that its list is bound to does not say its level, as Word has it."""
    bound = {level.style for levels in definitions for level in levels}
    out = ""
    for name, (number, level, base) in styles.items():
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        said = "" if name in bound else f'<w:ilvl w:val="{level}"/>'
        own = f'<w:numPr>{said}<w:numId w:val="{number}"/></w:numPr>' if not base else ""
        named = f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        out += f"{named}{based}<w:pPr>{own}</w:pPr></w:style>"
    return out
