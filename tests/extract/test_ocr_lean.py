"""Photos taken at an angle are straightened, flat pages left alone."""

import pytest

from clausecheck.extract.ocr_lean import lean_of, straightened, unstraightened
from clausecheck.extract.pdf_layout import line_of

HEIGHT = 842.0


def page(share, growth, starts=(72.0, 320.0), rows=40):
    """Lines of columns as a picture shows them whose sides lean so."""
    lines = []
    for row in range(rows):
        top = 60 + row * 18.0
        y = (2 * top + 12 - HEIGHT) / 2
        for start in starts:
            x = (start + (7 * row) % 3 - share * y) / (1 + growth * y)
            lines.append(line_of([("one", x, top, x + 20, top + 12), ("two", x + 25, top, x + 45, top + 12)]))
    return lines


@pytest.mark.parametrize(("share", "growth"), [(0.08, 0.0), (-0.06, 0.0), (0.08, -0.0002), (-0.1, 0.0001)])
def test_columns_that_lean_stand_upright_afterwards(share, growth):
    lines = page(share, growth)
    lean = lean_of(lines, HEIGHT)
    starts = [straightened(line, lean, HEIGHT).x0 for line in lines]
    left, right = starts[::2], starts[1::2]
    assert max(left) - min(left) < 10
    assert max(right) - min(right) < 10


def test_a_flat_page_is_left_as_it_is():
    assert lean_of(page(0.0, 0.0), HEIGHT) == (0.0, 0.0)


def test_few_lines_tell_nothing():
    assert lean_of(page(0.1, 0.0, rows=5), HEIGHT) == (0.0, 0.0)


def test_a_straightened_word_finds_its_way_back():
    lean = (0.08, -0.0002)
    for line in page(*lean):
        word, moved = line.words[0], straightened(line, lean, HEIGHT).words[0]
        middle = (moved[2] + moved[4]) / 2
        assert unstraightened(moved[1], middle, lean, HEIGHT) == pytest.approx(word[1])
