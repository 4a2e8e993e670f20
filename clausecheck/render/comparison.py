"""The comparison with the model contract on a page: what is missing, and a table topic by topic."""

from __future__ import annotations

from collections.abc import Iterable

from clausecheck.render.page import Page
from clausecheck.render.telling import cut, own_words
from clausecheck.render.wording import STATES
from clausecheck.report import Report, State, Term

__all__ = ["print_comparison", "print_silence"]

_CELL = 110
# Characters of a quote that a table cell shows: enough to know it, few enough to compare at a glance.

_MATTERS = 3
# Silence of at least this weight is told apart; less than 1 is not told at all.


def print_silence(page: Page, report: Report) -> None:
    """Topics on which silence costs something, the costliest first."""
    silent = sorted((t for t in report.terms if t.state is State.silent and t.silence > 0), key=lambda t: -t.silence)
    if not silent:
        return
    page.heading("WHAT IT DOES NOT SAY")
    if not report.coverage.complete:
        page.line("Not everything was read: what is missing here may stand in the part that was not.")
    for term in (t for t in silent if t.silence >= _MATTERS):
        page.bullet(own_words(term), lead=f"{page.title(term.topic)}:")
        if term.model:
            page.line(f"“{cut(term.model, 2 * _CELL)}”", indent=4, lead="The model says:")
    lesser = [t for t in silent if t.silence < _MATTERS]
    if lesser:
        page.line(_titles(page, lesser), lead="Less important:")


def print_comparison(page: Page, report: Report) -> None:
    """One row a topic: where the contract stands, what it says, what the model says."""
    if not report.terms:
        return
    page.heading("COMPARED WITH THE MODEL CONTRACT")
    if report.model_name:
        page.line(report.model_name, lead="Model:")
    spoken = [t for t in report.terms if t.state not in (State.silent, State.not_applicable)]
    if spoken:
        page.blank()
        rows = [(page.title(t.topic), STATES[t.state], _here(t), cut(t.model, _CELL)) for t in spoken]
        page.table(("Topic", "Standing", "This contract", "The model"), rows, (17, 11, 27, 25), spaced=True)
        page.blank()
    silent = [t for t in report.terms if t.state is State.silent]
    if silent:
        page.line(_titles(page, silent), lead="Silent on:")
    outside = [t for t in report.terms if t.state is State.not_applicable]
    if outside:
        page.line(_titles(page, outside), lead="Does not apply:")


def _here(term: Term) -> str:
    """The difference in words where there is one, else what the contract says; the model has its own column."""
    return own_words(term) or cut(term.contract, _CELL)


def _titles(page: Page, terms: Iterable[Term]) -> str:
    return ", ".join(page.title(t.topic) for t in terms) + "."
