"""Where text goes on: whether a line continues the one before, and whether a paragraph leads into a list."""

import re

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.clausetree import unfinished
from clausecheck.reading.lines import HARD, Line
from clausecheck.reading.sentences import sentences
from clausecheck.reading.tables import Row
from clausecheck.record import draft

__all__ = ["Paragraph", "asks", "broken", "carried", "lead_from", "leads_in", "opens_definition", "runs_on"]


@draft
class Paragraph:
    """A stretch of text that is one paragraph, list branch, row, heading or question."""

    start: int
    end: int
    node: int
    """Index of its clause."""
    shape: str
    """prose, row, heading, question, bullet, note, mail, aside."""
    leads: tuple[Span, ...] = ()
    """Lead-ins that it completes, outermost first."""
    cells: Row = ()
    indent: int = 0
    message: int = -1
    """Index of the e-mail it stands in, -1 outside any."""
    quoted: int = 0
    """How deep it is quoted in a message."""
    block: int = -1
    label: str = ""
    """The mark of a footnote."""
    unfilled: bool = False
    """A row that holds a label and empty cells."""
    about: Span | None = None
    """The question it answers."""


_DEFINITION = pattern(
    r"""["“][^"”]{1,60}["”](?:,?\ (?:and|or|,)\ ["“][^"”]{1,40}["”])*\s*(?:\([^)]{0,60}\)\s*)?
    (?:mean|shall\ mean|has\ the|have\ the|includes?\b|refers|is\b|:|=|–|-|\s{2,})""",
    re.VERBOSE,
)
_MOST_LEADS = 4
"""Lead-ins of nested lists that are kept besides the nearest."""
_SPARE = 8
"""Columns that a line which ends no sentence may leave empty before it counts as broken on purpose."""
_LONG_LINE = 40
"""A shorter line that stands before an empty one does not run on over it."""
_LONGEST_QUESTION = 24
"""Spaces in a line that may be a question with its answer below."""


def opens_definition(line: str) -> bool:
    """The line begins with a term in quotation marks and what it means."""
    return line[0] in '"“' and _DEFINITION.match(line) is not None


def broken(before: Line, line: Line, wrap: int, *, paged: bool = False) -> bool:
    """The writer ended the line before on purpose: the first word of this one would have fitted on it.

    `wrap` is the column at which the text was wrapped, 0 where it was not. On pages (`paged`) letters differ in width,
    so that one line may hold fewer of them than another.
    """
    first = line.text[0]
    width = before.indent + len(before.text)
    if before.text[-1] == "-" and first.isalpha():
        return False
    if unfinished(before.text) and (not first.isupper() or 2 * width > wrap > 0):
        return False
    if first.islower():
        return before.text[-1] in ".:;" and width < wrap // 2
    if width > wrap:
        return True
    word = line.text.find(" ")
    need = width + 1 + (word if word > 0 else len(line.text))
    return need <= wrap - (0 if before.text[-1] in '.:;!?"”' and not paged else _SPARE)


def runs_on(before: Line, line: Line, opened: Paragraph, wrap: int, *, paged: bool = False) -> bool:
    """The line goes on with the paragraph that the line before belongs to."""
    text = line.text
    if line.block != before.block and line.gap and not text[0].islower():
        return False
    if line.gap:
        # Over the end of a page a sentence goes on after empty lines.
        return (
            line.gap < HARD
            and text[0].islower()
            and (before.text[-1].islower() or before.text[-1] in ",-")
            and len(before.text) > _LONG_LINE
            and opened.shape in ("prose", "bullet", "note")
        )
    if before.text[-1] in ".;:" and opens_definition(text):
        return False
    if opened.shape in ("bullet", "note") and line.indent > opened.indent and before.indent >= opened.indent:
        return True
    return not broken(before, line, wrap, paged=paged)


def asks(line: Line, after: Line | None, wrap: int) -> bool:
    """A question stands alone on the line and is answered below."""
    text = line.text
    if after is None or not line.gap or text.count(" ") > _LONGEST_QUESTION or text.count("?") > 1 or ". " in text:
        return False
    alone = bool(after.gap) or line.indent + len(text) < (wrap or 90) - _SPARE
    return alone and not after.text.endswith("?")


def leads_in(text: str, paragraph: Paragraph, kind: str) -> bool:
    """The paragraph leaves its sentence open for a list of clauses, bullets or rows of this kind."""
    if paragraph.shape in ("heading", "mail", "row", "aside"):
        return False
    if text[paragraph.end - 1] == ":" or text.endswith((":-", ":–", ":—"), paragraph.start, paragraph.end):
        return True
    listed = kind in ("letter", "roman", "figure", "bullet")
    return listed and text[paragraph.end - 1] not in ".!?;" and paragraph.shape != "bullet"


def lead_from(text: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """What a list is led by that follows a paragraph: the paragraph's own lead-ins and its last sentence."""
    return (*paragraph.leads[-_MOST_LEADS:], sentences(text, paragraph.start, paragraph.end)[-1])


def carried(text: str, previous: Paragraph, line: Line) -> tuple[Span, ...]:
    """The lead-in of a line that stands, without bullet or label, in a list after a colon."""
    if previous.shape != "prose":
        return ()
    if text[previous.end - 1] == ":" and previous.indent <= line.indent:
        return lead_from(text, previous)
    return previous.leads if not line.gap and previous.indent == line.indent else ()
