"""Which of many clauses are nearly the same words: work grows with their number, whatever they say.

A clause is reduced to hashes of its pairs of words. Clauses that share a band of least hashes (MinHash with one hash
function, the bins left empty filled from their neighbours) are held side by side; no clause with more than `_MOST`.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from clausecheck.patterns import pattern

__all__ = ["clusters", "skeleton", "sketch"]

_ALIKE = 0.5
"""Of the pairs of words in either clause, this share stands in both: two words in twenty may differ."""

_BINS, _ROWS = 32, 2
_SEATS = 4
"""Leaders that one band of hashes remembers."""
_MOST = _SEATS * _BINS // _ROWS
"""Clauses that one is held against at most."""

_PAIRS = 512
"""Hashes kept of a clause; of a longer one the least, by which the likeness of two is estimated."""

_TOKENS = pattern(r"\d[\d,.:/]*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[£$€%]|[.;:!?]")
_STOPS = frozenset(".;:!?")
_FIGURE, _STOP = "#", "."
_NUMBER = pattern(
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|"
    "january|february|march|april|june|july|august|september|october|november|december"
)
_MONTH = "may"
# Also a verb, and a frequent one: a number only behind one.
_LOCUM = pattern("(?:locum|doctor|gp|practitioner|contractor|supplier|clinician|worker|physician)s?")
_OTHER = pattern(
    "(?:practice|client|company|hirer|trust|board|federation|partnership|provider|customer|platform|network)s?|"
    "partners|agency|agencies|surgery|surgeries"
)


@lru_cache(maxsize=512)
def skeleton(quote: str) -> tuple[str, ...]:
    """The words of a clause without what may differ between templates.

    Numbers, sums and dates become `#`, names of two words and more `^`, what a party is called becomes which it is.
    Kept for a while: one clause often has findings on several topics.
    """
    found = _TOKENS.findall(quote if quote.isascii() else unicodedata.normalize("NFKC", quote))
    kinds = [_kind(word) for word in found]
    titled = sum([capital for _, capital in kinds]) * 3 > 2 * len(kinds)
    out: list[str] = []
    names = 0
    starts = True
    for plain, capital in kinds:
        if plain == _STOP:
            starts, names = True, 0
            continue
        last = out[-1] if out else ""
        named = capital and not titled and not starts and (names > 0 or plain[0] != "<")
        names = names + 1 if named else 0
        starts = False
        if plain == _MONTH and last == _FIGURE:
            continue
        if names >= 2:
            if names == 2:
                out[-1] = "^"
        elif plain != _FIGURE or last != _FIGURE:
            out.append(plain)
    return tuple(out)


@lru_cache(maxsize=1 << 16)
def _kind(word: str) -> tuple[str, bool]:
    """What stands for a word, and whether it has a capital."""
    if word in _STOPS:
        return _STOP, False
    small = word.casefold()
    if word[0].isdecimal() or _NUMBER.fullmatch(small):
        return _FIGURE, False
    party = "<locum>" if _LOCUM.fullmatch(small) else "<other>" if _OTHER.fullmatch(small) else small
    return party, word[0].isupper()


def sketch(words: Sequence[str]) -> bytes:
    """Hashes of the pairs of neighbouring words, ascending, 4 bytes each; of a lone word its own."""
    pairs = pairwise(words) if len(words) > 1 else [(word, "") for word in words]
    found = {crc32(f"{a} {b}".encode("utf-8", "backslashreplace")) * 0x9E3779B1 & 0xFFFFFFFF for a, b in pairs}
    return array("I", sorted(found)[:_PAIRS]).tobytes()


def clusters(sketches: Sequence[bytes]) -> list[int]:
    """For each clause the number of the one that leads its group, which may be itself.

    A clause joins the leader it is most like, the earlier of two; who is alike to none leads. The caller puts in
    front what should lead, in an order of its own: that alone, not chance, decides.
    """
    seats: dict[int, list[int]] = {}
    leaders: list[int] = []
    for number, one in enumerate(sketches):
        own = _hashes(one)
        bands = _bands(own)
        near = dict.fromkeys(leader for band in bands for leader in seats.get(band, ()))
        best = max(((_likeness(own, _hashes(sketches[n])), -n) for n in near), default=(0.0, 0))
        if best[0] >= _ALIKE:
            leaders.append(-best[1])
            continue
        leaders.append(number)
        for band in bands:
            if len(held := seats.setdefault(band, [])) < _SEATS:
                held.append(number)
    return leaders


def _hashes(one: bytes) -> frozenset[int]:
    out = array("I")
    out.frombytes(one)
    return frozenset(out)


def _bands(own: frozenset[int]) -> list[int]:
    if not own:
        return []
    least = [-1] * _BINS
    for value in own:
        at, rest = value % _BINS, value // _BINS
        if least[at] < 0 or rest < least[at]:
            least[at] = rest
    last = next(value for value in least if value >= 0)
    for at in range(_BINS - 1, -1, -1):
        if least[at] < 0:
            least[at] = last
        else:
            last = least[at]
    return [(least[at] << 27 | least[at + 1]) * _BINS + at for at in range(0, _BINS, _ROWS)]


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of pairs in both, of those in either; estimated where only the least hashes are known."""
    if max(len(one), len(other)) < _PAIRS:
        both = len(one & other)
        return both / (len(one) + len(other) - both)
    least = sorted(one | other)[:_PAIRS]
    return sum(value in one and value in other for value in least) / len(least)
