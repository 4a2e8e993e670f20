"""Paragraphs cut into passages: sentences, list branches, rows, answers, definitions."""

import re
from bisect import bisect_right

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.clausetree import Tree
from clausecheck.reading.contract import PassageKind
from clausecheck.reading.flow import Paragraph
from clausecheck.reading.headings import runin_heading
from clausecheck.reading.sentences import sentences, split_long, split_runin
from clausecheck.record import draft

__all__ = ["Draft", "cut", "holding"]


@draft
class Draft:
    """A passage before it is known whether it speaks."""

    start: int
    end: int
    node: int
    kind: PassageKind
    source: Paragraph
    leads: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    silenced: str = ""
    defines: str = ""


_TERM = pattern(r"""["“]([^"”]{1,60})["”]""")
_ANOTHER = pattern(r"""(?:,?\s{0,20}+(?:(?:and|or|/)\s{0,20}+)?)["“][^"”]{1,40}["”]""")
"""A further term in the same definition: `"Session" or "Surgery"`."""
_MEANS = pattern(
    r"""\s{0,20}(?:\([^)]{0,60}\)\s{0,20})?,?\s{0,20}
    (?:(?:shall\s+|will\s+)?means?\b|(?:has|have|shall\s+have|bears?)\s+the\s+(?:same\s+)?meanings?|(?:shall\s+)?includes?\b|
       (?:does|do)\s+not\s+include\b|excludes?\b|refers?\s+to\b|(?:is|are)\b(?!\s+not)|:|=|–|—|-\s|[ ]{2,})""",
    re.VERBOSE,
)
_PLAIN_TERM = pattern(
    r"""(?:(?:The|A|An)\s+)?(?!This\b|That\b|It\b|Which\b|What\b|There\b|These\b|Those\b)
    ([A-Z][\w&'’/-]*(?:\s[A-Z(][\w&'’/)-]*){0,4})\s*(?::\s*)?(?:shall\s+mean|means)\b""",
    re.VERBOSE,
)
"""A term without quotation marks."""
_LONG_ROW = 55
"""Words from which on a row is read sentence by sentence."""
_FEWEST_HEADED = 3
"""Paragraphs headed alike from which on that is how the text is headed; a third of all must be."""
_MOST_NOTES = 80
"""Footnotes whose marks are looked for."""
_SHORT_VALUE = 40
"""Characters up to which a value is read together with its label."""


def holding(low: str, drafts: list[Draft], stems: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where one of the stems stands: index of the draft and offset, in the order of the drafts.

    `low` is the text in small letters, every character in its place.
    """
    starts: list[int] = []
    found = []
    for stem in stems:
        at = low.find(stem)
        while at >= 0:
            if not starts:
                starts = [draft.start for draft in drafts]
            index = bisect_right(starts, at) - 1
            if index >= 0 and at < drafts[index].end:
                found.append((index, at))
            at = low.find(stem, at + 1)
    return sorted(found)


def cut(text: str, tree: Tree, paragraphs: list[Paragraph]) -> list[Draft]:
    """Passages of the paragraphs, in text order."""
    drafts: list[Draft] = []
    known: dict[int, tuple[Span, ...]] = {}
    stops = _headed_by_stops(text, paragraphs)
    for paragraph in paragraphs:
        node = paragraph.node
        headings = known.get(node)
        if headings is None:
            headings = known[node] = tree.headings(node)
        shape = paragraph.shape
        if shape in ("heading", "question", "mail"):
            drafts.append(_quiet(paragraph, tree, headings))
        elif shape == "row":
            drafts.extend(_row(text, paragraph, headings))
        else:
            drafts.extend(_prose(text, paragraph, headings, stops))
    _footnotes(text, drafts)
    return drafts


def _headed_by_stops(text: str, paragraphs: list[Paragraph]) -> bool:
    """The paragraphs of a letter begin with headings that a full stop ends: `Your day. Surgery starts at 8.15...`.

    One such paragraph may begin with a short remark; several do so by design.
    """
    prose = headed = 0
    for paragraph in paragraphs:
        if paragraph.shape != "prose" or paragraph.about or paragraph.end - paragraph.start < _SHORT_VALUE:
            continue
        prose += 1
        stop = text.find(". ", paragraph.start, paragraph.start + _SHORT_VALUE)
        if stop > 0 and runin_heading(text[paragraph.start : paragraph.start + 80], stops=True, words=4):
            headed += 1
    return headed >= _FEWEST_HEADED and _FEWEST_HEADED * headed >= prose


def _footnotes(text: str, drafts: list[Draft]) -> None:
    """A footnote is led by the passage, or the cell of a table's head, that bears its mark."""
    notes = [draft for draft in drafts if draft.source.label][:_MOST_NOTES]
    if not notes:
        return
    starts = [draft.start for draft in drafts]
    for note in notes:
        mark = note.source.label
        at = text.find(mark)
        while at >= 0 and (at == 0 or text[at - 1].isspace() or (mark.startswith("*") and not text[at - 1].isalnum())):
            at = text.find(mark, at + 1)
        index = bisect_right(starts, at) - 1
        if at < 0 or index < 0 or not drafts[index].start <= at < drafts[index].end + len(mark):
            continue
        bearer = drafts[index]
        span = next((cell for cell in bearer.source.cells if cell[0] <= at < cell[1]), (bearer.start, bearer.end))
        if bearer.source is not note.source:
            note.leads = (*bearer.leads, span, *note.leads)
            note.headings = bearer.headings


def _quiet(paragraph: Paragraph, tree: Tree, headings: tuple[Span, ...]) -> Draft:
    """A heading, a question, a mail header: words that others are read with."""
    mail = paragraph.shape == "mail"
    above = () if mail else tree.headings(tree.nodes[paragraph.node].parent) if paragraph.node else ()
    draft = Draft(paragraph.start, paragraph.end, paragraph.node, PassageKind.heading, paragraph, (), above)
    draft.silenced = {
        "mail": "It is the header of an e-mail.",
        "question": "It is a question; the answer speaks.",
    }.get(paragraph.shape, "It is a heading.")
    return draft


def _row(text: str, paragraph: Paragraph, headings: tuple[Span, ...]) -> list[Draft]:
    start, end = paragraph.start, paragraph.end
    cells = paragraph.cells
    if len(cells) == 2 and len(text[slice(*cells[1])].split()) > _LONG_ROW:
        leads = (*paragraph.leads, cells[0])
        return [
            Draft(first, last, paragraph.node, PassageKind.row, paragraph, leads, headings)
            for first, last in sentences(text, *cells[1])
        ]
    return [Draft(start, end, paragraph.node, PassageKind.row, paragraph, paragraph.leads, headings)]


def _label(text: str, start: int, end: int, stops: bool) -> tuple[int, int] | None:
    """The label that leads every sentence of a paragraph, `Visits: whoever has a car...`, and where these begin."""
    if end - start <= _SHORT_VALUE:
        return None
    run = runin_heading(text[start : min(end, start + 80)], stops=stops, words=4 if stops else 5)
    return run if run and end - start - run[1] > _SHORT_VALUE else None


def _term(text: str, start: int, end: int) -> Span | None:
    """The term that a paragraph defines."""
    if text[start] in '"“':
        term = _TERM.match(text, start, end)
        last: re.Match[str] | None = term
        while last:
            if term and _MEANS.match(text, last.end(), end):
                return term.span(1)
            last = _ANOTHER.match(text, last.end(), end)
    elif text[start].isupper() and text.find("mean", start, end) > 0:
        plain = _PLAIN_TERM.match(text, start, end)
        if plain:
            return plain.span(1)
    return None


def _prose(text: str, paragraph: Paragraph, headings: tuple[Span, ...], stops: bool) -> list[Draft]:
    start, end = paragraph.start, paragraph.end
    leads = paragraph.leads
    kind = PassageKind.prose
    if paragraph.about:
        leads, kind = (paragraph.about, *leads), PassageKind.answer
    term = _term(text, start, end)
    defines = ""
    if term:
        kind = PassageKind.definition
        defines = " ".join(text[slice(*term)].lower().split())
    elif run := _label(text, start, end, stops and not paragraph.about):
        leads = (*leads, (start, start + run[0]))
        start += run[1]
    drafts: list[Draft] = []
    question: Span | None = None
    for number, (first, last) in enumerate(sentences(text, start, end)):
        more = leads
        if term and number:
            more = (*leads, term)
        if question:
            more = (*more, question)
        question = (first, last) if text[last - 1] == "?" and kind is PassageKind.prose else None
        for branch in split_runin(text, first, last):
            for piece in split_long(text, branch.start, branch.end):
                draft = Draft(piece.start, piece.end, paragraph.node, kind, paragraph)
                draft.leads = (*more, *branch.leads, *piece.leads)
                draft.headings = headings
                draft.defines = defines
                drafts.append(draft)
    return drafts
