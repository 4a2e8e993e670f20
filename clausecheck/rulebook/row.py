"""The words of many limbs in one row, and where along it things match.

Each limb takes a field of bits, one a word, and one bit more that parts it from the next: `seps`. Nothing matches
across that bit, nor across the break between heading, lead-in and own words.
"""

from collections.abc import Sequence

from clausecheck.reading.contract import BREAK, Limb
from clausecheck.rulebook.index import Chain, Index, Run
from clausecheck.rulebook.spans import Spans, add, bits, chained, outside

__all__ = ["Row"]


class Row:
    """Spans of atoms and nodes along one row, each worked out when first asked for."""

    def __init__(self, index: Index, limbs: Sequence[Limb]) -> None:
        self.index = index
        self.limbs = limbs
        self.bases: list[int] = []
        """First bit of each limb."""
        self.ops = 0
        """Operations on ints as long as the row."""
        words: list[str] = []
        owning: list[str] = []
        for limb in limbs:
            self.bases.append(len(words))
            words += limb.words
            words.append("")
            owning.append("0" * limb.own + "1" * (len(limb.words) - limb.own) + "0")
        self.size = len(words)
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
        self.seps = bits(places.pop("", []))
        self.fields = ((1 << self.size) - 1) & ~self.seps
        self.free = self.fields & ~bits(places.pop(BREAK, []))
        """Bits of words."""
        self.own = int("".join(owning)[::-1] or "0", 2)
        self.masks = [0] * index.atoms
        for word, found in places.items():
            atoms = index[word]
            if atoms:
                mask = bits(found)
                for atom in atoms:
                    self.masks[atom] |= mask
        self.ops += len(places)
        self.typed = self._quantities()
        self.grouped: dict[int, Spans] = {}
        self.nodes: dict[int, Spans] = {}
        self.starts_of: dict[int, int] = {}
        self.runs_of: dict[int, int] = {1: self.free}

    def _quantities(self) -> dict[int, Spans]:
        """Spans of the typed nodes."""
        places: dict[int, dict[int, list[int]]] = {}
        for base, limb in zip(self.bases, self.limbs, strict=True):
            for quantity in limb.quantities:
                for node in self.index.amount(quantity):
                    lengths = places.setdefault(node, {})
                    lengths.setdefault(quantity.last - quantity.first, []).append(base + quantity.first)
        return {
            node: {length: bits(found) for length, found in lengths.items()} for node, lengths in places.items()
        }

    # -- nodes

    def node(self, node: int) -> Spans:
        """Every span of a node."""
        spans = self.nodes.get(node)
        if spans is None:
            spans = self.nodes[node] = self._work_out(node)
        return spans

    def starts(self, node: int) -> int:
        """Where a node's spans begin."""
        starts = self.starts_of.get(node)
        if starts is None:
            starts = 0
            for mask in self.node(node).values():
                starts |= mask
            self.starts_of[node] = starts
        return starts

    def _work_out(self, node: int) -> Spans:
        index, masks = self.index, self.masks
        spans: Spans = {}
        if node in self.typed:
            spans = dict(self.typed[node])
        if node in index.singles:
            mask = masks[index.singles[node]]
            if mask:
                spans[1] = mask
        for length, atoms in index.fixed.get(node, ()):
            atom, before = atoms[0]
            starts = masks[atom] >> before
            if not starts:
                continue
            for atom, before in atoms[1:]:
                starts &= masks[atom] >> before
                if not starts:
                    break
            else:
                spans[length] = spans.get(length, 0) | starts
            self.ops += 2
        for run in index.loose.get(node, ()):
            if run[0] < 0 or masks[run[0]] or run[0] in index.groups:
                found = self._run(run)
                if found:
                    add(spans, found)
        for chain in index.chains.get(node, ()):
            for element in chain[2]:
                if not self.node(element):
                    break
            else:
                found = self._chain(chain)
                if found:
                    add(spans, found)
        if spans and node in index.excepts:
            exceptions = self.node(index.excepts[node])
            if exceptions:
                self.ops += 4 * len(spans) * len(exceptions)
                spans = outside(spans, exceptions)
        return spans

    # -- runs

    def _atom(self, atom: int) -> Spans:
        """Every span of an atom."""
        mask = self.masks[atom]
        if mask:
            return {1: mask}
        if atom not in self.index.groups:
            return {}
        spans = self.grouped.get(atom)
        if spans is None:
            spans = {}
            for run in self.index.groups[atom]:
                add(spans, self._run(run))
            self.grouped[atom] = spans
        return spans

    def _run(self, run: Run) -> Spans:
        """Every span of a run with optional words or groups in it."""
        rarest, least, most, atoms = run
        starts = self.free
        if rarest >= 0:
            found = 0
            for mask in self._atom(rarest).values():
                found |= mask
            if not found:
                return {}
            starts = found >> least
            for before in range(least + 1, most + 1):
                starts |= found >> before
        spans: Spans = {0: starts}
        for atom, optional in atoms:
            following: Spans = dict(spans) if optional else {}
            for more, places in self._atom(atom).items():
                for length, mask in spans.items():
                    both = mask & (places >> length)
                    if both:
                        whole = length + more
                        following[whole] = following.get(whole, 0) | both
            self.ops += len(spans)
            if not following:
                return {}
            spans = following
        spans.pop(0, None)
        return spans

    # -- chains

    def _chain(self, chain: Chain) -> Spans:
        """Every span of elements in order, with at most so many words between."""
        elements, gaps, _ = chain
        spans = self.node(elements[0])
        if not gaps:
            return spans
        fronts = self._fronts(elements, gaps)
        if not fronts:
            return {}
        for element, gap, front in zip(elements[1:], gaps, fronts, strict=True):
            back = self._back(front, gap) if gap else front
            left = {length: both for length, mask in spans.items() if (both := mask & (back >> length))}
            right = {length: both for length, mask in self.node(element).items() if (both := mask & front)}
            spans = chained(left, right, gap)
            self.ops += (gap + 1) * len(left) * (1 + len(right))
        whole = {length: mask & (self._unbroken(length) >> (length - 1)) for length, mask in spans.items()}
        return {length: mask for length, mask in whole.items() if mask}

    def _fronts(self, elements: tuple[int, ...], gaps: tuple[int, ...]) -> list[int]:
        """Where each element after the first can begin, all before it found; none at all where one cannot."""
        fronts: list[int] = []
        reach = 0
        for length, mask in self.node(elements[0]).items():
            reach |= mask << length
        for element, gap in zip(elements[1:], gaps, strict=True):
            if gap:
                reach = self._forth(reach, gap)
            reach &= self.starts(element)
            self.ops += 4
            if not reach:
                return []
            fronts.append(reach)
            ends = 0
            for length, mask in self.node(element).items():
                ends |= (mask & reach) << length
            reach = ends
        return fronts

    def _forth(self, mask: int, most: int) -> int:
        """Every bit and the `most` after it, up to the next break."""
        done = 0
        while done < most:
            step = min(done + 1, most - done)
            mask |= (mask << step) & self._unbroken(step + 1)
            done += step
        return mask

    def _back(self, mask: int, most: int) -> int:
        """Every bit and the `most` before it, down to the last break."""
        done = 0
        while done < most:
            step = min(done + 1, most - done)
            mask |= (mask & self._unbroken(step + 1)) >> step
            done += step
        return mask

    def _unbroken(self, length: int) -> int:
        """The bits that end so many words without a break."""
        found = self.runs_of.get(length)
        if found is None:
            half = length // 2
            found = self._unbroken(length - half) & (self._unbroken(half) << (length - half))
            self.runs_of[length] = found
        return found
