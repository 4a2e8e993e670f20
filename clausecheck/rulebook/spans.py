"""Where things match, as an algebra of spans: chains, exceptions, smallest spans.

The spans of a node are all pairs (start, end) of word positions it matches, held in one of two ways: a few as a list
of pairs, many as a dict from length to an int whose bit `start` is set. Chaining lists costs their product; chaining
dicts costs lengths times gap, whatever the number of spans, one operation on a long int each. Together they keep the
work linear in the text: nothing is ever tried twice from the same place.
"""

from bisect import bisect_right
from typing import TypeAlias

__all__ = ["Pairs", "Spans", "chained", "joined", "minimal", "outside", "packed", "unbroken", "width"]

Pairs: TypeAlias = list[tuple[int, int]]
Packed: TypeAlias = dict[int, int]
Spans: TypeAlias = Pairs | Packed

FEW = 96
"""More pairs than this are packed."""
_PRODUCT = 512
"""Two lists with a larger product are packed before they are chained."""


def width(spans: Spans) -> int:
    """About how much work one pass over these spans is."""
    if isinstance(spans, list):
        return len(spans)
    return sum([1 + (mask.bit_length() >> 6) for mask in spans.values()])


def packed(pairs: Pairs) -> Packed:
    """The same spans by length; linear in their number and reach."""
    starts: dict[int, list[int]] = {}
    for start, end in pairs:
        starts.setdefault(end - start, []).append(start)
    return {length: _mask(found) for length, found in starts.items()}


def _mask(positions: list[int]) -> int:
    if len(positions) < 8:
        mask = 0
        for position in positions:
            mask |= 1 << position
        return mask
    bits = bytearray(b"0") * (max(positions) + 1)
    for position in positions:
        bits[~position] = 49
    return int(bits, 2)


def _positions(mask: int) -> list[int]:
    return [position for position, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]


def joined(first: Spans, second: Spans) -> Spans:
    """The spans of both."""
    if not first:
        return second
    if not second:
        return first
    if isinstance(first, list) and isinstance(second, list):
        pairs = first + second
        return pairs if len(pairs) <= FEW else packed(pairs)
    out = dict(first) if isinstance(first, dict) else packed(first)
    for length, mask in (second if isinstance(second, dict) else packed(second)).items():
        out[length] = out.get(length, 0) | mask
    return out


def chained(first: Spans, second: Spans, gap: int) -> Spans:
    """Every span of `first` followed by one of `second` with at most `gap` words between."""
    if isinstance(first, list) and isinstance(second, list) and len(first) * len(second) <= _PRODUCT:
        if gap:
            pairs = [(a, d) for a, b in first for c, d in second if 0 <= c - b <= gap]
        else:
            pairs = [(a, d) for a, b in first for c, d in second if c == b]
        if len(pairs) > 1:
            pairs = list(dict.fromkeys(pairs))
            return pairs if len(pairs) <= FEW else packed(pairs)
        return pairs
    left = packed(first) if isinstance(first, list) else first
    right = packed(second) if isinstance(second, list) else second
    offsets: Packed = {}
    for length, mask in left.items():
        for offset in range(length, length + gap + 1):
            offsets[offset] = offsets.get(offset, 0) | mask
    out: Packed = {}
    for length, mask in right.items():
        for offset, starts in offsets.items():
            both = starts & (mask >> offset)
            if both:
                whole = offset + length
                out[whole] = out.get(whole, 0) | both
    return out


def unbroken(spans: Spans, breaks: tuple[int, ...]) -> Spans:
    """The spans that hold none of the positions in `breaks`."""
    if isinstance(spans, list):
        for at in breaks:
            spans = [(a, b) for a, b in spans if not a < at < b]
        return spans
    out: Packed = {}
    for length, mask in spans.items():
        rest = mask
        for at in breaks:
            low = max(0, at - length + 1)
            rest &= ~(((1 << at) - 1) ^ ((1 << low) - 1))
        if rest:
            out[length] = rest
    return out


def outside(spans: Spans, exceptions: Spans) -> Spans:
    """The spans that do not lie inside one of the exceptions."""
    if not spans or not exceptions:
        return spans
    if isinstance(spans, list) and isinstance(exceptions, list) and len(spans) * len(exceptions) <= _PRODUCT:
        return [(a, b) for a, b in spans if not any(p <= a and b <= q for p, q in exceptions)]
    reach: dict[int, int] = {}
    for p, q in _pairs(exceptions):
        if q > reach.get(p, 0):
            reach[p] = q
    starts = sorted(reach)
    ends: list[int] = []
    furthest = 0
    for p in starts:
        furthest = max(furthest, reach[p])
        ends.append(furthest)
    out = []
    for a, b in _pairs(spans):
        k = bisect_right(starts, a)
        if not k or ends[k - 1] < b:
            out.append((a, b))
    return out if len(out) <= FEW else packed(out)


def _pairs(spans: Spans) -> Pairs:
    if isinstance(spans, list):
        return spans
    return [(start, start + length) for length, mask in spans.items() for start in _positions(mask)]


def minimal(spans: Spans) -> Pairs:
    """The spans that hold no other, by start; their ends rise too."""
    if isinstance(spans, list):
        if len(spans) < 2:
            return spans
        best: dict[int, int] = {}
        for a, b in spans:
            if a not in best or b < best[a]:
                best[a] = b
    else:
        best = {}
        seen = 0
        for length in sorted(spans):
            fresh = spans[length] & ~seen
            seen |= fresh
            if fresh:
                for start in _positions(fresh):
                    best[start] = start + length
    out: Pairs = []
    least: int | None = None
    for a in sorted(best, reverse=True):
        b = best[a]
        if least is None or b < least:
            out.append((a, b))
            least = b
    out.reverse()
    return out
