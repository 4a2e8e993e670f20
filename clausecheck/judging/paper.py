"""A contract that was judged, as what was agreed and what it costs are held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.places import clause_label, snippet
from clausecheck.reading.contract import Contract, Limb, PassageKind
from clausecheck.record import record, replaced
from clausecheck.report import (
    Confidence,
    Cost,
    Finding,
    Ladder,
    LadderStep,
    Mismatch,
    MismatchKind,
    Protection,
    QuantityFound,
)

__all__ = ["Paper", "Words"]

_T = TypeVar("_T", Mismatch, Cost)

_SERIOUS = 3


@record
class Words:
    """A passage of the paper and how it is told."""

    start: int
    end: int
    clause: str
    said: str

    @classmethod
    def of(cls, found: QuantityFound | Finding | Protection) -> Words:
        """The words of a quantity, a finding or a protection."""
        return cls(found.start, found.end, found.clause, "" if isinstance(found, QuantityFound) else found.plain)

    @property
    def place(self) -> str:
        """`in clause 3.2`, `under “Fees”`, `in the text`."""
        if not self.clause:
            return "in the text"
        return f"in clause {self.clause}" if self.clause[:1].isdigit() else f"under “{self.clause}”"


class Paper:
    """A contract with what was found in it."""

    def __init__(
        self,
        contract: Contract,
        findings: Sequence[Finding],
        quantities: Sequence[QuantityFound],
        ladders: Sequence[Ladder],
    ) -> None:
        """`findings` most severe first, as a report has them."""
        self.contract = contract
        self.findings = tuple(findings)
        self._ladders = {ladder.name: ladder for ladder in ladders}
        self._quantities = {found.name: found for found in quantities}

    def quantity(self, name: str) -> QuantityFound | None:
        """The number that governs."""
        return self._quantities.get(name)

    def ladder(self, name: str) -> Ladder | None:
        """A scale with one share a rung: of two on the same notice, the one that no shorter notice has already."""
        ladder = self._ladders.get(name)
        if ladder is None:
            return None
        kept: list[LadderStep] = []
        for step in ladder.steps:
            same = next((at for at, one in enumerate(kept) if step.percent and one.hours == step.hours), None)
            if same is None:
                kept.append(step)
            elif any(one.percent == kept[same].percent for one in kept[:same]):
                kept[same] = step
        return replaced(ladder, steps=tuple(kept))

    def on_ladder(self, words: Words | Finding, ladder: Ladder) -> bool:
        """The words are those of a rung."""
        quote = self.contract.document.text[words.start : words.end]
        return any(quote in step.quote or step.quote in quote for step in ladder.steps)

    def harm(self, topic: str, *, surely: bool = False) -> Words | None:
        """The worst that the paper says on a topic; doubtful findings do not count, likely ones not where `surely`."""
        accepted = (Confidence.high,) if surely else (Confidence.high, Confidence.medium)
        found = (f for f in self.findings if f.topic == topic and f.confidence in accepted and f.severity >= _SERIOUS)
        worst = next(found, None)
        return None if worst is None else self._words(worst)

    def _words(self, finding: Finding) -> Words:
        quote = snippet(self.contract, (finding.start, finding.end), 40)
        return Words(finding.start, finding.end, finding.clause, f"“{quote}”")

    def elsewhere(self, name: str, value: float, beside: QuantityFound | None) -> Words | None:
        """Where else the number stands with words of its subject near it, None if nowhere."""
        amount = AMOUNTS[name]
        for limb in self.speaking:
            if beside is not None and limb.start < beside.end and beside.start < limb.end:
                continue
            if amount.near.isdisjoint(limb.words[limb.lead :]):
                continue
            for quantity in limb.quantities:
                if quantity.kind is amount.kind and abs(quantity.value - value * amount.scale) < 0.005:
                    return self.words_of(limb)
        return None

    @cached_property
    def speaking(self) -> tuple[Limb, ...]:
        """The limbs that bind, headings left out."""
        return tuple(limb for limb in self.contract.limbs if limb.speaks and limb.kind is not PassageKind.heading)

    def words_of(self, limb: Limb) -> Words:
        """A whole limb."""
        text = snippet(self.contract, (limb.start, limb.end), 40)
        return Words(limb.start, limb.end, clause_label(self.contract, limb.index), f"“{text}”")

    def find(self, quote: str) -> Words | None:
        """Where a quote stands first."""
        start = self.contract.document.text.find(quote) if quote else -1
        if start < 0:
            return None
        at = next((limb for limb in self.contract.limbs if limb.start <= start < limb.end), None)
        return Words(start, start + len(quote), clause_label(self.contract, at.index) if at else "", quote)

    def placed(self, one: _T, words: Words) -> _T:
        """A mismatch or a cost with the passage it is about."""
        document = self.contract.document
        return replaced(
            one,
            quote=document.text[words.start : words.end],
            start=words.start,
            end=words.end,
            clause=words.clause,
            page=document.page_of(words.start),
        )

    def mismatch(
        self, about: tuple[str, str], kind: MismatchKind, sides: tuple[str, str], words: Words | None, favours: str = ""
    ) -> Mismatch:
        """A mismatch on `words`, None where the paper has none.

        `about` is the name and the topic, `sides` what was agreed and what is written.
        """
        mismatch = Mismatch(*about, kind, *sides, favours)
        return mismatch if words is None else self.placed(mismatch, words)

    def serious(self, topics: Sequence[str]) -> Iterator[Finding]:
        """Findings on some topics that are not doubtful, most severe first."""
        return (f for f in self.findings if f.topic in topics and f.confidence is not Confidence.low)
