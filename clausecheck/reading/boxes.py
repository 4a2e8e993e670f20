"""Tick boxes, choices and blanks: which options of a form are taken, and which lines were left empty."""

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.contract import PassageKind
from clausecheck.reading.passages import Draft
from clausecheck.record import replaced

__all__ = ["choose", "leave_blank"]

_BOX = pattern(r"\[(?P<a>[ \t]{0,6}[xX✓✔*]?[ \t]{0,6})\]|\((?P<b>[ \t]{1,6}|[ \t]?[xX✓✔•*][ \t]?)\)|(?P<c>[☐☑☒✓✔✗✘])")
_SIGNS = ("[", "☐", "☑", "☒", "✓", "✔", "✗", "✘", "( ", "(x", "(X", "(•", "(*")
_UNTICKED = "Its box is not ticked."


def choose(text: str, drafts: list[Draft]) -> list[Draft]:
    """Silence options whose box is empty; a line with several boxes is cut into its options."""
    if not any(sign in text for sign in _SIGNS):
        return drafts
    chosen: list[Draft] = []
    for draft in drafts:
        boxes = _boxes(text, draft.start, draft.end)
        if not boxes or draft.silenced:
            chosen.append(draft)
        else:
            chosen.extend(_options(text, draft, boxes))
    return chosen


def _boxes(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Boxes of a span: where each stands and whether it is ticked."""
    found = []
    for match in _BOX.finditer(text, start, end):
        if match["c"]:
            if text[match.start() - 1] == "(" and text[match.end() : match.end() + 1] == ")":
                continue  # `(☐)` speaks of boxes and is none.
            found.append((match.start(), match.end(), match["c"] in "☑☒✓✔✗✘"))
            continue
        inside = match["a"] if match["a"] is not None else match["b"]
        found.append((match.start(), match.end(), bool(inside.strip())))
    return found


def _options(text: str, draft: Draft, boxes: list[tuple[int, int, bool]]) -> list[Draft]:
    """The draft cut at its boxes, each option with the words before the first as lead-in."""
    if draft.kind is PassageKind.row and (answered := _columns(text, draft, boxes)):
        return [answered]
    after_words = boxes[0][0] > draft.start and not text[boxes[-1][1] : draft.end].strip(" |.")
    if len(boxes) == 1:
        _, stop, ticked = boxes[0]
        start = draft.start
        if boxes[0][0] == draft.start and not after_words:
            start = _strip(text, stop, draft.end)[0]
        if start >= draft.end:
            start = draft.start
        return [replaced(draft, start=start, silenced="" if ticked else _UNTICKED)]
    spans: list[tuple[Span, bool]] = []
    lead: Span | None = None
    if after_words:
        at = draft.start
        label = _label_end(text, draft)
        if label:
            lead, at = (draft.start, label), label
        for first, last, ticked in boxes:
            spans.append(((at, first), ticked))
            at = last
    else:
        if boxes[0][0] > draft.start:
            lead = (draft.start, boxes[0][0])
        stops = [first for first, _, _ in boxes[1:]] + [draft.end]
        spans.extend(((last, stop), ticked) for (_, last, ticked), stop in zip(boxes, stops, strict=True))
    return _cut_options(text, draft, spans, lead)


def _columns(text: str, draft: Draft, boxes: list[tuple[int, int, bool]]) -> Draft | None:
    """A row with a box in each of several columns: the whole row, led by the heads of the columns ticked."""
    cells = draft.source.cells
    if len(boxes) < 2 or len(cells) < 3 or not draft.leads:
        return None
    first, last = draft.leads[-1]
    heads = _head_cells(text, first, last)
    if len(heads) < len(cells):
        return None
    columns = {}
    for start, _, ticked in boxes:
        column = next((at for at, (a, z) in enumerate(cells) if a <= start < z), -1)
        if column < 0 or column in columns or text[slice(*cells[column])].strip(" |[]()xX☐☑☒✓✔✗✘*"):
            return None
        columns[column] = ticked
    taken = [heads[column] for column, ticked in columns.items() if ticked]
    if len(columns) < 2:
        return None
    if not taken:
        return replaced(draft, silenced=_UNTICKED)
    return replaced(draft, leads=(*draft.leads[:-1], *[head for head in taken if head[0] < head[1]]), silenced="")


def _head_cells(text: str, first: int, last: int) -> list[Span]:
    """The cells of a row of column heads, as spans without the bars."""
    cells = []
    at = first
    if text[at] == "|":
        at += 1
    stop = last - 1 if text[last - 1] == "|" else last
    while at <= stop:
        bar = text.find("|", at, stop)
        end = bar if bar >= 0 else stop
        cells.append(_strip(text, at, end))
        at = end + 1
    return cells


def _cut_options(text: str, draft: Draft, spans: list[tuple[Span, bool]], lead: Span | None) -> list[Draft]:
    leads = draft.leads
    if lead:
        first, last = _strip(text, *lead)
        if first < last:
            leads = (*leads, (first, last))
    options = []
    for (start, end), ticked in spans:
        first, last = _strip(text, start, end)
        if first < last:
            options.append(replaced(draft, start=first, end=last, leads=leads, silenced="" if ticked else _UNTICKED))
    return options or [replaced(draft, silenced="" if any(ticked for _, ticked in spans) else _UNTICKED)]


def _label_end(text: str, draft: Draft) -> int:
    """Where the label of a row ends, 0 where it has none."""
    cells = draft.source.cells
    if len(cells) > 1 and cells[0][0] == draft.start and not _BOX.search(text, *cells[0]):
        return cells[0][1]
    colon = text.find(":", draft.start, draft.end)
    return colon + 1 if colon > 0 else 0


def _strip(text: str, start: int, end: int) -> Span:
    """The span without space, bars, slashes and colons at its ends."""
    while start < end and text[start] in " \t\n|/:,;–-":
        start += 1
    while end > start and text[end - 1] in " \t\n|/:,;–-":
        end -= 1
    return start, end


_LATER = r"to\ be\ (?:confirmed|agreed|advised|completed|decided|notified)"
_FILLER = r"[\s._…|:£()/-]*+"
_BLANK = pattern(
    rf"""(?ix)[\s._…|:£/-]*
    (?:\.{{3,}} | _{{2,}} | …{{2,}} | \b(?:tbc|tba|{_LATER})\b
      | \[\s?(?:tbc|tba|insert\b[^\]]*|enter\b[^\]]*|●|\.{{2,}}|_+|to\ be\ [^\]]*|name|date|amount|figure|x+)?\s?\])
    {_FILLER}
    (?:(?:date|name|signed|signature|time|per\ (?:session|hour|mile)|hours?|miles?|days?|an?\ (?:hour|session|mile)|%)
      {_FILLER})*+"""
)
_HOLES = (
    ".....", "___", "……", "[ ]", "[]", "tbc", "tba", "to be ", "[insert", "[●", "[tb", "[date", "[name", "[amount"
)  # fmt: skip
"""One of these stands, in small letters, in every text that has something left to fill in."""
_DOTS = r"(?:\.{5,}+|_{3,}+|…{2,}+)[\s._…]*+"
_PLACE = pattern(rf"[^.:_…]{{0,60}}[:.]?\s?{_DOTS}(?:[^.:_…]{{1,40}}[:.]?\s?{_DOTS})*+[^._…]{{0,40}}")
"""A label and a place to write, as for a signature, perhaps several on a line."""
_SHORT = 110
_LONGEST = 440
_UNFILLED = "Nothing was filled in."


def leave_blank(text: str, low: str, drafts: list[Draft]) -> None:
    """Silence rows and lines whose value was never filled in.

    `low` is the text in small letters, every character in its place.
    """
    holes = any(hole in low for hole in _HOLES)
    for draft in drafts:
        if draft.silenced:
            continue
        cells = draft.source.cells if draft.kind is PassageKind.row else ()
        whole = bool(cells) and (draft.start, draft.end) == (cells[0][0], cells[-1][1])
        blank = whole and draft.source.unfilled
        if holes and not blank:
            blank = (whole and len(cells) > 1 and _all_blank(text, cells[1:])) or _mostly_dots(text, draft)
        if blank and any(ticked for _, _, ticked in _boxes(text, draft.start, draft.end)):
            continue
        if blank:
            draft.silenced = _UNFILLED


def _all_blank(text: str, cells: tuple[Span, ...]) -> bool:
    return all(end - start < _LONGEST and _BLANK.fullmatch(text, start, end) for start, end in cells)


def _mostly_dots(text: str, draft: Draft) -> bool:
    """A short line that is a label and a place to write."""
    size = draft.end - draft.start
    if size > _LONGEST:
        return False
    body = text[draft.start : draft.end]
    dots = body.count(".") + body.count("_") + 3 * body.count("…")
    if dots < 3:
        return False
    return (dots * 3 > size or size - dots < _SHORT) and _PLACE.fullmatch(body) is not None
