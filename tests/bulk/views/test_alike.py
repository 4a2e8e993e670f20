import pytest

from clausecheck.bulk.views.alike import clusters, skeleton, sketch
from tests.bulk.views.results import INDEMNITY


def same(one, other):
    return skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    "other",
    [
        INDEMNITY.replace("5,000", "250,000.00"),
        INDEMNITY.replace("£5,000", "£ 99"),
        INDEMNITY.upper(),
        INDEMNITY.replace(" ", "\n  "),
        INDEMNITY.replace("the Practice", "the Agency").replace("The Locum", "The Contractor"),
    ],
)
def test_sums_parties_and_layout_make_no_other_wording(other):
    assert same(INDEMNITY, other)


def test_names_and_dates_make_no_other_wording():
    one = "Until 1 May 2026 invoices go to Elm Tree Surgery Limited, not to Dr Ada Mbeki."
    other = "Until 23rd September 2027 invoices go to Otter Valley Medical Group, not to Dr John Smith."
    assert same(one, other)
    assert not same("The Locum may be charged", "The Locum # be charged")


def test_words_make_another_wording():
    assert not same(INDEMNITY, INDEMNITY.replace("however caused", "if negligent"))


def grouped(*quotes):
    return clusters([sketch(skeleton(quote)) for quote in quotes])


def test_a_few_other_words_leave_clauses_alike():
    near = INDEMNITY.replace("all losses, costs and claims", "all claims, losses and costs")
    assert grouped(INDEMNITY, near) == [0, 0]


def test_other_clauses_stay_apart():
    other = "The Practice pays each invoice within sixty days of the end of the month in which it is received."
    assert grouped(INDEMNITY, other, INDEMNITY) == [0, 1, 0]


def test_everyone_is_like_the_leader_and_not_only_like_a_neighbour():
    words = [f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200)]
    chain = [" ".join(words[at : at + 20]) for at in range(0, 160, 4)]
    leaders = grouped(*chain)
    assert len(set(leaders)) > 8
    assert all(abs(number - leader) <= 2 for number, leader in enumerate(leaders))


@pytest.mark.parametrize("quote", ["", "word", "!!!", "\ud800 \u202e", "x" * 40_000, "a b " * 20_000])
def test_odd_clauses_are_no_trouble(quote):
    assert grouped(quote, quote, INDEMNITY)[:2] in ([0, 0], [0, 1])


def test_long_clauses_are_held_side_by_side_by_the_least_of_their_pairs():
    long = " ".join(f"{a}{b}" for a in "bcdfghjklmnpqrstvwxz" for b in ("am", "em", "im", "om", "um") * 20)
    longer = " ".join(chr(97 + n % 26) + chr(97 + n // 26 % 26) + chr(97 + n // 676) + "q" for n in range(3000))
    assert grouped(longer, longer.replace("aaaq", "zzz"), long) == [0, 0, 2]
