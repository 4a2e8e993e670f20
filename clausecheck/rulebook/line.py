"""The words of many limbs in one row, and where along it runs of words match.

Each limb takes a field of bits, one a word, and one bit more that parts it from the next: `seps`. Nothing matches
across that bit, nor across the break between heading, lead-in and own words.
"""

from collections.abc import Sequence
from itertools import repeat
from operator import and_, itemgetter, rshift

from clausecheck.reading.contract import BREAK, Limb
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.spans import Spans, add, bits

__all__ = ["NOWHERE", "Line", "picked"]

NOWHERE: Spans = {}
"""Shared by all nodes without a match; never changed."""


class Line:
    """Spans of the nodes that match by words or quantities, along one row."""

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
        self.nodes: list[Spans] = [NOWHERE] * index.nodes
        """Spans of each node that is not alone; of one that is no part of another without its chains."""
        self._starts = [0] * index.nodes
        self._ends = [0] * index.nodes
        self._segments = [0] * index.nodes
        """For each part, the breaks that end the segments in which it begins."""
        self._place(places)
        self._by_words()

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

    def _by_words(self) -> None:
        """Spans of the nodes that words match without other nodes, and of quantities."""
        masks, nodes = self.masks, self.nodes
        self._quantities()
        single, atoms, alone = self.index.singles
        found = picked(masks, atoms)
        self._alone(single[:alone], found[:alone], 1)
        for node, mask in zip(single[alone:], found[alone:], strict=True):
            if mask:
                nodes[node] = {1: mask}
        self._fixed()
        places, rows = self.index.loose
        for atom, place in places.items():
            mask = masks[atom] if atom >= 0 else self.free
            if mask:
                self._loose(mask, place, rows)

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

    def _fixed(self) -> None:
        """Add the spans of all runs without optional words, those of a length at once."""
        masks, nodes = self.masks, self.nodes
        found: Sequence[int] = masks
        for longer, (before, atoms, owners, places, alone) in enumerate(self.index.fixed, 1):
            # One after the other in C: most are nothing and nothing, and cost no more than asking.
            following = map(rshift, picked(masks, atoms), repeat(longer))
            found = list(map(and_, picked(found, before), following))
            length = longer + 1
            matches = picked(found, places)
            self._alone(owners[:alone], matches[:alone], length)
            for node, starts in zip(owners[alone:], matches[alone:], strict=True):
                if starts:
                    spans = nodes[node]
                    if spans:
                        spans[length] = spans.get(length, 0) | starts
                    else:
                        nodes[node] = {length: starts}
            self.ops += len(atoms)

    def _alone(self, owners: Sequence[int], matches: Sequence[int], length: int) -> None:
        """Close the nodes that match by these spans and nothing else."""
        starts, ends, segments = self._starts, self._ends, self._segments
        free, breaks = self.free, self.breaks
        for node, mask in zip(owners, matches, strict=True):
            if mask:
                starts[node] = mask
                ends[node] = mask << length
                segments[node] = (mask + free) & breaks

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
                return NOWHERE
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


def _from(firsts: Sequence[int], limbs: Sequence[Limb]) -> int:
    """The bits of each limb's words from a position on."""
    digits = ["0" * first + "1" * (len(limb.words) - first) + "0" for first, limb in zip(firsts, limbs, strict=True)]
    return int("".join(digits)[::-1] or "0", 2)


def picked(values: Sequence[int], places: tuple[int, ...]) -> Sequence[int]:
    """The values at these places."""
    return itemgetter(*places)(values) if len(places) > 1 else [values[place] for place in places]
