"""How the opinions of the rules and of the second reader are joined: what may be found, and with which weights."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from clausecheck.document import Span
from clausecheck.judging.effects import resolve
from clausecheck.rulebook.model import Stance
from clausecheck.second.again import second_look
from clausecheck.second.opinion import ALL, Contracted, Opinion, chance_of, opinion_of
from tests.scoring import WRITTEN_WITH

__all__ = ["Candidate", "Joining", "candidates_of"]

STRENGTH = 0.02
"""Inverse of the regularisation: what is known overlaps much, and no weight should stand against its twin."""
_WORTH_JOINING = -3.5


class Candidate(NamedTuple):
    """What may be found in one limb of a contract."""

    contract: int
    topic: str
    side: str
    opinion: Opinion
    ruled: bool
    place: Span
    right: bool
    limb: int


def candidates_of(bench: Any, scores: Any) -> tuple[list[Candidate], dict[int, Contracted]]:
    """What may be found in the contracts the rules were not written with, and each of them as it was read."""
    places = {one: at for at, one in enumerate(bench.classes)}
    by_name = defaultdict(list)
    for row, example in enumerate(bench.own):
        by_name[example.source].append(row)
    out: list[Candidate] = []
    read: dict[int, Contracted] = {}
    for number, name in enumerate(bench.names):
        if name in WRITTEN_WITH:
            continue
        rows = by_name[name]
        limbs = [(bench.own[row].limb, scores[row]) for row in rows]
        whole = read[number] = Contracted(limbs, places)
        says = {bench.own[row].limb.index: bench.own[row].says for row in rows}
        out += _of_contract(bench, number, bench.own[rows[0]].contract, whole, says)
    return out, read


def _of_contract(bench: Any, number: int, contract: Any, whole: Contracted, says: Any) -> list[Candidate]:
    signals = sorted(bench.checker.bench.matcher.detect(contract), key=lambda s: (s.start, s.end, s.limb, s.rule.id))
    heard = defaultdict(list)
    gone = set()
    quote = {}
    for signal, stands in zip(signals, resolve(contract, signals).live, strict=True):
        for topic in (signal.rule.topic, *signal.rule.also):
            key = (signal.limb, topic, signal.rule.stance)
            if stands:
                heard[key].append(signal.rule)
                quote.setdefault(key, signal.quote)
            else:
                gone.add(key)
    sides = [one for one in whole.classes if one[0] != ALL and one[1] in ("adverse", "protective")]
    out = []
    for index, scored in whole.limbs.items():
        for topic, side in sides:
            key = (index, topic, Stance(side))
            worth = scored.scores[whole.classes[topic, side]] >= _WORTH_JOINING and key not in gone
            if key in heard or worth:
                opinion = opinion_of(whole, scored, topic, Stance(side), heard)
                place = quote.get(key, (scored.limb.start, scored.limb.end))
                right = (topic, side) in says[index]
                out.append(Candidate(number, topic, side, opinion, key in heard, place, right, index))
    return out


class Joining:
    """The weights of the first and the second look, learned and tried fold by fold."""

    def __init__(self, candidates: Sequence[Candidate], read: dict[int, Contracted], fold: Any) -> None:
        self.candidates = candidates
        self.of = np.array([fold[one.contract] for one in candidates])
        first = self._folded([one.opinion for one in candidates])
        self.first = _weights([one.opinion for one in candidates], candidates)
        opinions = self._again(first, read)
        self.chances = self._folded(opinions)
        self.again = _weights(opinions, candidates)

    def _folded(self, opinions: Sequence[Opinion]) -> Any:
        """The chance of every candidate by weights learned from the contracts of other folds."""
        out = np.zeros(len(opinions))
        for number in sorted(set(self.of)):
            seen = np.where(self.of != number)[0]
            weights = _weights([opinions[at] for at in seen], [self.candidates[at] for at in seen])
            for at in np.where(self.of == number)[0]:
                out[at] = chance_of(opinions[at], weights)
        return out

    def _again(self, first: Any, read: dict[int, Contracted]) -> list[Opinion]:
        """Opinions of the second look."""
        by_contract: dict[int, list[int]] = defaultdict(list)
        for at, one in enumerate(self.candidates):
            by_contract[one.contract].append(at)
        out: list[Opinion] = [{} for _ in self.candidates]
        for number, places in by_contract.items():
            keys = [
                (self.candidates[at].limb, self.candidates[at].topic, Stance(self.candidates[at].side)) for at in places
            ]
            opinions = {key: self.candidates[at].opinion for key, at in zip(keys, places, strict=True)}
            chances = {key: float(first[at]) for key, at in zip(keys, places, strict=True)}
            for (_, opinion), at in zip(second_look(read[number], opinions, chances).items(), places, strict=True):
                out[at] = opinion
        return out


def _weights(opinions: Sequence[Opinion], candidates: Sequence[Candidate]) -> dict[str, float]:
    """Weights by name with which opinions are joined."""
    names = list(dict.fromkeys(name for opinion in opinions for name in opinion))
    X = np.array([[opinion.get(name, 0.0) for name in names] for opinion in opinions])
    y = np.array([one.right for one in candidates])
    spread = X.std(0) + 1e-9  # all on one scale, so that all are held back alike
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(X / spread, y)
    weights = (float(weight) for weight in model.coef_[0] / spread)
    return {"bias": float(model.intercept_[0])} | dict(zip(names, weights, strict=True))
