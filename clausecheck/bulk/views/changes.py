"""What is other than in the run before: files, grades, findings, positions.

A document is known again by its name, or, renamed, by the hash of its bytes; a finding by its fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from clausecheck.beside import Standing
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.views.entries import Entry, ordered
from clausecheck.bulk.views.standings import RANKED
from clausecheck.bulk.views.survey import Survey, with_reports
from clausecheck.record import record

__all__ = ["Change", "Changes", "Found", "Kind", "Moved", "changes", "found_changes"]


class Kind(StrEnum):
    """What happened; the worst first, which is the order they are told in."""

    worse = "grade worse"
    ungraded = "no longer graded"
    unread = "no longer read"
    better = "grade better"
    graded = "graded now"
    read = "read now"
    new = "new file"
    gone = "file gone"
    renamed = "renamed"


@record
class Change:
    """One document that fares otherwise than before."""

    kind: Kind
    name: str
    """Now; of a file that is gone, then."""
    before: str
    """Grade, `none`, `not read`, or the name before of a renamed one; empty for a new one."""
    after: str
    entry: int | None
    """Its number now."""
    edited: bool | None
    """Its bytes are others; None where there is nothing to compare, or nothing known."""


@record
class Moved:
    """A position, with the limits it had before, on which a document stands elsewhere."""

    name: str
    entry: int
    """Number of the document now."""
    position: int
    """Its number now."""
    before: Standing
    after: Standing
    edited: bool | None

    @property
    def worse(self) -> bool:
        """It is known before and now, and worse now."""
        return self._known and RANKED.index(self.after) > RANKED.index(self.before)

    @property
    def better(self) -> bool:
        """It is known before and now, and better now."""
        return self._known and RANKED.index(self.after) < RANKED.index(self.before)

    @property
    def _known(self) -> bool:
        return self.before in RANKED and self.after in RANKED


@record
class Changes:
    """All that is other."""

    documents: tuple[Change, ...]
    """By kind, then by name."""
    new: int
    """Findings that the documents in both runs did not have before."""
    gone: int
    """Findings that they no longer have."""
    before: dict[int, int]
    """Number now to number then, of the documents in both runs."""
    letters: dict[int, str]
    """Number now to the letter before, empty for none, of the documents in both runs."""
    others_made_it: bool
    """The reports were made with another version or other rules than before."""
    positions: tuple[Moved, ...] = ()
    """Positions that stand elsewhere in documents of both runs; what could not be told before is left out."""
    other_limits: bool = False
    """Both runs had a playbook, and there are positions in one that are not in the other."""

    def count(self, kind: Kind) -> int:
        """How many documents it happened to."""
        return sum(one.kind is kind for one in self.documents)

    def __bool__(self) -> bool:
        return bool(self.documents or self.new or self.gone or self.positions)


@record
class Found:
    """A finding that is new or gone, with the document it stands in."""

    new: bool
    name: str
    entry: int
    """Number of the document now."""
    topic: str
    severity: int
    clause: str
    page: int | None
    quote: str
    fingerprint: str
    edited: bool | None


def changes(now: Survey, then: Survey) -> Changes:
    """Hold two runs against each other."""
    before = _matched(now, then)
    told: list[Change] = []
    new = gone = 0
    for number, one in enumerate(now.entries):
        if number not in before:
            told.append(Change(Kind.new, one.name, "", _standing(one), number, None))
            continue
        old = then.entries[before[number]]
        edited = _edited(one, old)
        kind = _kind(old, one)
        if kind is not None:
            told.append(Change(kind, one.name, _standing(old), _standing(one), number, edited))
        if one.name != old.name:
            told.append(Change(Kind.renamed, one.name, old.name, _standing(one), number, edited))
        if old.outcome is not Outcome.failed and one.outcome is not Outcome.failed:
            ours, theirs = _prints(one), _prints(old)
            new += sum(p not in theirs for p in _each(one))
            gone += sum(p not in ours for p in _each(old))
    kept = set(before.values())
    left = (old for number, old in enumerate(then.entries) if number not in kept)
    told += [Change(Kind.gone, old.name, _standing(old), "", None, None) for old in left]
    order = list(Kind)
    told.sort(key=lambda change: (order.index(change.kind), change.name))
    letters = {number: then.entries[old].letter for number, old in before.items()}
    others = bool(now.made_with and then.made_with and now.made_with != then.made_with)
    limits = bool(now.positions and then.positions) and set(now.positions) != set(then.positions)
    return Changes(tuple(told), new, gone, before, letters, others, tuple(_moved(now, then, before)), limits)


def _moved(now: Survey, then: Survey, before: dict[int, int]) -> Iterator[Moved]:
    """By document, then by position."""
    numbers = {position: number for number, position in enumerate(then.positions)}
    same = [(number, numbers[one]) for number, one in enumerate(now.positions) if one in numbers]
    if not same:
        return
    for number in sorted(before):
        one, old = now.entries[number], then.entries[before[number]]
        for ours, theirs in same:
            was, stands = old.beside.standing(theirs), one.beside.standing(ours)
            if was in RANKED and stands is not None and stands != was:
                yield Moved(one.name, number, ours, was, stands, _edited(one, old))


def _edited(one: Entry, old: Entry) -> bool | None:
    return one.sha256 != old.sha256 if one.sha256 and old.sha256 else None


def found_changes(
    told: Changes, now: Survey, results: Iterable[Result], then: Survey, previous: Iterable[Result]
) -> Iterator[Found]:
    """Findings that are new, document by document, then those that are gone; both runs' results are read once."""
    after = {old: number for number, old in told.before.items()}
    pairs = ((True, now, results, told.before, then), (False, then, previous, after, now))
    for new, here, reports, other, there in pairs:
        for number, one, report in with_reports(here, reports):
            if number not in other or there.entries[other[number]].outcome is Outcome.failed:
                continue
            twin = there.entries[other[number]]
            known = _prints(twin)
            for print_, finding in zip(_each(one), ordered(report), strict=True):
                if print_ not in known:
                    yield Found(
                        new=new,
                        name=one.name if new else twin.name,
                        entry=number if new else other[number],
                        topic=finding["topic"],
                        severity=finding["severity"],
                        clause=finding["clause"],
                        page=finding["page"],
                        quote=finding["quote"],
                        fingerprint=finding["fingerprint"],
                        edited=_edited(one, twin),
                    )


def _matched(now: Survey, then: Survey) -> dict[int, int]:
    """Number now to number then: by name, then by hash among those left, in the order they stand in."""
    names = {one.name: number for number, one in enumerate(then.entries)}
    before = {number: names.pop(one.name) for number, one in enumerate(now.entries) if one.name in names}
    hashes: dict[str, list[int]] = {}
    for number in sorted(names.values(), reverse=True):
        if digest := then.entries[number].sha256:
            hashes.setdefault(digest, []).append(number)
    for number, one in enumerate(now.entries):
        if number not in before and (held := hashes.get(one.sha256)):
            before[number] = held.pop()
    return before


def _kind(old: Entry, new: Entry) -> Kind | None:
    was, is_now = old.outcome is not Outcome.failed, new.outcome is not Outcome.failed
    if was != is_now:
        return Kind.read if is_now else Kind.unread
    if old.letter == new.letter:
        return None
    if not old.letter or not new.letter:
        return Kind.graded if new.letter else Kind.ungraded
    return Kind.worse if new.letter > old.letter else Kind.better


def _standing(one: Entry) -> str:
    return "not read" if one.outcome is Outcome.failed else one.letter or "none"


def _each(one: Entry) -> Iterator[bytes]:
    return (one.prints[at : at + 8] for at in range(0, len(one.prints), 8))


def _prints(one: Entry) -> set[bytes]:
    return set(_each(one))
