"""`--fail-on`: when does a report make the run exit 1? Asked of reports as plain values, from memory or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from clausecheck.errors import UsageProblem
from clausecheck.record import record

__all__ = [
    "Gate",
    "GateKind",
    "Standing",
    "bad_grades",
    "every_finding",
    "every_part",
    "not_looked_at",
    "own_findings",
    "parse_gates",
    "passed_by",
    "read_whole",
    "standing",
    "standing_alone",
    "trips",
]

Value = Mapping[str, Any]
"""A report of schema 1, or a finding of one."""

_FORMS = "write grade:A to grade:E, severity:1 to severity:5, topic:NAME, such as topic:overrun, or position:fallback"
_POSITIONS = ("fallback", "walk-away", "beyond", "unknown")
"""From good to bad; a gate trips at its own word and whatever is worse, and at what cannot be told."""


class GateKind(StrEnum):
    """What a gate looks at."""

    grade = "grade"
    severity = "severity"
    topic = "topic"
    position = "position"
    new = "new"
    """Any finding, those of packs too; what `--baseline` alone asks for, and no value of `--fail-on`."""


@record
class Gate:
    """One `--fail-on` value."""

    kind: GateKind
    value: str
    """A letter, a digit or a topic's slug."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


@record
class Standing:
    """The grades of a file: its own, and those of the files within it."""

    worst: str = ""
    """The worst letter of all, empty where there is none."""
    ungraded: bool = False
    """A part that should have a grade has none."""

    def within(self, known: Standing) -> bool:
        """No worse than `known`: what was not judged is no better than anything."""
        return self.worst <= known.worst and (known.ungraded or not self.ungraded)


def parse_gates(values: Sequence[str]) -> tuple[Gate, ...]:
    """Read `--fail-on` values; raises `UsageProblem` for one that is no gate. Topics are not looked up."""
    return tuple(_gate(value) for value in values)


def _gate(value: str) -> Gate:
    kind, _, rest = value.partition(":")
    rest = rest.strip()
    if kind == GateKind.grade and len(rest) == 1 and rest.upper() in "ABCDE":
        return Gate(GateKind.grade, rest.upper())
    if kind == GateKind.severity and len(rest) == 1 and rest in "12345":
        return Gate(GateKind.severity, rest)
    if kind == GateKind.position and rest in _POSITIONS:
        return Gate(GateKind.position, rest)
    if kind == GateKind.topic and rest:
        return Gate(GateKind.topic, rest)
    raise UsageProblem(f"--fail-on {value}: not understood; {_FORMS}.")


def trips(gate: Gate, report: Value, passed: Callable[[Value], bool]) -> tuple[str, ...]:
    """What of `report`, attachments included, does not pass `gate`: rules, one a finding, the grade, or positions.

    `passed` says which findings trip nothing; those of low confidence never do. A report without a grade does not pass
    a grade gate: not judged is not passed, but for a cover note or an archive, whose files are judged in its place.
    Findings of packs, which have a severity of another perspective, trip topic gates alone, or what is new.
    """
    if gate.kind is GateKind.grade:
        return ("grade",) if any(bad_grades(gate, report)) else ()
    if gate.kind is GateKind.position:
        worse = _POSITIONS[_POSITIONS.index(gate.value) :]
        judged = (part for part in every_part(report) if not _carries_others(part))
        return tuple(f"{p['name']} ({p['met']})" for part in judged for p in part["positions"] if p["met"] in worse)
    if gate.kind is GateKind.severity:
        own = (f for part in every_part(report) for f in part["findings"])
        return tuple(f["rule"] for f in own if f["severity"] >= int(gate.value) and _counts(f, passed))
    asked = (f for f in every_finding(report) if gate.kind is GateKind.new or f["topic"] == gate.value)
    return tuple(f["rule"] for f in asked if _counts(f, passed))


def bad_grades(gate: Gate, report: Value) -> Iterator[Value]:
    """The report and those of the files within whose grade does not pass a grade gate, each looked at alone."""
    for part in every_part(report):
        now = standing_alone(part)
        if now.ungraded or now.worst >= gate.value:
            yield part


def passed_by(report: Value) -> dict[str, str]:
    """Packs that were not looked at in the report or in a file within it, by name, with the reason.

    A cover note and an archive, whose files are judged in their place, do not count.
    """
    return {pack["name"]: pack["notes"][0] for pack in _packs(report) if not pack["applies"]}


def not_looked_at(gate: Gate, report: Value) -> dict[str, str]:
    """Packs that say nothing of a gate's topic, by name, with the reason: not looked at is not passed."""
    if gate.kind is not GateKind.topic:
        return {}
    return {pack["name"]: pack["notes"][0] for pack in _packs(report) if gate.value in pack["not_looked_at"]}


def _packs(report: Value) -> Iterator[Value]:
    for part in every_part(report):
        if part["packs"] and not _carries_others(part):
            yield from part["packs"]


def _counts(finding: Value, passed: Callable[[Value], bool]) -> bool:
    return finding["confidence"] != "low" and not passed(finding)


def every_part(report: Value) -> Iterator[Value]:
    """The report and those of the files within it, at all depths."""
    open_parts = [report]
    while open_parts:
        part = open_parts.pop()
        yield part
        open_parts.extend(reversed(part["attachments"]))


def every_finding(report: Value) -> Iterator[Value]:
    """The findings of the report and of the files within it, those of packs included."""
    for part in every_part(report):
        yield from own_findings(part)


def own_findings(part: Value) -> Iterator[Value]:
    """The findings of a report, those of packs included, without those of the files within it."""
    yield from part["findings"]
    for pack in part["packs"]:
        yield from pack["findings"]


def read_whole(report: Value) -> bool:
    """Every part of the file, and of the files within it, was read."""
    return all(part["document"]["coverage"]["complete"] for part in every_part(report))


def standing(report: Value) -> Standing:
    """The grades of a report and of those attached to it."""
    each = [standing_alone(part) for part in every_part(report)]
    return Standing(max(one.worst for one in each), any(one.ungraded for one in each))


def standing_alone(part: Value) -> Standing:
    """The grade of a report whatever the files within it have."""
    grade = part["grade"]
    return Standing("" if grade is None else grade["letter"], grade is None and not _carries_others(part))


def _carries_others(report: Value) -> bool:
    from clausecheck.judging.attached import carries_others

    return report["grade"] is None and carries_others(
        {notice["kind"] for notice in report["notices"]}, attached=bool(report["attachments"])
    )
