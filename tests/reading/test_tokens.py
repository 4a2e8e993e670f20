import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.reading.tokens import tokenise, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Follow-up, as-and-when", ["follow", "up", "as", "and", "when"]),
        ("don’t can't we'll", ["don", "t", "can", "t", "we", "ll"]),
        ("“the Locum” (the ‘Doctor’)", ["the", "locum", "the", "doctor"]),
        ("Terms: one; two.", ["terms", ":", "one", ";", "two"]),
        ("£1,000.50 and £1k", ["£1,000.50", "and", "£1k"]),
        ("£ 500", ["£500"]),
        ("14.38 % or 14.38%", ["14.38%", "or", "14.38%"]),
        ("7½ minutes", ["7½", "minutes"]),
        ("5.50pm, 6.30 p.m. and 08:30", ["5.50pm", "6.30", "pm", "and", "08:30"]),
        ("15mins 4h 3rd 17J", ["15", "mins", "4", "h", "3rd", "17j"]),
        ("HM Revenue & Customs", ["hm", "revenue", "and", "customs"]),
        ("consul\u00adtation ﬁnish", ["consultation", "finish"]),
        ("within\u00a0the next\u202fweek", ["within", "the", "next", "week"]),
        ("patient(s) [12] (a) first", ["patient", "first"]),
        ("2025/26 and 3/4/2025", ["2025/26", "and", "3/4/2025"]),
    ],
)
def test_text_becomes_these_words(text, words):
    assert list(words_of(text)) == words


def test_a_word_broken_over_a_line_is_one_word():
    assert "considered" in words_of("It will be consid-\nered in due course.")


def test_a_compound_broken_at_its_hyphen_stays_two_words_where_both_occur():
    assert words_of("A long-\nstanding rule. It is long. A standing order.")[:3] == ("a", "long", "standing")


@given(st.text(max_size=200))
def test_spans_are_in_order_inside_the_text_and_as_many_as_the_words(text):
    tokens = tokenise(text)
    assert len(tokens.words) == len(tokens.spans)
    assert all(0 <= a < b <= len(text) for a, b in tokens.spans)
    assert all(left[1] <= right[0] for left, right in zip(tokens.spans, tokens.spans[1:], strict=False))
    assert all(tokens.words)


def test_lowering_does_not_move_spans():
    tokens = tokenise("İİİ Locum")
    assert tokens.text[slice(*tokens.spans[-1])] == "Locum"


def test_between_gives_the_words_that_begin_in_a_span():
    tokens = tokenise("one two three")
    first, last = tokens.between(4, 13)
    assert tokens.words[first:last] == ("two", "three")
