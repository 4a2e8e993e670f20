"""The tables of a rulebook, opened: which atoms a word stands for, which nodes a quantity matches."""

from typing import Any

from clausecheck.reading.contract import Quantity
from clausecheck.rulebook.compile import Plain

__all__ = ["Index", "Rows"]

Rows = tuple[dict[Any, int], tuple[int, ...]]
"""Rows of numbers by key, packed: see `runs.rows_of`."""

_SHORTEST_STEM = 3
_LONGEST_STEM = 24
_MOST_WORDS_KEPT = 50_000
"""Distinct words remembered between contracts; a long run over many of them must not grow for ever."""


class Index(dict[str, tuple[int, ...]]):
    """The tables of `compile`; as a dict, word to the atoms it stands for, each word looked into once."""

    def __init__(self, plain: Plain) -> None:
        super().__init__()
        self.atoms: int = plain["atoms"]
        self.nodes: int = plain["nodes"]
        self.words: Rows = plain["words"]
        self.stems: Rows = plain["stems"]
        self.singles: tuple[tuple[int, ...], tuple[int, ...], int] = plain["singles"]
        self.fixed: tuple[tuple[Any, ...], ...] = plain["fixed"]
        self.loose: Rows = plain["loose"]
        self.groups: Rows = plain["groups"]
        self.chains: Rows = plain["chains"]
        self.excepts: dict[int, int] = plain["excepts"]
        self.tops: Rows = plain["tops"]
        self.mixed: tuple[int, ...] = plain["mixed"]
        self.lengths = [0] * self.nodes
        """How many words a node has that matches by one word or one run and nothing else, 0 for all others."""
        for owners, length in ((self.singles, 1), *[(level[2:], n) for n, level in enumerate(self.fixed, 2)]):
            for node in owners[0][: owners[2]]:
                self.lengths[node] = length
        self.composite = tuple(sorted(self.chains[0].keys() | self.excepts.keys()))
        """Parts that are not words alone, parts before wholes."""
        self.typed: dict[str, tuple[tuple[Any, ...], ...]] = plain["typed"]
        self.amounts: dict[tuple[str, float], tuple[int, ...]] = {}

    def __missing__(self, word: str) -> tuple[int, ...]:
        found = _row(self.words, word)
        stems = self.stems[0]
        for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            if word[:length] in stems:
                found += _row(self.stems, word[:length])
        if len(self) > _MOST_WORDS_KEPT:
            self.clear()
        self[word] = found = tuple(dict.fromkeys(found))
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


def _row(rows: Rows, key: str) -> tuple[int, ...]:
    """The rows of a key where each is one number."""
    place = rows[0].get(key)
    return () if place is None else rows[1][place + 1 : place + 1 + rows[1][place]]


def _passes(value: float, low: float | None, high: float | None, bounds: str) -> bool:
    """Whether a value lies between the ends, which are open where None; `[` and `]` take the end in."""
    if low is not None and (value < low or (value == low and bounds[0] == "(")):
        return False
    return high is None or value < high or (value == high and bounds[1] == "]")
