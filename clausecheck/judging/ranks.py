"""Where two parts of a contract say opposite things on one topic, the part that prevails is the one that counts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from clausecheck.judging.places import clause_label
from clausecheck.reading.contract import Contract
from clausecheck.reading.ranking import rankings
from clausecheck.report import Confidence
from clausecheck.rulebook.model import Signal, Stance

__all__ = ["outranked"]

_OPPOSITE = {Stance.adverse: Stance.protective, Stance.protective: Stance.adverse}
_ITSELF = "precedence"
"""What a contract says of its own order is not itself overridden."""


def outranked(contract: Contract, signals: Sequence[Signal]) -> Iterator[tuple[int, int, str]]:
    """Index of what prevails, index of what yields to it, and the sentence that says so; signals in text order."""
    for ranking in rankings(contract):
        over: dict[tuple[str, Stance], int] = {}
        under: dict[tuple[str, Stance], list[int]] = defaultdict(list)
        for index, signal in enumerate(signals):
            rule = signal.rule
            if rule.stance is Stance.neutral or rule.confidence is Confidence.low or rule.topic == _ITSELF:
                continue
            clause = contract.limbs[signal.limb].clause
            if clause in ranking.winner:
                over.setdefault((rule.topic, rule.stance), index)
            elif clause in ranking.losers:
                under[rule.topic, rule.stance].append(index)
        label = clause_label(contract, ranking.limb)
        where = f"clause {label}" if label[:1].isdigit() else "the contract"
        for (topic, stance), source in sorted(over.items()):
            for target in under.get((topic, _OPPOSITE[stance]), ()):
                yield source, target, f"{where} says that this part prevails"
