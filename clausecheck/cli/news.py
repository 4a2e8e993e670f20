"""What is told of a watched file in a line or two: its grade, and what hurts or protects anew or no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from clausecheck.record import record
from clausecheck.render.passages import place
from clausecheck.render.plain import visible
from clausecheck.report import Confidence, Finding, Protection, Report

__all__ = ["Standing", "standing", "tell_change", "tell_first"]

_NAMED = 3
"""Told one by one; the others are counted."""


@record
class Passage:
    """A finding or a protection, as little of it as is needed to tell whether another report has it too."""

    fingerprint: str
    severity: int
    """0 for a protection."""
    label: str


@record
class Standing:
    """How a contract stands: what is remembered of its report."""

    letter: str
    """Empty where there is no grade."""
    ungraded: str
    """Why there is none."""
    complete: bool
    hurts: tuple[Passage, ...]
    """Without those that are only worth a look; files within the file are counted in, here and below."""
    helps: tuple[Passage, ...]


def standing(report: Report, titles: Mapping[str, str]) -> Standing:
    """What is remembered of a report; `titles` are those of topics, by slug."""
    letters = sorted(one.grade.letter for one in _all(report) if one.grade is not None)
    letter = (
        report.grade.letter if report.grade is not None else f"{letters[-1]} (of the files within)" if letters else ""
    )
    reasons = [notice.message for notice in report.notices if notice.message.startswith("No grade")]
    hurts, helps = [], []
    for one in _all(report):
        for finding in one.findings:
            if finding.confidence is not Confidence.low:
                label = f"{_label(finding, titles)}, severity {finding.severity}"
                hurts.append(Passage(finding.fingerprint, finding.severity, label))
        helps += [Passage(protection.fingerprint, 0, _label(protection, titles)) for protection in one.protections]
    reason = reasons[-1] if reasons else "No grade."
    return Standing(letter, reason, report.coverage.complete, tuple(hurts), tuple(helps))


def tell_first(name: str, now: Standing) -> str:
    """A line on a file that is looked at for the first time."""
    return f"{name}: {_grade(now)}; {_counted(now)}{_partly(now)}"


def tell_change(name: str, before: Standing, now: Standing) -> list[str]:
    """A line on a file that was looked at before, and one on what hurts or protects anew or no more, if anything."""
    grade = _grade(now) if now.letter == before.letter else f"{_grade(before)} → {now.letter or _grade(now)}"
    new, gone, hurting = _compared(before.hurts, now.hurts)
    won, lost, helping = _compared(before.helps, now.helps)
    changes = (
        ("new", new),
        ("gone", gone),
        ("protects no more", lost),
        ("protects now", won),
        ("in other words", [*hurting, *helping]),
    )
    lists = [f"{word}: {_named(some)}" for word, some in changes if some]
    if not lists:
        return [f"{name}: {grade}; the same findings as before{_partly(now)}"]
    counts = ", ".join(f"{len(some)} {word}" for word, some in changes[:2] if some)
    said = "; ".join(part for part in (grade, counts, _counted(now)) if part)
    return [f"{name}: {said}{_partly(now)}", "    " + "; ".join(lists)]


def _all(report: Report) -> Iterator[Report]:
    yield report
    for one in report.attachments:
        yield from _all(one)


def _label(one: Finding | Protection, titles: Mapping[str, str]) -> str:
    where = place(visible(one.clause), one.page)
    return titles.get(one.topic, one.topic) + (f" ({where[:1].lower()}{where[1:]})" if where else "")


def _grade(one: Standing) -> str:
    return f"grade {one.letter}" if one.letter else one.ungraded[:1].lower() + one.ungraded[1:].rstrip(".")


def _counted(one: Standing) -> str:
    count = len(one.hurts)
    return f"{count} passage{'s hurt' if count > 1 else ' hurts'}" if count else "nothing hurts"


def _partly(one: Standing) -> str:
    return "" if one.complete else "; read only in part"


def _compared(before: Sequence[Passage], now: Sequence[Passage]) -> tuple[list[Passage], list[Passage], list[Passage]]:
    """What is new, what is gone, and what says the same of the same place in other words, each the worst first."""
    new = _without(now, before, lambda one: one.fingerprint)
    gone = _without(before, now, lambda one: one.fingerprint)
    really = _without(new, gone, lambda one: one.label)
    reworded = _without(new, really, lambda one: one.fingerprint)
    return really, _without(gone, new, lambda one: one.label), reworded


def _without(some: Sequence[Passage], others: Sequence[Passage], key: Callable[[Passage], str]) -> list[Passage]:
    """Those of `some` that have no match among `others`, the worst first."""
    left = Counter(map(key, others))
    out = []
    for one in some:
        if left[key(one)]:
            left[key(one)] -= 1
        else:
            out.append(one)
    return sorted(out, key=lambda one: -one.severity)


def _named(some: Sequence[Passage]) -> str:
    more = len(some) - _NAMED
    return " · ".join(one.label for one in some[:_NAMED]) + (f" and {more} more" if more > 0 else "")
