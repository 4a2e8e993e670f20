"""Defined terms and named parties, read from the text before any word is given a meaning.

Every pattern is bounded or anchored at line starts, so that doubling the text at most doubles the time.
"""

import re
from collections.abc import Iterator

from clausecheck.patterns import pattern
from clausecheck.reading.names import ORGANISATION
from clausecheck.record import record

__all__ = ["Definition", "addressee", "definitions", "doctors", "organisations", "party_rows", "recipient"]

_BRACKETED = pattern(r"\(([^()\n]{0,160}(?:\n[^()\n]{0,160})?)\)")
_QUOTED = pattern(
    r"“([^“”\n]{1,45})”|\"([^\"\n]{1,45})\"|‘([^‘’\n]{1,45})’(?!\w)|'(?<!\w')([^'\n]{1,45})'(?!\w)"
    # a single mark inside a word is an apostrophe
)
_ARTICLE = pattern(r"^\s*(?:each an?|each|the|an|a|our)\s+", re.IGNORECASE)
_HEREINAFTER = pattern(
    r"(?:hereinafter|hereafter|referred to (?:in these terms |below |here )?as|we (?:shall |will )?call"
    r"|known (?:below )?as)\s+(?:(?:called|referred to as|known as|termed)\s+)?"
    r"[“\"‘']?(?:the\s+)?[“\"‘']?([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,3})"
)
_AT_HEAD = pattern(r"(?:^|\n|[.;:|(]\s)[ \t>*_|•–-]*(?:\(?[a-z0-9]{1,4}[.)][ \t]*){0,2}$")
"""What stands before a term that opens a definition: a line start, a clause number, a table's edge."""
_CHAINED = pattern(r"^[\s*]*(?:,|and|or|, and|, or)[\s*]*$")
_MEANS = pattern(
    r"^[ *]*(?:\(and [^)]{0,40}\) ?)?(?:\| ?)?"
    r"(?:shall mean|means?\b|refers? to|is\b|are\b|includes?\b|has the meaning|:|=|–|-|(?<=\| ))\s*"
)
_UNQUOTED_MEANS = pattern(
    r"\n[ \t>*_|•-]*+(?:\(?[a-z0-9]{1,4}[.)][ \t]+){0,2}\**(?:[Tt]he )?"
    r"([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,3}|you|we)\**[ \t]+means?\s"
)
_MEANING = 240
"""Characters of a meaning that are looked at."""
_PARAGRAPH = pattern(r"\n[ \t]*(?:\n|[“\"|])")
"""Where a meaning ends: an empty line, the next term, the next row."""

_NAME = r"(?:[A-Z][A-Za-z’'-]+|[A-Z]\.?)"
_DOCTOR = pattern(rf"\b(?:Dr|DR|Doctor)\.?[ \t]+({_NAME}(?:[ \t]+{_NAME}){{0,3}})")
_TITLE_ENDS = pattern(
    r"\s+(?:MRCGP|MBBS|MBChB|MB|BS|FRCGP|DRCOG|BSc|MD|GMC|PhD|Ltd|Limited|Tel|Email|Date|Signed|AND|DATED)\b.*$"
)
_ORGANISATION = pattern(
    rf"\b((?:(?:[A-Z][\w’'.-]*|\(UK\)|of|and|&|the|at|on|y|yr)[ \t]+){{1,6}}{ORGANISATION})\b"
    r"(?![ \t]+(?:Manager|Nurse|Policy|List|Staff))",
)
_CAPITALS = pattern(rf"\b((?:[A-Z][A-Z’'&.-]+[ \t]+){{1,5}}{ORGANISATION.upper()})(?=\s|[,.;)]|$)")
_JOINED_NAMES = pattern(r"(?<=\w) (?:and|AND|between|BETWEEN|of the partners of) (?=[A-Z]\w+ )(?=.* )")
"""Two parties named in one line."""
_LEADING = pattern(
    r"^(?:.*\w{4}\.\s+)?(?:(?:the|of|and|at|on|for|The|For|At|Between|BETWEEN|If|When|Where|With|By|To|From|In)\s+)*"
)
"""The end of a sentence before a name, and the small words it stands after."""

_SALUTATION = pattern(
    r"\n[ \t>]*+(?:Dear|Dearest|Hi|Hello|Hiya|Hey|(?:Good )?(?:[Mm]orning|[Aa]fternoon|[Ee]vening))[ ]"
    r"(?:again[ ])?"
    rf"((?:Dr|Doctor|Mr|Mrs|Ms|Miss|Prof)\.?[ \t]+)?({_NAME}(?:[ ]{_NAME}){{0,2}})[ \t]*(?=[,!:.–-]|\n)"
)
_NOBODY = frozenset({"all", "both", "doctor", "colleague", "colleagues", "sir", "madam", "team", "there", "everyone"})
_TO = pattern(r"\n[ \t>]*+To:[ \t]*((?:Dr|Doctor)\.?[ \t]+[^\n<,;]{2,50})")
_ROW = pattern(
    r"\n[ \t|]*+(?:The )?(Locum GP|Locum Doctor|Locum|Doctor|GP|Contractor|Clinician|Worker|Candidate"
    r"|Name of locum|Name of doctor|Practice|Surgery|Agency|Client|Hirer|Company|Board|Trust|Provider|Organisation"
    r"|Supplier|Engaging practice)(?: name)?[ \t]*[|:][ \t]*([^\n|]{2,100})",
    re.IGNORECASE,
)


@record
class Definition:
    """A term said to mean something."""

    term: str
    """Lower case, without its article."""
    meaning: str
    """What it stands for: the words before a bracket, or after `means`."""
    bracketed: bool
    """`Dr Vance ("the Doctor")`, which names a party; otherwise `"Doctor" means ...`, which may not."""
    start: int
    lower: bool = False
    """The term is written in lower case where it is defined."""


def definitions(text: str) -> tuple[Definition, ...]:
    """Every definition in reading order."""
    found = [*_bracketed(text), *_said(text)]
    return tuple(sorted(found, key=lambda d: d.start))


def _bracketed(text: str) -> Iterator[Definition]:
    """`... ("the Doctor")` and `hereinafter called the Doctor`."""
    for match in _BRACKETED.finditer(text):
        inside = match[1].replace("\n", " ")  # a term may run over the end of a line
        if not any(mark in inside for mark in "“\"‘'") and "hereinafter" not in inside:
            continue
        terms = [_term(q) for q in _QUOTED.finditer(inside)] or [h[1] for h in _HEREINAFTER.finditer(inside)]
        before = _before(text, match.start())
        for term in terms:
            if not term.islower() or len(inside) < 60:
                yield Definition(_plain(term), before, True, match.start(), term.islower())
    for match in _HEREINAFTER.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        yield Definition(_plain(match[1]), _before(text, match.start()), True, match.start())


def _said(text: str) -> Iterator[Definition]:
    """`"Doctor" means ...`, `"we", "us" and "Quillmark" mean ...`, a table's row."""
    chain: list[re.Match[str]] = []
    for match in _QUOTED.finditer(text):
        if chain and _CHAINED.match(text[chain[-1].end() : match.start()][:20]):
            chain.append(match)
        elif _AT_HEAD.search(text[max(0, match.start() - 20) : match.start()]) or match.start() == 0:
            chain = [match]
        else:
            chain = []
            continue
        after = " ".join(text[match.end() : match.end() + 80].split())
        wide = text[match.end() : match.end() + 2] in ("  ", "\t ") and not after.startswith(("and ", "or ", ","))
        if _MEANS.match(after) or wide:
            meaning = _MEANS.sub("", _paragraph(text, match.end()), count=1)
            for term in chain:
                name = _term(term)
                yield Definition(_plain(name), meaning, False, chain[0].start(), name.islower())
            chain = []
    for match in _UNQUOTED_MEANS.finditer("\n" + text):
        start, end = max(match.start() - 1, 0), match.end() - 1
        yield Definition(_plain(match[1]), _paragraph(text, end), False, start)


def _paragraph(text: str, start: int) -> str:
    """The words from `start` to the end of the paragraph, spaces made one."""
    chunk = text[start : start + _MEANING]
    end = _PARAGRAPH.search(chunk)
    return " ".join(chunk[: end.start() if end else len(chunk)].split())


def _term(match: re.Match[str]) -> str:
    """What stands between the marks, its article left out."""
    return _ARTICLE.sub("", next(group for group in match.groups() if group))


def _plain(term: str) -> str:
    return " ".join(term.lower().replace("-", " ").split()).strip(" .,:;*_")


def _before(text: str, end: int) -> str:
    """The words a bracketed name stands for: back to the paragraph, list number or bracket before it."""
    chunk = text[max(0, end - 300) : end]
    cut = max(chunk.rfind("\n\n"), chunk.rfind(";"), chunk.rfind('")'), chunk.rfind("”)"))
    chunk = chunk[cut + 1 :] if cut >= 0 else chunk
    numbered = [m.end() for m in re.finditer(r"(?:^|\n)[ \t]*\(?[0-9a-z]{1,3}[.)][ \t]", chunk)]
    return chunk[numbered[-1] :].strip() if numbered else chunk.strip()


def doctors(text: str) -> tuple[str, ...]:
    """Names of doctors as written, titles and letters after the name left out: `Femi Adeyinka`."""
    names = (_TITLE_ENDS.sub("", m[1]).strip() for m in _DOCTOR.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name))


def organisations(text: str) -> tuple[str, ...]:
    """Names of practices, companies and boards as written."""
    names = [m[1] for pattern in (_ORGANISATION, _CAPITALS) for m in pattern.finditer(text)]
    cleaned = (_LEADING.sub("", " ".join(name.split())) for name in names)
    single = (_JOINED_NAMES.split(name)[-1] for name in cleaned)
    return tuple(dict.fromkeys(name for name in single if len(name.split()) > 1))


def addressee(text: str) -> tuple[str, str]:
    """Whom a letter or e-mail greets: title (may be empty) and name; two empty strings where nobody."""
    match = _SALUTATION.search("\n" + text[:6000])
    if match and match[2].lower() not in _NOBODY:
        return (match[1] or "").strip(), match[2].strip()
    return "", ""


def recipient(text: str) -> str:
    """The doctor an e-mail is addressed to in its `To:` line, else empty."""
    match = _TO.search("\n" + text[:3000])
    return match[1].strip() if match else ""


def party_rows(text: str) -> tuple[tuple[str, str], ...]:
    """Form rows that name a party: label in lower case and value."""
    return tuple((" ".join(m[1].lower().split()), m[2].strip()) for m in _ROW.finditer("\n" + text))
