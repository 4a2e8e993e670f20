"""What of a number a contract really grants: the number, a worse one beside it, or none that can be relied on.

A quantity of a report is the number that stands in a clause of its subject. Whoever is told that it keeps a position or
a deal signs on it, so here the passage around it is read again, and every doubt goes against comfort.
"""

from __future__ import annotations

from collections.abc import Sequence

from clausecheck.judging.amounts import AMOUNTS, Amount
from clausecheck.judging.limits import Around, bound, denied, let_go, loose, pressed, swallowed
from clausecheck.judging.paper import Paper
from clausecheck.judging.places import number_text
from clausecheck.judging.quantities import said
from clausecheck.judging.rivals import Held, same, worse
from clausecheck.patterns import pattern
from clausecheck.reading.contract import Limb, Quantity, QuantityKind
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record
from clausecheck.report import QuantityFound

__all__ = ["Granted", "granted"]

_PATIENTS = frozenset({"patients_per_session", "patients_per_day", "patients_per_hour", "visits_per_session"})
_GRANTS = _PATIENTS | word_set(
    "appointment_minutes telephone_minutes session_minutes consulting_minutes break_minutes admin_minutes payment_days "
    "late_interest_over_base_percent overrun_gbp_per_hour session_fee_gbp hourly_fee_gbp pension_employer_percent"
)
"""What the other side gives or keeps to: the bound must go the right way, and `may` gives nothing."""
_IN_THE_NEGATIVE = word_set(
    "noncompete_months noncompete_miles direct_engagement_months claim_days timesheet_days optout_withdrawal_days "
    "cancellation_full_fee_hours cancellation_free_hours penalty_gbp response_minutes minimum_sessions_per_month"
)
"""Mostly said with a `not` that denies nothing: `shall not work for another for 6 months`."""
_PROMISED = _GRANTS | {"notice_weeks_other", "notice_weeks_locum"}
"""What words such as `aims` and `usually` take the force from: of a duty of the locum's they do not."""
_SCALES = frozenset({"cancellation_full_fee_hours", "cancellation_free_hours"})
"""Several numbers stand in one passage as rungs, not as values of one thing."""
_GOES_ON = word_set("it this that these they such but however save unless except the @other")
_IT = frozenset({"it", "this", "that", "these", "them"})
_DAYS_OFF = frozenset({"working day", "business day"})
_MONTH_END = pattern(
    r"\b(?:end|close|last day) of (?:the |each |that |a )?(?:\S+ )?(?:month|quarter)\b|\bmonth end\b|\beom\b"
)
_APPROVED = pattern(
    r"^(?:\S+ ){0,9}?(?:approv(?:ed|al|es|ing)|verif\w+|authoris\w+|authoriz\w+|validat\w+|satisfied|satisfaction)\b"
)
_BASE = pattern(r"\b(?:base|statut\w+|act|legislation|law|bank|repo)\b")


@record
class Granted:
    """A number, what it comes to, and why it cannot be relied on."""

    value: float
    """The worse one where several stand in the passage."""
    written: str
    """In words, with the reason where it is not just the number: `15 minutes of break; the passage denies it`."""
    sure: bool
    """False where nothing can be said but that the number stands there."""
    denied: bool = False
    """The passage says the opposite of it."""


def granted(paper: Paper, found: QuantityFound) -> Granted:
    """What the passage of `found` makes of its number."""
    amount = AMOUNTS[found.name]
    plain = said(found.name, number_text(found.value))
    limb, number = _where(paper, found, amount)
    if limb is None or number is None:
        return Granted(found.value, plain, sure=True)
    more = _going_on(paper, limb)
    text = paper.contract.document.text
    around = Around.of(limb, number, text, _own(more))
    if let_go(around) if found.name in _IN_THE_NEGATIVE else denied(around, time=_losable(found.name, amount)):
        return Granted(found.value, f"{plain}; the passage denies it", sure=False, denied=True)
    held = Held(found.name, found.value, limb, number, more, found.name in _GRANTS)
    worst = None if found.name in _SCALES else worse(held, text)
    value = found.value if worst is None else worst
    written = plain if worst is None else _both(held, worst)
    doubt, words = _unit(found.name, number, around), ""
    if not doubt:
        doubt, words = _not_granted(found.name, around, amount)
    if not doubt and worst is None and found.name in _GRANTS:
        words = swallowed(around, counts=found.name in _PATIENTS)
        if not words and found.name != "payment_days" and _losable(found.name, amount):
            words = pressed(around)
        doubt = "the passage lets it be otherwise" if words else ""
    doubt += _quoted(words, text, limb, more)
    return Granted(value, f"{written}; {doubt}" if doubt else written, sure=not doubt)


def _losable(name: str, amount: Amount) -> bool:
    """Minutes and counts can be lost or given up."""
    return name in _GRANTS and amount.kind in (QuantityKind.duration, QuantityKind.number)


def _where(paper: Paper, found: QuantityFound, amount: Amount) -> tuple[Limb | None, Quantity | None]:
    """The limb that holds the number, and the number in it: none where it was worked out from others."""
    limbs = [limb for limb in paper.speaking if limb.start < found.end and found.start < limb.end]
    for limb in limbs:
        for quantity in limb.quantities:
            if quantity.kind is amount.kind and same(found.value, quantity, amount):
                return limb, quantity
    for limb in limbs:  # a rate worked out: £25 for each quarter of an hour
        several = [one for one in limb.quantities if one.kind is QuantityKind.money is amount.kind]
        if several:
            return limb, several[0] if len(several) == 1 else None
    return (limbs[0], None) if limbs else (None, None)


def _going_on(paper: Paper, limb: Limb) -> Limb | None:
    """The passage after it in the same clause, where it goes on about the same: `However, they may be …`."""
    at = limb.index + 1
    following = paper.contract.limbs[at] if at < len(paper.contract.limbs) else None
    if following is None or following.clause != limb.clause or not following.speaks:
        return None
    words = following.words[following.own :]
    closed = limb.words[-1:] != (";",) and words[:1] in (("the",), ("@other",)) and not _of_it(words)
    return following if words and words[0] in _GOES_ON and not closed else None


def _of_it(words: Sequence[str]) -> bool:
    """`It may extend this to 60 days`."""
    return words[1:2] in (("may",), ("can",)) and not _IT.isdisjoint(words[2:6])


def _own(limb: Limb | None) -> Sequence[str]:
    return () if limb is None else limb.words[limb.own :]


def _unit(name: str, number: Quantity, around: Around) -> str:
    """The number is not in the unit of the name, and what it comes to cannot be known."""
    after = " ".join(around.rest)
    if name == "late_interest_over_base_percent" and not _BASE.search(f"{' '.join(around.statement)} {after}"):
        return "the passage does not say that it is over the base rate"
    if AMOUNTS[name].better != "lower" or AMOUNTS[name].kind is not QuantityKind.duration:
        return ""
    if number.unit in _DAYS_OFF:
        return f"it counts {number.unit}s, which are more days than that"
    if name == "payment_days" and _MONTH_END.search(after[:120]):
        return "counted from the end of a month"
    if name == "payment_days" and _APPROVED.search(after):
        return "counted from an approval, which sets no time of its own"
    return ""


def _not_granted(name: str, around: Around, amount: Amount) -> tuple[str, str]:
    """Why the words before it make it no promise, or a limit on the wrong side; and those words."""
    wish = loose(around) if name in _PROMISED else ""
    if wish:
        return "the passage does not bind to it", wish
    if name not in _GRANTS:
        return "", ""
    way = bound(around)
    if amount.better == "higher" and way == "most":
        return "that is the most, and less is allowed", ""
    if amount.better == "lower" and way == "least":
        return "that is the least, and more is allowed", ""
    verbs = [at for at, word in enumerate(around.statement) if word in ("may", "might", "could", "can")]
    if verbs and "@other" in around.statement[: verbs[-1]] and "@locum" not in around.statement[: verbs[-1]]:
        return "the other side may, and need not", ""
    return "", ""


def _quoted(words: str, text: str, *limbs: Limb | None) -> str:
    """The words as the contract has them, in brackets; empty where they stand in no run of it."""
    wanted = words.split()
    for limb in limbs:
        if limb is None or not wanted:
            continue
        for at in range(limb.lead, len(limb.words) - len(wanted) + 1):
            here = limb.words[at : at + len(wanted)]
            if list(here[:-1]) == wanted[:-1] and here[-1].startswith(wanted[-1]) and limb.spans[at][0] >= 0:
                found = " ".join(text[limb.spans[at][0] : limb.spans[at + len(wanted) - 1][1]].split())
                return f" (“{found}”)"
    return ""


def _both(held: Held, worst: float) -> str:
    low, high = (number_text(value) for value in sorted((held.value, worst)))
    counts = said(held.name, number_text(worst))
    number = held.number
    if number.low != number.value and same(worst, number, held.amount):
        return f"{counts}: between {low} and {high} the worse counts"
    return f"{counts}: {number_text(held.value)} and {number_text(worst)} stand in the passage, and the worse counts"
