"""What one document of a batch came to, and as a line of `results.jsonl`.

Everything that looks at a batch afterwards (workbook, dashboard, gates, the library) takes these, from memory or file.
"""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from clausecheck.errors import ExitCode
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.render.json import escape_unsafe

__all__ = ["Failure", "Outcome", "Result", "heads"]

_HEAD = pattern(rb'\{"input":("(?:[^"\\]|\\.)*+"),"outcome":"[a-z]+","sha256":"([0-9a-f]*+)"')


class Outcome(StrEnum):
    """How far a document came."""

    judged = "judged"
    """Read whole."""
    partial = "partial"
    """Read in part, or a file within it was: there are findings, and more may be missing."""
    failed = "failed"
    """Not read: there is no report."""


@record
class Failure:
    """Why there is no report."""

    kind: str
    """`unreadable`, `password`, `time`, `memory`, `crash`, `fault` (our own)."""
    message: str
    """What, where and what to do next; nothing of the contract."""


@record
class Result:
    """One document, as `results.jsonl` holds it; no time, place of work or other thing that differs between runs."""

    name: str
    """Path relative to the folder given, with `/`; an address or `-` as it was given."""
    outcome: Outcome
    sha256: str
    """Of the file's bytes; empty where these could not be had."""
    report: dict[str, Any] | None = None
    """As `clausecheck.render.json.report_value` makes it (schema 1); None only for `failed`."""
    failure: Failure | None = None

    @property
    def code(self) -> ExitCode:
        """What this document alone gives the exit code, before any gate."""
        if self.outcome is Outcome.judged:
            return ExitCode.clean
        if self.failure is not None and self.failure.kind == "fault":
            return ExitCode.internal
        return ExitCode.unread

    def line(self) -> str:
        """One line of JSON without its end."""
        failure = None if self.failure is None else {"kind": self.failure.kind, "message": self.failure.message}
        value = {
            "input": self.name,
            "outcome": str(self.outcome),
            "sha256": self.sha256,
            "failure": failure,
            "report": self.report,
        }
        return escape_unsafe(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))

    @classmethod
    def of_line(cls, line: str) -> "Result":
        """The result in a line; ValueError when it holds none."""
        try:
            value = json.loads(line)
            failure = None if value["failure"] is None else Failure(**value["failure"])
            result = cls(value["input"], Outcome(value["outcome"]), value["sha256"], value["report"], failure)
        except (AttributeError, KeyError, RecursionError, TypeError) as error:
            raise ValueError("not a line of results") from error
        if (result.outcome is Outcome.failed) != (result.report is None):
            raise ValueError("a result has either a report or a failure")
        return result


def heads(path: Path) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each result in a file of them, without the time that it takes to read the reports."""
    with path.open("rb") as stream:
        for line in stream:
            found = _HEAD.match(line)
            if found is not None:
                yield json.loads(found[1]), found[2].decode("ascii")
