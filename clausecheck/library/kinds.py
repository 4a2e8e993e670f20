"""Arguments of the library held against their kinds: what is wrong is told by the argument's name, never by its value.

A value that is no path or name may be the text of a contract that was meant for another argument.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from clausecheck.errors import UsageProblem
from clausecheck.patterns import pattern

__all__ = ["AnyPath", "check_kind", "check_word", "named", "path_of", "places_of", "yaml_of"]

AnyPath = str | os.PathLike[str]

_LONGEST_PATH = 4096
"""Characters; a longer one is a text that was meant for `text=`."""
_LONGEST_NAME = 255
"""Of one file or folder."""
_LIKE_YAML = pattern(r":\s|[:}\]]$|^[{\[]")
_NAME = pattern(r"[\w.-]{1,64}")


def check_kind(argument: str, value: object, kind: type, said: str, *, optional: bool = True) -> None:
    """Raise UsageProblem unless `value` is of that kind; `said` says what the argument takes."""
    if not isinstance(value, kind) and not (optional and value is None):
        raise UsageProblem(f"{argument}= takes {said}{', or None' if optional else ''}.")


def check_word(argument: str, value: object, kind: Any, *, optional: bool) -> None:  # noqa: ANN401 - a Literal
    """Raise UsageProblem unless `value` is one of the words of a Literal."""
    words = get_args(kind)
    if (optional and value is None) or (isinstance(value, str) and value in words):
        return
    shown = repr(str(value)) if isinstance(value, str) and _NAME.fullmatch(value) else ""
    raise UsageProblem(f"{argument}={shown}: use one of {', '.join(words)}.")


def path_of(argument: str, value: object, wanted: str = "a path: a string or a pathlib.Path") -> Path:
    """The path; raises UsageProblem for what is none, and for a text in its place."""
    return Path(_place(argument, value, wanted))


def _place(argument: str, value: object, wanted: str) -> str:
    place = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if not isinstance(place, str):
        raise UsageProblem(f"{argument}= takes {wanted}.")
    if _no_path(place):
        raise UsageProblem(f"{argument}= is no path of a file. It takes {wanted}.")
    return place


def places_of(argument: str, value: object) -> tuple[str, ...]:
    """A path or several, as they were given; raises UsageProblem as `path_of` does."""
    wanted = "a path (a string or a pathlib.Path), or a list of paths"
    if isinstance(value, str | os.PathLike):
        return (_place(argument, value, wanted),)
    return tuple(_place(argument, one, wanted) for one in _several(argument, value, wanted))


def named(argument: str, value: object) -> tuple[str, ...]:
    """A name or several; raises UsageProblem for what is none."""
    wanted = "a name, or a list of names"
    found = [value] if isinstance(value, str) else list(_several(argument, value, wanted))
    for one in found:
        if not isinstance(one, str) or not _NAME.fullmatch(one):
            raise UsageProblem(f"{argument}= takes {wanted}.")
    return tuple(str(one) for one in found)


def yaml_of(argument: str, value: object) -> bytes | Path:
    """A dict as a file of the same content, for JSON is YAML too, or the path of a file; raises UsageProblem."""
    wanted = "the path of a YAML file, or a dict of the same content"
    if not isinstance(value, Mapping):
        path = path_of(argument, value, wanted)
        if _LIKE_YAML.search(str(path)) and not os.path.lexists(path):
            raise UsageProblem(f"{argument}= is no path of a file. It takes {wanted}.")
        return path
    import json

    try:
        return json.dumps(dict(value), default=_plain, indent=0).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageProblem(
            f"{argument}= takes {wanted}: its keys are strings, its values strings, numbers, lists and dicts."
        ) from error


def _no_path(place: str) -> bool:
    """It cannot be a path, or looks like a text and leads nowhere."""
    if not place or "\0" in place or len(place) > _LONGEST_PATH:
        return True
    odd = "\n" in place or max(map(len, re.split(r"[/\\]", place))) > _LONGEST_NAME
    return odd and not os.path.lexists(place)


def _several(argument: str, value: object, wanted: str) -> Iterable[object]:
    if isinstance(value, bytes | bytearray | memoryview | Mapping) or not isinstance(value, Iterable):
        raise UsageProblem(f"{argument}= takes {wanted}.")
    return value


def _plain(value: object) -> object:
    """What JSON has no word for: a date as it is written."""
    return dict(value) if isinstance(value, Mapping) else str(value)
