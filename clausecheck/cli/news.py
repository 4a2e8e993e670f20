"""What is told of a watched file in a line or two: its grade, and which findings are new or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from clausecheck.record import record
from clausecheck.render.passages import place
from clausecheck.render.plain import visible
from clausecheck.report import Confidence, Report

__all__ = ["Standing", "standing", "tell_change", "tell_first"]

_NAMED = 3
"""Findings told one by one; the others are counted."""


@record
class Hurt:
    """A finding, as little of it as is needed to tell whether another report has it too."""

    fingerprint: str
    severity: int
    label: str


@record
class Standing:
    """How a contract stands: what is remembered of its report."""

    letter: str
    """Empty where there is no grade."""
    ungraded: str
    """Why there is none."""
    complete: bool
    hurts: tuple[Hurt, ...]
    """Without those that are only worth a look; files within the file are counted in."""


def standing(report: Report, titles: Mapping[str, str]) -> Standing:
    """What is remembered of a report; `titles` are those of topics, by slug."""
    letters = sorted(one.grade.letter for one in _all(report) if one.grade is not None)
    letter = (
        report.grade.letter if report.grade is not None else f"{letters[-1]} (of the files within)" if letters else ""
    )
    reasons = [notice.message for notice in report.notices if notice.message.startswith("No grade")]
    hurts = [
        Hurt(finding.fingerprint, finding.severity, _label(finding.topic, finding.clause, finding.page, titles))
        for one in _all(report)
        for finding in one.findings
        if finding.confidence is not Confidence.low
    ]
    return Standing(letter, reasons[-1] if reasons else "No grade.", report.coverage.complete, tuple(hurts))


def tell_first(name: str, now: Standing) -> str:
    """A line on a file that is looked at for the first time."""
    return f"{name}: {_grade(now)}; {_counted(now)}{_partly(now)}"


def tell_change(name: str, before: Standing, now: Standing) -> list[str]:
    """A line on a file that was looked at before, and one on the findings that are new or gone, if any are."""
    new, gone = _without(now.hurts, before.hurts), _without(before.hurts, now.hurts)
    grade = _grade(now) if now.letter == before.letter else f"{_grade(before)} → {now.letter or _grade(now)}"
    if not new and not gone:
        return [f"{name}: {grade}; the same findings as before{_partly(now)}"]
    counts = ", ".join(f"{len(some)} {word}" for some, word in ((new, "new"), (gone, "gone")) if some)
    lists = [f"{word}: {_named(some)}" for some, word in ((new, "new"), (gone, "gone")) if some]
    return [f"{name}: {grade}; {counts}; {_counted(now)}{_partly(now)}", "    " + "; ".join(lists)]


def _all(report: Report) -> Iterator[Report]:
    yield report
    for one in report.attachments:
        yield from _all(one)


def _label(topic: str, clause: str, page: int | None, titles: Mapping[str, str]) -> str:
    where = place(visible(clause), page)
    return titles.get(topic, topic) + (f" ({where[:1].lower()}{where[1:]})" if where else "")


def _grade(one: Standing) -> str:
    return f"grade {one.letter}" if one.letter else one.ungraded[:1].lower() + one.ungraded[1:].rstrip(".")


def _counted(one: Standing) -> str:
    count = len(one.hurts)
    return f"{count} passage{'s hurt' if count > 1 else ' hurts'}" if count else "nothing hurts"


def _partly(one: Standing) -> str:
    return "" if one.complete else "; read only in part"


def _without(some: Sequence[Hurt], others: Sequence[Hurt]) -> list[Hurt]:
    """Those of `some` that are not among `others`, the worst first."""
    left = Counter(one.fingerprint for one in others)
    out = []
    for one in some:
        if left[one.fingerprint]:
            left[one.fingerprint] -= 1
        else:
            out.append(one)
    return sorted(out, key=lambda one: -one.severity)


def _named(some: Sequence[Hurt]) -> str:
    named = [f"{one.label}, severity {one.severity}" for one in some[:_NAMED]]
    more = len(some) - len(named)
    return " · ".join(named) + (f" and {more} more" if more else "")
