"""On a page: what was agreed against what the paper says, and what clauses cost by the reader's own figures."""

from __future__ import annotations

from clausecheck.render.page import Page
from clausecheck.render.passages import place
from clausecheck.render.wording import counted
from clausecheck.report import Cost, Mismatch, MismatchKind, Report

__all__ = ["MISMATCHES", "cost_rule", "mismatch_rule", "mismatch_title", "money", "print_costs", "print_mismatches"]

MISMATCHES = {
    MismatchKind.differs: "DIFFERS",
    MismatchKind.missing: "NOT ON PAPER",
    MismatchKind.unclear: "UNCLEAR",
}
"""What each kind of mismatch is called."""


def print_mismatches(page: Page, report: Report) -> None:
    """What the paper does not keep of the deal, both sides of each."""
    if not report.mismatches:
        return
    page.heading(f"AGREED, BUT NOT SO ON PAPER: {counted(len(report.mismatches), 'point')}")
    for mismatch in report.mismatches:
        page.blank()
        page.line(mismatch_title(mismatch), lead=f"{MISMATCHES[mismatch.kind]}:")
        page.line(mismatch.agreed, indent=2, lead="Agreed:")
        where = place(mismatch.clause, mismatch.page)
        page.line(f"{mismatch.written}{f' ({where})' if where else ''}", indent=2, lead="Paper:")
        if mismatch.quote and mismatch.quote.split()[:8] != mismatch.written.strip("“”").split()[:8]:
            page.line(f"“{_cut(mismatch.quote)}”", indent=4)
        if mismatch.favours == "locum":
            page.line("The paper is kinder to you than what was agreed.", indent=2)


def print_costs(page: Page, report: Report) -> None:
    """Pounds with their working; never an opinion on the fee."""
    if not report.costs:
        return
    page.heading("WHAT IT COSTS BY YOUR OWN FIGURES")
    for cost in report.costs:
        where = place(cost.clause, cost.page)
        page.line(f"{cost.plain}{f' {where}.' if where else ''}", lead=f"{money(cost.amount)} {cost.per}:")
        for step in cost.working:
            page.bullet(step, indent=2)


def money(amount: float) -> str:
    """`£450`, `£1,234.50`."""
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"


def mismatch_title(mismatch: Mismatch) -> str:
    """What the mismatch is about, in words: `Patients per session`."""
    return " ".join(word for word in mismatch.name.split("_") if word != "gbp").capitalize()


def mismatch_rule(mismatch: Mismatch) -> str:
    """What stands where findings have the rule that made them: `deal-sheet.differs`."""
    return f"deal-sheet.{mismatch.kind}"


def cost_rule(cost: Cost) -> str:
    """The same of a cost: `own-figures.penalty`."""
    return f"own-figures.{cost.name}"


def _cut(text: str, longest: int = 240) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
