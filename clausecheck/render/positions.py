"""On a page: which position of a playbook the contract meets."""

from __future__ import annotations

from clausecheck.beside import PositionMet, Standing
from clausecheck.render.page import Page
from clausecheck.render.passages import place
from clausecheck.render.telling import cut
from clausecheck.report import Report

__all__ = ["STANDINGS", "limits_line", "position_title", "positions_heading", "print_positions", "quantity_title"]

STANDINGS = {
    Standing.preferred: "PREFERRED",
    Standing.fallback: "FALLBACK",
    Standing.walk_away: "WALK-AWAY",
    Standing.beyond: "BEYOND",
    Standing.unknown: "UNKNOWN",
}
"""What each standing is called."""

_QUOTE = 240


def print_positions(page: Page, report: Report) -> None:
    """Each entry of the playbook, in its order."""
    if not report.positions:
        return
    page.heading(positions_heading(report))
    for position in report.positions:
        page.blank()
        title = position_title(position, page.title(position.topic))
        page.line(title, lead=f"{STANDINGS[position.met]}:")
        where = place(position.clause, position.page)
        page.line(f"{position.written}{f' ({where})' if where else ''}", indent=2, lead="Contract:")
        if position.quote:
            page.line(f"“{cut(' '.join(position.quote.split()), _QUOTE)}”", indent=4)
        page.line(limits_line(position), indent=2, lead="Playbook:")
        if position.ask and position.met is not Standing.preferred:
            page.line(position.ask, indent=2, lead="Your wording:")


def positions_heading(report: Report) -> str:
    """`YOUR POSITIONS: 3 preferred, 1 beyond`."""
    counts = [(standing, sum(p.met is standing for p in report.positions)) for standing in STANDINGS]
    return "YOUR POSITIONS: " + ", ".join(f"{count} {standing}" for standing, count in counts if count)


def position_title(position: PositionMet, topic: str) -> str:
    """`Payment days` of a number, the topic's title otherwise."""
    return quantity_title(position.name) if position.quantity else topic


def quantity_title(name: str) -> str:
    """`Payment days` of `payment_days`."""
    return " ".join(word for word in name.split("_") if word != "gbp").capitalize()


def limits_line(position: PositionMet) -> str:
    """`preferred at most 14 days to pay; fallback at most 30 days to pay`."""
    limits = (("preferred", position.preferred), ("fallback", position.fallback), ("walk-away", position.walk_away))
    return "; ".join(f"{name} {words}" for name, words in limits if words)
