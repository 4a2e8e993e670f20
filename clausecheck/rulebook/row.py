"""The words of many limbs in one row, and where along it things match.

Each limb takes a field of bits, one a word, and one bit more that parts it from the next: `seps`. Nothing matches
across that bit, nor across the break between heading, lead-in and own words.

Everything is worked out once and from below: words set off atoms, atoms set off runs of words, a node that matches
sets off the chains of which it is the rarest element. What nothing sets off costs nothing.
"""

from collections.abc import Sequence

from clausecheck.reading.contract import BREAK, Limb
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.spans import Spans, add, bits, chained, outside

__all__ = ["Row"]

_NOWHERE: Spans = {}
"""Shared by all nodes without a match; never changed."""


class Row:
    """Spans of all nodes along one row."""

    def __init__(self, index: Index, limbs: Sequence[Limb]) -> None:
        self.index = index
        self.limbs = limbs
        self.bases: list[int] = []
        """First bit of each limb."""
        self.ops = 0
        """Operations on ints as long as the row."""
        words: list[str] = []
        for limb in limbs:
            self.bases.append(len(words))
            words += limb.words
            words.append("")
        self.size = len(words)
        self.own = _from([limb.own for limb in limbs], limbs)
        """Bits of the limbs' own words."""
        self.body = _from([limb.lead for limb in limbs], limbs)
        """Bits of own words and lead-ins."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
        self.seps = bits(places.pop("", []))
        self.breaks = self.seps | bits(places.pop(BREAK, []))
        self.fields = ((1 << self.size) - 1) & ~self.seps
        self.free = self.fields & ~self.breaks
        """Bits of words."""
        self.unbroken = {1: self.free}
        self.masks = [0] * index.atoms
        self.grouped: dict[int, Spans] = {}
        self.nodes: list[Spans] = [_NOWHERE] * index.nodes
        """Spans of each node; of one that is no part of another without its chains."""
        self.loose_ends: dict[int, tuple[int, list[int]]] = {}
        """Where the chains of such a node end, and which of them match: their places in the table."""
        self._starts = [0] * index.nodes
        self._ends = [0] * index.nodes
        self._segments: list[int | None] = [None] * index.nodes
        self._place(places)
        self._by_words()
        self._work_out()

    def _place(self, places: dict[str, list[int]]) -> None:
        """Set the atoms of every word."""
        index, masks = self.index, self.masks
        for word, found in places.items():
            atoms = index[word]
            if atoms:
                mask = bits(found)
                for atom in atoms:
                    masks[atom] |= mask
                self.ops += len(atoms)

    # -- all nodes

    def ends(self, node: int) -> int:
        """The bits after the last words of a node's spans."""
        if self._segments[node] is None:
            self._segment(node)
        chains = self.loose_ends.get(node)
        return self._ends[node] | chains[0] if chains else self._ends[node]

    def local(self, node: int, base: int, count: int) -> Spans:
        """A node's spans among `count` bits from `base` on, counted from there."""
        field = (1 << count) - 1
        spans = {length: both for length, mask in self.nodes[node].items() if (both := mask >> base & field)}
        chains = self.loose_ends.get(node)
        if chains and chains[0] >> (base + 1) & field:
            rows = self.index.chains[1]
            for place in chains[1]:
                size = rows[place + 1]
                elements = rows[place + 2 : place + 2 + size]
                found = self.local(elements[0], base, count)
                for element, gap in zip(elements[1:], rows[place + 2 + size : place + 1 + 2 * size], strict=True):
                    if not found:
                        break
                    found = chained(found, self.local(element, base, count), gap)
                for length, mask in found.items():
                    whole = mask & (self._unbroken(length) >> (length - 1 + base))
                    if whole:
                        spans[length] = spans.get(length, 0) | whole
        return spans

    def _segment(self, node: int) -> int:
        """The breaks that end a segment in which a node begins; where it begins and ends is kept too."""
        begin = end = 0
        for length, mask in self.nodes[node].items():
            begin |= mask
            end |= mask << length
        self._starts[node] = begin
        self._ends[node] = end
        self.ops += 4
        # Adding a one to every bit of a segment carries into the break after it if any bit was set.
        found = self._segments[node] = (begin + self.free) & self.breaks if begin else 0
        return found

    def _work_out(self) -> None:
        """Spans of the nodes that are made of others, parts before wholes."""
        index, nodes = self.index, self.nodes
        places = index.chains[0]
        for node in index.composite:
            if node in places:
                self._chains(node, places[node])
            if node in index.excepts and nodes[node]:
                exceptions = nodes[index.excepts[node]]
                if exceptions:
                    self.ops += 4 * len(nodes[node]) * len(exceptions)
                    nodes[node] = outside(nodes[node], exceptions)

    def _chains(self, node: int, place: int) -> None:
        """Add the spans of a node's chains, or where they end if the node is no part of another."""
        rows, nodes, segments = self.index.chains[1], self.nodes, self._segments
        part = node in self.index.parts
        loose, matching = 0, []
        spans: Spans = {}
        count = rows[place]
        place += 1
        for _ in range(count):
            size = rows[place + 1]
            if nodes[rows[place]]:
                elements = rows[place + 2 : place + 2 + size]
                shared = self.breaks
                for element in elements:
                    segment = segments[element]
                    shared &= self._segment(element) if segment is None else segment
                    if not shared:
                        break
                if shared:
                    gaps = rows[place + 2 + size : place + 1 + 2 * size]
                    fronts, end = self._fronts(elements, gaps)
                    if end and part:
                        add(spans, self._chain(elements, gaps, fronts))
                    elif end:
                        loose |= end
                        matching.append(place)
            place += 1 + 2 * size
        if matching:
            self.loose_ends[node] = loose, matching
        if spans:
            add(spans, nodes[node])
            nodes[node] = spans

    def _by_words(self) -> None:
        """Spans of the nodes that words match without other nodes, and of quantities."""
        index, masks, nodes = self.index, self.masks, self.nodes
        self._quantities()
        single_places, singles = index.singles
        fixed_places, fixed = index.fixed
        loose_places, loose = index.loose
        for atom, mask in enumerate(masks):
            if not mask:
                continue
            if atom in single_places:
                place = single_places[atom]
                for node in singles[place + 1 : place + 1 + singles[place]]:
                    if nodes[node]:
                        nodes[node][1] = nodes[node].get(1, 0) | mask
                    else:
                        nodes[node] = {1: mask}
            if atom in fixed_places:
                self._fixed(mask, fixed_places[atom], fixed)
            if atom in loose_places:
                self._loose(mask, loose_places[atom], loose)
        if -1 in loose_places:
            self._loose(self.free, loose_places[-1], loose)

    def _quantities(self) -> None:
        """Spans of the typed nodes."""
        places: dict[int, dict[int, list[int]]] = {}
        for base, limb in zip(self.bases, self.limbs, strict=True):
            for quantity in limb.quantities:
                for node in self.index.amount(quantity):
                    lengths = places.setdefault(node, {})
                    lengths.setdefault(quantity.last - quantity.first, []).append(base + quantity.first)
        for node, lengths in places.items():
            self.nodes[node] = {length: bits(found) for length, found in lengths.items()}

    # -- runs of words

    def _fixed(self, mask: int, place: int, rows: tuple[int, ...]) -> None:
        """Add the spans of the runs whose rarest atom stands at `mask`."""
        masks, nodes = self.masks, self.nodes
        count = rows[place]
        place += 1
        for _ in range(count):
            length = rows[place + 1]
            starts = mask >> rows[place + 2]
            after = place + 1 + 2 * length
            for at in range(place + 3, after, 2):
                starts &= masks[rows[at]] >> rows[at + 1]
                if not starts:
                    break
            else:
                spans = nodes[rows[place]]
                if spans:
                    spans[length] = spans.get(length, 0) | starts
                else:
                    nodes[rows[place]] = {length: starts}
            place = after
        self.ops += 2 * count

    def _loose(self, mask: int, place: int, rows: tuple[int, ...]) -> None:
        """Add the spans of the runs with optional words or groups whose rarest atom stands at `mask`."""
        count = rows[place]
        place += 1
        for _ in range(count):
            found = self._run(mask, place, rows)
            if found:
                add(found, self.nodes[rows[place]])
                self.nodes[rows[place]] = found
            place += 4 + rows[place + 3]

    def _run(self, mask: int, place: int, rows: tuple[int, ...]) -> Spans:
        """Spans of one run, from the row of numbers at `place`."""
        least, most, count = rows[place + 1 : place + 4]
        starts = mask >> least
        for before in range(least + 1, most + 1):
            starts |= mask >> before
        spans: Spans = {0: starts}
        for marked in rows[place + 4 : place + 4 + count]:
            following: Spans = dict(spans) if marked & 1 else {}
            atom = marked >> 1
            found = self.masks[atom]
            for more, there in ((1, found),) if found else self._group(atom).items():
                for length, begin in spans.items():
                    both = begin & (there >> length)
                    if both:
                        whole = length + more
                        following[whole] = following.get(whole, 0) | both
            self.ops += len(spans)
            if not following:
                return _NOWHERE
            spans = following
        spans.pop(0, None)
        return spans

    def _group(self, atom: int) -> Spans:
        """Spans of an atom that stands for runs; none of one that stands for words."""
        spans = self.grouped.get(atom)
        if spans is None:
            spans = self.grouped[atom] = {}
            places, rows = self.index.groups
            if atom in places:
                place = places[atom]
                count = rows[place]
                place += 1
                for _ in range(count):
                    mask = self.masks[rows[place]] if rows[place] >= 0 else self.free
                    if mask:
                        add(spans, self._run(mask, place, rows))
                    place += 4 + rows[place + 3]
        return spans

    # -- chains

    def _fronts(self, elements: tuple[int, ...], gaps: tuple[int, ...]) -> tuple[list[int], int]:
        """Where each element after the first can begin, all before it found, and where the last can end."""
        fronts: list[int] = []
        reach = self._ends[elements[0]]
        for element, gap in zip(elements[1:], gaps, strict=True):
            front = (self._forth(reach, gap) if gap else reach) & self._starts[element]
            self.ops += 4
            if not front:
                return fronts, 0
            fronts.append(front)
            reach = 0
            for length, mask in self.nodes[element].items():
                reach |= (mask & front) << length
        return fronts, reach

    def _chain(self, elements: tuple[int, ...], gaps: tuple[int, ...], fronts: list[int]) -> Spans:
        """Spans of elements in order, with at most so many words between; `fronts` is where they can begin."""
        spans = self.nodes[elements[0]]
        for element, gap, front in zip(elements[1:], gaps, fronts, strict=True):
            back = self._back(front, gap) if gap else front
            left = {length: both for length, mask in spans.items() if (both := mask & (back >> length))}
            right = {length: both for length, mask in self.nodes[element].items() if (both := mask & front)}
            spans = chained(left, right, gap)
            self.ops += (gap + 1) * len(left) + (gap + len(left)) * len(right)
        whole = {length: mask & (self._unbroken(length) >> (length - 1)) for length, mask in spans.items()}
        return {length: mask for length, mask in whole.items() if mask}

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
        found = self.unbroken.get(length)
        if found is None:
            half = length // 2
            found = self._unbroken(length - half) & (self._unbroken(half) << (length - half))
            self.unbroken[length] = found
        return found


def _from(firsts: Sequence[int], limbs: Sequence[Limb]) -> int:
    """The bits of each limb's words from a position on."""
    digits = ["0" * first + "1" * (len(limb.words) - first) + "0" for first, limb in zip(firsts, limbs, strict=True)]
    return int("".join(digits)[::-1] or "0", 2)
