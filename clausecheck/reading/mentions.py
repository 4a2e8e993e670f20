"""Words of a passage with every mention of a party made one word: `@locum`, `@other's`, `@both`."""

from collections.abc import Sequence
from typing import NamedTuple

from clausecheck.document import Span
from clausecheck.reading.focus import NOBODY, Focus
from clausecheck.reading.jointly import JOINTLY, joined
from clausecheck.reading.names import (
    COMPOUND_AFTER,
    DETERMINERS,
    GENERIC_LOCUM,
    NOT_ITS_MODIFIER,
    THIRD_PLURAL,
    THIRD_SINGULAR,
    VERB_OR_NOUN,
)
from clausecheck.reading.parties import Alias, Need, Parties
from clausecheck.reading.pronoun_words import (
    AWAY,
    BEFORE_PARTY,
    COPULAS,
    DEFINITE,
    GIVES,
    HE,
    IT_ACTS,
    OBJECT_AFTER,
    PERSONS,
    PLACES,
    PRACTISE,
    SELF,
    STREETS,
    THEY,
    THINGS_DO,
    THIRD_PERSON,
    VERBS,
    WISHES,
)
from clausecheck.reading.tokens import Tokens

__all__ = ["Mentions", "read_mentions"]


class Mentions(NamedTuple):
    """The words of a passage, parties named."""

    words: Sequence[str]
    spans: Sequence[Span]
    focus: Focus
    """Whom a pronoun in the next sentence would stand for."""


def read_mentions(
    tokens: Tokens, parties: Parties, first: int, last: int, *, focus: Focus = NOBODY, question: bool = False
) -> Mentions:
    """The words of `tokens[first:last]`; `focus` is what came before them."""
    walk = _Walk(tokens, parties, first, last, focus=focus, question=question)
    walk.run()
    words, spans = joined(walk.words, walk.spans) if walk.joint else (walk.words, walk.spans)
    return Mentions(words, spans, Focus(walk.latest, walk.plural, walk.things, walk.subject or walk.body))


class _Walk:
    """One walk over the words of a passage, from one that may begin a mention to the next."""

    def __init__(
        self, tokens: Tokens, parties: Parties, first: int, last: int, *, focus: Focus, question: bool
    ) -> None:
        self.tokens = tokens
        self.parties = parties
        self.first = first
        self.last = last
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.latest, self.plural, self.things, self.body = focus
        self.subject = ""
        """The organisation this passage mentioned first."""
        self.joint = False
        """`either`, `neither` or `both` was read."""
        self.question = question and parties.asks

    def run(self) -> None:
        """Fill `words` and `spans`."""
        source, spans = self.tokens.words, self.tokens.spans
        aliases, pronouns, watched = self.parties.aliases, self.parties.pronouns, self.parties.watched
        done, last = self.first, self.last
        for at in [k for k in range(done, last) if source[k] in watched]:
            if at < done:
                continue  # part of the mention before
            word = source[at]
            longer = aliases.get(word)
            if longer is not None:
                found = longer.get(source[at + 1] if at + 1 < last else "", longer[""])
                named = self.named(at, found) if found else None
                if named:
                    self.copy(done, at)
                    done = at + self.take(at, at + 1 + len(named.rest), named)
                    continue
                if word in JOINTLY:
                    self.joint = True
            if word in pronouns:
                self.copy(done, at)
                done = at + self.pronoun(at, pronouns[word])
            elif word in THIRD_PERSON:
                self.copy(done, at)
                done = at + self.third_person(at, word)
            elif word in SELF:
                self.copy(done, at)
                done = at
                if self.words and self.words[-1][0] == "@":
                    self.spans[-1] = (self.spans[-1][0], spans[at][1])
                    done += 1
            elif word in THIRD_SINGULAR and not (word == "person" and at > self.first and source[at - 1] == "in"):
                self.latest = "third"
            elif word in THIRD_PLURAL:
                self.things = True
        self.copy(done, last)

    def copy(self, first: int, last: int) -> None:
        """Take words over as they are."""
        if first < last:
            self.words += self.tokens.words[first:last]
            self.spans += self.tokens.spans[first:last]

    # --- names

    def named(self, at: int, found: tuple[Alias, ...]) -> Alias | None:
        """The longest alias that begins at `at`."""
        source = self.tokens.words
        for alias in found:
            end = at + 1 + len(alias.rest)
            if end <= self.last and source[at + 1 : end] == alias.rest and self.stands(at, end, alias):
                return alias
        return None

    def stands(self, at: int, end: int, alias: Alias) -> bool:
        """Whether the words from `at` to `end` are the party, not part of something else."""
        source, text = self.tokens.words, self.tokens.text
        if alias.role in ("both", "neither") and alias.need == Need.nothing:
            return '"' not in text[self.tokens.spans[at][0] : self.tokens.spans[end - 1][1]]
        before = source[at - 1] if at > self.first else ""
        after = source[end] if end < self.last else ""
        close, start = self.tokens.spans[end - 1][1], self.tokens.spans[at][0]
        if alias.short and (before in PLACES or before.isdigit() or after in STREETS or "," in text[start - 2 : start]):
            return False
        if alias.need == Need.nothing:
            return True
        if "-" in (text[close : close + 1], text[start - 1 : start]):
            return False
        capital = text[start].isupper()
        possessive = text[close : close + 1] in ("'", "’")
        if (alias.need == Need.capital and not capital) or (
            alias.need == Need.title and not (capital and before in ("the", "this", "our"))
        ):
            return False
        if before not in DETERMINERS and not capital and after in PRACTISE and source[end - 1] == "practice":
            return False  # practice as a GP
        if not possessive and self.compounded(end, after):
            return False
        if before in DETERMINERS:
            return self.determined(at, alias, before, capital)
        if before in NOT_ITS_MODIFIER and self.touching(at):
            return False
        if not capital:
            return alias.need == Need.sign and source[at] in ("locum", "locums") and after in VERBS
        if alias.need in (Need.sign, Need.capital) or after in VERBS:
            return True
        if at == self.first or not self.touching(at):
            return possessive or after in ("", ":")
        return before in BEFORE_PARTY or after in ("and", "or")

    def compounded(self, end: int, after: str) -> bool:
        """Whether the word after makes a compound of it: practice manager, surgery at Tannery Lane."""
        source = self.tokens.words
        if after in PLACES and source[end - 1] == "surgery":
            return True
        if (
            after in AWAY
            and source[end - 1] in GENERIC_LOCUM
            and not self.tokens.text[self.tokens.spans[end - 1][0]].isupper()
        ):
            return True  # the doctor on duty
        if after not in COMPOUND_AFTER or not self.touching(end):
            return False
        beyond = source[end + 1] if end + 1 < self.last else ""
        return not (after in VERB_OR_NOUN and (beyond in DETERMINERS or beyond in self.parties.pronouns))

    def determined(self, at: int, alias: Alias, before: str, capital: bool) -> bool:
        """Whether a name after `the`, `a`, `any` and the like is the party."""
        source = self.tokens.words
        if before in ("a", "an"):
            if at - 2 >= self.first and source[at - 2] in COPULAS and not (capital and alias.defined):
                return False
            if not capital and source[at] not in ("locum", "candidate", "temporary", "sessional"):
                return False
        if before in ("no", "both", "either", "neither", "that") and not capital:
            return False
        return alias.need != Need.definite or before in DEFINITE or (capital and at - 1 > self.first)

    def touching(self, at: int) -> bool:
        """Only spaces stand between the word before `at` and the word at it."""
        left, right = self.tokens.spans[at - 1][1], self.tokens.spans[at][0]
        gap = self.tokens.text[left:right]
        return (not gap.strip() and "\n\n" not in gap) or gap == "-"

    def take(self, at: int, end: int, alias: Alias) -> int:
        """Put the party word for `at` to `end`, its determiner and its possessive with it."""
        source, spans, text = self.tokens.words, self.tokens.spans, self.tokens.text
        start = spans[at][0]
        back = at
        while (
            back > self.first
            and source[back - 1] in DETERMINERS
            and self.words
            and self.touching(back)
            and (self.words[-1] == source[back - 1] or self.words[-1] in ("@locum's", "@other's", "@both's"))
        ):
            if source[back - 1] in ("no", "either", "neither", "both") or (back < at and source[back] != "said"):
                break
            self.words.pop()
            start = self.spans.pop()[0]
            back -= 1
        close, taken, tail = spans[end - 1][1], end - at, ""
        if text[close : close + 1] in ("'", "’"):
            if end < self.last and source[end] == "s" and spans[end][0] == close + 1:
                tail, close, taken = "'s", spans[end][1], taken + 1
            elif text[close - 1] == "s":
                tail, close = "'s", close + 1
        self.put(alias.role, tail, (start, close))
        if alias.role != "locum":
            self.plural = source[end - 1].endswith("s")
            self.things = self.things and not self.plural
        elif self.parties.company and source[at] not in PERSONS:
            self.bodied("locum")
        return taken

    def put(self, role: str, tail: str, span: Span) -> None:
        """Append a party word."""
        self.words.append("@" + role + tail)
        self.spans.append(span)
        if role in ("locum", "other", "client"):
            self.latest, self.plural = role, False
            if role != "locum":
                self.bodied(role)

    def bodied(self, role: str) -> None:
        """An organisation was mentioned; the first of a sentence is what `it` goes on to mean."""
        self.body = role
        self.subject = self.subject or role

    # --- pronouns

    def pronoun(self, at: int, party: str) -> int:
        """Words taken by a pronoun of the first or second person."""
        word = self.tokens.words[at]
        if word == "us" and at > self.first and self.tokens.words[at - 1] == "the":
            self.words.append(word)
            self.spans.append(self.tokens.spans[at])
            return 1
        if self.question and word in ("i", "my", "me", "mine"):
            party = "@locum's" if word in ("my", "mine") else "@locum"
        elif self.question and word == "you":
            party = "@other"
        after = self.tokens.words[at + 1] if at + 1 < self.last else ""
        if (word == "you" and self.words and self.words[-1] == "thank") or (
            word == "yours" and after in ("sincerely", "faithfully", "truly", "ever")
        ):
            party = word
        if word == "i" and self.tokens.text[self.tokens.spans[at][1] : self.tokens.spans[at][1] + 1] == ")":
            party = word  # a label
        if party[0] != "@":
            self.words.append(party)
            self.spans.append(self.tokens.spans[at])
            return 1
        name, _, tail = party[1:].partition("'")
        self.put(name, "'" + tail if tail else "", self.tokens.spans[at])
        return 1

    def third_person(self, at: int, word: str) -> int:
        """Words taken by he, she, they or it, which stay words unless they are a party."""
        source, spans = self.tokens.words, self.tokens.spans
        end = at + 1
        if word in HE:
            if end < self.last and source[end] in HE and self.tokens.text[spans[at][1] : spans[end][0]].strip() == "/":
                end += 1  # he/she
            elif source[end : end + 1] == ("or",) and end + 1 < self.last and source[end + 1] in HE:
                end += 2  # he or she
                if source[end : end + 1] == ("or",) and end + 1 < self.last and source[end + 1] in THEY:
                    end += 2
            role = self.singular(word, end > at + 1)
            tail = HE[word]
            if word == "his" and end > at + 1:
                tail = "'s"
            if tail == "?":
                after = source[end] if end < self.last else ""
                given = at > self.first and source[at - 1] in GIVES and after != "own"
                tail = "" if given or not after or after in OBJECT_AFTER or not self.touching(end) else "'s"
            elif word == "him" and source[end - 1] == "her":
                tail = ""
        elif word in THEY:
            role, tail = self.several(), THEY[word]
        else:
            role, tail = self.thing(at, word), "'s" if word == "its" else ""
        if not role:
            for k in range(at, end):
                self.words.append(source[k])
                self.spans.append(spans[k])
            return end - at
        plural = self.plural
        self.put(role, tail, (spans[at][0], spans[end - 1][1]))
        self.plural = plural
        return end - at

    def singular(self, word: str, doubled: bool) -> str:
        """The party a `she` stands for."""
        if not self.parties.third_person:
            return ""
        she = "she" if word in ("she", "her", "hers") else "he"
        if self.latest == "third" and (doubled or self.parties.she != she):
            return ""
        return "" if self.parties.she in ("she", "he") and self.parties.she != she and not doubled else "locum"

    def several(self) -> str:
        """The party a `they` stands for."""
        if self.things:
            return ""
        if self.latest in ("other", "client") and self.plural:
            return self.latest
        spoken = self.parties.third_person and self.parties.she in ("they", "")
        return "locum" if self.latest == "locum" and spoken else ""

    def thing(self, at: int, word: str) -> str:
        """The party an `it` stands for."""
        side = self.subject or self.body
        if word == "its":
            near = self.words[-2:-1] if self.words and self.words[-1] in ("and", "or") else self.words[-1:]
            return near[0][1:] if near and near[0] in ("@other", "@client") else side
        source = self.tokens.words
        after = source[at + 1] if at + 1 < self.last else ""
        beyond = [w for w in source[at + 2 : min(at + 5, self.last)] if w not in ("not", "also", "only", "then")][:1]
        if after == "does" and beyond[:1] and beyond[0] in WISHES:
            return side
        if after not in IT_ACTS or beyond == [] or beyond[0] in THINGS_DO:
            return ""
        return side
