"""Report → a line for the file and a line for each thing that counts: for hooks and logs, which would bury it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from clausecheck.render.passages import place
from clausecheck.render.plain import visible
from clausecheck.render.telling import cut
from clausecheck.render.wording import counted
from clausecheck.report import Confidence, Finding, Report

if TYPE_CHECKING:
    from clausecheck.beside import PositionMet

__all__ = ["render_brief"]

_QUOTE = 80
"""Characters of a quote: a line that a log shows without wrapping it twice."""
_STANDINGS = ("beyond", "unknown", "walk-away", "fallback")
"""Positions that are told, the worst first; what cannot be told passes no gate either."""


def render_brief(report: Report, passed: Collection[str] = ()) -> str:
    """One file in a few lines, ending in a newline; files within follow, each under its own name.

    Findings of packs stand after the locum's, then positions that are not the preferred ones. Findings whose
    fingerprint is `passed`, known or suppressed, and those only worth a look are counted, not shown.
    """
    found = [("", report.findings), *((pack.name, pack.findings) for pack in report.packs)]
    shown = [(pack, _shown(findings, passed)) for pack, findings in found]
    known = sum(finding.fingerprint in passed for _, findings in found for finding in findings)
    positions = sorted(
        (p for p in report.positions if p.met in _STANDINGS), key=lambda position: _STANDINGS.index(position.met)
    )
    grade = f"grade {report.grade.letter}" if report.grade is not None else "no grade"
    parts = [grade, counted(len(shown[0][1]), "finding")]
    for pack, (_, findings) in zip(report.packs, shown[1:], strict=True):
        parts.append(f"{len(findings):,} in pack {pack.name}" if pack.applies else f"pack {pack.name} not looked at")
    if positions:
        parts.append(f"{counted(len(positions), 'position')} not as preferred")
    if known:
        parts.append(f"{known:,} known or suppressed")
    if not report.coverage.complete:
        parts.append("not read whole")
    lines = [f"{visible(report.name)}: {', '.join(parts)}"]
    lines += [line for pack, findings in shown for line in _lines(pack, findings)]
    lines += map(_position, positions)
    return "\n".join(lines) + "\n" + "".join(render_brief(part, passed) for part in report.attachments)


def _shown(findings: Iterable[Finding], passed: Collection[str]) -> list[Finding]:
    sure = (f for f in findings if f.fingerprint not in passed and f.confidence is not Confidence.low)
    return sorted(sure, key=lambda finding: -finding.severity)


def _lines(pack: str, findings: Iterable[Finding]) -> Iterator[str]:
    """A line a finding, under the name of the pack where it is not the locum's."""
    for finding in findings:
        where = place(finding.clause, finding.page)
        words = f"“{cut(' '.join(finding.quote.split()), _QUOTE)}”"
        rule = f"{pack}: {finding.rule}" if pack else finding.rule
        yield f"  {finding.severity}  {visible(rule)}  {visible(f'{where}: {words}' if where else words)}"


def _position(position: PositionMet) -> str:
    where = place(position.clause, position.page)
    said = cut(" ".join(position.written.split()), _QUOTE)
    return f"  {position.met}  position.{visible(position.name)}  {visible(f'{where}: {said}' if where else said)}"
