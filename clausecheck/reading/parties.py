"""Who the parties are: every name, term and pronoun that stands for one, and for which."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clausecheck.reading.definitions import (
    Definition,
    addressee,
    definitions,
    doctors,
    organisations,
    party_rows,
    recipient,
)
from clausecheck.reading.names import (
    AMBIGUOUS,
    CLIENT_TERMS,
    GENERIC_LOCUM,
    LOCUM_TERMS,
    ORGANISATION,
    OTHER_TERMS,
    PLURAL_OTHER,
)
from clausecheck.reading.tokens import words_of

__all__ = ["Alias", "Need", "Parties", "identify"]

BROKERS = frozenset({"agency", "platform", "digital", "chambers"})
"""Engagements with somebody between the locum and those who receive the work."""


class Need:
    """What must stand around a name for it to be the party; ordered by strictness."""

    nothing = 0
    """A proper name."""
    sign = 1
    """A capital or a determiner."""
    definite = 2
    """`the`, `our`, `your` or the like: a common noun."""
    title = 3
    """Both a capital and `the`: the Board, but not the board on which shifts are pinned."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Parties:
    """How the parties of one contract are named."""

    author: str
    aliases: Mapping[str, tuple[Alias, ...]]
    """By first word, longest first."""
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
    locum_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    engagement: str = "direct"


@dataclass(slots=True)
class _Draft:
    """Aliases while they are gathered."""

    roles: dict[tuple[str, ...], Alias] = field(default_factory=dict)
    barred: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, name: str, role: str, need: int, *, short: bool = False, defined: bool = False) -> None:
        words = words_of(name)
        if words and (words not in self.barred or defined):
            self.roles.setdefault(words, Alias(words[1:], role, need, short, defined))

    def bar(self, name: str) -> None:
        words = words_of(name)
        if words:
            self.barred.add(words)


_LOCUMISH = re.compile(
    r"^(?:[^A-Za-z]*)(?:each |any |the |a |an |every )*(?:person |individual |self[- ]employed |registered |sessional |named |medically qualified )*"
    r"(?:Dr\b|DR\b|[Dd]octors?\b|(?:general )?(?:medical )?practitioners?\b|GPs?\b|locum|clinicians?\b|[Ll]imited company\b|individual\b|person\b|company\b)"
)
_OTHERISH = re.compile(
    rf"\b(?:partners|partnership|persons (?:from time|carrying)|trading|{ORGANISATION}|surgery|practices?|health (?:centre|board)|medical centre|"
    r"trust|board|network|employer|insurer|organisation|agency|business|community interest|society|hospital|council|body|authority)\b"
)
_COMPANY = re.compile(r"\b(?:limited|ltd|llp|company)\b", re.IGNORECASE)
_NO_PARTY = re.compile(
    r"^\W*(?:the |a |an |any |each )*(?:premises|building|period|session|any of the|branch|site|place|service[s ]|list of|rota|duty|member of|"
    r"consultation|meeting|act|work|medical services|provision)",
    re.IGNORECASE,
)
_PLACE_SUFFIX = re.compile(rf"\s+(?:{ORGANISATION})(?:\s+(?:Limited|Ltd|LLP|\(UK\)))*$", re.IGNORECASE)
_BROKER_NAME = re.compile(r"\b(?:recruit|locums?\b|staffing|resourc|agency|personnel|medics|chambers)", re.IGNORECASE)
_PRACTICE_NAME = re.compile(r"\b(?:surgery|practice|medical|health)\b", re.IGNORECASE)


def identify(text: str, *, engagement: str, author: str) -> Parties:
    """Every name of the locum, the other side and its clients in `text`."""
    defined = definitions(text)
    draft = _Draft()
    locum_names, other_names = _Names(), _Names()
    pronouns: dict[str, str] = {}
    company = _from_definitions(defined, engagement, draft, locum_names, other_names, pronouns)
    _from_letter(text, author, draft, locum_names, other_names)
    _from_organisations(text, engagement, draft, other_names, locum_names)
    counts = _Counts(text)
    locum_defined = any(alias.role == "locum" for alias in draft.roles.values())
    _defaults(draft, engagement, counts, locum_defined, _surgery_is_party(text, draft))
    third_person = counts.you < 3 or counts.you < counts.third
    _pronouns(pronouns, author, counts, third_person)
    for phrase, role in _JOINT.items():
        draft.add(phrase, role, Need.nothing)
    draft.add("parties", "both", Need.definite)
    return Parties(
        author=author,
        aliases=_indexed(draft.roles),
        pronouns=pronouns,
        third_person=author == "other" and third_person,
        she=counts.locum_pronoun(),
        asks=author == "other" and counts.asked >= 3 and counts.asked > counts.told_i,
        company=company,
        locum_names=tuple(locum_names.names),
        other_names=tuple(other_names.names),
        engagement=engagement,
    )


class _Names:
    """Names in the order found, each once."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def add(self, name: str) -> None:
        self.names.setdefault(" ".join(name.split()))


_JOINT = {
    "either party": "both",
    "each party": "both",
    "both parties": "both",
    "the parties": "both",
    "each of us": "both",
    "both of us": "both",
    "either of us": "both",
    "either of the parties": "both",
    "each of the parties": "both",
    "both of the parties": "both",
    "either side": "both",
    "each side": "both",
    "both sides": "both",
    "the two of us": "both",
    "the two of them": "both",
    "either of them": "both",
    "both of them": "both",
    "we both": "both",
    "you and i": "both",
    "you and me": "both",
    "you and we": "both",
    "you and us": "both",
    "us and you": "both",
    "either you or we": "both",
    "either you or i": "both",
    "either we or you": "both",
    "neither party": "neither",
    "neither of us": "neither",
    "neither of them": "neither",
    "neither of the parties": "neither",
    "neither side": "neither",
    "neither you nor we": "neither",
    "neither you nor i": "neither",
    "neither we nor you": "neither",
}


class _Counts:
    """How often the text speaks to or of somebody: what tells a letter from a draft."""

    _WORDS = re.compile(r"\b(?:you|your|yourself|I|my|she|he|her|his|we|us|our)\b", re.IGNORECASE)
    _ASKED = re.compile(r"(?:^|\n|\bQ\d*[.:)]?\s)[^\n.?!]{0,80}\b(?:I|my|me)\b[^.!?]{0,120}\?")

    def __init__(self, text: str) -> None:
        tally: dict[str, int] = {}
        for match in self._WORDS.finditer(text):
            word = match[0].lower() if match[0] != "I" else "I"
            tally[word] = tally.get(word, 0) + 1
        self.you = tally.get("you", 0) + tally.get("your", 0)
        self.she = tally.get("she", 0) + tally.get("her", 0)
        self.he = tally.get("he", 0) + tally.get("his", 0)
        self.we = tally.get("we", 0) + tally.get("our", 0) + tally.get("us", 0)
        self.third = sum(tally.get(w, 0) for w in ("she", "he", "her", "his")) + sum(
            1 for _ in re.finditer(r"\b[Tt]he (?:[Ll]ocum|[Cc]ontractor|Doctor|Clinician|[Cc]andidate|Practitioner|Worker|GP|Supplier)\b", text)
        )
        self.asked = sum(1 for _ in self._ASKED.finditer(text))
        told = tally.get("I", 0) + tally.get("my", 0)
        self.told_i = max(0, told - 2 * self.asked)


    def locum_pronoun(self) -> str:
        """The pronoun the text uses of its locum."""
        if self.she + self.he < 2:
            return "they"
        if self.she >= 3 and self.she > 4 * self.he:
            return "she"
        return "he" if self.he >= 3 and self.he > 4 * self.she else ""


def _from_definitions(
    defined: tuple[Definition, ...],
    engagement: str,
    draft: _Draft,
    locum_names: _Names,
    other_names: _Names,
    pronouns: dict[str, str],
) -> bool:
    """Give each defined term its side; True where the locum is a company."""
    company = False
    others = {d.term for d in defined} & (OTHER_TERMS | CLIENT_TERMS)
    for definition in defined:
        term, meaning = definition.term, " ".join(definition.meaning.split())
        if term in ("you", "your", "we", "us", "our", "i", "me"):
            _define_pronoun(term, meaning, pronouns, draft, other_names, definition)
            continue
        role = _role(definition, meaning, engagement, bool(others - {term}))
        if role is None:
            if term in LOCUM_TERMS | GENERIC_LOCUM | OTHER_TERMS | CLIENT_TERMS:
                draft.bar(term)
            continue
        draft.add(term, role, Need.sign, defined=True)
        if role == "locum":
            company = company or bool(_COMPANY.search(meaning))
            for name in doctors(meaning)[:2]:
                _add_doctor(draft, name, locum_names)
            for name in organisations(meaning) if _COMPANY.search(meaning) else ():
                _add_organisation(draft, name, "locum", locum_names)
        else:
            for name in organisations(meaning):
                _add_organisation(draft, name, role, other_names)
    return company


def _define_pronoun(
    term: str, meaning: str, pronouns: dict[str, str], draft: _Draft, other_names: _Names, definition: Definition
) -> None:
    role = "@locum" if _LOCUMISH.match(meaning) and not re.match(r"\W*(?:the )?company", meaning) else "@other"
    if definition.bracketed and not doctors(meaning[-120:]):
        role = "@other" if term in ("we", "us", "our") else role
    for family in (("you", "your", "yours"), ("we", "us", "our", "ours"), ("i", "me", "my", "mine")):
        if term in family:
            for word in family:
                pronouns[word] = role + ("'s" if word in _POSSESSIVE else "")
    if role == "@other":
        for name in organisations(meaning[:120]):
            _add_organisation(draft, name, "other", other_names)


def _role(definition: Definition, meaning: str, engagement: str, other_side_defined: bool) -> str | None:
    """The side a term stands for, None where it is no party."""
    term = definition.term
    head = meaning[-220:] if definition.bracketed else meaning[:220]
    names_doctor = bool(doctors(head)) and not re.search(r"\b(?:partners|trading|partnership|surgery|practice)\b", head, re.IGNORECASE)
    locumish = names_doctor or bool(_LOCUMISH.match(head))
    otherish = bool(_OTHERISH.search(head))
    client = "client" if engagement in BROKERS else "other"
    if not definition.bracketed and _NO_PARTY.match(head):
        return None
    if term in LOCUM_TERMS:
        return "other" if definition.bracketed and otherish and not names_doctor and not _COMPANY.search(head) else "locum"
    if term in CLIENT_TERMS:
        return client
    if term in OTHER_TERMS and term not in AMBIGUOUS:
        if not definition.bracketed and not otherish:
            return None
        broker_term = term in ("agency", "employment business", "employment agency", "platform", "chambers")
        return "other" if broker_term or engagement not in BROKERS or _BROKER_NAME.search(head) else _broker_side(term, client)
    if term in AMBIGUOUS or term in GENERIC_LOCUM:
        return _ambiguous(term, head, names_doctor or locumish, otherish, engagement, other_side_defined)
    if any(term in name.lower() or term == _initials(name) for name in organisations(head)):
        return "other"
    if any(term in name.lower() for name in doctors(head)):
        return "locum"
    return "other" if _COMPANY.search(head) and head.lower().startswith(term) else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _broker_side(term: str, client: str) -> str:
    return client if term not in ("company", "provider", "organisation", "service") else "other"


def _ambiguous(term: str, head: str, locumish: bool, otherish: bool, engagement: str, other_side_defined: bool) -> str | None:
    company = bool(_COMPANY.search(head))
    if term in ("partner", "user", "customer", "host", "purchaser", "commissioner"):
        return ("client" if engagement in BROKERS else "other") if otherish and not re.match(r"\W*the member", head) else None
    if company and not re.search(r"\b(?:surgery|practice|health centre|medical centre|agency|recruitment)\b", head, re.IGNORECASE):
        if engagement in ("agency", "platform", "digital", "chambers", "ooh") and term in ("company", "provider", "operator", "business"):
            return "other"
        supplies = term in ("supplier", "consultancy", "service company", "psc", "personal service company", "intermediary",
                            "contractor company", "consultant", "service provider")
        return "locum" if supplies or other_side_defined or engagement == "company" else "other"
    if locumish:
        return "locum"
    return "other" if otherish and term not in GENERIC_LOCUM else None


_COMMON = frozenset(
    "the of and for to at in out hours primary care urgent centre center health medical practice group partnership nhs hsc service "
    "services general gp gps locum locums local surgery surgeries board trust network family doctor doctors limited ltd llp".split()
)


def _add_doctor(draft: _Draft, name: str, names: _Names) -> None:
    parts = name.split()
    names.add("Dr " + (name.title() if name.isupper() else name))
    draft.add("Dr " + name, "locum", Need.nothing)
    draft.add("Dr " + parts[-1], "locum", Need.nothing)
    draft.add("Doctor " + parts[-1], "locum", Need.nothing)
    if len(parts) > 1:
        draft.add(name, "locum", Need.nothing)
        draft.add("Dr " + parts[0], "locum", Need.nothing)


def _add_organisation(draft: _Draft, name: str, role: str, names: _Names) -> None:
    name = " ".join(name.split())
    plain = re.sub(r"^(?:(?:The|THE)\s+)?(?:[Pp]artners (?:of|in)|PARTNERS (?:OF|IN)|The|THE)\s+", "", name)
    if plain.lower() in ("health board", "medical practice", "medical centre", "general medical services", "general practice"):
        return
    if any(known.lower().startswith(plain.lower()) and known.lower() != plain.lower() for known in names.names):
        return  # the same name cut by a line end
    if not set(words_of(plain)) - _COMMON:
        return  # `Out of Hours` names a service, not this one
    names.add(" ".join(w if w in ("NHS", "HSC", "GP", "CIC") else w.title() for w in plain.split()) if plain.isupper() else plain)
    draft.add(plain, role, Need.nothing)
    short = plain
    while (cut := _PLACE_SUFFIX.sub("", short)) != short:
        short = cut
    if short != plain and len(short) > 3 and short.lower() not in ("the", "nhs", "general", "local"):
        draft.add(short, role, Need.sign, short=True)


def _from_letter(text: str, author: str, draft: _Draft, locum_names: _Names, other_names: _Names) -> None:
    """Names from a salutation, a `To:` line, a form row or the head of a locum's own terms."""
    if author == "locum":
        for name in doctors(text[:600])[:1] or doctors(text[-500:])[-1:]:
            _add_doctor(draft, name, locum_names)
        return
    title, name = addressee(text)
    sent = recipient(text)
    for full in doctors(sent)[:1]:
        _add_doctor(draft, full, locum_names)
    if title.lower().startswith(("dr", "doctor")):
        full = next((d for d in doctors(text[:2500]) if d.split()[-1] == name.split()[-1] and len(d.split()) > 1), name)
        _add_doctor(draft, full, locum_names)
    elif name and not title and len(name.split()) == 1:
        draft.add(name, "locum", Need.sign)
        if not sent:
            locum_names.add(name)
    for label, value in party_rows(text):
        if any(word in label for word in ("locum", "doctor", "gp", "contractor", "clinician", "worker", "candidate")):
            draft.add(label, "locum", Need.sign, defined=True)
            for full in doctors(value)[:1]:
                _add_doctor(draft, full, locum_names)
        elif label not in ("supplier",):
            for organisation in organisations(value):
                _add_organisation(draft, organisation, "other", other_names)


def _from_organisations(text: str, engagement: str, draft: _Draft, other_names: _Names, locum_names: _Names) -> None:
    """Names of practices and brokers in the opening and above the signatures."""
    del locum_names
    for name in organisations(text[:1500]) + organisations(text[-700:]):
        lower = name.lower()
        if any(word in lower for word in ("local medical", "general medical", "primary care network", "nhs england", " committee", "llp",
                                          "locum medical", "improvement scotland", "performers")):
            continue
        if lower.endswith((" the surgery", " the practice", " practice manager")) or lower.startswith(("supply ", "and ", "neither ")):
            continue
        if engagement == "ooh" and lower.endswith("centre"):
            continue  # a base
        if engagement == "company" and _COMPANY.search(name):
            continue  # a company there may be the locum's own; its definition says
        broker = engagement in ("agency", "chambers", "platform")
        role = "client" if broker and _PRACTICE_NAME.search(name) and not (_BROKER_NAME.search(name) or _COMPANY.search(name)) else "other"
        if lower.split()[-1] in ("board", "trust") and engagement not in ("ooh", "bank") and text.find(name) > 300:
            continue
        _add_organisation(draft, name, role, other_names)
    match = re.match(r"\W*((?:NHS|HSC|University)\s+[A-Z][\w’' ]{2,40}?)\s*\n", text)
    if match and engagement in ("ooh", "bank"):
        _add_organisation(draft, match[1].strip(), "other", other_names)


def _surgery_is_party(text: str, draft: _Draft) -> bool:
    """Whether `the surgery` is the other side, not a clinic or a building."""
    if any(alias.defined and alias.role != "locum" for alias in draft.roles.values()):
        return False  # a definition of surgery itself stands already
    surgeries = sum(1 for _ in re.finditer(r"\b(?:[Tt]he|[Oo]ur|[Yy]our) [Ss]urgery\b", text))
    practices = sum(1 for _ in re.finditer(r"\b(?:[Tt]he|[Oo]ur|[Yy]our) [Pp]ractice\b", text))
    return surgeries > practices


_SITUATED = frozenset(
    "service|group|society|platform|board|chambers|trust|health board|health authority|university health board|authority".split("|")
)
"""The other side only where the engagement makes them so."""


def _defaults(draft: _Draft, engagement: str, counts: _Counts, locum_defined: bool, surgery: bool) -> None:
    """The names in use where no definition says otherwise."""
    client = "client" if engagement in BROKERS else "other"
    for term in sorted(LOCUM_TERMS):
        draft.add(term, "locum", Need.sign)
        draft.add(term + "s", "locum", Need.sign)
    addressed = counts.you >= 3 and counts.you >= counts.third
    if not locum_defined and not addressed:
        for term in ("doctor", "clinician", "practitioner", "general practitioner", "gp", "associate", "freelancer"):
            draft.add(term, "locum", Need.definite)
    for term in sorted(CLIENT_TERMS):
        draft.add(term, client, Need.sign)
        draft.add(term + "s", client, Need.sign)
    if not surgery:
        draft.bar("surgery")
    brokered = engagement in BROKERS
    for term in sorted(OTHER_TERMS - _SITUATED):
        served = brokered and term not in ("agency", "employment business", "employment agency", "company", "provider")
        draft.add(term, "client" if served else "other", Need.definite)
    for term, where in (("service", ("ooh",)), ("board", ("ooh", "bank")), ("health board", ("ooh", "bank")), ("trust", ("ooh", "bank")),
                        ("university health board", ("ooh", "bank")), ("platform", ("platform", "digital")), ("chambers", ("chambers",)),
                        ("society", ("ooh",)), ("bank", ("bank",))):
        if engagement in where:
            draft.add(term, "other", Need.definite if term in ("platform", "chambers") else Need.title)


_POSSESSIVE = frozenset({"your", "our", "my", "yours", "ours", "mine"})


def _pronouns(pronouns: dict[str, str], author: str, counts: _Counts, third_person: bool) -> None:
    """The party each pronoun of the first and second person stands for."""
    addressed, speaker = ("locum", "other") if author == "other" else ("other", "locum")
    several = speaker
    if author == "locum" and counts.told_i > counts.we:
        several = "both"
    elif author == "other" and third_person and counts.you == 0 and counts.we <= 4:
        several = "both" if counts.third > 3 else "other"
    sets = (("you", "your", "yours", addressed), ("i", "my", "mine", speaker), ("me", "my", "mine", speaker),
            ("we", "our", "ours", several), ("us", "our", "ours", several))
    for plain, possessive, absolute, side in sets:
        pronouns.setdefault(plain, "@" + side)
        pronouns.setdefault(possessive, f"@{side}'s")
        pronouns.setdefault(absolute, f"@{side}'s")


def _indexed(roles: Mapping[tuple[str, ...], Alias]) -> dict[str, tuple[Alias, ...]]:
    index: dict[str, list[Alias]] = {}
    for words, alias in roles.items():
        index.setdefault(words[0], []).append(alias)
    return {first: tuple(sorted(found, key=_longest)) for first, found in index.items()}


def _longest(alias: Alias) -> tuple[int, tuple[str, ...]]:
    return -len(alias.rest), alias.rest


def roles_of(aliases: Iterable[Alias]) -> frozenset[str]:
    """The sides a set of aliases stands for."""
    return frozenset(alias.role for alias in aliases)
