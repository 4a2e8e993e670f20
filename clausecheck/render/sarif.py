"""Reports → one SARIF 2.1.0 log: a run with every file checked, its findings, and what could not be read.

Everything is in one run because the log is of one call of the command; GitHub takes only one run of a tool in a log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from clausecheck import __version__
from clausecheck.document import Document
from clausecheck.errors import ExitCode
from clausecheck.record import record
from clausecheck.render.json import escape_unsafe
from clausecheck.render.passages import place
from clausecheck.render.places import Region, Regions
from clausecheck.render.plain import visible
from clausecheck.render.sarif_deal import DealResult, deal_results
from clausecheck.render.sarif_places import Placed, Where, location_of, name_uri, nested_uri, page_of
from clausecheck.render.sarif_positions import position_results
from clausecheck.render.sarif_rules import LEVELS, descriptor, message
from clausecheck.render.telling import within
from clausecheck.render.wording import NOT_ADVICE, SEVERITIES, read_line
from clausecheck.report import Confidence, Finding, Report
from clausecheck.rulebook.model import Topic

__all__ = ["SCHEMA", "VERSION", "Beside", "Placed", "SarifLog", "name_uri"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"

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


@record
class Beside:
    """What is known of a finding beside the report: from a baseline, and from suppressions."""

    baseline: str = ""
    """`new`, `unchanged` or `updated`; empty without a baseline."""
    justification: str | None = None
    """Why it is suppressed; None where it is not."""


class SarifLog:
    """Takes in one report after the other; `text` gives the log."""

    def __init__(
        self,
        topics: Mapping[str, Topic] | None = None,
        *,
        include_text: bool = False,
        keep: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        """`topics` of the rulebook by slug, for the help on each rule; `include_text` keeps the contracts' text.

        `keep` takes each result as it comes, where a log would be too large to hold; `run` gives the rest of it.
        """
        self._topics = topics or {}
        self._include_text = include_text
        self._rules: dict[str, dict[str, Any]] = {}
        self._ranks: dict[str, int] = {}
        self._artifacts: list[dict[str, Any]] = []
        self._inner: dict[int, Where] = {}
        self._results: list[dict[str, Any]] = []
        self._keep = keep or self._results.append
        self._notifications: list[dict[str, Any]] = []
        self._sha256 = ""
        self._read_date = ""

    def add(
        self,
        uri: str,
        report: Report,
        document: Document | None,
        *,
        parent: int | None = None,
        beside: Mapping[str, Beside] | None = None,
    ) -> None:
        """Add what a check said of the file at `uri`, a relative reference; `document` gives the lines.

        That of a file within another is `nested_uri` of its name, and `parent` the number of the other. `beside` says
        more of findings, by fingerprint, those of files within included.
        """
        regions = Regions(document) if document is not None else None
        text = document.text if self._include_text and document is not None else None

        def place_of(one: Placed) -> Region | None:
            return regions.of(one.start, one.end) if regions else page_of(one)

        index = self.add_one(uri, report, place_of, parent=parent, text=text, beside=beside)
        for attached, inner in within(report, document):
            self.add(nested_uri(attached.name), attached, inner, parent=index, beside=beside)

    def add_one(
        self,
        uri: str,
        report: Report,
        place_of: Callable[[Placed], Region | None],
        *,
        parent: int | None = None,
        text: str | None = None,
        beside: Mapping[str, Beside] | None = None,
    ) -> int:
        """Add a report without those of the files within; the number it gives is their `parent`."""
        self._sha256 = report.rules_sha256
        self._read_date = max(self._read_date, report.read_date)
        index = self._artifact(uri, report, text, parent)
        for whose, findings in (("", report.findings), *((pack.perspective, pack.findings) for pack in report.packs)):
            for finding in findings:
                made = self._result(finding, uri, index, place_of(finding))
                if whose:
                    made["properties"]["perspective"] = whose
                self._keep(made | _more((beside or {}).get(finding.fingerprint)))
        for said in (*deal_results(report), *position_results(report)):
            region = place_of(said.at) if said.at.quote else None
            self._keep(self._deal_result(said, uri, index, region))
        for part in report.coverage.unread:
            self._notify("unread-part", "error", f"{part.name} was not read: {part.why}", uri, index)
        notes = [f"{pack.title}: {note}" for pack in report.packs for note in pack.notes]
        for said_of_it in (*(notice.message for notice in report.notices), *notes):
            self._notify("notice", "note", said_of_it, uri, index)
        return index

    def add_absent(self, uri: str, finding: Finding) -> None:
        """Add that a known finding no longer occurs in the file at `uri`; of it no more than the rule need be known."""
        self._keep(
            {
                "ruleId": visible(finding.rule),
                "ruleIndex": self._rule(finding),
                "level": "none",
                "kind": "pass",
                "message": message("A finding of the baseline that no longer occurs."),
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
                "partialFingerprints": _known_again(finding.fingerprint),
                "baselineState": "absent",
            }
        )

    def fail(self, uri: str, why: str) -> None:
        """Add that the file at `uri` could not be checked, and why; `why` quotes nothing of it."""
        self._artifacts.append({"location": {"uri": uri}, "roles": ["analysisTarget"]})
        self._notify("unread-file", "error", why, uri, len(self._artifacts) - 1)

    def text(self, code: ExitCode = ExitCode.clean) -> str:
        """The log as JSON, ending in a newline; `code` is what the run ends with."""
        run = self.run(code)
        log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
        return escape_unsafe(json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"

    def run(self, code: ExitCode) -> dict[str, Any]:
        """The log's only run; without results where each was given away as it came."""
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
        return {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "artifacts": self._artifacts,
            "results": self._results,
            "properties": {"notes": [*notes, NOT_ADVICE]},
        }

    def _artifact(self, uri: str, report: Report, text: str | None, parent: int | None) -> int:
        artifact: dict[str, Any] = {"location": {"uri": uri}, "roles": ["analysisTarget"]}
        if parent is not None:
            artifact |= {"parentIndex": parent, "roles": ["analysisTarget", "attachment"]}
        if report.format in _MIME:
            artifact["mimeType"] = _MIME[report.format]
        artifact["hashes"] = {"sha-256": report.sha256}
        if text is not None:
            artifact["contents"] = {"text": text}
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
        index = len(self._artifacts)
        if parent is None:
            self._inner.clear()  # nothing within the file before is told of any more
        else:
            outer = self._where(self._artifacts[parent]["location"]["uri"], parent)
            self._inner[index] = outer.within(report.name, index)
        self._artifacts.append(artifact)
        return index

    def _where(self, uri: str, index: int) -> Where:
        """Where to look for what stands in the artifact `index` at `uri`."""
        return self._inner.get(index) or Where(uri, index)

    def _result(self, finding: Finding, uri: str, index: int, region: Region | None) -> dict[str, Any]:
        return {
            "ruleId": visible(finding.rule),
            "ruleIndex": self._rule(finding),
            "level": "note" if finding.confidence is Confidence.low else LEVELS[finding.severity],
            "message": message(_said(finding)),
            "locations": [location_of(finding, self._where(uri, index), region)],
            "partialFingerprints": _known_again(finding.fingerprint),
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

    def _rule(self, finding: Finding) -> int:
        """Index of the rule that made `finding`; it is described when it is first met."""
        if finding.rule not in self._rules:
            self._ranks[finding.rule] = len(self._rules)
            self._rules[finding.rule] = descriptor(finding, self._topics.get(finding.topic))
        return self._ranks[finding.rule]

    def _deal_result(self, said: DealResult, uri: str, index: int, region: Region | None) -> dict[str, Any]:
        rule = str(said.rule["id"])
        if rule not in self._rules:
            self._ranks[rule] = len(self._rules)
            self._rules[rule] = said.rule
        return {
            "ruleId": rule,
            "ruleIndex": self._ranks[rule],
            "level": said.level,
            "message": message(said.words),
            "locations": [location_of(said.at, self._where(uri, index), region)],
            "partialFingerprints": _known_again(said.fingerprint),
            "properties": said.properties,
        }

    def _notify(self, kind: str, level: str, words: str, uri: str, index: int) -> None:
        where = self._where(uri, index)
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": where.artifact}}
        if where.names:
            location["logicalLocations"] = where.logical
        self._notifications.append(
            {
                "descriptor": {"id": kind, "index": list(_NOTIFICATIONS).index(kind)},
                "level": level,
                "message": message(words),
                "locations": [location],
            }
        )


def _more(beside: Beside | None) -> dict[str, Any]:
    """The properties of a result that a baseline and suppressions add."""
    out: dict[str, Any] = {}
    if beside is not None and beside.baseline:
        out["baselineState"] = beside.baseline
    if beside is not None and beside.justification is not None:
        justification = visible(beside.justification)
        out["suppressions"] = [{"kind": "external", "justification": justification}]
    return out


def _said(finding: Finding) -> str:
    where = place(finding.clause, finding.page)
    said = [finding.plain, *(f"And: {effect}" for effect in finding.effects)]
    if finding.model is not None:
        said.append(f"The model says: “{finding.model.quote}”")
    if finding.ask:
        said.append(f"Ask for: {finding.ask}")
    words = f"{where}: “{finding.quote}”" if where else f"“{finding.quote}”"
    return " ".join([words, *(part if part.endswith((".", "?", "!")) else f"{part}." for part in said if part)])


def _known_again(fingerprint: str) -> dict[str, str]:
    # GitHub follows an alert from one version of a file to the next by the second name only.
    return {"clausecheck/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint}:1"}
