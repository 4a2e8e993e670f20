"""A report as rows of a table, for the forms that are opened in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clausecheck.render.dealing import cost_rule, mismatch_rule, mismatch_title
from clausecheck.render.passages import by_topic
from clausecheck.render.wording import BASIS, SEVERITIES, topic_title
from clausecheck.report import Confidence, Cost, Finding, Mismatch, Report, SourceNote

__all__ = [
    "DEAL_COLUMNS",
    "FINDING_COLUMNS",
    "Cell",
    "cost_cells",
    "finding_cells",
    "in_order",
    "mismatch_cells",
    "reports",
    "sources_text",
    "values_text",
]

Cell = str | int | float | None

FINDING_COLUMNS = (
    "topic",
    "title",
    "axis",
    "severity",
    "severity_words",
    "confidence",
    "clause",
    "page",
    "quote",
    "plain",
    "effects",
    "why",
    "model_clause",
    "model_quote",
    "ask",
    "basis",
    "sources",
    "values",
    "rule",
    "start",
    "end",
    "fingerprint",
)
"""What `finding_cells` holds, by the names that JSON has for it where it has any."""

DEAL_COLUMNS = ("agreed", "written", "favours", "amount_gbp", "per", "working")
"""What `mismatch_cells` and `cost_cells` hold beside columns of findings."""


def reports(report: Report, name: str) -> Iterator[tuple[str, Report]]:
    """The report under `name`, then those attached to it under `name > attachment`."""
    yield name, report
    for part in report.attachments:
        yield from reports(part, f"{name} > {part.name}")


def in_order(report: Report) -> list[Finding]:
    """Its findings as the text report has them: the most harmful topic first, what is only worth a look last."""
    sure = [f for f in report.findings if f.confidence is not Confidence.low]
    unsure = [f for f in report.findings if f.confidence is Confidence.low]
    return [f for part in (sure, unsure) for _, group in by_topic(part) for f in group]


def finding_cells(finding: Finding, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    """One finding in the order of `FINDING_COLUMNS`; `titles` of topics by slug."""
    return (
        finding.topic,
        titles.get(finding.topic) or topic_title(finding.topic),
        finding.axis,
        finding.severity,
        SEVERITIES[finding.severity].lower(),
        str(finding.confidence),
        finding.clause,
        finding.page,
        finding.quote,
        finding.plain,
        " / ".join(finding.effects),
        finding.why,
        finding.model.clause if finding.model else "",
        finding.model.quote if finding.model else "",
        finding.ask,
        BASIS.get(finding.basis, finding.basis),
        sources_text(finding.sources),
        values_text(finding.values),
        finding.rule,
        finding.start,
        finding.end,
        finding.fingerprint,
    )


def mismatch_cells(mismatch: Mismatch) -> dict[str, Cell]:
    """What was agreed against what the paper says, by column."""
    return {
        "topic": mismatch.topic,
        "title": mismatch_title(mismatch),
        "agreed": mismatch.agreed,
        "written": mismatch.written,
        "favours": mismatch.favours,
        "rule": mismatch_rule(mismatch),
        **_placed(mismatch),
    }


def cost_cells(cost: Cost, titles: Mapping[str, str]) -> dict[str, Cell]:
    """What a clause costs by the reader's own figures, by column; `titles` of topics by slug."""
    return {
        "topic": cost.topic,
        "title": titles.get(cost.topic) or topic_title(cost.topic),
        "plain": cost.plain,
        "amount_gbp": cost.amount,
        "per": cost.per,
        "working": " / ".join(cost.working),
        "rule": cost_rule(cost),
        **_placed(cost),
    }


def _placed(one: Mismatch | Cost) -> dict[str, Cell]:
    """Where it stands; nowhere where the paper says nothing of it."""
    if not one.quote:
        return {}
    return {"clause": one.clause, "page": one.page, "quote": one.quote, "start": one.start, "end": one.end}


def sources_text(sources: Iterable[SourceNote]) -> str:
    """`[B3] Locum handbook https://example.org/handbook; [L1] …`."""
    return "; ".join(f"[{s.key}] {s.title} {s.address}".rstrip() for s in sources)


def values_text(values: tuple[tuple[str, float], ...]) -> str:
    """`patients_per_session = 15; fee_gbp = 480`."""
    return "; ".join(f"{name} = {value:.12g}" for name, value in values)
