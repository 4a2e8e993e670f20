"""Who is said to be an employment business, and who is not."""

import pytest

from clausecheck.extract import extract_text
from clausecheck.reading import read
from clausecheck.reading.claims import Claim, claims

TRADES = ("employment business", "employment agency", "recruitment agency")
TERMS = """WORKING WITH US

{first}

1. We will send you sessions that may suit you. You may accept or decline any of them.
2. The session fee is £480 for a session of four hours, agreed before each session.
"""


def said(first: str) -> set[Claim]:
    return set(claims(read(extract_text(TERMS.format(first=first)), engagement="direct"), TRADES))


@pytest.mark.parametrize(
    "first",
    [
        "Ridgeline Locums Ltd is an employment business and these are the terms on which we find you sessions.",
        "Ridgeline Locums Ltd is an employment\nbusiness. These are our terms.",
        "We're an employment business.",
        "We are a specialist medical recruitment agency for general practice.",
        "We act as an employment business when we supply you to a surgery.",
        "In supplying you Ridgeline Locums Ltd acts solely as an employment business.",
        "We are not an employment agency but an employment business.",
        "We are not your employer and we are an employment business.",
        "Ridgeline Locums Ltd is both an employment agency and an employment business.",
        "You accept that Ridgeline Locums Ltd is an employment business.",
        "This agreement is between Ridgeline Locums Ltd, an employment business, and the doctor named below.",
        "RIDGELINE LOCUMS LTD\n\nan employment business\n\nThese are our terms.",
    ],
)
def test_a_trade_that_is_owned_to_is_affirmed(first):
    assert Claim.affirmed in said(first)


@pytest.mark.parametrize(
    "first",
    [
        "We are a website and we are not an employment business.",
        "We aren't an employment business.",
        "We are not an employment agency or employment business.",
        "We are neither an employment agency nor an employment business.",
        "Ridgeline Locums Ltd does not act as an employment business.",
        "Nothing in these terms means that we are an employment business.",
        "We are not a practice or an employment business.",
        "Neither the Practice nor Ridgeline Locums Ltd is an employment business.",
    ],
)
def test_a_denial_is_no_claim(first):
    assert said(first) == {Claim.denied}


@pytest.mark.parametrize(
    "first",
    [
        "You may work through another employment business.",
        "You are supplied to us by an employment business.",
        "If we are an employment business, we will tell you so.",
        "Any person who is an employment business must tell us.",
        "You are an employment business registered in your own name.",
        "The Practice may fill a session through the Partnership, an employment business or a bank.",
        "The Conduct of Employment Agencies and Employment Businesses Regulations 2003 do not apply.",
        "The Practice may be an employment business.",
    ],
)
def test_words_that_say_it_of_nobody_are_only_a_mention(first):
    assert said(first) == {Claim.mentioned}


def test_a_contract_without_the_words_says_nothing():
    assert said("We are a surgery.") == set()


def test_words_that_bind_nobody_do_not_count():
    heading = "EMPLOYMENT BUSINESS AND AGENCY TERMS\n\nThe Practice engages you."
    assert Claim.affirmed not in said(heading)
