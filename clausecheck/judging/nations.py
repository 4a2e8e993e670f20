"""Whose law counts: sources of law of another nation are left out."""

from __future__ import annotations

from collections.abc import Sequence

from clausecheck.record import replaced
from clausecheck.report import Finding, SourceNote

__all__ = ["for_nation", "is_foreign"]

_LAW_OF = {
    "england": ("UK", "GB", "England", "England & Wales"),
    "wales": ("UK", "GB", "Wales", "England & Wales"),
    "scotland": ("UK", "GB", "Scotland"),
    "ni": ("UK", "Northern Ireland"),
}


def is_foreign(source: SourceNote, nation: str) -> bool:
    """Whether it is law of other nations only; never where the nation is not known."""
    accepted = _LAW_OF.get(nation)
    return accepted is not None and source.kind == "law" and source.nation not in accepted


def for_nation(findings: Sequence[Finding], nation: str) -> tuple[Finding, ...]:
    """Findings without the law of another nation."""

    def kept(finding: Finding) -> Finding:
        sources = tuple(source for source in finding.sources if not is_foreign(source, nation))
        return finding if len(sources) == len(finding.sources) else replaced(finding, sources=sources)

    return tuple(map(kept, findings))
