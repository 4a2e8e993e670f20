"""`--only`, `--skip` and `--min-severity`: show less of a report without judging it differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clausecheck.document import Notice
from clausecheck.errors import UsageProblem
from clausecheck.record import record, replaced
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.beside import PackReport

__all__ = ["Narrowing", "check_topics"]


@record
class Narrowing:
    """Which topics and severities are shown; the grade is always that of the whole contract."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    min_severity: int = 1

    @property
    def idle(self) -> bool:
        """Everything is shown."""
        return not self.only and not self.skip and self.min_severity <= 1

    def apply(self, report: Report) -> Report:
        """`report` with what is not wanted left out, and a notice that says so."""
        if self.idle:
            return report
        findings = tuple(f for f in report.findings if self._wants(f.topic) and f.severity >= self.min_severity)
        notice = Notice("narrowed", f"Shown: {self._words()}. The grade is that of the whole contract.")
        return replaced(
            report,
            findings=findings,
            protections=tuple(p for p in report.protections if self._wants(p.topic)),
            terms=tuple(t for t in report.terms if self._wants(t.topic)),
            mismatches=tuple(m for m in report.mismatches if self._wants(m.topic)),
            costs=tuple(c for c in report.costs if self._wants(c.topic)),
            positions=tuple(p for p in report.positions if self._wants(p.topic)),
            packs=tuple(self._pack(pack) for pack in report.packs),
            notices=(*report.notices, notice),
            attachments=tuple(self.apply(part) for part in report.attachments),
        )

    def _pack(self, pack: PackReport) -> PackReport:
        return replaced(
            pack,
            findings=tuple(f for f in pack.findings if self._wants(f.topic) and f.severity >= self.min_severity),
            protections=tuple(p for p in pack.protections if self._wants(p.topic)),
            missing=tuple(term for term in pack.missing if self._wants(term.topic)),
        )

    def _wants(self, topic: str) -> bool:
        return (not self.only or topic in self.only) and topic not in self.skip

    def _words(self) -> str:
        parts = []
        if self.only:
            parts.append("only " + ", ".join(self.only))
        if self.skip:
            parts.append("without " + ", ".join(self.skip))
        if self.min_severity > 1:
            parts.append(f"findings of severity {self.min_severity} and more")
        return "; ".join(parts)


def check_topics(topics: Sequence[str], known: Sequence[str]) -> None:
    """Raise `UsageProblem` for a topic that no rule knows, or only those of a pack that was not asked for."""
    for topic in topics:
        if topic not in known:
            from difflib import get_close_matches

            from clausecheck.rulebook.packs import pack_topics

            pack = pack_topics().get(topic)
            if pack is not None:
                raise UsageProblem(f"{topic} is a topic of pack {pack}. Add --pack {pack}.")
            near = get_close_matches(topic, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "clausecheck rules list shows all topics."
            raise UsageProblem(f"there is no topic {topic}. {hint}")
