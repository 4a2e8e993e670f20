"""The phrase language, read."""

import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.rulebook.phrases import PhraseError, concepts_of, parse


def w(*words: str, stems: tuple[str, ...] = (), optional: bool = False) -> tuple[object, ...]:
    return ("w", words, stems, optional)


@pytest.mark.parametrize(
    ("text", "sequences"),
    [
        ("without pay", [(w("without"), w("pay"))]),
        ("Without PAY", [(w("without"), w("pay"))]),
        ("overrun*", [(w(stems=("overrun",)),)]),
        ("(a|b) c", [(w("a", "b"), w("c"))]),
        ("(a|run*) c", [(w("a", stems=("run",)), w("c"))]),
        ("(a|b c|d) e", [(("a", ((w("a", "d"),), (w("b"), w("c"))), False), w("e"))]),
        ("a [b|c] d", [(w("a"), w("b", "c", optional=True), w("d"))]),
        ("a [b c] d", [(w("a"), ("a", ((w("b"), w("c")),), True), w("d"))]),
        ("a [b ... c] d", [(w("a"), w("b"), ("g", 8), w("c"), w("d")), (w("a"), w("d"))]),
        ("(a b) c", [(w("a"), w("b"), w("c"))]),
        ("(a|[b]) c", [(w("a", "b", optional=True), w("c"))]),
        ("({x}|a|b c) d", [(("a", ((w("a"),), (w("b"), w("c"))), False), w("d")), (("r", "x"), w("d"))]),
        ("a ... b", [(w("a"), ("g", 8), w("b"))]),
        ("a ..12.. b", [(w("a"), ("g", 12), w("b"))]),
        ("a ... ..4.. b", [(w("a"), ("g", 12), w("b"))]),
        ("{Must  Not} pay", [(("r", "must not"), w("pay"))]),
        ("{locum’s} pay", [(("r", "locum's"), w("pay"))]),
        ("{must not} ..4.. {cancel}", [(("r", "must not"), ("g", 4), ("r", "cancel"))]),
        ("({money}|fee)", [(w("fee"),), (("t", "money", None, None, "()"),)]),
        ("follow-up", [(w("follow"), w("up"))]),
        ("don’t pay", [(w("don"), w("t"), w("pay"))]),
        ("in turn, pay.", [(w("in"), w("turn"), w("pay"))]),
        ("pay; nothing", [(w("pay"), w(";"), w("nothing"))]),
        ("@other* pays", [(w(stems=("@other",)), w("pays"))]),
        ("cost to @other", [(w("cost"), w("to"), w("@other"))]),
        ("£500 14.38% 5.50pm", [(w("£500"), w("14.38%"), w("5.50pm"))]),
        ("[a] b", [(w("a", optional=True), w("b"))]),
        ("((a|b)|c d)", [(("a", ((w("a", "b"),), (w("c"), w("d"))), False),)]),
    ],
)
def test_a_phrase_becomes_sequences(text: str, sequences: list[object]) -> None:
    assert list(parse(text).sequences) == sequences


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("{number}", ("t", "number", None, None, "()")),
        ("{number > 18}", ("t", "number", 18.0, None, "()")),
        ("{number >= 18}", ("t", "number", 18.0, None, "[)")),
        ("{number < 8}", ("t", "number", None, 8.0, "()")),
        ("{number <= 8}", ("t", "number", None, 8.0, "(]")),
        ("{number = 8}", ("t", "number", 8.0, 8.0, "[]")),
        ("{number 19..80}", ("t", "number", 19.0, 80.0, "[]")),
        ("{number>18}", ("t", "number", 18.0, None, "()")),
        ("{duration > 30 days}", ("t", "duration", 43200.0, None, "()")),
        ("{duration <= 2 weeks}", ("t", "duration", None, 20160.0, "(]")),
        ("{duration = 1 month}", ("t", "duration", 43830.0, 43830.0, "[]")),
        ("{duration 12..48 hours}", ("t", "duration", 720.0, 2880.0, "[]")),
        ("{duration < 5 working days}", ("t", "duration", None, 7200.0, "()")),
        ("{money > £1,000}", ("t", "money", 1000.0, None, "()")),
        ("{money 10.50..20}", ("t", "money", 10.5, 20.0, "[]")),
        ("{percent < 8}", ("t", "percent", None, 8.0, "()")),
        ("{percent < 14.38%}", ("t", "percent", None, 14.38, "()")),
        ("{time > 6.30pm}", ("t", "time", 1110.0, None, "()")),
        ("{time <= 18:30}", ("t", "time", None, 1110.0, "(]")),
        ("{time < 12 am}", ("t", "time", None, 0.0, "()")),
        ("{distance > 10 miles}", ("t", "distance", 10.0, None, "()")),
    ],
)
def test_a_typed_reference_holds_its_bounds_in_base_units(text: str, item: object) -> None:
    assert parse(text).sequences == ((item,),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("...", "at least one word"),
        ("[pay]", "at least one word"),
        ("(pay|[fee])", "at least one word"),
        ("pay ...", "begin or end with a gap"),
        ("... pay", "begin or end with a gap"),
        ("pay ... [fee]", "begin or end with a gap"),
        ("([... fee] pay|x)", "begin or end with a gap"),
        ("a ..41.. b", "40 is the most"),
        ("a ..4 b", "a gap stands alone"),
        ("(pay|)", "an alternative is empty"),
        ("pay ()", "an alternative is empty"),
        ("(pay", "not closed"),
        ("[pay)", "not closed"),
        ("pay)", "closes nothing"),
        ("pay|fee", "outside brackets"),
        ("ov*", "3 letters"),
        ("o*verrun", "only end a word"),
        ("{duration > 30}", "needs a unit"),
        ("{duration > 30 moons}", "needs a unit"),
        ("{duration 30 days}", "a comparison is"),
        ("{number > many}", "no number"),
        ("{number > 3 patients}", "no unit of number"),
        ("{number 9..2}", "more than"),
        ("{time > 25:00}", "no time of day"),
        ("{time > 13pm}", "no time of day"),
        ("{fee > 3}", "can be compared"),
        ("{}", "names no concept"),
        ("{a b", "cannot be read"),
        ("{Pay!}", "no name of a concept"),
        ("@practice pays", "no party"),
        ("pay £", "no word"),
        (" ".join(["({a}|{b})"] * 9), "400 forms"),
        ("(" * 30 + "a" + ")" * 30, "too deep"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message.replace("(", r"\(")):
        parse(text)


def test_the_concepts_of_a_phrase_are_named_without_parties_and_quantities() -> None:
    found = parse("{locum} ..3.. {pay for} [{cover cost}] {money > 5} {time}")
    assert found.concepts == ("cover cost", "pay for")
    assert found.typed == ("money > 5", "time")
    assert concepts_of(found.sequences) == found.concepts


def test_sequences_survive_marshal() -> None:
    found = parse("a [b] (c d|every*) ... {x y} {duration > 3 days}").sequences
    assert marshal.loads(marshal.dumps(found)) == found  # noqa: S302 - our own bytes


@given(st.text(alphabet="ab {}()[]|.*3<>=@-';:£", max_size=40))
def test_any_text_is_read_or_refused_with_a_message(text: str) -> None:
    try:
        assert parse(text).sequences
    except PhraseError as fault:
        message = str(fault)
    else:
        return
    assert message
