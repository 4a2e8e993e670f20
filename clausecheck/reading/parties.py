"""Who the parties are: every name, term and pronoun that stands for one, and for which."""

import re
from collections.abc import Mapping

from clausecheck.patterns import pattern
from clausecheck.reading.addressing import JOINT, POSSESSIVE, Counts, pronouns
from clausecheck.reading.context import Context
from clausecheck.reading.definitions import (
    Definition,
    addressee,
    definitions,
    doctors,
    organisations,
    party_rows,
    recipient,
)
from clausecheck.reading.names import CLIENT_TERMS, GENERIC_LOCUM, LOCUM_TERMS, OTHER_TERMS
from clausecheck.reading.naming import Alias, Draft, Need
from clausecheck.reading.pronoun_words import REFERRING
from clausecheck.reading.roles import BROKER_NAME, BROKERS, COMPANY, LOCUMISH, OTHERISH, role_of
from clausecheck.record import record

__all__ = ["Alias", "Need", "Parties", "identify"]


@record
class Parties:
    """How the parties of one contract are named."""

    author: str
    aliases: Mapping[str, Mapping[str, tuple[Alias, ...]]]
    """By first word, then by second (empty: any other), longest first."""
    pronouns: Mapping[str, str]
    """Pronoun to party word: `you` to `@locum`."""
    third_person: bool
    """Whether she, he and they may be the locum."""
    she: str
    """`she` or `he` where the locum is always that, `they` where neither is used, else empty."""
    asks: bool
    """Questions are asked by the locum: there `I` is the locum, whoever writes."""
    company: bool
    """The locum may be an `it`."""
    watched: frozenset[str]
    """Every word that may begin a mention of somebody."""
    locum_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    engagement: str = "direct"


def identify(text: str, context: Context, *, engagement: str, author: str) -> Parties:
    """Every name of the locum, the other side and its clients in `text`, whose words `context` holds."""
    draft = Draft(engagement)
    company = _from_definitions(definitions(text), draft, author)
    if author == "locum":
        for name in doctors(text[:600])[:1] or doctors(text[-500:])[-1:]:
            draft.add_doctor(name)
    else:
        _from_letter(text, draft)
        _from_form(text, draft)
    _from_organisations(text, draft)
    counts = Counts(text, context)
    third_person = counts.you < 3 or counts.you < counts.third
    _defaults(text, draft, counts)
    pronouns(draft.pronouns, author, counts, third_person)
    for phrase, role in JOINT.items():
        draft.add(phrase, role, Need.nothing)
    draft.add("parties", "both", Need.definite)
    aliases = draft.indexed()
    return Parties(
        author=author,
        aliases=aliases,
        pronouns=draft.pronouns,
        third_person=author == "other" and third_person,
        she=counts.locum_pronoun(),
        asks=author == "other" and counts.asked >= 3 and counts.asked > counts.told_i,
        company=company,
        watched=frozenset(aliases) | frozenset(draft.pronouns) | REFERRING,
        locum_names=tuple(draft.names["locum"]),
        other_names=tuple(draft.names["other"]) + tuple(draft.names["client"]),
        engagement=engagement,
    )


def _from_definitions(defined: tuple[Definition, ...], draft: Draft, author: str) -> bool:
    """Give each defined term its side; True where the locum is a company."""
    company = False
    sides = {
        d.start: _define_pronoun(d, " ".join(d.meaning.split()), draft, author) for d in defined if d.term in _FAMILY
    }
    others = {d.term for d in defined} & (OTHER_TERMS | CLIENT_TERMS)
    for definition in defined:
        term, meaning = definition.term, " ".join(definition.meaning.split())
        if term in _FAMILY:
            continue
        role = role_of(definition, meaning, draft.engagement, bool(others - {term}))
        if role is None and definition.bracketed and not definition.lower:
            role = sides.get(definition.start)  # `("you", "Fern")`
        if role is None:
            if term in LOCUM_TERMS | GENERIC_LOCUM | OTHER_TERMS | CLIENT_TERMS:
                draft.bar(term)
            continue
        capital = term in GENERIC_LOCUM and not definition.lower
        draft.add(term, role, Need.capital if capital else Need.sign, defined=True)
        if not term.endswith("s"):
            draft.add(term + "s", role, Need.capital if capital else Need.sign, defined=True)
        firm = bool(COMPANY.search(meaning))
        if role == "locum":
            company = company or firm
            for name in doctors(meaning)[:2]:
                draft.add_doctor(name)
        if role != "locum" or firm:
            for name in organisations(meaning):
                draft.add_organisation(name, role)
    return company


_FAMILY = {
    word: family
    for family in (("you", "your", "yours"), ("we", "us", "our", "ours"), ("i", "me", "my", "mine"))
    for word in family
}


_SOMEBODY = pattern(
    r"\b(?:Dr|DR)\b|\b(?:[Dd]octor|[Pp]ractitioner|GP|[Cc]linician|[Ll]ocum|[Cc]ontractor|[Cc]andidate|[Ww]orker|individual"
    r"|person)\b(?! (?:Practice|Partners|Surgery|Federation))"
)
_BETWEEN_PARTIES = pattern(r"\b(?:and|to|by|for|between|(?<!registered )with)\b")
_A_PLACE = pattern(r"(?i)\b(?:practice|surgery|partners|board|trust|centre|hirer|client)\b")
_REACH = 160
"""Characters before a bracketed pronoun in which whom it stands for is looked for."""


def _define_pronoun(definition: Definition, meaning: str, draft: Draft, author: str) -> str | None:
    """`"we" means Quillmark Limited`, `Dr Ada Mbeki ("you")`: the side of the pronoun, None where it is not said."""
    term = definition.term
    role: str | None = "locum" if LOCUMISH.match(meaning) and not re.match(r"\W*(?:the )?company", meaning) else "other"
    if definition.bracketed:
        if term not in ("we", "us", "our", "ours"):
            role = _side_before(
                meaning[-_REACH:], author, likely="locum" if (term[0] == "y") == (author == "other") else "other"
            )
        elif not doctors(meaning[-120:]):
            role = "other"
    elif term[0] == "y" and _SOMEBODY.search(meaning[:_REACH]) and not _A_PLACE.search(meaning[:_REACH]):
        role = "locum"
    if role is None:
        return None
    for word in _FAMILY[term]:
        draft.pronouns[word] = f"@{role}'s" if word in POSSESSIVE else f"@{role}"
    if role == "locum":
        for name in doctors(meaning[-_REACH:])[-1:]:
            draft.add_doctor(name)
    else:
        for name in organisations(meaning[:120]):
            draft.add_organisation(name, "other")
    return role


def _side_before(words: str, author: str, *, likely: str) -> str | None:
    """The side that stands last before a bracket: `Elm Surgery engages Dr Ada Mbeki ("you")`.

    `likely` is the side it stands for in most such texts: a doctor anywhere before is enough to say so.
    """
    somebody = [match.end() for match in _SOMEBODY.finditer(words)]
    firms = list(OTHERISH.finditer(words))
    if somebody and likely == "locum":
        return "locum"
    if firms and (not somebody or firms[-1].start() > somebody[-1]):
        after = words[somebody[-1] : firms[-1].start()] if somebody else " and "
        if _BETWEEN_PARTIES.search(after):
            own = author == "other" and COMPANY.search(firms[-1][0]) and not _PRACTICE_NAME.search(words)
            return "locum" if own else "other"
    return "locum" if somebody else None


def _from_letter(text: str, draft: Draft) -> None:
    """The locum's name from a salutation or a `To:` line."""
    title, name = addressee(text)
    sent = recipient(text)
    for full in doctors(sent)[:1]:
        draft.add_doctor(full)
    if title.lower().startswith(("dr", "doctor")):
        last = name.split()[-1]
        known = (d for d in doctors(text[:2500]) if d.split()[-1] == last and len(d.split()) > 1)
        draft.add_doctor(next(known, name))
    elif name and not title and len(name.split()) == 1:
        draft.add(name, "locum", Need.sign)
        if not sent:
            draft.names["locum"].setdefault(name)


def _from_form(text: str, draft: Draft) -> None:
    """Labels and names from the rows of a form: `Doctor | Dr Teodor Vance`."""
    for label, value in party_rows(text):
        if any(word in label for word in ("locum", "doctor", "gp", "contractor", "clinician", "worker", "candidate")):
            draft.add(label, "locum", Need.capital if label in GENERIC_LOCUM else Need.sign, defined=True)
            for full in doctors(value)[:1]:
                draft.add_doctor(full)
        elif label != "supplier":
            served = draft.engagement in BROKERS and label not in ("agency", "company", "provider", "organisation")
            draft.add(label, "client" if served else "other", Need.sign, defined=True)
            for name in organisations(value):
                draft.add_organisation(name, "other")


_PRACTICE_NAME = pattern(r"\b(?:surgery|practice|medical|health)\b", re.IGNORECASE)
_NOT_A_SIDE = pattern(
    r"local medical|general medical|locum medical|primary care network|nhs england| committee|llp|improvement scotland"
    r"|performers|^(?:supply|and|neither|members? of) | the (?:surgery|practice)$",
    re.IGNORECASE,
)
_TITLE_LINE = pattern(r"\W*((?:NHS|HSC|University)\s+[A-Z][\w’' ]{2,40}?)\s*\n")


def _from_organisations(text: str, draft: Draft) -> None:
    """Names of practices and brokers in the opening and above the signatures."""
    engagement = draft.engagement
    for name in organisations(text[:1500]) + organisations(text[-700:]):
        firm, last = bool(COMPANY.search(name)), name.lower().split()[-1]
        if _NOT_A_SIDE.search(name):
            continue
        if (engagement == "ooh" and last == "centre") or (engagement == "company" and firm):
            continue  # a base; or perhaps the locum's own company, which its definition says
        if last in ("board", "trust") and engagement not in ("ooh", "bank") and text.find(name) > 300:
            continue
        served = engagement in ("agency", "chambers", "platform") and _PRACTICE_NAME.search(name)
        draft.add_organisation(name, "client" if served and not firm and not BROKER_NAME.search(name) else "other")
    title = _TITLE_LINE.match(text)
    if title and engagement in ("ooh", "bank"):
        draft.add_organisation(title[1].strip(), "other")


_SITUATED = {
    "service": ("ooh",),
    "society": ("ooh",),
    "group": (),
    "authority": (),
    "health authority": (),
    "board": ("ooh", "bank"),
    "health board": ("ooh", "bank"),
    "university health board": ("ooh", "bank"),
    "trust": ("ooh", "bank"),
    "bank": ("bank",),
    "platform": ("platform", "digital"),
    "chambers": ("chambers",),
}
"""The other side only in these engagements."""
_NEEDS = {"platform": Need.definite, "chambers": Need.sign}
"""What these need to stand for the other side; the rest a capital and an article."""
_SHORT = 600
"""Characters below which a text is a clause alone, its engagement unknown."""


def _defaults(text: str, draft: Draft, counts: Counts) -> None:
    """The names in use where no definition says otherwise."""
    brokered, short = draft.engagement in BROKERS, len(text) < _SHORT
    defined = {alias.role for alias in draft.roles.values() if alias.defined or alias.role == "locum"}
    for term in sorted(LOCUM_TERMS):
        draft.add(term, "locum", Need.sign)
        draft.add(term + "s", "locum", Need.sign)
    if "locum" not in defined and not (counts.you >= 3 and counts.you >= counts.third):
        for term in ("doctor", "clinician", "practitioner", "general practitioner", "gp", "associate", "freelancer"):
            draft.add(term, "locum", Need.definite)
            if brokered or draft.engagement in ("ooh", "bank"):
                draft.add(term + "s", "locum", Need.definite)
    elif "locum" in defined and counts.you < 3:
        for term in ("doctor", "clinician", "practitioner", "general practitioner"):
            draft.add(term, "locum", Need.title)
    if draft.engagement == "chambers":
        for term in ("member of chambers", "members of chambers", "member", "members"):
            draft.add(term, "locum", Need.definite)
    draft.add("supplier", "locum", Need.definite)
    served = brokered or (short and not defined)
    for term in sorted(CLIENT_TERMS):
        draft.add(term, "client" if served else "other", Need.sign)
        draft.add(term + "s", "client" if served else "other", Need.sign)
    if defined - {"locum"} or counts.surgeries <= counts.practices:
        draft.bar("surgery")  # a clinic or a building; its own definition, if any, stands already
    for term in sorted(OTHER_TERMS - _SITUATED.keys()):
        client = brokered and term not in ("agency", "employment business", "employment agency", "company", "provider")
        draft.add(term, "client" if client else "other", Need.definite)
    for term, engagements in _SITUATED.items():
        if draft.engagement in engagements or (short and term in ("platform", "board", "health board", "trust")):
            draft.add(term, "other", _NEEDS.get(term, Need.title))
