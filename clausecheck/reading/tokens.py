"""A text as normalised words, each with where it stands.

One compiled pattern passes over the text once. Offsets always index the text as it is: words are
lowered one by one, never the text, since lowering can change lengths.
"""

import re
import unicodedata
from bisect import bisect_left

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record

__all__ = ["Tokens", "tokenise", "words_of"]

_TOKEN = pattern(
    r"""[\s.,'’"“”)?!–-]{0,3}+(                                           # what stands between words, passed at once
      (?![apAP]\.)[a-zA-Z]++(?![\w\u00ad\u200b\u2060\u0300-\u036f])      # most words
    | [apAP](?<!\w.)\.\s?[mM]\b\.?                                      # a.m. and p.m.
    | [^\W\d_][^\W_]*(?:[\u00ad\u200b\u2060\u0300-\u036f]+[^\W_]*)*     # words, and codes such as GP2GP
    | [£$€]\s?\d[\d,]*(?<!,)(?:\.\d+)?(?:(?:k|m|bn)\b)?                 # money
    | (?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.:/]\d+)*)                 # numbers, times, dates
      (?:[¼½¾⅓⅔⅛]|\s?%|(?!(?:m(?:in(?:ute)?|onth|th|ile)|h(?:ou)?r|day|w(?:ee)?k|y(?:ea)?r|km|patient|appt)s?\b|h\b)
         [^\W\d_][^\W_]*)?                                              # 7½ 14.38% 5.50pm 3rd, but 15 mins
    | [¼½¾⅓⅔⅛;:&]
    | \[\d{1,3}\] | \((?:[a-zA-Z]|[ivx]{2,4})\)                         # footnote marks, (a), patient(s): dropped
    )""",
    re.VERBOSE,
)
_BROKEN = pattern(r"[-\u2010\u00ad](?<=[^\W\d_].)[ \t]*+\r?\n[ \t]*+(?=[^\W\d_])")
"""A hyphen at the end of a line."""
_INVISIBLE = {0xAD: None, 0x200B: None, 0x2060: None}
_AMPERSAND = "and"


@record
class Tokens:
    """The words of a text in order."""

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    """The first offset of each span, to search in."""

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Half-open positions of the words that begin in `text[start:end]`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


class _Normal(dict[str, str]):
    """Raw word to normal word, each worked out once."""

    marks = False
    """A word was met that is dropped."""

    def __missing__(self, raw: str) -> str:
        word = raw
        if not raw.isascii():
            word = unicodedata.normalize("NFKC", raw.translate(_INVISIBLE)) if raw not in "¼½¾⅓⅔⅛" else raw
            if raw[:-1].isascii() and raw[-1:] in "¼½¾⅓⅔⅛":
                word = raw  # NFKC would turn 7½ into 71⁄2
        if raw[0] in "apAP" and raw[1:2] == ".":
            word = raw[0] + "m"
        elif raw == "&":
            word = _AMPERSAND
        elif raw[0] in "£$€0123456789":
            word = "".join(word.split())
        elif raw[0] in "[(":
            self.marks = True
        word = word.lower()
        self[raw] = word
        return word


def tokenise(text: str, *, paged: bool = False) -> Tokens:
    """Every word of `text`, lowered, hyphens split, punctuation dropped except `;` and `:`.

    `paged`: lines end where the page's columns do, and not where the writer ended them.
    """
    spans = [m.span(1) for m in _TOKEN.finditer(text)]
    normal = _Normal()
    words = [normal[text[a:b]] for a, b in spans]
    if normal.marks:
        kept = [k for k, word in enumerate(words) if word[0] not in "[("]
        words, spans = [words[k] for k in kept], [spans[k] for k in kept]
    if _BROKEN.search(text):
        words, spans = _mend(text, words, spans, paged=paged)
    return Tokens(text, tuple(words), tuple(spans), tuple([a for a, _ in spans]))


def _mend(text: str, words: list[str], spans: list[Span], *, paged: bool) -> tuple[list[str], list[Span]]:
    """Join words broken over a line end; a compound whose halves both occur elsewhere stays two words.

    So does, where lines end as the page's columns do, one that begins as compounds do.
    """
    ends = {m.start() for m in _BROKEN.finditer(text)}
    broken = [span[1] in ends for span in spans]
    whole = {word for k, word in enumerate(words) if not broken[k] and not (k and broken[k - 1])}
    mended: list[str] = []
    places: list[Span] = []
    for k, (word, span) in enumerate(zip(words, spans, strict=True)):
        first = words[k - 1] if k and broken[k - 1] else ""
        apart = _is_compound(first, word, whole) if paged else {first, word} <= whole
        if first and (first + word in whole or not apart):
            mended[-1] += word
            places[-1] = (places[-1][0], span[1])
        else:
            mended.append(word)
            places.append(span)
    return mended, places


_FIRST_HALVES = word_set(
    "call extra first follow full half high last late long low ninety one open part pick same second self set "
    "short sign sixty state ten third thirty three twenty two walk well world zero"
)
"""Words that stand before the hyphen of a compound (`call-backs`, `self-employed`) and end no syllable of a word that a
contract would break over a line."""
_PREFIXES = word_set("anti co ex mid multi non over post pre re semi sub under")
"""They stand before words that can stand alone, `pre-booked`, but open many broken ones too, `pre-scription`."""


def _is_compound(first: str, second: str, whole: set[str]) -> bool:
    """Two halves at a line's end belong together as a compound, hyphen and all, and not as one broken word."""
    return first in _FIRST_HALVES or (second in whole and (first in whole or first in _PREFIXES))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a short text: what a phrase must be made of to match."""
    return tokenise(text).words
