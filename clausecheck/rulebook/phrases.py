"""The phrase language: one line of words, gaps and references into plain sequences of items.

A phrase becomes one sequence or more: alternatives and optional parts with gaps or references in them are written
out; those of words alone stay one item. An item is one of

    ("w", words, stems, optional)      one word: any of `words`, or one beginning with any of `stems`
    ("a", sequences, optional)         any of these sequences of words, some of which are longer than a word
    ("g", most)                        up to `most` words between
    ("r", name)                        any phrase of a concept
    ("t", kind, low, high, bounds)     a typed quantity; `low` or `high` None where open, `bounds` as in "[)"

Items are tuples of strings, numbers and tuples only, so that they can be cached with `marshal`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Any

from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.rulebook.typed import KINDS, UNITS, PhraseError, typed_item

__all__ = ["BUILTINS", "KINDS", "Item", "ParsedPhrase", "PhraseError", "Sequence", "concepts_of", "parse"]

Item = tuple[Any, ...]
Sequence = tuple[Item, ...]

BUILTINS: dict[str, tuple[str, ...]] = {
    "locum": ("@locum",),
    "locum's": ("@locum's",),
    "other": ("@other", "@client"),
    "other's": ("@other's", "@client's"),
    "client": ("@client",),
    "client's": ("@client's",),
    "both": ("@both",),
    "both's": ("@both's",),
    "neither": ("@neither",),
    "party": ("@locum", "@other", "@client", "@both", "@neither"),
    "party's": ("@locum's", "@other's", "@client's", "@both's"),
}
"""Concepts every phrase may name without a vocabulary, with the words that stand for parties in a limb."""
_PARTY_WORDS = frozenset(word for words in BUILTINS.values() for word in words)
_MOST_FORMS = 400
_MOST_DEPTH = 20
_GAP = 8
_MOST_GAP = 40
_SHORTEST_STEM = 3
_FOLD = str.maketrans('’‘–—‑‐“”"', "''----   ")
_COMMA = pattern(r",(?!\d)")
_HOURS = pattern(r"\d+:\d+(?:am|pm)?")
_FRACTION = pattern(r"\d+/\d+")
_PLAIN = pattern(r"[a-z0-9£$€%@ ]+")
"""Nothing here but words to split at spaces: most phrases."""
_TOKEN = pattern(
    r"""\s*(?:
      (?P<flat>[(\[][a-z]+(?:\|[a-z]+)*[)\]])
    | (?P<ref>\{[^{}]*\})
    | (?P<dots>\.{3})
    | \.\.\s*(?P<most>\d+)\s*\.\.
    | (?P<mark>[()\[\]|])
    | (?P<word>[^\s(){}\[\]|]+)
    )""",
    re.VERBOSE,
)
_WORD = pattern(r"[£$€]?[\w½¼¾⅓⅔⅛]+(?:[.,:/]\w+)*%?|[;:&]")
_NAME = pattern(r"[a-z][a-z0-9'-]*(?: [a-z0-9'-]+)*")


@record
class ParsedPhrase:
    """A phrase, read."""

    text: str
    sequences: tuple[Sequence, ...]
    """Its forms; any of them matching is a match."""
    concepts: tuple[str, ...]
    """Names of the concepts it refers to, built-in ones and quantities left out, in alphabetical order."""
    typed: tuple[str, ...]
    """Its typed references as written, `duration > 30 days`, in alphabetical order."""


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> ParsedPhrase:
    """Read one phrase; raises `PhraseError`.

    Whether the concepts it names exist is for the caller to say: see `ParsedPhrase.concepts`.
    """
    source = text.translate(_FOLD).lower()
    if _PLAIN.fullmatch(source) and source.strip():
        return ParsedPhrase(text, (tuple(_word(word) for word in source.split()),), (), ())
    reader = _Reader(source)
    sequences = reader.read()
    return ParsedPhrase(text, sequences, concepts_of(sequences), tuple(sorted(reader.typed)))


def concepts_of(sequences: Iterable[Sequence]) -> tuple[str, ...]:
    """The vocabulary concepts that sequences refer to, in alphabetical order."""
    return tuple(sorted({i[1] for seq in sequences for i in seq if i[0] == "r" and i[1] not in BUILTINS}))


@lru_cache(maxsize=8192)
def _word(word: str) -> Item:
    """The item of one word of the phrase language; raises `PhraseError`."""
    body = word[:-1] if word.endswith("*") else word
    if "*" in body:
        raise PhraseError(f"{word!r}: * may only end a word")
    if body is not word:
        if len(body) < _SHORTEST_STEM:
            raise PhraseError(f"{word!r}: at least {_SHORTEST_STEM} letters before *")
        if not (body.isalnum() or body in _PARTY_WORDS):
            raise PhraseError(f"{word!r}: only letters and digits before *")
        return ("w", (), (body,), False)
    if body.startswith("@") and body not in _PARTY_WORDS:
        raise PhraseError(f"{word!r} is no party; write {{locum}}, {{other}}, {{client}}, {{both}}, {{neither}}")
    if not (_WORD.fullmatch(body) or body in _PARTY_WORDS):
        raise PhraseError(f"{word!r} is no word")
    return ("w", ("and" if body == "&" else body,), (), False)


@lru_cache(maxsize=8192)
def _words(stretch: str) -> tuple[tuple[str, Item], ...]:
    """A stretch without spaces as the words a text would have for it: `follow-up`, `don't`, `pay;`."""
    if ".." in stretch:
        raise PhraseError(f"{stretch!r}: a gap stands alone, as ... or ..5..")
    if stretch.isalpha() or stretch in _PARTY_WORDS:
        return ((stretch, _word(stretch)),)
    text = stretch
    for mark in ";:":
        if mark in text and not (mark == ":" and _HOURS.fullmatch(text)):
            text = text.replace(mark, f" {mark} ")
    if "/" in text and not _FRACTION.fullmatch(text):
        text = text.replace("/", " ")
    parts = _COMMA.sub(" ", text).replace("'", " ").replace("-", " ").split()
    words = [part.rstrip(".!?") or part for part in parts]
    return tuple([(word, _word(word)) for word in words])


class _Reader:
    """One phrase being read, by recursive descent over its tokens."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.typed: set[str] = set()
        self.tokens = self._tokens()
        self.here = 0

    def read(self) -> tuple[Sequence, ...]:
        """The sequences of the whole phrase, checked."""
        forms = self._alternatives("", 0)
        if self.here < len(self.tokens):
            raise PhraseError(f"{self.tokens[self.here][0]!r} closes nothing")
        sequences = tuple(dict.fromkeys(map(_joined, forms)))
        for sequence in sequences:
            if not any(_needed(item) for item in sequence):
                raise PhraseError("needs at least one word or reference that is not optional")
            ends = [item for item in sequence if item[0] == "g" or _needed(item)]
            if ends[0][0] == "g" or ends[-1][0] == "g":
                raise PhraseError("cannot begin or end with a gap")
        return sequences

    def _tokens(self) -> list[tuple[str, Item | None]]:
        """Marks with None, everything else with its item."""
        out: list[tuple[str, Item | None]] = []
        at = 0
        source = self.source.rstrip()
        while at < len(source):
            found = _TOKEN.match(source, at)
            if found is None:
                raise PhraseError(f"cannot be read from {source[at:].strip()!r} on")
            at = found.end()
            if (flat := found["flat"]) and (flat[0] == "(") == (flat[-1] == ")"):
                # Most brackets hold single words only: no need to walk through them.
                out.append((flat, ("w", tuple(dict.fromkeys(flat[1:-1].split("|"))), (), flat[0] == "[")))
            elif flat:
                raise PhraseError(f"{flat[0]} is not closed")
            elif ref := found["ref"]:
                out.append((ref, self._reference(ref[1:-1])))
            elif found["dots"]:
                out.append(("...", ("g", _GAP)))
            elif most := found["most"]:
                if int(most) > _MOST_GAP:
                    raise PhraseError(f"a gap of {most} words; {_MOST_GAP} is the most")
                out.append((f"..{most}..", ("g", int(most))))
            elif mark := found["mark"]:
                out.append((mark, None))
            else:
                out += _words(found["word"])
        return out

    def _reference(self, inner: str) -> Item:
        name = " ".join(inner.split())
        if not name:
            raise PhraseError("{} names no concept")
        if name in KINDS:
            self.typed.add(name)
            return ("t", name, None, None, "()")
        if re.split("[ <>=]", name)[0] in KINDS and not _NAME.fullmatch(name):
            self.typed.add(name)
            return typed_item(name)
        if any(c in name for c in "<>=") or ".." in name:
            raise PhraseError(f"{{{name}}}: only {', '.join(KINDS)} can be compared")
        if not _NAME.fullmatch(name):
            raise PhraseError(f"{{{name}}} is no name of a concept")
        if name.split()[0] in KINDS and name.split()[-1] in UNITS:
            raise PhraseError(f"{{{name}}}: a comparison is > >= < <= = or low..high")
        return ("r", name)

    def _alternatives(self, close: str, depth: int) -> list[Sequence]:
        """The forms up to `close`, every alternative written out."""
        if depth > _MOST_DEPTH:
            raise PhraseError("brackets too deep")
        alternatives: list[list[Sequence]] = [[()]]
        filled = False
        while self.here < len(self.tokens):
            mark, item = self.tokens[self.here]
            if item is None and mark in ")]":
                break
            self.here += 1
            if mark == "|" and item is None:
                if not close:
                    raise PhraseError("| stands outside brackets")
                if not filled:
                    raise PhraseError("an alternative is empty")
                alternatives.append([()])
                filled = False
                continue
            forms = [(item,)] if item is not None else self._group(mark, depth)
            filled = True
            if len(forms) == 1:
                alternatives[-1] = [form + forms[0] for form in alternatives[-1]]
                continue
            if len(alternatives[-1]) * len(forms) > _MOST_FORMS:
                raise PhraseError(f"spells out into more than {_MOST_FORMS} forms")
            alternatives[-1] = [a + b for a, b in product(alternatives[-1], forms)]
        if not filled:
            raise PhraseError("is empty" if not close else "an alternative is empty")
        found = [form for forms in alternatives for form in forms]
        if len(found) > _MOST_FORMS:
            raise PhraseError(f"spells out into more than {_MOST_FORMS} forms")
        return found

    def _group(self, mark: str, depth: int) -> list[Sequence]:
        close = ")" if mark == "(" else "]"
        forms = self._alternatives(close, depth + 1)
        if self.here >= len(self.tokens) or self.tokens[self.here] != (close, None):
            raise PhraseError(f"{mark} is not closed")
        self.here += 1
        optional = mark == "[" or not all(any(map(_needed, form)) for form in forms)
        wordy = [form for form in forms if all(item[0] in "wa" for item in form)]
        rest = [form for form in forms if any(item[0] not in "wa" for item in form)]
        if wordy and not rest:
            return [_either(wordy, optional)]
        found = [_either(wordy, False), *rest] if wordy else rest
        return [*found, ()] if optional else found


def _either(forms: list[Sequence], optional: bool) -> Sequence:
    """Sequences of words that may stand for each other, as one item where that is possible."""
    single = [form[0] for form in forms if len(form) == 1 and form[0][0] == "w"]
    rest = [form for form in forms if len(form) != 1 or form[0][0] != "w"]
    if single:
        words = tuple(dict.fromkeys(word for item in single for word in item[1]))
        stems = tuple(dict.fromkeys(stem for item in single for stem in item[2]))
        if not rest:
            return (("w", words, stems, optional),)
        rest.insert(0, (("w", words, stems, False),))
    if len(rest) == 1 and not optional:
        return rest[0]
    return (("a", tuple(rest), optional),)


def _needed(item: Item) -> bool:
    """Whether an item stands for at least one word."""
    return item[0] in "rt" or (item[0] in "wa" and not item[-1])


def _joined(sequence: Sequence) -> Sequence:
    """Gaps side by side are one."""
    out: list[Item] = []
    for item in sequence:
        if item[0] == "g" and out and out[-1][0] == "g":
            out[-1] = ("g", out[-1][1] + item[1])
        else:
            out.append(item)
    return tuple(out)
