"""What a report comes to in a run that has gates, a baseline and suppressions: does it pass, and what is to be said.

One `Screen` looks at every file of a run, one after the other; it keeps names and counts, never reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from clausecheck.bulk.baseline import Baseline, Known, KnownFile, match_parts
from clausecheck.bulk.gates import (
    Gate,
    GateKind,
    Value,
    bad_grades,
    every_finding,
    not_looked_at,
    own_findings,
    read_whole,
    standing_alone,
    trips,
)
from clausecheck.bulk.suppressions import Suppression, Suppressions
from clausecheck.bulk.within import parts_within
from clausecheck.record import record
from clausecheck.render.plain import visible

__all__ = ["Mark", "Screen", "Seen", "Verdict"]

_ANY_NEW = Gate(GateKind.new, "")
"""With a baseline and no gate, whatever is new fails."""
_NAMED = 5
"""Rules and files named in one message."""


class Seen(StrEnum):
    """What a baseline knows of a finding, in the words of SARIF."""

    new = "new"
    unchanged = "unchanged"
    updated = "updated"
    """Known, but graver or surer than it was."""


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

    held: str
    """What suppressions call it."""
    report: Value
    marks: Mapping[int, Mark]
    """Of every finding, by its identity: the same words in two files within are two findings."""
    known: Mapping[int, KnownFile | None]
    """Of the report and of each file within, by its identity."""
    excused: bool
    """Somebody answers for its not being read whole."""

    def passed(self, finding: Value) -> bool:
        """The finding trips no gate."""
        mark = self.marks.get(id(finding))
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

    def look(self, name: str, report: Value, held: str | None = None) -> Verdict:
        """What the file `name` comes to; ask in an order that does not change from run to run.

        `held` is what suppressions call the file, where that is not what the baseline does.
        """
        held = name if held is None else held
        findings = list(every_finding(report))
        known = self._known(name, report)
        marks = self._marks(held, known, report)
        complete = read_whole(report)
        excuse = None if complete else self._excuse(held)
        file = known.get(id(report))
        stale = _stale(file, findings) if complete and self._whole else ()
        together = _together(marks, findings)
        told = [*_moved(name, file), *_told_stale(stale), *_suppressed(marks, findings), *_excused(excuse)]
        looked = _Looked(held, report, marks, known, excuse is not None)
        failed = [
            f"fails {self._option or f'--fail-on {gate}'}: {found}"
            for gate in self._gates
            if (found := self._trips(gate, looked))
        ]
        over = [(gate, *one) for gate in self._gates for one in not_looked_at(gate, report).items()]
        failed += [f"fails --fail-on {gate}: pack {pack}: {why[:1].lower()}{why[1:]}" for gate, pack, why in over]
        return Verdict(
            tuple(failed),
            tuple(told),
            together,
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
            out.append(f"baseline: {what} no longer there ({names}). Write it again, from all of its files.")
        if self._suppressions is not None:
            out += self._suppressions.over() + (self._suppressions.unused() if self._whole else [])
        return out

    def gone(self) -> tuple[KnownFile, ...]:
        """Files of the baseline that are no longer there, under this name or another."""
        return () if self._baseline is None or not self._whole else self._baseline.unseen()

    def _known(self, name: str, report: Value) -> dict[int, KnownFile | None]:
        """What the baseline knows of the file and of each file within."""
        if self._baseline is None:
            return {}
        (_, outer), *inner = parts_within(report)
        file = self._baseline.find(name, outer["document"]["sha256"], _fingerprints(every_finding(report)))
        asked = [(called, one["document"]["sha256"], _fingerprints(own_findings(one))) for called, one in inner]
        found = [None] * len(asked) if file is None else match_parts(file, asked)
        return {id(report): file} | {id(one): each for (_, one), each in zip(inner, found, strict=True)}

    def _marks(self, held: str, known: Mapping[int, KnownFile | None], report: Value) -> dict[int, Mark]:
        if self._baseline is None and self._suppressions is None:
            return {}
        marks: dict[int, Mark] = {}
        for _, part in parts_within(report):
            file = known.get(id(part))
            before: dict[str, list[Known]] = {}
            for one in file.findings if file is not None else ():
                before.setdefault(one.fingerprint, []).append(one)
            for finding in own_findings(part):
                marks[id(finding)] = Mark(
                    None if self._baseline is None else _seen(finding, before),
                    None if self._suppressions is None else self._suppressions.of_finding(held, finding),
                )
        return marks

    def _trips(self, gate: Gate, looked: _Looked) -> str:
        """Why the file does not pass, empty where it does."""
        if gate.kind is GateKind.grade:
            return "; ".join(self._graded_badly(gate, looked))
        found = trips(gate, looked.report, looked.passed)
        if not found:
            return ""
        known = self._baseline is not None and gate.kind is not GateKind.position
        what = "position" if gate.kind is GateKind.position else "new finding" if known else "finding"
        return f"{_counted(len(found), what)} ({_named(found)})"

    def _graded_badly(self, gate: Gate, looked: _Looked) -> list[str]:
        """The file and those within whose grade neither passes nor is known nor answered for, each in words."""
        out = []
        for part in bad_grades(gate, looked.report):
            now, known = standing_alone(part), looked.known.get(id(part))
            unread = now.ungraded and not part["document"]["coverage"]["complete"]
            if (known is not None and now.within(known.standing)) or (looked.excused and unread):
                continue
            if self._suppressions is not None and self._suppressions.of_grade(looked.held, now) is not None:
                continue
            before = "not in the baseline"
            if known is not None:
                before = f"the baseline has {known.standing.worst or 'none'}"
            said = _grade(part) if self._baseline is None else f"{_grade(part)} ({before})"
            out.append(said if part is looked.report else f"{visible(part['document']['name'])}: {said}")
        return [*out[:_NAMED], *(["…"] if len(out) > _NAMED else [])]

    def _excuse(self, name: str) -> Suppression | None:
        return None if self._suppressions is None else self._suppressions.of_unread(name)


def _fingerprints(findings: Iterable[Value]) -> frozenset[str]:
    return frozenset(finding["fingerprint"] for finding in findings)


def _seen(finding: Value, before: Mapping[str, Sequence[Known]]) -> Seen:
    known = before.get(finding["fingerprint"])
    if known is None:
        return Seen.new
    return Seen.unchanged if any(one.covers(finding) for one in known) else Seen.updated


def _together(marks: Mapping[int, Mark], findings: Sequence[Value]) -> dict[str, Mark]:
    """A mark for each fingerprint: of the same words in several files within, the newest."""
    order = (Seen.unchanged, Seen.updated, Seen.new)
    out: dict[str, Mark] = {}
    for finding in findings if marks else ():
        mark, fingerprint = marks[id(finding)], finding["fingerprint"]
        other = out.get(fingerprint, mark)
        if mark.seen is None or other.seen is None or order.index(mark.seen) >= order.index(other.seen):
            out[fingerprint] = mark
    return out


def _grade(part: Value) -> str:
    """Its grade, or why it has none."""
    if part["grade"] is not None:
        return f"grade {part['grade']['letter']}"
    reasons = [notice["message"] for notice in part["notices"] if notice["message"].startswith("No grade: ")]
    return visible(f"no grade: {reasons[-1].removeprefix('No grade: ').rstrip('.')}") if reasons else "no grade"


def _stale(file: KnownFile | None, findings: Sequence[Value]) -> tuple[Known, ...]:
    """Known findings that are nowhere in the file."""
    if file is None:
        return ()
    now = _fingerprints(findings)
    return tuple({one.fingerprint: one for one in file.every_finding() if one.fingerprint not in now}.values())


def _moved(name: str, known: KnownFile | None) -> list[str]:
    if known is None or known.name == name:
        return []
    return [f"known in the baseline as {known.name}. Write the baseline again to keep the new name."]


def _told_stale(stale: Sequence[Known]) -> list[str]:
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


def _suppressed(marks: Mapping[int, Mark], findings: Sequence[Value]) -> list[str]:
    counted: dict[Suppression, set[str]] = {}
    for finding in findings:
        one = marks[id(finding)].suppression if marks else None
        if one is not None:
            counted.setdefault(one, set()).add(finding["fingerprint"])
    return [
        f"{_counted(len(found), 'finding')} suppressed: {one.words()}"
        for one, found in sorted(counted.items(), key=lambda pair: pair[0].line)
    ]


def _notices(marks: Mapping[int, Mark], findings: Sequence[Value]) -> tuple[tuple[str, str], ...]:
    out = []
    if any(mark.seen is not None for mark in marks.values()):
        fresh = [f["rule"] for f in findings if marks[id(f)].seen is not Seen.unchanged]
        said = f"Not in the baseline: {len(fresh):,} of {_counted(len(findings), 'finding')}"
        out.append(("baseline", f"{said} ({_named(fresh)})." if fresh else f"{said}."))
    for finding in findings:
        one = marks[id(finding)].suppression if marks else None
        if one is not None:
            where = f" (clause {finding['clause']})" if finding["clause"] else ""
            out.append(("suppressed", f"{finding['rule']}{where} is suppressed and trips no gate: {one.words()}"))
    return tuple(dict.fromkeys(out))


def _excused(excuse: Suppression | None) -> list[str]:
    return [] if excuse is None else [f"excused that it was not read whole: {excuse.words()}"]
