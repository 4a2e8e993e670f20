"""What a report comes to in a run that has gates, a baseline and suppressions: does it pass, and what is to be said.

One `Screen` looks at every file of a run, one after the other; it keeps names and counts, never reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from clausecheck.bulk.baseline import Baseline, Known, KnownFile
from clausecheck.bulk.gates import (
    Gate,
    GateKind,
    Value,
    every_finding,
    not_looked_at,
    read_whole,
    standing,
    trips,
)
from clausecheck.bulk.suppressions import Suppression, Suppressions
from clausecheck.record import record

__all__ = ["Mark", "Screen", "Seen", "Verdict"]

_ANY_NEW = Gate(GateKind.severity, "1")
"""With a baseline and no gate, whatever is new fails."""
_NAMED = 5
"""Rules and files named in one message."""


class Seen(StrEnum):
    """What a baseline knows of a finding, in the words of SARIF."""

    new = "new"
    unchanged = "unchanged"
    updated = "updated"
    """Known, but graver than it was."""


@record
class Mark:
    """What is known of one finding beside the report itself."""

    seen: Seen | None
    """None without a baseline."""
    suppression: Suppression | None

    @property
    def passes(self) -> bool:
        """The finding trips no gate."""
        return self.seen is Seen.unchanged or self.suppression is not None


@record
class Verdict:
    """What one file comes to."""

    failed: tuple[str, ...] = ()
    """Why it does not pass, each a message without the file's name."""
    told: tuple[str, ...] = ()
    """What else is to be said, each a message without the file's name."""
    marks: Mapping[str, Mark] = {}
    """Of every finding, files within included, by fingerprint; empty without baseline and suppressions."""
    notices: tuple[tuple[str, str], ...] = ()
    """For the report: kind and message of what is new and of what is suppressed in it."""
    stale: tuple[Known, ...] = ()
    """Known findings that no longer occur."""
    passed_by: frozenset[str] = frozenset()
    """Packs that a gate asked for and that were not looked at; `failed` says why."""
    unread: bool = False
    """The file was not read whole, and nobody answers for that."""

    @property
    def passed(self) -> frozenset[str]:
        """Fingerprints of findings that trip no gate."""
        return frozenset(known for known, mark in self.marks.items() if mark.passes)


@record
class _Looked:
    """One file and what is known of it, for one gate after the other."""

    name: str
    report: Value
    marks: Mapping[str, Mark]
    known: KnownFile | None
    excused: bool
    """Somebody answers for its not being read whole."""

    def passed(self, finding: Value) -> bool:
        """The finding trips no gate."""
        mark = self.marks.get(finding["fingerprint"])
        return mark is not None and mark.passes


class Screen:
    """Looks at the files of one run."""

    def __init__(
        self,
        gates: Sequence[Gate] = (),
        baseline: Baseline | None = None,
        suppressions: Suppressions | None = None,
        *,
        whole: bool = True,
    ) -> None:
        """`whole` is False where reports show less than was found: then nothing is called stale or unused."""
        by_default = baseline is not None and not gates
        self._gates = (_ANY_NEW,) if by_default else tuple(gates)
        self._option = "--baseline" if by_default else ""
        self._baseline = baseline
        self._suppressions = suppressions
        self._whole = whole

    def look(self, name: str, report: Value) -> Verdict:
        """What the file `name` comes to; ask in an order that does not change from run to run."""
        findings = list(every_finding(report))
        fingerprints = frozenset(finding["fingerprint"] for finding in findings)
        known = None
        if self._baseline is not None:
            known = self._baseline.find(name, report["document"]["sha256"], fingerprints)
        marks = self._marks(name, findings, known)
        complete = read_whole(report)
        excuse = None if complete else self._excuse(name)
        stale: tuple[Known, ...] = ()
        if known is not None and complete and self._whole:
            stale = tuple(one for one in known.findings if one.fingerprint not in fingerprints)
        told = [*_moved(name, known), *_stale(stale), *_suppressed(marks, findings), *_excused(excuse)]
        looked = _Looked(name, report, marks, known, excuse is not None)
        failed = [
            f"fails {self._option or f'--fail-on {gate}'}{self._because(gate, found)}"
            for gate in self._gates
            if (found := self._trips(gate, looked))
        ]
        over = [(gate, *one) for gate in self._gates for one in not_looked_at(gate, report).items()]
        failed += [f"fails --fail-on {gate}: pack {pack}: {why[:1].lower()}{why[1:]}" for gate, pack, why in over]
        return Verdict(
            tuple(failed),
            tuple(told),
            marks,
            _notices(marks, findings),
            stale,
            frozenset(pack for _, pack, _ in over),
            unread=not complete and excuse is None,
        )

    def look_unread(self, name: str) -> Verdict:
        """What a file comes to that could not be read at all."""
        excuse = self._excuse(name)
        return Verdict(told=tuple(_excused(excuse)), unread=excuse is None)

    def told(self) -> list[str]:
        """What is to be said at the end of the run."""
        out = []
        gone = self.gone()
        if gone:
            names = _named([one.name for one in gone])
            what = "1 of its files is" if len(gone) == 1 else f"{len(gone):,} of its files are"
            out.append(f"baseline: {what} no longer there ({names}). Write it again.")
        if self._suppressions is not None:
            out += self._suppressions.over() + (self._suppressions.unused() if self._whole else [])
        return out

    def gone(self) -> tuple[KnownFile, ...]:
        """Files of the baseline that are no longer there, under this name or another."""
        return () if self._baseline is None or not self._whole else self._baseline.unseen()

    def _marks(self, name: str, findings: Sequence[Value], known: KnownFile | None) -> dict[str, Mark]:
        if self._baseline is None and self._suppressions is None:
            return {}
        before = {one.fingerprint: one.severity for one in known.findings} if known is not None else {}
        order = (Seen.unchanged, Seen.updated, Seen.new)
        marks: dict[str, Mark] = {}
        for finding in findings:
            mark = Mark(
                None if self._baseline is None else _seen(finding, before),
                None if self._suppressions is None else self._suppressions.of_finding(name, finding),
            )
            # The same words in two files of one message are one finding, and the graver of them counts.
            other = marks.get(finding["fingerprint"], mark)
            if mark.seen is None or other.seen is None or order.index(mark.seen) >= order.index(other.seen):
                marks[finding["fingerprint"]] = mark
        return marks

    def _trips(self, gate: Gate, looked: _Looked) -> tuple[str, ...]:
        known = looked.known.standing if looked.known is not None else None
        found = trips(gate, looked.report, looked.passed, known)
        if not found or gate.kind is not GateKind.grade:
            return found
        now = standing(looked.report)
        if looked.excused and now.ungraded and now.worst < gate.value:
            return ()  # it has no grade because it was not read whole, and for that somebody answers
        accepted = self._suppressions is not None and self._suppressions.of_grade(looked.name, now) is not None
        return () if accepted else found

    def _because(self, gate: Gate, found: tuple[str, ...]) -> str:
        known = self._baseline is not None
        if gate.kind is GateKind.grade:
            return ": it is worse than in the baseline, or not in it" if known else ""
        if gate.kind is GateKind.position:
            return f": {_counted(len(found), 'position')} ({_named(found)})"
        return f": {_counted(len(found), 'new finding' if known else 'finding')} ({_named(found)})"

    def _excuse(self, name: str) -> Suppression | None:
        return None if self._suppressions is None else self._suppressions.of_unread(name)


def _seen(finding: Value, before: Mapping[str, int]) -> Seen:
    severity = before.get(finding["fingerprint"])
    if severity is None:
        return Seen.new
    return Seen.updated if finding["severity"] > severity else Seen.unchanged


def _moved(name: str, known: KnownFile | None) -> list[str]:
    if known is None or known.name == name:
        return []
    return [f"known in the baseline as {known.name}. Write the baseline again to keep the new name."]


def _stale(stale: Sequence[Known]) -> list[str]:
    if not stale:
        return []
    what = "1 known finding no longer occurs" if len(stale) == 1 else f"{len(stale):,} known findings no longer occur"
    return [f"{what} ({_named([one.rule for one in stale])}). Write the baseline again to drop what is gone."]


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _named(names: Sequence[str]) -> str:
    """The first few of `names`, each once."""
    each = sorted(set(names))
    return ", ".join(each[:_NAMED]) + (", …" if len(each) > _NAMED else "")


def _suppressed(marks: Mapping[str, Mark], findings: Sequence[Value]) -> list[str]:
    counted: dict[Suppression, set[str]] = {}
    for finding in findings:
        one = marks[finding["fingerprint"]].suppression if marks else None
        if one is not None:
            counted.setdefault(one, set()).add(finding["fingerprint"])
    return [
        f"{_counted(len(found), 'finding')} suppressed: {one.words()}"
        for one, found in sorted(counted.items(), key=lambda pair: pair[0].line)
    ]


def _notices(marks: Mapping[str, Mark], findings: Sequence[Value]) -> tuple[tuple[str, str], ...]:
    out = []
    if any(mark.seen is not None for mark in marks.values()):
        fresh = [f["rule"] for f in findings if marks[f["fingerprint"]].seen is not Seen.unchanged]
        said = f"Not in the baseline: {len(fresh):,} of {_counted(len(findings), 'finding')}"
        out.append(("baseline", f"{said} ({_named(fresh)})." if fresh else f"{said}."))
    for finding in findings:
        one = marks[finding["fingerprint"]].suppression if marks else None
        if one is not None:
            where = f" (clause {finding['clause']})" if finding["clause"] else ""
            out.append(("suppressed", f"{finding['rule']}{where} is suppressed and trips no gate: {one.words()}"))
    return tuple(dict.fromkeys(out))


def _excused(excuse: Suppression | None) -> list[str]:
    return [] if excuse is None else [f"excused that it was not read whole: {excuse.words()}"]
