"""Words of recognised pages as they must have stood there: `lndemnify`, `1O minutes`, `£1OO`, `Lam`.

Only the words that rules see are mended, and only where OCR was unsure of them; the text, and so every quote, stays as
it was read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.tokens import Tokens, words_of
from clausecheck.reading.wordlist import word_set

__all__ = ["Vocabulary", "mend"]

_LOOKALIKES = str.maketrans({"1": "l", "i": "l", "|": "l", "!": "l", "0": "o", "5": "s", "8": "b", "c": "e", "9": "g"})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "n"))
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "ment", "able", "'s")
_FUZZY_LETTERS = 5
"""Letters from which one wrong, missing or added letter leaves a word recognisable."""
_LONGEST = 24
_MOST_UNKNOWN = 4_000
"""Distinct unknown words of one document that are looked up, a millisecond each; more is gibberish."""


class Vocabulary:
    """The words that rules are made of, and others that are words too."""

    def __init__(
        self, wanted: Iterable[str], others: Iterable[str] = (), is_word: Callable[[str], bool] | None = None
    ) -> None:
        """Words in lower case, as `tokenise` gives them; a misread word is only ever taken for one that is `wanted`.

        What is in `others`, or what `is_word` knows, is no misread word.
        """
        self._is_word = is_word
        self._wanted = frozenset(word for word in wanted if word.isalpha() and word.isascii())
        self._known = self._wanted.union(others)
        self._alike: dict[str, list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._wanted):
            self._by_length.setdefault(len(word), []).append(word)
        for word in sorted(self._known):
            self._alike.setdefault(_shape(word), []).append(word)

    def knows(self, word: str) -> bool:
        """It is a word, or one with an ending."""
        if word in self._known or (self._is_word is not None and self._is_word(word)):
            return True
        stems = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
        return any(stem in self._known or stem + "e" in self._known for stem in stems if len(stem) > 2)

    def nearest(self, word: str) -> str:
        """The one wanted word that an unknown one must be; empty where none or several could be meant."""
        alike = self._alike.get(_shape(word), ())
        if alike:
            return alike[0] if len(alike) == 1 and alike[0] in self._wanted else ""
        if not _FUZZY_LETTERS <= len(word) <= _LONGEST:
            return ""
        import regex

        near = [w for size in (len(word) - 1, len(word), len(word) + 1) for w in self._by_length.get(size, ())]
        fuzzy = regex.compile(rf"(?m)^(?:{regex.escape(word)}){{e<=1}}$")
        found = set(fuzzy.findall("\n".join(near)))
        if len(found) != 1:
            return ""
        only: str = found.pop()
        return "" if only.startswith(word) or word.startswith(only) else only


def _shape(word: str) -> str:
    """What is left of a word when letters that OCR takes for each other are one."""
    for pair, single in _PAIRS:
        word = word.replace(pair, single)
    return word.translate(_LOOKALIKES)


def mend(tokens: Tokens, doubtful: Sequence[Span], vocabulary: Vocabulary) -> Tokens:
    """The words of a text with those mended that stand in the spans `doubtful`, which are in order."""
    if not doubtful:
        return tokens
    starts = [start for start, _ in doubtful]

    def doubted(at: int) -> bool:
        index = bisect_right(starts, at) - 1
        return index >= 0 and at < doubtful[index][1]

    places = list(_figures_mended(tokens, doubted))
    known: dict[str, str] = {}
    out: list[tuple[str, Span]] = []
    for index, (word, span) in enumerate(places):
        if not doubted(span[0]):
            out.append((word, span))
            continue
        following = places[index + 1] if index + 1 < len(places) else ("", (0, 0))
        spoken = _first_person(tokens.text, word, span, following)
        if spoken and not (len(word) > 1 and vocabulary.knows(word)):
            out += spoken
            continue
        if word not in known and len(known) < _MOST_UNKNOWN:
            known[word] = "" if _is_sound(word, vocabulary) else vocabulary.nearest(word)
        out.append((known.get(word) or word, span))
    words, spans = zip(*out, strict=True) if out else ((), ())
    return Tokens(tokens.text, tuple(words), tuple(spans), tuple([start for start, _ in spans]))


def _is_sound(word: str, vocabulary: Vocabulary) -> bool:
    """It needs no mending: too short, a figure, or a word."""
    return len(word) < 2 or not word[0].isalnum() or word.replace(".", "").isdigit() or vocabulary.knows(word)


_DIGITS = str.maketrans("OolI|S", "001115")
_FIGURE = pattern(
    r"(?<![\w.,])(?P<sum>[£$€]\s?)?(?P<body>[\dOolI|S](?:[.,:/]?[\dOolI|S])*)"
    r"(?P<tail>\s?%|(?:k|m|bn|st|nd|rd|th|am|pm)\b)?(?!\w)(?=\s*(?P<next>[A-Za-z]*))"
)
_UNITS = word_set(
    "minute minutes min mins hour hours hr hrs day days week weeks month months year years mile miles patient patients "
    "appointment appointments session sessions contact contacts visit visits call calls working calendar consecutive "
    "pounds pence per percent"
)


def _figures_mended(tokens: Tokens, doubted: Callable[[int], bool]) -> Iterator[tuple[str, Span]]:
    """The words with those that are figures but for a letter put right, each figure one word."""
    mended: dict[int, tuple[str, Span]] = {}
    gone: set[int] = set()
    for match in _FIGURE.finditer(tokens.text):
        figure = _figure(match)
        start, end = match.start(), match.end("tail") if match["tail"] else match.end("body")
        if not figure or not doubted(start):
            continue
        first, last = tokens.between(start, end)
        normal = words_of(figure)
        if len(normal) == 1 and first < last:
            mended[first] = (normal[0], (tokens.spans[first][0], max(end, tokens.spans[last - 1][1])))
            gone.update(range(first, last))
    for index, place in enumerate(zip(tokens.words, tokens.spans, strict=True)):
        if index in mended:
            yield mended[index]
        elif index not in gone:
            yield place


def _figure(match: re.Match[str]) -> str:
    """The figure that a match must be, empty where it is sound already or may be a word or a name.

    A letter among figures, or an O after one, is a misread figure. First or last it may mark a section (S75, 1l), and
    letters alone are a word: there a currency sign, a unit, or the form of a time must say that a figure is meant.
    """
    body = match["body"]
    if body.translate(_DIGITS) == body:
        return ""
    told = bool(match["sum"]) or match["next"].lower() in _UNITS or bool(_TIME.fullmatch(body))
    if not any(character.isdigit() for character in body):
        told = told and not match["tail"] and bool(_ALL_LETTERS.fullmatch(body))
    elif _WITHIN.fullmatch(body) or match["tail"]:
        told = True
    return (match["sum"] or "") + body.translate(_DIGITS) + (match["tail"] or "") if told else ""


_WITHIN = pattern(r"\d[\dOolI|.,:/]*[\dOo]")
_TIME = pattern(r"[\dOlI|]{1,2}[.:][\dOlI|]{2}")
_ALL_LETTERS = pattern(r"[SlI|][Oo]+")
"""lO, SO: no word that stands before a unit, and none after a currency sign."""


_I_LIKE = "l1i"
_VERBS = word_set(
    "accept agree also always am arrange ask attend can cannot carry charge claim complete confirm consent do expect "
    "follow get give had have hold keep know leave let look make may must need never offer only pay prefer promise "
    "provide reserve ring see send shall should sign stay stop take tell then treat understand undertake usually want "
    "was will work would write"
)


def _first_person(text: str, word: str, span: Span, following: tuple[str, Span]) -> list[tuple[str, Span]]:
    """The word I, and what it was run together with; empty where the word is something else."""
    start, end = span
    if word in ("l", "1"):
        then, (at, _) = following
        return [("i", span)] if then in _VERBS and text[at].islower() and text[end:at].isspace() else []
    if word[0] in _I_LIKE and word[1:] in _VERBS:
        return [("i", (start, start + 1)), (word[1:], (start + 1, end))]
    if word in _VERBS and text[start - 1 : start] == "[" and "]" not in text[end : end + 40]:
        return [("i", (start - 1, start)), (word, span)]
    return []
