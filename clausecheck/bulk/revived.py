"""Plain values of schema 1 as the records they were made of, as far as views of a batch need them."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.beside import MissingTerm, PackReport, PositionMet, Standing
from clausecheck.bulk.gates import Value
from clausecheck.document import Coverage, CoveragePart, Notice
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

__all__ = ["cost_of", "finding_of", "mismatch_of", "pack_of", "position_of", "report_of"]

_OWN_NOTICES = ("read-date", "not-legal-advice")
"""Notices that JSON adds; the log says the same for all files at once."""


def report_of(value: Value) -> Report:
    """As much of a report as a log says; files within it are not part of it."""
    document, grade = value["document"], value["grade"]
    parts = tuple(CoveragePart(p["name"], p["read"], p["why"]) for p in document["coverage"]["parts"])
    findings = tuple(finding_of(entry) for entry in value["findings"])
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
        mismatches=tuple(mismatch_of(entry) for entry in value["mismatches"]),
        costs=tuple(cost_of(entry) for entry in value["costs"]),
        notices=notices,
        packs=tuple(pack_of(entry) for entry in value["packs"]),
        positions=tuple(position_of(entry) for entry in value["positions"]),
        read_date=max(_dates(value), default=""),
    )


def finding_of(entry: Value) -> Finding:
    """A finding."""
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
        values=tuple((name, value) for name, value in entry["values"].items() if value is not None),
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


def pack_of(entry: Value) -> PackReport:
    """What rules of another perspective found."""
    return PackReport(
        name=entry["name"],
        perspective=entry["perspective"],
        title=entry["title"],
        applies=entry["applies"],
        notes=tuple(entry["notes"]),
        findings=tuple(finding_of(one) for one in entry["findings"]),
        protections=tuple(_protection(one) for one in entry["protections"]),
        missing=tuple(_missing(one) for one in entry["missing"]),
        not_looked_at=tuple(entry["not_looked_at"]),
    )


def _missing(entry: Value) -> MissingTerm:
    said = {key: entry[key] for key in ("topic", "title", "weight", "plain", "ask", "basis")}
    return MissingTerm(**said, sources=tuple(SourceNote(**source) for source in entry["sources"]))


def position_of(entry: Value) -> PositionMet:
    """Where a document stands on a position of a playbook."""
    keys = ("name", "topic", "quantity", "preferred", "fallback", "walk_away", "value", "ask")
    where = {key: entry[key] for key in ("quote", "start", "end", "clause", "page")}
    return PositionMet(
        **{key: entry[key] for key in keys}, met=Standing(entry["met"]), written=entry["contract"], **where
    )


def mismatch_of(entry: Value) -> Mismatch:
    """What the paper does not keep of a deal."""
    keys = ("name", "topic", "agreed", "written", "favours", "quote", "start", "end", "clause", "page")
    return Mismatch(kind=MismatchKind(entry["kind"]), **{key: entry[key] for key in keys})


def cost_of(entry: Value) -> Cost:
    """What a clause costs."""
    where = {key: entry[key] for key in ("name", "topic", "per", "plain", "quote", "start", "end", "clause", "page")}
    return Cost(amount=entry["amount_gbp"], working=tuple(entry["working"]), **where)
