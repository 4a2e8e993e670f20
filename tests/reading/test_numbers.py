import pytest

from clausecheck.reading.numbers import figure, spelled


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12),
        ("1,000", 1000),
        ("4.17", 4.17),
        ("7½", 7.5),
        ("¼", 0.25),
        ("1/2", 0.5),
        ("2025/26", None),
        ("x", None),
        ("3rd", None),
    ],
)
def test_a_figure_has_this_value(word, value):
    assert figure(word) == value


@pytest.mark.parametrize(
    ("text", "value", "taken"),
    [
        ("twenty four hours", 24, 2),
        ("a hundred and fifty patients", 150, 4),
        ("ten million pounds", 10_000_000, 2),
        ("two thousand five hundred", 2500, 4),
        ("half a dozen", None, 0),
        ("a dozen each", 12, 2),
        ("three and the rest", 3, 1),
        ("the next", None, 0),
    ],
)
def test_words_spell_this_number(text, value, taken):
    read = spelled(text.split(), 0)
    assert (read is None) if value is None else (read == (value, taken))
