"""Where chains match along a row of words: everything is worked out once, parts before wholes."""

from collections.abc import Sequence

from clausecheck.reading.contract import Limb
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.line import NOWHERE, Line
from clausecheck.rulebook.spans import Spans, add, chained, outside

__all__ = ["Row"]


class Row(Line):
    """Spans of all nodes along one row."""

    def __init__(self, index: Index, limbs: Sequence[Limb]) -> None:
        super().__init__(index, limbs)
        self._tops: dict[int, tuple[int, list[int]]] = {}
        """Where the chains of a node end that is no part of another, and which match: their places in the table."""
        self._locals: dict[tuple[int, int], Spans] = {}
        self.unbroken = {1: self.free}
        self._by_parts()

    def spans(self, node: int) -> Spans:
        """Every span of a node; of one that is no part of another without its chains."""
        found = self.nodes[node]
        if found or not self._starts[node]:
            return found
        return {self.index.lengths[node]: self._starts[node]}

    def ends(self, node: int) -> int:
        """The bits after the last words of a node's spans."""
        end = self._ends[node]
        if not end and self.nodes[node]:
            self._close(node)
            end = self._ends[node]
        return end | self._top(node)[0] if node in self.index.tops[0] else end

    def local(self, node: int, base: int, count: int) -> Spans:
        """A node's spans among `count` bits from `base` on, counted from there."""
        found = self._locals.get((node, base))
        if found is None:
            field = (1 << count) - 1
            found = {length: both for length, mask in self.spans(node).items() if (both := mask >> base & field)}
            if node in self.index.tops[0]:
                ends, places = self._top(node)
                if ends >> (base + 1) & field:
                    self._local_chains(places, base, count, found)
            self._locals[node, base] = found
        return found

    def _local_chains(self, places: list[int], base: int, count: int, spans: Spans) -> None:
        """Add the spans of chains among `count` bits from `base` on."""
        rows = self.index.tops[1]
        for place in places:
            size = rows[place]
            elements = rows[place + 3 : place + 3 + size]
            found = self.local(elements[0], base, count)
            for element, gap in zip(elements[1:], rows[place + 3 + size : place + 2 + 2 * size], strict=True):
                if not found:
                    break
                found = chained(found, self.local(element, base, count), gap)
            for length, mask in found.items():
                whole = mask & (self._unbroken(length) >> (length - 1 + base))
                if whole:
                    spans[length] = spans.get(length, 0) | whole

    def _close(self, node: int) -> None:
        """Work out where the spans of a node begin and end, and in which segments."""
        spans = self.nodes[node]
        if len(spans) == 1:
            ((length, begin),) = spans.items()
            end = begin << length
        else:
            begin = end = 0
            for length, mask in spans.items():
                begin |= mask
                end |= mask << length
        self._starts[node] = begin
        self._ends[node] = end
        self._segments[node] = self._within(begin) if begin else 0
        self.ops += 4

    def _within(self, mask: int) -> int:
        """The breaks that end the segments in which there is a bit.

        Adding a one to every bit of a segment carries into the break after it if any bit was set.
        """
        return (mask + self.free) & self.breaks

    def _by_parts(self) -> None:
        """Spans of the nodes that are parts of others, those they are made of first."""
        index, nodes = self.index, self.nodes
        for node in index.mixed:
            if nodes[node]:
                self._close(node)
        places, rows = index.chains
        for node in index.composite:
            if node in places:
                self._part(node, places[node], rows)
            if nodes[node]:
                exceptions = self.spans(index.excepts[node]) if node in index.excepts else NOWHERE
                if exceptions:
                    self.ops += 4 * len(nodes[node]) * len(exceptions)
                    nodes[node] = outside(nodes[node], exceptions)
                self._close(node)

    def _part(self, node: int, place: int, rows: tuple[int, ...]) -> None:
        """Add the spans of a node's chains."""
        segments = self._segments
        spans: Spans = {}
        count = rows[place]
        place += 1
        for _ in range(count):
            size = rows[place]
            if segments[rows[place + 1]] & segments[rows[place + 2]]:
                elements, gaps, fronts, end = self._tried(place, rows)
                if end:
                    add(spans, self._chain(elements, gaps, fronts))
            place += 2 + 2 * size
        if spans:
            add(spans, self.nodes[node])
            self.nodes[node] = spans

    def _top(self, node: int) -> tuple[int, list[int]]:
        """Where the chains of a node end that is no part of another, and which of them match."""
        known = self._tops.get(node)
        if known is None:
            segments = self._segments
            places, rows = self.index.tops
            ends, matching = 0, []
            place = places[node]
            count = rows[place]
            place += 1
            for _ in range(count):
                if segments[rows[place + 1]] & segments[rows[place + 2]]:
                    *_, end = self._tried(place, rows)
                    if end:
                        ends |= end
                        matching.append(place)
                place += 2 + 2 * rows[place]
            self.ops += count
            known = self._tops[node] = ends, matching
        return known

    # -- chains

    def _tried(self, place: int, rows: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...], list[int], int]:
        """Elements and gaps of a chain, where each element after the first can begin, and where the last can end."""
        size = rows[place]
        elements = rows[place + 3 : place + 3 + size]
        gaps = rows[place + 3 + size : place + 2 + 2 * size]
        if size > 2:
            shared = self.breaks
            for element in elements:
                shared &= self._segments[element]
            if not shared:
                return elements, gaps, [], 0
        return elements, gaps, *self._fronts(elements, gaps)

    def _fronts(self, elements: tuple[int, ...], gaps: tuple[int, ...]) -> tuple[list[int], int]:
        """Where each element after the first can begin, all before it found, and where the last can end."""
        fronts: list[int] = []
        lengths = self.index.lengths
        reach = self._ends[elements[0]]
        for element, gap in zip(elements[1:], gaps, strict=True):
            front = (self._forth(reach, gap) if gap else reach) & self._starts[element]
            self.ops += 4
            if not front:
                return fronts, 0
            fronts.append(front)
            if lengths[element]:
                reach = front << lengths[element]
                continue
            reach = 0
            for length, mask in self.nodes[element].items():
                reach |= (mask & front) << length
        return fronts, reach

    def _chain(self, elements: tuple[int, ...], gaps: tuple[int, ...], fronts: list[int]) -> Spans:
        """Spans of elements in order, with at most so many words between; `fronts` is where they can begin."""
        spans = self.spans(elements[0])
        for element, gap, front in zip(elements[1:], gaps, fronts, strict=True):
            back = self._back(front, gap) if gap else front
            left = {length: both for length, mask in spans.items() if (both := mask & (back >> length))}
            right = {length: both for length, mask in self.spans(element).items() if (both := mask & front)}
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
