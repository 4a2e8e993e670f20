"""Which lines are headings, and which openings of a line are headings run into the text."""

from clausecheck.patterns import pattern

__all__ = [
    "DECORATION",
    "PAGE_NUMBER",
    "RULED",
    "UNDERLINE",
    "is_formal",
    "is_title",
    "names_document",
    "opening_label",
    "rank_of",
    "runin_heading",
]

DECORATION = pattern(r"[-_=*~#─━═•.·|+\s]{3,}|[*#_~|+-]")
"""A line of these alone says nothing."""
UNDERLINE = pattern(r"-{3,}|={3,}|~{3,}|─{3,}|═{3,}")
RULED = frozenset("-=~─═")
"""What a line is underlined with."""
PAGE_NUMBER = pattern(r"(?i)(?:[-–—]\s*\d{1,4}\s*[-–—]|page\s+\d+(?:\s*(?:of|/)\s*\d+)?|\d{1,3}\s+of\s+\d{1,3})")

_SPEAKS = pattern(
    r"(?i)\b(?:shall|will|must|may|cannot|can|should|would|is|are|was|were|be|has|have|does|do|agrees?|pays?|payable|"
    r"includes?|i'm|we're|you're|we'll|you'll|i'll|don't|won't)\b"
)
_NO_TITLE = pattern(
    r"(?i)(?:dear|hi|hello|hey|yours|kind|best|warm|many|with|regards|thanks|thank you|cheers|signed|sincerely|date\b|"
    r"name\b|tel\b|telephone\b|email\b|e-mail\b|www\.|http|our ref|your ref|ref\b|from:|to:|subject:|sent:|cc:|"
    r"(?:mr|mrs|ms|miss|dr|prof|professor)\b\.?\s)"
)
_LEADS = pattern(r"(?i)(?:in|for|on|at|during|where|if|when|subject|under|by|to|as|with)\b")
"""Openings of a lead-in that a colon ends, `In this Agreement:`, and of no heading."""
_DATED = pattern(
    r"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.*\d{4}"
)
_SENTENCE_END = ".;,?!"


def rank_of(text: str, lone: bool, followed: bool) -> int | None:
    """How high an unnumbered line stands as a heading: 1 for capitals, 2 for a title, None when it is none.

    `lone`: an empty line stands before it; `followed`: one stands after it too.
    """
    if len(text) > 90 or text[-1] in _SENTENCE_END or not lone:
        return None
    if text.isupper():
        letters = sum(map(str.isalpha, text))
        return 1 if letters > 2 and letters * 2 > len(text) and len(text) <= 80 and not _NO_TITLE.match(text) else None
    if text[0].isupper() and is_title(text) and (followed or text[-1] == ":"):
        return 2
    return None


def is_title(text: str) -> bool:
    """A few words that name a subject and say nothing about it."""
    bare = text.rstrip(" :–—-")
    return (
        len(bare) <= 64
        and 0 < bare.count(" ") + 1 <= 8
        and bare[-1] not in _SENTENCE_END
        and not _SPEAKS.search(bare)
        and not _NO_TITLE.match(bare)
        and not (text[-1] == ":" and _LEADS.match(bare))
        and not _DATED.search(bare)
        and "@" not in bare
        and "..." not in bare
        and "___" not in bare
        and any(map(str.isalpha, bare))
        and "£" not in bare
    )


_RUNIN = pattern(r"([A-Z][A-Za-z0-9 \u00a0,/&'’()-]{2,48}?)(?:\.(?=\s+[A-Z\"“])|\s*:(?=\s)|\s+[–—-](?=\s))\s*")
_LONGEST_OPENING = 60
"""Characters in which the mark stands that ends a heading run into the text."""
_REPLIES = frozenset(
    "yes no never always none nothing maybe perhaps sometimes usually sorry thanks fine agreed".split()  # noqa: SIM905
)
_POLITE = frozenset("me us please thank thanks hello hi".split())  # noqa: SIM905
_PRONOUNS = frozenset("i we you he she they it this that there these those".split())  # noqa: SIM905
_CONDITIONS = frozenset(("if", "when", "where"))
"""They open a heading only where a full stop ends it: `If things change.`"""


def runin_heading(text: str, stops: bool, words: int = 5) -> tuple[int, int] | None:
    """End of a heading run into the text, and where the text goes on: `Overruns: these are paid...`.

    With `stops` a full stop may end it too: `Overruns. These are paid...`.
    """
    opening = text[:_LONGEST_OPENING]
    if ":" not in opening and "." not in opening and not any(dash in opening for dash in "-–—"):
        return None
    match = _RUNIN.match(text)
    if not match or match.end() >= len(text) or (text[match.end(1)] == "." and not stops):
        return None
    head = match[1]
    listed = head.lower().replace(",", "").split()
    if not listed or len(listed) > words or listed[0] in _PRONOUNS or listed[0] in _REPLIES or _SPEAKS.search(head):
        return None
    if text[match.end(1)] != "." and listed[0] in _CONDITIONS:
        return None
    if text[match.end(1)] == "." and not _POLITE.isdisjoint(listed):
        return None
    if head.count("(") != head.count(")"):
        return None
    return match.end(1), match.end()


_OPENING = pattern(r"([A-Z][A-Za-z0-9 \u00a0/&'’()-]{1,40}?)\s*:\s+(?=\S)")


def opening_label(text: str) -> int | None:
    """Where the value begins of a line `Label: value`, None where it is no such line."""
    match = _OPENING.match(text)
    if not match or match[1].count(" ") > 5 or _SPEAKS.search(match[1]):
        return None
    return match.end()


_FORMAL = pattern(
    r"(?i)(?:it is (?:hereby )?agreed|now it is agreed|agreed terms|between|parties|the parties|background|recitals|"
    r"whereas|terms and conditions|(?:main |the )?terms|conditions|particulars|details|"
    r"agreement|contract|operative provisions|general|the schedule|schedule)\W*"
)
_DOCUMENT = pattern(
    r"(?i)\b(?:agreement|contract|terms|form|conditions|surgery|practice|cent(?:re|er)|health|medical|partnership|"
    r"limited|ltd|llp|plc|nhs|board|statement|letter|services?|locums?|dr|doctors?|gp|care)\b"
)


def is_formal(heading: str) -> bool:
    """A heading that every contract has and that says nothing of what stands under it."""
    return _FORMAL.fullmatch(heading) is not None


def names_document(heading: str) -> bool:
    """The words of a title page: what the document is, or who wrote it."""
    return _DOCUMENT.search(heading) is not None
