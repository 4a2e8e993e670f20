"""Which side a defined term stands for."""

import re

from clausecheck.patterns import pattern
from clausecheck.reading.definitions import Definition, doctors, organisations
from clausecheck.reading.names import AMBIGUOUS, CLIENT_TERMS, GENERIC_LOCUM, LOCUM_TERMS, ORGANISATION, OTHER_TERMS

__all__ = ["BROKERS", "BROKER_NAME", "COMPANY", "LOCUMISH", "OTHERISH", "role_of"]

BROKERS = frozenset({"agency", "platform", "digital", "chambers"})
"""Engagements with somebody between the locum and those who receive the work."""


LOCUMISH = pattern(
    r"^[^A-Za-z]{0,10}(?:(?:each|any|the|a|an|every) ){0,3}"
    r"(?:(?:person|individual|self[- ]employed|registered|sessional|named|medically qualified) ){0,3}"
    r"(?:Dr\b|DR\b|[Dd]octors?\b|(?:general )?(?:medical )?practitioners?\b|GPs?\b|locum|clinicians?\b"
    r"|[Ll]imited company\b|individual\b|person\b|company\b)"
)
OTHERISH = pattern(
    rf"\b(?:partners|partnership|persons (?:from time|carrying)|trading|{ORGANISATION}|surgery|practices?"
    r"|medical centre|health (?:centre|board)|trust|board|network|employer|insurer|organisation|agency|business"
    r"|community interest|society|hospital|council|body|authority)\b"
)
COMPANY = pattern(r"\b(?:limited|ltd|llp|company)\b", re.IGNORECASE)
_NO_PARTY = pattern(
    r"^\W*(?:(?:the|a|an|any|each) ){0,2}(?:premises|building|period|session|any of the|branch|site|place|service[s ]"
    r"|list of|rota|duty|member of|consultation|meeting|act|work|medical services|provision|spell|run of|posting"
    r"|assignment|shift|booking|sum|fee|rate|amount|balance|document|form|schedule|date|time|hours?|day)",
    re.IGNORECASE,
)
_PARTIES_END = 2500
"""Characters in which a contract lists its parties; a name given later is a part or a person of somebody's."""
_LINK = pattern(r"\b(?:and|between|by|to|with)\b")
"""Between one party and the next: `... Surgery ("the Practice") and the medical practitioner named below`."""
_ENDS_IN_DOCTOR = pattern(r"\b(?:[Pp]ractitioner|[Dd]octor|GP|[Cc]linician|[Ll]ocum)s?\W*$")
"""`a general practitioner ("the Practitioner")`"""
BROKER_NAME = pattern(r"\b(?:recruit|locums?\b|staffing|resourc|agency|personnel|medics|chambers)", re.IGNORECASE)


def role_of(definition: Definition, meaning: str, engagement: str, other_side_defined: bool) -> str | None:
    """The side a term stands for, None where it is no party."""
    term = definition.term
    head = meaning[-220:] if definition.bracketed else meaning[:220]
    names_doctor = bool(doctors(head)) and not re.search(
        r"\b(?:partners|trading|partnership|surgery|practice)\b", head, re.IGNORECASE
    )
    locumish = names_doctor or bool(LOCUMISH.match(head))
    if definition.bracketed:
        locumish = locumish or bool(LOCUMISH.match(_LINK.split(head)[-1]))
        if term in GENERIC_LOCUM and _ENDS_IN_DOCTOR.search(head):
            return "locum"
    otherish = bool(OTHERISH.search(head))
    client = "client" if engagement in BROKERS else "other"
    if not definition.bracketed and _NO_PARTY.match(head):
        return None
    if term in LOCUM_TERMS:
        return (
            "other" if definition.bracketed and otherish and not names_doctor and not COMPANY.search(head) else "locum"
        )
    if term in CLIENT_TERMS:
        return client
    if term in OTHER_TERMS and term not in AMBIGUOUS:
        if not definition.bracketed and not otherish:
            return None
        broker_term = term in ("agency", "employment business", "employment agency", "platform", "chambers")
        return (
            "other"
            if broker_term or engagement not in BROKERS or BROKER_NAME.search(head)
            else _broker_side(term, client)
        )
    if term in AMBIGUOUS or term in GENERIC_LOCUM:
        return _ambiguous(
            term, head, locumish=locumish, otherish=otherish, engagement=engagement, others=other_side_defined
        )
    if any(term in name.lower() or term == _initials(name) for name in organisations(head)):
        return "other"
    if any(term in name.lower() for name in doctors(head)):
        return "locum"
    if COMPANY.search(head) and head.lower().startswith(term):
        return "other"
    several = bool(organisations(head)) or "partner" in head.lower()
    return _listed(definition, names_doctor=names_doctor, otherish=otherish and several)


def _listed(definition: Definition, *, names_doctor: bool, otherish: bool) -> str | None:
    """A name nobody could foresee, given to a party where the parties are listed: `Dr Vance ("the Deputy")`."""
    if not definition.bracketed or definition.lower or definition.start > _PARTIES_END:
        return None
    if names_doctor:
        return "locum"
    return "other" if otherish else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _broker_side(term: str, client: str) -> str:
    return client if term not in ("company", "provider", "organisation", "service") else "other"


_SERVED = frozenset({"partner", "user", "customer", "host", "purchaser", "commissioner"})
_SUPPLIERS = frozenset(
    {
        "supplier",
        "consultancy",
        "service company",
        "psc",
        "personal service company",
        "intermediary",
        "contractor company",
        "consultant",
        "service provider",
    }
)
_PRACTICE = pattern(r"\b(?:surgery|practice|health centre|medical centre|agency|recruitment)\b", re.IGNORECASE)


def _ambiguous(term: str, head: str, *, locumish: bool, otherish: bool, engagement: str, others: bool) -> str | None:
    """The side of a term such as `Company`, by what it stands for."""
    if term in _SERVED:
        if not otherish or re.match(r"\W*the member", head):
            return None
        return "client" if engagement in BROKERS else "other"
    if COMPANY.search(head) and not _PRACTICE.search(head):
        if engagement in (*BROKERS, "ooh") and term in ("company", "provider", "operator", "business"):
            return "other"
        return "locum" if term in _SUPPLIERS or others or engagement == "company" else "other"
    if locumish:
        return "locum"
    return "other" if otherish and term not in GENERIC_LOCUM else None
