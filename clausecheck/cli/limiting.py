"""Limits on what is read, as people write them: `pages=5000`, `size=200MB`, `seconds=60`."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from clausecheck.cli.unknown import unknown
from clausecheck.errors import UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.patterns import pattern
from clausecheck.record import record, replaced

__all__ = ["LIMITS", "LimitKind", "Unit", "limits_of", "parse_limits", "show_limit", "value_of"]


class Unit(StrEnum):
    """What a limit counts."""

    bytes = "bytes"
    number = "number"
    seconds = "seconds"


@record
class LimitKind:
    """One limit that may be set."""

    name: str
    """As it is written: `page-seconds` for the field `page_seconds`."""
    unit: Unit
    meaning: str

    @property
    def field(self) -> str:
        """Its field in `Limits`."""
        return self.name.replace("-", "_")


LIMITS = (
    LimitKind("size", Unit.bytes, "of one input"),
    LimitKind("pages", Unit.number, "of one PDF"),
    LimitKind("entries", Unit.number, "parts of a Word file or files in an archive"),
    LimitKind("unpacked", Unit.bytes, "all of them together, unpacked"),
    LimitKind("part", Unit.bytes, "one of them, unpacked"),
    LimitKind("ratio", Unit.number, "times that an XML part may grow when unpacked"),
    LimitKind("depth", Unit.number, "files within files within one input"),
    LimitKind("files", Unit.number, "files within one input, at all depths together"),
    LimitKind("characters", Unit.number, "of the text read"),
    LimitKind("pixels", Unit.number, "dots of one picture, or of a page made into one"),
    LimitKind("memory", Unit.bytes, "memory for reading one input"),
    LimitKind("seconds", Unit.seconds, "time for reading one input"),
    LimitKind("page-seconds", Unit.seconds, "more time for each page that was read"),
    LimitKind("large-memory", Unit.bytes, "memory where pictures of text are recognised or a file is converted"),
    LimitKind("large-seconds", Unit.seconds, "time for the same"),
    LimitKind("large-page-seconds", Unit.seconds, "more time for each page of the same"),
)

_BY_NAME = {kind.name: kind for kind in LIMITS}
_NUMBER = pattern(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([kmg]i?b?|b)?", re.IGNORECASE)
_FACTOR = {"": 1, "b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_MOST = 1 << 48
"""Beyond it no system takes the number."""


def parse_limits(words: Sequence[str], base: Limits) -> Limits:
    """`base` with what `--limit NAME=VALUE` says; UsageProblem for what it may not say."""
    changes: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageProblem(f"--limit {word}: write a name and a value, such as pages=5000.")
        try:
            changes[_known(name.strip()).field] = value_of(_known(name.strip()), value)
        except ValueError as error:
            raise UsageProblem(f"--limit {word}: {error}") from error
    return replaced(base, **changes) if changes else base


def limits_of(table: Mapping[str, object], problems: list[str]) -> Limits:
    """The limits in a table of the configuration file; what is wrong goes to `problems`."""
    changes: dict[str, Any] = {}
    for name, value in table.items():
        try:
            kind = _known(name)
            if isinstance(value, bool) or not isinstance(value, int | float | str):
                raise ValueError(_expected(kind))
            changes[kind.field] = value_of(kind, str(value))
        except ValueError as error:
            problems.append(f"limits.{name}: {error}".removesuffix("."))
    return replaced(Limits(), **changes) if changes else Limits()


def value_of(kind: LimitKind, text: str) -> int | float:
    """The value in `text`; ValueError, with what is expected, where there is none."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or (match[2] and kind.unit is not Unit.bytes):
        raise ValueError(_expected(kind))
    number = float(match[1]) * _FACTOR[(match[2] or "")[:1].lower()]
    if not 0 < number <= _MOST or (kind.unit is Unit.number and number != int(number)):
        raise ValueError(_expected(kind))
    return number if kind.unit is Unit.seconds else max(1, int(number))


def show_limit(kind: LimitKind, limits: Limits) -> str:
    """The value of a limit as it may be written."""
    value = getattr(limits, kind.field)
    if kind.unit is Unit.bytes:
        for letter in ("G", "M", "K"):
            if value >= _FACTOR[letter.lower()]:
                return f"{value / _FACTOR[letter.lower()]:.4g}{letter}B"
    return f"{value:g}" if kind.unit is Unit.seconds else str(value)


def _known(name: str) -> LimitKind:
    if name in _BY_NAME:
        return _BY_NAME[name]
    said = unknown(name, _BY_NAME)
    raise ValueError(said if said.endswith("?") else f"{said}.")


def _expected(kind: LimitKind) -> str:
    return {
        Unit.bytes: "write a size above 0, such as 200MB.",
        Unit.number: "write a whole number above 0.",
        Unit.seconds: "write a number of seconds above 0.",
    }[kind.unit]
