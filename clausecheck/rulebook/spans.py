"""Where things match: all spans of a node at once, as bits of long ints.

The words of many limbs stand in one row. The spans of something are a dict from length to an int whose bit `start`
is set: `{2: 0b100}` is the one span (2, 4). Chaining, exceptions and gaps are then a few operations on whole ints:
their cost does not depend on how often something matches, and grows with the row as slowly as an int does.
"""

from typing import TypeAlias

__all__ = ["Pairs", "Spans", "add", "bits", "chained", "minimal", "outside", "packed", "positions"]

Spans: TypeAlias = dict[int, int]
Pairs: TypeAlias = list[tuple[int, int]]

_FEW_BITS = 24
"""Up to so many bits are picked out one by one, more by searching their digits."""


def bits(places: list[int]) -> int:
    """An int with these bits set; linear in their number and reach."""
    if len(places) < 4:
        mask = 0
        for place in places:
            mask |= 1 << place
        return mask
    row = bytearray((max(places) >> 3) + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def positions(mask: int) -> list[int]:
    """The bits of an int, rising."""
    out: list[int] = []
    if mask.bit_count() <= _FEW_BITS:
        while mask:
            at = mask.bit_length() - 1
            out.append(at)
            mask ^= 1 << at
        out.reverse()
        return out
    digits = f"{mask:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        out.append(at)
        at = digits.find("1", at + 1)
    return out


def packed(pairs: Pairs) -> Spans:
    """Pairs (start, end) as spans."""
    starts: dict[int, list[int]] = {}
    for start, end in pairs:
        starts.setdefault(end - start, []).append(start)
    return {length: bits(found) for length, found in starts.items()}


def add(spans: Spans, more: Spans) -> None:
    """Put further spans into a dict of one's own."""
    for length, mask in more.items():
        spans[length] = spans.get(length, 0) | mask


def chained(first: Spans, second: Spans, gap: int) -> Spans:
    """Every span of `first` followed by one of `second` with at most `gap` words between, whatever they are."""
    out: Spans = {}
    if sum([mask.bit_count() for mask in first.values()]) <= gap + 1:
        window = (2 << gap) - 1
        for length, mask in first.items():
            for start in positions(mask):
                end = start + length
                for more, starts in second.items():
                    for offset in positions(starts >> end & window):
                        whole = length + offset + more
                        out[whole] = out.get(whole, 0) | 1 << start
        return out
    offsets: Spans = {}
    for length, mask in first.items():
        for offset in range(length, length + gap + 1):
            offsets[offset] = offsets.get(offset, 0) | mask
    for length, mask in second.items():
        for offset, starts in offsets.items():
            both = starts & (mask >> offset)
            if both:
                whole = offset + length
                out[whole] = out.get(whole, 0) | both
    return out


def outside(spans: Spans, exceptions: Spans) -> Spans:
    """The spans that do not lie inside one of the exceptions."""
    out: Spans = {}
    for length, mask in spans.items():
        rest = mask
        for reach, starts in exceptions.items():
            if reach >= length:
                rest &= ~_spread(starts, reach - length)
        if rest:
            out[length] = rest
    return out


def _spread(mask: int, most: int) -> int:
    """Every bit and the `most` bits after it."""
    done = 0
    while done < most:
        step = min(done + 1, most - done)
        mask |= mask << step
        done += step
    return mask


def minimal(spans: Spans) -> Pairs:
    """The spans that hold no other, by start; their ends rise too."""
    best: dict[int, int] = {}
    seen = 0
    for length in sorted(spans):
        fresh = spans[length] & ~seen
        seen |= fresh
        for start in positions(fresh):
            best[start] = start + length
    if len(best) < 2:
        return list(best.items())
    out: Pairs = []
    least = -1
    for start in sorted(best, reverse=True):
        end = best[start]
        if least < 0 or end < least:
            out.append((start, end))
            least = end
    out.reverse()
    return out
