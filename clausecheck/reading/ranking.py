"""Which part of a contract prevails over which, as the contract itself says.

`In case of conflict the Schedule prevails`, `these rank in the following order: …`, `a clause yields to the Annex`.
What follows from it is for judging: where both parts speak on one topic, only the one that prevails counts.
"""

import re
from collections.abc import Sequence

from clausecheck.patterns import pattern
from clausecheck.reading.contract import Contract, Limb
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record

__all__ = ["Ranking", "rankings"]


@record
class Ranking:
    """One part over others."""

    winner: frozenset[int]
    """Clauses of the part that prevails."""
    losers: frozenset[int]
    """Clauses of the parts that yield."""
    limb: int
    """The limb that says so."""


_STEMS = (
    "prevail", "precedence", "overrid", "govern", "rule", "win", "priority", "prefer", "yield", "give", "rank", "order",
    "place", "replace", "supersede", "trump", "apply", "applies", "follow", "count", "carr", "control",
)  # fmt: skip
"""First letters of words without which a sentence ranks nothing."""
_VERB = pattern(
    r"\b(?:(?P<over>prevails?|prevailing|takes? (?:precedence|priority)|taking (?:precedence|priority)|"
    r"ha(?:s|ve) (?:precedence|priority)|overrid(?:es?|ing)|(?:is|are) to be preferred|trumps?|"
    r"(?:has|have) effect (?:in place|instead) of|(?:has|have) the last word|carr(?:y|ies) the day)|"
    r"(?P<where>governs?|rules?|wins?|appl(?:y|ies)|counts?|controls?|is (?:the one )?(?:to be )?followed|holds?)|"
    r"(?P<under>yields? to|gives? way to|(?:is|are) overridden by|ranks? (?:below|after|behind)|"
    r"(?:is|are) displaced by|comes? second to))(?![\w-])"
)
"""`over`: the one before it prevails; `where`: so it does after a word of conflict; `under`: the one after it does."""
_THAT = pattern(r"\b(?:the )?(?P<which>former|latter|first|second)$")
_ALL_ELSE = pattern(
    r"[\s.,]*(?:(?:over|to)\s+)?(?:"
    r"(?:all|any|anything|everything|the)\s+(?:else|rest|others?|other (?:part|document)s?)\b|"
    r"wherever|where|whenever|if|in (?:any|every|all|such)|to (?:the|that) extent|always|throughout|$)"
)
"""What follows a verb that ranks a part over all else here, and not over papers that are elsewhere."""
_CONFLICT = pattern(
    r"\b(?:conflict\w*|inconsisten\w*|differ\w*|discrepanc\w*|at odds|disagree\w*|contradict\w*|clash\w*|"
    r"diverge\w*|tension)\b"
)
_ORDERED = pattern(
    r"\b(?:rank\w*|order of (?:precedence|priority)|(?:following|this|descending) order|order (?:set out|below))\b"
    r"[^:;]{0,120}?[:,—–-] *(.{20,400})"
)
_REFUSED = pattern(r"\b(?:not|never|nothing|neither|nor|no)\b")
_SAVED = pattern(r"\b(?:save|except|exceptions?|excepting|marked|unless|other than|apart from|saving)\b")
_PLACE = pattern(
    r"\b(?P<kind>schedules?|annex(?:es|e)?|appendi(?:x|ces)|parts?|sections?|clauses?|paragraphs?)\s+"
    r"(?P<number>(?:\d+(?:\.\d+)*|[a-z]\d*|[ivx]+|one|two|three|four|five|six)\b"
    r"(?:(?:,| and| or| to)+ (?:\d+|[a-z]\d?|[ivx]+|one|two|three|four)\b)*)|"
    r"\b(?:the|this|these|those|our|a|an|its|each|such)\s+"
    r"(?P<name>(?:[a-z’'-]+ ){0,3}?(?:schedules?|annexe?|annexure|appendix|forms?|confirmations?|particulars|"
    r"terms|conditions|agreement|contract|clauses?|body|provisions|letter|deed|handbook|playbook|charter|framework|"
    r"call-offs?|addendum|cards?|tables?|boxes|details|sheet|summary|order|statement|rota|minute|offer|"
    r"assignment|variations?|annexations?|posting|notes?|guide|policy|document|paper|part|e-?mail))\b"
)
_BODY = word_set("terms conditions agreement contract clause clauses body provisions document deed framework letter")
_PLAIN = word_set("main general standard numbered printed these foregoing preceding above rest of the other")
_WORD = pattern(r"[a-z0-9]+")
_SAYS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_MOST = 8
_LONGEST = 700
_TOO_MUCH = 2_000
"""Clauses; a document with more is no contract that ranks its parts."""


def rankings(contract: Contract) -> tuple[Ranking, ...]:
    """What the contract says of its parts, in the order in which it says it."""
    if len(contract.clauses) > _TOO_MUCH:
        return ()
    places = _Places(contract)
    found: list[Ranking] = []
    for limb in contract.limbs:
        if limb.speaks and any(word.startswith(_STEMS) for word in limb.words[limb.own :]):
            found += places.ranked(limb)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


class _Places:
    """The parts of a contract by the names that it calls them."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.children: dict[int, list[int]] = {}
        self.names: list[tuple[frozenset[str], int]] = []
        for index, clause in enumerate(contract.clauses):
            self.children.setdefault(clause.parent, []).append(index)
            name = frozenset(_WORD.findall(f"{clause.number} {clause.heading}".lower()))
            if name:
                self.names.append((name, index))

    def ranked(self, limb: Limb) -> list[Ranking]:
        """What one limb says."""
        text = self.contract.document.text[limb.start : min(limb.end, limb.start + _LONGEST)]
        words = " ".join(text.lower().split())
        saved = _SAVED.search(words)
        if saved and (saved[0][0] == "m" or saved[0].startswith("exception") or _PLACE.search(words, saved.end())):
            return []  # `save that Schedule A governs as to workload`: which topics yield is not known
        ordered = _ORDERED.search(words)
        if ordered:
            return self._chain(ordered[1], limb)
        verbs = [v for v in _VERB.finditer(words) if v["over"] or v["under"] or _CONFLICT.search(words)]
        if not verbs or sum(not verb["where"] for verb in verbs) > 1:
            return []  # nothing, or more than can be told apart
        verb = verbs[0]
        before, after = words[: verb.start()], words[verb.end() :]
        cut = max([before.rfind(mark) for mark in (",", ";", ":")])
        subject = before[cut + 1 :]
        if _REFUSED.search(subject):
            return []
        if verb["under"]:
            return self._over(self.meant(after, limb), self.meant(subject, limb), limb)
        earlier = before[: cut + 1]
        which = _THAT.search(subject.strip().removesuffix(" shall").removesuffix(" will").removesuffix(" is to"))
        if which:
            named = [self.meant(place[0], limb) for place in _PLACE.finditer(earlier)]
            if len(named) != 2:
                return []
            first = which["which"] in ("former", "first")
            return self._over(named[not first], named[first], limb)
        losers = self.meant(after, limb) | self.meant(earlier, limb)
        return self._over(self.meant(subject, limb), losers, limb, rest=not losers and bool(_ALL_ELSE.match(after)))

    def _chain(self, words: str, limb: Limb) -> list[Ranking]:
        names = [step.strip() for step in re.split(r"[;,]| then | and | over ", words)]
        steps = [self.meant(name if _PLACE.search(name) else f"the {name}", limb) for name in names]
        steps = [step for step in steps if step]
        out: list[Ranking] = []
        for at, winner in enumerate(steps[:-1]):
            out += self._over(winner, frozenset().union(*steps[at + 1 :]), limb)
        return out

    def _over(self, winner: frozenset[int], losers: frozenset[int], limb: Limb, *, rest: bool = False) -> list[Ranking]:
        """`rest`: over everything else."""
        if rest:
            losers = frozenset(range(len(self.contract.clauses)))
        both = winner & losers
        # `these Terms` hold their schedules: what is the narrower one is taken out of the wider
        winner, losers = (winner, losers - winner) if len(winner) <= len(losers) else (winner - losers, losers)
        if not winner or not losers or (both and both == winner | losers):
            return []
        return [Ranking(winner, losers, limb.index)]

    def meant(self, words: str, limb: Limb) -> frozenset[int]:
        """Clauses of all parts that words name, what stands under them included."""
        found: set[int] = set()
        for place in _PLACE.finditer(words):
            if place["kind"]:
                kind = place["kind"].rstrip("s")[:6]
                for number in re.split(r"(?:,| and| or| to)+ ", place["number"]):
                    found |= self._numbered(kind, _SAYS.get(number, number))
            else:
                found |= self._named(place["name"], place[0].split()[0], limb)
        return frozenset(found)

    def _numbered(self, kind: str, number: str) -> set[int]:
        meant: set[int] = set()
        for index, clause in enumerate(self.contract.clauses):
            own = [_SAYS.get(word, word) for word in _WORD.findall(clause.number.lower())]
            part = own and own[0].startswith(kind[:5])
            if (part and own[1:2] == [number]) or (kind in ("clause", "sectio", "paragr") and own == [number]):
                meant.add(index)
            elif kind not in ("clause", "paragr") and not clause.number:
                head = [_SAYS.get(word, word) for word in _WORD.findall(clause.heading.lower())[:2]]
                if len(head) > 1 and head[0].startswith(kind[:5]) and head[1] == number:
                    meant.add(index)
        return self.below(meant)

    def _named(self, name: str, article: str, limb: Limb) -> set[int]:
        wanted = [word.removesuffix("s") for word in _WORD.findall(name) if word not in _PLAIN]
        last = name.rsplit(maxsplit=1)[-1].removesuffix("s")
        if article == "this" and last in ("schedule", "annex", "annexe", "appendix", "part", "note"):
            return self._own(limb)
        if (wanted and article not in ("this", "these")) or last not in {word.removesuffix("s") for word in _BODY}:
            meant = {
                index
                for have, index in self.names
                if len(have) <= len(wanted) + 5
                and all(word in have or word + "s" in have for word in wanted or [last])
                and (last in have or last + "s" in have)
            }
            if meant:
                return self.below(meant)
        if name.rsplit(maxsplit=1)[-1] in _BODY and set(name.split()[:-1]) <= _PLAIN:
            return {index for index, clause in enumerate(self.contract.clauses) if clause.part == "body"}
        return set()

    def _own(self, limb: Limb) -> set[int]:
        """The part that the limb stands in."""
        part = self.contract.clauses[limb.clause].part if limb.clause >= 0 else "body"
        if part == "body":
            return set()
        return {index for index, clause in enumerate(self.contract.clauses) if clause.part == part}

    def below(self, roots: Sequence[int] | set[int]) -> set[int]:
        """The clauses and everything under them."""
        found: set[int] = set()
        waiting = list(roots)
        while waiting:
            index = waiting.pop()
            if index not in found:
                found.add(index)
                waiting += self.children.get(index, ())
        return found
