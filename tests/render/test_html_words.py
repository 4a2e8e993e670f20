import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.render.html_words import differing


def marked(one: str, other: str) -> tuple[list[str], list[str]] | None:
    both = differing(one, other)
    return both and tuple([run.text for run in runs if run.differs] for runs in both)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Invoices are paid in 60 days", "Invoices are paid in 14 days", (["60"], ["14"])),
        ("Invoices are paid in 14 days.", "INVOICES are paid, in 14 days", ([], [])),
        ("The fee is £480 an hour", "The fee is £48.50 an hour", (["£480"], ["£48.50"])),
        ("You pay all costs of parking", "They pay parking", (["You", "all costs of"], ["They"])),
        ("The Practice may end it", "Nobody gives an indemnity", None),
        ("of the and to", "of the and to", None),
        ("", "Some words", None),
        ("— … —", "Some words", None),
    ],
)
def test_words_that_differ_are_told_apart(one, other, expected):
    assert marked(one, other) == expected


def test_a_lone_linking_word_is_not_in_common():
    assert marked("Fees paid late of one cause", "Fees paid soon of two kinds") == (
        ["late of one cause"],
        ["soon of two kinds"],
    )


def test_wordings_too_long_to_compare_are_left():
    assert differing("word " * 401, "word " * 401) is None


@given(st.text(alphabet="ab £1.,'\n", max_size=60), st.text(alphabet="ab £1.,'\n", max_size=60))
def test_the_runs_are_the_whole_wording(one, other):
    both = differing(one, other)
    if both is not None:
        assert tuple("".join(run.text for run in runs) for runs in both) == (one, other)
