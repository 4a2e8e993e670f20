"""Typed references of the phrase language: `{duration > 30 days}`, `{number 19..80}`, into plain items."""

import re
from typing import Any

from clausecheck.patterns import pattern

__all__ = ["KINDS", "UNITS", "PhraseError", "typed_item"]

KINDS = ("number", "duration", "money", "percent", "time", "distance")

_TYPED = pattern(
    r"(?P<kind>[a-z]+)\s*(?:(?P<op>>=|<=|>|<|=)\s*(?P<value>\S+)|(?P<low>[^\s.]+(?:\.\d+)?)\s*\.\.\s*(?P<high>\S+))"
    r"(?:\s+(?P<unit>[a-z ]+))?"
)
_CLOCK = pattern(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?(?P<half>am|pm)?")
_DAY = 1440.0
UNITS = {
    unit: minutes
    for spellings, minutes in (
        ("minute minutes min mins", 1.0),
        ("hour hours hr hrs", 60.0),
        ("day days", _DAY),
        ("week weeks", 7 * _DAY),
        ("fortnight fortnights", 14 * _DAY),
        ("month months", 30.4375 * _DAY),
        ("year years", 365.25 * _DAY),
    )
    for unit in spellings.split()
}
_DAY_KINDS = frozenset({"working", "business", "calendar", "clear"})
_BOUNDS = {">": "()", ">=": "[)", "<": "()", "<=": "(]", "=": "[]"}


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says what is wrong with it, for whoever wrote it."""


def typed_item(name: str) -> tuple[Any, ...]:
    """("t", kind, low, high, bounds) of a reference with a comparison; raises `PhraseError`."""
    found = _TYPED.fullmatch(name)
    if found is None or found["kind"] not in KINDS:
        raise PhraseError(f"{{{name}}}: a comparison is > >= < <= = or low..high with a number and its unit")
    kind = found["kind"]
    unit = found["unit"] or ""
    if (op := found["op"]) is None:
        low, high = (_amount(kind, found[end], unit, name) for end in ("low", "high"))
        if low > high:
            raise PhraseError(f"{{{name}}}: {found['low']} is more than {found['high']}")
        return ("t", kind, low, high, "[]")
    value = _amount(kind, found["value"], unit, name)
    low_end = None if op[0] == "<" else value
    high_end = None if op[0] == ">" else value
    return ("t", kind, low_end, high_end, _BOUNDS[op])


def _amount(kind: str, figure: str, unit: str, name: str) -> float:
    """One end of a comparison in the unit quantities are kept in."""
    if kind == "time":
        return _clock(figure + unit.replace(" ", ""), name)
    body = figure.strip("£%") if kind in ("money", "percent") else figure
    glued = re.fullmatch(r"([\d.,]+)([a-z]+)", body)
    if glued and not unit:
        body, unit = glued[1], glued[2]
    try:
        value = float(body.replace(",", ""))
    except ValueError:
        raise PhraseError(f"{{{name}}}: {figure!r} is no number") from None
    words = [word for word in unit.split() if word not in _DAY_KINDS]
    if kind == "duration":
        if len(words) != 1 or words[0] not in UNITS:
            raise PhraseError(f"{{{name}}}: a duration needs a unit: minutes, hours, days, weeks, months or years")
        return value * UNITS[words[0]]
    allowed = {"money": {"pounds", "gbp"}, "percent": {"percent"}, "distance": {"mile", "miles"}}.get(kind, set())
    if words and (len(words) > 1 or words[0] not in allowed):
        raise PhraseError(f"{{{name}}}: {unit!r} is no unit of {kind}")
    return value


def _clock(figure: str, name: str) -> float:
    """Minutes after midnight of `18:30`, `6.30pm`, `9am`."""
    found = _CLOCK.fullmatch(figure)
    hour = int(found["hour"]) if found else 99
    if found and found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0) if 1 <= hour <= 12 else 99
    if found is None or hour > 24:
        raise PhraseError(f"{{{name}}}: {figure!r} is no time of day, as 18:30 or 6.30pm")
    return 60.0 * hour + int(found["minute"] or 0)
