"""Results of a batch → one SARIF log, written as they come: only what the log says of files is held until the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from clausecheck.bulk.baseline import Known
from clausecheck.bulk.gates import Value
from clausecheck.bulk.result import Result
from clausecheck.bulk.revived import report_of
from clausecheck.bulk.screening import Mark, Verdict
from clausecheck.errors import ExitCode
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.render.json import escape_unsafe
from clausecheck.render.places import Region, line_unit
from clausecheck.render.sarif import SCHEMA, VERSION, Beside, Placed, SarifLog
from clausecheck.render.sarif_places import name_uri, nested_uri
from clausecheck.report import (
    Confidence,
    Finding,
)
from clausecheck.rulebook.model import Topic

__all__ = ["SarifFile", "absent", "beside", "is_log"]

_BEGINNING = pattern(rb"\s*\{\s*\"\$schema\":\s*\"[^\"]*sarif[^\"]*\"")
_OURS = pattern(rb"\"driver\":\s*\{\s*\"name\":\s*\"clausecheck\"")
"""Within a string of JSON the quotes would be escaped."""
_BLOCK, _LONGEST = 1 << 20, 200


class SarifFile:
    """Writes one log to a text stream; nothing must be written to it in between."""

    def __init__(self, stream: IO[str], topics: Mapping[str, Topic] | None = None, *, base: str = "") -> None:
        """`topics` of the rulebook by slug; `base`, ending in `/`, is the reference that names are relative to."""
        self._stream = stream
        self._base = name_uri(base)
        self._log = SarifLog(topics, keep=self._write)
        self._begun = False
        stream.write(f'{{"$schema": "{SCHEMA}", "version": "{VERSION}", "runs": [{{"results": [')

    def add(self, result: Result, verdict: Verdict | None = None) -> None:
        """Add what one document of the batch came to."""
        uri = self._uri(result.name)
        if result.report is None:
            self._log.fail(uri, result.failure.message if result.failure else "it was not read")
            return
        self._add(uri, result.report, None, beside(verdict.marks) if verdict else {})
        for known in verdict.stale if verdict else ():
            self.add_absent(result.name, known)

    def add_absent(self, name: str, known: Known) -> None:
        """Add that a known finding no longer occurs in the file `name`."""
        self._log.add_absent(self._uri(name), absent(known))

    def finish(self, code: ExitCode) -> None:
        """Write what is left; `code` is what the run ends with."""
        rest = self._log.run(code)
        del rest["results"]
        self._stream.write("\n], ")
        self._stream.write(_text(rest)[1:])
        self._stream.write("]}\n")

    def _add(self, uri: str, value: Value, parent: int | None, more: Mapping[str, Beside]) -> None:
        index = self._log.add_one(uri, report_of(value), _places(value), parent=parent, beside=more)
        for inner in value["attachments"]:
            self._add(nested_uri(inner["document"]["name"]), inner, index, more)

    def _write(self, result: dict[str, Any]) -> None:
        self._stream.write(",\n" if self._begun else "\n")
        self._begun = True
        self._stream.write(_text(result))

    def _uri(self, name: str) -> str:
        if name == "-":
            return "stdin"
        if "://" in name:
            return name_uri(name, safe="/:")
        return self._base + name_uri(name)


def is_log(path: Path) -> bool:
    """Whether a file is a SARIF log that clausecheck wrote, or empty; raises OSError where it cannot be read.

    The tool's name stands behind the results of a batch, so all of the file may have to be read.
    """
    with path.open("rb") as stream:
        block = stream.read(_BLOCK)
        if block and not _BEGINNING.match(block[:_LONGEST]):
            return False
        found = not block
        while block and not found:
            found = _OURS.search(block) is not None
            more = stream.read(_BLOCK)
            block = block[-_LONGEST:] + more if more else b""
        return found


def beside(marks: Mapping[str, Mark]) -> dict[str, Beside]:
    """What SARIF says of findings beside the report, by fingerprint."""
    return {
        fingerprint: Beside(str(mark.seen or ""), None if mark.suppression is None else mark.suppression.words())
        for fingerprint, mark in marks.items()
    }


def absent(known: Known) -> Finding:
    """As much of a finding as is known once it is gone."""
    return Finding(
        rule=known.rule,
        topic=known.topic,
        axis="",
        severity=known.severity,
        confidence=Confidence.high,
        quote="",
        start=0,
        end=0,
        clause="",
        page=None,
        plain="",
        why="",
        fingerprint=known.fingerprint,
    )


def _text(value: object) -> str:
    return escape_unsafe(json.dumps(value, ensure_ascii=False, allow_nan=False))


@record
class _Places:
    """The places of what one report found: by page, by line where results hold lines, else by character."""

    lines: Mapping[tuple[int, int], Mapping[str, int]]
    form: str

    def __call__(self, one: Placed) -> Region | None:
        unit, own = line_unit(self.form)
        at = self.lines.get((one.start, one.end))
        if at is not None:
            offset = one.start if own else None
            return Region(unit, at["start"], at["end"], at["column"], at["end_column"], offset)
        # Results that hold no lines: the first page or line is where a code host can show it.
        page = one.page
        return Region("file", 1, 1) if page is None else Region("page", page, page)


def _places(value: Value) -> _Places:
    packs = (finding for pack in value["packs"] for finding in pack["findings"])
    placed = (*value["findings"], *packs, *value["mismatches"], *value["costs"], *value["positions"])
    lines = {(one["start"], one["end"]): one["lines"] for one in placed if "lines" in one}
    return _Places(lines, value["document"]["format"])
