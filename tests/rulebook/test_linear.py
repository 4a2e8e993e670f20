"""Whatever a text holds, twice the text is twice the work."""

import random
from itertools import cycle, islice

import pytest

from clausecheck.rulebook.matcher import Matcher
from tests.rulebook.limbs import Draft, combined, contract, rule, rulebook

BOOK = rulebook(
    rule("{locum} ..20.. {must} ..40.. {not} ..40.. {pay}", id="t.chain"),
    rule("{far} ..40.. {far} ..40.. {far}", id="t.nested"),
    rule("a ..40.. a ..40.. a ..40.. b", id="t.same"),
    rule("a [a] [a] [a] [b a] a", id="t.optional"),
    rule(combined("near", "{pay}", "{not}", "{far}", within=40), id="t.near"),
    rule(combined("all", "{pay}", "{not}", "{must}"), id="t.all"),
    rule(combined("order", "{pay}", "{not}", "{pay}", within=40), id="t.order"),
    rule("{net} ..40.. {number > 3}", id="t.typed", unless="a ..40.. never"),
    rule("{kept}", id="t.except", unless_clause="b never", unless_contract="never ever"),
    must="must\nshall",
    pay="pay*\nnot ..10.. pay",
    far="pay ..40.. not\na ..40.. b",
    net=("pay\na", "not ..40.. pay"),
    kept=("a ..40.. a", "b ..40.. b"),
    **{"not": "not\nmust ..5.. not"},
)
PATTERNS = {
    "one word": ["a"],
    "two words": ["a", "b"],
    "pay not": ["pay", "not"],
    "not pay": ["not", "not", "pay", "pay"],
    "party": ["@locum", "must", "not", "pay"],
    "party without end": ["@locum", "must", "not", "a"],
    "all": ["@locum", "must", "a", "b", "pay", "not", "5", "never", "payee"],
    "nothing": ["x"],
    "far apart": ["a", *["x"] * 39, "b", *["x"] * 39],
}


def steps(words: list[str], limbs: int = 1) -> int:
    text = " ".join(words)
    has = [("number", 5.0, "5")] if "5" in words else []
    matcher = Matcher(BOOK)
    matcher.detect(contract(*[Draft(text, has=has)] * limbs))
    return matcher.steps


@pytest.mark.parametrize("name", PATTERNS)
def test_a_limb_twice_as_long_takes_twice_the_steps(name: str) -> None:
    once = steps(list(islice(cycle(PATTERNS[name]), 2000)))
    twice = steps(list(islice(cycle(PATTERNS[name]), 4000)))
    assert twice <= 2.3 * once + 100


@pytest.mark.parametrize("name", PATTERNS)
def test_twice_the_limbs_take_twice_the_steps(name: str) -> None:
    words = list(islice(cycle(PATTERNS[name]), 30))
    assert steps(words, 80) <= 2.1 * steps(words, 40) + 100


def test_words_in_any_order_take_twice_the_steps_for_twice_the_words() -> None:
    draw = random.Random(7)  # noqa: S311 - the same words every time are wanted
    words = draw.choices(PATTERNS["all"], k=4000)
    assert steps(words) <= 2.3 * steps(words[:2000]) + 100


def test_the_steps_of_a_word_are_bounded() -> None:
    for name, pattern in PATTERNS.items():
        assert steps(list(islice(cycle(pattern), 3000))) < 2000 * 3000, name
