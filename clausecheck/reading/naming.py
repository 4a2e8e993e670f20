"""Names of the parties while they are gathered."""

import re
from collections.abc import Mapping
from functools import lru_cache

from clausecheck.patterns import pattern
from clausecheck.reading.names import ORGANISATION
from clausecheck.reading.tokens import words_of
from clausecheck.reading.wordlist import word_set
from clausecheck.record import draft, made, record

__all__ = ["Alias", "Draft", "Need"]


class Need:
    """What must stand around a name for it to be the party."""

    nothing = 0
    """A proper name."""
    sign = 1
    """A capital or a determiner."""
    definite = 2
    """`the`, `our`, `your` or the like: a common noun."""
    capital = 3
    """A capital: the Doctor as defined, not the doctor on duty."""
    title = 4
    """Both a capital and `the`: the Board, but not the board on which shifts are pinned."""


@record
class Alias:
    """One way to name a party."""

    rest: tuple[str, ...]
    """The words after the first."""
    role: str
    """`locum`, `other`, `client`, `both`, `neither`."""
    need: int
    short: bool = False
    """A place-like short name, no party after `at` or `in`."""
    defined: bool = False
    """The text itself says whom it names."""


_PLACE_SUFFIX = pattern(rf"\s+(?:{ORGANISATION})(?:\s+(?:Limited|Ltd|LLP|\(UK\)))*$", re.IGNORECASE)
_OPENING = pattern(r"^(?:(?:The|THE)\s+)?(?:[Pp]artners (?:of|in)|PARTNERS (?:OF|IN)|The|THE)\s+")
_COMMON = word_set(
    "the of and for to at in out hours primary care urgent centre center health medical practice group partnership "
    "nhs hsc service services general gp gps locum locums local surgery surgeries board trust network family doctor "
    "doctors limited ltd llp member members"
)
"""A name made of these alone, such as `Out of Hours`, names no organisation."""
_CAPITALS = frozenset({"NHS", "HSC", "GP", "CIC"})


_WORD = pattern(r"[^\W\d_]+(?:['’]S\b)?")


def _titled(name: str) -> str:
    """A name in capitals as it is written elsewhere."""
    return _WORD.sub(lambda m: m[0] if m[0] in _CAPITALS else m[0].capitalize(), " ".join(name.split()))


@lru_cache(maxsize=2048)
def _words(name: str) -> tuple[str, ...]:
    return words_of(name)


@lru_cache(maxsize=4096)
def _alias(name: str, role: str, need: int, short: bool, defined: bool) -> tuple[tuple[str, ...], Alias]:
    words = _words(name)
    return words, Alias(words[1:], role, need, short, defined)


@draft
class Draft:
    """Aliases and names while they are gathered; what is added first stays."""

    engagement: str
    roles: dict[tuple[str, ...], Alias] = made(factory=dict)
    barred: set[tuple[str, ...]] = made(factory=set)
    pronouns: dict[str, str] = made(factory=dict)
    names: dict[str, dict[str, None]] = made(factory=lambda: {"locum": {}, "other": {}, "client": {}})

    def add(self, name: str, role: str, need: int, *, short: bool = False, defined: bool = False) -> None:
        """Let `name` stand for a party."""
        words, alias = _alias(name, role, need, short, defined)
        if words and (words not in self.barred or defined):
            self.roles.setdefault(words, alias)

    def bar(self, name: str) -> None:
        """Keep `name` a word: the text defines it as something else."""
        self.barred.add(_words(name))

    def add_doctor(self, name: str) -> None:
        """The locum by name, without title: `Femi Adeyinka`."""
        parts = name.split()
        self.names["locum"].setdefault("Dr " + (_titled(name) if name.isupper() else " ".join(parts)))
        self.add("Dr " + name, "locum", Need.nothing)
        for title in ("Dr ", "Doctor "):
            self.add(title + parts[-1], "locum", Need.nothing)
        if len(parts) > 1:
            self.add(name, "locum", Need.nothing)
            self.add("Dr " + parts[0], "locum", Need.nothing)

    def add_organisation(self, name: str, role: str) -> None:
        """A practice, company or board by name, and by its name without `Surgery`, `Limited` and the like."""
        plain = _OPENING.sub("", " ".join(name.split()))
        known = self.names[role]
        if not set(words_of(plain)) - _COMMON:
            return
        if any(other.lower().startswith(plain.lower()) and len(other) > len(plain) for other in known):
            return  # the same name cut by a line end
        shown = _titled(plain) if plain.isupper() else plain
        known.setdefault(shown)
        self.add(plain, role, Need.nothing)
        short = plain
        while (cut := _PLACE_SUFFIX.sub("", short)) != short:
            short = cut
        if short != plain and len(short) > 3 and set(words_of(short)) - _COMMON:
            self.add(short, role, Need.sign, short=True)

    def indexed(self) -> Mapping[str, Mapping[str, tuple[Alias, ...]]]:
        """Aliases by first word, then by second (empty: any other), longest first."""
        index: dict[str, dict[str, list[Alias]]] = {}
        for words, alias in self.roles.items():
            index.setdefault(words[0], {"": []}).setdefault("".join(words[1:2]), []).append(alias)
        return {
            first: {
                second: (*sorted(found, key=_longest), *longer[""]) if second else tuple(found)
                for second, found in longer.items()
            }
            for first, longer in index.items()
        }


def _longest(alias: Alias) -> int:
    return -len(alias.rest)
