"""Words become strips of a line, and strips find their place in a page's own space."""

import pytest

from clausecheck.document import Box, Coverage, Document
from clausecheck.mark.pdf_places import Frame, Strip, strips


def document(*boxes):
    return Document("c.pdf", "pdf", "", "x" * 100, (), Coverage(), boxes=boxes)


def test_words_of_one_line_are_one_strip():
    found = strips(document(Box(0, 3, 1, 10, 50, 30, 62), Box(4, 9, 1, 33, 49, 60, 62)), 0, 9)
    assert found == (Strip(1, 10, 49, 60, 62),)


@pytest.mark.parametrize(
    "second",
    [
        Box(4, 9, 1, 10, 64, 60, 76),  # the next line
        Box(4, 9, 1, 120, 50, 160, 62),  # the next cell
        Box(4, 9, 2, 33, 50, 60, 62),  # the next page
        Box(4, 9, 1, 33, 20, 60, 32),  # the next column
    ],
)
def test_words_that_do_not_stand_side_by_side_are_strips_of_their_own(second):
    assert len(strips(document(Box(0, 3, 1, 10, 50, 30, 62), second), 0, 9)) == 2


def test_only_words_of_the_passage_count():
    boxes = [Box(4 * i, 4 * i + 3, 1, 30 * i, 50, 30 * i + 28, 62) for i in range(5)]
    assert strips(document(*boxes), 4, 11) == (Strip(1, 30, 50, 88, 62),)
    assert strips(document(*boxes), 3, 4) == ()


@pytest.mark.parametrize(
    ("turn", "size", "corner"),
    [(0, (400, 600), (12, 618)), (1, (600, 400), (11, 22)), (2, (400, 600), (408, 21)), (3, (600, 400), (409, 618))],
)
def test_a_point_of_the_page_as_shown_is_found_in_its_own_space(turn, size, corner):
    frame = Frame(10, 20, 410, 620, turn)
    assert (frame.width, frame.height) == size
    # Two points right and one or two down from the top left corner as it is shown.
    assert frame.point(2, {0: 2, 1: 1, 2: 1, 3: 1}[turn]) == corner
