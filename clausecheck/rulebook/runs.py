"""Runs of words into tables of atoms: see `compile` for what they hold."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from clausecheck.rulebook.frequency import weight_of
from clausecheck.rulebook.phrases import Item, Sequence

__all__ = ["Runs", "rows_of"]

_Run = tuple[int, ...]
"""Rarest atom, least and most words before it, how many atoms, each atom twice and one more where optional."""


_MOST_FORMS = 48
"""A run that stands for more is matched item by item."""


class Runs:
    """Numbers the atoms of all runs and sorts the runs by shape."""

    def __init__(self) -> None:
        self.by_words: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        self.by_forms: dict[tuple[Sequence, ...], int] = {}
        self.weights: list[float] = []
        self.widths: list[tuple[int, int]] = []
        self.groups: dict[int, list[_Run]] = {}
        self.singles: dict[int, int] = {}
        self.fixed: dict[tuple[int, tuple[int, ...]], None] = {}
        self.loose: dict[int, list[tuple[int, ...]]] = {}

    def add(self, node: int, runs: Iterable[Sequence]) -> None:
        """The runs a node matches by."""
        words: dict[str, None] = {}
        stems: dict[str, None] = {}
        for run in _opened(runs):
            forms = _written_out(run)
            if forms is None:
                loose = self.run(run)
                self.loose.setdefault(loose[0], []).append((node, *loose[1:]))
                continue
            for form in forms:
                if len(form) == 1:
                    words |= dict.fromkeys(form[0][1])
                    stems |= dict.fromkeys(form[0][2])
                else:
                    self.fixed[node, tuple([self.atom(item) for item in form])] = None
        if words or stems:
            self.singles[node] = self.atom(("w", tuple(words), tuple(stems), False))

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
            runs = [self.run(form) for form in forms]
            widths = [self.width(form) for form in forms]
            weight = sum([self.weights[run[0]] for run in runs if run[0] >= 0])
            number = self.new(weight, (min([least for least, _ in widths]), max([most for _, most in widths])))
            self.by_forms[forms] = number
            self.groups[number] = runs
        return self.by_forms[forms]

    def run(self, items: Sequence) -> _Run:
        """A run with its rarest atom; -1 where no words, only groups or optional words, are needed."""
        atoms = [self.atom(item) for item in items]
        needed = [(self.weights[atoms[at]], at) for at, item in enumerate(items) if item[0] == "w" and not item[-1]]
        rarest, least, most = -1, 0, 0
        if needed:
            _, at = min(needed)
            rarest = atoms[at]
            least, most = self.width(items[:at])
        marked = [2 * atom + bool(item[-1]) for atom, item in zip(atoms, items, strict=True)]
        return (rarest, least, most, len(marked), *marked)

    def width(self, items: Sequence) -> tuple[int, int]:
        """Least and most words these items stand for."""
        widths = [(self.widths[self.atom(item)], item[-1]) for item in items]
        return sum([width[0] for width, optional in widths if not optional]), sum([width[1] for width, _ in widths])

    def new(self, weight: float, width: tuple[int, int]) -> int:
        """A new atom."""
        self.weights.append(weight)
        self.widths.append(width)
        return len(self.weights) - 1

    def tables(self, made: set[int]) -> dict[str, Any]:
        """What matching needs; `made` are nodes that match by more than words.

        Under `alone` stand the nodes that match by one word or one run and nothing else.
        """
        loose = [row[0] for rows in self.loose.values() for row in rows]
        ways = Counter([*self.singles, *[node for node, _ in self.fixed], *loose])
        alone = {node for node, count in ways.items() if count == 1 and node not in made} - set(loose)
        singles = sorted(self.singles.items(), key=lambda pair: pair[0] not in alone)
        words: dict[str, list[tuple[int, ...]]] = {}
        stems: dict[str, list[tuple[int, ...]]] = {}
        for (fixed, open_ended), atom in self.by_words.items():
            for word in fixed:
                words.setdefault(word, []).append((atom,))
            for stem in open_ended:
                stems.setdefault(stem, []).append((atom,))
        return {
            "atoms": len(self.weights),
            "words": rows_of(words),
            "stems": rows_of(stems),
            "singles": (
                tuple([node for node, _ in singles]),
                tuple([atom for _, atom in singles]),
                sum([node in alone for node, _ in singles]),
            ),
            "fixed": self.trie(alone),
            "alone": alone,
            "loose": rows_of(self.loose),
            "groups": rows_of(self.groups),
        }

    def trie(self, alone: set[int]) -> tuple[tuple[Any, ...], ...]:
        """The fixed runs by length, each run one atom longer than one of the length before."""
        levels: list[tuple[dict[tuple[int, int], int], list[int], list[int]]] = []
        for node, atoms in sorted(self.fixed, key=lambda pair: pair[0] not in alone):
            place = atoms[0]
            for depth, atom in enumerate(atoms[1:]):
                if depth == len(levels):
                    levels.append(({}, [], []))
                place = levels[depth][0].setdefault((place, atom), len(levels[depth][0]))
            levels[len(atoms) - 2][1].append(node)
            levels[len(atoms) - 2][2].append(place)
        return tuple(
            [
                (
                    tuple([before for before, _ in steps]),
                    tuple([atom for _, atom in steps]),
                    tuple(nodes),
                    tuple(places),
                    sum([node in alone for node in nodes]),
                )
                for steps, nodes, places in levels
            ]
        )


def rows_of(rows: dict[Any, list[tuple[int, ...]]]) -> tuple[dict[Any, int], tuple[int, ...]]:
    """Rows of numbers by key, as key to place in one long row: how many rows, then the rows.

    A tuple of tuples would say the same, but takes ten times as long to load.
    """
    places: dict[Any, int] = {}
    out: list[int] = []
    for key, found in rows.items():
        unique = list(dict.fromkeys(found))
        places[key] = len(out)
        out.append(len(unique))
        for row in unique:
            out += row
    return places, tuple(out)


def _written_out(run: Sequence) -> list[Sequence] | None:
    """The runs of needed words only that a run stands for, None if they are too many."""
    forms: list[Sequence] = [()]
    for item in run:
        if item[0] == "a":
            choices: list[Sequence] = []
            for form in item[1]:
                inner = _written_out(form)
                if inner is None:
                    return None
                choices += inner
        else:
            choices = [(("w", item[1], item[2], False),)]
        if item[-1]:
            choices.append(())
        if len(forms) * len(choices) > _MOST_FORMS:
            return None
        forms = [before + choice for before in forms for choice in choices]
    return [form for form in dict.fromkeys(forms) if form]


def _opened(runs: Iterable[Sequence]) -> Iterable[Sequence]:
    """Runs, one that is alternatives and nothing else as each of them."""
    for run in runs:
        if len(run) == 1 and run[0][0] == "a":
            yield from _opened(run[0][1])
        else:
            yield run
