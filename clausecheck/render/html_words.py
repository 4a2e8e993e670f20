"""Two wordings side by side, the words that differ told apart: for people, so only words count and not their case."""

from __future__ import annotations

from difflib import SequenceMatcher

from clausecheck.patterns import pattern
from clausecheck.record import record

__all__ = ["Run", "differing"]

_WORD = pattern(r"[\w£%]+(?:[.,'’]\w+)*")

_LINKING = frozenset(
    {
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "i",
        "if",
        "in",
    }
    | {"is", "it", "its", "may", "must", "my", "no", "not", "of", "on", "or", "our", "shall", "such", "that", "the"}
    | {"their", "they", "this", "to", "us", "was", "we", "when", "where", "which", "who", "will", "with", "you", "your"}
)
# Words that all contracts share: a lone "of the" in two sentences is not what they have in common.

_COMMON = 0.25
# Below this share of common words in the shorter wording nearly all of it would be marked, which shows nothing.

_MOST_WORDS = 400
# Longer wordings are not held side by side word by word: it would take long, and nobody could see it.


@record
class Run:
    """A piece of a wording; `differs` where the other has other words."""

    text: str
    differs: bool


def differing(one: str, other: str) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """Both wordings in runs that together are the whole text; None where they have too little in common to mark."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_WORDS:
        return None
    mine = [one[start:end].casefold() for start, end in ours]
    yours = [other[start:end].casefold() for start, end in theirs]
    matcher = SequenceMatcher(None, mine, yours, autojunk=False)
    same_ours: set[int] = set()
    same_theirs: set[int] = set()
    for at, to, size in matcher.get_matching_blocks():
        if not _LINKING.issuperset(mine[at : at + size]):
            same_ours.update(range(at, at + size))
            same_theirs.update(range(to, to + size))
    if len(same_ours) < _COMMON * min(len(ours), len(theirs)):
        return None
    return _runs(one, ours, same_ours), _runs(other, theirs, same_theirs)


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text)]


def _runs(text: str, words: list[tuple[int, int]], same: set[int]) -> tuple[Run, ...]:
    """Neighbouring words that differ make one run, the spaces and marks between them included."""
    runs: list[Run] = []
    reached, at = 0, 0
    while at < len(words):
        if at in same:
            at += 1
            continue
        last = at
        while last + 1 < len(words) and last + 1 not in same:
            last += 1
        start, end = words[at][0], words[last][1]
        if start > reached:
            runs.append(Run(text[reached:start], differs=False))
        runs.append(Run(text[start:end], differs=True))
        reached, at = end, last + 1
    if reached < len(text):
        runs.append(Run(text[reached:], differs=False))
    return tuple(runs)
