"""Packs and positions as rows of a table, for the forms that are opened in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from clausecheck.beside import PackReport, PositionMet
from clausecheck.render.packs import RANKS, basis_line
from clausecheck.render.positions import position_title
from clausecheck.render.rows import FINDING_COLUMNS, Cell, finding_cells, sources_text, values_text
from clausecheck.render.wording import BASIS, topic_title

__all__ = ["BESIDE_COLUMNS", "pack_cells", "pack_rows", "position_cells", "position_row"]

BESIDE_COLUMNS = ("pack", "met", "preferred", "fallback", "walk_away")
"""What `pack_cells` and `position_cells` hold beside columns of findings and of a deal."""


def pack_cells(packs: Sequence[PackReport], titles: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    """By column: what packs found, what they did not find, and what they say of the document as a whole.

    `titles` of topics by slug. Each kind is counted from 1.
    """
    found = [(pack.title, finding) for pack in packs for finding in pack.findings]
    for number, (pack_title, finding) in enumerate(found, 1):
        cells: dict[str, Cell] = dict(zip(FINDING_COLUMNS, finding_cells(finding, titles), strict=True))
        cells |= {"severity_words": RANKS[finding.severity].lower(), "pack": pack_title}
        yield {"kind": "duty", "number": number, **cells}
    missing = [(pack.title, term) for pack in packs for term in pack.missing]
    for number, (pack_title, term) in enumerate(missing, 1):
        yield {
            "kind": "duty-missing",
            "number": number,
            "topic": term.topic,
            "title": term.title,
            "plain": term.plain,
            "ask": term.ask,
            "basis": BASIS.get(term.basis, term.basis),
            "sources": sources_text(term.sources),
            "pack": pack_title,
        }
    notes = [(pack.title, note) for pack in packs for note in pack.notes]
    for number, (pack_title, note) in enumerate(notes, 1):
        yield {"kind": "duty-note", "number": number, "plain": note, "pack": pack_title}


def position_cells(positions: Iterable[PositionMet], titles: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    """Where a contract stands on each position, by column, counted from 1."""
    for number, one in enumerate(positions, 1):
        where: dict[str, Cell] = {}
        if one.quote:
            where = {"clause": one.clause, "page": one.page, "quote": one.quote, "start": one.start, "end": one.end}
        yield {
            "kind": "position",
            "number": number,
            "topic": one.topic,
            "title": position_title(one, _title(one.topic, titles)),
            "ask": one.ask,
            "values": "" if one.value is None else values_text(((one.name, one.value),)),
            "written": one.written,
            "met": str(one.met),
            "preferred": one.preferred,
            "fallback": one.fallback,
            "walk_away": one.walk_away,
            **where,
        }


def pack_rows(pack: PackReport, titles: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    """Pack, perspective, kind, topic, title, severity, confidence, clause, page, quote, plain, why, ask and basis."""
    about = (pack.title, pack.perspective)
    for note in pack.notes:
        yield *about, "note", "", "", None, "", "", None, "", note, "", "", ""
    for f in pack.findings:
        said = (str(f.confidence), f.clause, f.page, f.quote, f.plain, f.why, f.ask)
        basis = basis_line(f.basis, f.sources)
        yield *about, "finding", f.topic, _title(f.topic, titles), f.severity, *said, basis
    for m in pack.missing:
        said = ("", "", None, "", m.plain, "", m.ask)
        yield *about, "not found in this document", m.topic, m.title, None, *said, basis_line(m.basis, m.sources)
    for p in pack.protections:
        said = (str(p.confidence), p.clause, p.page, p.quote, p.plain, "", "")
        yield *about, "keeps a duty", p.topic, _title(p.topic, titles), None, *said, ""


def position_row(one: PositionMet, titles: Mapping[str, str]) -> Sequence[Cell]:
    """Title, standing, what the contract says, its number, the limits, clause, page, quote and the own wording."""
    title = position_title(one, _title(one.topic, titles))
    limits = (one.preferred, one.fallback, one.walk_away)
    return title, str(one.met), one.written, one.value, *limits, one.clause, one.page, one.quote, one.ask


def _title(topic: str, titles: Mapping[str, str]) -> str:
    return titles.get(topic) or topic_title(topic)
