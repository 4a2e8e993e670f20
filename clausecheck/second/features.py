"""A limb as numbers: its words, pairs of words, what stands above and before it, who bears it and how it binds.

A feature is an int: its kind, and one or two words by their number in a lexicon. Words the lexicon does not know make
no feature but count in the length, so that a sentence of strange words stays a sentence of which little is known.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from clausecheck.reading.contract import BREAK, Contract, Limb
from clausecheck.record import record

__all__ = ["FEATURES", "LimbFeatures", "Stems", "limb_features", "stem", "stems_of", "traits_of"]

FEATURES = 2
"""Raised whenever a feature changes its meaning, so that weights of the old kind are refused."""

WORD, PAIR, APART, LEAD, LEAD_PAIR, HEAD, BEFORE, TRAIT, TERM = range(9)
"""Kinds: own words, those side by side, those with one word between, of the lead-in, its pairs, of the headings, of the
limb before in the same clause, traits of the limb, words of the term it defines."""
_BEFORE_WEIGHT = 0.5
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "ly", "s")
_SHORTEST = 3
"""Letters that are left of a word at least."""


class _Stems(dict[str, str]):
    """Word to stem, each worked out once."""

    def __missing__(self, word: str) -> str:
        self[word] = found = _stemmed(word)
        return found


def _stemmed(word: str) -> str:
    if word[:1] == "@" or word == BREAK:
        return word
    if word[:1] in "£$€":
        return "£#"
    if word[:1].isdigit():
        return "%#" if word.endswith("%") else "#"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST + 1 else word


_STEMS = _Stems()
_MOST_STEMS = 50_000


def stem(word: str) -> str:
    """A normalised word without its ending; numbers and sums of money are all alike."""
    if len(_STEMS) > _MOST_STEMS:
        _STEMS.clear()
    return _STEMS[word]


@record
class LimbFeatures:
    """What is known of one limb."""

    values: Mapping[int, float]
    """Feature to weight."""
    length: float
    """Of the vector, unknown words counted."""


Stems = tuple[list[str], list[str], list[str]]
"""Of the headings, the lead-ins and the own words of a limb."""


def stems_of(limb: Limb) -> Stems:
    """Stems of the headings, the lead-ins and the own words of a limb."""
    if len(_STEMS) > _MOST_STEMS:
        _STEMS.clear()
    found = list(map(_STEMS.__getitem__, limb.words))
    head = [word for word in found[: limb.lead] if word != BREAK]
    lead = [word for word in found[limb.lead : limb.own] if word != BREAK]
    return head, lead, found[limb.own :]


def traits_of(limb: Limb, contract: Contract) -> Iterator[str]:
    """What is known of a limb beside its words, as names."""
    yield f"bearer {limb.bearer}"
    yield f"force {limb.force}"
    yield f"{limb.bearer} {limb.force}"
    yield f"kind {limb.kind}"
    yield f"engagement {contract.engagement}"
    yield f"author {contract.author}"
    for quantity in limb.quantities:
        yield f"{quantity.kind} {quantity.unit}"


def limb_features(
    limb: Limb, stems: Stems, before: Sequence[str], contract: Contract, lexicon: Mapping[str, int]
) -> LimbFeatures:
    """The features of a limb from its stems; `before` are those of the limb before it in the same clause."""
    head, lead, own = stems
    known = lexicon.get
    numbers = [known(word, 0) for word in own]
    values: dict[int, float] = {}
    for number in numbers:
        if number:
            values[number << 16] = 1.0
    for kind, step in ((PAIR, 1), (APART, 2)):
        base = kind << 32
        for one, other in zip(numbers, numbers[step:], strict=False):
            if one and other:
                values[base | one << 16 | other] = 1.0
    leads = [known(word, 0) for word in lead]
    for one, other in zip(leads, [*leads[1:], 0], strict=False):
        if one:
            values[LEAD << 32 | one << 16] = 1.0
            if other:
                values[LEAD_PAIR << 32 | one << 16 | other] = 1.0
    for kind, words, weight in ((HEAD, head, 1.0), (BEFORE, before, _BEFORE_WEIGHT), (TERM, limb.defines.split(), 1.0)):
        for word in words:
            number = known(word, 0)
            if number:
                values[kind << 32 | number << 16] = weight
    traits = list(traits_of(limb, contract))
    for trait in traits:
        number = known(trait, 0)
        if number:
            values[TRAIT << 32 | number << 16] = 1.0
    square = 3 * len(own) + 2 * len(lead) + len(head) + _BEFORE_WEIGHT**2 * len(before) + len(traits)
    return LimbFeatures(values, math.sqrt(square))
