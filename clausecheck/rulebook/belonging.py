"""Whose number it is: ten minutes of a break are no appointment, four patients an hour no session's list."""

from clausecheck.reading.contract import Limb, PassageKind, Quantity, QuantityKind
from clausecheck.reading.wordlist import word_set

__all__ = ["belongs", "ordinary", "single"]

_BREAK = word_set(
    "break breaks breather coffee cuppa elevenses gap interval lunch luncheon meal meals pause pauses refreshment "
    "refreshments respite rest tea catch"
)
_ADMIN = word_set(
    "admin administration administrative clerical correspondence dictating dictation forms letters notes "
    "paperwork record records referral referrals typing writing writes write"
)
_APPOINTMENT = word_set(
    "appointment appointments appts appt slot slots patient patients consultation consultations consult consults "
    "contact contacts person persons people apiece intervals encounter encounters booking bookings place places "
    "name names ones case cases each"
)
_PHONE = word_set("telephone telephoned phone phones phoned call calls telephonic")
_CONSULTING = word_set(
    "consulting consultation consultations contact contacts patient patients appointments surgery clinic clinical "
    "seeing booked"
)
_THINGS = {
    "break_minutes": _BREAK,
    "admin_minutes": _ADMIN,
    "appointment_minutes": _APPOINTMENT,
    "telephone_minutes": _PHONE,
    "consulting_minutes": _CONSULTING,
}
"""Short times of a session, with the words that name them; a time belongs to the nearest."""
_NEEDED = frozenset({"appointment_minutes", "telephone_minutes", "consulting_minutes"})
"""Names whose limb or heading must speak of the thing."""
_LONG = frozenset({"session_minutes", "consulting_minutes"})
_SHORT = _LONG | _THINGS.keys()
_LEAST = 60.0
"""Shorter times are no part of a session spent with patients."""
_NOT_BEFORE = word_set("before past late early after beyond")
"""After a time these make it a place in the day: half an hour before the end."""
_STEP = 4.0
"""What a comma or an `and` between a time and a word counts, in words."""
_FAR = 24.0
_ABOVE = 10.0
"""The same for a word that stands only in the heading or lead-in."""
_BESIDE = {"appointment_minutes": 3.0, "telephone_minutes": 2.0}
"""How near its word must be for a thing to claim a time from another: patients are spoken of everywhere."""
_NOT_AFTER = word_set("no without after nobody last next up blocked blank empty unbooked") | _BREAK | _ADMIN
"""Before a word of appointments these make it none: after the last patient, a catch-up slot."""
_NEXT = 2
_EACH_HAS = word_set(
    "of for at has have with is being allotted given allowed accorded lasting shall will gets get patient"
)
_NOT_EACH = word_set("session sessions half surgery shift day morning afternoon block week month year attendance")
_UNITS = {
    word: unit
    for unit, words in {
        "session": "session surgery clinic shift sitting half morning afternoon forenoon block sessions surgeries list",
        "hour": "hour hourly",
        "day": "day daily",
        "week": "week month year",
    }.items()
    for word in words.split()
}
_COUNTED = {
    "patients_per_session": frozenset({"session"}),
    "patients_per_day": frozenset({"day"}),
    "patients_per_hour": frozenset({"hour"}),
    "visits_per_session": frozenset({"session"}),
}
_WINDOW = 6
_PART = 3.0
"""How near to a time the patients stand if the time is theirs."""
_OTHER_HOURS = word_set("office telephone lines door doors extend extended invitations invitation induction")
_YEARLY = word_set("year month week notice")
_NO_COUNT = word_set("the no any every this that which another some each is")
_NOT_COUNTED = (("of",), ("else",), ("who",), ("another",), ("is",), ("hour",), ("half",))
_ONE_OF = word_set("session surgery shift half morning afternoon most maximum max")
"""After a `one` that counts visits one of these follows closely."""
_HOURS = word_set("one two three four five six seven eight nine ten eleven twelve")
_OTHER_THINGS = word_set(
    "appointment appointments slot slots patient patients place places consultation consultations contact contacts "
    "names nursing homes"
)
"""What a visit takes the place of."""


def belongs(name: str, quantity: Quantity, limb: Limb) -> bool:
    """Whether a quantity of the right kind can be what the name asks for, by the words about it."""
    if name in _COUNTED:
        return _counted(name, quantity, limb)
    if quantity.kind is not QuantityKind.duration or name not in _SHORT:
        return True
    after, before = limb.words[quantity.last : quantity.last + 1], limb.words[max(limb.own, quantity.first - 1)]
    if name in _LONG:
        return _long(name, quantity, limb)
    own = _cost(quantity, name, limb)
    if (own >= _FAR and name in _NEEDED) or before == "first" or not _NOT_BEFORE.isdisjoint(after):
        return False
    rivals = (
        (_cost(quantity, other, limb), _BESIDE.get(other, _FAR)) for other in _THINGS if other not in (name, *_LONG)
    )
    return all(cost >= own or cost > reach for cost, reach in rivals)


def single(name: str, limb: Limb) -> Quantity | None:
    """The `one` of `one at most` or `one in a session`, which is no number by itself, where visits are counted."""
    if name != "visits_per_session":
        return None
    words = limb.words
    for at in range(limb.own, len(words)):
        before = words[at - 1] if at else ""
        if words[at] in ("one", "single") and before not in _NO_COUNT and words[at + 1 : at + 2] not in _NOT_COUNTED:
            start, end = limb.spans[at]
            one = Quantity(QuantityKind.number, 1.0, 1.0, "", at, at + 1, start, end)
            near = words[at + 1 : at + _WINDOW]
            if _counted(name, one, limb) and not _ONE_OF.isdisjoint(near):
                return one
    return None


def _long(name: str, quantity: Quantity, limb: Limb) -> bool:
    """Of the long times of a limb the one nearest to the patients is spent with them, and is no session."""
    own = _cost(quantity, "consulting_minutes", limb)
    if name == "session_minutes":
        words = limb.words[quantity.last : quantity.last + 3]
        return own > _PART and _YEARLY.isdisjoint(words) and ordinary(quantity, limb)
    others = (q for q in limb.quantities if q.kind is QuantityKind.duration and q.value >= _LEAST)
    return own < _FAR and own <= min(_cost(q, name, limb) for q in others)


def ordinary(quantity: Quantity, limb: Limb) -> bool:
    """Whether a time is that of a session, and not of an office or of an offer."""
    return _OTHER_HOURS.isdisjoint(limb.words[max(0, quantity.first - _WINDOW) : quantity.first])


def _counted(name: str, quantity: Quantity, limb: Limb) -> bool:
    """Four an hour are not four a session; in place of two appointments is no two visits."""
    words = limb.words[quantity.last : quantity.last + _WINDOW]
    if name == "visits_per_session" and (not quantity.value.is_integer() or _OTHER_THINGS.intersection(words[:3])):
        return False
    if words[:1] == ("past",) or (words[:1] == ("to",) and words[1:2] and words[1] in _HOURS):
        return False
    if quantity.first == limb.own and _numbers_row(quantity, limb):
        return False
    following = {q.first - quantity.last for q in limb.quantities}
    for at, word in enumerate(words):
        if at in following or word == ";":
            break
        if word in _UNITS and not (word == "half" and words[at + 1 : at + 2] == ("hour",)):
            return _UNITS[word] in _COUNTED[name]
    return True


def _numbers_row(quantity: Quantity, limb: Limb) -> bool:
    """`7 | Visits | none`: the number counts the rows."""
    last = quantity.last
    if limb.kind is not PassageKind.row or last >= len(limb.words):
        return False
    return limb.spans[last][0] - limb.spans[last - 1][1] > 1


def _cost(quantity: Quantity, name: str, limb: Limb) -> float:
    """How far the nearest word of the thing is, in words, a comma or an `and` counting as several."""
    things = _THINGS[name]
    words, spans = limb.words, limb.spans
    best = _FAR if things.isdisjoint(words[: limb.own]) else _ABOVE
    for at in range(limb.own, len(words)):
        if words[at] not in things or quantity.first <= at < quantity.last:
            continue
        low, high = (quantity.last, at) if at >= quantity.last else (at + 1, quantity.first)
        if name == "appointment_minutes" and _no_appointment(words, at, high - low, at < quantity.first):
            continue
        cost = float(high - low)
        if cost < best:
            cost += _STEP * sum(
                (spans[place][0] - spans[place - 1][1] > 1 or words[place] == "and") + 2 * (words[place] == ";")
                for place in range(low, min(high + 1, len(words)))
            )
            best = min(best, cost)
    return best


def _no_appointment(words: tuple[str, ...], at: int, away: int, ahead: bool) -> bool:
    """Whether a word of appointments names none: clear of patients, each session."""
    if words[at] == "each":
        if ahead:
            return words[at + 1] not in _EACH_HAS
        return away > _NEXT or words[at - 1] == "of" or not _NOT_EACH.isdisjoint(words[at + 1 : at + 3])
    before = words[at - 1] if at else ""
    return before in _NOT_AFTER or (before == "of" and words[at - 2] in ("free", "clear", "empty"))
