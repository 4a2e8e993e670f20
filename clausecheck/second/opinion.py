"""What the rules and the second reader know of one limb, and the two joined into one chance.

A limb is not judged alone: whether its neighbours and the rest of the contract hurt or protect, on the same topic or at
all, tells much about it. A stern sentence in a fair contract is more often harmless than the same one in a harsh one.
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from clausecheck.reading.contract import Force, Limb, Party
from clausecheck.record import record
from clausecheck.report import Confidence
from clausecheck.rulebook.model import SignalRule, Stance

__all__ = ["ALL", "ANY", "Contracted", "Heard", "Opinion", "Scored", "chance_of", "opinion_of"]

Opinion = dict[str, float]
"""What is known of a limb on one topic and stance, by the names that the joining weights know."""
Heard = Mapping[tuple[int, str, Stance], Sequence[SignalRule]]
"""The rules that stand, by limb, topic and stance."""
Classes = tuple[tuple[str, str], ...]

_SHORT = 6
"""Words of a limb that is short."""
_FURTHEST = 9.0
"""Logarithmic chances are cut here: 1 in 8,000."""
_NOTHING = -4.0
"""Where nothing of a kind is seen, how surely it is not there tells no more: about 2 in 100."""
_SEEN = -0.5
"""Logarithmic chance from which on a limb counts towards the mood of its contract."""
_ENOUGH = 55
"""Limbs of the shortest labelled contract; what they say on average of a mood stands below."""
_USUAL_HARM, _USUAL_CARE = 0.13, 0.31
_MOST_WORDS = 40
_OPPOSITE = {Stance.adverse: Stance.protective, Stance.protective: Stance.adverse}
_SIDES = ("adverse", "protective", "neutral")
ALL = "*"
"""In the place of a topic: whatever the topic."""
ANY = "any"
"""In the place of a stance: whatever the stance."""


@lru_cache(maxsize=8)
def _sides(classes: Classes) -> dict[str, tuple[int, ...]]:
    """The places of the classes of each stance."""
    return {
        side: tuple([at for at, (topic, one) in enumerate(classes) if one == side and topic != ALL]) for side in _SIDES
    }


@record
class Scored:
    """A limb with the logarithmic chance of every class, and the best of each stance."""

    limb: Limb
    scores: Sequence[float]
    best: Mapping[str, float]


class Contracted:
    """What the reader makes of every limb of a contract, in their order, and of the contract as a whole."""

    def __init__(self, limbs: Iterable[tuple[Limb, Sequence[float]]], classes: Mapping[tuple[str, str], int]) -> None:
        self.classes = classes
        sides = _sides(tuple(classes))
        self.limbs: dict[int, Scored] = {}
        ordered = []
        for limb, scores in limbs:
            best = {side: max([scores[at] for at in places], default=_NOTHING) for side, places in sides.items()}
            self.limbs[limb.index] = scored = Scored(limb, scores, best)
            ordered.append(scored)
        self.near: dict[int, list[Scored]] = {one.limb.index: [] for one in ordered}
        for one, other in itertools.pairwise(ordered):
            if one.limb.clause == other.limb.clause:
                self.near[one.limb.index].append(other)
                self.near[other.limb.index].append(one)
        self.most = [max(column) for column in zip(*[one.scores for one in ordered], strict=True)]
        count = max(1, len(ordered))
        self.harm = self.mood(sum(one.best["adverse"] > _SEEN for one in ordered) / count, _USUAL_HARM)
        self.care = self.mood(sum(one.best["protective"] > _SEEN for one in ordered) / count, _USUAL_CARE)

    def mood(self, value: float, usual: float) -> float:
        """What is true of the whole, taken for usual so far as there is little of it: one clause has no mood."""
        part = min(1.0, len(self.limbs) / _ENOUGH)
        return part * value + (1 - part) * usual


def _cut(score: float) -> float:
    return max(_NOTHING, min(_FURTHEST, score))


def opinion_of(contracted: Contracted, scored: Scored, topic: str, stance: Stance, heard: Heard) -> Opinion:
    """What is known of a limb on one topic and stance."""
    classes, scores, limb = contracted.classes, scored.scores, scored.limb
    opposite = _OPPOSITE[stance]
    at, against, fair = (classes.get((topic, side.value)) for side in (stance, opposite, Stance.neutral))
    own = _sides(tuple(classes))[stance.value]
    here = -_FURTHEST if at is None else max(-_FURTHEST, min(_FURTHEST, scores[at]))
    near = contracted.near[limb.index]
    rules = heard.get((limb.index, topic, stance), ())
    confidences = {rule.confidence for rule in rules}
    ruled = Confidence.high in confidences or Confidence.medium in confidences
    contrary = heard.get((limb.index, topic, opposite), ())
    other, locum = limb.bearer is Party.other, limb.bearer is Party.locum
    must, may = limb.force in (Force.must, Force.must_not), limb.force is Force.may
    out = {
        "here": here,
        "opposite": _NOTHING if against is None else _cut(scores[against]),
        "stance": _cut(scored.best[stance.value]),
        "other": _cut(scored.best[opposite.value]),
        "fair": _NOTHING if fair is None else _cut(scores[fair]),
        "fair on anything": _cut(scored.best["neutral"]),
        "on topic": _cut(scores[classes[topic, ANY]]) if (topic, ANY) in classes else _NOTHING,
        **{f"all {side}": _cut(scores[classes[ALL, side]]) for side in _SIDES if (ALL, side) in classes},
        "beaten": float(sum([scores[one] > here for one in own])),
        "near": max([_cut(one.scores[at]) for one in near], default=_NOTHING) if at is not None else _NOTHING,
        "near, opposite": (
            max([_cut(one.scores[against]) for one in near], default=_NOTHING) if against is not None else _NOTHING
        ),
        "anywhere": _NOTHING if at is None else _cut(contracted.most[at]),
        "anywhere, opposite": _NOTHING if against is None else _cut(contracted.most[against]),
        "harm": contracted.harm,
        "care": contracted.care,
        "high": float(Confidence.high in confidences),
        "medium": float(Confidence.medium in confidences),
        "low": float(Confidence.low in confidences),
        "rules": float(min(3, len(rules))),
        "against": float(any(rule.confidence is not Confidence.low for rule in contrary)),
        "neutral": float((limb.index, topic, Stance.neutral) in heard),
        "on locum": float(locum),
        "on other": float(other),
        "must": float(must),
        "may": float(may),
        "other must": float(other and must),
        "locum may": float(locum and may),
        "length": min(_MOST_WORDS, len(limb.words) - limb.own) / 10,
        "short": float(len(limb.words) - limb.own < _SHORT),
    }
    harmful = {f"{name}, harm": value for name, value in out.items()} if stance is Stance.adverse else {}
    return out | harmful | {"adverse": float(stance is Stance.adverse), "adverse rule": float(bool(harmful) and ruled)}


def chance_of(opinion: Opinion, joined: Mapping[str, float]) -> float:
    """The joined opinion, from 0 to 1; weights are those of names that are met."""
    total = joined["bias"] + sum([joined.get(name, 0.0) * value for name, value in opinion.items()])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
