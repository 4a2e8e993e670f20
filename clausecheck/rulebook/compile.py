"""A rulebook's phrases and conditions into plain tables, ready to match.

Two steps, so that the first can be cached: `compiled_plain(rulebook)` parses every phrase into dicts, tuples, strings
and numbers only (`marshal.dumps` takes it as it is); `Matcher.from_plain(rulebook, plain)` needs nothing else and
does no work that grows with the number of phrases. `Matcher(rulebook)` does both, the first only where
`rulebook.plain` does not hold the tables already.

Everything that can match is a node, known by a number: a concept, its exceptions, a block of phrases in a condition,
a run of words, a typed quantity. A node matches by single words, by runs of words, or by chains: elements (other
nodes) in order, each at most so many words after the one before. What stands for words in a run is an atom, known by
a number too: words that may stand for each other, or sequences that may.

The tables, where "rows" are numbers packed by `runs.rows_of`:

    nodes       how many nodes there are; elements and exceptions have lower numbers than what they are part of
    names       concept name -> node
    atoms       how many atoms there are
    words       rows by word: the atoms it stands for;   stems: the same by the beginning of a word
    singles     (nodes, atoms, how many of the nodes match by this alone; they stand first): single words
    fixed       runs without optional words, all at once, as a trie: for every length from two words on (places in
                the length before, atoms that follow, nodes, places that are all of a run of those nodes, how many of
                the nodes match by this alone; they stand first); the places of length one are the atoms
    loose       rows by the rarest atom of a run with too many optional words or groups in it to write them out, -1
                if none is fit: node, least and most words before the atom, how many atoms, each atom doubled, one
                more where it is optional
    groups      rows by atom: runs that may stand for each other, as in `loose` with the rarest atom for the node
    typed       kind -> ((node, low, high, bounds), ...)
    chains      rows by node, in order, of nodes that are parts of others: how many elements, the two of them met
                least often, the elements, the gaps
    tops        the same of all other nodes
    mixed       parts that match by words in more ways than one, or by quantities, but not by chains
    excepts     node -> node of its exceptions
    rules       a rule's (when, unless, unless in clause, unless in contract, under), each a plan or None

A plan is a node, or ("any" | "all", parts), or ("near" | "order", parts, within).
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from clausecheck.rulebook.frequency import weight_of
from clausecheck.rulebook.model import Condition, Op, Phrase, Rulebook, SignalRule
from clausecheck.rulebook.phrases import BUILTINS, Item, PhraseError, Sequence, parse
from clausecheck.rulebook.runs import Runs, rows_of

__all__ = ["FORMAT", "Plain", "Plan", "compiled_plain"]

FORMAT = 7
"""Raised whenever the tables change their meaning, so that a cache of the old kind is refused."""

Plain = dict[str, Any]
Plan = int | tuple[Any, ...]
"""A condition over nodes."""
_Nodes = tuple[int, ...]

_MOST_DEPTH = 100
"""Concepts are matched by recursion."""
_TYPED_WEIGHT = {"number": 20.0, "duration": 12.0, "money": 8.0, "percent": 3.0, "time": 5.0, "distance": 1.0}


def compiled_plain(rulebook: Rulebook) -> Plain:
    """All tables, in plain values; raises `PhraseError` for a phrase or a reference that cannot be read."""
    return _Builder(rulebook).build()


class _Builder:
    """Numbers the nodes and fills the tables; only what some rule can reach is built."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rules = [rule for topic in rulebook.topics for rule in topic.signals]
        self.concepts = {concept.name: concept for concept in rulebook.concepts}
        self.count = 0
        self.names: dict[str, int] = {}
        self.blocks: dict[tuple[str, ...], int] = {}
        self.word_runs: dict[Sequence, int] = {}
        self.typed: dict[Item, int] = {}
        self.runs: dict[int, dict[Sequence, None]] = {}
        self.chains: dict[int, dict[tuple[_Nodes, _Nodes], None]] = {}
        self.excepts: dict[int, int] = {}
        self.weights: dict[int, float] = {}
        self.order: dict[int, int] = {}
        """Node to its number in the tables, parts before wholes."""
        self.waiting: list[str] = []

    def build(self) -> Plain:
        """Conditions first, then the concepts they name, then what is rare among them."""
        plans = tuple([self.rule(rule) for rule in self.rules])
        while self.waiting:
            self.concept(self.waiting.pop())
        for node in range(self.count):
            self.weight(node)
        order = self.order
        kinds: dict[str, list[tuple[Any, ...]]] = {}
        for (_, kind, low, high, bounds), node in self.typed.items():
            kinds.setdefault(kind, []).append((order[node], low, high, bounds))
        parts = {*self.excepts, *self.excepts.values()}
        for found in self.chains.values():
            parts.update([element for elements, _ in found for element in elements])
        runs = Runs()
        for node, forms in self.runs.items():
            runs.add(order[node], forms)
        made = {*self.chains, *self.excepts}
        tables = runs.tables({order[node] for node in {*made, *self.typed.values()}})
        mixed = {order[node] for node in parts - made} - tables.pop("alone")
        return {
            "format": FORMAT,
            "nodes": self.count,
            "names": {name: order[node] for name, node in self.names.items()},
            "excepts": {order[node]: order[outer] for node, outer in self.excepts.items()},
            "rules": tuple([tuple([self.renumbered(plan) for plan in found]) for found in plans]),
            "typed": {kind: tuple(found) for kind, found in kinds.items()},
            "chains": self.chain_rows([node for node in self.chains if node in parts]),
            "tops": self.chain_rows([node for node in self.chains if node not in parts]),
            "mixed": tuple(sorted(mixed)),
        } | tables

    def chain_rows(self, nodes: Iterable[int]) -> tuple[dict[Any, int], tuple[int, ...]]:
        """The chains of some nodes, parts before wholes."""
        order = self.order
        chains: dict[int, list[tuple[int, ...]]] = {}
        for node in sorted(nodes, key=order.__getitem__):
            rows = chains[order[node]] = []
            for elements, gaps in self.chains[node]:
                rarest = [order[one] for one in sorted(elements, key=lambda one: (self.weights[one], order[one]))]
                first, second = rarest[0], rarest[1 % len(rarest)]
                rows.append((len(elements), first, second, *[order[one] for one in elements], *gaps))
        return rows_of(chains)

    def renumbered(self, plan: Plan | None) -> Plan | None:
        """A plan over the numbers of the tables."""
        if plan is None:
            return None
        if isinstance(plan, int):
            return self.order[plan]
        return (plan[0], tuple([self.renumbered(part) for part in plan[1]]), *plan[2:])

    def node(self) -> int:
        """A new node."""
        self.count += 1
        return self.count - 1

    def rule(self, rule: SignalRule) -> tuple[Plan | None, ...]:
        """The five conditions of a rule."""
        parts = (rule.when, rule.unless, rule.unless_clause, rule.unless_contract, rule.under)
        try:
            return tuple([None if part is None else self.plan(part) for part in parts])
        except PhraseError as fault:
            raise PhraseError(f"rule {rule.id}: {fault}") from None

    def plan(self, condition: Condition) -> Plan:
        """A condition over nodes; one with a single part is that part."""
        parts = [self.plan(part) for part in condition.parts]
        if condition.phrases:
            parts.insert(0, self.block(condition.phrases))
        if not parts:
            raise PhraseError("a condition is empty")
        if len(parts) == 1:
            return parts[0]
        if condition.op in (Op.any, Op.all):
            return (condition.op.value, tuple(parts))
        return (condition.op.value, tuple(parts), condition.within)

    def block(self, phrases: tuple[Phrase, ...]) -> int:
        """The node of a block of phrases; a block that only names a concept is that concept."""
        key = tuple(dict.fromkeys([" ".join(phrase.text.split()) for phrase in phrases]))
        if key in self.blocks:
            return self.blocks[key]
        sequences = [sequence for text in key for sequence in parse(text).sequences]
        if len(sequences) == 1 and len(sequences[0]) == 1 and sequences[0][0][0] in "rt":
            node = self.element(sequences[0])
        else:
            node = self.node()
            self.fill(node, sequences)
        self.blocks[key] = node
        return node

    def concept(self, name: str) -> None:
        """Fill in a concept that something names."""
        node = self.names[name]
        if name in BUILTINS:
            self.fill(node, [(("w", BUILTINS[name], (), False),)])
            return
        concept = self.concepts[name]
        try:
            self.fill(node, [sequence for phrase in concept.phrases for sequence in parse(phrase.text).sequences])
            if concept.exceptions:
                self.excepts[node] = self.block(concept.exceptions)
        except PhraseError as fault:
            raise PhraseError(f"concept {name}: {fault}") from None

    def fill(self, node: int, sequences: Iterable[Sequence]) -> None:
        """Give a node its ways to match."""
        runs = self.runs.setdefault(node, {})
        for sequence in sequences:
            for elements, gaps in _pieces(sequence):
                if len(elements) == 1 and elements[0][0][0] in "wa":
                    runs[elements[0]] = None
                else:
                    key = (tuple([self.element(piece) for piece in elements]), gaps)
                    self.chains.setdefault(node, {})[key] = None
        if not runs:
            del self.runs[node]

    def element(self, piece: Sequence) -> int:
        """The node of a run of words, a reference or a typed quantity."""
        item = piece[0]
        if item[0] in "wa":
            if piece not in self.word_runs:
                self.word_runs[piece] = node = self.node()
                self.runs[node] = {piece: None}
            return self.word_runs[piece]
        if item[0] == "t":
            if item not in self.typed:
                self.typed[item] = node = self.node()
                self.weights[node] = _TYPED_WEIGHT[item[1]]
            return self.typed[item]
        name = item[1]
        if name not in self.names:
            if name not in self.concepts and name not in BUILTINS:
                raise PhraseError(f"unknown concept {{{name}}}")
            self.names[name] = self.node()
            self.waiting.append(name)
        return self.names[name]

    def weight(self, node: int, above: _Nodes = ()) -> float:
        """About how many words in a thousand let this node match; raises `PhraseError` for a circle."""
        if node not in self.order:
            if node in above:
                name = next((n for n, number in self.names.items() if number in above), "?")
                raise PhraseError(f"concept {{{name}}} refers to itself")
            if len(above) > _MOST_DEPTH:
                raise PhraseError(f"concepts refer to each other more than {_MOST_DEPTH} deep")
            path = (*above, node)
            if node in self.excepts:
                self.weight(self.excepts[node], path)
            total = self.weights.get(node, 0.0) + sum([_weight(run) for run in self.runs.get(node, ())])
            for elements, _ in self.chains.get(node, ()):
                total += min([self.weight(element, path) for element in elements])
            self.weights[node] = total
            self.order[node] = len(self.order)
        return self.weights[node]


def _weight(run: Sequence) -> float:
    """About how many words in a thousand may open this run."""
    return min([_item_weight(item) for item in run if not item[-1]], default=20.0)


def _item_weight(item: Item) -> float:
    if item[0] == "a":
        return sum([_weight(form) for form in item[1]])
    return weight_of(item[1], item[2])


def _pieces(sequence: Sequence) -> Iterator[tuple[list[Sequence], _Nodes]]:
    """A sequence as elements and the gaps between them; once with and once without a run of optional words only."""
    elements: list[list[Item]] = []
    gaps: list[int] = []
    fresh = True
    gap = 0
    for item in sequence:
        if item[0] == "g":
            gap, fresh = gap + item[1], True
        elif item[0] in "wa" and not fresh:
            elements[-1].append(item)
        else:
            elements.append([item])
            gaps.append(gap)
            gap, fresh = 0, item[0] not in "wa"
    loose = [all(item[0] in "wa" and item[-1] for item in piece) for piece in elements]
    for kept in product(*((True, False) if may else (True,) for may in loose)):
        chosen: list[Sequence] = []
        between: list[int] = []
        over = 0
        for piece, before, keep in zip(elements, gaps, kept, strict=True):
            over += before
            if keep:
                chosen.append(tuple(piece))
                between.append(over)
                over = 0
        yield chosen, tuple(between[1:])
