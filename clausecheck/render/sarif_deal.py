"""What a SARIF log says of a deal sheet: mismatches and costs as results, each kind with a rule of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clausecheck.judging.places import fingerprint, known_words
from clausecheck.record import record
from clausecheck.render.dealing import MISMATCHES, cost_rule, mismatch_rule, mismatch_title, money
from clausecheck.render.passages import place
from clausecheck.render.plain import visible
from clausecheck.report import Cost, Mismatch, MismatchKind, Report

if TYPE_CHECKING:
    from clausecheck.beside import PositionMet

__all__ = ["DealResult", "deal_results"]

_KINDS = {
    MismatchKind.differs: "The paper says something else than was agreed.",
    MismatchKind.missing: "What was agreed does not stand on the paper.",
    MismatchKind.unclear: "The paper may say what was agreed, or says it and takes it back.",
}
_COSTS = {
    "late-cancellation": "What a session cancelled late costs you.",
    "unpaid-overrun": "What an hour after the finish costs you.",
    "unpaid-paperwork": "What paperwork costs you that is not paid.",
    "credit": "What you lend free while invoices wait to be paid.",
    "penalty": "A sum that a clause charges you.",
}
_ASK = "Ask for the paper to say what was agreed before you sign it."
_SUM = "Arithmetic with your own figures, without an opinion on the fee."


@record
class DealResult:
    """One result, and the rule it is a result of."""

    rule: dict[str, Any]
    level: str
    words: str
    at: Mismatch | Cost | PositionMet
    """Where it stands: nowhere where its quote is empty."""
    fingerprint: str
    properties: dict[str, Any]


def deal_results(report: Report) -> Iterator[DealResult]:
    """The mismatches of a report, then its costs."""
    seen: Counter[tuple[str, str]] = Counter()

    def known(rule: str, name: str, quote: str) -> str:
        """By rule, name and words of the clause, not by its place; equals are counted."""
        key = (f"{rule} {name}", known_words(quote))
        seen[key] += 1
        return fingerprint(*key, seen[key] - 1)

    for one in report.mismatches:
        rule = mismatch_rule(one)
        yield DealResult(
            _rule(rule, _KINDS[one.kind], _ASK, "warning"),
            _level(one),
            _mismatch(one),
            one,
            known(rule, one.name, one.quote),
            {"name": one.name, "kind": str(one.kind), "agreed": visible(one.agreed), "favours": one.favours}
            | _properties(one),
        )
    for cost in report.costs:
        rule = cost_rule(cost)
        yield DealResult(
            _rule(rule, _COSTS.get(cost.name, _SUM), _SUM, "note"),
            "note",
            _cost(cost),
            cost,
            known(rule, cost.name, cost.quote),
            {"amount_gbp": cost.amount, "per": cost.per, "working": [visible(step) for step in cost.working]}
            | _properties(cost),
        )


def _level(mismatch: Mismatch) -> str:
    """A warning unless the paper is the kinder of the two: what it is worth, the deal sheet does not say."""
    return "note" if mismatch.favours == "locum" else "warning"


def _rule(rule: str, says: str, help_: str, level: str) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": says},
        "help": {"text": help_, "markdown": help_},
        "defaultConfiguration": {"level": level},
    }


def _mismatch(one: Mismatch) -> str:
    where = place(one.clause, one.page)
    kinder = " The paper is kinder to you than what was agreed." if one.favours == "locum" else ""
    said = f"{MISMATCHES[one.kind]}: {mismatch_title(one)}. Agreed: {one.agreed}. Paper: {one.written}"
    return f"{said}{f' ({where})' if where else ''}.{kinder}"


def _cost(one: Cost) -> str:
    where = place(one.clause, one.page)
    return f"{money(one.amount)} {one.per}: {one.plain}{f' {where}.' if where else ''} " + "; ".join(one.working) + "."


def _properties(one: Mismatch | Cost) -> dict[str, Any]:
    out: dict[str, Any] = {"topic": one.topic}
    if one.quote:
        out |= {"clause": visible(one.clause), "page": one.page, "start": one.start, "end": one.end}
    return out
