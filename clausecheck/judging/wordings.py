"""What a contract's passages say, wherever they stand: numbers of clauses and places left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from clausecheck.judging.places import clause_label, known_words
from clausecheck.patterns import pattern
from clausecheck.reading.contract import BREAK, Contract, Limb, PassageKind
from clausecheck.reading.wordlist import word_set

__all__ = ["Wordings"]

_CITES = word_set(
    "clause clauses paragraph paragraphs para paras section sections schedule schedules appendix appendices annex "
    "condition conditions item items sub subclause part"
)
_LABEL = pattern(r"\W*(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|\(?[a-z]{1,4}\)|\d{1,3}(?=\s+[A-Z]))\s+(?=\S)")
"""A clause's number before its words: `7.1 The Trust`, `17. Chaperones`, `(b) the`, but not `8 days before`."""
_LABEL_LONGEST = 24
_LINKS = word_set("and or to")
_ROMAN = frozenset("ivxlc")
_LONG_ENOUGH = 5
"""Words that stand in a row by chance seldom are so many."""


class Wordings:
    """The words of one contract that bind, by passage."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self.limbs = tuple(limb for limb in contract.limbs if limb.speaks and limb.kind is not PassageKind.heading)
        self._starts = [limb.start for limb in self.limbs]
        own = {limb.index: " ".join(_uncited(limb.words[self._first(limb) :])) for limb in self.limbs}
        leads = {limb.index: " ".join(_uncited(limb.words[limb.lead : limb.own])) for limb in self.limbs}
        self._keys = {index: f"{leads[index]} {words}".strip() for index, words in own.items()}
        self._known = frozenset(self._keys.values())
        self._text = " ".join(own.values())

    def _first(self, limb: Limb) -> int:
        """Position of the first word that is none of a clause's number printed before the words."""
        label = _LABEL.match(self._contract.document.text[limb.start : limb.start + _LABEL_LONGEST])
        first = limb.own
        while label and first < len(limb.words) and 0 <= limb.spans[first][0] < limb.start + label.end():
            first += 1
        return first

    def key(self, limb: Limb) -> str:
        """The words of a limb with its lead-in, numbers of clauses left out."""
        return self._keys[limb.index]

    def key_at(self, start: int, quote: str) -> str:
        """The key of the limb in which a quote begins; of the quote itself where there is none."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self.limbs[at].end <= start and self.limbs[at].start > start - 20_000:
            at -= 1
        if at >= 0 and self.limbs[at].start <= start < self.limbs[at].end:
            return self.key(self.limbs[at])
        return known_words(quote)

    def holds(self, key: str) -> bool:
        """The same words stand here, in one passage or, if they are not few, running over several."""
        if key in self._known:
            return True
        return key.count(" ") + 1 >= _LONG_ENOUGH and f" {key} " in f" {self._text} "

    def label(self, limb: Limb) -> str:
        """The clause that a limb stands in."""
        return clause_label(self._contract, limb.index)


def _uncited(words: Sequence[str]) -> list[str]:
    """Words without the numbers of clauses that they cite: `subject to clause 4.2(b)` is `subject to clause`."""
    out: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == BREAK:
            continue
        out.append(word)
        if word not in _CITES:
            continue
        while at < len(words):
            linked = words[at] in _LINKS and at + 1 < len(words) and words[at + 1][:1].isdigit()
            if not linked and not _is_number(words[at]):
                break
            at += 1
    return out


def _is_number(word: str) -> bool:
    return (
        word[:1].isdigit()
        or (len(word) == 1 and word != "a" and word.isalpha())
        or (bool(word) and set(word) <= _ROMAN)
    )
