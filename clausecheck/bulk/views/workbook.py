"""A batch as an Excel workbook of nine sheets up, row by row: no more than a document is held in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from clausecheck import __version__
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.views.beside_sheets import BesideSheets, Rows, beside_cells, beside_columns, beside_notes, counted
from clausecheck.bulk.views.changes import Changes, found_changes
from clausecheck.bulk.views.entries import Entry, ordered, title
from clausecheck.bulk.views.groups import Group
from clausecheck.bulk.views.sheets import Book, Cell, Column, Link, Table, book
from clausecheck.bulk.views.survey import Survey, with_reports
from clausecheck.record import record
from clausecheck.render.rows import values_text
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, NOT_ADVICE, SEVERITIES, STATES, axis_title
from clausecheck.report import State

__all__ = ["Before", "write_workbook"]

_NAME = 38
_NAMES = 30_000
"""Characters of the list of a group's templates."""

_STANDING = STATES | {
    State.adverse: "hurts",
    State.met: "as model",
    State.not_applicable: "",
}


_ABOUT = (
    ("Grade", "A sign it, B after clarifying, C negotiate first, D not without changes, E do not sign."),
    ("Grade none", "Part of the text could not be read, or it is no locum's contract; the verdict says which."),
    (
        "Worth a look",
        "Findings of low confidence, not counted by severity. Only a rule's of severity 5 moves a grade: from A to B.",
    ),
    ("Matrix", "hurts 4: there is a finding of severity 4. silent: the contract says nothing of it."),
    ("Groups", "Clauses of one rule in nearly the same words; numbers, dates and names may differ."),
    ("Stands in", "One change of wording mends all templates named."),
)


@record
class Before:
    """The run before: its results, their survey, and what has changed since."""

    results: Iterable[Result]
    survey: Survey
    changes: Changes


@record
class _Sheets:
    """The tables, in the order of their tabs."""

    overview: Table
    matrix: Table
    beside: BesideSheets
    findings: Table
    silence: Table
    quantities: Table
    groups: Table
    unread: Table
    changes: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them."""
        rest = (self.findings, self.silence, self.quantities, self.groups, self.unread, self.changes)
        return (self.overview, self.matrix, *self.beside.tables, *rest)


def write_workbook(
    path: Path,
    survey: Survey,
    results: Iterable[Result],
    *,
    before: Before | None = None,
    titles: Mapping[str, str] | None = None,
) -> None:
    """Write the workbook; `results` are those that were surveyed and are read once more."""
    named = titles or {}
    axes = tuple(dict.fromkeys(axis for entry in survey.entries for axis, _ in entry.axes))
    rows = counted(survey, results)
    total = len(survey.group_of) + rows.total + (3 if survey.positions else 2) * len(survey.entries)
    with book(path, "clausecheck batch", total) as made:
        sheets = _sheets(made, survey, named, axes=axes, before=before, rows=rows)
        _overview(sheets, survey, axes, before)
        _matrix(sheets, survey)
        sheets.beside.write_matrix(sheets.overview)
        _reports(sheets, survey, results, named)
        _groups(sheets, survey, named)
        _unread(sheets, survey)
        _changes(sheets, survey, results, before, named)
        _notes(made, sheets, survey, before)


def _sheets(
    made: Book, survey: Survey, titles: Mapping[str, str], *, axes: Sequence[str], before: Before | None, rows: Rows
) -> _Sheets:
    entries, findings = len(survey.entries), len(survey.group_of)
    missing = sum(len(entry.unread) for entry in survey.entries)
    changed = 1
    if before is not None:
        told = before.changes
        changed = len(told.documents) + len(told.positions) + told.new + told.gone
    topics = [Column(title(slug, titles), 9, "standing", upright=True) for slug in survey.topics]
    return _Sheets(
        overview=made.table("Overview", _overview_columns(survey, axes), entries, frozen=2),
        matrix=made.table("Matrix", [*_MATRIX, *topics], entries, frozen=2),
        beside=BesideSheets(made, survey, titles, positions=rows.positions, packs=rows.packs),
        findings=made.table("Findings", _FINDINGS, findings),
        silence=made.table("Silence", _SILENCE, rows.silent),
        quantities=made.table("Quantities", _QUANTITIES, rows.quantities),
        groups=made.table("Groups", _GROUPS, len(survey.groups)),
        unread=made.table("Unread", _UNREAD, missing),
        changes=made.table("Changes", _CHANGES, changed, frozen=2),
    )


def _overview_columns(survey: Survey, axes: Sequence[str]) -> list[Column]:
    return [
        Column("Document", _NAME),
        Column("Grade", 7, "grade"),
        Column("Grade before", 8, "grade"),
        Column("Verdict", 22),
        Column("Worst severity", 9, "severity"),
        *(Column(f"Severity {level}", 9) for level in (5, 4, 3)),
        Column("Severity 1-2", 9),
        Column("Worth a look", 8),
        Column("Protections", 11),
        Column("Silent topics", 8),
        *beside_columns(survey),
        *(Column(axis_title(axis), 11, "grade") for axis in axes),
        Column("Stakhanov ratio", 11),
        Column("Engagement", 32),
        Column("Nation", 12),
        Column("Pages", 7),
        Column("Words", 8),
        Column("Read", 9),
        Column("SHA-256", 20),
    ]


_MATRIX = (Column("Document", _NAME), Column("Grade", 7, "grade"))
_FINDINGS = (
    *(Column("Document", _NAME), Column("Group", 7), Column("Topic", 24), Column("Part", 12)),
    *(Column("Severity", 9, "severity"), Column("In words", 16), Column("Confidence", 11), Column("Clause", 12)),
    *(Column("Page", 6), Column("Quote", 60), Column("Plain English", 45), Column("Why it matters", 45)),
    *(Column("Ask for", 45), Column("Values", 24), Column("Rule", 26), Column("Fingerprint", 19)),
)
_SILENCE = (
    *(Column("Document", _NAME), Column("Topic", 26), Column("Part", 12), Column("What is missing", 60)),
    Column("The model says", 60),
)
_QUANTITIES = (
    *(Column("Document", _NAME), Column("Quantity", 32), Column("Value", 10), Column("Unit", 14)),
    *(Column("Quote", 60), Column("Clause", 12)),
)
_GROUPS = (
    *(Column("Group", 7), Column("Topic", 26), Column("Severity", 9, "severity"), Column("Templates", 10)),
    *(Column("Of", 8), Column("Share", 8), Column("Findings", 9), Column("Wordings", 9), Column("Quote", 60)),
    *(Column("Plain English", 45), Column("Ask for, once", 45), Column("Values", 30), Column("Stands in", 60)),
    Column("Rule", 26),
)
_UNREAD = (*(Column("Document", _NAME), Column("Read", 10), Column("Kind", 12), Column("Part", 28), Column("Why", 90)),)
_CHANGES = (
    *(Column("What", 18), Column("Document", _NAME), Column("Before", 14), Column("After", 12)),
    *(Column("File is another", 9), Column("Topic", 24), Column("Severity", 9, "severity"), Column("Clause", 12)),
    *(Column("Page", 6), Column("Quote", 60), Column("Fingerprint", 19)),
)


def _overview(sheets: _Sheets, survey: Survey, axes: Sequence[str], before: Before | None) -> None:
    at = unread = 0
    for number, one in enumerate(survey.entries):
        name: Cell = one.name
        if one.findings:
            name = Link(one.name, sheets.findings, at)
        elif one.unread:
            name = Link(one.name, sheets.unread, unread)
        letters = dict(one.axes)
        five, four, three = (one.severities[level - 1] if one.template else None for level in (5, 4, 3))
        was = "" if before is None else before.changes.letters.get(number, "")
        sheets.overview.add((
            *(name, one.letter or "none", was, one.verdict, one.worst or None, five, four, three),
            *((sum(one.severities[:2]), one.doubtful, one.protections, one.silent) if one.template else (None,) * 4),
            *beside_cells(survey, one),
            *(letters.get(axis, "") for axis in axes),
            *("no limit" if one.unbounded else one.ratio, ENGAGEMENTS.get(one.engagement, one.engagement)),
            *(NATIONS.get(one.nation, one.nation), one.pages, one.words or None, _extent(one), one.sha256),
        ))  # fmt: skip
        at += one.findings
        unread += len(one.unread)


def _extent(one: Entry) -> str:
    return "no" if one.outcome is Outcome.failed else "whole" if one.whole else "in part"


def _matrix(sheets: _Sheets, survey: Survey) -> None:
    topics = range(len(survey.topics))
    for number, one in enumerate(survey.entries):
        cells = [_stands(one, topic) for topic in topics] if one.template else []
        sheets.matrix.add((Link(one.name, sheets.overview, number), one.letter or "none", *cells))


def _stands(one: Entry, topic: int) -> str:
    state, severity = one.state(topic), one.severity(topic)
    if severity:
        return f"hurts {severity}"
    return "" if state is None else _STANDING[state]


def _reports(sheets: _Sheets, survey: Survey, results: Iterable[Result], titles: Mapping[str, str]) -> None:
    """Findings, silence, quantities, positions and packs, in one reading of the results."""
    at = 0
    for number, one, report in with_reports(survey, results):
        name: Cell = Link(one.name, sheets.overview, number)
        for finding in ordered(report):
            sheets.findings.add((name, *_finding(finding, survey.group_of[at], sheets, titles)))
            name = one.name  # a link in the first row of each will do: Excel allows so many a sheet
            at += 1
        for term in report["terms"]:
            if term["state"] == "silent":
                slug = term["topic"]
                lead = (one.name, title(slug, titles), axis_title(survey.axes.get(slug, "")))
                sheets.silence.add((*lead, term["difference"].partition(" The model says: ")[0], term["model"]))
        for q in report["quantities"]:
            sheets.quantities.add((one.name, q["name"], q["value"], q["unit"], q["quote"], q["clause"]))
        sheets.beside.add(number, one, report, sheets.overview)


def _finding(finding: dict[str, Any], group: int, sheets: _Sheets, titles: Mapping[str, str]) -> Sequence[Cell]:
    severity, page = finding["severity"], finding["page"]
    values = tuple((name, value) for name, value in finding["values"].items() if isinstance(value, int | float))
    return (
        Link(group, sheets.groups, group - 1) if group else None,
        title(finding["topic"], titles),
        axis_title(finding["axis"]),
        severity,
        SEVERITIES[severity].lower(),
        finding["confidence"],
        finding["clause"],
        page if isinstance(page, int) else None,
        finding["quote"],
        finding["plain"],
        finding["why"],
        finding["ask"],
        values_text(values),
        finding["rule"],
        finding["fingerprint"],
    )


def _groups(sheets: _Sheets, survey: Survey, titles: Mapping[str, str]) -> None:
    of = survey.templates
    for group in survey.groups:
        count = len(group.members)
        share = f"{100 * count / of:.0f}%" if of else ""
        lead = (group.number, title(group.topic, titles), group.severity, count, of, share)
        counts = (group.findings, group.wordings)
        values = "; ".join(group.values)
        sheets.groups.add(
            (*lead, *counts, group.quote, group.plain, group.ask, values, _members(group, survey), group.rule)
        )


def _members(group: Group, survey: Survey) -> str:
    """Names of the templates, as many as a cell holds."""
    names: list[str] = []
    length = 0
    for member in group.members:
        name = survey.entries[member].name
        length += len(name) + 2
        if length > _NAMES:
            left = len(group.members) - len(names)
            return "; ".join(names) + f"; and {left:,} more: filter the sheet Findings by this group"
        names.append(name)
    return "; ".join(names)


def _unread(sheets: _Sheets, survey: Survey) -> None:
    for number, one in enumerate(survey.entries):
        for part, why in one.unread:
            link = Link(one.name, sheets.overview, number)
            whole = one.outcome is Outcome.failed
            sheets.unread.add((link, _extent(one), one.kind, "the whole file" if whole else part, why))


def _changes(
    sheets: _Sheets, survey: Survey, results: Iterable[Result], before: Before | None, titles: Mapping[str, str]
) -> None:
    if before is None:
        sheets.changes.add(("no run before this one", ""))
        return
    edited = {True: "yes", False: "no", None: ""}
    for change in before.changes.documents:
        name: Cell = change.name if change.entry is None else Link(change.name, sheets.overview, change.entry)
        sheets.changes.add((str(change.kind), name, change.before, change.after, edited[change.edited]))
    for moved in before.changes.positions:
        what = "position worse" if moved.worse else "position better" if moved.better else "position not told"
        link, about = Link(moved.name, sheets.overview, moved.entry), survey.positions[moved.position].title(titles)
        sheets.changes.add((what, link, str(moved.before), str(moved.after), edited[moved.edited], about))
    if not (before.changes.new or before.changes.gone):
        return
    for one in found_changes(before.changes, survey, results, before.survey, before.results):
        what = "new finding" if one.new else "finding gone"
        told = (title(one.topic, titles), one.severity, one.clause, one.page, one.quote, one.fingerprint)
        sheets.changes.add((what, Link(one.name, sheets.overview, one.entry), "", "", edited[one.edited], *told))


def _notes(made: Book, sheets: _Sheets, survey: Survey, before: Before | None) -> None:
    lines = [
        ("Advice", NOT_ADVICE),
        ("Made by", f"clausecheck {__version__}"),
        *(("Rules, SHA-256", rules) for _, rules in sorted(survey.made_with)),
        *_ABOUT,
        *beside_notes(survey),
    ]
    if before is not None and before.changes.others_made_it:
        lines.append(("Changes", "The rules or the version are not those of the run before: changes may come of them."))
    for table in sheets.tables:
        lines += [(table.name, said) for said in table.told()]
    notes = made.table("Notes", (Column("About", 22), Column("Says", 110)), len(lines))
    for line in lines:
        notes.add(line)
