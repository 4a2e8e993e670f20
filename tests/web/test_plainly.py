"""Errors in the words of the page."""

import pytest

from clausecheck.errors import ReadingFault, UnreadableInput, UsageProblem
from clausecheck.web.plainly import said, without_options


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Print it to PDF and check that copy. --limit seconds=… allows more.", "Print it to PDF and check that copy."),
        ("Give it with --password, or save a copy without one.", ""),
        ("the picture is large (--limit pixels=… allows more)", "the picture is large"),
        ("Run clausecheck check FILE. Or wait.", "Or wait."),
        ("Install it: pip install 'clausecheck[ocr]'", "Install it: pip install 'clausecheck[ocr]'"),
        ("A dash -- and 2--3 stay.", "A dash -- and 2--3 stay."),
    ],
)
def test_a_sentence_on_options_is_left_out(text, left):
    assert without_options(text) == left


def test_a_file_is_told_with_its_name_shown_safely():
    error = UnreadableInput("\u202ec.pdf", "the file is empty", "Save it again. --limit size=… allows more.")
    assert said(error) == "<U+202E>c.pdf: the file is empty. Save it again."


def test_a_message_that_is_nothing_but_options_is_not_lost():
    assert said(UsageProblem("use --cover")) == "use --cover"


def test_a_fault_of_our_own_is_told_by_its_place_and_quotes_nothing():
    try:
        raise KeyError("text of the contract")
    except KeyError as error:
        told = said(error)
    assert "KeyError in tests.web.test_plainly, line" in told
    assert "contract)" not in told
    assert "text of" not in told
    assert "KeyError in extract.x, line 3" in said(ReadingFault("KeyError", "extract.x, line 3", "text of"))
