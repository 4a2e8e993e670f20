"""Does a value read from JSON keep to a schema? For the few keywords that the schema of reports has, and quick.

Of fifty thousand reports every field is looked at each time the views are made; a schema is therefore turned into
functions once. Stricter than JSON Schema where the views need it: `3.0` is no integer, and numbers that are not finite
or greater than a spreadsheet holds are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

__all__ = ["Fits", "fitting"]

Fits = Callable[[Any], bool]
"""Whether a value keeps to the schema that it was made of."""

_Schema = Mapping[str, Any]

_LARGEST = 10**15
"""Of the numbers in a report: beyond it a spreadsheet holds none exactly."""

_SAYING_NOTHING = frozenset(("$schema", "$defs", "title", "description"))


def fitting(schema: _Schema) -> Fits:
    """The check of a schema, with its `$defs`; ValueError for a keyword that is not known here."""
    return _Made(schema.get("$defs", {})).of(schema)


class _Made:
    """Checks of one schema; those of its `$defs` are made once each."""

    def __init__(self, definitions: Mapping[str, _Schema]) -> None:
        self._definitions = definitions
        self._done: dict[str, Fits] = {}

    def of(self, schema: _Schema) -> Fits:
        """The check of a part of the schema."""
        said = {key: value for key, value in schema.items() if key not in _SAYING_NOTHING}
        match said:
            case {"$ref": str(name), **others} if not others:
                return self._referred(name.removeprefix("#/$defs/"))
            case {"const": wanted, **others} if not others:
                return lambda value: type(value) is type(wanted) and value == wanted
            case {"enum": wanted, **others} if not others:
                return _one_of(wanted)
            case {"anyOf": parts, **others} if not others:
                checks = tuple(self.of(part) for part in parts)
                return lambda value: any(check(value) for check in checks)
            case {"type": str(kind), **others}:
                return self._typed(kind, others)
            case {"type": [str(kind), "null"], **others}:
                check = self._typed(kind, others)
                return lambda value: value is None or check(value)
        raise ValueError(f"a schema with {sorted(said)} is not known here")

    def _referred(self, name: str) -> Fits:
        if name not in self._done:

            def later(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
                return self._done[name](value)

            self._done[name] = later  # a report holds reports: found when it is called
            self._done[name] = self.of(self._definitions[name])
        return self._done[name]

    def _typed(self, kind: str, more: _Schema) -> Fits:
        left = dict(more)
        match kind:
            case "object" if left.get("additionalProperties") is False:
                del left["additionalProperties"]
                check = self._object(left.pop("properties", {}), frozenset(left.pop("required", ())))
            case "object" if isinstance(left.get("additionalProperties"), dict):
                check = _object_of(self.of(left.pop("additionalProperties")))
            case "array" if "items" in left:
                check = _list_of(self.of(left.pop("items")))
            case "integer" | "number":
                check = _number(kind, left.pop("minimum", -_LARGEST), left.pop("maximum", _LARGEST))
            case "string" if "pattern" in left:
                check = _matching(left.pop("pattern"))
            case "string" if left.get("minLength") == 1:
                del left["minLength"]
                check = _some_text
            case "string" | "boolean" | "null":
                check = {"string": _text, "boolean": _flag, "null": _nothing}[kind]
            case _:
                raise ValueError(f"type {kind} with {sorted(left)} is not known here")
        if left:
            raise ValueError(f"type {kind} with {sorted(left)} is not known here")
        return check

    def _object(self, parts: Mapping[str, _Schema], required: frozenset[str]) -> Fits:
        checks = {name: self.of(part) for name, part in parts.items()}
        keys = frozenset(checks)
        always = tuple((name, checks[name]) for name in sorted(required) if checks[name] is not _text)
        texts = tuple(name for name in sorted(required) if checks[name] is _text)
        perhaps = tuple((name, checks[name]) for name in sorted(keys - required))

        def check(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
            if type(value) is not dict or not required <= value.keys() <= keys:
                return False
            for name in texts:
                if type(value[name]) is not str:
                    return False
            for name, fits in always:
                if not fits(value[name]):
                    return False
            return all(fits(value[name]) for name, fits in perhaps if name in value) if perhaps else True

        return check


def _text(value: object) -> bool:
    return type(value) is str


def _some_text(value: object) -> bool:
    return type(value) is str and value != ""


def _flag(value: object) -> bool:
    return type(value) is bool


def _nothing(value: object) -> bool:
    return value is None


def _matching(rule: str) -> Fits:
    found = re.compile(rule).search
    return lambda value: type(value) is str and found(value) is not None


def _number(kind: str, least: float, most: float) -> Fits:
    if kind == "integer":
        return lambda value: type(value) is int and least <= value <= most
    return lambda value: type(value) in (int, float) and least <= value <= most


def _one_of(wanted: Collection[str]) -> Fits:
    known = frozenset(wanted)
    if not all(type(one) is str for one in known):
        raise ValueError("an enum of other things than texts is not known here")
    return lambda value: type(value) is str and value in known


def _list_of(check: Fits) -> Fits:
    def each(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
        if type(value) is not list:
            return False
        for one in value:  # noqa: SIM110 - twice as quick as all() on the short lists there are
            if not check(one):
                return False
        return True

    return each


def _object_of(check: Fits) -> Fits:
    return lambda value: type(value) is dict and all(check(one) for one in value.values())
