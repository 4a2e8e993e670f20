import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.reading import read, read_example
from clausecheck.reading.contract import BREAK
from tests.growth import grows_in_step

TEXT = (
    "1. Overruns\n\n1.1 The Locum shall stay until every patient has been seen. No extra fee is payable.\n\n"
    "2. Fees\n\n2.1 The Practice shall pay the Locum £340 within thirty (30) days.\n"
)


def test_heading_and_own_words_stand_apart():
    limb = read_example("No sum is payable.", under="Overruns").limbs[-1]
    assert limb.words == ("overruns", BREAK, "no", "sum", "is", "payable")
    assert limb.own == 2


def test_quantities_point_at_their_words():
    contract = read_example(TEXT)
    limb = next(limb for limb in contract.limbs if "£340" in limb.words)
    for quantity in limb.quantities:
        assert limb.spans[quantity.first][0] == quantity.start
        assert limb.spans[quantity.last - 1][1] == quantity.end


@given(st.sampled_from(TEXT.split("\n\n")), st.text(max_size=80))
def test_every_span_lies_in_the_text(known, noise):
    contract = read_example(known + "\n\n" + noise)
    length = len(contract.document.text)
    for limb in contract.limbs:
        assert len(limb.words) == len(limb.spans)
        assert 0 <= limb.start <= limb.end <= length
        for word, (start, end) in zip(limb.words, limb.spans, strict=True):
            assert (start, end) == (-1, -1) if word == BREAK else 0 <= start <= end <= length


def test_what_is_given_is_not_guessed():
    document = read_example(TEXT).document
    contract = read(document, engagement="agency", nation="wales", author="locum")
    assert (contract.engagement, contract.nation, contract.author) == ("agency", "wales", "locum")


def test_reading_twice_gives_the_same():
    document = read_example(TEXT).document
    assert read(document) == read(document)


def test_time_grows_with_the_text_and_no_faster():
    def work(times):
        document = read_example(TEXT * times).document
        return lambda: read(document)

    assert grows_in_step(work, 80, 320, 9)


@pytest.mark.parametrize(
    "unit",
    [
        '"a" ',
        '"a" and ',
        '("a") ',
        "‘a’ ",
        "* ",
        "- ",
        "|",
        "| a ",
        "> a\n",
        ". ",
        "7",
        "1 hour and ",
        "\t",
        "\n",
        "I me my ",
        "I please ",
        "Q: Is it I?\n",
        "in error ",
        "this message is ",
        "The Locum the Practice ",
    ],
)
def test_no_text_takes_much_longer_than_its_length_says(unit):
    def work(size):
        document = read_example("x " + unit * (size // len(unit))).document
        return lambda: read(document)

    assert grows_in_step(work, 6_000, 24_000, 9)
