"""Which position of a playbook a contract meets, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausecheck.beside import PackReport, PositionMet, Standing
from clausecheck.judging.granted import granted
from clausecheck.judging.paper import Paper, Words
from clausecheck.judging.playbook import LEVELS, Playbook, Position
from clausecheck.judging.quantities import unit_of
from clausecheck.reading.contract import Contract
from clausecheck.record import replaced
from clausecheck.report import Confidence, Finding, Protection, Report

__all__ = ["with_positions"]

_NOT_ALL_READ = "not everything was read, so nothing can be said for sure"
_NO_LOCUM = "this does not read as a locum's contract"
_UNDOES = 4
"""A finding this severe beside a number takes it back: paid in 14 days, but only once the hirer has paid."""
_PROTECTED, _QUIET = LEVELS.index("protected"), LEVELS.index("no finding")


def with_positions(report: Report, contract: Contract, playbook: Playbook) -> Report:
    """The report with each position, and with the playbook's own wording where it has one."""
    paper = Paper(contract, report.findings, report.quantities, report.ladders)
    return replaced(
        report,
        positions=tuple(_met(position, report, paper) for position in playbook.positions),
        findings=_asking(report.findings, playbook),
        packs=tuple(replaced(pack, findings=_asking(pack.findings, playbook)) for pack in report.packs),
    )


def _asking(findings: tuple[Finding, ...], playbook: Playbook) -> tuple[Finding, ...]:
    """Findings with the playbook's wording: a topic's for all of that topic, a number's only where it is the matter.

    Where both would do, the topic's goes before; of several numbers in one finding the first of the playbook.
    """
    topics = {one.topic: one.ask for one in playbook.positions if one.ask and not one.quantity}
    numbers = [one for one in playbook.positions if one.ask and one.quantity]
    return tuple(_asked(finding, topics, numbers) for finding in findings)


def _asked(finding: Finding, topics: Mapping[str, str], numbers: Sequence[Position]) -> Finding:
    held = {name for name, _ in finding.values}
    own = (one.ask for one in numbers if one.name in held and one.topic == finding.topic)
    ask = topics.get(finding.topic) or next(own, "")
    return replaced(finding, ask=ask) if ask else finding


def _met(position: Position, report: Report, paper: Paper) -> PositionMet:
    if paper.contract.kind != "locum":
        return _entry(position, Standing.unknown, _NO_LOCUM)
    if position.pack:
        return _entry(position, Standing.unknown, f"needs --pack {position.pack}")
    return _by_number(position, report, paper) if position.quantity else _by_topic(position, report, paper)


def _by_number(position: Position, report: Report, paper: Paper) -> PositionMet:
    found = paper.quantity(position.name)
    harm = next((f for f in paper.serious([position.topic]) if f.confidence is Confidence.high), None)
    if found is not None:
        real = granted(paper, found)
        met = position.standing(real.value)
        if harm is not None and harm.severity >= _UNDOES and not (harm.start < found.end and found.start < harm.end):
            met = Standing.beyond if real.sure and met is Standing.beyond else Standing.unknown
            unsure = _entry(position, met, f"{real.written}, but also: {harm.plain}", real.value)
            return _placed(unsure, Words.of(harm), paper)
        if not real.sure and (real.denied or met is not Standing.beyond):
            met = Standing.unknown  # what is doubtful may be worse, not better: beyond stays beyond
        return _placed(_entry(position, met, real.written, real.value), Words.of(found), paper)
    if harm is not None:
        return _placed(_entry(position, Standing.unknown, f"no such number, but: {harm.plain}"), Words.of(harm), paper)
    if not report.coverage.complete:
        return _entry(position, Standing.unknown, _NOT_ALL_READ)
    unit = unit_of(position.name)
    kind = "figure in" if unit[:1] in "£%" else "number of"
    return _entry(position, position.unstated, f"no {kind} {unit} was found")


def _by_topic(position: Position, report: Report, paper: Paper) -> PositionMet:
    pack = _pack_of(position.topic, report)
    if pack is not None and not pack.applies:
        return _entry(position, Standing.unknown, f"“{pack.title}” is not for this contract")
    if pack is not None and position.topic in pack.not_looked_at:
        return _entry(position, Standing.unknown, f"“{pack.title}” has no source on it for this nation")
    part = pack or report
    sure = [f for f in part.findings if f.topic == position.topic and f.confidence is not Confidence.low]
    if sure:
        worst = max(sure, key=lambda f: f.severity)
        level = _QUIET + worst.severity
        entry = _entry(position, position.standing(level), f"severity {worst.severity}: {worst.plain}")
        return _placed(entry, Words.of(worst), paper)
    unsure = next((f for f in part.findings if f.topic == position.topic), None)
    if unsure is not None:
        said_of_it = "touched on, but what the words mean is not certain"
        return _placed(_entry(position, Standing.unknown, said_of_it), Words.of(unsure), paper)
    kept: list[Protection] = [p for p in part.protections if p.topic == position.topic]
    kept = [p for p in kept if p.confidence is not Confidence.low]
    if not report.coverage.complete:
        return _entry(position, Standing.unknown, _NOT_ALL_READ)
    if kept:
        entry = _entry(position, position.standing(_PROTECTED), f"protected: {kept[0].plain}")
        return _placed(entry, Words.of(kept[0]), paper)
    if position.unstated is not Standing.unknown:
        return _entry(position, position.unstated, "no finding, and nothing that protects")
    return _entry(position, position.standing(_QUIET), "no finding, and nothing that protects")


def _pack_of(topic: str, report: Report) -> PackReport | None:
    """The pack whose topic it is, None for one of the locum's."""
    if any(term.topic == topic for term in report.terms):
        return None
    return next((pack for pack in report.packs if topic in pack.topics), None)


def _entry(position: Position, met: Standing, written: str, value: float | None = None) -> PositionMet:
    return PositionMet(
        name=position.name,
        topic=position.topic,
        quantity=position.quantity,
        met=met,
        preferred=position.limit(Standing.preferred),
        fallback=position.limit(Standing.fallback),
        walk_away=position.limit(Standing.walk_away),
        written=written,
        value=value,
        ask=position.ask,
    )


def _placed(entry: PositionMet, words: Words, paper: Paper) -> PositionMet:
    document = paper.contract.document
    return replaced(
        entry,
        quote=document.text[words.start : words.end],
        start=words.start,
        end=words.end,
        clause=words.clause,
        page=document.page_of(words.start),
    )
