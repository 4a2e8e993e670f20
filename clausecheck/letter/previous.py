"""The JSON report of the version before, read back as far as a second message needs it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from clausecheck.errors import UsageProblem
from clausecheck.judging.places import known_words
from clausecheck.letter.compose import Again
from clausecheck.letter.points import Point
from clausecheck.record import record
from clausecheck.report import Confidence, Finding, Protection, State, Term

__all__ = ["Previous", "again", "read_previous"]

_SERIOUS = 3


@record
class Previous:
    """What the report before said."""

    engagement: str
    findings: tuple[Finding, ...]
    terms: tuple[Term, ...]
    protections: tuple[Protection, ...] = ()


def read_previous(data: bytes, name: str) -> Previous:
    """Read a report that `check --format json` wrote; raises `UsageProblem` for anything else."""
    try:
        value = json.loads(data)
        if value["schema_version"] != 1 or value["tool"]["name"] != "clausecheck":
            raise _not_one(name)
        findings = tuple(_finding(entry) for entry in value["findings"])
        terms = tuple(_term(entry) for entry in value["terms"])
        protections = tuple(_protection(entry) for entry in value["protections"])
        return Previous(_text(value["document"]["engagement"]), findings, terms, protections)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise _not_one(name) from error


def _not_one(name: str) -> UsageProblem:
    return UsageProblem(
        f"{name}: not a clausecheck report of one contract. Make one of the version before: "
        "clausecheck check OLD --format json -o report.json"
    )


def _finding(entry: dict[str, Any]) -> Finding:
    return Finding(
        rule=_text(entry["rule"]),
        topic=_text(entry["topic"]),
        axis=_text(entry["axis"]),
        severity=int(entry["severity"]),
        confidence=Confidence(entry["confidence"]),
        quote=_text(entry["quote"]),
        start=int(entry["start"]),
        end=int(entry["end"]),
        clause=_text(entry["clause"]),
        page=None,
        plain=_text(entry["plain"]),
        why=_text(entry["why"]),
        ask=_text(entry["ask"]),
        fingerprint=_text(entry["fingerprint"]),
    )


def _protection(entry: dict[str, Any]) -> Protection:
    return Protection(
        rule=_text(entry["rule"]),
        topic=_text(entry["topic"]),
        axis="",
        confidence=Confidence(entry["confidence"]),
        quote=_text(entry["quote"]),
        start=int(entry["start"]),
        end=int(entry["end"]),
        clause=_text(entry["clause"]),
        page=None,
        plain="",
    )


def _term(entry: dict[str, Any]) -> Term:
    return Term(_text(entry["topic"]), "", State(entry["state"]), "", "", "")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def again(
    asked: Sequence[Point],
    before: Previous,
    now: Sequence[Point],
    text: str,
) -> Again:
    """What became of the points `asked` in the message before, and which of the points `now` are new in the paper.

    A point is conceded when nothing to ask for is left on its topic and its words are gone from the new paper's
    `text`: nobody is thanked for words that still stand. It is new when its words did not stand in the paper before.
    The rest of `now` was there before and not raised.
    """
    present = {point.topic: point for point in now}
    words = f" {known_words(text)} "
    quotes = {f.fingerprint: f" {known_words(f.quote)} " for f in before.findings}
    stands = {p.topic for p in asked if any(quotes.get(known, "\n") in words for known in p.fingerprints)}
    conceded = [p for p in asked if p.topic not in present and p.topic not in stands]
    still = [present.get(p.topic, p) for p in asked if p.topic in present or p.topic in stands]
    old_words = {finding.fingerprint for finding in before.findings}
    old_topics = {p.topic for p in asked} | {f.topic for f in before.findings if _counts(f)}
    old_silent = {term.topic for term in before.terms if term.state is State.silent}
    new = [
        p
        for p in now
        if p.topic not in old_topics
        and (not set(p.fingerprints) & old_words if p.fingerprints else p.topic not in old_silent)
    ]
    return Again(tuple(conceded), tuple(still), tuple(new))


def _counts(finding: Finding) -> bool:
    return finding.confidence is not Confidence.low and finding.severity >= _SERIOUS
