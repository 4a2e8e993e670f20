"""`results.jsonl` as results, one line at a time, as often as wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clausecheck.beside import Standing
from clausecheck.bulk.result import Result
from clausecheck.errors import UnreadableInput
from clausecheck.render.json import SCHEMA_VERSION
from clausecheck.report import State

__all__ = ["ResultsFile"]

_NEXT = "Name the results.jsonl of a finished `clausecheck batch`."

_PARTS: dict[str, type] = {
    "document": dict,
    "findings": list,
    "protections": list,
    "terms": list,
    "quantities": list,
    "notices": list,
    "attachments": list,
}
_TEXTS = {
    "findings": (
        "rule",
        "topic",
        "axis",
        "confidence",
        "quote",
        "clause",
        "plain",
        "why",
        "ask",
        "basis",
        "fingerprint",
    ),
    "terms": ("topic", "state", "model", "difference"),
    "quantities": ("name", "unit", "quote", "clause"),
    "notices": ("kind", "message"),
    "protections": (),
}
_POSITION = ("name", "topic", "met", "preferred", "fallback", "walk_away", "contract", "ask", "quote", "clause")
_PACK = {
    "findings": _TEXTS["findings"],
    "protections": ("topic", "confidence", "quote", "clause"),
    "missing": ("topic", "title", "plain", "ask", "basis"),
}
_LARGEST = 10**15
# Of the numbers in a report: beyond it a spreadsheet holds none exactly.

_STATES = frozenset(map(str, State))
_STANDINGS = frozenset(map(str, Standing))
_LETTERS = frozenset("ABCDE")
_DEEPEST = 64


class ResultsFile:
    """The results in a file; every `iter` opens it anew and holds one line at a time.

    UnreadableInput, with the number of the line, where the file is none of ours.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        self.path = path

    def __iter__(self) -> Iterator[Result]:
        """Results in the order of lines; empty lines are passed over."""
        name = str(self.path)
        try:
            with self.path.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield _result(line, f"{name}, line {number}")
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UnreadableInput(name, f"cannot be read ({why})", _NEXT) from error


def _result(line: bytes, where: str) -> Result:
    try:
        result = Result.of_line(line.decode("utf-8"))
    except ValueError as error:
        raise UnreadableInput(where, "is no result of a batch, or was cut off", _NEXT) from error
    if not isinstance(result.name, str) or not isinstance(result.sha256, str):
        raise UnreadableInput(where, "is no result of a batch", _NEXT)
    if result.report is not None:
        _look_at(result.report, where)
    return result


def _look_at(report: object, where: str, depth: int = 0) -> None:
    """Raise UnreadableInput unless the report has the shape that the views rely on."""
    version = report.get("schema_version") if isinstance(report, dict) else None
    if version != SCHEMA_VERSION:
        what = f"holds a report of form {version!r}, not {SCHEMA_VERSION}"
        raise UnreadableInput(where, what, "Run the batch again with this version.")
    if depth > _DEEPEST or not isinstance(report, dict) or not _sound(report):
        raise UnreadableInput(where, "holds a report that is not whole", "Run the batch again.")
    for part in report["attachments"]:
        _look_at(part, where, depth + 1)


def _sound(report: dict[str, Any]) -> bool:
    if not all(isinstance(report.get(name), kind) for name, kind in _PARTS.items()):
        return False
    return (
        all(_sound_list(report[name], texts) for name, texts in _TEXTS.items())
        and _sound_findings(report["findings"])
        and _sound_beside(report.get("positions", []), report.get("packs", []))
        and all(one["state"] in _STATES for one in report["terms"])
        and all(_is_number(one.get("value")) for one in report["quantities"])
        and _sound_head(report)
    )


def _sound_list(entries: object, texts: Sequence[str]) -> bool:
    return isinstance(entries, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(text), str) for text in texts) for one in entries
    )


def _sound_findings(found: list[dict[str, Any]]) -> bool:
    return all(
        one.get("severity") in range(1, 6)
        and _sound_values(one.get("values"))
        and _is_number(one.get("page"), none=True)
        for one in found
    )


def _sound_beside(positions: Any, packs: Any) -> bool:  # noqa: ANN401
    """Positions of a playbook and packs, which older results have not."""
    if not _sound_list(positions, _POSITION) or not _sound_list(packs, ("name", "perspective", "title")):
        return False
    return all(
        one["met"] in _STANDINGS
        and isinstance(one.get("quantity"), bool)
        and _is_number(one.get("value"), none=True)
        and _is_number(one.get("page"), none=True)
        for one in positions
    ) and all(
        isinstance(pack.get("applies"), bool)
        and isinstance(pack.get("notes"), list)
        and all(isinstance(note, str) for note in pack["notes"])
        and all(_sound_list(pack.get(name), texts) for name, texts in _PACK.items())
        and _sound_findings(pack["findings"])
        for pack in packs
    )


def _is_number(value: object, *, none: bool = False) -> bool:
    """A number that can be written everywhere: JSON as Python reads it has NaN and Infinity too."""
    return isinstance(value, int | float) and abs(value) <= _LARGEST if value is not None else none


def _sound_values(values: object) -> bool:
    return isinstance(values, dict) and all(_is_number(value, none=True) for value in values.values())


def _sound_head(report: dict[str, Any]) -> bool:
    document, grade, measures = report["document"], report.get("grade"), report.get("measures")
    coverage, tool = document.get("coverage"), report.get("tool")
    if not isinstance(tool, dict) or not {"version", "rules_sha256"} <= tool.keys():
        return False
    if not isinstance(coverage, dict) or not isinstance(coverage.get("parts"), list):
        return False
    if not all(isinstance(document.get(name), str) for name in ("name", "sha256", "format", "engagement", "nation")):
        return False
    if not _is_number(document.get("words")) or not _is_number(document.get("pages"), none=True):
        return False
    if not all(isinstance(p, dict) and {"name", "read", "why"} <= p.keys() for p in coverage["parts"]):
        return False
    if grade is not None and not _sound_grade(grade):
        return False
    ratio = {} if measures is None else measures.get("stakhanov_ratio") if isinstance(measures, dict) else None
    return isinstance(ratio, dict) and _is_number(ratio.get("value"), none=True)


def _sound_grade(grade: object) -> bool:
    if not isinstance(grade, dict) or grade.get("letter") not in _LETTERS or not isinstance(grade.get("verdict"), str):
        return False
    axes = grade.get("axes")
    return isinstance(axes, list) and all(
        isinstance(a, dict) and isinstance(a.get("axis"), str) and a.get("letter") in _LETTERS for a in axes
    )
