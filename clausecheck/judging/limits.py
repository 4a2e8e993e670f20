"""What the words around a number make of it: denied, a wish, swallowed by an exception, or bounded the wrong way.

All work on the words of one limb as the reader has them: small letters, parties as `@locum`, `@other`, `@both`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausecheck.patterns import pattern
from clausecheck.reading.contract import BREAK, Limb, PassageKind, Quantity
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record

__all__ = ["Around", "bound", "denied", "let_go", "loose", "pressed", "swallowed"]


@record
class Around:
    """The words of a limb around a number, the number's own statement cut out of them."""

    statement: tuple[str, ...]
    """From the statement's beginning to the number: no other verb or condition between."""
    before: tuple[str, ...]
    """Of the statement, what no comma or bracket parts from the number."""
    after: tuple[str, ...]
    """From the number to the next comma, verb or condition."""
    earlier: tuple[str, ...]
    """What stands before the statement in the same sentence."""
    rest: tuple[str, ...]
    """Everything from the number to the end of the sentence, and what the next passage adds to it."""
    conditional: bool
    """The statement is an if or where: `if it is not paid within 14 days` grants 14 days all the same."""

    @classmethod
    def of(cls, limb: Limb, number: Quantity, text: str, more: Sequence[str] = ()) -> Around:
        """Around a number of a limb; `more` is what a next passage adds, `text` what the limb's spans index."""
        words, first, last = limb.words, number.first, number.last
        marks = {at: _mark(limb, at, text) for at in range(limb.lead + 1, len(words))}
        begin = limb.own if limb.kind is PassageKind.row and first >= limb.own else limb.lead
        begin = max((at for at in range(begin, first + 1) if _STOPS.intersection(marks.get(at, ""))), default=begin)
        end = min((at for at in range(last, len(words)) if _stops(words, at, marks)), default=len(words))
        start = max((at + 1 for at in range(begin, first) if _opens(words, at)), default=begin)
        until = min((at for at in range(last, end) if marks.get(at) or _opens(words, at)), default=end)
        piece, open_at = start, -9
        for at in range(start + 1, first + 1):
            if marks.get(at) and _unfinished(words[start:at]):
                open_at = at
            elif marks.get(at) and at - open_at > 4 and not _aside(at, first, marks):
                piece = at
        return cls(
            tuple(words[start:first]),
            tuple(words[piece:first]),
            tuple(words[last:until]),
            tuple(words[begin:start]),
            (*words[last:end], *more),
            words[start - 1] in _IFS if start > begin else words[begin] == "should",
        )


_CUTS, _STOPS = frozenset(",();|–—."), frozenset(".|")
_NOT = frozenset({"not", "never", "t", "cannot"})
_BOUND_TO = word_set(
    "obliged bound required entitled allowed expected promise guarantee undertake agree commit warrant"
)
_IFS = word_set("if where when whenever unless once until")
_JOINS = word_set("and but or")
_VERBS = word_set(
    "is are was be shall will must may can cannot has have had does do did there it they this pays pay sees see gives "
    "give allows allow lasts last takes take receives receive holds hold earns gets runs ends provides @locum @other "
    "@both @client @neither"
)
_ENDS = frozenset({";", ":", BREAK})
_ON = word_set("it this that these they such but however save unless except")


def _mark(limb: Limb, at: int, text: str) -> str:
    """The punctuation before a word that parts it from the one before it."""
    before, here = limb.spans[at - 1][1], limb.spans[at][0]
    gap = text[before:here] if 0 <= before <= here else "."
    return "".join(sign for sign in gap if sign in _CUTS)


def _stops(words: Sequence[str], at: int, marks: Mapping[int, str]) -> bool:
    """A new sentence begins at the word, and not one that goes on about the same."""
    return bool(_STOPS.intersection(marks.get(at, ""))) and words[at] not in _ON


def _unfinished(words: Sequence[str]) -> bool:
    """A comma after these does not end what they deny: `is not, …`, `does not promise, …`."""
    return not _NOT.isdisjoint(words[-1:]) or (not _BOUND_TO.isdisjoint(words[-1:]) and not _NOT.isdisjoint(words[-3:]))


def _aside(at: int, first: int, marks: Mapping[int, str]) -> bool:
    """A few words between two commas begin here: `does not, however, allow`."""
    return any(marks.get(later) for later in range(at + 1, min(at + 4, first + 1)))


def _opens(words: Sequence[str], at: int) -> bool:
    """A statement of its own begins after the word: another verb, or a condition."""
    word = words[at]
    if word in _ENDS or word in _IFS or word in ("which", "who", "because", "although", "while", "whereas"):
        return True
    return word in _JOINS and not _VERBS.isdisjoint(words[at + 1 : at + 4])


_NO = word_set("not no never nor neither none nothing nobody cannot without @neither")
_FAILS = word_set("fail fails failure failing absence absent")
_CONTRACTED = word_set("don doesn won can isn aren wouldn shouldn needn mustn shan didn haven hasn")
_IDLE = word_set("only exception exceptions doubt matter deduction deductions charge quibble delay merely just")
"""After no and not these deny nothing of the number: `with no deduction`, `not only`."""
_SMALLER = word_set("less fewer shorter earlier sooner lower smaller")
_LARGER = word_set("more longer later greater exceed exceeds exceeding higher further")
_UNDER, _OVER = word_set("under below"), word_set("over above beyond after exceeded past")
"""A bound only right at the number: `paid over within 14 days` has none."""
_FORBIDS = word_set("rejects reject refuses refuse prohibited forbidden barred precluded prevents bars blocks void")
_FORBIDDEN = pattern(r"\b(?:cannot|not|never|t|void|prohibited|forbidden|refused|rejected|barred)\b")
_UP_TO = pattern(
    r"\b(?:up to|at (?:the )?(?:very )?most|maximum(?: of)?|max(?: of)?|capped at|a limit of)(?: \S+){0,1}$"
)
_AT_LEAST = pattern(r"\b(?:at (?:the )?(?:very )?least|minimum(?: of)?|min(?: of)?|upwards of)(?: \S+){0,1}$")
_OR_MORE = pattern(
    r"^(?:\S+ ){0,4}?(?:or (?:more|longer|greater|above|over)|(?:as a|at the) minimum|at least|upwards)\b"
)
_OR_LESS = pattern(
    r"^(?:\S+ ){0,4}?(?:or (?:less|fewer|shorter|under|below)|(?:as a|at the) maximum|at (?:the )?most)\b"
)
_GIVEN = (
    r"included?|allow(?:ed|s)?|given?|gives|granted|provided?|guaranteed?|promised?|paid|payable|available|due|part|"
    r"counted|offered|agreed?|built|allotted|protected|entitled|assured|set|owed|reckoned|scheduled|recognised|apply|"
    r"applies"
)
_LOST_AFTER = pattern(
    rf"\b(?:(?:not|never|no|cannot|[a-z]+n t) (?:\S+ ){{0,3}}?(?:{_GIVEN})|"
    r"(?:is|are|be|been) (?:\S+ )?(?:excluded|refused|waived|withdrawn|removed|deleted|withheld|lost|"
    r"forfeited|denied|abolished|discontinued|scrapped))\b"
)
_LOST_BEFORE = pattern(
    r"\b(?:waives?|waived|forgoe?s?|foregoe?s?|forfeits?|forfeited|refuses?|refused|gives? up|loses|declines?|"
    r"excludes?|excluded|denie[sd]|instead of|rather than|in place of|in lieu of)\b"
)
_NEED_NOT = pattern(
    r"\b(?:need(?:n t| not)|not (?:be )?(?:required|obliged|bound|expected)|no (?:obligation|duty)|"
    r"(?:not|t) (?:have|need) to)\b"
)
_WISH = pattern(
    r"\b(?:prefers?|average[sd]?|aims?|aiming|aimed|endeavou?rs?|efforts?|tr(?:y|ies)|trying|seeks?|hopes?|hoped|intends?|intended|intention|"
    r"expects?|expected|expectation|plans to|targets? (?:of|is|to)|a target|strives?|aspires?|usually|"
    r"usual|normally|generally|typically|typical|ordinarily|ideally|indicative|indicatively|guide|guideline|"
    r"in principle)\b"
)
_ROUGHLY = pattern(r"\b(?:about|around|approximately|approx|roughly|circa|some|nearly|almost)(?: an?)?$")
_AS_MAY_BE = pattern(
    r"\b(?:(?:if|where|wherever|when|whenever|as far as|so far as|provided|as) (?:\S+ ){0,4}?"
    r"(?:possible|practicable|practical|feasible|allows?|permits?|permitting)|"
    r"(?:time|workload|demand|staffing) permitting|approximately|or thereabouts|on average|a target|"
    r"indicative|as a guide|(?:is|are) (?:only |just )?an? (?:aim|goal|guide|hope|expectation|intention)|"
    r"not (?:be )?(?:guaranteed|promised|assured|binding))\b"
)
_PRESSED = pattern(
    r"\b(?:(?:if|where|wherever|when|whenever|provided|as|so|unless|until) (?:\S+ ){0,6}?"
    r"(?:running|runs?|ahead|behind|busy|quiet|workload|demand|staff|staffed|staffing|covered?|pressures?|queues?|"
    r"capacity|backlog|waiting)|(?:if|where|provided|as long as|so long as|only (?:when|once|after)) (?:\S+ ){0,6}?"
    r"(?:seen|done|finished?|cleared?|completed?|up to date))\b"
)
"""How the work goes decides whether it is given."""
_CONSENT = pattern(
    r"\b(?:agree|agrees|agreed|agreeing|agreement|consents?|consented|emergency|emergencies)\b|"
    r"@(?:locum|both)(?: \S+){0,2} (?:asks?|chooses?|wish(?:es)?|wants?|requests?|prefers?|offers?|decides?|elects?)\b"
)
_YOURS = pattern(r"^ (?:@locum|@both|she|he) (?!fails?\b|is\b|has\b)")
_MINE = pattern(r"@locum(?: \S+){0,2}$")
_ALL = pattern(r"\b(?:all|everything|anything|nothing|whatsoever|none|nobody|any \S+|every \S+)(?: \S+){0,4} $")
_EXCEPT = pattern(r"\b(?:unless|save|saving|except|excepting|excluding|apart from|other than|provided that|but for)\b")
_SUBJECT = pattern(
    r"\bsubject to (?!clauses?\b|paragraph|section|schedule|condition)(?:\S+ ){0,6}?"
    r"(?:@other(?:'s)?|approval|demand|availability|needs?|workload|operational|service|"
    r"discretion|staffing|pressures?|change|variation|adjustment)(?!\S)"
)
_MOVED = (
    r"(?:chang|vari|var|reduc|increas|extend|shorten|lengthen|cut|exceed|rais|lower|curtail|adjust|defer|delay|"
    r"postpon|suspend|withdraw|withhold|remov|cancel|alter|amend|doubl|overrid|waiv|set aside)\S*"
)
_OPEN = pattern(
    r"@other(?:'s)?(?: sole| absolute| own)? discretion|discretion of @other|"
    rf"\b(?:may|can|might|could)(?! not| t\b)(?: \S+){{0,3}}? {_MOVED}|"
    r"\b(?:may|can|might|could|will sometimes) (?:\S+ )?be (?:\S+ )?"
    r"(?:less|fewer|more|longer|shorter|later|earlier|\d\S*)|"
    r"\bor (?:such|as|any other|whatever|otherwise|some other)\b|"
    r"\bbut (?:\S+ ){0,3}?(?:may|can|might|could)\b"
)
_TAKEN = pattern(
    r"\b(?:it|this|they|these) (?:is|are|shall|will|do|does) not (?:\S+ )?(?:paid|given|allowed|due|apply|guaranteed)\b"
)
_ADDED = pattern(r"\b(?:plus|extras?|additional|in addition|on top|as well as|together with)\b(?! (?:pay|fee|charge))")


def denied(around: Around, *, time: bool) -> bool:
    """The passage says that it is not so: `is not entitled to`, `need not give`, `is not included`.

    `time` is true of minutes and counts, which can be lost, not of money.
    """
    refusals = 0
    if not around.conditional:
        refusals = sum(_refuses(around.before, at) for at in range(len(around.before)))
        refusals += time and not _compared(around.before) and bool(_LOST_BEFORE.search(" ".join(around.before)))
    after = not _compared(around.before[-3:]) and bool(_LOST_AFTER.search(" ".join(around.after)))
    return refusals % 2 == 1 or (after and refusals == 0)


def let_go(around: Around) -> bool:
    """Nobody need keep to it: `need not`, `is not obliged to`."""
    return not _compared(around.before) and bool(_NEED_NOT.search(" ".join(around.before)))


def _refuses(words: Sequence[str], at: int) -> bool:
    """The word denies what follows, no bound and nothing beside it: `not less than` denies nothing."""
    if not _is_no(words, at):
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "without" and (len(words) - at > 5 or not _FAILS.isdisjoint(words[:at])):
        return False
    if following in _IDLE or (at and words[at - 1] == "or") or _compared(words[at:]):
        return False
    # `Invoices not paid within 14 days bear interest`: a condition in other words.
    loose_participle = words[at] == "not" and following.endswith(("ed", "aid")) and at > 0
    return not (loose_participle and words[at - 1] not in _VERBS)


def _compared(words: Sequence[str]) -> bool:
    return (
        not _SMALLER.isdisjoint(words) or not _LARGER.isdisjoint(words) or not (_UNDER | _OVER).isdisjoint(_last(words))
    )


def _last(words: Sequence[str]) -> Sequence[str]:
    """The word right before a number, an article left out."""
    return words[-2:-1] if words[-1:] in (("the",), ("a",), ("an",)) else words[-1:]


def _is_no(words: Sequence[str], at: int) -> bool:
    return words[at] in _NO or (words[at] == "t" and at > 0 and words[at - 1] in _CONTRACTED)


def bound(around: Around) -> str:
    """`most` where the number is only an upper limit, `least` where only a lower one, else empty."""
    before, after = around.before, " ".join(around.after)
    if around.conditional:
        return ""
    near, text = before[-4:], " ".join(before)
    larger = not _LARGER.isdisjoint(near) or not _OVER.isdisjoint(_last(near))
    smaller = not _SMALLER.isdisjoint(near) or not _UNDER.isdisjoint(_last(near))
    if larger or smaller:
        no = any(_is_no(before, at) or before[at] in _FORBIDS for at in range(len(before)))
        no = no or bool(_FORBIDDEN.search(after))
        return "most" if larger is no else "least"
    if _AT_LEAST.search(text) or _OR_MORE.search(after):
        return "least"
    if _UP_TO.search(text) or _OR_LESS.search(after):
        return "most"
    return ""


def loose(around: Around) -> str:
    """The words that make a wish or a rough figure of it, empty where there are none."""
    if around.conditional:
        return ""
    found = _WISH.search(" ".join(around.statement)) or _ROUGHLY.search(" ".join(around.before))
    found = found or _AS_MAY_BE.search(" ".join(around.rest))
    return found[0] if found else ""


def swallowed(around: Around, *, counts: bool) -> str:
    """The words that let it be otherwise without the locum's leave; `counts` of patients grow by extras too."""
    rest = " ".join(around.rest)
    # `Save that overtime is paid at £85`: an exception that holds the number itself does not swallow it.
    ahead = (*around.earlier, *around.statement[: len(around.statement) - len(around.before)])
    for text, most in ((rest, len(rest)), (" ".join((*ahead, *around.before)), len(" ".join(ahead)))):
        for found in _EXCEPT.finditer(text):
            follows = text[found.end() : found.end() + 90]
            if found.end() > most:
                break
            if not _CONSENT.search(follows) and not _YOURS.match(follows) and not _ALL.search(text[: found.start()]):
                return found[0]
        subject = _SUBJECT.search(text, 0, most)
        if subject:
            return subject[0]
    found_open = _open(rest)
    if found_open:
        return found_open
    # Money on top takes nothing away.
    near = " ".join(around.rest[:8]).partition("£")[0]
    added = _ADDED.search(near) if counts else _TAKEN.search(rest)
    return added[0] if added else ""


def pressed(around: Around) -> str:
    """The words that let it be given only as the work goes: `if the surgery is running to time`."""
    for words in (around.rest, (*around.earlier, *around.statement)):
        found = _PRESSED.search(" ".join(words))
        if found:
            return found[0]
    return ""


def _open(text: str) -> str:
    """Leave to change it, with no word of the locum's consent after it, and not the locum's own."""
    for found in _OPEN.finditer(text):
        mine = _MINE.search(text[: found.start()].rstrip())
        if not mine and not _CONSENT.search(text[found.start() : found.end() + 60]):
            return found[0]
    return ""
