"""Sentences, and the clauses of long sentences, of a stretch of text.

Nothing is copied or rewritten: every function takes offsets and gives offsets.
"""

import re
from typing import NamedTuple

from clausecheck.document import Span
from clausecheck.patterns import pattern

__all__ = ["Piece", "sentences", "split_long", "split_runin", "trim"]


class Piece(NamedTuple):
    """A part of a sentence that means something by itself."""

    start: int
    end: int
    leads: tuple[Span, ...] = ()
    """Words of the same sentence that it hangs on: its condition, the opening of its list."""


_STOP = pattern(r"""[.!?…]["”’')\]]*(?:\[\d{1,2}\]|[¹²³†‡*])?(\s+)(?=["“‘'(\[£]*[A-Z0-9£•])""")
_NEEDS_NUMBER = frozenset(
    "no nos cl cls para paras approx ref tel fig figs art arts sch ch pp vol ext max min pt reg regs".split()  # noqa: SIM905
)
"""Abbreviations only before a figure: `No. 4`, but `is it paid? No. You are...`."""
_ABBREVIATIONS = _NEEDS_NUMBER | frozenset(
    "e.g i.e dr mr mrs ms mx prof st ltd co inc vs cf rev hon messrs jr sr incl excl est dept viz".split()  # noqa: SIM905
)
_OPENERS = frozenset(
    "the a an if where when it this that these no any all each every you we i she he they in on at for".split()  # noqa: SIM905
)
"""Words that begin a sentence and follow no abbreviation such as `a.m.` inside one."""
_LABEL = 4
"""A sentence of fewer characters, all figures, is the number of the one after it."""
_WORD = pattern(r"[A-Za-z0-9'’-]+")


def trim(text: str, start: int, end: int) -> Span:
    """The span without space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of text[start:end], which must not begin or end with space."""
    found: list[Span] = []
    for match in _STOP.finditer(text, start, end):
        if text[match.start()] == "." and _abbreviated(text, start, match.start(), match.end(), end):
            continue
        found.append((start, match.start(1)))
        start = match.end()
    if start < end:
        found.append((start, end))
    return found


def _abbreviated(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """The full stop at `stop` ends an abbreviation and not a sentence."""
    first = stop
    while first > start and (text[first - 1].isalnum() or text[first - 1] == "."):
        first -= 1
    word = text[first:stop].lower()
    if not word:
        return False
    if first == start and stop - start < _LABEL and word.isdigit():
        return True
    if word in _ABBREVIATIONS:
        return word not in _NEEDS_NUMBER or text[after].isdigit()
    if len(word) == 1 and word.isalpha() and text[first].isupper() and word != "i":
        return True
    if word in ("a.m", "p.m", "etc", "n.b"):
        follows = _WORD.match(text, after, end)
        return word == "n.b" or not (follows and follows[0].lower() in _OPENERS)
    return False


_MODAL = (
    r"(?:shall|will|must|may|would|should|can|cannot|could|is|are|was|were|has|have|does|do|need|needs|"
    r"agrees?|undertakes?|reserves?|warrants?|indemnif(?:y|ies)|pays?|goes|comes|counts?|gets?|owes?)"
)
_SUBJECT = (
    r"(?:(?i:the|an?|any|each|every|all|either|both|whatever|whoever|your|our|my|her|his|one|time|fees?|sums?|you|"
    r"we|I|she|he)"
    r"\b|[A-Z]\w+)"
)
_CONTEXT = (
    r"(?i:(?:no|nothing|nobody|none|neither|such|this|that|these|those|it|they|there|what|its|their)\b|there['’]|"
    r"it['’])"
)
"""Subjects that mean little without the words before."""
_ALSO = (
    r"(?:(?:and|but|or|so|while|whilst|whereas|also|then|further|thereafter|in addition|accordingly|"
    r"in that event),?\s+)*"
)
_AHEAD = (
    r"(?:(?i:if|where|when|should|in|on|upon|for|at|until|once|as|within|because|since|while|after|from|under)"
    r"\s[^,;.]{3,140}?,?\s*)"
)
_NO_RELATIVE = r"(?:\s+(?!that\b|which\b|who\b|whom\b|whose\b)[\w'’()£%,-]+)"
_ANY_WORD = r"(?:\s+[\w'’()£%,-]+)"
_VERB = (
    rf"(?:['’](?:ll|d|re|ve|m|s)\b|{_NO_RELATIVE}{{0,12}}?\s+{_MODAL}\b|{_NO_RELATIVE}{{0,5}}\s+(?:that|which|who|"
    rf"whom|whose)"
    rf"{_ANY_WORD}{{1,12}}?\s+{_MODAL}{_ANY_WORD}{{1,12}}?\s+{_MODAL}\b)"
)
"""The verb of the subject, not that of a relative clause about it."""
_CLAUSE = pattern(
    rf"{_ALSO}(?:(?:[Yy]ou|[Ww]e|I|[Ss]he|[Hh]e)\s+(?!who\b|which\b|and\b|or\b)\w+|"
    rf"{_AHEAD}?{_SUBJECT}{_VERB}|please\s)"
)
"""An opening with a subject and verb of its own."""
_LEANS = pattern(rf"{_ALSO}(?:{_AHEAD}?{_CONTEXT}{_VERB}|(?:nor|neither)\s+{_MODAL}\b)")
"""The same with a subject that leans on the words before."""
_QUALIFIES = pattern(
    r"(?i)(?:(?:and|but)\s+)?(?:unless|except|save|provided|subject|so long as|other than|excluding|apart from|if not|"
    r"otherwise|failing which|in which case|which|who|whose)\b"
)
_CUT = pattern(
    r"[;,)–—](?:(?<=;)|(?<=[,)])(?=\s+(?:and|but|nor|neither|whereas|while|whilst|"
    r"(?:save|except|provided)(?:\s+only)?\s+that)\s)|(?<=[–—])(?=\s+(?:and|but)\s))\s+"
)
_CONDITION = pattern(
    r"(?i)(?:(?:and|but|while)\s+)?(?:if|where|whenever|when|should|in the event|upon|on termination|unless|once|"
    r"after)\b"
)
_LONG = 16
"""Sentences of fewer words have one meaning."""
_SIDE = 9
"""Fewest words of either part of a sentence cut at a comma."""
_LEANING = 14
"""The same where the second part leans on the first."""
_VERY_LONG = 60
"""In a sentence of more words than this, shorter parts are cut off too."""
_FINITE = pattern(rf"\b(?:{_MODAL}|(?:[Yy]ou|[Ww]e|I|[Ss]he|[Hh]e|[Tt]hey|[Ii]t)\s+(?!who\b|and\b|or\b)\w+)\b")
_CLAUSE_WORDS = 4
"""Fewest words of either part of a sentence cut at a semicolon."""
_PROVISO = 10
"""Fewest words of either part of a sentence cut before `save that`."""


def split_long(text: str, start: int, end: int) -> list[Piece]:
    """Parts of a long sentence that have a subject and verb of their own; the whole where it has none.

    An exception stays with what it qualifies. A condition that opens the sentence leads the later parts.
    """
    size = _words(text, start, end)
    if size <= _LONG:
        return [Piece(start, end)]
    sides = (_SIDE - 3, _LEANING - 6) if size > _VERY_LONG else (_SIDE, _LEANING)
    pieces: list[Piece] = []
    condition: Span | None = None
    opening = _CONDITION.match(text, start, end)
    if opening:
        comma = text.find(",", opening.end(), end)
        condition = (start, comma) if comma > 0 else (start, end)
    first = seen = start
    depth = 0
    for cut in _CUT.finditer(text, start, end):
        depth += text.count("(", seen, cut.start() + 1) - text.count(")", seen, cut.start() + 1)
        seen = cut.start() + 1
        if depth or (condition and cut.start() <= condition[1]):
            continue
        if not _parts(text, max(first, cut.start() - _REACH), cut.span(), min(end, cut.end() + _REACH), sides):
            continue
        pieces.append(_piece(text, first, cut.start() + (text[cut.start()] in ";)"), start, condition))
        first = cut.end()
    pieces.append(_piece(text, first, end, start, condition))
    return pieces


_THAT = pattern(r"\sthat\s+")
_REACH = 400
"""How far, in characters, either side of a cut is looked at."""


def _parts(text: str, first: int, cut: Span, end: int, sides: tuple[int, int]) -> bool:
    """Both sides of the cut mean something by themselves; `sides`: fewest words of each, and of one that leans."""
    before, after = cut
    mark = text[before]
    left, right = _words(text, first, before), _words(text, after, end)
    qualifies = _QUALIFIES.match(text, after, end)
    if qualifies:
        that = _THAT.search(text, after, min(after + 24, end))
        return (
            that is not None
            and min(left, right) >= _PROVISO
            and _CLAUSE.match(text, that.end(), end) is not None
            and qualifies[0].lower() not in ("subject", "which", "who", "whose")
        )
    least = min(left, right)
    if mark == ";":
        stop = text.find(";", after, end)
        return least >= _CLAUSE_WORDS and _FINITE.search(text, after, stop if stop > 0 else end) is not None
    if least < sides[0]:
        return False
    if _CLAUSE.match(text, after, end):
        return True
    return least >= sides[1] and _LEANS.match(text, after, end) is not None


def _words(text: str, start: int, end: int) -> int:
    # Words, not spaces: an indented line or a no-break space must not change how a sentence is cut.
    return len(text[start:end].split())


def _piece(text: str, start: int, end: int, whole: int, condition: Span | None) -> Piece:
    start, end = trim(text, start, end)
    led = condition is not None and start > whole and not _CONDITION.match(text, start, end)
    return Piece(start, end, (condition,) if led and condition else ())


_BRANCH = pattern(r"(?<=[\s:])\((?:[a-h]|i{1,3}|iv|vi{0,3}|[1-9])\)\s+(?=\S)")
_ORDERS = (tuple("abcdefgh"), ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"), tuple("123456789"))
_BRANCH_WORDS = 5
"""Fewest words of a branch of a run-in list, on average, for the list to be cut."""


def split_runin(text: str, start: int, end: int) -> list[Piece]:
    """Branches of a list run into a sentence, `shall (a) ...; and (b) ...`; the whole where there is none."""
    if "(" not in text[start:end]:
        return [Piece(start, end)]
    marks = list(_BRANCH.finditer(text, start, end))
    if len(marks) < 2:
        return [Piece(start, end)]
    for order in _ORDERS:
        run: list[re.Match[str]] = []
        for mark in marks:
            if len(run) < len(order) and mark[0].strip()[1:-1] == order[len(run)]:
                run.append(mark)
        if len(run) > 1:
            break
    else:
        return [Piece(start, end)]
    if _words(text, run[0].end(), end) < _BRANCH_WORDS * len(run) or _words(text, start, end) < _LONG + 8:
        return [Piece(start, end)]
    lead = trim(text, start, run[0].start())
    stops = [mark.start() for mark in run[1:]] + [end]
    pieces = [Piece(lead[0] if lead[0] < lead[1] else run[0].end(), trim(text, start, stops[0])[1])]
    for mark, stop in zip(run[1:], stops[1:], strict=True):
        first, last = trim(text, mark.end(), stop)
        if first < last:
            pieces.append(Piece(first, last, (lead,) if lead[0] < lead[1] else ()))
    return pieces
