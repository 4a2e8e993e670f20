import pytest

from clausecheck.render.wording import STATES, axis_title, counted, read_line
from clausecheck.report import State


@pytest.mark.parametrize(("count", "words"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (12345, "12,345 pages")])
def test_things_are_counted(count, words):
    assert counted(count, "page") == words


def test_every_state_has_a_word():
    assert set(STATES) == set(State)


def test_axes_and_dates_read_as_sentences():
    assert axis_title("workload") == "Workload"
    assert read_line("2026-11-02") == "Law and guidance as read on 2026-11-02."
