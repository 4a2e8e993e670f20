"""Report → a line for the file and a line a finding: for hooks and logs, where a full report would bury what counts."""

from __future__ import annotations

from collections.abc import Collection

from clausecheck.render.passages import place
from clausecheck.render.plain import visible
from clausecheck.render.telling import cut
from clausecheck.render.wording import counted
from clausecheck.report import Confidence, Finding, Report

__all__ = ["render_brief"]

_QUOTE = 80
"""Characters of a quote: a line that a log shows without wrapping it twice."""


def render_brief(report: Report, passed: Collection[str] = ()) -> str:
    """One file in a few lines, ending in a newline; files within follow, each under its own name.

    Findings whose fingerprint is `passed`, known or suppressed, and those only worth a look are counted, not shown.
    """
    shown = [f for f in report.findings if f.fingerprint not in passed and f.confidence is not Confidence.low]
    known = sum(1 for f in report.findings if f.fingerprint in passed)
    grade = f"grade {report.grade.letter}" if report.grade is not None else "no grade"
    parts = [grade, counted(len(shown), "finding")]
    if known:
        parts.append(f"{known:,} known or suppressed")
    if not report.coverage.complete:
        parts.append("not read whole")
    lines = [f"{visible(report.name)}: {', '.join(parts)}", *map(_line, sorted(shown, key=lambda f: -f.severity))]
    return "\n".join(lines) + "\n" + "".join(render_brief(part, passed) for part in report.attachments)


def _line(finding: Finding) -> str:
    where = place(finding.clause, finding.page)
    words = f"“{cut(' '.join(finding.quote.split()), _QUOTE)}”"
    return f"  {finding.severity}  {visible(finding.rule)}  {visible(f'{where}: {words}' if where else words)}"
