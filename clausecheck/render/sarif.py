"""Reports → one SARIF 2.1.0 log: a run with every file checked, its findings, and what could not be read.

Everything is in one run because the log is of one call of the command; GitHub takes only one run of a tool in a log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from clausecheck import __version__
from clausecheck.document import Document
from clausecheck.errors import ExitCode
from clausecheck.render.json import escape_unsafe
from clausecheck.render.passages import place
from clausecheck.render.places import Region, Regions
from clausecheck.render.plain import visible
from clausecheck.render.sarif_rules import LEVELS, descriptor, message
from clausecheck.render.telling import within
from clausecheck.render.wording import NOT_ADVICE, SEVERITIES, read_line
from clausecheck.report import Confidence, Finding, Report
from clausecheck.rulebook.model import Topic

__all__ = ["SarifLog"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain",
    "markdown": "text/markdown",
    "email": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "html": "text/html",
    "zip": "application/zip",
}

_NOTIFICATIONS = {
    "unread-file": "A file could not be read at all.",
    "unread-part": "A part of a file could not be read, so that nothing is known of it.",
    "notice": "Something the reader must know beside the findings.",
}

_EXITS = {
    ExitCode.clean: "nothing at or above --fail-on",
    ExitCode.found: "something at or above --fail-on",
    ExitCode.usage: "wrong usage, or a result could not be written",
    ExitCode.unread: "an input could not be read, or only in part",
    ExitCode.rules: "rule files are wrong",
    ExitCode.internal: "a fault of clausecheck itself",
}


class SarifLog:
    """Takes in one report after the other; `text` gives the log."""

    def __init__(self, topics: Mapping[str, Topic] | None = None, *, include_text: bool = False) -> None:
        """`topics` of the rulebook by slug, for the help on each rule; `include_text` keeps the contracts' text."""
        self._topics = topics or {}
        self._include_text = include_text
        self._rules: dict[str, dict[str, Any]] = {}
        self._ranks: dict[str, int] = {}
        self._artifacts: list[dict[str, Any]] = []
        self._results: list[dict[str, Any]] = []
        self._notifications: list[dict[str, Any]] = []
        self._sha256 = ""
        self._read_date = ""

    def add(self, uri: str, report: Report, document: Document | None, *, parent: int | None = None) -> None:
        """Add what a check said of the file at `uri`, a relative reference; `document` gives the lines."""
        self._sha256 = report.rules_sha256
        self._read_date = max(self._read_date, report.read_date)
        index = self._artifact(uri, report, document, parent)
        regions = Regions(document) if document is not None else None
        for whose, findings in (("", report.findings), *((pack.perspective, pack.findings) for pack in report.packs)):
            for finding in findings:
                region = regions.of(finding.start, finding.end) if regions else _page(finding)
                self._results.append(self._result(finding, uri, index, region))
                if whose:
                    self._results[-1]["properties"]["perspective"] = whose
        for part in report.coverage.unread:
            self._notify("unread-part", "error", f"{part.name} was not read: {part.why}", uri, index)
        for notice in report.notices:
            self._notify("notice", "note", notice.message, uri, index)
        for attached, inner in within(report, document):
            self.add(quote(attached.name, safe="/", errors="surrogateescape"), attached, inner, parent=index)

    def fail(self, uri: str, why: str) -> None:
        """Add that the file at `uri` could not be checked, and why; `why` quotes nothing of it."""
        self._artifacts.append({"location": {"uri": uri}, "roles": ["analysisTarget"]})
        self._notify("unread-file", "error", why, uri, len(self._artifacts) - 1)

    def text(self, code: ExitCode = ExitCode.clean) -> str:
        """The log as JSON, ending in a newline; `code` is what the run ends with."""
        driver: dict[str, Any] = {
            "name": "clausecheck",
            "version": __version__,
            "semanticVersion": __version__,
            "shortDescription": {"text": "Finds what hurts and what protects a UK locum GP in a contract."},
            "rules": list(self._rules.values()),
            "notifications": [{"id": id, "shortDescription": {"text": text}} for id, text in _NOTIFICATIONS.items()],
        }
        if self._sha256:
            driver["properties"] = {"rules_sha256": self._sha256}
        invocation = {
            "executionSuccessful": code in (ExitCode.clean, ExitCode.found),
            "exitCode": int(code),
            "exitCodeDescription": _EXITS[code],
            "toolExecutionNotifications": self._notifications,
        }
        notes = [read_line(self._read_date)] if self._read_date else []
        run = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "artifacts": self._artifacts,
            "results": self._results,
            "properties": {"notes": [*notes, NOT_ADVICE]},
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return escape_unsafe(json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"

    def _artifact(self, uri: str, report: Report, document: Document | None, parent: int | None) -> int:
        artifact: dict[str, Any] = {"location": {"uri": uri}, "roles": ["analysisTarget"]}
        if parent is not None:
            artifact |= {"parentIndex": parent, "roles": ["analysisTarget", "attachment"]}
        if report.format in _MIME:
            artifact["mimeType"] = _MIME[report.format]
        artifact["hashes"] = {"sha-256": report.sha256}
        if self._include_text and document is not None:
            artifact["contents"] = {"text": document.text}
        grade = report.grade
        artifact["properties"] = {
            "grade": grade.letter if grade else None,
            "verdict": visible(grade.verdict) if grade else None,
            "read_whole": report.coverage.complete,
            "pages": report.pages,
            "words": report.words,
            "engagement": report.engagement,
            "nation": report.nation,
            "protections": len(report.protections),
        }
        self._artifacts.append(artifact)
        return len(self._artifacts) - 1

    def _result(self, finding: Finding, uri: str, index: int, region: Region | None) -> dict[str, Any]:
        if finding.rule not in self._rules:
            self._ranks[finding.rule] = len(self._rules)
            self._rules[finding.rule] = descriptor(finding, self._topics.get(finding.topic))
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri, "index": index}}
        if region is not None:
            physical["region"] = _region(region, finding)
        location: dict[str, Any] = {"physicalLocation": physical}
        if finding.clause:
            location["logicalLocations"] = [{"name": visible(finding.clause), "kind": "clause"}]
        return {
            "ruleId": visible(finding.rule),
            "ruleIndex": self._ranks[finding.rule],
            "level": "note" if finding.confidence is Confidence.low else LEVELS[finding.severity],
            "message": message(_said(finding)),
            "locations": [location],
            "partialFingerprints": {
                "clausecheck/v1": finding.fingerprint,
                # GitHub follows an alert from one version of a file to the next by this name only.
                "primaryLocationLineHash": f"{finding.fingerprint}:1",
            },
            "properties": {
                "severity": finding.severity,
                "severity_words": SEVERITIES[finding.severity].lower(),
                "confidence": str(finding.confidence),
                "topic": finding.topic,
                "axis": finding.axis,
                "clause": visible(finding.clause),
                "page": finding.page,
                "basis": finding.basis,
                "start": finding.start,
                "end": finding.end,
            },
        }

    def _notify(self, kind: str, level: str, words: str, uri: str, index: int) -> None:
        self._notifications.append(
            {
                "descriptor": {"id": kind, "index": list(_NOTIFICATIONS).index(kind)},
                "level": level,
                "message": message(words),
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri, "index": index}}}],
            }
        )


def _said(finding: Finding) -> str:
    where = place(finding.clause, finding.page)
    said = [finding.plain, *(f"And: {effect}" for effect in finding.effects)]
    if finding.model is not None:
        said.append(f"The model says: “{finding.model.quote}”")
    if finding.ask:
        said.append(f"Ask for: {finding.ask}")
    words = f"{where}: “{finding.quote}”" if where else f"“{finding.quote}”"
    return " ".join([words, *(part if part.endswith((".", "?", "!")) else f"{part}." for part in said if part)])


def _page(finding: Finding) -> Region | None:
    return None if finding.page is None else Region("page", finding.page, finding.page)


def _region(region: Region, finding: Finding) -> dict[str, Any]:
    out: dict[str, Any] = {"startLine": region.start}
    if region.start_column is not None:
        out["startColumn"] = region.start_column
    out["endLine"] = region.end
    if region.end_column is not None:
        out["endColumn"] = region.end_column
    if region.offset is not None:
        out |= {"charOffset": region.offset, "charLength": finding.end - finding.start}
    out["snippet"] = {"text": finding.quote}
    out["properties"] = {"unit": region.unit}
    return out
