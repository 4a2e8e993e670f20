"""The tables of a rulebook, asked word by word: what a word may match, which rules that makes worth trying."""

from collections.abc import Iterable
from typing import Any

from clausecheck.reading.contract import Quantity
from clausecheck.rulebook.compile import Plain

__all__ = ["Anchors", "Index"]

_Entry = tuple[int, tuple[int, ...], tuple[tuple[int, int, int, tuple[Any, ...]], ...]]
_Chain = tuple[int, tuple[int, ...], tuple[int, ...]]
_SHORTEST_STEM = 3
_LONGEST_STEM = 24
_MOST_WORDS_KEPT = 50_000
"""Distinct words remembered between contracts; a long run over many of them must not grow for ever."""


class Index(dict[str, _Entry | None]):
    """Word to what it may match: bits of nodes, nodes it matches by itself, runs it opens; worked out once a word."""

    def __init__(self, plain: Plain) -> None:
        super().__init__()
        self.ones: dict[str, tuple[int, ...]] = plain["ones"]
        self.stem_ones: dict[str, tuple[int, ...]] = plain["stem_ones"]
        self.lits: dict[str, tuple[int, ...]] = plain["lits"]
        self.stem_lits: dict[str, tuple[int, ...]] = plain["stem_lits"]
        self.runs: tuple[tuple[int, int, int, tuple[Any, ...]], ...] = plain["runs"]
        self.typed: dict[str, tuple[tuple[int, float | None, float | None, str], ...]] = plain["typed"]
        self.ups: dict[int, tuple[int, ...]] = plain["ups"]
        self.raw_chains: dict[int, tuple[tuple[tuple[int, ...], tuple[int, ...], int], ...]] = plain["chains"]
        self.excepts: dict[int, int] = plain["excepts"]
        self.composite = frozenset(self.raw_chains) | frozenset(self.excepts)
        self.stems = frozenset(self.stem_ones) | frozenset(self.stem_lits)
        self.reaches: dict[int, int] = {}
        self.chain_rows: dict[int, tuple[_Chain, ...]] = {}
        self.amounts: dict[tuple[str, float], tuple[int, tuple[int, ...]]] = {}

    def __missing__(self, word: str) -> _Entry | None:
        ones = list(self.ones.get(word, ()))
        runs = list(self.lits.get(word, ()))
        for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            stem = word[:length]
            if stem in self.stems:
                ones += self.stem_ones.get(stem, ())
                runs += self.stem_lits.get(stem, ())
        entry: _Entry | None = None
        if ones or runs:
            rows = tuple([self.runs[number] for number in dict.fromkeys(runs)])
            mask = 0
            for node in ones:
                mask |= self.reach(node)
            for row in rows:
                mask |= self.reach(row[0])
            entry = (mask, tuple(dict.fromkeys(ones)), rows)
        if len(self) > _MOST_WORDS_KEPT:
            self.clear()
        self[word] = entry
        return entry

    def reach(self, node: int) -> int:
        """Bits of a node and of all that may match once it does."""
        mask = self.reaches.get(node)
        if mask is None:
            mask = 1 << node
            for up in self.ups.get(node, ()):
                mask |= self.reach(up)
            self.reaches[node] = mask
        return mask

    def chains(self, node: int) -> tuple[_Chain, ...]:
        """The chains of a node: bits of their elements, elements, gaps."""
        rows = self.chain_rows.get(node)
        if rows is None:
            rows = self.chain_rows[node] = tuple(
                [(bits_of(elements), elements, gaps) for elements, gaps, _ in self.raw_chains.get(node, ())]
            )
        return rows

    def amount(self, quantity: Quantity) -> tuple[int, tuple[int, ...]]:
        """What a quantity may match: bits of nodes, and the typed nodes it matches."""
        key = (quantity.kind.value, quantity.value)
        found = self.amounts.get(key)
        if found is None:
            nodes = tuple([row[0] for row in self.typed.get(key[0], ()) if _passes(quantity.value, *row[1:])])
            mask = 0
            for node in nodes:
                mask |= self.reach(node)
            found = self.amounts[key] = (mask, nodes)
        return found


def bits_of(nodes: Iterable[int]) -> int:
    """An int with the bit of every node set."""
    mask = 0
    for node in nodes:
        mask |= 1 << node
    return mask


def _passes(value: float, low: float | None, high: float | None, bounds: str) -> bool:
    if low is not None and (value < low or (value == low and bounds[0] == "(")):
        return False
    return high is None or value < high or (value == high and bounds[1] == "]")


class Anchors:
    """Which rules are worth trying, by the node each needs that is met least often."""

    def __init__(self, plain: Plain, index: Index) -> None:
        self.table: dict[int, tuple[tuple[tuple[int, ...], int], ...]] = plain["anchors"]
        self.anchors = bits_of(self.table)
        self.rows: dict[int, list[tuple[int, int]]] = {}

    def candidates(self, mask: int) -> list[int]:
        """Numbers of the rules that may match where these nodes may, in order."""
        rest = mask & self.anchors
        found: set[int] = set()
        while rest:
            low = rest & -rest
            rest ^= low
            node = low.bit_length() - 1
            rows = self.rows.get(node)
            if rows is None:
                rows = self.rows[node] = [(bits_of(nodes), number) for nodes, number in self.table[node]]
            for needed, number in rows:
                if mask & needed == needed:
                    found.add(number)
        return sorted(found)
