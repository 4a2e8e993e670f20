"""A second look: what is known of a limb once there is a first opinion of everything else in its contract.

Whether the same passage has just been found to protect, whether the topic hurts elsewhere, and how much of the contract
hurts at all, is known only when all of it has been read once.
"""

import math
from collections import defaultdict
from collections.abc import Mapping

from clausecheck.rulebook.model import Stance
from clausecheck.second.opinion import Contracted, Opinion

__all__ = ["Key", "second_look"]

Key = tuple[int, str, Stance]
"""Limb, topic and stance."""
_LEAST = 0.01
_USUAL_HARM, _USUAL_CARE, _USUAL_BALANCE = 0.29, 0.39, 0.4
"""Of the labelled contracts on average."""
_OPPOSITE = {Stance.adverse: Stance.protective, Stance.protective: Stance.adverse}


def _logit(chance: float) -> float:
    held = min(1 - _LEAST, max(_LEAST, chance))
    return math.log(held / (1 - held))


class _First:
    """The first chances by limb, and by topic over the whole contract."""

    def __init__(self, chances: Mapping[Key, float], limbs: int) -> None:
        self.by_limb: dict[tuple[int, Stance], list[tuple[float, str]]] = defaultdict(list)
        self.by_topic: dict[tuple[str, Stance], list[tuple[float, int]]] = defaultdict(list)
        sums = dict.fromkeys(Stance, 0.0)
        for (limb, topic, stance), chance in chances.items():
            self.by_limb[limb, stance].append((chance, topic))
            self.by_topic[topic, stance].append((chance, limb))
            sums[stance] += chance
        for of_limb in self.by_limb.values():
            of_limb.sort(reverse=True)
        for of_topic in self.by_topic.values():
            of_topic.sort(reverse=True)
        count = max(1, limbs)
        self.harm, self.care = sums[Stance.adverse] / count, sums[Stance.protective] / count
        self.balance = sums[Stance.adverse] / (sums[Stance.adverse] + sums[Stance.protective] + 0.1)

    def here(self, limb: int, stance: Stance, *, topic: str = "", other: str = "") -> float:
        """The best on a limb: of one topic, of any but one, or of all."""
        for chance, about in self.by_limb.get((limb, stance), ()):
            if about != other and topic in ("", about):
                return chance
        return _LEAST

    def elsewhere(self, limb: int, topic: str, stance: Stance) -> float:
        """The best on a topic in other limbs."""
        return next((chance for chance, at in self.by_topic.get((topic, stance), ()) if at != limb), _LEAST)


def second_look(whole: Contracted, opinions: Mapping[Key, Opinion], chances: Mapping[Key, float]) -> dict[Key, Opinion]:
    """The opinions with what the first chances add to them."""
    first = _First(chances, len(whole.limbs))
    out = {}
    for key, opinion in opinions.items():
        limb, topic, stance = key
        opposite = _OPPOSITE[stance]
        near = [one.limb.index for one in whole.near[limb]]
        more = {
            "first": _logit(chances[key]),
            "first, opposite": _logit(first.here(limb, opposite)),
            "first, opposite on topic": _logit(first.here(limb, opposite, topic=topic)),
            "first, another topic": _logit(first.here(limb, stance, other=topic)),
            "first, elsewhere": _logit(first.elsewhere(limb, topic, stance)),
            "first, opposite elsewhere": _logit(first.elsewhere(limb, topic, opposite)),
            "first, near": _logit(max([first.here(one, stance) for one in near], default=_LEAST)),
            "first, opposite near": _logit(max([first.here(one, opposite) for one in near], default=_LEAST)),
            "first, harm": whole.mood(first.harm, _USUAL_HARM),
            "first, care": whole.mood(first.care, _USUAL_CARE),
            "first, balance": whole.mood(first.balance, _USUAL_BALANCE),
        }
        if stance is Stance.adverse:
            more |= {f"{name}, harm": value for name, value in more.items()}
        out[key] = opinion | more
    return out
