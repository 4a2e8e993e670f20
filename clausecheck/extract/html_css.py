"""As much of a page's style sheets as decides what shows and what numbers stand before it."""

import re
from collections.abc import Callable, Iterable

from clausecheck.patterns import pattern
from clausecheck.record import record

__all__ = ["Element", "Sheet", "declarations", "hides", "strikes"]

Told = dict[str, str]
"""Declarations of one element: property to value, lower case but for strings."""

_COMMENT = pattern(r"/\*.*?\*/", re.DOTALL)
_COMPOUND = pattern(r"(?:[a-z][\w-]*|\*)?(?:[.#][\w-]+)*")
_PART = pattern(r"([.#]?)([\w-]+|\*)")
_BEFORE = pattern(r"::?before$")
_WANTED = frozenset(
    (
        "display", "visibility", "mso-hide", "font-size", "opacity", "text-decoration", "text-decoration-line",
        "list-style", "list-style-type", "counter-reset", "counter-increment", "counter-set", "content",
    )
)  # fmt: skip
_MAX_RULES = 5_000
_ZERO = pattern(r"0(?:\.0*)?[a-z%]*")


@record
class Element:
    """An open element as selectors see it."""

    tag: str
    id: str
    classes: frozenset[str]


@record
class _Compound:
    """`p.term#a`: what one element must be."""

    tag: str
    id: str
    classes: frozenset[str]

    def fits(self, element: Element) -> bool:
        return (
            (not self.tag or self.tag == element.tag)
            and (not self.id or self.id == element.id)
            and self.classes <= element.classes
        )


@record
class _Rule:
    """What is declared of the elements that a selector picks."""

    path: tuple[tuple[bool, _Compound], ...]
    """Outermost first; True where the element must be the child of the one before, not just within it."""
    before: bool
    """Of the text generated before the element."""
    told: tuple[tuple[str, str], ...]


def declarations(style: str) -> Told:
    """`display: none; color: red` to a mapping of the properties that matter here."""
    told: Told = {}
    for piece in style.split(";"):
        name, colon, value = piece.partition(":")
        name = name.strip().lower()
        if colon and name in _WANTED:
            value = value.replace("!important", "").strip()
            told[name] = value if name == "content" else value.lower()
    return told


def hides(told: Told) -> bool:
    """The element shows on no screen."""
    return (
        told.get("display") == "none"
        or told.get("visibility") in ("hidden", "collapse")
        or told.get("mso-hide") == "all"
        or any(_ZERO.fullmatch(told.get(name, "1")) is not None for name in ("font-size", "opacity"))
    )


def strikes(told: Told) -> bool | None:
    """The element is struck through; None where nothing is said."""
    lines = [told[name] for name in ("text-decoration", "text-decoration-line") if name in told]
    return any("line-through" in line for line in lines) if lines else None


class Sheet:
    """The rules of a page, looked up by the last part of their selectors."""

    def __init__(self) -> None:
        self._rules: dict[str, list[tuple[int, _Rule]]] = {}
        self._count = 0
        self._known: dict[tuple[Element, bool], Told] = {}
        self._parents: tuple[int, list[Element]] = (0, [])

    def add(self, css: str) -> None:
        """Take the rules of a style sheet; those for other media, and selectors of other kinds, are left out."""
        for selectors, body in _blocks(_COMMENT.sub(" ", css)):
            told = tuple(declarations(body).items())
            for selector in selectors.split(",") if told else ():
                rule = _rule(selector.strip(), told)
                if rule is None or self._count >= _MAX_RULES:
                    continue
                last = rule.path[-1][1]
                key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.tag
                self._rules.setdefault(key, []).append((self._count, rule))
                self._count += 1

    def told(self, element: Element, within: list[Element], *, before: bool = False) -> Told:
        """What the rules say of an element; `within` are its ancestors, outermost first."""
        if not self._count:
            return {}
        if self._parents != (self._count, within):
            self._parents = self._count, list(within)
            self._known.clear()  # only of brothers and sisters, which often look alike, is the same said
        if (element, before) not in self._known:
            self._known[element, before] = self._told(element, within, before=before)
        return self._known[element, before]

    def _told(self, element: Element, within: list[Element], *, before: bool) -> Told:
        keys = [element.tag, *(f".{name}" for name in element.classes), ""]
        if element.id:
            keys.append(f"#{element.id}")
        fitting = [
            (at, rule)
            for key in keys
            for at, rule in self._rules.get(key, ())
            if rule.before is before and _picks(rule.path, element, within)
        ]
        merged: Told = {}
        for _, rule in sorted(fitting, key=_place):
            merged.update(rule.told)
        return merged


_place: Callable[[tuple[int, _Rule]], int] = lambda entry: entry[0]  # noqa: E731


def _blocks(css: str) -> Iterable[tuple[str, str]]:
    """Selectors and body of each rule on the top level; what stands within `@media` and its like is passed over."""
    at, size = 0, len(css)
    while at < size:
        opening = css.find("{", at)
        if opening < 0:
            return
        head = css[at:opening].rpartition(";")[2].replace("<!--", " ").strip()
        if head.startswith("@"):
            depth, at = 1, opening + 1
            while at < size and depth:
                depth += {"{": 1, "}": -1}.get(css[at], 0)
                at += 1
            continue
        closing = css.find("}", opening)
        closing = size if closing < 0 else closing
        yield head.lower() if "." not in head and "#" not in head else head, css[opening + 1 : closing]
        at = closing + 1


def _rule(selector: str, told: tuple[tuple[str, str], ...]) -> _Rule | None:
    before = _BEFORE.search(selector) is not None
    selector = _BEFORE.sub("", selector)
    path: list[tuple[bool, _Compound]] = []
    child = False
    for piece in selector.replace(">", " > ").split():
        if piece == ">":
            child = True
            continue
        if _COMPOUND.fullmatch(piece) is None or not piece:
            return None
        tag, key, classes = "", "", []
        for sign, name in _PART.findall(piece):
            if sign == ".":
                classes.append(name)
            elif sign == "#":
                key = name
            elif name != "*":
                tag = name
        path.append((child, _Compound(tag, key, frozenset(classes))))
        child = False
    return _Rule(tuple(path), before, told) if path else None


def _picks(path: tuple[tuple[bool, _Compound], ...], element: Element, within: list[Element]) -> bool:
    """The selector picks the element: its last part fits it, the others fit ancestors from the inside out."""
    child, last = path[-1]
    if not last.fits(element):
        return False
    at = len(within) - 1
    for closer, compound in reversed(path[:-1]):
        while at >= 0 and not compound.fits(within[at]):
            if child:
                return False
            at -= 1
        if at < 0:
            return False
        child, at = closer, at - 1
    return True
