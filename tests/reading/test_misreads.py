"""What OCR misread is mended for the rules, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.reading.misreads import Vocabulary, mend
from clausecheck.reading.tokens import tokenise
from clausecheck.reading.wordlist import word_set

WANTED = word_set(
    "indemnify indemnity cancellation agreement must will minutes session time clinic patient patients shall the if "
    "contact contract hours time pay fee case"
)
VOCABULARY = Vocabulary(WANTED, ["ease", "witness", "formal"], lambda word: word in ("country", "fitness"))


def words(text, doubtful=None):
    """The words of a text that is doubtful throughout, or in the pieces named."""
    spans = [(0, len(text))] if doubtful is None else [(text.index(p), text.index(p) + len(p)) for p in doubtful]
    mended = mend(tokenise(text), spans, VOCABULARY)
    for word, (start, end) in zip(mended.words, mended.spans, strict=True):
        assert start < end, word
    assert mended.text == text
    assert list(mended.starts) == [start for start, _ in mended.spans]
    return " ".join(mended.words)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("shall lndemnify", "shall indemnify"),
        ("cance1lation", "cancellation"),
        ("agreernent", "agreement"),
        ("rnust", "must"),
        ("wi11", "will"),
        ("thc", "the"),
        ("minutcs", "minutes"),
        ("mimutes", "minutes"),
        ("patieuts", "patients"),
        ("lf", "if"),
    ],
)
def test_a_misread_word_is_what_it_must_have_been(read, meant):
    assert words(read) == meant


@pytest.mark.parametrize(
    "read",
    [
        "country",  # known, though not to the rules
        "witness",
        "patientx",  # patient or patients
        "easc",  # ease or case
        "Tallentire",
        "patie",
        "sessions",
        "xlndemnifyx",
    ],
)
def test_a_word_that_is_known_or_could_be_several_stays(read):
    assert words(read) == read.lower()


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1O minute", "10 minute"),
        ("lO minutes", "10 minutes"),
        ("£1OO", "£100"),
        ("£l,5OO.OO", "£1,500.00"),
        ("3O%", "30%"),
        ("at l8:3O", "at 18:30"),
        ("2l days", "21 days"),
        ("£S0", "£50"),
        ("1O.2", "10.2"),
        ("2O1", "201"),
    ],
)
def test_letters_in_figures_are_figures(read, meant):
    assert words(read) == meant


@pytest.mark.parametrize("read", ["SO1 5AB", "S75", "GP2GP", "ISO", "1l of saline", "O2", "B12", "look", "lost", "so"])
def test_codes_and_words_are_no_figures(read):
    assert words(read) == words(read, []) == " ".join(tokenise(read).words)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Lam glad", "i am glad"),
        ("and 1 will pay", "and i will pay"),
        ("l shall", "i shall"),
        ("Llook at", "i look at"),
        ("If [need it", "if i need it"),
    ],
)
def test_the_word_i_is_found_again(read, meant):
    assert words(read) == meant


@pytest.mark.parametrize("read", ["1 session", "1 Will the Locum", "clause 1 shall [see note] apply", "10 will"])
def test_a_figure_is_not_taken_for_the_word_i(read):
    assert "i" not in words(read, [read[:4]]).split()


def test_words_that_ocr_was_sure_of_are_left_alone():
    text = "shall lndemnify and 1O minutes"
    assert words(text, []) == "shall lndemnify and 1o minutes"
    assert words(text, ["lndemnify"]) == "shall indemnify and 1o minutes"


def test_a_mended_figure_covers_all_that_was_read_of_it():
    text = "a fee of £1OO for"
    mended = mend(tokenise(text), [(0, len(text))], VOCABULARY)
    start, end = mended.spans[mended.words.index("£100")]
    assert text[start:end] == "£1OO"


@given(st.text(alphabet="lI1O0oS5£ .,:/|[]rnmc\n", max_size=60), st.integers(0, 30), st.integers(0, 30))
def test_whatever_was_read_words_stand_in_order_and_within_the_text(text, start, length):
    mended = mend(tokenise(text), [(start, start + length + 1)], VOCABULARY)
    assert len(mended.words) == len(mended.spans) == len(mended.starts)
    assert all(0 <= a <= b <= len(text) for a, b in mended.spans)
    assert sorted(mended.starts) == list(mended.starts)
    assert all(mended.words)
