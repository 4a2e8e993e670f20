"""The tables of a rulebook, opened: which atoms a word stands for, which nodes a quantity matches."""

from typing import Any

from clausecheck.reading.contract import Quantity
from clausecheck.rulebook.compile import Plain

__all__ = ["Chain", "Fixed", "Index", "Run"]

Run = tuple[int, int, int, tuple[tuple[int, bool], ...]]
Fixed = tuple[int, tuple[tuple[int, int], ...]]
Chain = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

_SHORTEST_STEM = 3
_LONGEST_STEM = 24
_MOST_WORDS_KEPT = 50_000
"""Distinct words remembered between contracts; a long run over many of them must not grow for ever."""


class Index(dict[str, tuple[int, ...]]):
    """The tables of `compile`; as a dict, word to the atoms it stands for, each word looked into once."""

    def __init__(self, plain: Plain) -> None:
        super().__init__()
        self.atoms: int = plain["atoms"]
        self.words: dict[str, tuple[int, ...]] = plain["words"]
        self.stems: dict[str, tuple[int, ...]] = plain["stems"]
        self.groups: dict[int, tuple[Run, ...]] = plain["groups"]
        self.singles: dict[int, int] = plain["singles"]
        self.fixed: dict[int, tuple[Fixed, ...]] = plain["fixed"]
        self.loose: dict[int, tuple[Run, ...]] = plain["loose"]
        self.chains: dict[int, tuple[Chain, ...]] = plain["chains"]
        self.excepts: dict[int, int] = plain["excepts"]
        self.typed: dict[str, tuple[tuple[Any, ...], ...]] = plain["typed"]
        self.amounts: dict[tuple[str, float], tuple[int, ...]] = {}

    def __missing__(self, word: str) -> tuple[int, ...]:
        found = self.words.get(word, ())
        stems = self.stems
        for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            stem = word[:length]
            if stem in stems:
                found = tuple(dict.fromkeys(found + stems[stem]))
        if len(self) > _MOST_WORDS_KEPT:
            self.clear()
        self[word] = found
        return found

    def amount(self, quantity: Quantity) -> tuple[int, ...]:
        """The typed nodes a quantity matches."""
        key = (quantity.kind.value, quantity.value)
        found = self.amounts.get(key)
        if found is None:
            if len(self.amounts) > _MOST_WORDS_KEPT:
                self.amounts.clear()
            rows = self.typed.get(key[0], ())
            found = self.amounts[key] = tuple([row[0] for row in rows if _passes(key[1], *row[1:])])
        return found


def _passes(value: float, low: float | None, high: float | None, bounds: str) -> bool:
    """Whether a value lies between the ends, which are open where None; `[` and `]` take the end in."""
    if low is not None and (value < low or (value == low and bounds[0] == "(")):
        return False
    return high is None or value < high or (value == high and bounds[1] == "]")
