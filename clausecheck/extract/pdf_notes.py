"""Notes in the margin of a page: put between two paragraphs of the text that they stand beside.

Left at the end of a page they would part the two halves of a clause that goes on over the page.
"""

from itertools import pairwise

from clausecheck.extract.pdf_words import Line, median

__all__ = ["with_notes_set"]

_FEW_LINES = 0.34
_NARROW = 0.5
"""Of a note against the text beside it: lines, and width."""
_OTHER_SIZE = 0.08
"""Share by which a note as wide as a column is set larger or smaller than it."""
_PARAGRAPH = 1.3
"""Line pitch over the usual one from which a paragraph ends."""


def with_notes_set(columns: list[list[Line]]) -> list[list[Line]]:
    """Columns from left to right, each in reading order, the notes among them set into the text beside them."""
    out: list[list[Line]] = []
    waiting: list[list[Line]] = []
    for index, column in enumerate(columns):
        beside = max((c for i, c in enumerate(columns) if abs(i - index) == 1), key=len, default=[])
        if not _is_note(column, beside):
            out.append(_woven(column, waiting))
            waiting = []
        elif out:
            out[-1] = _woven(out[-1], [column])
        else:
            waiting.append(column)
    return out + waiting


def _is_note(column: list[Line], beside: list[Line]) -> bool:
    """Few lines, narrower than the text or in another size, that begin below its top: else they are a last column."""
    if not beside or len(column) > _FEW_LINES * len(beside):
        return False
    height = _height(beside)
    if min(line.top for line in column) < min(line.top for line in beside) + height:
        return False
    return _width(column) <= _NARROW * _width(beside) or abs(_height(column) - height) > _OTHER_SIZE * height


def _width(lines: list[Line]) -> float:
    return max(line.x1 for line in lines) - min(line.x0 for line in lines)


def _height(lines: list[Line]) -> float:
    return median(line.bottom - line.top for line in lines)


def _woven(text: list[Line], notes: list[list[Line]]) -> list[Line]:
    """The text with each note after the paragraph that ends nearest to its top, at the end where none does."""
    placed: list[tuple[int, list[Line]]] = []
    for note in (part for run in notes for part in _parts(run)):
        breaks = _breaks(text)
        top = note[0].top
        placed.append((min(breaks, key=lambda at: abs(text[at].top - top)) if breaks else len(text), note))
    for at, note in sorted(placed, key=lambda one: one[0], reverse=True):
        text = [*text[:at], *note, *text[at:]]
    return text


def _parts(run: list[Line]) -> list[list[Line]]:
    """Several notes drawn one after the other, parted where white space is left between them."""
    parts = [[run[0]]]
    for one, other in pairwise(run):
        if other.top - one.bottom > one.bottom - one.top:
            parts.append([])
        parts[-1].append(other)
    return parts


def _breaks(text: list[Line]) -> list[int]:
    """Indexes of the lines that open a paragraph below another."""
    pitches = [other.top - one.top for one, other in pairwise(text)]
    usual = min((pitch for pitch in pitches if pitch > 1), default=0.0)
    return [index for index, pitch in enumerate(pitches, 1) if pitch > _PARAGRAPH * usual]
