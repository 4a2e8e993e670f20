"""`results.jsonl` as results, one line at a time, as often as wanted.

Somebody may have edited it: what a line holds is looked at as a whole, so that views may rely on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from clausecheck.bulk.folder import ABOUT, told_lines
from clausecheck.bulk.result import Result
from clausecheck.bulk.views.shape import Fits, fitting
from clausecheck.errors import UnreadableInput
from clausecheck.render.json import SCHEMA_VERSION
from clausecheck.render.schema import json_schema

__all__ = ["ResultsFile"]

_NEXT = "Name the results.jsonl of a finished `clausecheck batch`."
_AGAIN = "Run the batch again."
_WHOLE = "Run the same batch again, with --resume if it was stopped."
_DEEPEST = 64
_LATER: dict[str, object] = {"positions": [], "packs": []}
"""Parts of a report which older results have not."""


class ResultsFile:
    """The results in a file; every `iter` opens it anew and holds one line at a time.

    UnreadableInput, with the number of the line, where the file is none of ours, and where a name comes twice; and
    where it holds more or fewer lines than its batch, in `batch.json` beside it, says that it wrote.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        self.path = path
        self._looked_at: tuple[int, ...] = ()
        """Which file it was that was found whole; looking at all of it once is enough."""

    def __iter__(self) -> Iterator[Result]:
        """Results in the order of lines; empty lines are passed over."""
        name = str(self.path)
        try:
            with self.path.open("rb") as stream:
                there = os.fstat(stream.fileno())
                mark = (there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns)
                look = mark != self._looked_at
                lines: dict[str, int] = {}
                for number, line in enumerate(stream, 1):
                    if not line.strip():
                        continue
                    result = _result(line, f"{name}, line {number}")
                    if look:
                        _look_at(result, f"{name}, line {number}")
                        _once(result, lines, number, name)
                    yield result
                if look:
                    _count(self.path, len(lines))
                self._looked_at = mark
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UnreadableInput(name, f"cannot be read ({why})", _NEXT) from error


def _result(line: bytes, where: str) -> Result:
    try:
        return Result.of_line(line.decode("utf-8"))
    except ValueError as error:
        raise UnreadableInput(where, "is no result of a batch, or was cut off", _NEXT) from error


def _once(result: Result, lines: dict[str, int], number: int, name: str) -> None:
    """Raise UnreadableInput where a line before told of the same file, which would be counted twice."""
    before = lines.setdefault(result.name, number)
    if before != number:
        raise UnreadableInput(f"{name}, line {number}", f"tells of the same file as line {before}", _AGAIN)


def _count(path: Path, count: int) -> None:
    """Raise UnreadableInput where the batch wrote another number of lines: cut at the end of one, each is whole."""
    told = told_lines(path)
    if told not in (None, count):
        lines = "1 line" if count == 1 else f"{count:,} lines"
        what = f"has {lines}, and its batch wrote {told:,} ({ABOUT} beside it). It was cut off, or edited"
        raise UnreadableInput(str(path), what, _WHOLE)


def _look_at(result: Result, where: str) -> None:
    """Raise UnreadableInput unless everything about a result has the shape that the views rely on."""
    failure = result.failure
    texts = [result.name, result.sha256, *((failure.kind, failure.message) if failure is not None else ())]
    if not all(isinstance(text, str) for text in texts):
        raise UnreadableInput(where, "is no result of a batch", _NEXT)
    if (failure is None) is (result.report is None):
        what = "says of a file that was not read nothing more" if failure is None else "holds a report and a failure"
        raise UnreadableInput(where, what, _AGAIN)
    if result.report is not None:
        _look_at_report(result.report, where)


def _look_at_report(report: object, where: str, depth: int = 0) -> None:
    if not isinstance(report, dict):
        raise UnreadableInput(where, "holds no report", _AGAIN)
    version = report.get("schema_version")
    if version != SCHEMA_VERSION:
        what = f"holds a report of form {version!r}, not {SCHEMA_VERSION}"
        raise UnreadableInput(where, what, "Run the batch again with this version.")
    within = report.get("attachments")
    if not isinstance(within, list) or depth > _DEEPEST or not _shape()({**_LATER, **report, "attachments": []}):
        raise UnreadableInput(where, "holds a report that is not whole", _AGAIN)
    for part in within:
        _look_at_report(part, where, depth + 1)


@cache
def _shape() -> Fits:
    """What reports must be, made when it is first needed; of those within them each is looked at by itself."""
    return fitting(json_schema())
