"""All results of a batch read once: a small row a document, the groups of like clauses, and what adds up."""

from __future__ import annotations

import gc
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.views.entries import Entry, Topics, entry, ordered, parts
from clausecheck.bulk.views.groups import Gatherer, Group
from clausecheck.bulk.views.standings import Duty, Pack, Position, Register
from clausecheck.record import record

__all__ = ["Survey", "survey", "with_reports"]


@record
class Survey:
    """What the views know before they look at the results again."""

    entries: tuple[Entry, ...]
    """In the order of the results, a file before those within it."""
    topics: tuple[str, ...]
    """By the number that entries know them by."""
    axes: dict[str, str]
    """Axis of each topic that something was found on."""
    outcomes: dict[Outcome, int]
    """Files of each outcome; what is within a file is not counted apart."""
    groups: tuple[Group, ...]
    """None if they were not asked for."""
    group_of: array[int]
    """Group of every finding, in the order of entries and of `ordered`; 0 for none."""
    made_with: frozenset[tuple[str, str]]
    """Versions and SHA-256 of rules that the reports were made with."""
    positions: tuple[Position, ...] = ()
    """Of the playbook, by the number that entries know them by; none where no playbook was given."""
    packs: tuple[Pack, ...] = ()
    """By number; none where none was asked for."""
    duties: tuple[Duty, ...] = ()
    """Topics of packs on which something is said, by number."""

    @property
    def templates(self) -> int:
        """Documents judged as a locum's contract."""
        return sum(one.template for one in self.entries)

    @property
    def files(self) -> int:
        """Files of the batch."""
        return sum(self.outcomes.values())


def survey(results: Iterable[Result], *, groups: bool = True) -> Survey:
    """Read all results once; TypeError for an iterator, which could not be read again by the views."""
    if iter(results) is results:
        raise TypeError("results are read several times: give a list or a ResultsFile, not an iterator")
    with _uncollected():
        return _survey(results, groups=groups)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: nothing here makes any, and what is kept is much to look through."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _survey(results: Iterable[Result], *, groups: bool) -> Survey:
    topics, register, gatherer = Topics(), Register(), Gatherer()
    entries: list[Entry] = []
    axes: dict[str, str] = {}
    outcomes: Counter[Outcome] = Counter()
    made_with = set()
    for result in results:
        outcomes[result.outcome] += 1
        for name, report in parts(result):
            if report is not None:
                made_with.add((str(report["tool"]["version"]), str(report["tool"]["rules_sha256"])))
                for finding in ordered(report):
                    axes.setdefault(finding["topic"], finding["axis"])
                    if groups and report["measures"] is not None:
                        gatherer.add(len(entries), finding)
                    elif groups:  # no template: what is counted "of" them must be one of them
                        gatherer.leave_out()
            entries.append(entry(name, result, report, topics, register))
    found, group_of = gatherer.groups()
    every = {outcome: outcomes[outcome] for outcome in Outcome}
    return Survey(tuple(entries), topics.slugs, axes, every, found, group_of, frozenset(made_with), *register.all)


def with_reports(survey: Survey, results: Iterable[Result]) -> Iterator[tuple[int, Entry, dict[str, Any]]]:
    """Number, row and report of every document that has one; `results` are those that were surveyed.

    ValueError when they have changed since.
    """
    number = 0
    for result in results:
        for name, report in parts(result):
            if number >= len(survey.entries) or survey.entries[number].name != name:
                raise ValueError("the results changed while they were read")
            if report is not None:
                yield number, survey.entries[number], report
            number += 1
    if number != len(survey.entries):
        raise ValueError("the results changed while they were read")
