"""Definitions that empty a clause: a harmful definition takes away the protections that lean on its term.

"The Doctor will not be given more than 13 Patients" protects nobody when "Patient" is defined to leave out most of
those who come.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from clausecheck.reading.contract import Contract
from clausecheck.rulebook.model import Signal, SignalRule, Stance

__all__ = ["emptied"]

_GENERAL = 8
"""A term used in more limbs than this ("Session") is too common to say much outside its own topic."""


def emptied(contract: Contract, signals: Sequence[Signal]) -> Iterator[tuple[int, int, str]]:
    """Index of the harmful definition, index of the protection it empties, and the sentence that says so."""
    harmful: dict[str, list[int]] = defaultdict(list)
    for index, signal in enumerate(signals):
        term = contract.limbs[signal.limb].defines
        if term and signal.rule.stance is Stance.adverse:
            harmful[term].append(index)
    protective = [(index, s) for index, s in enumerate(signals) if s.rule.stance is Stance.protective]
    for term in sorted(harmful):
        uses = _uses(contract, term)
        for target, signal in protective:
            if signal.limb not in uses:
                continue
            for source in harmful[term]:
                if signals[source].limb != signal.limb and _reaches(signals[source].rule, signal, len(uses), contract):
                    yield source, target, f"“{term}” is defined so that it takes this away"


def _uses(contract: Contract, term: str) -> frozenset[int]:
    """Limbs whose own words hold the term, singular or plural."""
    wanted = term.replace("-", " ").split()
    if not wanted:
        return frozenset()
    size = len(wanted)
    *rest, last = wanted
    endings = {last, last + "s", last.removesuffix("s")}
    found = set()
    for limb in contract.limbs:
        words = limb.words
        if endings.isdisjoint(words):
            continue
        for at in range(limb.own, len(words) - size + 1):
            if words[at + size - 1] in endings and list(words[at : at + size - 1]) == rest:
                found.add(limb.index)
                break
    return frozenset(found)


def _reaches(harm: SignalRule, protection: Signal, uses: int, contract: Contract) -> bool:
    """Same topic always; another topic of the same part of the contract's work only for a term that is rare."""
    rule = protection.rule
    if rule.topic in (harm.topic, *harm.also):
        return True
    return uses <= _GENERAL and _folder(harm) == _folder(rule) and not contract.limbs[protection.limb].defines


def _folder(rule: SignalRule) -> str:
    """The axis, as the folder of the rule's file."""
    return rule.path.replace("\\", "/").rsplit("/", 2)[-2] if "/" in rule.path.replace("\\", "/") else ""
