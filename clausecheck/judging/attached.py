"""Reports of a message or an archive: its own, and one for each file in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from clausecheck.document import Document, Notice
from clausecheck.record import replaced
from clausecheck.report import Confidence, Finding, Protection, Report

if TYPE_CHECKING:
    from clausecheck.judging.standard import Standard

__all__ = ["archive_report", "carries_others", "sets_terms", "with_attachments"]

_NO_CONTRACT = frozenset(("archive", "cover-note", "not-a-locum-contract", "too-short"))
"""Notices of reports that have no grade because the contract, if any, stands in another file."""


def archive_report(document: Document, rules_sha256: str, standard: Standard | None) -> Report:
    """The report of a file that has no text of its own; it never has a grade."""
    return Report(
        name=document.name,
        sha256=document.sha256,
        format=document.format,
        pages=None,
        words=0,
        engagement="",
        nation="",
        coverage=document.coverage,
        rules_sha256=rules_sha256,
        model_name=standard.name if standard else "",
        grade=None,
        measures=None,
        notices=(
            *document.notices,
            Notice("archive", "No grade: an archive has no text of its own. Each file in it has its own report."),
        ),
    )


def with_attachments(report: Report, attached: Sequence[Report]) -> Report:
    """A report with those of the files within, and a notice that sums up their grades, worst first."""
    graded = sorted(_grades(attached))
    letters = "; ".join(f"{name}: {letter}" for letter, name in reversed(graded))
    without = sum(1 for each in _all(attached) if each.grade is None and each.format != "zip")
    said = [f"Checked each on its own below: {letters}." if letters else "None of the files within has a grade."]
    if letters and without:
        said.append(f"Without a grade: {without}.")
    if graded:
        said.append(f"The worst grade is {graded[-1][0]}. To read them as one contract use --together.")
    notice = Notice("attachments", " ".join(said))
    report = _as_cover_note(report)
    return replaced(report, notices=(*report.notices, notice), attachments=tuple(attached))


def _as_cover_note(report: Report) -> Report:
    """Without a grade where the message says nothing of the terms itself: its silence is not the contract's."""
    if report.grade is None or sets_terms(report):
        return report
    notice = Notice("cover-note", "No grade: the message itself sets no terms. What is attached has its own report.")
    return replaced(report, grade=None, measures=None, notices=(*report.notices, notice))


def sets_terms(report: Report) -> bool:
    """The document says something of the terms itself, so that it is more than a note on what comes with it."""
    every: tuple[Finding | Protection, ...] = (*report.findings, *report.protections)
    # What only resembles a term does not make a few friendly lines a contract.
    return any(".second-reader-" not in one.rule for one in every if one.confidence is not Confidence.low)


def carries_others(kinds: Collection[str], *, attached: bool) -> bool:
    """Whether a report without a grade has none only because the contract stands in the files within.

    `kinds` are those of its notices, `attached` says that it has reports of files within: a cover note, an archive.
    """
    return attached and not _NO_CONTRACT.isdisjoint(kinds) and "coverage" not in kinds


def _all(reports: Sequence[Report]) -> Iterator[Report]:
    for report in reports:
        yield report
        yield from _all(report.attachments)


def _grades(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    for report in _all(reports):
        if report.grade is not None:
            yield report.grade.letter, report.name
