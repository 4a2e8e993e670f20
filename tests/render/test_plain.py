import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.render.plain import visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain £500 – “fair”, naïve, ½", "plain £500 – “fair”, naïve, ½"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\x9b31m", "a<U+009B>31m"),
        ("pay \u202eeerf\u202c", "pay <U+202E>eerf<U+202C>"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("half\ud83d", "half<U+D83D>"),
        ("bell\x07", "bell␇"),
        ("over-\u00adtime", "over-time"),
        ("  one\r\n two\tthree\u00a0four ", "one two three four"),
        ("Zoë 医生 Siân", "Zoë 医生 Siân"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_nothing_that_is_obeyed_is_left(text):
    shown = visible_lines(text)
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@given(st.text())
def test_one_line_is_one_line(text):
    assert len(visible(text).splitlines()) <= 1
