import pytest

from clausecheck.extract import extract_text
from clausecheck.judging.wordings import Wordings
from clausecheck.reading import read


def wordings(text: str) -> Wordings:
    return Wordings(read(extract_text(text)))


def keys(text: str) -> list[str]:
    found = wordings(text)
    return [found.key(limb) for limb in found.limbs]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7.1 The Practice pays within 14 days.", "8.2 The Practice pays within 14 days."),
        ("The fee is subject to clause 4.2(b).", "The fee is subject to clause 12.3."),
        ("Clauses 3, 4 and 5 apply to the Locum.", "Clauses 6, 7 and 8 apply to the Locum."),
        ("The Practice pays\nwithin 14 days.", "The Practice pays within 14 days."),
    ],
)
def test_numbers_of_clauses_and_line_ends_are_no_words(one, other):
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Practice pays within 14 days.", "The Practice pays within 30 days."),
        ("8 days before, half of the fee is paid.", "9 days before, half of the fee is paid."),
        ("The Locum shall:\n(a) see walk-in patients.", "The Locum may:\n(a) see walk-in patients."),
        ("The Practice shall pay.", "The Practice shall not pay."),
    ],
)
def test_whatever_changes_the_meaning_is_a_word(one, other):
    assert keys(one) != keys(other)


def test_words_are_known_inside_a_longer_passage():
    (key,) = keys("The Locum sees twelve patients in each session.")
    assert wordings("In every week the Locum sees twelve patients in each session of the day.").holds(key.rstrip(" ."))


def test_a_few_words_in_a_row_are_not_enough():
    assert not wordings("The Practice pays the fee in full.").holds("in full")
