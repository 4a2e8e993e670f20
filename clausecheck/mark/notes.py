"""What is written beside a finding in the marked contract, the same in Word and PDF."""

from __future__ import annotations

from collections.abc import Mapping

from clausecheck.record import record
from clausecheck.render.plain import visible
from clausecheck.render.wording import BASIS, NOT_ADVICE, SEVERITIES, read_line, topic_title
from clausecheck.report import Confidence, Finding

__all__ = ["AUTHOR", "Line", "heading", "initials", "lines", "plain_text"]

AUTHOR = "clausecheck"
"""Whose marks they are where nobody else is named."""
_INITIALS_LONGEST = 9
"""Characters that Word takes."""


@record
class Line:
    """A paragraph of a note: what it is about, and what it says."""

    lead: str
    """`Ask for:`; empty where the text speaks for itself."""
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def initials(author: str) -> str:
    """`FA` of `Femi Adeyinka`, as Word shows them beside a comment."""
    if author == AUTHOR:
        return "cc"
    return "".join(word[0] for word in author.split() if word[0].isalnum())[:_INITIALS_LONGEST].upper() or author[:1]


def heading(finding: Finding, titles: Mapping[str, str]) -> str:
    """The first line of a note: `When you are paid: NEGOTIATE HARD (4 of 5)`."""
    title = titles.get(finding.topic) or topic_title(finding.topic)
    if finding.confidence is Confidence.low:
        return f"{title}: WORTH A LOOK, the rules are not sure of it"
    return f"{title}: {SEVERITIES[finding.severity]} ({finding.severity} of 5)"


def lines(finding: Finding, read_date: str, *, quote: str = "") -> tuple[Line, ...]:
    """All but the first line; `quote` is said where the note cannot stand at the words themselves."""
    out = []
    if quote:
        out.append(Line("It is about:", f"“{quote}”"))
    out.append(Line("In plain English:", finding.plain))
    out += [Line("And:", effect) for effect in finding.effects]
    out.append(Line("Why it matters:", finding.why))
    if finding.model is not None:
        clause = f" (clause {finding.model.clause})" if finding.model.clause else ""
        out.append(Line(f"The model says{clause}:", f"“{finding.model.quote}”"))
    out.append(Line("Ask for:", finding.ask))
    keys = ", ".join(source.key for source in finding.sources)
    out.append(Line("Basis:", f"{BASIS.get(finding.basis, finding.basis)}{f' [{keys}]' if keys else ''}."))
    out.append(Line("", " ".join([read_line(read_date), NOT_ADVICE] if read_date else [NOT_ADVICE])))
    return tuple(Line(visible(line.lead), visible(line.text)) for line in out if line.text)


def plain_text(finding: Finding, titles: Mapping[str, str], read_date: str) -> str:
    """The whole note as lines of text."""
    return "\n".join([visible(heading(finding, titles)), *map(str, lines(finding, read_date))])
