"""Grave harm that a rule names and the second reader doubts: too doubtful to judge by, too grave to sign unseen.

In a contract that is fair otherwise a stern sentence is most often harmless, so the second reader lowers it to `worth a
look`. But one ruinous clause in a fair contract looks the same.
"""

from collections.abc import Sequence

from clausecheck.report import Confidence, Finding, Protection
from clausecheck.second.reader import NO_RULE

__all__ = ["doubted"]


def doubted(findings: Sequence[Finding], protections: Sequence[Protection], severity: int) -> tuple[Finding, ...]:
    """Those of a rule on its own topic, of low confidence and at least `severity`, where nothing sure protects."""
    sure = [(one.start, one.end) for one in protections if one.confidence is not Confidence.low]
    return tuple(
        finding
        for finding in findings
        if finding.confidence is Confidence.low
        and finding.severity >= severity
        and finding.rule.partition(".")[0] == finding.topic
        and NO_RULE not in finding.plain
        and not any(start < finding.end and finding.start < end for start, end in sure)
    )
