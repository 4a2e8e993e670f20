"""`near`, `all` and `order`: how the spans of parts combine into the spans of a condition, in one limb."""

from collections.abc import Sequence

from clausecheck.rulebook.spans import Pairs, Spans, chained, minimal

__all__ = ["ANYWHERE", "in_order", "smallest", "within"]

ANYWHERE = 1 << 60
"""The window of `all`."""


def smallest(spans: Spans, own: int) -> Pairs:
    """The spans that hold no other, and those that hold no other with one of the limb's own words.

    `own` is the position of the first own word; by start, then end.
    """
    least = minimal(spans)
    if not own or not least or least[0][1] > own:
        return least
    reaching = {}
    for length, mask in spans.items():
        past = max(0, own - length + 1)
        if late := mask >> past << past:
            reaching[length] = late
    return sorted({*least, *minimal(reaching)}) if reaching else least


def within(parts: Sequence[Spans], most: int, own: int) -> Pairs:
    """Windows of at most `most` words that hold a span of every part, in any order.

    From every place a part begins: the shortest, and the shortest with a part that has an own word.
    """
    lists = [smallest(part, own) for part in parts]
    if not all(lists):
        return []
    sweeps = [_Sweep(pairs, own) for pairs in lists]
    out: Pairs = []
    for start in sorted({a for pairs in lists for a, _ in pairs}):
        found = [sweep.from_start(start) for sweep in sweeps]
        end = max([any_end for any_end, _ in found])
        if end - start > most:
            continue
        out.append((start, end))
        if end <= own:
            end = min([own_end for _, own_end in found])
            if end - start <= most:
                out.append((start, end))
    return out


class _Sweep:
    """One part's spans, asked for the nearest end from rising starts."""

    def __init__(self, pairs: Pairs, own: int) -> None:
        self.starts = [a for a, _ in pairs]
        self.at = 0
        self.ends: list[tuple[int, int]] = [(2 * ANYWHERE, 2 * ANYWHERE)]
        any_end = own_end = 2 * ANYWHERE
        for _, b in reversed(pairs):
            any_end = min(any_end, b)
            if b > own:
                own_end = min(own_end, b)
            self.ends.append((any_end, own_end))
        self.ends.reverse()

    def from_start(self, start: int) -> tuple[int, int]:
        """Nearest end of a span that begins at `start` or later, and of one with an own word."""
        while self.at < len(self.starts) and self.starts[self.at] < start:
            self.at += 1
        return self.ends[self.at]


def in_order(parts: Sequence[Spans], most: int) -> Spans:
    """Every part after the one before, at most `most` words between."""
    out = parts[0]
    for part in parts[1:]:
        if not out:
            break
        out = chained(out, part, most)
    return out
