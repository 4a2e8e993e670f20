"""Runs of words into tables of atoms: see `compile` for what they hold."""

from collections.abc import Iterable
from typing import Any

from clausecheck.rulebook.frequency import weight_of
from clausecheck.rulebook.phrases import Item, Sequence

__all__ = ["Runs"]

_Run = tuple[int, int, int, tuple[tuple[int, bool], ...]]


class Runs:
    """Numbers the atoms of all runs and sorts the runs by shape."""

    def __init__(self) -> None:
        self.count = 0
        self.by_words: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        self.by_forms: dict[tuple[Sequence, ...], int] = {}
        self.weights: list[float] = []
        self.widths: list[tuple[int, int]] = []
        self.groups: dict[int, tuple[_Run, ...]] = {}
        self.singles: dict[int, int] = {}
        self.fixed: dict[int, tuple[tuple[int, tuple[tuple[int, int], ...]], ...]] = {}
        self.loose: dict[int, tuple[_Run, ...]] = {}

    def add(self, node: int, runs: Iterable[Sequence]) -> None:
        """The runs a node matches by."""
        words: dict[str, None] = {}
        stems: dict[str, None] = {}
        fixed: list[tuple[int, tuple[tuple[int, int], ...]]] = []
        loose: list[_Run] = []
        for run in _opened(runs):
            if len(run) == 1 and run[0][0] == "w":
                words |= dict.fromkeys(run[0][1])
                stems |= dict.fromkeys(run[0][2])
            elif all(item[0] == "w" and not item[3] for item in run):
                atoms = [self.atom(item) for item in run]
                order = sorted([(self.weights[atom], at, atom) for at, atom in enumerate(atoms)])
                fixed.append((len(run), tuple([(atom, at) for _, at, atom in order])))
            else:
                loose.append(self.run(run))
        if words or stems:
            self.singles[node] = self.atom(("w", tuple(words), tuple(stems), False))
        if fixed:
            self.fixed[node] = tuple(dict.fromkeys(fixed))
        if loose:
            self.loose[node] = tuple(dict.fromkeys(loose))

    def atom(self, item: Item) -> int:
        """The number of an item of a run."""
        if item[0] == "a":
            return self.group(item[1])
        key = (tuple(sorted(item[1])), tuple(sorted(item[2])))
        if key not in self.by_words:
            self.by_words[key] = self.new(weight_of(*key), (1, 1))
        return self.by_words[key]

    def group(self, forms: tuple[Sequence, ...]) -> int:
        """The number of sequences that may stand for each other."""
        if forms not in self.by_forms:
            runs = tuple([self.run(form) for form in forms])
            widths = [self.width(run[3]) for run in runs]
            weight = sum([self.weights[run[0]] for run in runs if run[0] >= 0])
            number = self.new(weight, (min(w[0] for w in widths), max(w[1] for w in widths)))
            self.by_forms[forms] = number
            self.groups[number] = runs
        return self.by_forms[forms]

    def run(self, items: Sequence) -> _Run:
        """A run with its rarest atom; of optional words only, any of them is needed and none singled out."""
        atoms = tuple([(self.atom(item), bool(item[-1])) for item in items])
        rarest, least, most = -1, 0, 0
        for at, (atom, optional) in enumerate(atoms):
            if not optional and (rarest < 0 or self.weights[atom] < self.weights[rarest]):
                rarest = atom
                least, most = self.width(atoms[:at])
        return rarest, least, most, atoms

    def width(self, atoms: tuple[tuple[int, bool], ...]) -> tuple[int, int]:
        """Least and most words these atoms stand for."""
        least = sum([self.widths[atom][0] for atom, optional in atoms if not optional])
        return least, sum([self.widths[atom][1] for atom, _ in atoms])

    def new(self, weight: float, width: tuple[int, int]) -> int:
        """A new atom."""
        self.weights.append(weight)
        self.widths.append(width)
        self.count += 1
        return self.count - 1

    def tables(self) -> dict[str, Any]:
        """What matching needs."""
        words: dict[str, list[int]] = {}
        stems: dict[str, list[int]] = {}
        for (fixed, open_ended), atom in self.by_words.items():
            for word in fixed:
                words.setdefault(word, []).append(atom)
            for stem in open_ended:
                stems.setdefault(stem, []).append(atom)
        return {
            "atoms": self.count,
            "words": {word: tuple(found) for word, found in words.items()},
            "stems": {stem: tuple(found) for stem, found in stems.items()},
            "groups": self.groups,
            "singles": self.singles,
            "fixed": self.fixed,
            "loose": self.loose,
        }


def _opened(runs: Iterable[Sequence]) -> Iterable[Sequence]:
    """Runs, one that is alternatives and nothing else as each of them."""
    for run in runs:
        if len(run) == 1 and run[0][0] == "a":
            yield from _opened(run[0][1])
        else:
            yield run
