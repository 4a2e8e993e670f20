"""Results that the cache holds, put under the name of the day without a look into them, and put away for it.

What is kept of one is its head (`Told.head`) and its line, both without the name. A failure to read a file depends on
no rule: it is kept beside what is read of other files, and stands when the rules change.
"""

from __future__ import annotations

import json
from contextlib import suppress

from clausecheck.bulk.job import Item, Keeper, Keys, Told
from clausecheck.bulk.nameless import asks_for_password, lasts
from clausecheck.bulk.result import Result
from clausecheck.record import replaced
from clausecheck.render.json import escape_unsafe

__all__ = ["recalled", "shelve"]

_START = '{"input":'
_REPORT = ',"report":{'
_DOCUMENT = ',"document":{"name":'
"""None of them can stand within a string of JSON, where quotation marks have a backslash."""


def recalled(keeper: Keeper, keys: Keys, item: Item, sha256: str, *, password: bool) -> Told | None:
    """The result kept on bytes with this hash; None where there is none, or one that a `password` may change."""
    text = keeper.result(keys.result(sha256)) or keeper.result(keys.document(sha256))
    if text is None:
        return None
    head, _, line = text.partition("\n")
    with suppress(ValueError):
        told = Told.of_head(head)
        if told.sha256 != sha256 or (password and asks_for_password(Result.of_line(line))):
            return None
        return replaced(told, name=item.name, line=_exchanged(line, ("", ""), (item.name, item.base)), kept=True)
    return None


def shelve(keeper: Keeper, keys: Keys, item: Item, told: Told, result: Result) -> None:
    """Keep `result`, told so, for the same bytes under any name, if it would come out so again."""
    if not lasts(result):
        return
    with suppress(ValueError):
        line = _exchanged(told.line, (item.name, item.base), ("", ""))
        key = keys.document(told.sha256) if told.failure else keys.result(told.sha256)
        keeper.keep_result(key, f"{replaced(told, name='').head()}\n{line}")


def _exchanged(line: str, old: tuple[str, str], new: tuple[str, str]) -> str:
    """The line with other names in the place of the old: of the document, and what its report calls it.

    ValueError where the old ones do not stand there. Writing all of it anew takes a hundred times as long.
    """
    start = f"{_START}{_quoted(old[0])},"
    if not line.startswith(start) or not line.endswith("}"):
        raise ValueError("not a result under that name")
    before, report, after = line[len(start) :].partition(_REPORT)
    if report:
        label = f"{_DOCUMENT}{_quoted(old[1])},"
        tool, document, rest = after.partition(_DOCUMENT)
        if not f"{document}{rest[: len(label)]}".startswith(label):
            raise ValueError("not a report under that name")
        after = f"{tool}{_DOCUMENT}{_quoted(new[1])}{rest[len(label) - len(_DOCUMENT) - 1 :]}"
    return f"{_START}{_quoted(new[0])},{before}{report}{after}"


def _quoted(text: str) -> str:
    return escape_unsafe(json.dumps(text, ensure_ascii=False))
