"""A document of a batch as a small row: what the views keep of it, some hundred bytes of a report of as many kilobytes.

A file attached to an e-mail or held in an archive is a document of its own, `message.eml > terms.pdf`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.views.standings import Beside, Register, beside, numbered, worst_severities
from clausecheck.record import record
from clausecheck.render.wording import topic_title
from clausecheck.report import State

__all__ = ["Entry", "Topics", "entry", "ordered", "parts", "title"]

_STATES = tuple(State)
_UNGRADED = frozenset(("archive", "cover-note", "coverage", "language", "not-a-locum-contract", "too-short"))
# Kinds of notices that say why there is no grade.


class Topics:
    """The topics met so far, each with a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, slug: str) -> int:
        """The topic's number, a new one if it is new."""
        return self._numbers.setdefault(slug, len(self._numbers))

    @property
    def slugs(self) -> tuple[str, ...]:
        """By number."""
        return tuple(self._numbers)


@record
class Entry:
    """One document."""

    name: str
    outcome: Outcome
    """Of the whole file; `failed` for what has no report."""
    whole: bool
    """Everything in this document was read."""
    sha256: str
    letter: str = ""
    """Empty where there is no grade."""
    verdict: str = ""
    """Of the grade; else why there is none."""
    template: bool = False
    """It was judged as a locum's contract: one of those that clauses are counted in."""
    severities: tuple[int, ...] = (0, 0, 0, 0, 0)
    """Findings of severity 1 to 5, without those of low confidence."""
    doubtful: int = 0
    """Findings of low confidence."""
    protections: int = 0
    silent: int = 0
    axes: tuple[tuple[str, str], ...] = ()
    """Axis and its letter."""
    ratio: float | None = None
    unbounded: bool = False
    engagement: str = ""
    nation: str = ""
    pages: int | None = None
    words: int = 0
    standing: bytes = b""
    """By number of topic: 0 for nothing known, else one more than the place of its state in `State`."""
    hurts: bytes = b""
    """By number of topic: the worst severity found, 0 for none."""
    prints: bytes = b""
    """Fingerprints of the findings, in their order, 8 bytes each."""
    unread: tuple[tuple[str, str], ...] = ()
    """Part of the file that was not read, and why."""
    kind: str = ""
    """Of the failure."""
    beside: Beside = Beside()
    """Its standing on positions of a playbook and on duties of packs."""

    @property
    def worst(self) -> int:
        """The worst severity of the sure findings, 0 for none."""
        return max((level for level, count in enumerate(self.severities, 1) if count), default=0)

    @property
    def findings(self) -> int:
        """All of them, doubtful ones too."""
        return len(self.prints) // 8

    def state(self, topic: int) -> State | None:
        """Where it stands on the topic of this number."""
        code = self.standing[topic] if topic < len(self.standing) else 0
        return _STATES[code - 1] if code else None

    def severity(self, topic: int) -> int:
        """The worst severity found on the topic of this number, 0 for none."""
        return self.hurts[topic] if topic < len(self.hurts) else 0


def parts(result: Result) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Name and report of the file, then of each within it; no two names are the same."""
    taken: dict[str, int] = {}
    for name, report in _within(result.name, result.report):
        taken[name] = count = taken.get(name, 0) + 1
        yield name if count == 1 else f"{name} ({count})", report


def _within(name: str, report: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any] | None]]:
    yield name, report
    for part in () if report is None else report["attachments"]:
        yield from _within(f"{name} > {part['document']['name']}", part)


def ordered(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Its findings, what harms most first, what is only worth a look last."""
    return sorted(report["findings"], key=lambda f: (f["confidence"] == "low", -f["severity"]))


def title(topic: str, titles: Mapping[str, str]) -> str:
    """The topic as a reader would head it."""
    return titles.get(topic) or topic_title(topic)


def entry(
    name: str, result: Result, report: dict[str, Any] | None, topics: Topics, register: Register | None = None
) -> Entry:
    """The row of one document of a result, with its findings in the order of `ordered`.

    `topics` and `register` keep the numbers by which rows name topics, positions and duties.
    """
    if report is None:
        failure = result.failure
        kind, why = ("", "") if failure is None else (failure.kind, failure.message)
        return Entry(name, Outcome.failed, False, result.sha256, verdict=why, unread=((name, why),), kind=kind)
    document, grade, measures = report["document"], report["grade"], report["measures"]
    found = ordered(report)
    severities = [0] * 5
    for one in found:
        if one["confidence"] != "low":
            severities[one["severity"] - 1] += 1
    ratio = {} if measures is None else measures["stakhanov_ratio"]
    missing = tuple((p["name"], p["why"]) for p in document["coverage"]["parts"] if not p["read"])
    states = [term["state"] for term in report["terms"]]
    return Entry(
        name=name,
        outcome=result.outcome,
        whole=not missing,
        sha256=document["sha256"] or result.sha256,
        letter="" if grade is None else grade["letter"],
        verdict=_ungraded(report) if grade is None else grade["verdict"],
        template=measures is not None,
        severities=tuple(severities),
        doubtful=len(found) - sum(severities),
        protections=len(report["protections"]),
        silent=states.count("silent"),
        axes=() if grade is None else tuple((a["axis"], a["letter"]) for a in grade["axes"]),
        ratio=ratio.get("value"),
        unbounded=bool(ratio.get("unbounded")),
        engagement=document["engagement"],
        nation=document["nation"],
        pages=document["pages"],
        words=document["words"],
        standing=_numbered(topics, {t["topic"]: _STATES.index(State(t["state"])) + 1 for t in report["terms"]}),
        hurts=_numbered(topics, worst_severities(found)),
        prints=b"".join(_print(one["fingerprint"]) for one in found),
        unread=missing,
        beside=beside(report, Register() if register is None else register),
    )


def _ungraded(report: dict[str, Any]) -> str:
    return next((n["message"] for n in report["notices"] if n["kind"] in _UNGRADED), "No grade.")


def _numbered(topics: Topics, values: dict[str, int]) -> bytes:
    """The values by number of topic."""
    return numbered({topics.number(slug): value for slug, value in values.items()})


def _print(fingerprint: str) -> bytes:
    """A fingerprint in 8 bytes, which are what its 16 hex digits stand for."""
    if len(fingerprint) == 16 and fingerprint.isascii() and fingerprint.isalnum():
        try:
            return bytes.fromhex(fingerprint)
        except ValueError:
            pass
    return sha256(fingerprint.encode("utf-8", "backslashreplace")).digest()[:8]
