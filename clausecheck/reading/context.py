"""What kind of contract this is: engagement, nation, author, and whether it is a locum's contract at all.

Cues are counted, never trusted singly: a direct contract may name an agency, an English one a Scottish
regulator. Cues in the opening, where a contract says what it is, weigh more.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from clausecheck.reading.cues import (
    ELSEWHERE,
    ENGAGEMENTS,
    LOCUM_WRITES,
    NATIONS,
    NOT_EMPLOYED,
    OTHER_WRITES,
    SALARIED,
    TRADE,
)
from clausecheck.reading.wordlist import word_set

__all__ = ["Context"]

_OPENING = 150
"""Words in which a title, a letterhead and the parties stand."""
_SHORT = 150
"""Below this many words a text is an example or a clause pasted alone: nothing is said against it."""
_ENGLISH = word_set("the of and to in a is for be or by with as on that not any will shall are this you at from if")


class _Cue(NamedTuple):
    phrases: tuple[tuple[str, ...], ...]
    weight: float
    opening: float
    most: int


@cache
def _cues(block: str) -> tuple[_Cue, ...]:
    """The cues of a block of `cues`; a line that begins with `|` continues the one before."""
    lines: list[str] = []
    for line in block.strip().splitlines():
        if line.strip().startswith("|"):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    cues = []
    for line in lines:
        head, _, phrases = line.partition(":")
        weight, opening, most = head.split()
        cues.append(_Cue(tuple(tuple(p.split()) for p in phrases.split("|")), float(weight), float(opening), int(most)))
    return tuple(cues)


class Context:
    """The words of a contract, indexed once to weigh cues in."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` as `tokenise` gives them."""
        self.words = tuple(words)
        self.at: dict[str, list[int]] = {}
        for position, word in enumerate(words):
            self.at.setdefault(word, []).append(position)

    def _places(self, phrase: tuple[str, ...]) -> list[int]:
        first = phrase[0]
        if first.endswith("*"):
            return [
                k
                for word, found in self.at.items()
                if word.startswith(first[:-1]) and len(word) > len(first)
                for k in found
            ]
        found = self.at.get(first)
        if found is None or len(phrase) == 1:
            return found or []
        size = len(phrase)
        return [k for k in found if self.words[k : k + size] == phrase]

    def count(self, phrase: str) -> int:
        """How often a phrase occurs."""
        return len(self._places(tuple(phrase.split())))

    def score(self, block: str) -> float:
        """The weight of all cues of a block."""
        total = 0.0
        for cue in _cues(block):
            places = sorted(k for phrase in cue.phrases for k in self._places(phrase))[: cue.most]
            total += sum(cue.weight + (cue.opening if k < _OPENING else 0.0) for k in places)
        return total

    def engagement(self) -> str:
        """How the locum is engaged: agency, chambers, digital, platform, ooh, bank, company, else direct."""
        best, name = 1.0, "direct"
        for engagement, (need, block) in ENGAGEMENTS.items():
            score = self.score(block) / need
            if score > best or (score == best and name == "direct"):
                best, name = score, engagement
        return name

    def nation(self) -> str:
        """The nation whose law and schemes apply: scotland, wales, ni, else england."""
        scores = {nation: self.score(block) for nation, block in NATIONS.items()}
        england = scores.pop("england")
        best = max(scores, key=lambda nation: scores[nation])
        return best if scores[best] >= 2.0 and scores[best] > england else "england"

    def author(self) -> str:
        """Who writes: `locum` for a locum's own terms in the first person, else `other`."""
        locum = self.score(LOCUM_WRITES)
        return "locum" if locum and locum * 1.5 > self.score(OTHER_WRITES) else "other"

    def kind(self) -> str:
        """`locum`, or `salaried`, `not-a-contract`, `foreign-language` where it is plainly that."""
        size = len(self.words)
        if size < _SHORT:
            return "locum"
        english = sum(len(self.at.get(word, ())) for word in _ENGLISH)
        if english < 0.12 * size and sum(len(k) for word, k in self.at.items() if word[0].isalpha()) > 0.7 * size:
            return "foreign-language"
        trade, elsewhere = self.score(TRADE) / size, self.score(ELSEWHERE) / size
        if trade < 0.004 or (elsewhere > 0.006 and elsewhere > trade):
            return "not-a-contract"
        salaried = self.score(SALARIED)
        return "salaried" if salaried >= 4 and salaried > self.score(NOT_EMPLOYED) else "locum"
