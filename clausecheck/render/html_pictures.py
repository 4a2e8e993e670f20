"""The two pictures of a report as shapes: where each axis stands, and the minutes asked for beside those paid.

Units are those of the pictures' own grid, `WIDTH` wide; the template draws the shapes and says them in words too.
"""

from __future__ import annotations

from clausecheck.record import record
from clausecheck.render.wording import axis_title
from clausecheck.report import Grade, StakhanovRatio

__all__ = ["WIDTH", "AxesPicture", "AxisRow", "Bar", "MinutesPicture", "axes_picture", "minutes_picture"]

WIDTH = 360.0
"""As wide as a phone's screen, so that words in a picture are never smaller than on it."""

_ROW = 34.0
_LEFT = 104.0
_CELL = 50.0
_HEAD = 24.0
_LETTERS = "ABCDE"

_BEYOND = 1.25
# How much longer than all that is known the bar without an end is drawn.

_PARTS = {"patients": "patients", "paperwork": "paperwork", "visits": "home visits"}


@record
class AxisRow:
    """One axis: its row's top, and the letter it reached with that letter's left edge."""

    title: str
    letter: str
    y: float
    x: float


@record
class AxesPicture:
    """Rows under the heads A to E."""

    height: float
    heads: tuple[tuple[str, float], ...]
    rows: tuple[AxisRow, ...]
    words: str
    """All of it as a sentence."""


@record
class Bar:
    """A piece of a bar of minutes; `kind` says what it is made of."""

    kind: str
    label: str
    minutes: float
    x: float
    width: float


@record
class MinutesPicture:
    """The session as paid, and under it the work that can be asked for."""

    paid: Bar
    asked: tuple[Bar, ...]
    """Empty where the contract does not say how much."""
    endless: bool
    """The work has no upper limit: the last bar has no end."""
    words: str


def axes_picture(grade: Grade) -> AxesPicture | None:
    """None where no axis has a grade."""
    if not grade.axes:
        return None
    rows = tuple(
        AxisRow(axis_title(a.axis), a.letter, _HEAD + n * _ROW, _LEFT + _CELL * _LETTERS.index(a.letter))
        for n, a in enumerate(grade.axes)
        if a.letter in _LETTERS
    )
    return AxesPicture(
        height=_HEAD + _ROW * len(rows),
        heads=tuple((letter, _LEFT + _CELL * n) for n, letter in enumerate(_LETTERS)),
        rows=rows,
        words=", ".join(f"{row.title} {row.letter}" for row in rows) + ".",
    )


def minutes_picture(ratio: StakhanovRatio) -> MinutesPicture | None:
    """None where not even the minutes paid are known."""
    paid = ratio.minutes_paid
    if not paid or paid <= 0:
        return None
    parts = [(kind, minutes) for kind, minutes in ratio.parts if minutes > 0]
    if not parts and ratio.minutes_demanded:
        parts = [("work", ratio.minutes_demanded)]
    known = sum(minutes for _, minutes in parts)
    longest = max(paid, known) * (_BEYOND if ratio.unbounded else 1)
    scale = WIDTH / longest
    asked, x = [], 0.0
    for kind, minutes in parts:
        asked.append(Bar(kind, _PARTS.get(kind, "work"), minutes, round(x, 1), round(minutes * scale, 1)))
        x += minutes * scale
    if ratio.unbounded:
        asked.append(Bar("endless", "no upper limit", 0, round(x, 1), round(WIDTH - x, 1)))
    return MinutesPicture(
        paid=Bar("paid", "paid", paid, 0.0, round(paid * scale, 1)),
        asked=tuple(asked),
        endless=ratio.unbounded,
        words=_minutes_words(ratio, parts, known),
    )


def _minutes_words(ratio: StakhanovRatio, parts: list[tuple[str, float]], known: float) -> str:
    paid = f"The fee pays for {ratio.minutes_paid:g} minutes."
    each = ", ".join(f"{_PARTS.get(kind, 'work')} {minutes:g}" for kind, minutes in parts)
    if ratio.unbounded:
        more = f" Work known of: {each}; beyond it there is" if each else " There is"
        return f"{paid}{more} no upper limit to what can be asked for."
    if not parts:
        return f"{paid} The contract does not say how much work can be asked for."
    asked = f" {known:g} minutes of work can be asked for" + (f": {each}." if len(parts) > 1 else ".")
    over = ratio.minutes_demanded is not None and known > ratio.minutes_demanded
    return paid + asked + (" What goes beyond the session is paid as well." if over else "")
