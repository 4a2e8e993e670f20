"""What is drawn on a PDF page beside its text: ruling lines that make tables, and pictures."""

import ctypes
from collections.abc import Callable, Iterator
from types import SimpleNamespace

from clausecheck.extract.pdfium_calls import pdfium
from clausecheck.record import draft

__all__ = ["Drawn", "Ruling", "read_objects"]

Ruling = tuple[float, float, float, float]
"""A straight line along the page's axes: x0, top, x1, bottom."""

Matrix = tuple[float, float, float, float, float, float]

_PATH, _IMAGE, _FORM = 2, 3, 5
_MAX_OBJECTS = 20_000
"""Of a page that are looked through; more is a drawing."""
_MAX_SEGMENTS = 4_000
"""Of the paths of a page; more is a drawing, not a table."""
_OFF_AXIS = 1.0
"""Points by which a ruling may lean."""
_SHORTEST = 3.0
"""Points; shorter strokes are the ends of bars and the dots of dotted lines."""
_LINE, _MOVE = 0, 2


@draft
class Drawn:
    """The objects of one page."""

    count: int
    rulings: list[Ruling]
    picture: float
    """Area of its pictures, in square points; overlapping ones count twice."""
    pictures: int = 0
    curves: int = 0
    """Bent pieces of its paths, as far as they were looked through; letters turned into shapes have some ten each."""


def read_objects(page: int, spin: Callable[[float, float], tuple[float, float]]) -> Drawn:
    """Rulings and pictures of a page handle; `spin` maps PDF space to points from the top left corner."""
    calls = pdfium()
    count = calls.objects(page)
    drawn = Drawn(count, [], 0.0)
    left = _MAX_SEGMENTS
    objects = (calls.object_at(page, i) for i in range(min(count, _MAX_OBJECTS)))
    for thing, kind, matrix in _flat(calls, objects, (1, 0, 0, 1, 0, 0), 0):
        if kind == _IMAGE:
            drawn.pictures += 1
            edges = (ctypes.c_float * 4)()
            start = ctypes.addressof(edges)
            if calls.bounds(thing, start, start + 4, start + 8, start + 12):
                scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
                drawn.picture += abs((edges[2] - edges[0]) * (edges[3] - edges[1])) * scale
            continue
        segments = calls.segments(thing)
        left -= segments
        if left < 0:
            drawn.rulings.clear()
            break
        drawn.curves += _read_path(calls, (thing, segments, _times(_matrix(calls, thing), matrix)), spin, drawn.rulings)
    return drawn


def _flat(
    calls: SimpleNamespace, objects: Iterator[int], matrix: Matrix, depth: int
) -> Iterator[tuple[int, int, Matrix]]:
    """Paths and pictures of a page, those inside form objects too, each with the matrix of what holds it."""
    type_of = calls.type_of
    for thing in objects:
        kind = type_of(thing)
        if kind in (_PATH, _IMAGE):
            yield thing, kind, matrix
        elif kind == _FORM and depth < 3:
            count = min(calls.inner_objects(thing), _MAX_OBJECTS)
            inner = (calls.inner_at(thing, i) for i in range(count))
            yield from _flat(calls, inner, _times(_matrix(calls, thing), matrix), depth + 1)


def _matrix(calls: SimpleNamespace, thing: int) -> Matrix:
    values = (ctypes.c_float * 6)(1, 0, 0, 1, 0, 0)
    calls.matrix(thing, ctypes.addressof(values))
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _read_path(
    calls: SimpleNamespace,
    path: tuple[int, int, Matrix],
    spin: Callable[[float, float], tuple[float, float]],
    rulings: list[Ruling],
) -> int:
    """Add the straight strokes of a path that run along an axis; gives the number of its points on bent pieces."""
    thing, segments, (a, b, c, d, e, f) = path
    place = (ctypes.c_float * 2)()
    start = ctypes.addressof(place)
    opened = previous = (0.0, 0.0)
    curves = 0
    for index in range(segments):
        segment = calls.segment_at(thing, index)
        if not calls.point(segment, start, start + 4):
            continue
        x, y = place
        here = spin(a * x + c * y + e, b * x + d * y + f)
        kind = calls.segment_type(segment)
        if kind == _MOVE:
            opened = here
        elif kind == _LINE:
            _add(rulings, previous, here)
        else:
            curves += 1
        previous = here
        if calls.segment_closes(segment):
            _add(rulings, here, opened)
            previous = opened
    return curves


def _add(rulings: list[Ruling], one: tuple[float, float], other: tuple[float, float]) -> None:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(wide, high) <= _OFF_AXIS and max(wide, high) >= _SHORTEST:
        rulings.append((min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])))
