"""Results of a batch → one SARIF log, written as they come: only what the log says of files is held until the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any
from urllib.parse import quote

from clausecheck.beside import PackReport
from clausecheck.bulk.baseline import Known
from clausecheck.bulk.gates import Value
from clausecheck.bulk.result import Result
from clausecheck.bulk.screening import Mark, Verdict
from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.errors import ExitCode
from clausecheck.record import record
from clausecheck.render.json import escape_unsafe
from clausecheck.render.places import Region, line_unit
from clausecheck.render.sarif import SCHEMA, VERSION, Beside, Placed, SarifLog, name_uri
from clausecheck.report import (
    Confidence,
    Cost,
    Finding,
    Grade,
    Mismatch,
    MismatchKind,
    ModelText,
    Protection,
    Report,
    SourceNote,
)
from clausecheck.rulebook.model import Topic

__all__ = ["SarifFile", "absent", "beside"]

_OWN_NOTICES = ("read-date", "not-legal-advice")
"""Notices that JSON adds; the log says the same for all files at once."""


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
        index = self._log.add_one(uri, _report(value), _places(value), parent=parent, beside=more)
        for inner in value["attachments"]:
            self._add(name_uri(inner["document"]["name"]), inner, index, more)

    def _write(self, result: dict[str, Any]) -> None:
        self._stream.write(",\n" if self._begun else "\n")
        self._begun = True
        self._stream.write(_text(result))

    def _uri(self, name: str) -> str:
        if name == "-":
            return "stdin"
        if "://" in name:
            return quote(name, safe="/:", errors="surrogateescape")
        return self._base + name_uri(name)


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
    placed = (*value["findings"], *packs, *value["mismatches"], *value["costs"])
    lines = {(one["start"], one["end"]): one["lines"] for one in placed if "lines" in one}
    return _Places(lines, value["document"]["format"])


def _report(value: Value) -> Report:
    """As much of a report as a log says; files within it are not part of it."""
    document, grade = value["document"], value["grade"]
    parts = tuple(CoveragePart(p["name"], p["read"], p["why"]) for p in document["coverage"]["parts"])
    findings = tuple(_finding(entry) for entry in value["findings"])
    notices = tuple(Notice(n["kind"], n["message"]) for n in value["notices"] if n["kind"] not in _OWN_NOTICES)
    return Report(
        name=document["name"],
        sha256=document["sha256"],
        format=document["format"],
        pages=document["pages"],
        words=document["words"],
        engagement=document["engagement"],
        nation=document["nation"],
        coverage=Coverage(parts),
        rules_sha256=value["tool"]["rules_sha256"],
        model_name="",
        grade=None if grade is None else Grade(grade["letter"], grade["verdict"], (), ()),
        measures=None,
        findings=findings,
        protections=tuple(_protection(entry) for entry in value["protections"]),
        mismatches=tuple(_mismatch(entry) for entry in value["mismatches"]),
        costs=tuple(_cost(entry) for entry in value["costs"]),
        notices=notices,
        packs=tuple(_pack(entry) for entry in value["packs"]),
        read_date=max(_dates(value), default=""),
    )


def _finding(entry: Value) -> Finding:
    model = entry["model"]
    return Finding(
        rule=entry["rule"],
        topic=entry["topic"],
        axis=entry["axis"],
        severity=entry["severity"],
        confidence=Confidence(entry["confidence"]),
        quote=entry["quote"],
        start=entry["start"],
        end=entry["end"],
        clause=entry["clause"],
        page=entry["page"],
        plain=entry["plain"],
        why=entry["why"],
        effects=tuple(entry["effects"]),
        model=None if model is None else ModelText(model["clause"], model["quote"]),
        ask=entry["ask"],
        basis=entry["basis"],
        sources=tuple(SourceNote(**source) for source in entry["sources"]),
        fingerprint=entry["fingerprint"],
    )


def _protection(entry: Value) -> Protection:
    keys = ("rule", "topic", "quote", "start", "end", "clause", "page", "fingerprint")
    said = {key: entry[key] for key in keys}
    return Protection(axis="", confidence=Confidence(entry["confidence"]), plain="", **said)


def _dates(value: Value) -> Iterator[str]:
    """When the sources of what a report says were read."""
    for part in (value, *value["packs"]):
        for said in (*part["findings"], *part.get("missing", ())):
            yield from (source["read"] for source in said["sources"])


def _pack(entry: Value) -> PackReport:
    findings = tuple(_finding(one) for one in entry["findings"])
    return PackReport(entry["name"], entry["perspective"], entry["title"], entry["applies"], findings=findings)


def _mismatch(entry: Value) -> Mismatch:
    keys = ("name", "topic", "agreed", "written", "favours", "quote", "start", "end", "clause", "page")
    return Mismatch(kind=MismatchKind(entry["kind"]), **{key: entry[key] for key in keys})


def _cost(entry: Value) -> Cost:
    where = {key: entry[key] for key in ("name", "topic", "per", "plain", "quote", "start", "end", "clause", "page")}
    return Cost(amount=entry["amount_gbp"], working=tuple(entry["working"]), **where)
