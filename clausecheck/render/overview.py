"""A report's outcome as rows of what it is about, the item and what is said: all but passages and terms."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck import __version__
from clausecheck.render.dealing import MISMATCHES, mismatch_title, money
from clausecheck.render.passages import place
from clausecheck.render.rows import Cell
from clausecheck.render.telling import ratio_line, rung
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, NOT_ADVICE, axis_title, read_line
from clausecheck.report import Cost, Grade, Measures, Mismatch, Report

__all__ = ["overview"]

Row = tuple[str, str, Cell]


def overview(report: Report) -> Iterator[Row]:
    """About, item, says; the grade first."""
    yield from _graded(report.grade)
    yield from _read(report)
    yield "Found", "passages that hurt", len(report.findings)
    yield "Found", "passages that protect", len(report.protections)
    if report.measures is not None:
        yield from _measured(report.measures)
    for ladder in report.ladders:
        for step in ladder.steps:
            yield "Scale", ladder.name.replace("-", " "), rung(step)
    for mismatch in report.mismatches:
        yield "Agreed, but not so on paper", mismatch_title(mismatch), _mismatch(mismatch)
    for cost in report.costs:
        yield "Costs by your figures", f"{money(cost.amount)} {cost.per}", cost.plain + _at(cost)
        for line in cost.working:
            yield "Costs by your figures", "working", line
    for missing in report.missing_documents:
        yield "Binds you, not shown", missing.name, missing.quote
    for notice in report.notices:
        yield "Notice", notice.kind, f"{notice.message} “{notice.quote}”" if notice.quote else notice.message
    for source in sorted({s.key: s for f in report.findings for s in f.sources}.values(), key=lambda s: s.key):
        nation = f" ({source.nation})" if source.nation not in ("", "UK") else ""
        yield "Source", source.key, f"{source.title}{nation}. Read {source.read}. {source.address}".rstrip()
    if report.read_date:
        yield "Note", "sources", read_line(report.read_date)
    yield "Note", "advice", NOT_ADVICE
    yield "Made by", "clausecheck", __version__
    yield "Made by", "rules, SHA-256", report.rules_sha256


def _mismatch(one: Mismatch) -> str:
    kinder = " The paper is kinder to you than what was agreed." if one.favours == "locum" else ""
    quote = f" “{one.quote}”" if one.quote else ""
    return f"{MISMATCHES[one.kind]}: agreed: {one.agreed}; paper: {one.written}{_at(one)}{quote}.{kinder}"


def _at(one: Mismatch | Cost) -> str:
    where = place(one.clause, one.page)
    return f" ({where})" if where else ""


def _graded(grade: Grade | None) -> Iterator[Row]:
    if grade is None:
        yield "Grade", "whole contract", "no grade; see the notices"
        return
    yield "Grade", "whole contract", f"{grade.letter}: {grade.verdict}"
    for reason in grade.reasons:
        yield "Grade", "because", reason
    for axis in grade.axes:
        yield "Grade", axis_title(axis.axis), axis.letter
        for reason in axis.reasons:
            yield "Grade", f"{axis_title(axis.axis)}, because", reason


def _read(report: Report) -> Iterator[Row]:
    yield "Read", "everything", "yes" if report.coverage.complete else "NO: see the sheet Coverage"
    yield "Read", "format", report.format
    if report.pages:
        yield "Read", "pages", report.pages
    yield "Read", "words", report.words
    yield "Read", "SHA-256 of the file", report.sha256
    if report.engagement:
        yield "Taken for", "engagement", ENGAGEMENTS.get(report.engagement, report.engagement)
    if report.nation:
        yield "Taken for", "nation", NATIONS.get(report.nation, report.nation)
    if report.model_name:
        yield "Compared with", "model", report.model_name


def _measured(measures: Measures) -> Iterator[Row]:
    ratio, duties = measures.stakhanov_ratio, measures.duties
    yield "Measure", "Stakhanov ratio", ratio_line(ratio)
    for step in ratio.working:
        yield "Measure", "working", step
    yield "Measure", "passages that bind you", duties.locum
    yield "Measure", "passages that bind the other side", duties.other
    yield "Measure", "passages that bind you, model", duties.model_locum
    yield "Measure", "passages that bind the other side, model", duties.model_other
