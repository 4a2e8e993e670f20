"""What the page says of a contract beside its report: the grade in a line, and what to know before using the copies."""

from __future__ import annotations

from clausecheck.render.plain import visible
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, counted
from clausecheck.report import Confidence, Report
from clausecheck.web.plainly import without_options
from clausecheck.web.wire import Summed

__all__ = ["notes_on", "summary"]

_MOST_UNREAD = 5
"""Parts that are named; the report names all."""


def summary(report: Report) -> Summed:
    """The grade, or why there is none, and what was found."""
    unsure = sum(finding.confidence is Confidence.low for finding in report.findings)
    hurt = len(report.findings) - unsure
    found = counted(hurt, "passage that hurts", "passages that hurt") + (f", {unsure:,} worth a look" if unsure else "")
    if report.attachments:
        found = f"{counted(len(report.attachments), 'file')} within it, each with a report of its own"
    if not report.coverage.complete:
        found = f"Read only in part; {found}"
    if report.grade is not None:
        return Summed(visible(report.name), report.grade.letter, report.grade.verdict, found)
    whys = [n.message for n in report.notices if n.message.startswith("No grade") or n.kind == "attachments"]
    verdict = without_options(visible(" ".join(whys))).removeprefix("No grade: ") or "the report says why."
    return Summed(visible(report.name), "", verdict[:1].upper() + verdict[1:], found)


def notes_on(report: Report) -> list[str]:
    """What else the reader should know, a sentence or two each."""
    notes = []
    if report.grade is not None:
        # A worse grade within it must not be overlooked.
        notes += [without_options(visible(n.message)) for n in report.notices if n.kind == "attachments"]
    if report.measures is not None and report.engagement in ENGAGEMENTS:
        nation = f", in {NATIONS[report.nation]}" if report.nation in NATIONS else ""
        notes.append(f"Taken for {ENGAGEMENTS[report.engagement]}{nation}. If that is wrong, say so and check it anew.")
    unread = report.coverage.unread
    notes += [without_options(visible(f"{part.name} was not read: {part.why}.")) for part in unread[:_MOST_UNREAD]]
    if len(unread) > _MOST_UNREAD:
        notes.append(f"{len(unread) - _MOST_UNREAD} more parts were not read.")
    if unread:
        notes.append("The report, the copies and the letter know nothing of what was not read.")
    return notes
