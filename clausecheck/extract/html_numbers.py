"""Numbers that a browser puts before list items and headings: of lists, and of counters in style sheets."""

from clausecheck.extract.html_css import Told
from clausecheck.extract.numerals import numeral
from clausecheck.patterns import pattern
from clausecheck.record import draft

__all__ = ["Counters", "List", "marker"]

_STYLES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
_PIECE = pattern(
    r"""(["'])((?:\\.|(?!\1).)*)\1|counter\(\s*([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)"""
    r"""|counters\(\s*([\w-]+)\s*,\s*(["'])(.*?)\6\s*(?:,\s*([\w-]+)\s*)?\)"""
)
_ESCAPE = pattern(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_NAMED = pattern(r"([a-z_][\w-]*)(?:\s+(-?\d{1,6}))?")
_MAX = 100_000


@draft
class List:
    """An open list."""

    ordered: bool
    style: str = ""
    """Of its markers, in the words of HTML or CSS; empty where the list says nothing."""
    next: int = 1

    @classmethod
    def of(cls, tag: str, attributes: dict[str, str], told: Told) -> "List":
        """A list that opens with these attributes and styles."""
        return cls(tag == "ol", _style_of(told) or attributes.get("type", ""), _number(attributes.get("start"), 1))


def _style_of(told: Told) -> str:
    words = (told.get("list-style-type") or told.get("list-style", "")).split()
    return next((word for word in words if word == "none" or word in _STYLES or word in _BULLETS), "")


def _number(text: str | None, default: int) -> int:
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if 0 <= number < _MAX else default


def marker(holder: List | None, attributes: dict[str, str], told: Told) -> str:
    """What stands before a list item as a browser shows it; counts it."""
    if holder is None:
        return "•"
    style = _style_of(told) or attributes.get("type", "") or holder.style
    number = _number(attributes.get("value"), holder.next)
    holder.next = number + 1
    if style == "none":
        return ""
    if style in _STYLES or (holder.ordered and style not in _BULLETS):
        return f"{numeral(number, _STYLES.get(style, 'decimal'))}."
    return _BULLETS.get(style, "•")


class Counters:
    """CSS counters; each instance lives as long as the parent of the element that made it."""

    def __init__(self) -> None:
        self._open: dict[str, list[list[int]]] = {}

    def enter(self, told: Told, depth: int) -> None:
        """Reset and count what an element at this depth says."""
        for name, value in _NAMED.findall(told.get("counter-reset", "")):
            instances = self._open.setdefault(name, [])
            while instances and instances[-1][0] >= depth:
                instances.pop()
            instances.append([depth, int(value or 0)])
        for name, value in _NAMED.findall(told.get("counter-increment", "")):
            instances = self._open.setdefault(name, [])
            if not instances:
                instances.append([depth, 0])
            instances[-1][1] = min(_MAX, instances[-1][1] + int(value or 1))

    def leave(self, depth: int) -> None:
        """An element at this depth closes, and with it what its children made."""
        for instances in self._open.values():
            while instances and instances[-1][0] > depth:
                instances.pop()

    def content(self, told: Told) -> tuple[str, bool]:
        """The text a `content` declaration makes, and whether it shows several counters."""
        out, shown = "", 0
        for match in _PIECE.finditer(told.get("content", "")):
            if match[3]:
                out += numeral(self._value(match[3]), _STYLES.get(match[4] or "decimal", "decimal"))
                shown += 1
            elif match[5]:
                values = [value for _, value in self._open.get(match[5], ())]
                out += match[7].join(numeral(v, _STYLES.get(match[8] or "decimal", "decimal")) for v in values)
                shown += len(values)
            else:
                out += _ESCAPE.sub(lambda m: chr(min(int(m[1], 16), 0xFFFD)) if m[1] else m[2], match[2])
        return " ".join(out.split()), shown > 1

    def _value(self, name: str) -> int:
        instances = self._open.get(name)
        return instances[-1][1] if instances else 0
