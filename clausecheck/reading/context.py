"""What kind of contract this is: engagement, nation, author, and whether it is a locum's contract at all.

Cues are counted, never trusted singly: a direct contract may name an agency, an English one a Scottish
regulator. Cues in the opening, where a contract says what it is, weigh more.
"""

from collections import defaultdict
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
    weight: float
    opening: float
    most: int


class _Cues(NamedTuple):
    """The cues of a block, with what to look for."""

    cues: tuple[_Cue, ...]
    phrases: dict[str, list[tuple[int, tuple[str, ...]]]]
    """By first word: index of the cue and the whole phrase."""
    stems: tuple[tuple[int, str], ...]
    """Index of the cue and how its word begins."""


@cache
def _cues(block: str) -> _Cues:
    """The cues of a block of `cues`; a line that begins with `|` continues the one before."""
    lines: list[str] = []
    for line in block.strip().splitlines():
        if line.strip().startswith("|"):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    cues: list[_Cue] = []
    by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    stems: list[tuple[int, str]] = []
    for line in lines:
        head, _, phrases = line.partition(":")
        weight, opening, most = head.split()
        for phrase in map(str.split, phrases.split("|")):
            if phrase[0].endswith("*"):
                stems.append((len(cues), phrase[0][:-1]))
            else:
                by_first.setdefault(phrase[0], []).append((len(cues), tuple(phrase)))
        cues.append(_Cue(float(weight), float(opening), int(most)))
    return _Cues(tuple(cues), by_first, tuple(stems))


class Context:
    """The words of a contract, indexed once to weigh cues in."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` as `tokenise` gives them."""
        self.words = tuple(words)
        self.at: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            self.at[word].append(position)

    def _places(self, phrase: tuple[str, ...]) -> list[int]:
        """Where a phrase begins, found by its rarest word."""
        known = [self.at.get(word) for word in phrase]
        if not all(known):
            return []
        rarest = min((len(found), back) for back, found in enumerate(known) if found)[1]
        found = known[rarest] or []
        size = len(phrase)
        if size == 1:
            return found
        starts = [k - rarest for k in found]
        return [k for k in starts if k >= 0 and self.words[k : k + size] == phrase]

    def count(self, phrase: str) -> int:
        """How often a phrase occurs."""
        return len(self._places(tuple(phrase.split())))

    def score(self, block: str) -> float:
        """The weight of all cues of a block."""
        cues, phrases, stems = _cues(block)
        places: dict[int, list[int]] = {}
        for first in phrases.keys() & self.at.keys():
            for cue, phrase in phrases[first]:
                if found := self._places(phrase):
                    places.setdefault(cue, []).extend(found)
        for cue, stem in stems:
            for word in self.at:
                if word.startswith(stem) and len(word) > len(stem) + 1:
                    places.setdefault(cue, []).extend(self.at[word])
        total = 0.0
        for cue in sorted(places):
            weight, opening, most = cues[cue]
            total += sum(weight + (opening if k < _OPENING else 0.0) for k in sorted(places[cue])[:most])
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
