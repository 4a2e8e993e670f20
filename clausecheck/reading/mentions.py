"""Words of a passage with every mention of a party made one word: `@locum`, `@other's`, `@both`."""

from dataclasses import dataclass

from clausecheck.document import Span
from clausecheck.reading.names import COMPOUND_AFTER, DETERMINERS, NOT_ITS_MODIFIER, THIRD_PLURAL, THIRD_SINGULAR, VERB_OR_NOUN
from clausecheck.reading.parties import Alias, Need, Parties
from clausecheck.reading.tokens import Tokens

__all__ = ["NOBODY", "Focus", "Mentions", "read_mentions"]

_HE = {"he": "", "she": "", "him": "", "his": "'s", "hers": "'s", "her": "?"}
_THEY = {"they": "", "them": "", "their": "'s", "theirs": "'s"}
_SELF = frozenset("himself herself itself themselves yourself yourselves ourselves myself".split())
_OBJECT_AFTER = frozenset(
    "to from at in on for by with of and or if when as the a an any that which who within before after until unless into under "
    "over about because during only immediately directly again not promptly ; : is are was shall will must may can what whatever how "
    "such all both this these those so nor but than where while once upon through back up out off down along each one two some "
    "no more less between every whether against per save except provided subject forthwith there here anything everything then "
    "instead without £ since unable where".split()
)
"""After `her` these show that it is no possessive."""
_IT_ACTS = frozenset(
    "shall will must may can has pays owes incurs thinks considers requires wishes decides suffers gives needs receives "
    "reasonably employs engages cancels fails agrees holds asks believes deems chooses sees makes provides".split()
)
_GIVES = frozenset("give gives giving grant grants offer offers allow allows tell tells ask asks".split())
"""Before `her` these make it the one who gets: `give her access`."""
_COPULAS = frozenset("is are be as not was were being been remain remains become becomes of".split())
"""`is a worker` says what somebody is; it names nobody."""
_THINGS_DO = frozenset(
    "be been apply prevail continue remain become lapse run include cover count take have end expire start begin last mean cease "
    "fall come go appear arise no effect cost help stand override supersede replace form constitute".split()
)
"""`it shall apply` speaks of a thing, `it shall pay` of a party."""
_PERSONS = frozenset("dr doctor individual representative consultant gp clinician practitioner locum named".split())
_PLACES = frozenset({"at", "in", "near", "around"})
_VERBS = frozenset(
    "will shall must may can to is has agrees pays provides should cancels does cannot would are have needs gives fails "
    "not wishes who requires undertakes accepts ought agree pay shall's was".split()
)
_PRACTISE = frozenset("as in at medicine within anywhere without".split())


@dataclass(frozen=True, slots=True)
class Mentions:
    """The words of a passage, parties named."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    focus: "Focus"
    """Whom a pronoun in the next sentence would stand for."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Who was mentioned last: what a pronoun refers to."""

    latest: str = ""
    """`locum`, `other`, `client`, `third` or empty."""
    plural: bool = False
    """That party is several people."""
    things: bool = False
    """A plural noun that is no party was mentioned: `they` may be those."""
    body: str = ""
    """The party last mentioned that is an organisation: what `it` stands for."""


NOBODY = Focus()


def read_mentions(
    tokens: Tokens, parties: Parties, first: int, last: int, focus: Focus = NOBODY, question: bool = False
) -> Mentions:
    """The words of `tokens[first:last]`; `focus` is what came before them."""
    walk = _Walk(tokens, parties, first, last, focus, question)
    walk.run()
    words, spans = _joined(walk.words, walk.spans)
    return Mentions(tuple(words), tuple(spans), Focus(walk.latest, walk.plural, walk.things, walk.subject or walk.body))


class _Walk:
    """One walk over the words of a passage."""

    def __init__(self, tokens: Tokens, parties: Parties, first: int, last: int, focus: Focus, question: bool) -> None:
        self.tokens = tokens
        self.parties = parties
        self.first = first
        self.last = last
        self.latest, self.plural, self.things, self.body = focus.latest, focus.plural, focus.things, focus.body
        self.subject = ""
        """The organisation this passage mentioned first."""
        self.question = question and parties.asks
        self.words: list[str] = []
        self.spans: list[Span] = []

    def run(self) -> None:
        """Fill `words` and `spans`."""
        source, spans = self.tokens.words, self.tokens.spans
        aliases, pronouns = self.parties.aliases, self.parties.pronouns
        at = self.first
        words, places = self.words, self.spans
        while at < self.last:
            word = source[at]
            found = aliases.get(word)
            if found is not None:
                step = self.alias(at, found)
                if step:
                    at += step
                    continue
            if word in pronouns:
                at += self.pronoun(at, pronouns[word])
                continue
            if word in _HE or word in _THEY or word in ("it", "its"):
                at += self.third_person(at, word)
                continue
            if word in _SELF and words and words[-1][0] == "@":
                places[-1] = (places[-1][0], spans[at][1])
                at += 1
                continue
            if word in THIRD_SINGULAR and not (word == "person" and words and words[-1] == "in"):
                self.latest = "third"
            elif word in THIRD_PLURAL:
                self.things = True
            words.append(word)
            places.append(spans[at])
            at += 1

    # --- names

    def alias(self, at: int, found: tuple[Alias, ...]) -> int:
        """Words taken by the longest alias that begins at `at`, 0 for none."""
        source = self.tokens.words
        for alias in found:
            end = at + 1 + len(alias.rest)
            if end <= self.last and source[at + 1 : end] == alias.rest and self.stands(at, end, alias):
                return self.take(at, end, alias)
        return 0

    def stands(self, at: int, end: int, alias: Alias) -> bool:
        """Whether the words from `at` to `end` are the party, not part of something else."""
        source, text = self.tokens.words, self.tokens.text
        before = source[at - 1] if at > self.first else ""
        after = source[end] if end < self.last else ""
        if alias.role in ("both", "neither"):
            return True
        close, start = self.tokens.spans[end - 1][1], self.tokens.spans[at][0]
        possessive = text[close : close + 1] in ("'", "’")
        if alias.short and (before in _PLACES or before.isdigit() or "," in text[max(0, start - 2) : start] or after in ("road", "lane", "street", "centre")):
            return False
        if alias.need == Need.nothing:
            return True
        joined = text[close : close + 1] == "-" or text[start - 1 : start] == "-"
        if joined and text[close : close + 3] != " - ":
            return False
        capital = text[start].isupper()
        if not possessive and after in COMPOUND_AFTER and self.touching(end):
            beyond = source[end + 1] if end + 1 < self.last else ""
            if not (after in VERB_OR_NOUN and (beyond in DETERMINERS or beyond in self.parties.pronouns)):
                return False
        if alias.need == Need.title and not (capital and before in ("the", "this", "our")):
            return False
        if before in DETERMINERS:
            if before in ("a", "an") and at - 2 >= self.first and source[at - 2] in _COPULAS and not (capital and alias.defined):
                return False
            if before in ("a", "an") and not capital and source[at] not in ("locum", "candidate", "temporary", "sessional"):
                return False
            if before in ("no", "both", "either", "neither", "that") and not capital:
                return False
            return alias.need in (Need.sign, Need.title) or before in ("the", "this", "said", "our", "your", "my") or (
                capital and at - 1 > self.first
            )
        if before in NOT_ITS_MODIFIER and self.touching(at):
            return False
        if (after in _PRACTISE and source[at] == "practice") or (after in _PLACES and source[end - 1] == "surgery"):
            return False
        if not capital:
            return alias.need == Need.sign and (source[at] in ("locum", "locums") and after in _VERBS)
        if at == self.first or not self.touching(at):
            return alias.need == Need.sign or after in _VERBS or possessive or after == "" or after == ":"
        return alias.need == Need.sign or after in _VERBS or before in ("by", "to", "from", "between", "and", "or", "nor", "for", "with") or after in ("and", "or")

    def touching(self, at: int) -> bool:
        """Only spaces stand between the word before `at` and the word at it."""
        left, right = self.tokens.spans[at - 1][1], self.tokens.spans[at][0]
        gap = self.tokens.text[left:right]
        return not gap.strip() and "\n\n" not in gap or gap == "-"

    def take(self, at: int, end: int, alias: Alias) -> int:
        """Put the party word for `at` to `end`, its determiner and its possessive with it."""
        source, spans, text = self.tokens.words, self.tokens.spans, self.tokens.text
        start = spans[at][0]
        back = at
        while back > self.first and source[back - 1] in DETERMINERS and self.words and self.touching(back) and (
            self.words[-1] == source[back - 1] or self.words[-1] in ("@locum's", "@other's", "@both's")
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
        elif self.parties.company and source[at] not in _PERSONS:
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
        if word == "us" and self.tokens.text[slice(*self.tokens.spans[at])] == "US":
            self.words.append(word)
            self.spans.append(self.tokens.spans[at])
            return 1
        if self.question and word in ("i", "my", "me", "mine"):
            party = "@locum's" if word in ("my", "mine") else "@locum"
        elif self.question and word == "you":
            party = "@other"
        after = self.tokens.words[at + 1] if at + 1 < self.last else ""
        if (word == "you" and self.words and self.words[-1] == "thank") or (word == "yours" and after in ("sincerely", "faithfully", "truly", "ever")):
            party = word
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
        if word in _HE:
            if source[end : end + 1] == ("or",) and end + 1 < self.last and source[end + 1] in _HE:
                end += 2  # he or she
                if source[end : end + 1] == ("or",) and end + 1 < self.last and source[end + 1] in _THEY:
                    end += 2
            role = self.singular(word, end > at + 1)
            tail = _HE[word]
            if word == "his" and end > at + 1:
                tail = "'s"
            if tail == "?":
                after = source[end] if end < self.last else ""
                given = at > self.first and source[at - 1] in _GIVES and after != "own"
                tail = "" if given or not after or after in _OBJECT_AFTER or not self.touching(end) else "'s"
            elif word == "him" and source[end - 1] == "her":
                tail = ""
        elif word in _THEY:
            role, tail = self.several(), _THEY[word]
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
        spoken = self.parties.third_person and self.parties.she == "they"
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
        if after not in _IT_ACTS or beyond == [] or beyond[0] in _THINGS_DO:
            return ""
        return side


_MODALS = frozenset("may shall will must can".split())
_JOINTLY = {
    "either": _MODALS | {"wishes", "wants", "gives", "ends", "cancels"},
    "neither": _MODALS | {"is", "has", "owes", "gives", "pays", "regards"},
    "both": _MODALS | {"have", "agree", "agreed", "sign"},
}
"""After `either`, `neither` or `both` alone these make it the parties."""


def _joined(words: list[str], spans: list[Span]) -> tuple[list[str], list[Span]]:
    """`neither @other nor @locum` as `@neither`; `either @other or @locum` as `@both`."""
    if "neither" not in words and "either" not in words and "both" not in words:
        return words, spans
    out: list[str] = []
    places: list[Span] = []
    at = 0
    while at < len(words):
        four = words[at : at + 4]
        sides = {word for word in four[1::2] if word in ("@locum", "@other", "@client")}
        if len(sides) == 2 and (four[0], four[2]) in (("neither", "nor"), ("either", "or"), ("both", "and")):
            out.append("@neither" if four[0] == "neither" else "@both")
            places.append((spans[at][0], spans[at + 3][1]))
            at += 4
            continue
        follows = four[1] if len(four) > 1 else ""
        if follows in _MODALS and len(four) > 2 and (four[2] in DETERMINERS or four[2][0] == "@"):
            follows = "-"  # `neither shall the Practice`
        alone = four[0] in ("either", "neither", "both") and (follows in _JOINTLY[four[0]] or (not follows and words[at - 1 : at] == ["by"]))
        out.append({"either": "@both", "both": "@both", "neither": "@neither"}[four[0]] if alone else words[at])
        places.append(spans[at])
        at += 1
    return out, places
