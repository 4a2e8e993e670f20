"""The contract as understood: clauses, passages, limbs, parties, quantities.

All `start`/`end` are half-open offsets into `Document.text`; `first`/`last` are word positions in `Limb.words`.
"""

from enum import StrEnum

from clausecheck.document import Document, Notice, Span
from clausecheck.record import record

__all__ = [
    "BREAK",
    "Clause",
    "Contract",
    "Force",
    "Limb",
    "Party",
    "Passage",
    "PassageKind",
    "Quantity",
    "QuantityKind",
]

BREAK = "¶"
"""The word between heading, lead-in and own words; no phrase crosses it."""


class Party(StrEnum):
    """Who bears a limb."""

    locum = "locum"
    other = "other"
    """The practice, agency, platform, board: whoever engages; an agency's client too."""
    either = "either"
    """Both parties, each party, either party, neither party."""
    third = "third"
    """Somebody else: a patient, a colleague."""
    nobody = "nobody"
    """No actor is named."""


class Force(StrEnum):
    """What a limb does to its bearer."""

    must = "must"
    must_not = "must-not"
    need_not = "need-not"
    may = "may"
    states = "states"


class PassageKind(StrEnum):
    """The shape of a passage."""

    prose = "prose"
    row = "row"
    """A label with its value: a form or table row, `Overrun: included`."""
    answer = "answer"
    """Read with its question."""
    definition = "definition"
    heading = "heading"


@record
class Clause:
    """One node of the clause tree."""

    number: str
    """Path as printed, `3.2(b)`; empty for unnumbered parts."""
    heading: str
    start: int
    end: int
    """End of its text, children included."""
    page: int | None
    parent: int
    """Index of the parent clause, -1 at the top."""
    part: str
    """`body`, or the schedule, appendix, message or form part it stands in, as printed."""


@record
class Passage:
    """One sentence, list branch, table row or heading, before its words are read."""

    start: int
    end: int
    clause: int
    """Index into the clauses."""
    kind: PassageKind = PassageKind.prose
    leads: tuple[Span, ...] = ()
    """Lead-in text that it completes, outermost first.

    `The Locum shall:`; the question of an answer; a table's column heads.
    """
    headings: tuple[Span, ...] = ()
    """Headings above it, outermost first (at most the two nearest)."""
    speaks: bool = True
    """False for text that binds nobody: quoted to be refused, struck out, superseded, an empty box."""
    silenced: str = ""
    """Why it does not speak, for people."""
    defines: str = ""
    """The defined term, lower case, for a definition."""


class QuantityKind(StrEnum):
    """What a quantity measures; `value` is in the unit named here."""

    number = "number"
    duration = "duration"
    """Minutes."""
    money = "money"
    """Pounds."""
    percent = "percent"
    time = "time"
    """Minutes after midnight."""
    distance = "distance"
    """Miles."""


@record
class Quantity:
    """A number with its unit, read from figures or words."""

    kind: QuantityKind
    value: float
    """The upper end where a range is given."""
    low: float
    """The lower end; equal to `value` where no range is given."""
    unit: str
    """As written, singular, lower case: `hour`, `working day`, `fortnight`, `month`; empty for bare numbers."""
    first: int
    last: int
    """Word positions, half-open, in `Limb.words`."""
    start: int
    end: int


@record
class Limb:
    """The smallest passage with one meaning."""

    index: int
    start: int
    end: int
    """Its own words in the text, which a quote is cut from."""
    clause: int
    kind: PassageKind
    words: tuple[str, ...]
    """Normalised words: headings, BREAK, lead-ins, BREAK-less, own words. Parties stand as `@locum`, `@other`, ..."""
    spans: tuple[Span, ...]
    """Span in the text of each word; (-1, -1) for BREAK."""
    own: int
    """Position of the first of its own words."""
    bearer: Party
    force: Force
    quantities: tuple[Quantity, ...] = ()
    speaks: bool = True
    silenced: str = ""
    defines: str = ""
    lead: int = 0
    """Position of the first word after the headings: of a lead-in, or of its own."""


@record
class Contract:
    """A document, understood."""

    document: Document
    clauses: tuple[Clause, ...]
    limbs: tuple[Limb, ...]
    engagement: str
    """direct, company, agency, platform, chambers, ooh, bank, digital."""
    nation: str
    """england, wales, scotland, ni."""
    author: str
    """Who wrote it: `locum` or `other`."""
    locum_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    kind: str = "locum"
    """`locum`, `salaried`, `not-a-contract`, `foreign-language`: only the first is graded."""
    notices: tuple[Notice, ...] = ()

    def limbs_of(self, clause: int) -> tuple[Limb, ...]:
        """The limbs that stand in the same clause, its siblings' not."""
        return tuple(limb for limb in self.limbs if limb.clause == clause)
