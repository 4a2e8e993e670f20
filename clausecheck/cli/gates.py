"""`--fail-on`: when does a report make the run exit 1?"""

from collections.abc import Sequence
from enum import StrEnum

from clausecheck.errors import UsageProblem
from clausecheck.judging.attached import carries_others
from clausecheck.record import record
from clausecheck.report import Confidence, Report

__all__ = ["Gate", "GateKind", "parse_gates", "tripped"]

_FORMS = "write grade:A to grade:E, severity:1 to severity:5, topic:NAME, such as topic:overrun, or position:fallback"
_POSITIONS = ("fallback", "walk-away", "beyond", "unknown")
"""From good to bad; a gate trips at its own word and whatever is worse, and at what cannot be told."""


class GateKind(StrEnum):
    """What a gate looks at."""

    grade = "grade"
    severity = "severity"
    topic = "topic"
    position = "position"


@record
class Gate:
    """One `--fail-on` value."""

    kind: GateKind
    value: str
    """A letter, a digit or a topic's slug."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


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


def tripped(report: Report, gates: Sequence[Gate]) -> tuple[Gate, ...]:
    """The gates that `report`, or a report attached to it, does not pass, in the order given.

    Findings of low confidence trip nothing. A report without a grade does not pass a grade gate: not judged is not
    passed, but for a cover note or an archive, whose files are judged in its place.
    """
    return tuple(gate for gate in gates if _trips(report, gate))


def _trips(report: Report, gate: Gate) -> bool:
    counted = [f for f in report.findings if f.confidence is not Confidence.low]
    if gate.kind is GateKind.grade:
        here = not carries_others(report) if report.grade is None else report.grade.letter >= gate.value
    elif gate.kind is GateKind.severity:
        here = any(f.severity >= int(gate.value) for f in counted)
    elif gate.kind is GateKind.position:
        worse = _POSITIONS[_POSITIONS.index(gate.value) :]
        here = any(p.met in worse for p in report.positions) and not carries_others(report)
    else:
        counted += [f for pack in report.packs for f in pack.findings if f.confidence is not Confidence.low]
        here = any(f.topic == gate.value for f in counted)
    return here or any(_trips(part, gate) for part in report.attachments)
