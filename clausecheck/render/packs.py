"""On a page: what a pack of another perspective finds, apart from the locum's report and without a grade."""

from __future__ import annotations

from collections.abc import Iterable

from clausecheck.beside import PackReport
from clausecheck.render.page import Page
from clausecheck.render.passages import by_topic, place
from clausecheck.render.wording import BASIS, counted
from clausecheck.report import Confidence, Finding, Report, SourceNote

__all__ = ["NOT_GRADED", "RANKS", "basis_line", "print_packs"]

RANKS = {5: "CHANGE BEFORE USE", 4: "CHANGE BEFORE USE", 3: "CHECK", 2: "NOTE", 1: "NOTE"}
"""What each severity is called to the one whose duties these are."""

NOT_GRADED = (
    "Looked at from the {perspective}'s side. None of it is in the locum's grade, and it has no grade of its own."
)

_NATIONS = {"GB": "England, Wales and Scotland", "England & Wales": "England and Wales"}


def print_packs(page: Page, report: Report) -> None:
    """Every pack asked for, one after the other."""
    for pack in report.packs:
        page.heading(heading(pack))
        page.line(NOT_GRADED.format(perspective=pack.perspective))
        for note in pack.notes:
            page.line(note)
        if pack.applies:
            _print_findings(page, pack)
            _print_missing(page, pack)
            _print_kept(page, pack)


def heading(pack: PackReport) -> str:
    """`THE AGENCY'S OWN DUTIES: 3 passages on 2 topics`."""
    sure = [f for f in pack.findings if f.confidence is not Confidence.low]
    title = pack.title.upper()
    if not pack.applies:
        return title
    topics = {finding.topic for finding in sure}
    return f"{title}: {counted(len(sure), 'passage')} on {counted(len(topics), 'topic')}"


def basis_line(basis: str, sources: Iterable[SourceNote]) -> str:
    """`law, England, Wales and Scotland [L2]`: whose law it is stands beside it."""
    every = list({source.key: source for source in sources}.values())
    keys = f" [{', '.join(source.key for source in every)}]" if every else ""
    if basis != "law":
        return f"{BASIS.get(basis, basis)}{keys}"
    nations = dict.fromkeys(source.nation for source in every if source.kind == "law")
    where = "; ".join(_NATIONS.get(nation, nation) for nation in nations)
    return f"law, {where}{keys}" if where else f"law{keys}"


def _print_findings(page: Page, pack: PackReport) -> None:
    if not pack.findings:
        page.line("No passage that the rules of this pack know of.")
    for topic, group in by_topic(pack.findings):
        worst = group[0]
        page.blank()
        page.line(f"{page.title(topic)}: {RANKS[worst.severity]} ({worst.severity} of 5)", style="bold")
        for finding in group:
            where = place(finding.clause, finding.page)
            page.line(f"“{finding.quote}”", indent=3, lead=f"{where}:" if where else "")
            page.line(_unsure(finding), indent=5, lead="In plain English:")
            for effect in finding.effects:
                page.line(effect, indent=5, lead="And:")
        page.line(worst.why, indent=3, lead="Why it matters:")
        page.line(worst.ask, indent=3, lead="Write instead:")
        page.line(f"{basis_line(worst.basis, worst.sources)}.", indent=3, lead="Basis:")


def _unsure(finding: Finding) -> str:
    return finding.plain if finding.confidence is Confidence.high else f"{finding.plain} (Likely, not certain.)"


def _print_missing(page: Page, pack: PackReport) -> None:
    for term in pack.missing:
        page.blank()
        page.line(f"{term.title}: NOT FOUND IN THIS DOCUMENT", style="bold")
        page.line(term.plain, indent=3)
        page.line(term.ask, indent=3, lead="Write:")
        page.line(f"{basis_line(term.basis, term.sources)}.", indent=3, lead="Basis:")


def _print_kept(page: Page, pack: PackReport) -> None:
    if not pack.protections:
        return
    page.blank()
    page.line("", lead="What keeps a duty:")
    for kept in pack.protections:
        where = place(kept.clause, kept.page)
        where = f" ({where[:1].lower()}{where[1:]})" if where else ""
        page.bullet(f"“{kept.quote}” {kept.plain}", indent=2, lead=f"{page.title(kept.topic)}{where}:")
