"""What a report says beside the locum's own: packs of another perspective, and positions of a playbook.

Apart from `report`, so that a check which asks for neither does not load them.
"""

from enum import StrEnum

from clausecheck.record import record
from clausecheck.report import Finding, Protection, SourceNote

__all__ = ["MissingTerm", "PackReport", "PositionMet", "Standing"]


@record
class MissingTerm:
    """A term that the law behind a pack asks for and that was not found in the document: no breach is said."""

    topic: str
    title: str
    weight: int
    """1-5, how much it matters."""
    plain: str
    ask: str
    basis: str
    sources: tuple[SourceNote, ...] = ()


@record
class PackReport:
    """What rules of another perspective find; it never moves the grade and has no letter."""

    name: str
    perspective: str
    """Whose duties or interests it is about: `agency`, `locum`."""
    title: str
    applies: bool
    """False, with the reason among the notes, where it is not for such a contract; it then finds nothing."""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    protections: tuple[Protection, ...] = ()
    missing: tuple[MissingTerm, ...] = ()
    topics: tuple[str, ...] = ()
    """Slugs of all its topics."""
    not_looked_at: tuple[str, ...] = ()
    """Those of them that nothing was asked about: all where it does not apply, else what has no source for the nation.

    The first note says why.
    """
    rules_sha256: str = ""

    @property
    def sources(self) -> tuple[SourceNote, ...]:
        """The sources of its findings and of what was not found, in that order."""
        found = [source for finding in self.findings for source in finding.sources]
        return (*found, *(source for term in self.missing for source in term.sources))


class Standing(StrEnum):
    """Which position of a playbook a contract meets."""

    preferred = "preferred"
    fallback = "fallback"
    walk_away = "walk-away"
    """The worst that is still accepted, or better."""
    beyond = "beyond"
    """Worse than the worst that is accepted."""
    unknown = "unknown"
    """It cannot be told from what was read."""


@record
class PositionMet:
    """One entry of a playbook against the contract."""

    name: str
    """A quantity's name or a topic's slug."""
    topic: str
    quantity: bool
    """True where the position is a number, False where it is how bad the topic's clauses are."""
    met: Standing
    preferred: str
    """As the playbook has it, empty where it gives none."""
    fallback: str
    walk_away: str
    written: str
    """What the contract says, in words."""
    value: float | None = None
    """The number it sets, of a quantity."""
    ask: str = ""
    """The playbook's own wording."""
    quote: str = ""
    """Exactly `document.text[start:end]`; empty where the contract says nothing."""
    start: int = 0
    end: int = 0
    clause: str = ""
    page: int | None = None
