"""What to ask for: the findings of a report as points, one a topic, most important first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausecheck.judging.doubted import doubted
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.render.plain import visible
from clausecheck.render.wording import topic_title
from clausecheck.report import Confidence, Finding, Mismatch, Protection, State, Term

__all__ = ["Point", "Wording", "agreed_points", "clauses_text", "points_of", "shortened"]

_CLARIFY, _NEGOTIATE, _WALK_AWAY = 3, 4, 5
_SILENCE = 4
"""A contract's silence that matters at least so much is asked about."""
_SECOND = ".second-reader-"
_NUMBERED = pattern(r"\(?\d[\w.]*\)?(?:\([\w]+\))*")
_LABEL_LONGEST = 20
_MOST_CLAUSES = 4
_QUOTE_WORDS = 12


@record
class Wording:
    """A topic as the rules word it."""

    title: str
    ask: str
    """Ready wording."""
    silence: int = 0
    """How much silence matters, 0 to 5."""
    unless: tuple[str, ...] = ()
    """Engagements in which it does not."""


@record
class Point:
    """One thing to ask for."""

    topic: str
    title: str
    where: str
    """`Clause 3.2`, `Clauses 3.2 and 4`, `Where it says “…”`, `Not in the contract yet`."""
    ask: str
    must: bool
    fingerprints: tuple[str, ...] = ()
    """Of the findings that make it; empty for silence."""


def points_of(
    findings: Sequence[Finding],
    terms: Sequence[Term],
    engagement: str,
    wordings: Mapping[str, Wording],
    protections: Sequence[Protection] = (),
) -> tuple[Point, ...]:
    """Must-haves first, then would-likes; within each the worst first.

    Doubtful findings are not asked about, unless a rule names a ruinous harm on words that none of `protections` holds.
    """
    asked = doubted(findings, protections, _WALK_AWAY)
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding in asked or (finding.confidence is not Confidence.low and finding.severity >= _CLARIFY):
            groups.setdefault(finding.topic, []).append(finding)
    ranked: list[tuple[tuple[bool, int, bool, int], Point]] = []
    for number, (topic, group) in enumerate(groups.items()):
        ask = group[0].ask or (wordings[topic].ask if topic in wordings else "")
        if not ask:
            continue
        worst, sure = max(f.severity for f in group), any(f.confidence is Confidence.high for f in group)
        point = Point(
            topic,
            visible(wordings[topic].title if topic in wordings else topic_title(topic)),
            _where(group),
            visible(ask),
            _is_must(group),
            tuple(f.fingerprint for f in group),
        )
        ranked.append(((not point.must, -worst, not sure, number), point))
    for number, term in enumerate(terms, len(ranked)):
        wording = wordings.get(term.topic)
        if term.state is not State.silent or wording is None or not wording.ask or engagement in wording.unless:
            continue
        if wording.silence >= _SILENCE:
            must = wording.silence >= _WALK_AWAY
            point = Point(term.topic, wording.title, "Not in the contract yet", visible(wording.ask), must)
            ranked.append(((not must, -_CLARIFY, False, number), point))
    return tuple(point for _, point in sorted(ranked, key=lambda pair: pair[0]))


def _is_must(group: Sequence[Finding]) -> bool:
    """Grave, and not only the second reader's opinion: what may be harmless is asked for more softly."""
    sure = (f for f in group if f.confidence is not Confidence.low)
    return any(f.severity >= _NEGOTIATE and (f.confidence is Confidence.high or _SECOND not in f.rule) for f in sure)


def _where(group: Sequence[Finding]) -> str:
    clauses = clauses_text([f.clause for f in group])
    return clauses or f"Where it says “{shortened(group[0].quote, _QUOTE_WORDS)}”"


def clauses_text(labels: Sequence[str]) -> str:
    """`Clause 3.2`, `Clauses 3.2 and 4`; empty where no label is a number."""
    found = [visible(label) for label in dict.fromkeys(labels) if _NUMBERED.fullmatch(label.strip())]
    found = [label for label in found if len(label) <= _LABEL_LONGEST][:_MOST_CLAUSES]
    if len(found) < 2:
        return f"Clause {found[0]}" if found else ""
    return f"Clauses {', '.join(found[:-1])} and {found[-1]}"


def shortened(quote: str, most: int) -> str:
    """The first words of a quote on one line."""
    words = [word[: _LABEL_LONGEST * 2] for word in visible(quote).split()]
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def agreed_points(mismatches: Sequence[Mismatch]) -> tuple[str, ...]:
    """A sentence for each thing agreed that the paper says otherwise or not at all; what is kinder is left alone."""
    out = []
    for mismatch in mismatches:
        if mismatch.favours == "locum":
            continue
        where = clauses_text([mismatch.clause]) or "the contract"
        if not mismatch.quote:
            said = "the contract says nothing of it"
        elif mismatch.written.startswith("“"):
            said = f"{where[:1].lower()}{where[1:]} says “{shortened(mismatch.quote, 2 * _QUOTE_WORDS)}”"
        elif mismatch.name == "dates":
            said = f"{where[:1].lower()}{where[1:]} {visible(mismatch.written)}"
        else:
            said = f"{where[:1].lower()}{where[1:]} has: {visible(mismatch.written)}"
        name = topic_title(mismatch.name.replace("_gbp", "").replace("_", "-"))
        out.append(f"{name}: we agreed {visible(mismatch.agreed)}; {said}.")
    return tuple(out)
