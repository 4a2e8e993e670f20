"""One picture of a page to lines of words: set upright, levelled, recognised, put in reading order.

Angles are degrees, counter-clockwise, by which a picture is turned to stand as it should.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin
from typing import TYPE_CHECKING, NamedTuple, Protocol

from clausecheck.extract.ocr_lean import lean_of, straightened
from clausecheck.extract.ocr_rulings import rulings_of
from clausecheck.extract.pdf_layout import Line, Word, in_reading_order, line_of, median
from clausecheck.extract.pdf_tables import find_tables, rows_into
from clausecheck.extract.pdf_text import PageLines
from clausecheck.record import record

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Engine", "Orienter", "Recognised", "Seen", "is_blank", "recognise", "tilt_of"]


class Seen(NamedTuple):
    """One word as an engine saw it, in dots from the top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    """Per cent."""
    doubtful: bool = True
    """The engine was unsure of it, or does not know it as a word."""


class Engine(Protocol):
    """What recognises words."""

    levels_from: float
    """Tilt, in degrees, from which it reads a levelled picture better than the picture as it is."""

    def words(self, image: Image) -> list[list[Seen]]:
        """The words of an upright grey picture, a list a printed line, in any order."""


class Orienter(Protocol):
    """What knows which side of a page is up."""

    def quarters(self, image: Image) -> int:
        """Quarter turns, counter-clockwise, that set the page upright; 0 where that cannot be told."""


@record
class Recognised:
    """What was read of one page."""

    page: PageLines
    words: int
    confidence: float
    """Mean of its words, by letters, in per cent."""


_TRIAL = 500
_FINE = 1000
"""Dots of the longer side of the small pictures in which the tilt is looked for: roughly, then finely."""
_MOST_TILT = 15.0
_STRAIGHT = 0.15
"""Degrees below which a page is taken for level."""
_SHADOW = 40
"""Greys by which a patch of empty paper may be darker than the lightest: dust and a scanner's noise, but no letter."""
_PATCHES = (200, 283)
"""Of a millimetre each."""
_SIGN_CONFIDENCE = 70.0
"""Per cent below which a mark without letter or figure is taken for dirt."""
_DOTS_CONFIDENCE = 30.0
_DOTS_HEIGHT = 0.5
"""Share of the usual height of a word below which one of little confidence is a dotted line, not letters."""


def is_blank(image: Image) -> bool:
    """Nothing is printed on it."""
    from PIL import Image as images

    edge_x, edge_y = image.width // 40, image.height // 40
    inner = image.crop((edge_x, edge_y, max(edge_x + 1, image.width - edge_x), max(edge_y + 1, image.height - edge_y)))
    patches = inner.resize(_PATCHES, images.Resampling.BOX)
    greys = patches.tobytes()
    return min(greys) >= max(greys) - _SHADOW


def recognise(image: Image, scale: float, engine: Engine, orienter: Orienter) -> Recognised:
    """Read a grey picture; `scale` is how many points a dot measures."""
    from PIL import Image as images

    turn = orienter.quarters(image)
    upright = image.rotate(90 * turn, expand=True) if turn else image
    tilt = tilt_of(upright)
    turned = abs(tilt) > engine.levels_from
    levelled = upright
    if abs(tilt) >= _STRAIGHT:
        levelled = upright.rotate(tilt, images.Resampling.BICUBIC, expand=True, fillcolor=255)
    middle = upright.width / 2, upright.height / 2
    shift = ((levelled.width - upright.width) / 2, (levelled.height - upright.height) / 2)
    level = _Level(0.0 if turned else tilt, middle, shift if turned else (0.0, 0.0), scale)
    page = PageLines(upright.width * scale, upright.height * scale, [], turn, tilt=tilt)
    lines, letters, total = [], 0, 0.0
    rows = engine.words(levelled if turned else upright)
    usual = median([seen.bottom - seen.top for row in rows for seen in row] or [0.0])
    for row in rows:
        kept = [seen for seen in row if _is_word(seen, usual)]
        letters += sum(len(seen.text) for seen in kept)
        total += sum(len(seen.text) * seen.confidence for seen in kept)
        if kept:
            lines.append(level.line(kept, page.doubtful))
    rulings = [
        (x0 - shift[0] * scale, y0 - shift[1] * scale, x1 - shift[0] * scale, y1 - shift[1] * scale)
        for x0, y0, x1, y1 in rulings_of(levelled, scale)
    ]
    page.lean = lean_of(lines, page.height)
    if page.lean != (0.0, 0.0):
        straight = [straightened(line, page.lean, page.height) for line in lines]
        page.doubtful = {
            new
            for line, other in zip(lines, straight, strict=True)
            for word, new in zip(line.words, other.words, strict=True)
            if word in page.doubtful
        }
        lines = straight
    page.lines = in_reading_order(rows_into(lines, find_tables(rulings)), drawn=False)
    return Recognised(page, sum(len(line.words) for line in page.lines), total / letters if letters else 0.0)


def _is_word(seen: Seen, usual: float) -> bool:
    """It is no dirt; a word in letters is kept however unsure, for engines are unsure of plain words at times."""
    if not any(character.isalnum() for character in seen.text):
        return seen.confidence >= _SIGN_CONFIDENCE
    return seen.confidence >= _DOTS_CONFIDENCE or seen.bottom - seen.top >= _DOTS_HEIGHT * usual


class _Level(NamedTuple):
    """From dots of the picture that was read to points of the level page."""

    tilt: float
    middle: tuple[float, float]
    shift: tuple[float, float]
    scale: float

    def line(self, row: list[Seen], doubtful: set[Word]) -> Line:
        """One printed line, what is doubtful in it noted; all its words get its height, however tall their letters."""
        placed = sorted(((self._place(seen), seen.doubtful) for seen in row), key=lambda pair: pair[0][1])
        top, bottom = min(word[2] for word, _ in placed), max(word[4] for word, _ in placed)
        words = [(word[0], word[1], top, word[3], bottom) for word, _ in placed]
        doubtful.update(word for word, (_, doubt) in zip(words, placed, strict=True) if doubt)
        return line_of(words)

    def _place(self, seen: Seen) -> Word:
        x, y = (seen.x0 + seen.x1) / 2 - self.shift[0], (seen.top + seen.bottom) / 2 - self.shift[1]
        if self.tilt:
            c, s = cos(radians(self.tilt)), sin(radians(self.tilt))
            dx, dy = x - self.middle[0], y - self.middle[1]
            x, y = self.middle[0] + c * dx + s * dy, self.middle[1] - s * dx + c * dy
        half, tall = (seen.x1 - seen.x0) / 2, (seen.bottom - seen.top) / 2
        k = self.scale
        return seen.text, (x - half) * k, (y - tall) * k, (x + half) * k, (y + tall) * k


def tilt_of(image: Image) -> float:
    """The angle that levels the lines of an upright page, to a tenth of a degree; 0 where it has none.

    Lines are level where the rows of the picture differ most from one to the next.
    """
    from PIL import Image as images

    def small(side: int) -> Image:
        factor = min(1.0, side / max(image.size))
        size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
        return image.resize(size, images.Resampling.BOX)

    def contrast(picture: Image, angle: float) -> int:
        turned = picture.rotate(angle, images.Resampling.BILINEAR, fillcolor=255) if angle else picture
        rows = turned.resize((1, turned.height), images.Resampling.BOX).tobytes()
        return sum((one - other) ** 2 for one, other in pairwise(rows))

    trial, fine = small(_TRIAL), small(_FINE)
    steps = [half / 2 for half in range(round(-2 * _MOST_TILT), round(2 * _MOST_TILT) + 1)]
    rough = max(steps, key=lambda angle: (contrast(trial, angle), -abs(angle)))
    near = [round(rough + tenth / 10, 1) for tenth in range(-5, 6)]
    return max(near, key=lambda angle: (contrast(fine, angle), -abs(angle)))
