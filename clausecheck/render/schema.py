"""The JSON Schema (draft 2020-12) of what `render_json` writes."""

from typing import Any

from clausecheck.render.json import SCHEMA_VERSION

__all__ = ["json_schema"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_PAGE: Schema = {"type": ["integer", "null"], "minimum": 1}
_LETTER: Schema = {"enum": ["A", "B", "C", "D", "E"]}
_CONFIDENCE: Schema = {"enum": ["high", "medium", "low"]}
_VALUES: Schema = {"type": "object", "additionalProperties": {"type": ["number", "null"]}}


def json_schema() -> Schema:
    """The schema as a JSON value; `$ref` within it is `#/$defs/...` only."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "clausecheck report",
        "description": "Spans are half-open offsets, in code points, into the text of the document checked.",
        "$ref": "#/$defs/report",
        "$defs": {
            "report": _report(),
            "document": _document(),
            "grade": _grade(),
            "measures": _measures(),
            "finding": _finding(),
            "protection": _protection(),
            "term": _term(),
            "mismatch": _mismatch(),
            "cost": _cost(),
            "position": _position(),
            "pack": _pack(),
            "source": _object(key=_TEXT, title=_TEXT, address=_TEXT, read=_TEXT, kind=_TEXT, nation=_TEXT),
        },
    }


def _object(optional: Schema | None = None, /, **required: Schema) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _place() -> Schema:
    """Where a passage stands, and its words."""
    return {"quote": {"type": "string", "minLength": 1}, "start": _COUNT, "end": _COUNT, "clause": _TEXT}


def _report() -> Schema:
    ladder_step = _object(hours=_NUMBER_OR_NULL, percent=_NUMBER_OR_NULL, quote=_TEXT)
    quantity = _object(name=_TEXT, value={"type": "number"}, unit=_TEXT, **_place())
    return _object(
        schema_version={"const": SCHEMA_VERSION},
        tool=_object(name={"const": "clausecheck"}, version=_TEXT, rules_sha256=_TEXT),
        document=_ref("document"),
        grade=_or_null(_ref("grade")),
        measures=_or_null(_ref("measures")),
        findings=_list(_ref("finding")),
        protections=_list(_ref("protection")),
        terms=_list(_ref("term")),
        quantities=_list(quantity),
        ladders=_list(_object(name=_TEXT, steps=_list(ladder_step))),
        missing_documents=_list(_object(name=_TEXT, quote=_TEXT)),
        mismatches=_list(_ref("mismatch")),
        costs=_list(_ref("cost")),
        positions=_list(_ref("position")),
        packs=_list(_ref("pack")),
        notices=_list(_object({"quote": _TEXT}, kind=_TEXT, message=_TEXT)),
        attachments=_list(_ref("report")),
    )


def _document() -> Schema:
    part = _object(
        name=_TEXT, read={"type": "boolean"}, why=_TEXT, words=_COUNT, pictures=_COUNT, ocr={"type": "boolean"}
    )
    return _object(
        {"text": {"type": "string", "description": "The contract's text, only with --include-text."}},
        name=_TEXT,
        sha256={"type": "string", "pattern": "^[0-9a-f]*$"},
        format=_TEXT,
        pages={"type": ["integer", "null"], "minimum": 0},
        words=_COUNT,
        engagement=_TEXT,
        nation=_TEXT,
        coverage=_object(complete={"type": "boolean"}, parts=_list(part)),
    )


def _grade() -> Schema:
    axis = _object(axis=_TEXT, letter=_LETTER, reasons=_list(_TEXT))
    return _object(letter=_LETTER, verdict=_TEXT, reasons=_list(_TEXT), axes=_list(axis))


def _measures() -> Schema:
    ratio = _object(
        value=_NUMBER_OR_NULL,
        unbounded={"type": "boolean"},
        minutes_demanded=_NUMBER_OR_NULL,
        minutes_paid=_NUMBER_OR_NULL,
        working=_list(_TEXT),
    )
    model = _object(locum=_COUNT, other=_COUNT)
    return _object(stakhanov_ratio=ratio, duties=_object(locum=_COUNT, other=_COUNT, model=model))


def _finding() -> Schema:
    return _object(
        _lines(),
        rule=_TEXT,
        topic=_TEXT,
        axis=_TEXT,
        severity={"type": "integer", "minimum": 1, "maximum": 5},
        confidence=_CONFIDENCE,
        **_place(),
        page=_PAGE,
        plain=_TEXT,
        why=_TEXT,
        effects=_list(_TEXT),
        model=_or_null(_object(clause=_TEXT, quote=_TEXT)),
        ask=_TEXT,
        basis={"enum": ["law", "guidance", "market", "judgement"]},
        sources=_list(_ref("source")),
        values=_VALUES,
        fingerprint=_TEXT,
    )


def _lines() -> dict[str, Schema]:
    """Where in a text without pages; results of a batch have them."""
    count = {"type": "integer", "minimum": 1}
    return {"lines": _object(start=count, column=count, end=count, end_column=count)}


def _protection() -> Schema:
    return _object(
        rule=_TEXT,
        topic=_TEXT,
        confidence=_CONFIDENCE,
        **_place(),
        page=_PAGE,
        values=_VALUES,
        effects=_list(_TEXT),
        fingerprint=_TEXT,
    )


def _term() -> Schema:
    states = ["adverse", "unclear", "silent", "weaker", "met", "better", "not-applicable"]
    return _object(
        topic=_TEXT,
        state={"enum": states},
        contract=_TEXT,
        model=_TEXT,
        difference=_TEXT,
        findings=_list(_TEXT),
    )


def _perhaps_place() -> Schema:
    """Where a passage stands; an empty quote where the contract says nothing."""
    return {"quote": _TEXT, "start": _COUNT, "end": _COUNT, "clause": _TEXT, "page": _PAGE}


def _mismatch() -> Schema:
    return _object(
        _lines(),
        name=_TEXT,
        topic=_TEXT,
        kind={"enum": ["differs", "missing", "unclear"]},
        agreed=_TEXT,
        written=_TEXT,
        favours={"enum": ["locum", "other", ""]},
        **_perhaps_place(),
    )


def _cost() -> Schema:
    return _object(
        _lines(),
        name=_TEXT,
        topic=_TEXT,
        amount_gbp={"type": "number", "minimum": 0},
        per=_TEXT,
        plain=_TEXT,
        working=_list(_TEXT),
        **_perhaps_place(),
    )


def _position() -> Schema:
    return _object(
        _lines(),
        name=_TEXT,
        topic=_TEXT,
        quantity={"type": "boolean"},
        met={"enum": ["preferred", "fallback", "walk-away", "beyond", "unknown"]},
        preferred=_TEXT,
        fallback=_TEXT,
        walk_away=_TEXT,
        contract=_TEXT,
        value=_NUMBER_OR_NULL,
        ask=_TEXT,
        **_perhaps_place(),
    )


def _pack() -> Schema:
    missing = _object(
        topic=_TEXT,
        title=_TEXT,
        weight={"type": "integer", "minimum": 1, "maximum": 5},
        plain=_TEXT,
        ask=_TEXT,
        basis=_TEXT,
        sources=_list(_ref("source")),
    )
    return _object(
        name=_TEXT,
        perspective={"enum": ["agency", "locum"]},
        title=_TEXT,
        rules_sha256=_TEXT,
        applies={"type": "boolean"},
        not_looked_at=_list(_TEXT),
        notes=_list(_TEXT),
        findings=_list(_ref("finding")),
        protections=_list(_ref("protection")),
        missing=_list(missing),
    )
