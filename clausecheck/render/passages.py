"""The passages of a report on a page: what hurts, what is worth a look, what protects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from clausecheck.patterns import pattern
from clausecheck.render.page import Page
from clausecheck.render.wording import BASIS, SEVERITIES, counted
from clausecheck.report import Confidence, Finding, Protection, Report

__all__ = ["by_topic", "place", "print_findings", "print_protections"]

_LABEL = pattern(r"\(?(?:\d[\w.]*|[A-Za-z]\d*|[ivxlIVXL]+)\)?(?:[.(].*)?")
# `3.2(b)`, `(a)`, `iv`, `A1`: a clause's number, not its heading.

_T = TypeVar("_T")

_ALARMING = 4
# Severities from here on are in red where there is colour.


def place(clause: str, page: int | None) -> str:
    """`Clause 3.2(b), page 4`, `Under "Overruns"`, or empty where nothing is known."""
    parts = []
    if clause:
        parts.append(f"clause {clause}" if _LABEL.fullmatch(clause) else f"under “{clause}”")
    if page is not None:
        parts.append(f"page {page}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def by_topic(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings by topic, the worst first: topics by their worst finding, then by how many, then as found."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.topic, []).append(finding)
    for group in groups.values():
        group.sort(key=lambda f: (-f.severity, f.start))
    return sorted(groups.items(), key=lambda item: (-item[1][0].severity, -len(item[1]), item[1][0].start))


def print_findings(page: Page, report: Report) -> None:
    """What hurts, then apart from it what is only worth a look."""
    sure = [f for f in report.findings if f.confidence is not Confidence.low]
    unsure = [f for f in report.findings if f.confidence is Confidence.low]
    groups = by_topic(sure)
    if groups:
        page.heading(f"WHAT HURTS: {counted(len(sure), 'passage')} on {counted(len(groups), 'topic')}")
    elif report.grade is not None:
        page.heading("WHAT HURTS")
        if any(notice.kind == "narrowed" for notice in report.notices):
            page.line("Nothing among what you asked to see; the grade above is that of the whole contract.")
        elif report.coverage.complete:
            page.line("Nothing that the rules know of.")
        else:
            page.line("Nothing that the rules know of in what was read.")
    for number, (topic, group) in enumerate(groups, 1):
        _group(page, number, topic, group)
    if unsure:
        page.heading(f"WORTH A LOOK: {counted(len(unsure), 'passage')} the rules are not sure of")
        for _, group in by_topic(unsure):
            for finding in group:
                page.bullet(f"“{finding.quote}”", lead=_lead(page.title(finding.topic), finding))
                page.line(finding.plain, indent=2)


def _group(page: Page, number: int, topic: str, group: Sequence[Finding]) -> None:
    worst = group[0].severity
    page.blank()
    style = "bold red" if worst >= _ALARMING else "bold yellow" if worst > 2 else "bold"
    page.line(f"{number}. {page.title(topic)}: {SEVERITIES[worst]} ({worst} of 5)", style=style)
    said = ""
    for finding in group:
        rank = "" if finding.severity == worst else f" ({SEVERITIES[finding.severity].lower()})"
        where = place(finding.clause, finding.page)
        lead = f"{where}{rank}:" if where or rank else ""
        page.line(f"“{finding.quote}”", indent=3, lead=lead.strip())
        if finding.plain != said:
            page.line(finding.plain, indent=5, lead="In plain English:")
        said = finding.plain
        for effect in finding.effects:
            page.line(effect, indent=5, lead="And:")
    for why in _each(f.why for f in group):
        page.line(why, indent=3, lead="Why it matters:")
    for clause, quote in _each((f.model.clause, f.model.quote) for f in group if f.model is not None):
        page.line(f"“{quote}”", indent=3, lead=f"The model says (clause {clause}):" if clause else "The model says:")
    for ask in _each(f.ask for f in group):
        page.line(ask, indent=3, lead="Ask for:")
    for basis in _each(f.basis for f in group):
        keys = _each(s.key for f in group if f.basis == basis for s in f.sources)
        cited = f" [{', '.join(keys)}]" if keys else ""
        page.line(f"{BASIS.get(basis, basis)}{cited}.", indent=3, lead="Basis:")


def print_protections(page: Page, report: Report) -> None:
    """What the contract does for the locum, in the report's order, a topic's passages together."""
    sure = [p for p in report.protections if p.confidence is not Confidence.low]
    if not sure:
        return
    page.heading(f"WHAT PROTECTS YOU: {counted(len(sure), 'passage')}")
    topics = {p.topic: page.title(p.topic) for p in sure}
    for topic, title in topics.items():
        for protection in (p for p in sure if p.topic == topic):
            page.bullet(f"“{protection.quote}”", lead=_lead(title, protection))
            for effect in (protection.plain, *protection.effects):
                if effect:
                    page.line(effect, indent=4)


def _lead(title: str, passage: Finding | Protection) -> str:
    where = place(passage.clause, passage.page)
    return f"{title} ({where[:1].lower() + where[1:]}):" if where else f"{title}:"


def _each(values: Iterable[_T]) -> list[_T]:
    """Each value once, in order, empty ones left out."""
    return [value for value in dict.fromkeys(values) if value]
