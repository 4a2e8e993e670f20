"""Two versions compared, as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from clausecheck import __version__
from clausecheck.judging.places import number_text
from clausecheck.judging.quantities import said
from clausecheck.judging.versions import Change, ChangeKind, Comparison, Passage, TextChange
from clausecheck.record import record
from clausecheck.render.page import Page
from clausecheck.render.passages import place
from clausecheck.render.wording import NOT_ADVICE, STATES, counted
from clausecheck.report import Report, State

__all__ = ["ByAuthor", "render_versions", "versions_json"]

_HEADINGS = {
    ChangeKind.worse: ("WORSE FOR YOU", "bold red"),
    ChangeKind.better: ("BETTER FOR YOU", "bold green"),
    ChangeKind.appeared: ("APPEARED", "bold yellow"),
    ChangeKind.went: ("WENT", "bold yellow"),
    ChangeKind.reworded: ("REWORDED, NO BETTER AND NO WORSE BY THE RULES", "bold"),
}
_EFFECTS = {"worse": "worse for you", "better": "better for you", "": "neither better nor worse by the rules"}
_RANKS = (
    State.adverse, State.unclear, State.silent, State.not_applicable, State.weaker, State.met, State.better
)  # fmt: skip
"""From what costs most to what is best."""
_LONGEST = 300
_MOST_TEXTS = 40
"""Other passages that are printed; the JSON form has all."""


@record
class ByAuthor:
    """What one author's tracked changes do, held against the version without them."""

    author: str
    edits: tuple[tuple[str, str], ...]
    """Kind and text of each change, in document order."""
    comparison: Comparison | None
    """None where there are more authors than are looked at one by one."""


def render_versions(
    comparison: Comparison,
    *,
    authors: Sequence[ByAuthor] = (),
    titles: Mapping[str, str] | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """The comparison as text; with `authors`, theirs one after the other instead of the whole."""
    page = Page(width, colour=colour, titles=titles)
    _head(page, comparison, tracked=bool(authors))
    if not authors:
        _print(page, comparison)
    for one in authors:
        page.blank()
        page.line("=" * 40)
        page.line(f"{one.author} ({counted(len(one.edits), 'tracked change')})", lead="BY:", style="bold")
        for kind, text in one.edits[:_MOST_TEXTS]:
            page.bullet(f"“{_cut(text)}”", indent=2, lead=f"{kind}:")
        if len(one.edits) > _MOST_TEXTS:
            page.line(f"and {len(one.edits) - _MOST_TEXTS} more.", indent=2)
        if one.comparison is None:
            page.line("Too many authors: these changes were not weighed one by one.", indent=2)
        else:
            _print(page, one.comparison, texts=False)
    page.blank()
    page.line(NOT_ADVICE)
    return page.text()


def _head(page: Page, comparison: Comparison, *, tracked: bool) -> None:
    old, new = comparison.old, comparison.new
    names = f"{old.name} → {new.name}" if not tracked else f"tracked changes of {new.name}, before → after"
    page.line(names, lead=f"clausecheck {__version__}:")
    page.line(f"{_letter(old)} → {_letter(new)}", lead="Grade:")
    for report in (old, new):
        for part in report.coverage.unread:
            page.line(f"{report.name}: {part.name} was not read: {part.why}", lead="NOT EVERYTHING WAS READ:")
    if comparison.moved:
        moved = "stands under another number and is" if comparison.moved == 1 else "stand under another number and are"
        page.line(f"{counted(comparison.moved, 'passage')} {moved} no change.")


def _letter(report: Report) -> str:
    return report.grade.letter if report.grade else "none"


def _print(page: Page, comparison: Comparison, *, texts: bool = True) -> None:
    if not comparison.changes:
        page.blank()
        page.line("No term that the rules know of is better or worse, appeared or went.")
    for kind in ChangeKind:
        changes = [change for change in comparison.changes if change.kind is kind]
        if not changes:
            continue
        title, style = _HEADINGS[kind]
        page.heading(f"{title}: {counted(len(changes), 'topic')}", style=style)
        for change in changes:
            _print_change(page, change)
    if comparison.reread:
        page.heading("THE SAME WORDS, BUT NOW IN FORCE OR READ OTHERWISE")
        for passage in comparison.reread:
            page.bullet(f"{_told(passage)} {passage.plain}", lead=f"{page.title(passage.topic)}:")
    if texts and comparison.texts:
        _print_texts(page, comparison.texts)


def _print_change(page: Page, change: Change) -> None:
    effect = f", {_EFFECTS[change.effect]}" if change.kind in (ChangeKind.appeared, ChangeKind.went) else ""
    states = _states(change)
    page.bullet(f"{states}{effect}", lead=f"{page.title(change.topic)}:")
    for amount in change.amounts:
        was, now = number_text(amount.old), said(amount.name, number_text(amount.new))
        page.line(f"{was} → {now}", indent=4)
    for passage in change.removed:
        page.line(_told(passage), indent=4, lead="was:")
    for passage in change.added:
        page.line(_told(passage), indent=4, lead="now:")
        if passage.harms:
            page.line(passage.plain, indent=6)


def _states(change: Change) -> str:
    """From what to what; a number may be worse though the wording as a whole is now as the model has it."""
    was, now = STATES[change.was], STATES[change.now]
    if change.was is change.now:
        return was
    rise = _RANKS.index(change.now) - _RANKS.index(change.was)
    if change.amounts and ((change.effect == "worse" and rise > 0) or (change.effect == "better" and rise < 0)):
        return f"{now}, but {change.effect} in its number"
    return f"{was} → {now}"


def _told(passage: Passage | TextChange) -> str:
    where = place(passage.clause, passage.page)
    return f"“{_cut(passage.quote)}”{f' ({where})' if where else ''}"


def _print_texts(page: Page, texts: Sequence[TextChange]) -> None:
    page.heading(f"OTHER WORDS THAT CHANGED: {counted(len(texts), 'passage')}")
    page.line("The rules do not say what these do. Read them.")
    for text in texts[:_MOST_TEXTS]:
        page.bullet(_told(text), lead="new:" if text.added else "gone:")
    if len(texts) > _MOST_TEXTS:
        page.line(f"and {len(texts) - _MOST_TEXTS} more; --format json has them all.")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


# ---- JSON


def versions_json(comparison: Comparison, *, authors: Sequence[ByAuthor] = ()) -> str:
    """The comparison as JSON, without a final newline."""
    from clausecheck.render.json import escape_unsafe

    value = {
        "schema_version": 1,
        "tool": {"name": "clausecheck", "version": __version__, "rules_sha256": comparison.new.rules_sha256},
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        **_value(comparison),
        "authors": [
            {
                "author": one.author,
                "edits": [{"kind": kind, "text": text} for kind, text in one.edits],
                **({"changes": None} if one.comparison is None else _value(one.comparison)),
            }
            for one in authors
        ],
    }
    return escape_unsafe(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _side(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "sha256": report.sha256,
        "format": report.format,
        "words": report.words,
        "complete": report.coverage.complete,
        "grade": report.grade.letter if report.grade else None,
    }


def _value(comparison: Comparison) -> dict[str, Any]:
    return {
        "changes": [
            {
                "topic": change.topic,
                "axis": change.axis,
                "kind": str(change.kind),
                "effect": change.effect,
                "was": str(change.was),
                "now": str(change.now),
                "removed": [_passage(passage) for passage in change.removed],
                "added": [_passage(passage) for passage in change.added],
                "quantities": [
                    {"name": a.name, "old": a.old, "new": a.new, "effect": a.effect} for a in change.amounts
                ],
            }
            for change in comparison.changes
        ],
        "texts": [
            {
                "kind": "added" if text.added else "removed",
                "quote": text.quote,
                "start": text.start,
                "end": text.end,
                "clause": text.clause,
                "page": text.page,
            }
            for text in comparison.texts
        ],
        "reread": [_passage(passage) for passage in comparison.reread],
        "moved": comparison.moved,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "rule": passage.rule,
        "stance": "adverse" if passage.harms else "protective",
        "severity": passage.severity,
        "quote": passage.quote,
        "start": passage.start,
        "end": passage.end,
        "clause": passage.clause,
        "page": passage.page,
        "plain": passage.plain,
    }
