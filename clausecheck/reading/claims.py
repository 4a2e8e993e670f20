"""What a contract says of the other side's trade: “we are an employment business”, its denial, or only the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from clausecheck.reading.contract import BREAK, Contract, Limb, Party
from clausecheck.reading.wordlist import word_set

__all__ = ["Claim", "claims"]

_IS = word_set("is are am was were remains remain being isn aren wasn re")
_ACTS = word_set(
    "act acts acting operate operates operating trade trades trading registered licensed licenced regulated capacity"
)
_ARTICLES = word_set("a an the both either")
_DENIES = word_set("not nor neither never no none nothing nobody cannot t without denies @neither")
_SUPPOSES = word_set("if unless whether where when whenever until should may might could would wherever")
_ANYBODY = word_set("any another each every such person persons other others someone anyone")
_BETWEEN = word_set(
    "by of to from with for on through via under in at about than supplied introduced engaged found employed paid"
)
"""Between `is` and the trade these make it something else: `is supplied by an employment business`."""
_STOPS = frozenset({";", ":", "|", BREAK, "and", "but"})
_FAR = 7
"""Words between `is` and the trade: `an independent employment agency and`."""
_SUBJECT = 4
_LETTERHEAD = 12
"""Limbs at the beginning among which a trade by itself is that of the letterhead."""


class Claim(StrEnum):
    """What is made of a trade's name where it stands."""

    affirmed = "affirmed"
    """The other side, or somebody who is no party, is said to be one."""
    denied = "denied"
    mentioned = "mentioned"
    """It is named, and of nobody in particular is said that it is one."""


def claims(contract: Contract, trades: Sequence[str]) -> Iterator[Claim]:
    """What becomes of each mention of one of `trades`, lower case, in what speaks; headings speak of nothing."""
    names = [tuple(trade.split()) for trade in trades]
    for limb in contract.limbs:
        if not limb.speaks:
            continue
        found = [claim for name in names for at in _places(limb, name) for claim in (_claim(contract, limb, at, name),)]
        yield from found
        # A trade that is a party's defined name stands as the party among the words, and in the plural as another word.
        own = " ".join(contract.document.text[limb.start : limb.end].lower().split())
        if not found and any(trade in own for trade in trades):
            yield Claim.mentioned


def _places(limb: Limb, name: tuple[str, ...]) -> Iterator[int]:
    size = len(name)
    return (at for at in range(limb.own, len(limb.words) - size + 1) if limb.words[at : at + size] == name)


def _claim(contract: Contract, limb: Limb, at: int, name: tuple[str, ...]) -> Claim:
    verb = _verb(limb, at)
    if verb is not None:
        return _said(limb, verb, at)
    after = limb.words[at + len(name) :][:2]
    first = at - 1 if at > limb.own and limb.words[at - 1] in _ARTICLES else at
    if first == limb.own == limb.lead and not after and limb.index < _LETTERHEAD:
        return Claim.affirmed
    listed = after[:1] == ("or",) or bool({"a", "an"} & set(after if after[:1] == ("and",) else after[:1]))
    if first < at and first > limb.lead and limb.words[first - 1] == "@other" and not listed:
        # `Ridgeline Ltd, an employment business`: beside the party's name, and set off from it.
        gap = contract.document.text[limb.spans[first - 1][1] : limb.spans[first][0]]
        return Claim.affirmed if set(gap) & set(",(–—-") else Claim.mentioned
    return Claim.mentioned


def _verb(limb: Limb, at: int) -> int | None:
    """Where the `is`, or the `as` of `acts as`, stands of which the trade at `at` is the complement."""
    for back in range(at - 1, max(limb.lead, at - _FAR) - 1, -1):
        word = limb.words[back]
        if word in _IS:
            return back
        if word == "as":
            return back if _ACTS & set(limb.words[max(limb.lead, back - 3) : back]) else None
        beside = limb.words[back + 1] in ("or", "nor", "and")  # `not a practice or an employment business`
        if word in _BETWEEN or word == BREAK or (word.startswith("@") and not beside):
            return None
    return None


def _said(limb: Limb, verb: int, at: int) -> Claim:
    """What a sentence with this verb says of its subject."""
    words = limb.words
    begin = next((k + 1 for k in range(verb - 1, limb.lead - 1, -1) if words[k] in _STOPS), limb.lead)
    # After “not an agency but an employment business” only what follows the “but” counts.
    since = next((k for k in range(at - 1, verb, -1) if words[k] == "but"), None)
    if not _DENIES.isdisjoint(words[begin:at] if since is None else words[since:at]):
        return Claim.denied
    who = [word for word in words[begin:verb] if word.startswith("@")]
    ours = who[-1] in ("@locum", "@client") if who else limb.bearer is Party.locum
    supposed = not _SUPPOSES.isdisjoint(words[limb.lead : verb])
    anybody = not _ANYBODY.isdisjoint(words[max(begin, verb - _SUBJECT) : verb]) or words[begin] in ("a", "an")
    return Claim.mentioned if ours or supposed or anybody else Claim.affirmed
