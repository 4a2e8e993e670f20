"""Findings and silence → letters A to E, each with the reasons that made it.

The grade is monotone: a topic costs the most of what is said and of what its unprotected silence costs, an axis and the
whole cost the sum of their topics, and caps count topics. So one more finding never improves a letter, one more
protection never worsens one. What is only worth a look costs nothing; but where a rule names a ruinous harm and the
rest of the contract makes it doubtful, `sign it` is not said before somebody has looked.
"""

from collections.abc import Iterable, Sequence

from clausecheck.judging.grading import LETTERS, Grading, Scale
from clausecheck.record import record
from clausecheck.report import AxisGrade, Confidence, Finding, Grade
from clausecheck.second.reader import NO_RULE

__all__ = ["Silence", "grade"]

_SHOWN = 14
# Words of a passage that are shown as a reason.
_NOTHING = "nothing found against you"
_NOTHING_SURE = "nothing sure is found against you; read what is worth a look before you sign"


@record
class Silence:
    """A topic on which silence matters and nothing protects; a finding may stand on it."""

    topic: str
    axis: str
    title: str
    silence: int
    """1 to 5, how much it matters."""


@record
class _Cost:
    """What one topic costs."""

    axis: str
    points: float
    severity: int
    """Of the worst finding on the topic itself; 0 for silence and for words that only touch it."""
    sure: int
    """Of the worst one of high confidence."""
    reason: str
    silent: bool = False
    """Nothing is said on the topic; what is not said costs so much."""


def grade(
    findings: Iterable[Finding],
    silences: Iterable[Silence],
    axes: Sequence[str],
    grading: Grading,
    doubts: Sequence[Finding] = (),
) -> Grade:
    """The letters; `axes` in the order to print, `doubts` what is grave and only worth a look."""
    costs = _costs(findings, silences, grading)
    letter, reasons = _with_doubts(*_judge(costs, grading.overall), doubts, grading)
    return Grade(
        letter,
        grading.verdicts[LETTERS.index(letter)],
        reasons,
        tuple(AxisGrade(axis, *_judge([c for c in costs if c.axis == axis], grading.axis)) for axis in axes),
    )


def _with_doubts(
    letter: str, reasons: tuple[str, ...], doubts: Sequence[Finding], grading: Grading
) -> tuple[str, tuple[str, ...]]:
    """The letter and its reasons in the light of what is only worth a look."""
    cap = grading.doubted
    grave = [finding for finding in doubts if finding.severity >= cap.severity]
    if grave and cap.best > letter:
        what = "1 passage is" if len(grave) == 1 else f"{len(grave)} passages are"
        said = [f"worth a look: {_reason(finding)}" for finding in grave[: grading.overall.reasons]]
        more = [reason for reason in reasons if reason != _NOTHING]
        return cap.best, (f"{what} worth a look before you sign: at best {cap.best}", *said, *more)
    if doubts:
        return letter, tuple(_NOTHING_SURE if reason == _NOTHING else reason for reason in reasons)
    return letter, reasons


def _costs(findings: Iterable[Finding], silences: Iterable[Silence], grading: Grading) -> list[_Cost]:
    """One cost a topic, dearest first."""
    part = dict(grading.confidence)
    costs: dict[str, _Cost] = {}
    for silence in silences:
        points = grading.silence[silence.silence]
        costs[silence.topic] = _Cost(silence.axis, points, 0, 0, f"{silence.title}: the contract says nothing", True)
    severities: dict[str, int] = {}
    sure: dict[str, int] = {}
    for finding in findings:
        if finding.confidence is Confidence.low:
            continue
        points = grading.severity[finding.severity] * part[finding.confidence]
        if _own(finding):
            severities[finding.topic] = max(severities.get(finding.topic, 0), finding.severity)
            if finding.confidence is Confidence.high:
                sure[finding.topic] = max(sure.get(finding.topic, 0), finding.severity)
        else:
            points *= grading.further
        old = costs.get(finding.topic)
        if old is None or points > old.points or (points == old.points and old.severity == 0):
            costs[finding.topic] = _Cost(finding.axis, points, finding.severity, 0, _reason(finding))
    found = [
        _Cost(cost.axis, cost.points, severities.get(topic, 0), sure.get(topic, 0), cost.reason, cost.silent)
        for topic, cost in sorted(costs.items())
    ]
    return sorted(found, key=lambda c: (-c.points, -c.severity, c.reason))


def _own(finding: Finding) -> bool:
    """The finding stands on its rule's own topic, not on a further one that its words touch."""
    return finding.rule.partition(".")[0] == finding.topic


def _reason(finding: Finding) -> str:
    where = f"clause {finding.clause}: " if finding.clause[:1].isdigit() else ""
    said = finding.plain.rstrip(". ")
    if NO_RULE in finding.plain:
        # What it may mean, and how the reader came to it, stand with the finding itself: here its words tell more.
        words = finding.quote.split()
        said = f"“{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”"
    return f"{where}{said} (severity {finding.severity})"


def _judge(costs: Sequence[_Cost], scale: Scale) -> tuple[str, tuple[str, ...]]:
    """Letter and reasons of some topics; `costs` dearest first."""
    silent = sum(cost.points for cost in costs if cost.silent)
    # Rounded so that the order of adding never tips a letter.
    points = round(sum(cost.points for cost in costs if not cost.silent) + min(silent, scale.silence), 6)
    worst = sum(points > limit for limit in scale.limits)
    reasons: list[str] = []
    for cap in scale.caps:
        sure = sum(cost.sure >= cap.severity for cost in costs)
        counted = sum(cost.severity >= cap.severity for cost in costs)
        best = LETTERS.index(cap.best)
        if sure + scale.doubtful * (counted - sure) >= cap.topics and best > worst:
            worst = best
            noun = "term" if counted == 1 else "terms"
            reasons = [f"{counted} {noun} of severity {cap.severity} or more: at best {cap.best}"]
    told = [cost.reason for cost in costs if cost.points > 0]
    if not told:
        return LETTERS[worst], (_NOTHING,)
    rest = len(told) - scale.reasons
    if rest > 0:
        told = [*told[: scale.reasons], f"and {rest} more"]
    return LETTERS[worst], (*reasons, *told)
