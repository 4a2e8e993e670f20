"""What the rules and the second reader know of one limb, and the two joined into one chance."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from clausecheck.reading.contract import Limb
from clausecheck.record import record
from clausecheck.report import Confidence
from clausecheck.rulebook.model import Stance

__all__ = ["Heard", "Opinion", "Scored", "opinion_of"]

_SHORT = 6
"""Words of a limb that is short."""
_FURTHEST = 9.0
"""Logarithmic chances are cut here: 1 in 8,000."""
_NOTHING = -4.0
"""Where nothing of a kind is seen, how surely it is not there tells no more: about 2 in 100."""


@record
class Opinion:
    """What the rules and the reader know of one limb, on one topic and stance: the numbers that are joined."""

    here: float
    """Logarithmic chance of this class, of its opposite, and of the best class of each stance."""
    opposite: float
    stance: float
    other: float
    high: bool = False
    """A rule of this confidence says the same; `against`: one says the opposite; `neutral`: one is neutral here."""
    medium: bool = False
    low: bool = False
    against: bool = False
    neutral: bool = False
    adverse: bool = False
    short: bool = False

    def numbers(self) -> dict[str, float]:
        """By name, as the weights know them."""
        ruled = self.high or self.medium
        return {
            "here": self.here,
            "opposite": self.opposite,
            "stance": self.stance,
            "other": self.other,
            "high": float(self.high),
            "medium": float(self.medium),
            "low": float(self.low),
            "against": float(self.against),
            "neutral": float(self.neutral),
            "adverse": float(self.adverse),
            "adverse rule": float(self.adverse and ruled),
            "short": float(self.short),
        }

    def chance(self, joined: Mapping[str, float]) -> float:
        """The joined opinion, from 0 to 1."""
        total = joined["bias"] + sum([joined[name] * value for name, value in self.numbers().items()])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


Heard = Mapping[tuple[int, str, Stance], set[Confidence]]
_OPPOSITE = {Stance.adverse: Stance.protective, Stance.protective: Stance.adverse}


@lru_cache(maxsize=8)
def _sides(classes: tuple[tuple[str, str], ...]) -> dict[str, tuple[int, ...]]:
    """The places of the classes of each stance."""
    sides = ("adverse", "protective")
    return {side: tuple([at for at, (_, one) in enumerate(classes) if one == side]) for side in sides}


class Scored:
    """A limb with the logarithmic chance of every class."""

    def __init__(self, limb: Limb, scores: Sequence[float], classes: Mapping[tuple[str, str], int]) -> None:
        self.limb = limb
        self.scores = scores
        self.classes = classes
        best = {"adverse": -_FURTHEST, "protective": -_FURTHEST}
        for (_, side), score in zip(classes, scores, strict=True):
            best[side] = max(best[side], score)
        self.best = best

    def chance(self, topic: str, stance: Stance) -> float:
        """Of one class, cut where it is all but certain; the least of all for a class that is not known."""
        index = self.classes.get((topic, stance.value))
        return -_FURTHEST if index is None else max(-_FURTHEST, min(_FURTHEST, self.scores[index]))


def opinion_of(scored: Scored, topic: str, stance: Stance, heard: Heard) -> Opinion:
    """What is known of a limb on one topic and stance; `heard` are the rules that stand, by limb, topic and stance."""
    opposite = _OPPOSITE[stance]
    limb = scored.limb
    same = heard.get((limb.index, topic, stance), set())
    return Opinion(
        here=scored.chance(topic, stance),
        opposite=max(_NOTHING, scored.chance(topic, opposite)),
        stance=max(_NOTHING, min(_FURTHEST, scored.best[stance.value])),
        other=max(_NOTHING, min(_FURTHEST, scored.best[opposite.value])),
        high=Confidence.high in same,
        medium=Confidence.medium in same,
        low=Confidence.low in same,
        against=bool(heard.get((limb.index, topic, opposite), set()) - {Confidence.low}),
        neutral=(limb.index, topic, Stance.neutral) in heard,
        adverse=stance is Stance.adverse,
        short=len(limb.words) - limb.own < _SHORT,
    )
