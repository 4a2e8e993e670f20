"""What a workbook has where a playbook or a pack was asked for: three sheets, and columns of the overview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clausecheck.beside import Standing
from clausecheck.bulk.result import Result
from clausecheck.bulk.revived import pack_of, position_of
from clausecheck.bulk.views.entries import Entry
from clausecheck.bulk.views.sheets import Book, Cell, Column, Link, Table
from clausecheck.bulk.views.survey import Survey, with_reports
from clausecheck.record import record
from clausecheck.render.rows_beside import pack_rows, position_row

__all__ = ["BesideSheets", "Rows", "beside_cells", "beside_columns", "beside_notes", "counted"]

_NAME = 38
_KINDS = ("notes", "findings", "missing", "protections")
# Of what a pack says, each a row of its own.
_COUNTED = (Standing.beyond, Standing.walk_away, Standing.unknown)

_DETAIL = (
    *(Column("Document", _NAME), Column("Position", 24), Column("Met", 12, "position"), Column("This contract", 50)),
    *(Column("Value", 10), Column("Preferred", 26), Column("Fallback", 26), Column("Walk-away", 26)),
    *(Column("Clause", 12), Column("Page", 6), Column("Quote", 60), Column("Own wording", 50)),
)
_PACKS = (
    *(Column("Document", _NAME), Column("Pack", 24), Column("Perspective", 12), Column("Kind", 24)),
    *(Column("Topic", 20), Column("Title", 28), Column("Severity", 9, "severity"), Column("Confidence", 11)),
    *(Column("Clause", 12), Column("Page", 6), Column("Quote", 60), Column("Plain English", 50)),
    *(Column("Why it matters", 50), Column("Write instead", 50), Column("Basis", 40)),
)


@record
class Rows:
    """How many rows the reports make, of what a survey does not count."""

    quantities: int
    silent: int
    positions: int
    packs: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.quantities + self.silent + self.positions + self.packs


def counted(survey: Survey, results: Iterable[Result]) -> Rows:
    """Read the results, which are those that were surveyed, and count."""
    quantities = silent = positions = packs = 0
    for _, _, report in with_reports(survey, results):
        quantities += len(report["quantities"])
        silent += sum(term["state"] == "silent" for term in report["terms"])
        positions += len(report.get("positions", ()))
        packs += sum(len(pack[kind]) for pack in report.get("packs", ()) for kind in _KINDS)
    return Rows(quantities, silent, positions, packs)


def beside_notes(survey: Survey) -> Iterator[tuple[str, str]]:
    """What the sheet of notes says of them."""
    if survey.positions:
        yield "Positions", "walk-away: the worst still accepted, or better. beyond: worse. unknown: it cannot be told."
    if survey.packs:
        yield "Packs", "Looked at from another side; none of it is in the grade. Duties exposed: the sure findings."


def beside_columns(survey: Survey) -> list[Column]:
    """Columns of the overview; none where nothing was asked for."""
    heads = ["Beyond position", "Walk-away"] if survey.positions else []
    return [Column(head, 10) for head in (*heads, *(["Duties exposed"] if survey.packs else []))]


def beside_cells(survey: Survey, one: Entry) -> tuple[Cell, ...]:
    """The cells of `beside_columns`; empty for a document that nothing was asked about."""
    kept = one.beside
    counts: list[Cell] = []
    if survey.positions:
        counts += [kept.count(standing) if kept.met else None for standing in _COUNTED[:2]]
    if survey.packs:
        counts.append(kept.exposed if any(kept.looked_at(pack) for pack in range(len(survey.packs))) else None)
    return tuple(counts)


class BesideSheets:
    """The sheets `Positions`, `Positions detail` and `Packs`, as far as there is something for them."""

    def __init__(self, made: Book, survey: Survey, titles: Mapping[str, str], *, positions: int, packs: int) -> None:
        """`positions` and `packs` are the rows that all reports have of each."""
        self._survey, self._titles = survey, titles
        self._matrix = self._detail = self._packs = None
        if survey.positions:
            heads = [Column(one.title(titles), 10, "position", upright=True) for one in survey.positions]
            lead = (Column("Document", _NAME), Column("Grade", 7, "grade"))
            counts = [Column(str(standing).capitalize(), 9) for standing in _COUNTED]
            self._matrix = made.table("Positions", [*lead, *counts, *heads], len(survey.entries), frozen=2)
            self._detail = made.table("Positions detail", _DETAIL, positions)
        if survey.packs:
            self._packs = made.table("Packs", _PACKS, packs)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those that there are."""
        return tuple(table for table in (self._matrix, self._detail, self._packs) if table is not None)

    def write_matrix(self, overview: Table) -> None:
        """A row a document, a column a position."""
        if self._matrix is None:
            return
        places = range(len(self._survey.positions))
        for number, one in enumerate(self._survey.entries):
            cells: list[Cell] = []
            if one.beside.met:
                cells = [one.beside.count(standing) for standing in _COUNTED]
                cells += [str(one.beside.standing(place) or "") for place in places]
            self._matrix.add((Link(one.name, overview, number), one.letter or "none", *cells))

    def add(self, number: int, one: Entry, report: dict[str, Any], overview: Table) -> None:
        """The rows of one document; a link in the first of each sheet will do."""
        link = Link(one.name, overview, number)
        if self._detail is not None:
            for row, position in enumerate(report.get("positions", ())):
                name: Cell = one.name if row else link
                self._detail.add((name, *position_row(position_of(position), self._titles)))
        if self._packs is not None:
            found = (cells for pack in report.get("packs", ()) for cells in pack_rows(pack_of(pack), self._titles))
            for row, cells in enumerate(found):
                self._packs.add((one.name if row else link, *cells))
