"""One limb being matched: conditions, nodes and runs of words become spans."""

from typing import Any

from clausecheck.reading.contract import BREAK, Limb, PassageKind
from clausecheck.rulebook.compile import Plan
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.operators import ANYWHERE, in_order, smallest, within
from clausecheck.rulebook.spans import FEW, Pairs, Spans, chained, joined, outside, packed, unbroken, width

__all__ = ["LimbMatch"]


class LimbMatch:
    """Every node's spans, worked out when first asked for."""

    __slots__ = ("breaks", "index", "limb", "mask", "memo", "runs", "steps")

    def __init__(self, index: Index, limb: Limb) -> None:
        self.index = index
        self.limb = limb
        self.steps = 0
        self.memo: dict[int, Spans] = {}
        self.runs: dict[int, Spans] | None = None
        words = limb.words
        self.breaks = tuple([at for at, word in enumerate(words) if word == BREAK]) if BREAK in words else ()
        mask = 0
        for word in words:
            entry = index[word]
            if entry is not None:
                mask |= entry[0]
        for quantity in limb.quantities:
            mask |= index.amount(quantity)[0]
        self.mask = mask

    # -- conditions

    def holds(self, condition: Plan) -> bool:
        """Whether a condition is met anywhere in the limb, its headings and lead-ins."""
        return bool(self.spans(condition))

    def evidence(self, condition: Plan) -> tuple[int, int] | None:
        """The first smallest span of a condition with one of the limb's own words, if possible with no others."""
        own = self.limb.own
        found = [(a < own, a, b) for a, b in smallest(self.spans(condition), own) if b > own]
        if not found:
            return None
        _, start, end = min(found)
        return start, end

    def is_under(self, condition: Plan) -> bool:
        """Whether a condition is met in the heading or lead-ins, in a row, or by the term defined."""
        limb = self.limb
        if limb.kind is PassageKind.row:
            return self.holds(condition)
        if limb.own and any(b <= limb.own for _, b in smallest(self.spans(condition), limb.own)):
            return True
        if limb.kind is PassageKind.definition and limb.defines:
            return LimbMatch(self.index, _term(limb)).holds(condition)
        return False

    def spans(self, condition: Plan) -> Spans:
        """Every span of a node; of a condition those that matter."""
        if isinstance(condition, int):
            return self.node(condition)
        op, parts = condition[0], condition[1]
        if op == "any":
            out: Spans = []
            for part in parts:
                out = joined(out, self.spans(part))
            return out
        found = []
        for part in parts:
            spans = self.spans(part)
            if not spans:
                return []
            found.append(spans)
        self.steps += sum([width(spans) for spans in found])
        if op == "order":
            return in_order(found, condition[2])
        pairs = within(found, condition[2] if op == "near" else ANYWHERE, self.limb.own)
        return pairs if len(pairs) <= FEW else packed(pairs)

    # -- nodes

    def node(self, node: int) -> Spans:
        """Every span of a node."""
        if not self.mask >> node & 1:
            return []
        runs = self.runs if self.runs is not None else self._read()
        index = self.index
        if node not in index.composite:
            return runs.get(node, [])
        spans = self.memo.get(node)
        if spans is None:
            spans = runs.get(node, [])
            for needed, elements, gaps in index.chains(node):
                if self.mask & needed == needed:
                    found = self._chain(elements, gaps)
                    if found:
                        spans = joined(spans, found)
            if spans and node in index.excepts:
                exceptions = self.node(index.excepts[node])
                self.steps += width(spans) + width(exceptions)
                spans = outside(spans, exceptions)
            self.memo[node] = spans
        return spans

    def _chain(self, elements: tuple[int, ...], gaps: tuple[int, ...]) -> Spans:
        spans = self.node(elements[0])
        crossing = False
        for element, gap in zip(elements[1:], gaps, strict=True):
            if not spans:
                return []
            following = self.node(element)
            if not following:
                return []
            self.steps += width(spans) + width(following) + gap
            spans = chained(spans, following, gap)
            crossing = crossing or gap > 0
        if crossing and spans and self.breaks:
            return unbroken(spans, self.breaks)
        return spans

    def _read(self) -> dict[int, Spans]:
        """Spans of all runs of words and typed quantities."""
        pairs: dict[int, Pairs] = {}
        index = self.index
        words = self.limb.words
        for at, word in enumerate(words):
            entry = index[word]
            if entry is None:
                continue
            for node in entry[1]:
                if node in pairs:
                    pairs[node].append((at, at + 1))
                else:
                    pairs[node] = [(at, at + 1)]
            for node, least, most, items in entry[2]:
                found = _run(words, at - most, at - least, items)
                if found:
                    if node in pairs:
                        pairs[node] += found
                    else:
                        pairs[node] = found
            self.steps += 1 + len(entry[1]) + len(entry[2])
        for quantity in self.limb.quantities:
            for node in index.amount(quantity)[1]:
                pairs.setdefault(node, []).append((quantity.first, quantity.last))
        self.runs = {node: found if len(found) <= FEW else packed(found) for node, found in pairs.items()}
        return self.runs


def _run(words: tuple[str, ...], first: int, last: int, items: tuple[Any, ...]) -> Pairs:
    """The spans of a run of words that begin from `first` to `last`."""
    if isinstance(items[0], str):
        end = first + len(items)
        return [(first, end)] if first >= 0 and words[first:end] == items else []
    out: Pairs = []
    limit = len(words)
    for start in range(max(first, 0), last + 1):
        places = {start}
        for fixed, stems, optional in items:
            following = set(places) if optional else set()
            for place in places:
                if place < limit:
                    word = words[place]
                    if word in fixed or (stems and word.startswith(stems)):
                        following.add(place + 1)
            places = following
            if not places:
                break
        out += [(start, end) for end in sorted(places) if end > start]
    return out


def _term(limb: Limb) -> Limb:
    """The defined term as a limb of its own."""
    words = tuple(limb.defines.replace("-", " ").replace("'", " ").split())
    spans = ((limb.start, limb.start),) * len(words)
    return Limb(limb.index, limb.start, limb.end, limb.clause, limb.kind, words, spans, 0, limb.bearer, limb.force)


