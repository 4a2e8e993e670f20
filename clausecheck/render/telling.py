"""What several forms of a report say in the same words: made of a report's parts, without any layout."""

from __future__ import annotations

from clausecheck.document import Document
from clausecheck.render.wording import counted
from clausecheck.report import Duties, LadderStep, Report, SourceNote, StakhanovRatio, Term

__all__ = ["cut", "duties_line", "own_words", "ratio_line", "rung", "sources", "unsaid", "within"]

_MODEL_PART = " The model says: "
# How a difference begins to quote the model.


def cut(text: str, longest: int) -> str:
    """`text` cut at a word, with an ellipsis, to at most `longest` characters."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def own_words(term: Term) -> str:
    """What a term's difference says of this contract, without the model's words that follow."""
    return term.difference.partition(_MODEL_PART)[0] if term.model else term.difference


def unsaid(reasons: tuple[str, ...], said: tuple[str, ...]) -> str:
    """An axis's reasons, those only mentioned that the whole contract's hold already."""
    left = [reason for reason in reasons if reason not in said]
    above = ["as above"] if len(left) < len(reasons) else []
    return "; ".join(above + left)


def ratio_line(ratio: StakhanovRatio) -> str:
    """The Stakhanov ratio as a sentence."""
    if ratio.unbounded:
        return "no upper limit: the contract can ask for any amount of work in the time it pays for."
    if ratio.value is None:
        return "cannot be worked out from what the contract says."
    return f"{ratio.value:.2f}{_minutes(ratio)}. Above 1 you work for nothing part of the time."


def _minutes(ratio: StakhanovRatio) -> str:
    if ratio.minutes_demanded is None or ratio.minutes_paid is None:
        return ""
    return f" ({ratio.minutes_demanded:g} minutes of work can be asked for {ratio.minutes_paid:g} minutes paid)"


def duties_line(duties: Duties) -> str:
    """The balance of duties as a sentence."""
    return (
        f"{counted(duties.locum, 'passage')} bind you, {duties.other:,} bind the other side; "
        f"in the model {duties.model_locum:,} and {duties.model_other:,}."
    )


def rung(step: LadderStep) -> str:
    """One rung in words; nothing is owed from the longest notice on, something below each shorter one."""
    if not step.percent:
        return f"{step.hours:g} hours' notice or more: nothing"
    return f"less than {step.hours:g} hours' notice: {step.percent:g}% of the fee"


def sources(report: Report) -> list[SourceNote]:
    """The sources of the findings shown, those of packs too, each once, by key."""
    every = {source.key: source for finding in report.findings for source in finding.sources}
    for pack in report.packs:
        every |= {source.key: source for source in pack.sources}
    return [every[key] for key in sorted(every)]


def within(report: Report, document: Document | None) -> list[tuple[Report, Document | None]]:
    """The reports of the files within a document, each with what it is on, where that is at hand."""
    inner = document.attachments if document is not None else ()
    pairs = list(zip(report.attachments, inner, strict=False))
    if len(inner) != len(report.attachments) or any(part.sha256 != one.sha256 for part, one in pairs):
        return [(part, None) for part in report.attachments]
    return [*pairs]
