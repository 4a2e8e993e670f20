"""Ruling lines in a picture of a page, from which tables are known.

A ruling is dark without a gap over a length that no letter has. The picture is cut into strips of that length; a
strip's row is dark when all of it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausecheck.extract.pdf_rulings import Ruling
from clausecheck.patterns import pattern

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["rulings_of"]

_DOTS_A_POINT = 2.0
"""Of the smaller picture that is looked through: half a point is the thinnest ruling that is printed."""
_STRIP = 12
"""Dots: 6 points, longer than the stroke of any letter of the text."""
_STRIPS = 3
"""Dark strips in a row that make a ruling."""
_INK = 150
"""Grey below which a dot is ink, after thin lines lost some of theirs in making the picture smaller."""
_RUN = pattern(rb"\x00{%d,}" % _STRIPS)
_APART = 3
"""Dots within which runs on neighbouring rows are one ruling."""
_MOST = 2_000
"""Rulings of a page; more is a drawing or a dark photo."""


def rulings_of(image: Image, scale: float) -> list[Ruling]:
    """Straight lines along the axes of a level grey picture; `scale` is how many points a dot measures."""
    from PIL import Image as images

    factor = min(1.0, scale * _DOTS_A_POINT)
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    ink = image.resize(size, images.Resampling.BOX).point(_threshold)
    k = scale / factor
    across = _runs(ink)
    down = _runs(ink.transpose(images.Transpose.TRANSPOSE))
    if len(across) + len(down) > _MOST:
        return []
    rulings = [(start * k, y * k, end * k, y * k) for y, start, end in across]
    return rulings + [(x * k, start * k, x * k, end * k) for x, start, end in down]


def _threshold(grey: int) -> int:
    return 0 if grey < _INK else 255


def _runs(ink: Image) -> list[tuple[float, int, int]]:
    """Lines across: middle row, start and end, in dots."""
    from PIL import Image as images
    from PIL import ImageChops

    columns = ink.width // _STRIP
    if columns < _STRIPS:
        return []
    # Made two dots thicker, so that a line that is not quite level fills at least one row of each strip.
    for step in (1, -1):
        ink = ImageChops.darker(ink, ImageChops.offset(ink, 0, step))
    strips = ink.crop((0, 0, columns * _STRIP, ink.height)).resize((columns, ink.height), images.Resampling.BOX)
    data = strips.tobytes()
    open_runs: list[list[int]] = []
    done: list[list[int]] = []
    for y in range(ink.height):
        still: list[list[int]] = []
        for run in open_runs:
            (still if y - run[1] <= _APART else done).append(run)
        open_runs = still
        for match in _RUN.finditer(data, y * columns, (y + 1) * columns):
            start, end = match.start() - y * columns, match.end() - y * columns
            for run in open_runs:
                if run[2] <= end + 1 and start <= run[3] + 1:
                    run[1:] = [y, min(run[2], start), max(run[3], end)]
                    break
            else:
                open_runs.append([y, y, start, end])
    done += open_runs
    return [
        ((first + last) / 2, start * _STRIP, end * _STRIP)
        for first, last, start, end in sorted(done)
        if last - first <= 3 * _APART
    ]
