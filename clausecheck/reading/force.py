"""What a passage does to whom: its main verb and that verb's subject."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from clausecheck.document import Span
from clausecheck.reading.contract import Force, Party
from clausecheck.reading.wordlist import word_set

__all__ = ["Reading", "read_force", "takes_over"]

_SUBORDINATE = word_set(
    "if where when whenever unless until while although though since because as once after before which who whom "
    "whose that provided save except whether lest wherever notwithstanding so till whereas what"
)
_OPENERS = word_set(
    "if where when whenever unless while although though because which who whom whose provided save except whether "
    "should lest wherever had were whereas"
)
"""Subordinate even at the head of a sentence, as `after the session the Practice may` is not."""
_PREPOSITIONS = word_set("to of by from with for on against between upon towards under at in")
_ADVERBS = word_set(
    "also then always only normally ordinarily usually promptly immediately at all times not therefore further in "
    "addition however hereby still either never never ever naturally accordingly itself himself herself thereupon "
    "forthwith all both each together jointly severally generally"
)
_BE = frozenset({"be", "is", "are", "was", "been", "being", "were"})
_ACTIVE_STATES = word_set(
    "responsible liable free able welcome entitled required obliged expected bound asked allowed permitted available "
    "deemed registered due payable subject at in on under self your @locum's @other's a an the no not more less "
    "ready willing prepared accountable answerable"
)
_DUTY = word_set("required obliged expected bound asked responsible liable accountable answerable")
_LEAVE = word_set("entitled free able welcome allowed permitted")
_PROMISES = word_set("agrees agree undertakes undertake promises covenants warrants confirms acknowledges accepts")
_IMPERATIVES = word_set(
    "send ring call bring tell let ask give make keep put sign submit complete return record note arrive log use "
    "check look contact ensure provide follow see take leave write email invoice stay wear park hand add include "
    "help work cover act report notify inform allow pay do remember shout grab pick"
)
_ORDERS = word_set("send submit bring ring tell ensure arrive email")
_OBJECTS = word_set(
    "the a an @other @locum @other's @locum's any all to in on at it them for by with up no what who if sure only "
    "your every each us me not before within on your both how whether from whatever"
)
"""After a base form at the start these make it an order: `Send the form`, not `Work done late`."""
_ARTICLES = word_set("the no any such this each")
_PREPOSITIONAL = word_set("after before until since till once as")
"""Mostly with a noun and no verb of their own: `after each session the Contractor shall`."""
_PARTICIPLES = (
    *("ed", "en", "ne", "ught", "ade", "aid", "eld", "ent", "ept", "put", "set", "un", "wn"),
    *("old", "ound", "ead", "cut", "let", "uilt", "ost"),
)
_CONJUNCTIONS = word_set("and but or nor then")
_MODALS = word_set("shall will must may can cannot should")
_NONE_SUBJECT = frozenset({"no", "nor", "none", "nobody", "nothing", "neither", "@neither"})
_PARTY = {
    "@locum": Party.locum,
    "@other": Party.other,
    "@client": Party.other,
    "@both": Party.either,
    "@neither": Party.either,
}
_THIRD = word_set(
    "patient patients partner partners manager nurse staff colleague somebody someone anyone nobody doctor clinician "
    "gp reception receptionist team they he she commissioner pharmacist"
)
_FLIPPED = {Force.must: Force.must_not, Force.may: Force.must_not}


class Reading(NamedTuple):
    """Who bears a passage, with what force."""

    bearer: Party
    force: Force
    subject: str
    """The party word that is the subject of the main verb, else empty."""


def takes_over(words: Sequence[str], own: int) -> bool:
    """Whether a limb goes on from the one before: `and shall pay`, but not `and shall be paid`."""
    here = words[own : own + 4]
    if len(here) < 3 or here[0] not in _CONJUNCTIONS or here[1] not in _MODALS:
        return False
    return (here[2] != "be" and here[2:4] != ("not", "be")) or here[3] in _ACTIVE_STATES


def read_force(words: Sequence[str], spans: Sequence[Span], text: str, *, own: int, lead: int, author: str) -> Reading:
    """Bearer and force of a limb.

    `own` is the position of its own words, `lead` of its last lead-in (equal to `own` where it has none).
    """
    hit = _main_verb(words, spans, text, own, len(words), author=author)
    if hit is None and lead < own:
        hit = _main_verb(words, spans, text, lead, own - 1, author=author)
    if hit is not None:
        return hit
    for at in range(own, len(words)):
        party = _PARTY.get(words[at])
        if party is not None:
            return Reading(party, Force.states, words[at])
    return Reading(Party.nobody, Force.states, "")


def _main_verb(
    words: Sequence[str], spans: Sequence[Span], text: str, first: int, last: int, *, author: str
) -> Reading | None:
    """The first verb of duty, leave or bar outside subordinate clauses; failing that the last inside one."""
    if first >= last:
        return None
    order = _order(words[first:last], Party.locum if author == "other" else Party.other)
    if order:
        return order
    segment, subordinate, verbs, since = first, words[first] in _OPENERS, 0, first
    spare: Reading | None = None
    end = first - 1
    for at in range(first, last):
        word = words[at]
        start, before = spans[at][0], end
        end = spans[at][1]
        if at == first:
            pass
        elif (start - before > 1 or words[at - 1] in _STOPS) and _breaks(words[at - 1], text[before:start]):
            segment, verbs = at, 0
            subordinate, since = word in _OPENERS, at
        elif word in _SUBORDINATE and not (word == "that" and words[at - 1] in _PROMISES) and word != "so":
            subordinate, verbs, since = True, 0, at
        reader = _READERS.get(word)
        force = (
            None if reader is None else reader(tuple(words[at + 1 : min(at + 7, last)]), words[at - 1] if at else "")
        )
        if force is None:
            continue
        verbs += 1
        resumed = at - since >= (3 if words[since] in _PREPOSITIONAL else 5) and (
            words[at - 1] in _PARTY or words[max(first, at - 2)] in _ARTICLES
        )
        if subordinate and verbs < 2 and not resumed:
            if spare is None and words[segment] in ("save", "provided", "except"):
                who, subject = _bearer(words, at, last, segment, first)
                spare = Reading(who, force, subject)
            continue
        bearer, subject = _bearer(words, at, last, segment, first)
        if words[segment] in _NONE_SUBJECT and segment < at and (force in _FLIPPED or words[segment] == "nor"):
            asked = [w for w in words[at + 1 : at + 4] if w in _DUTY]
            force = Force.need_not if asked and words[segment] == "nor" else _FLIPPED.get(force, force)
        return Reading(bearer, force, subject)
    return spare


def _order(words: Sequence[str], addressee: Party) -> Reading | None:
    """An order or a request: `Send the form`, `please ring`."""
    word, follows = words[0], words[1] if len(words) > 1 else ""
    if "please" in words and any(
        asked == "please" and before not in _PARTY for before, asked in pairwise(("", *words))
    ):
        return Reading(addressee, Force.must, "")
    negative = (word, follows) in (("do", "not"), ("don", "t"))
    plain = word in _ORDERS and follows not in _MODALS and follows not in _BE
    if negative or plain or (word in _IMPERATIVES and follows in _OBJECTS):
        return Reading(addressee, Force.must_not if negative else Force.must, "")
    return None


_STOPS = (";", ":")


def _breaks(before: str, gap: str) -> bool:
    """A comma, bracket, dash or stop stands between the word before and the next."""
    return before in _STOPS or not _CUTTING.isdisjoint(gap) or " - " in gap


_CUTTING = frozenset(",();.–—|")


def _future(after: tuple[str, ...], before: str) -> Force:
    rest = [w for w in after if w not in _ADVERBS or w == "not"]
    if rest[:1] == ["not"]:
        if rest[1:2] == ["be"] and rest[2:3] and rest[2] in _DUTY:
            return Force.need_not
        return Force.need_not if rest[1:3] == ["have", "to"] or rest[1:3] == ["need", "to"] else Force.must_not
    if rest[:1] == ["be"] and rest[1:2]:
        if rest[1] in _LEAVE:
            return Force.may
        if rest[1:4] == ["under", "no", "obligation"]:
            return Force.need_not
    if rest[:2] == ["have", "no"]:
        return (
            Force.need_not if rest[2:3] and rest[2] in ("obligation", "duty", "liability", "duties") else Force.must_not
        )
    if rest[:3] == ["have", "the", "right"]:
        return Force.may
    return Force.must


def _must(after: tuple[str, ...], before: str) -> Force:
    return Force.must_not if after[:1] in (("not",), ("never",)) or after[:2] == ("under", "no") else Force.must


def _may(after: tuple[str, ...], before: str) -> Force | None:
    if after[:1] and len(after[0]) == 4 and after[0].isdigit():
        return None
    if after[:1] == ("not",):
        return Force.must_not
    return Force.need_not if after[:1] and after[0] in ("decline", "refuse", "say") else Force.may


def _can(after: tuple[str, ...], before: str) -> Force:
    return Force.must_not if after[:1] in (("not",), ("t",)) else Force.may


def _is(after: tuple[str, ...], before: str) -> Force | None:
    rest = [w for w in after if w not in _ADVERBS or w in ("not", "at", "in")]
    negative = rest[:1] == ["not"]
    if negative:
        rest = rest[1:]
    head = rest[0] if rest else ""
    if head == "to":
        return Force.must_not if negative else Force.must
    if head in _DUTY and (rest[1:2] in (["to"], ["for"]) or negative):
        return Force.need_not if negative else Force.must
    if head in _LEAVE and rest[1:2] == ["to"]:
        return (
            Force.must_not
            if negative and head != "free"
            else (Force.need_not if rest[2:3] in (["refuse"], ["decline"]) else Force.may)
        )
    if rest[:2] == ["at", "liberty"]:
        return Force.may
    if rest[:3] == ["under", "no", "obligation"] or rest[:3] == ["under", "no", "duty"]:
        return Force.need_not
    return None


def _has(after: tuple[str, ...], before: str) -> Force | None:
    if after[:1] == ("to",):
        return Force.must
    if after[:2] in (("the", "right"), ("a", "right")):
        return Force.may
    if after[:1] == ("no",) and after[1:2] and after[1] in ("obligation", "duty", "further", "duties"):
        return Force.need_not
    return None


def _does(after: tuple[str, ...], before: str) -> Force | None:
    negative = after[:1] in (("not",), ("t",))
    return Force.need_not if negative and after[1:3] in (("have", "to"), ("need", "to")) else None


def _need(after: tuple[str, ...], before: str) -> Force | None:
    if after[:1] == ("not",):
        return Force.need_not
    return Force.must if after[:1] == ("to",) and before != "not" else None


def _neednt(after: tuple[str, ...], before: str) -> Force | None:
    return Force.need_not if after[:1] == ("t",) else None


def _negated(after: tuple[str, ...], before: str) -> Force | None:
    return Force.must_not if after[:1] == ("t",) else None


def _is_not(after: tuple[str, ...], before: str) -> Force | None:
    return _is(("not", *after[1:]), before) if after[:1] == ("t",) else None


def _promise(after: tuple[str, ...], before: str) -> Force | None:
    return Force.must if after[:1] in (("to",), ("that",), ("not",)) and before != "if" else None


def _reserve(after: tuple[str, ...], before: str) -> Force | None:
    return Force.may if after[:2] in (("the", "right"), ("a", "right")) else None


def _d(after: tuple[str, ...], before: str) -> Force | None:
    return Force.must if after[:1] == ("ask",) else None


_READERS = {
    "shall": _future,
    "will": _future,
    "ll": _future,
    "must": _must,
    **dict.fromkeys(("won", "mustn", "shan", "shouldn"), _negated),
    **dict.fromkeys(("isn", "aren"), _is_not),
    "should": _must,
    "ought": _must,
    "may": _may,
    "can": _can,
    "cannot": lambda after, before: Force.must_not,
    "is": _is,
    "are": _is,
    "m": _is,
    "re": _is,
    "has": _has,
    "have": _has,
    "does": _does,
    "do": _does,
    "don": lambda after, before: (
        Force.need_not if after[:3] == ("t", "have", "to") or after[:3] == ("t", "need", "to") else None
    ),
    "need": _need,
    "needs": _need,
    "needn": _neednt,
    "reserves": _reserve,
    "reserve": _reserve,
    "d": _d,
    **dict.fromkeys(sorted(_PROMISES - {"confirms", "acknowledges", "accepts"}), _promise),
}


def _bearer(words: Sequence[str], at: int, last: int, segment: int, first: int) -> tuple[Party, str]:
    """Who bears the verb at `at` (in the passive its `by` actor), and the party word that is its subject."""
    rest = [w for w in words[at + 1 : min(at + 6, last)] if w not in _ADVERBS]
    if words[at] == "d" and rest[:1] == ["ask"]:
        return _PARTY.get(rest[1] if len(rest) > 1 else "", Party.nobody), ""
    passive = len(rest) > 1 and rest[0] == "be" and rest[1] not in _ACTIVE_STATES and (rest[1].endswith(_PARTICIPLES))
    if passive:
        for k in range(at + 2, last - 1):
            if words[k] in _OPENERS:
                break
            if words[k] == "by" and words[k + 1] in _PARTY:
                return _PARTY[words[k + 1]], ""
        return Party.nobody, ""
    if at - segment <= 1 and words[segment] in ("nor", "neither", "so") and words[at + 1] in _PARTY:
        return _PARTY[words[at + 1]], words[at + 1]
    for start in (segment, first):
        for k in range(at - 1, start - 1, -1):
            party = _PARTY.get(words[k])
            if party is not None and (k == start or words[k - 1] not in _PREPOSITIONS):
                return party, words[k]
            if words[k] in _THIRD and start == segment:
                return Party.third, ""
        if words[segment] not in ("and", "but", "or", "nor", "then") and segment < at:
            break
    return Party.nobody, ""
