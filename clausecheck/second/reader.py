"""A second reader beside the rules: a small linear model that has learned from labelled clauses.

The rules say what they were written to find; this reader says what a passage resembles. Together they are right more
often than either (see `tests/second`): it adds findings that no rule made, of medium or low confidence, each with the
words that decided and a known clause like it, and it lowers the confidence of a rule where it sees nothing of the kind.
It never makes a finding certain, and never changes what a rule says.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from clausecheck.reading.contract import Contract, Limb, PassageKind
from clausecheck.record import replaced
from clausecheck.report import Confidence
from clausecheck.rulebook.evidence import quote_of
from clausecheck.rulebook.model import Condition, Op, Rulebook, Signal, SignalRule, Stance, Topic
from clausecheck.second.again import Key, second_look
from clausecheck.second.features import LimbFeatures, limb_features, stems_of
from clausecheck.second.known import Known
from clausecheck.second.opinion import ANY, Contracted, Opinion, chance_of, opinion_of
from clausecheck.second.weights import Weights, read_weights

__all__ = ["FOLDER", "MENTION", "NO_RULE", "SecondReader", "second_rule_id"]

FOLDER = "second-reader"
"""Of its files, inside the rules' own."""
NO_RULE = "No rule names this wording"
"""Begins what is said of how a finding was made, after what it means."""
_WORTH_JOINING = -3.5
"""Logarithmic chance below which a class without a rule is not looked at: about 3 in 100."""
_TERSE = 6
"""`Any overrun is unpaid`: fewer words tell this reader too little to doubt a rule that is sure of grave harm."""
_GRAVE = 4
_SIDES = ("adverse", "protective")
_TOUCHED = -2.5
"""Logarithmic chance from which on a topic counts as touched on: about 1 in 13."""
_HALF_HEARD = 0.25
"""Chance of harm or protection from which on its topic does."""
MENTION = ".second-reader-neutral"
"""Ends the name of what tells that a topic is touched on."""
_MOST_WORDS = 4
"""Deciding words that are told."""
_WIDE = 72
"""Bytes of entries from which on a feature's weights are added all at once."""
_ZERO = 128
"""The byte of a weight of nothing."""
_WHOLE = 45
"""A limb of at most so many words is quoted whole."""


def second_rule_id(topic: str, stance: str) -> str:
    """What a finding of the second reader alone is called."""
    return f"{topic}.second-reader-{stance}"


class _Lanes(dict[int, int]):
    """The weights of features that speak for many classes, by place: one long int with 32 bits a class.

    Common words have a weight for nearly every class; adding such an int adds them all at once.
    """

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, place: int) -> int:
        weights = self._weights
        row = array("I", [_ZERO]) * len(weights.classes)
        start, end = 2 * weights.starts[place], 2 * weights.starts[place + 1]
        for one, weight in zip(weights.entries[start:end:2], weights.entries[start + 1 : end : 2], strict=True):
            row[one] = weight
        self[place] = lanes = int.from_bytes(row.tobytes(), sys.byteorder)
        return lanes


class SecondReader:
    """The reader with its weights."""

    def __init__(self, weights: Weights, known: Known, rulebook: Rulebook) -> None:
        self.weights = weights
        self._lanes = _Lanes(weights)
        self._known = known
        self._topics = {topic.slug: topic for topic in rulebook.topics}
        self.classes = {one: index for index, one in enumerate(weights.classes)}
        spoken_of = [(topic, side, index) for (topic, side), index in self.classes.items() if topic in self._topics]
        self._speaking = [(topic, Stance(side), index) for topic, side, index in spoken_of if side in _SIDES]
        self._touching = [(topic, index) for topic, side, index in spoken_of if side == ANY]

    @classmethod
    def at(cls, folder: Path, rulebook: Rulebook) -> "SecondReader | None":
        """The one whose files stand in the rules' folder, None where there are none; RuleError for damaged ones."""
        place = folder / FOLDER
        weights = read_weights(place / "weights.bin", f"rules/{FOLDER}/weights.bin")
        return None if weights is None else cls(weights, Known(place / "known.txt"), rulebook)

    def features(self, contract: Contract) -> dict[int, LimbFeatures]:
        """By limb, of all that speak and say something."""
        out: dict[int, LimbFeatures] = {}
        before: Sequence[str] = ()
        clause = -1
        for limb in contract.limbs:
            if limb.clause != clause:
                before, clause = (), limb.clause
            stems = stems_of(limb)
            if limb.speaks and limb.kind is not PassageKind.heading and stems[2]:
                out[limb.index] = limb_features(limb, stems, before, contract, self.weights.lexicon)
            before = stems[2]
        return out

    def scores(self, features: LimbFeatures) -> list[float]:
        """The logarithmic chance of every class."""
        weights = self.weights
        starts, entries, place_of = weights.starts, weights.entries, weights.places.get
        sums = [0] * len(weights.classes)
        lanes = halves = 0
        for key, value in features.values.items():
            place = place_of(key)
            if place is None:
                continue
            start, end = 2 * starts[place], 2 * starts[place + 1]
            twice = 2 if value == 1.0 else 1  # features weigh 1 or a half
            if end - start > _WIDE:
                lanes += self._lanes[place] * twice
                halves += twice
            else:
                for one, weight in zip(entries[start:end:2], entries[start + 1 : end : 2], strict=True):
                    sums[one] += twice * (weight - _ZERO)
        wide = array("I", lanes.to_bytes(4 * len(sums), sys.byteorder))
        level = _ZERO * halves
        half = 2 * (features.length or 1.0)
        return [
            bias + scale * (total + lane - level) / half
            for bias, scale, total, lane in zip(weights.biases, weights.scales, sums, wide, strict=True)
        ]

    def hear(self, contract: Contract, signals: Sequence[Signal], live: Sequence[bool]) -> tuple[Signal, ...]:
        """The rules' signals, their confidence weighed anew, and signals of its own; `live` tells which rules stand."""
        heard: dict[tuple[int, str, Stance], list[SignalRule]] = defaultdict(list)
        withdrawn: set[tuple[int, str, Stance]] = set()
        for signal, stands in zip(signals, live, strict=True):
            for topic in (signal.rule.topic, *signal.rule.also):
                key = (signal.limb, topic, signal.rule.stance)
                if stands:
                    heard[key].append(signal.rule)
                else:
                    withdrawn.add(key)
        by_limb: dict[int, list[int]] = defaultdict(list)
        for at, signal in enumerate(signals):
            if live[at] and signal.rule.stance is not Stance.neutral:
                by_limb[signal.limb].append(at)
        out = list(signals)
        features = self.features(contract)
        limbs = [(contract.limbs[number], self.scores(values)) for number, values in features.items()]
        whole = Contracted(limbs, self.classes)
        wanted = [key for key in heard if key[0] in whole.limbs and key[2] is not Stance.neutral]
        wanted += [
            key
            for number, scored in whole.limbs.items()
            for topic, stance, index in self._speaking
            if scored.scores[index] >= _WORTH_JOINING
            and (key := (number, topic, stance)) not in heard
            and key not in withdrawn
        ]
        opinions = {key: opinion_of(whole, whole.limbs[key[0]], key[1], key[2], heard) for key in sorted(wanted)}
        chances = self._chances(whole, opinions)
        for number, scored in whole.limbs.items():
            for at in by_limb.get(number, ()):
                rule = signals[at].rule
                out[at] = self._weighed(signals[at], scored.limb, chances[number, rule.topic, rule.stance])
        for (number, topic, stance), chance in chances.items():
            confidence = None if (number, topic, stance) in heard else self._confidence(chance, stance)
            if confidence is not None:
                index = self.classes[topic, stance.value]
                out.append(self._signal(contract, contract.limbs[number], features[number], index, confidence))
        return (*out, *self._mentions(contract, whole, chances))

    def _mentions(self, contract: Contract, whole: Contracted, chances: Mapping[Key, float]) -> list[Signal]:
        """The topics that are touched on, each where it is most."""
        touched: dict[str, tuple[float, Limb, int]] = {}
        for scored in whole.limbs.values():
            for topic, index in self._touching:
                score = scored.scores[index]
                if score >= _TOUCHED and (topic not in touched or score > touched[topic][0]):
                    touched[topic] = (score, scored.limb, index)
        for (number, topic, stance), chance in chances.items():
            if chance >= _HALF_HEARD and topic not in touched and (topic, stance.value) in self.classes:
                touched[topic] = (chance, contract.limbs[number], self.classes[topic, stance.value])
        return [self._mention(contract, limb, index) for _, limb, index in touched.values()]

    def _mention(self, contract: Contract, limb: Limb, index: int) -> Signal:
        """A topic that is touched on: too doubtful to say how, too likely to call the contract silent."""
        topic = self._topics[self.weights.classes[index][0]]
        rule = self._rule(topic, Stance.neutral, index, Confidence.low, "")
        first, last = limb.own, len(limb.words)
        quote = quote_of(limb, first, last, contract.document.text)
        return Signal(rule, limb.index, limb.spans[first][0], limb.spans[last - 1][1], quote, ())

    def _chances(self, whole: Contracted, opinions: Mapping[Key, Opinion]) -> dict[Key, float]:
        """How likely each is: at first sight, then in the light of all the others."""
        weights = self.weights
        first = {key: chance_of(opinion, weights.joined) for key, opinion in opinions.items()}
        return {key: chance_of(found, weights.again) for key, found in second_look(whole, opinions, first).items()}

    def _weighed(self, signal: Signal, limb: Limb, chance: float) -> Signal:
        """A rule's signal with the confidence that both together deserve."""
        rule = signal.rule
        limits = self.weights.limits
        grave = rule.severity >= _GRAVE and rule.confidence is Confidence.high
        terse = grave and len(limb.words) - limb.own < _TERSE
        if chance >= limits["high"]:
            confidence = Confidence.high
        elif chance >= limits[f"rule {rule.stance}"] or terse:
            confidence = Confidence.medium
        else:
            confidence = Confidence.low
        return signal if confidence is rule.confidence else replaced(signal, rule=replaced(rule, confidence=confidence))

    def _confidence(self, chance: float, stance: Stance) -> Confidence | None:
        limits = self.weights.limits
        if chance >= limits[f"medium {stance}"]:
            return Confidence.medium
        return Confidence.low if chance >= limits[f"low {stance}"] else None

    def _signal(
        self, contract: Contract, limb: Limb, features: LimbFeatures, index: int, confidence: Confidence
    ) -> Signal:
        topic, stance = self.weights.classes[index]
        deciding = self._deciding(limb, features, index)
        count = len(limb.words)
        first, last = limb.own, count
        if count - limb.own > _WHOLE and deciding:
            first, last = min(deciding), max(deciding) + 1
        quote = quote_of(limb, first, last, contract.document.text)
        rule = self._rule(self._topics[topic], Stance(stance), index, confidence, self._reasons(limb, deciding, index))
        return Signal(rule, limb.index, limb.spans[first][0], limb.spans[last - 1][1], quote, ())

    def _deciding(self, limb: Limb, features: LimbFeatures, index: int) -> list[int]:
        """Positions of the own words that spoke most for a class, in order."""
        weights = self.weights
        own = stems_of(limb)[2]
        worth: dict[int, float] = defaultdict(float)
        numbers = [weights.lexicon.get(word, 0) for word in own]
        for at, number in enumerate(numbers):
            worth[at] += self._weight(number << 16, index)
            if at + 1 < len(numbers) and number and numbers[at + 1]:
                pair = self._weight(1 << 32 | number << 16 | numbers[at + 1], index) / 2
                worth[at] += pair
                worth[at + 1] += pair
        best = sorted((one for one in worth if worth[one] > 0), key=lambda one: (-worth[one], one))[:_MOST_WORDS]
        return sorted(limb.own + one for one in best)

    def _weight(self, key: int, index: int) -> int:
        weights = self.weights
        place = weights.places.get(key)
        if place is None:
            return 0
        start, end = 2 * weights.starts[place], 2 * weights.starts[place + 1]
        at = weights.entries[start:end:2].find(index)
        return 0 if at < 0 else weights.entries[start + 2 * at + 1] - _ZERO

    def _reasons(self, limb: Limb, deciding: Iterable[int], index: int) -> str:
        words = ", ".join(dict.fromkeys(f"“{limb.words[at]}”" for at in deciding if limb.words[at][:1] != "@"))
        known = self._known.nearest(*self.weights.classes[index], stems_of(limb)[2])
        said = f"{NO_RULE}; a second reader takes it for that" + (f" by its words {words}." if words else ".")
        return f"{said} A known clause like it: “{known}”" if known else said

    def _rule(self, topic: Topic, stance: Stance, index: int, confidence: Confidence, reasons: str) -> SignalRule:
        harm = stance is Stance.adverse
        meaning = topic.adverse if harm else topic.protective
        plain = f"It reads like one of these: {meaning}. {reasons}"
        return SignalRule(
            id=second_rule_id(topic.slug, stance.value),
            topic=topic.slug,
            stance=stance,
            severity=self.weights.severities[index] if harm else 0,
            confidence=confidence,
            plain=plain.replace("{", "(").replace("}", ")"),
            when=Condition(Op.any),
            unless=None,
            unless_clause=None,
            unless_contract=None,
            who=(),
            force=(),
            under=None,
            kinds=(),
            engagements=(),
            nations=(),
            sets=(),
            effects=(),
            names_document=False,
            ladder="",
            also=(),
            settles=False,
            examples=(),
            path=f"rules/{FOLDER}",
            line=0,
        )
