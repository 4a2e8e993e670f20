"""`Am I paid if surgery runs over? No.`: a short answer and its question read as the one statement that they make."""

from collections.abc import Sequence

from clausecheck.document import Span
from clausecheck.reading.contract import BREAK
from clausecheck.reading.wordlist import word_set

__all__ = ["statement"]

_YES = word_set("yes correct indeed certainly definitely absolutely always naturally yep")
_NO = word_set("no never nope none not")
_SOFT = word_set("not at ever i m afraid sorry unfortunately absolutely certainly")
"""Words of an answer that add nothing to a yes or a no."""
_AUXILIARIES = word_set("am is are was were do does did will would can could may might must shall should have has had")
_DOES = word_set("do does did")
_SUBJECTS = word_set("i you it there they he she we this that anyone anybody someone everything anything all")
_LONGEST = 8
"""Words of an answer beyond which it says what it means by itself."""


def statement(
    asked: Sequence[str], asked_at: Sequence[Span], said: Sequence[str], said_at: Sequence[Span]
) -> tuple[list[str], list[Span]] | None:
    """Words and spans of the statement that question and answer make together; None where the answer stands alone.

    Only questions to which yes or no is an answer, whose subject is a party or a pronoun: `do I have to …`.
    """
    if not said or len(said) > _LONGEST or said[0] not in _YES | _NO or (said[0] == "not" and len(said) == 1):
        return None
    if said[0] in ("none", "not") and not (_SOFT | {"all"}).issuperset(said[1:]):
        return None
    words, spans = list(asked), list(asked_at)
    while words and words[-1] == BREAK:
        words.pop(), spans.pop()
    found = _asks(words)
    if found is None:
        return None
    first, last = found
    helper, subject, rest = words[first], words[first + 1 : last], words[last:]
    refused = said[0] in _NO
    kept = [] if helper in _DOES and not refused else [helper]
    more = [at for at in range(1, len(said)) if said[at] not in _SOFT and (said[at - 1], said[at]) != ("at", "all")]
    before = [at for at in range(first) if first > 2]  # `if I am ill, do I owe you anything`: on that condition
    out = [*[words[at] for at in before], *subject, *kept, *(["not"] if refused else []), *rest]
    places = [*[spans[at] for at in before], *spans[first + 1 : last]]
    places[len(before)] = (spans[first][0], places[len(before)][1])  # a quote begins with the question
    places += [*[spans[first]] * len(kept), *([said_at[0]] if refused else []), *spans[last:]]
    if more:
        out += [said[at] for at in range(more[0], len(said))]
        places += [said_at[at] for at in range(more[0], len(said))]
    else:
        places[-1] = (places[-1][0], said_at[-1][1])  # and ends with the answer
    return out, places


def _asks(words: Sequence[str]) -> tuple[int, int] | None:
    """Where the question's auxiliary stands and where its subject ends: the last pair of them."""
    for first in range(len(words) - 3, -1, -1):
        if words[first] in _AUXILIARIES and (last := _subject(words, first + 1)) is not None:
            return first, last
    return None


def _subject(words: Sequence[str], first: int) -> int | None:
    """Where the subject that begins at `first` ends."""
    word = words[first]
    if word.startswith("@"):
        return first + 1 if not word.endswith("'s") else (first + 2 if first + 3 < len(words) else None)
    return first + 1 if word in _SUBJECTS else None
