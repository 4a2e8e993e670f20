"""Report → JSON text, schema 1 (`clausecheck.render.schema` describes it)."""

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clausecheck import __version__
from clausecheck.document import Document
from clausecheck.patterns import pattern
from clausecheck.render.places import Regions
from clausecheck.render.telling import within as each_within
from clausecheck.render.wording import NOT_ADVICE, read_line
from clausecheck.report import (
    Cost,
    Finding,
    Grade,
    Measures,
    Mismatch,
    ModelText,
    Protection,
    Report,
    SourceNote,
)

if TYPE_CHECKING:
    from clausecheck.beside import PackReport, PositionMet

__all__ = ["SCHEMA_VERSION", "escape_unsafe", "render_json", "report_value"]

SCHEMA_VERSION = 1

_UNSAFE = pattern("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
# Characters that a terminal obeys instead of showing, and lone surrogates, which UTF-8 cannot hold.
# Written as \uXXXX they mean the same to every reader of JSON.


def render_json(
    report: Report, *, indent: int | None = 2, text: str | None = None, within: Mapping[str, str] | None = None
) -> str:
    """One report as JSON without a final newline.

    `indent=None` gives one line, for JSON Lines. `text` is the contract's own text, put into the report when given;
    `within` are the texts of the files attached, by their hash.
    """
    value = report_value(report)
    if text is not None:
        value["document"]["text"] = text
    if within:
        _add_texts(value["attachments"], within)
    separators = (",", ":") if indent is None else None
    out = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    return escape_unsafe(out)


def escape_unsafe(text: str) -> str:
    """JSON `text` with what a terminal would obey, and what UTF-8 cannot hold, as escapes that mean the same."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _add_texts(attached: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
    for value in attached:
        value["document"]["text"] = texts.get(value["document"]["sha256"], "")
        _add_texts(value["attachments"], texts)


def report_value(report: Report, document: Document | None = None) -> dict[str, Any]:
    """The report as plain dicts and lists, keys in the order of the schema.

    With the `document` that the report is on, if it has no pages, findings, mismatches and costs say on which lines of
    its text they stand.
    """
    regions = Regions(document) if document is not None and not document.pages else None
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "clausecheck", "version": __version__, "rules_sha256": report.rules_sha256},
        "document": _document(report),
        "grade": None if report.grade is None else _grade(report.grade),
        "measures": None if report.measures is None else _measures(report.measures),
        "findings": [_finding(f) | _lines(f, regions) for f in report.findings],
        "protections": [_protection(p) for p in report.protections],
        "terms": [
            {
                "topic": t.topic,
                "state": str(t.state),
                "contract": t.contract,
                "model": t.model,
                "difference": t.difference,
                "findings": list(t.findings),
            }
            for t in report.terms
        ],
        "quantities": [
            {
                "name": q.name,
                "value": _number(q.value),
                "unit": q.unit,
                "quote": q.quote,
                "start": q.start,
                "end": q.end,
                "clause": q.clause,
            }
            for q in report.quantities
        ],
        "ladders": [
            {
                "name": ladder.name,
                "steps": [
                    {"hours": _number(s.hours), "percent": _number(s.percent), "quote": s.quote} for s in ladder.steps
                ],
            }
            for ladder in report.ladders
        ],
        "missing_documents": [{"name": m.name, "quote": m.quote} for m in report.missing_documents],
        "mismatches": [_mismatch(m) | _lines(m, regions) for m in report.mismatches],
        "costs": [_cost(c) | _lines(c, regions) for c in report.costs],
        "positions": [_position(p) | _lines(p, regions) for p in report.positions],
        "packs": [_pack(p, regions) for p in report.packs],
        "notices": _notices(report),
        "attachments": [report_value(part, inner) for part, inner in each_within(report, document)],
    }


def _lines(one: "Finding | Mismatch | Cost | PositionMet", regions: Regions | None) -> dict[str, Any]:
    if regions is None or not one.quote:
        return {}
    place = regions.of(one.start, one.end)
    keys = ("start", "column", "end", "end_column")
    values = (place.start, place.start_column, place.end, place.end_column)
    return {"lines": dict(zip(keys, values, strict=True))}


def _document(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "sha256": report.sha256,
        "format": report.format,
        "pages": report.pages,
        "words": report.words,
        "engagement": report.engagement,
        "nation": report.nation,
        "coverage": {
            "complete": report.coverage.complete,
            "parts": [
                {"name": p.name, "read": p.read, "why": p.why, "words": p.words, "pictures": p.pictures, "ocr": p.ocr}
                for p in report.coverage.parts
            ],
        },
    }


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "letter": grade.letter,
        "verdict": grade.verdict,
        "reasons": list(grade.reasons),
        "axes": [{"axis": a.axis, "letter": a.letter, "reasons": list(a.reasons)} for a in grade.axes],
    }


def _measures(measures: Measures) -> dict[str, Any]:
    ratio, duties = measures.stakhanov_ratio, measures.duties
    return {
        "stakhanov_ratio": {
            "value": _number(ratio.value),
            "unbounded": ratio.unbounded,
            "minutes_demanded": _number(ratio.minutes_demanded),
            "minutes_paid": _number(ratio.minutes_paid),
            "working": list(ratio.working),
        },
        "duties": {
            "locum": duties.locum,
            "other": duties.other,
            "model": {"locum": duties.model_locum, "other": duties.model_other},
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "topic": finding.topic,
        "axis": finding.axis,
        "severity": finding.severity,
        "confidence": str(finding.confidence),
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "clause": finding.clause,
        "page": finding.page,
        "plain": finding.plain,
        "why": finding.why,
        "effects": list(finding.effects),
        "model": None if finding.model is None else _model(finding.model),
        "ask": finding.ask,
        "basis": finding.basis,
        "sources": [_source(s) for s in finding.sources],
        "values": _values(finding.values),
        "fingerprint": finding.fingerprint,
    }


def _protection(protection: Protection) -> dict[str, Any]:
    return {
        "rule": protection.rule,
        "topic": protection.topic,
        "confidence": str(protection.confidence),
        "quote": protection.quote,
        "start": protection.start,
        "end": protection.end,
        "clause": protection.clause,
        "page": protection.page,
        "values": _values(protection.values),
        "effects": list(protection.effects),
        "fingerprint": protection.fingerprint,
    }


def _mismatch(mismatch: Mismatch) -> dict[str, Any]:
    return {
        "name": mismatch.name,
        "topic": mismatch.topic,
        "kind": str(mismatch.kind),
        "agreed": mismatch.agreed,
        "written": mismatch.written,
        "favours": mismatch.favours,
        **_where(mismatch),
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "name": cost.name,
        "topic": cost.topic,
        "amount_gbp": _number(cost.amount),
        "per": cost.per,
        "plain": cost.plain,
        "working": list(cost.working),
        **_where(cost),
    }


def _position(position: "PositionMet") -> dict[str, Any]:
    return {
        "name": position.name,
        "topic": position.topic,
        "quantity": position.quantity,
        "met": str(position.met),
        "preferred": position.preferred,
        "fallback": position.fallback,
        "walk_away": position.walk_away,
        "contract": position.written,
        "value": _number(position.value),
        "ask": position.ask,
        **_where(position),
    }


def _pack(pack: "PackReport", regions: Regions | None) -> dict[str, Any]:
    return {
        "name": pack.name,
        "perspective": pack.perspective,
        "title": pack.title,
        "rules_sha256": pack.rules_sha256,
        "applies": pack.applies,
        "not_looked_at": list(pack.not_looked_at),
        "notes": list(pack.notes),
        "findings": [_finding(f) | _lines(f, regions) for f in pack.findings],
        "protections": [_protection(p) for p in pack.protections],
        "missing": [
            {
                "topic": term.topic,
                "title": term.title,
                "weight": term.weight,
                "plain": term.plain,
                "ask": term.ask,
                "basis": term.basis,
                "sources": [_source(s) for s in term.sources],
            }
            for term in pack.missing
        ],
    }


def _where(one: "Mismatch | Cost | PositionMet") -> dict[str, Any]:
    """A passage that need not be there: where the contract says nothing the quote is empty."""
    return {"quote": one.quote, "start": one.start, "end": one.end, "clause": one.clause, "page": one.page}


def _model(model: ModelText) -> dict[str, str]:
    return {"clause": model.clause, "quote": model.quote}


def _source(source: SourceNote) -> dict[str, str]:
    return {
        "key": source.key,
        "title": source.title,
        "address": source.address,
        "read": source.read,
        "kind": source.kind,
        "nation": source.nation,
    }


def _values(values: tuple[tuple[str, float], ...]) -> dict[str, float | int | None]:
    return {name: _number(value) for name, value in values}


def _number(value: float | None) -> float | int | None:
    """Whole numbers without `.0`, so that 15 patients are 15; None for what JSON cannot write."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else value


def _notices(report: Report) -> list[dict[str, str]]:
    out = []
    for notice in report.notices:
        entry = {"kind": notice.kind, "message": notice.message}
        if notice.quote:
            entry["quote"] = notice.quote
        out.append(entry)
    if report.read_date:
        out.append({"kind": "read-date", "message": read_line(report.read_date)})
    out.append({"kind": "not-legal-advice", "message": NOT_ADVICE})
    return out
