"""A rulebook's phrases and conditions into plain tables, ready to match.

Two steps, so that the first can be cached: `compiled_plain(rulebook)` parses every phrase into dicts, tuples, strings
and numbers only (`marshal.dumps` takes it as it is); `Matcher.from_plain(rulebook, plain)` needs nothing else and
does no work that grows with the number of phrases. `Matcher(rulebook)` does both, the first only where
`rulebook.plain` does not hold the tables already.

Everything that can match is a node, known by a number: a concept, its exceptions, a block of phrases in a condition,
a run of words, a typed quantity. A node matches by its own runs of words, found through an index of their rarest
words, or by chains: elements (other nodes) in order, each at most so many words after the one before.

The tables:

    names       concept name -> node
    ones        word -> nodes it matches by itself;   stem_ones the same by the beginning of a word
    lits        word -> numbers of the runs it opens the search for;   stem_lits the same by the beginning
    runs        number -> (node, least, most, items): the run begins `least` to `most` words before that word;
                items are words, where each is one fixed word, or (words, stems, optional)
    typed       kind -> ((node, low, high, bounds), ...)
    chains      node -> ((elements, gaps, anchor), ...); the anchor is the element met least often
    excepts     node -> node of its exceptions
    ups         node -> nodes that may match once it does
    rules       a rule's (when, unless, unless in clause, unless in contract, under), each a condition or None
    anchors     node -> ((nodes needed, number of the rule), ...): which rules are worth trying once it matches

A condition is a node, or ("any" | "all", parts), or ("near" | "order", parts, within).
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from clausecheck.rulebook.frequency import weight_of
from clausecheck.rulebook.model import Condition, Op, Phrase, Rulebook, SignalRule
from clausecheck.rulebook.phrases import BUILTINS, Item, PhraseError, Sequence, parse

__all__ = ["FORMAT", "Plain", "Plan", "compiled_plain"]

FORMAT = 1
"""Raised whenever the tables change their meaning, so that a cache of the old kind is refused."""

Plain = dict[str, Any]
Plan = int | tuple[Any, ...]
"""A condition over nodes."""
_Alternative = tuple[int, ...]

_MOST_ALTERNATIVES = 48
"""Ways a condition can be met before its parts are lumped together in the index; only costs speed."""
_MOST_DEPTH = 100
"""Concepts are matched by recursion."""
_TYPED_WEIGHT = {"number": 20.0, "duration": 12.0, "money": 8.0, "percent": 3.0, "time": 5.0, "distance": 1.0}


def compiled_plain(rulebook: Rulebook) -> Plain:
    """All tables, in plain values; raises `PhraseError` for a phrase or a reference that cannot be read."""
    return _Builder(rulebook).build()


class _Builder:
    """Numbers the nodes and fills the tables."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.concepts = {concept.name: concept for concept in rulebook.concepts}
        self.count = 0
        self.names: dict[str, int] = {}
        self.blocks: dict[tuple[str, ...], int] = {}
        self.word_runs: dict[Sequence, int] = {}
        self.typed: dict[Item, int] = {}
        self.runs: dict[int, dict[Sequence, None]] = {}
        self.chains: dict[int, dict[tuple[_Alternative, _Alternative], None]] = {}
        self.excepts: dict[int, int] = {}
        self.weights: dict[int, float] = {}
        self.waiting: list[str] = []
        self.named: frozenset[int] = frozenset()

    def build(self) -> Plain:
        """Conditions first, then the concepts they name, then the index."""
        rules = [rule for topic in self.rulebook.topics for rule in topic.signals]
        conditions = [self.rule(rule) for rule in rules]
        while self.waiting:
            self.concept(self.waiting.pop())
        self.named = frozenset(self.names.values())
        for node in self.names.values():
            self.weight(node)
        anchors: dict[int, dict[tuple[_Alternative, int], None]] = {}
        for number, (when, *_) in enumerate(conditions):
            for alternative in self.alternatives(when, flat=True):
                needed = tuple(sorted(set(alternative), key=lambda n: (self.weight(n), n)))
                anchors.setdefault(needed[0], {})[needed, number] = None
        plain: Plain = {
            "format": FORMAT,
            "nodes": self.count,
            "names": self.names,
            "excepts": self.excepts,
            "rules": tuple(conditions),
            "anchors": {node: tuple(found) for node, found in anchors.items()},
        }
        plain |= self.chain_tables()
        plain |= self.word_tables()
        return plain

    def node(self) -> int:
        """A new node."""
        self.count += 1
        return self.count - 1

    # -- what phrases and conditions say

    def rule(self, rule: SignalRule) -> tuple[Any, ...]:
        """The five conditions of a rule."""
        parts = (rule.when, rule.unless, rule.unless_clause, rule.unless_contract, rule.under)
        try:
            return tuple(None if part is None else self.condition(part) for part in parts)
        except PhraseError as fault:
            raise PhraseError(f"rule {rule.id}: {fault}") from None

    def condition(self, condition: Condition) -> Plan:
        """A condition over nodes; alternatives of one are that one."""
        parts = [self.condition(part) for part in condition.parts]
        if condition.phrases:
            parts.insert(0, self.block(condition.phrases))
        if not parts:
            raise PhraseError("a condition is empty")
        if len(parts) == 1 and condition.op in (Op.any, Op.all):
            return parts[0]
        if condition.op in (Op.any, Op.all):
            return (condition.op.value, tuple(parts))
        return (condition.op.value, tuple(parts), condition.within)

    def block(self, phrases: tuple[Phrase, ...]) -> int:
        """The node of a block of phrases; a block that only names a concept is that concept."""
        key = tuple(dict.fromkeys(" ".join(phrase.text.split()) for phrase in phrases))
        if key in self.blocks:
            return self.blocks[key]
        sequences = [seq for phrase in phrases for seq in parse(phrase.text).sequences]
        if len(sequences) == 1 and len(sequences[0]) == 1 and sequences[0][0][0] in "rt":
            node = self.element(sequences[0])
        else:
            node = self.node()
            self.add(node, sequences)
        self.blocks[key] = node
        return node

    def concept(self, name: str) -> None:
        """Fill in a concept that something names."""
        node = self.names[name]
        if name in BUILTINS:
            self.add(node, [(("w", BUILTINS[name], (), False),)])
            return
        concept = self.concepts[name]
        try:
            self.add(node, (seq for phrase in concept.phrases for seq in parse(phrase.text).sequences))
            if concept.exceptions:
                self.excepts[node] = self.block(concept.exceptions)
        except PhraseError as fault:
            raise PhraseError(f"concept {name}: {fault}") from None

    def add(self, node: int, sequences: Iterable[Sequence]) -> None:
        """Give a node more ways to match."""
        for sequence in sequences:
            for elements, gaps in _pieces(sequence):
                if len(elements) == 1 and elements[0][0][0] == "w":
                    self.runs.setdefault(node, {})[elements[0]] = None
                else:
                    key = (tuple(self.element(piece) for piece in elements), gaps)
                    self.chains.setdefault(node, {})[key] = None

    def element(self, piece: Sequence) -> int:
        """The node of a run of words, a reference or a typed quantity."""
        item = piece[0]
        if item[0] == "w":
            if piece not in self.word_runs:
                self.word_runs[piece] = node = self.node()
                self.runs[node] = {piece: None}
            return self.word_runs[piece]
        if item[0] == "t":
            return self.typed[item] if item in self.typed else self.typed_node(item)
        name = item[1]
        if name not in self.names:
            if name not in self.concepts and name not in BUILTINS:
                raise PhraseError(f"unknown concept {{{name}}}")
            self.names[name] = self.node()
            self.waiting.append(name)
        return self.names[name]

    def typed_node(self, item: Item) -> int:
        """A new node for a typed quantity."""
        self.typed[item] = node = self.node()
        self.weights[node] = _TYPED_WEIGHT[item[1]]
        return node

    # -- how often things are met

    def weight(self, node: int, above: tuple[int, ...] = ()) -> float:
        """About how many words in a thousand let this node match; raises `PhraseError` for a circle."""
        if node not in self.weights:
            if node in above:
                name = next((n for n, number in self.names.items() if number == node), "?")
                raise PhraseError(f"concept {{{name}}} refers to itself")
            if len(above) > _MOST_DEPTH:
                raise PhraseError(f"concepts refer to each other more than {_MOST_DEPTH} deep")
            path = (*above, node)
            if node in self.excepts:
                self.weight(self.excepts[node], path)
            total = sum(_anchor_of(run)[0] for run in self.runs.get(node, ()))
            for elements, _ in self.chains.get(node, ()):
                total += min(self.weight(element, path) for element in elements)
            self.weights[node] = total
        return self.weights[node]

    def alternatives(self, condition: Plan, *, flat: bool) -> list[_Alternative]:
        """Sets of nodes one of which must be there whole; never misses, may be too generous.

        Where `flat`, a block of phrases is opened into its chains, which is sharper.
        """
        if isinstance(condition, int):
            chains = self.chains.get(condition, {})
            if not flat or condition in self.excepts or condition in self.named:
                return [(condition,)]
            own = [(condition,)] if condition in self.runs or not chains else []
            return [*own, *(elements for elements, _ in chains)]
        op, parts = condition[0], condition[1]
        if op == "any":
            return [found for part in parts for found in self.alternatives(part, flat=flat)]
        choices = sorted((self.alternatives(part, flat=False) for part in parts), key=len)
        found: list[_Alternative] = [()]
        for choice in choices:
            if len(found) * len(choice) <= _MOST_ALTERNATIVES:
                found = [a + b for a, b in product(found, choice)]
        return found if found != [()] else choices[0]

    # -- tables

    def chain_tables(self) -> Plain:
        """Chains with their anchors, and what each anchor may set off."""
        chains: dict[int, tuple[tuple[_Alternative, _Alternative, int], ...]] = {}
        ups: dict[int, dict[int, None]] = {}
        for node, found in self.chains.items():
            rows = []
            for elements, gaps in found:
                anchor = min(elements, key=lambda n: (self.weight(n), n))
                rows.append((elements, gaps, anchor))
                ups.setdefault(anchor, {})[node] = None
            chains[node] = tuple(rows)
        return {"chains": chains, "ups": {node: tuple(found) for node, found in ups.items()}}

    def word_tables(self) -> Plain:
        """The index from words to what they match or begin to match."""
        ones: dict[str, dict[int, None]] = {}
        stem_ones: dict[str, dict[int, None]] = {}
        lits: dict[str, list[int]] = {}
        stem_lits: dict[str, list[int]] = {}
        rows: list[tuple[int, int, int, tuple[Any, ...]]] = []
        for node, runs in self.runs.items():
            for run in runs:
                _, item, least, most = _anchor_of(run)
                if len(run) == 1:
                    for word in item[1]:
                        ones.setdefault(word, {})[node] = None
                    for stem in item[2]:
                        stem_ones.setdefault(stem, {})[node] = None
                    continue
                for word in item[1]:
                    lits.setdefault(word, []).append(len(rows))
                for stem in item[2]:
                    stem_lits.setdefault(stem, []).append(len(rows))
                rows.append((node, least, most, _run_items(run)))
        kinds: dict[str, list[tuple[Any, ...]]] = {}
        for (_, kind, low, high, bounds), node in self.typed.items():
            kinds.setdefault(kind, []).append((node, low, high, bounds))
        return {
            "ones": {word: tuple(found) for word, found in ones.items()},
            "stem_ones": {stem: tuple(found) for stem, found in stem_ones.items()},
            "lits": {word: tuple(found) for word, found in lits.items()},
            "stem_lits": {stem: tuple(found) for stem, found in stem_lits.items()},
            "runs": tuple(rows),
            "typed": {kind: tuple(found) for kind, found in kinds.items()},
        }


def _pieces(sequence: Sequence) -> Iterator[tuple[list[Sequence], _Alternative]]:
    """A sequence as elements and the gaps between them; once with and once without a run of optional words only."""
    elements: list[list[Item]] = []
    gaps: list[int] = []
    fresh = True
    gap = 0
    for item in sequence:
        if item[0] == "g":
            gap, fresh = gap + item[1], True
        elif item[0] == "w" and not fresh:
            elements[-1].append(item)
        else:
            elements.append([item])
            gaps.append(gap)
            gap, fresh = 0, item[0] != "w"
    loose = [all(item[0] == "w" and item[3] for item in piece) for piece in elements]
    for kept in product(*((True, False) if may else (True,) for may in loose)):
        chosen: list[Sequence] = []
        between: list[int] = []
        over = 0
        for piece, gap, keep in zip(elements, gaps, kept, strict=True):
            over += gap
            if keep:
                chosen.append(tuple(piece))
                between.append(over)
                over = 0
        yield chosen, tuple(between[1:])


def _anchor_of(run: Sequence) -> tuple[float, Item, int, int]:
    """The rarest word a run cannot do without: weight, item, and how many words may stand before it.

    Of a run of optional words only, which matches by any of them, each counts as needed; the first is taken with the
    others' words beside it.
    """
    needed = [item for item in run if not item[3]]
    if not needed:
        words = tuple(dict.fromkeys(word for item in run for word in item[1]))
        stems = tuple(dict.fromkeys(stem for item in run for stem in item[2]))
        every = ("w", words, stems, True)
        return weight_of(words, stems), every, 0, len(run) - 1
    rarest = min(needed, key=lambda item: weight_of(item[1], item[2]))
    most = next(at for at, item in enumerate(run) if item is rarest)
    least = sum([not item[3] for item in run[:most]])
    return weight_of(rarest[1], rarest[2]), rarest, least, most


def _run_items(run: Sequence) -> tuple[Any, ...]:
    """Words where the run is fixed, else (words, stems, optional) an item."""
    if all(len(item[1]) == 1 and not item[2] and not item[3] for item in run):
        return tuple(item[1][0] for item in run)
    return tuple((item[1], item[2], item[3]) for item in run)
