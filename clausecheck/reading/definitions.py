"""Defined terms and named parties, read from the text before any word is given a meaning."""

import re
from dataclasses import dataclass

from clausecheck.reading.names import ORGANISATION

__all__ = ["Definition", "addressee", "definitions", "doctors", "organisations", "party_rows", "recipient"]

_BRACKETED = re.compile(r"\(([^()\n]{0,160}(?:\n[^()\n]{0,160})?)\)")
_TERM = r"(?:“([^“”\n]{1,45}?)”|\"([^\"\n]{1,45}?)\"|‘([^‘’\n]{1,45}?)’(?!\w)|(?<!\w)'([^'\n]{1,45}?)'(?!\w))"
_QUOTED = re.compile(_TERM)
_ARTICLE = re.compile(r"^\s*(?:(?:the|a|an|each an?|each|our)\s+)", re.IGNORECASE)
_HEREINAFTER = re.compile(
    r"\b(?:hereinafter|hereafter|referred to (?:in these terms |below |here )?as|(?:who )?we (?:shall |will )?call|known (?:below )?as)\s+"
    r"(?:called\s+|referred to as\s+|known as\s+|termed\s+|“|\")*(?:the\s+)?[“\"‘']?([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,3})"
)
_MEANS = re.compile(
    r"(?:^|[.;:|(]\s|\n)[ \t>*_|•–-]*(?:\(?[a-z0-9]{1,4}[.)]\s*)*"
    r"((?:(?:“[^“”\n]{1,45}”|\"[^\"\n]{1,45}\"|‘[^‘’\n]{1,45}’(?!\w)|'[^'\n]{1,45}'(?!\w))\s*\**\s*(?:,\s*(?:and|or)?\s*|and\s+|or\s+)?){1,4})"
    r"\s*\**\s*(?:\(?and [^)]{0,40}\)?)?\s*"
    r"(?:\|\s*)?(?:shall mean|means?|refers? to|is\b|are\b|includes?|has the meaning|:|=|–|-|\s{2,})\s*((?:[^\n]|\n(?!\s*\n)(?!\s*[“\"‘'])){1,240})",
)
_UNQUOTED_MEANS = re.compile(
    r"(?:^|\n)[ \t>*_|•-]*(?:\(?[a-z0-9]{1,4}[.)]\s+)*\**(?:[Tt]he )?([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,3}|you|we)\**\s*(?:\|\s*)?(?::\s|\smeans?\s)\s*"
    r"((?:[^\n]|\n(?!\s*\n)){1,240})"
)
_NAME = r"(?:[A-Z][A-Za-z’'-]+|[A-Z]\.?)"
_DOCTOR = re.compile(rf"\b(?:Dr|DR|Doctor)\.?[ \t]+({_NAME}(?:[ \t]+{_NAME}){{0,3}})")
_TITLE_ENDS = re.compile(r"\s+(?:MRCGP|MBBS|MBChB|MB|BS|FRCGP|DRCOG|BSc|MD|GMC|PhD|Ltd|Limited|Tel|Email|Date|Signed|AND|DATED)\b.*$")
_ORGANISATION = re.compile(
    rf"\b((?:(?:[A-Z][\w’'.-]*|of|and|&|the|at|on|y|yr)[ \t]+){{1,6}}{ORGANISATION})\b(?![ \t]+(?:Manager|Nurse|Policy|List|Staff))",
)
_ORGANISATION_CAPITALS = re.compile(rf"\b((?:[A-Z][A-Z’'&.-]+[ \t]+){{1,5}}{ORGANISATION.upper()})(?=\s|[,.;)]|$)".replace("(?:NHS )?", "(?:NHS )?"))
_JOINED_NAMES = re.compile(r"(?<=\w) (?:and|AND|between|BETWEEN|of the partners of) (?=[A-Z]\w+ )(?=.* )")
"""Two parties named in one line."""
_SALUTATION = re.compile(
    r"(?:^|\n)[ \t>]*(?:Dear|Dearest|Hi|Hello|Hiya|Hey|(?:Good )?(?:[Mm]orning|[Aa]fternoon|[Ee]vening))[ ](?:again[ ])?"
    rf"((?:Dr|Doctor|Mr|Mrs|Ms|Miss|Prof)\.?[ \t]+)?({_NAME}(?:[ ]{_NAME}){{0,2}})[ \t]*(?=[,!:.–-]|\n)"
)
_TO = re.compile(r"(?:^|\n)[ \t>]*To:[ \t]*((?:Dr|Doctor)\.?[ \t]+[^\n<,;]{2,50})")
_ROW = re.compile(
    r"(?:^|\n)[ \t|]*(?:The )?(Locum GP|Locum Doctor|Locum|Doctor|GP|Contractor|Clinician|Worker|Candidate|Name of locum|Name of doctor|"
    r"Practice|Surgery|Agency|Client|Hirer|Company|Board|Trust|Provider|Organisation|Supplier|Engaging practice)(?: name)?[ \t]*[|:][ \t]*([^\n|]{2,100})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term said to mean something."""

    term: str
    """Lower case, without its article."""
    meaning: str
    """What it stands for: the words before a bracket, or after `means`."""
    bracketed: bool
    """`Dr Vance ("the Doctor")`, which names a party; otherwise `"Doctor" means ...`, which may not."""
    start: int


def definitions(text: str) -> tuple[Definition, ...]:
    """Every definition in reading order."""
    found: list[Definition] = []
    for match in _BRACKETED.finditer(text):
        inside = match[1]
        if not any(mark in inside for mark in "“\"‘'«") and "hereinafter" not in inside:
            continue
        before = _before(text, match.start())
        terms = _terms(inside) or [h[1] for h in _HEREINAFTER.finditer(inside)]
        found.extend(Definition(_plain(term), before, True, match.start()) for term in terms if not term.islower() or len(inside) < 60)
    for match in _HEREINAFTER.finditer(text):
        found.append(Definition(_plain(match[1]), _before(text, match.start()), True, match.start()))
    for match in _MEANS.finditer(text):
        found.extend(Definition(_plain(term), match[2], False, match.start()) for term in _terms(match[1]))
    for match in _UNQUOTED_MEANS.finditer(text):
        if " mean" in match[0][: match.start(2) - match.start()]:
            found.append(Definition(_plain(match[1]), match[2], False, match.start()))
    return tuple(sorted(found, key=lambda d: d.start))


def _terms(text: str) -> list[str]:
    """The quoted terms of a text, articles left out."""
    return [_ARTICLE.sub("", next(g for g in m.groups() if g)) for m in _QUOTED.finditer(text)]


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
    names = [m[1] for pattern in (_ORGANISATION, _ORGANISATION_CAPITALS) for m in pattern.finditer(text)]
    cleaned = (re.sub(r"^(?:(?:the|of|and|at|on|for|The|For|At)\s+)+", "", " ".join(name.split())) for name in names)
    single = (_JOINED_NAMES.split(name)[-1] for name in cleaned)
    return tuple(dict.fromkeys(name for name in single if len(name.split()) > 1))


def addressee(text: str) -> tuple[str, str]:
    """Whom a letter or e-mail greets: title (may be empty) and name; two empty strings where nobody."""
    match = _SALUTATION.search(text[:6000])
    if match and match[2].lower() not in ("all", "both", "doctor", "colleague", "sir", "madam", "team", "there"):
        return (match[1] or "").strip(), match[2].strip()
    return "", ""


def recipient(text: str) -> str:
    """The doctor an e-mail is addressed to in its `To:` line, else empty."""
    match = _TO.search(text[:3000])
    return match[1].strip() if match else ""


def party_rows(text: str) -> tuple[tuple[str, str], ...]:
    """Form rows that name a party: label in lower case and value."""
    return tuple((" ".join(m[1].lower().split()), m[2].strip()) for m in _ROW.finditer(text))
