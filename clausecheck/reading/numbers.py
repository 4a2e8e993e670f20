"""Numbers in figures and in words."""

from collections.abc import Sequence
from functools import lru_cache

from clausecheck.reading.wordlist import word_list

__all__ = ["FRACTIONS", "NUMBER_WORDS", "figure", "spelled"]

FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_UNITS = {word: value for value, word in enumerate(word_list(_SMALL))} | {"nil": 0, "dozen": 12}
_TENS = {
    word: 10 * value for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
} | {"fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMBER_WORDS = frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES)


@lru_cache(maxsize=4096)
def figure(word: str) -> float | None:
    """The value of a plain figure: `12`, `1,000`, `4.17`, `7½`, `½`, `1/2`; None for anything else."""
    if word in FRACTIONS:
        return FRACTIONS[word]
    tail = FRACTIONS.get(word[-1], 0.0)
    body = (word[:-1] if tail else word).replace(",", "")
    if body.isascii() and body.replace(".", "", 1).isdigit():
        return float(body) + tail
    top, slash, bottom = body.partition("/")
    if slash and top.isdigit() and bottom.isdigit() and 0 < int(top) < int(bottom) <= 20:
        return int(top) / int(bottom)
    return None


def spelled(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """The number spelled from position `at` and the position after it; None where none begins.

    `a hundred and fifty`, `twenty four`, `ten million`.
    """
    total, current, here, seen = 0.0, 0.0, at, False
    limit = len(words)
    if words[at] in ("a", "half"):
        if at + 1 < limit and (words[at + 1] in _SCALES or words[at + 1] == "dozen"):
            current, here, seen = (1.0 if words[at] == "a" else 0.5), at + 1, True
        else:
            return None
    last = ""
    while here < limit:
        word = words[here]
        if word == "dozen" and seen and current < 13:
            current *= 12
        elif word in _UNITS:
            if seen and last not in _TENS and last not in _SCALES and last != "and":
                break
            current += _UNITS[word]
        elif word in _TENS:
            if seen and last not in _SCALES and last != "and":
                break
            current += _TENS[word]
        elif word in _SCALES and (seen or word != "hundred"):
            scale = _SCALES[word]
            if scale == 100:
                current *= 100
            else:
                total, current = total + max(current, 1.0) * scale, 0.0
        elif word == "and" and last in _SCALES and here + 1 < limit and words[here + 1] in _UNITS.keys() | _TENS.keys():
            pass
        else:
            break
        seen, last, here = True, word, here + 1
    if not seen or (at == here - 1 and words[at] in _SCALES):
        return None
    return total + current, here
