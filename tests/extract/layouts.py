"""Contracts laid out in many ways, with the clauses that must come out whole: the truth of the reading-order tests.

Everything is placed word by word, so that the order in which a page is drawn can be anything.
"""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.contracts import contract_paragraphs

__all__ = ["LAYOUTS", "Layout", "clauses", "laid_out"]

WIDTH, HEIGHT = A4
LIGATURES = (("ffi", "ﬁ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
# Vera has fi and fl only; the f of ffi stands alone before it.


@dataclass(frozen=True)
class Layout:
    """How a contract is set; the defaults are one column of Times, drawn as it is read."""

    font: str = "Times-Roman"
    size: float = 10.5
    pages: int = 3
    columns: int = 1
    gutter: float = 22
    hanging: bool = True
    """Numbers stand left of their clause; else they open its first line."""
    justified: bool = False
    hyphens: bool = False
    ligatures: bool = False
    order: str = "reading"
    """`reading`, `words` (all words shuffled), `lines` (all lines shuffled), `rows` (across the columns), `back`."""
    rotate: int = 0
    """Quarter turns that the viewer shows the page by, the text standing upright in what is shown."""
    side: int = 0
    """Quarter turns of the text against the page."""
    table: str = ""
    """`number` (number, clause), `three` (number, clause, remark) or `grid` (heading | clause, no numbers apart)."""
    boxes: bool = False
    """A boxed note beside or between the clauses on each page."""
    heads: str = ""
    """`same`, or `odd-even` for running heads that differ."""
    watermark: bool = False


@dataclass
class _Page:
    """What is drawn on a page: lines of words, each with its place, and rulings and boxes."""

    lines: list[list[tuple[float, float, str]]] = field(default_factory=list)
    around: list[tuple[float, float, str]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)


def clauses(words: int = 1300) -> list[tuple[str, str]]:
    """Number and text of clauses, headings included; list items without a number are left out."""
    out = []
    for text in contract_paragraphs(words)[2:]:
        label, _, rest = text.removeprefix("## ").partition(" ")
        if label[0].isdigit():
            out.append((label, rest))
    return out


def laid_out(layout: Layout) -> tuple[bytes, list[str]]:
    """The PDF and, of each clause, what must stand in its text without a gap."""
    _register()
    truth = clauses(layout.pages * (420 if layout.columns < 3 else 380))
    pages = list(_table_pages(layout, truth) if layout.table else _prose_pages(layout, truth))
    out = io.BytesIO()
    wide, high = (HEIGHT, WIDTH) if (layout.rotate + layout.side) % 2 else (WIDTH, HEIGHT)
    canvas = Canvas(out, pagesize=(wide, high), invariant=1, pageCompression=1)
    chance = random.Random(7)  # noqa: S311
    for number, page in enumerate(pages, 1):
        _running_heads(layout, page, number, len(pages))
        canvas.saveState()
        _turn(canvas, layout, wide, high)
        canvas.setFont(layout.font, layout.size)
        _draw(canvas, layout, page, chance)
        canvas.restoreState()
        if layout.rotate:
            canvas.setPageRotation(90 * layout.rotate)
        canvas.showPage()
    canvas.save()
    return out.getvalue(), [f"{label} {text}" for label, text in truth]


def _register() -> None:
    for name in ("Vera", "VeraIt"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf")))


def _turn(canvas: Canvas, layout: Layout, wide: float, high: float) -> None:
    """Turn what is drawn upright on A4 so that it stands upright when shown, or on its side."""
    quarters = (layout.rotate + layout.side) % 4
    if quarters == 1:
        canvas.translate(wide, 0)
    elif quarters == 2:
        canvas.translate(wide, high)
    elif quarters == 3:
        canvas.translate(0, high)
    canvas.rotate(90 * quarters)


def _draw(canvas: Canvas, layout: Layout, page: _Page, chance: random.Random) -> None:
    if layout.watermark:
        canvas.saveState()
        canvas.setFont("Helvetica-Bold", 80)
        canvas.setFillGray(0.85)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, 0, "DRAFT COPY")
        canvas.restoreState()
    for frame in page.frames:
        canvas.rect(*frame)
    lines = list(page.lines)
    if layout.order == "words":
        lines = [[word] for line in lines for word in line]
        chance.shuffle(lines)
    elif layout.order == "lines":
        chance.shuffle(lines)
    elif layout.order == "rows":
        lines.sort(key=lambda line: (-round(line[0][1]), line[0][0]))
    elif layout.order == "back":
        lines.reverse()
    for x, y, text in page.around:
        canvas.drawString(x, y, text)
    for line in lines:
        for x, y, text in line:
            canvas.drawString(x, y, text)


def _running_heads(layout: Layout, page: _Page, number: int, total: int) -> None:
    if not layout.heads:
        return
    odd = number % 2 == 1 or layout.heads == "same"
    page.around.append((72, HEIGHT - 34, "Locum services agreement" if odd else "Elm Tree Surgery, Otterbridge"))
    page.around.append((72 if odd else 400, 28, f"Page {number} of {total}" if odd else f"Version 3 – {number}"))


def _width(layout: Layout, text: str) -> float:
    return pdfmetrics.stringWidth(text, layout.font, layout.size)


def _shown(layout: Layout, word: str) -> str:
    if layout.ligatures:
        for plain, one in LIGATURES:
            word = word.replace(plain, "f" * (plain == "ffi") + one)
    return word


def _wrapped(layout: Layout, text: str, width: float) -> Iterator[list[str]]:
    """Words by the line; where hyphens are asked for, a long word is broken at a line's end."""
    space = _width(layout, " ")
    line: list[str] = []
    left = width
    for whole in text.split():
        word = _shown(layout, whole)
        need = _width(layout, word) + (space if line else 0)
        if need > left and line:
            if layout.hyphens and len(word) > 7 and word.isalpha():
                cut = next(
                    (i for i in range(len(word) - 3, 3, -1) if _width(layout, word[:i] + "-") + space <= left), 0
                )
                if cut:
                    line.append(word[:cut] + "-")
                    word = word[cut:]
            yield line
            line, left = [], width
            need = _width(layout, word)
        line.append(word)
        left -= need
    yield line


def _placed(
    layout: Layout, words: Sequence[str], x: float, y: float, width: float, *, last: bool
) -> list[tuple[float, float, str]]:
    """A line's words with their places, spread to the full width unless it is a paragraph's last."""
    space = _width(layout, " ")
    if layout.justified and not last and len(words) > 1:
        space = (width - sum(_width(layout, word) for word in words)) / (len(words) - 1)
    out = []
    for word in words:
        out.append((x, y, word))
        x += _width(layout, word) + space
    return out


def _prose_pages(layout: Layout, truth: Sequence[tuple[str, str]]) -> Iterator[_Page]:
    left, right, top, bottom = 72.0, 56.0, HEIGHT - 66, 60.0
    if layout.boxes:
        right = 170.0
    column = (WIDTH - left - right - layout.gutter * (layout.columns - 1)) / layout.columns
    indent = (24 if layout.columns > 1 else 36) if layout.hanging else 0
    pitch = layout.size * 1.22
    page, at, y = _Page(), 0, top
    for label, text in truth:
        lines = list(_wrapped(layout, text if indent else f"{label} {text}", column - indent))
        for number, words in enumerate(lines):
            if y < bottom:
                at, y = at + 1, top
                if at == layout.columns:
                    _add_boxes(layout, page, right)
                    yield page
                    page, at = _Page(), 0
            x = left + at * (column + layout.gutter)
            line = _placed(layout, words, x + indent, y, column - indent, last=number == len(lines) - 1)
            if indent and number == 0:
                line.insert(0, (x, y, label))
            page.lines.append(line)
            y -= pitch
        y -= 0.6 * pitch
    _add_boxes(layout, page, right)
    yield page


def _add_boxes(layout: Layout, page: _Page, right: float) -> None:
    """A note in a frame in the margin, drawn before the text it stands beside."""
    if not layout.boxes:
        return
    small = replace(layout, size=8, justified=False, hyphens=False, font="Helvetica")
    note = "Note for the reader. This box is no part of the clause that it stands beside, and is drawn first."
    x, y = WIDTH - right + 22, HEIGHT - 220
    for number, words in enumerate(_wrapped(small, note, 110)):
        page.around.append((x, y - 10 * number, " ".join(words)))
    page.frames.append((x - 6, y - 80, 128, 96))


def _table_pages(layout: Layout, truth: Sequence[tuple[str, str]]) -> Iterator[_Page]:
    """A ruled table whose rows are clauses: number and clause, or number, clause and an empty or short remark."""
    edges = {"number": (60.0, 110.0, 535.0), "three": (60.0, 105.0, 430.0, 535.0), "grid": (60.0, 190.0, 535.0)}
    xs = edges[layout.table]
    pitch, pad, bottom = layout.size * 1.22, 5.0, 60.0
    page, y = _Page(), HEIGHT - 66
    for index, (label, text) in enumerate(truth):
        cells = [label, text, "Agreed" if index % 3 else ""] if layout.table != "grid" else ["", f"{label} {text}"]
        wrapped = [
            [words for words in _wrapped(layout, cell, x1 - x0 - 2 * pad) if words]
            for cell, x0, x1 in zip(cells, xs, xs[1:], strict=False)
        ]
        height = max(map(len, wrapped)) * pitch + 2 * pad
        if y - height < bottom:
            yield page
            page, y = _Page(), HEIGHT - 66
        for words, x0, x1 in zip(wrapped, xs, xs[1:], strict=False):
            page.frames.append((x0, y - height, x1 - x0, height))
            for number, line in enumerate(words):
                page.lines.append(
                    _placed(
                        layout,
                        line,
                        x0 + pad,
                        y - pad - (number + 0.8) * pitch,
                        x1 - x0 - 2 * pad,
                        last=number == len(words) - 1,
                    )
                )
        y -= height
    yield page


_SERIF, _SANS, _VERA, _MONO = "Times-Roman", "Helvetica", "Vera", "Courier"
_one = Layout()
_two = Layout(columns=2, size=9.5)
_three = Layout(columns=3, size=8, gutter=16)


def _fonts(base: Layout, name: str, *fonts: str) -> dict[str, Layout]:
    return {f"{name}, {font}": replace(base, font=font) for font in fonts}


LAYOUTS: dict[str, Layout] = {
    **_fonts(_one, "one column", _SERIF, _SANS, _VERA, _MONO),
    "one column, numbers in line": replace(_one, hanging=False),
    "one column, justified": replace(_one, justified=True, hanging=False),
    **_fonts(_two, "two columns", _SERIF, _SANS),
    "two columns, numbers in line": replace(_two, hanging=False),
    "two columns, justified": replace(_two, justified=True, font=_SANS),
    "two columns, drawn across": replace(_two, order="rows"),
    "two columns, drawn across, justified": replace(_two, order="rows", justified=True, hanging=False),
    "two columns, narrow gutter": replace(_two, gutter=12, justified=True, hanging=False),
    **_fonts(_three, "three columns", _SERIF, _SANS),
    "three columns, numbers in line": replace(_three, hanging=False),
    "three columns, drawn across": replace(_three, order="rows"),
    "table of number and clause": replace(_one, table="number"),
    "table of three columns": replace(_one, table="three", font=_SANS, size=9.5),
    "table with an empty first column": replace(_one, table="grid"),
    "boxed notes": replace(_one, boxes=True),
    "boxed notes, drawn backwards": replace(_one, boxes=True, order="back"),
    "boxed notes, two columns": replace(_two, boxes=True, size=8),
    "shown turned by 90": replace(_one, rotate=1),
    "shown turned by 180": replace(_one, rotate=2, font=_SANS),
    "shown turned by 270, two columns": replace(_two, rotate=3),
    "text on its side": replace(_one, side=1, hanging=False),
    "ligatures": replace(_one, font=_VERA, size=9, ligatures=True),
    "ligatures, two columns, hyphens": replace(_two, font=_VERA, size=8, ligatures=True, hyphens=True),
    "hyphens": replace(_one, hyphens=True, justified=True),
    "hyphens, two columns": replace(_two, hyphens=True, justified=True, hanging=False),
    "hyphens, three columns": replace(_three, hyphens=True, justified=True),
    "words shuffled": replace(_one, order="words"),
    "words shuffled, sans": replace(_one, order="words", font=_SANS, hanging=False),
    "words shuffled, two columns": replace(_two, order="words"),
    "words shuffled, two columns, in line": replace(_two, order="words", hanging=False, font=_SANS),
    "words shuffled, three columns": replace(_three, order="words"),
    "lines shuffled, two columns, hyphens": replace(_two, order="lines", hyphens=True, justified=True),
    "running heads": replace(_one, heads="same", pages=4),
    "running heads, odd and even": replace(_one, heads="odd-even", pages=5),
    "running heads, odd and even, two columns": replace(_two, heads="odd-even", pages=5),
    "watermark": replace(_one, watermark=True),
    "watermark, two columns, shuffled": replace(_two, watermark=True, order="words"),
}
