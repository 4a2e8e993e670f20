"""Terms: a contract against the model, topic by topic."""

import pytest

from clausecheck.judging.compare import Side, compare, silences, with_model
from clausecheck.judging.measures import DutyCount
from clausecheck.judging.quantities import quantities
from clausecheck.judging.standard import Standard
from clausecheck.judging.weigh import weigh
from clausecheck.report import Confidence, State, Term
from clausecheck.rulebook.model import SignalRule
from tests.judging.builders import contract, finding, rule, rulebook, signal

BOOK = rulebook()
CAP = rule("patient-cap.cap", "protective")


def side(*fired: SignalRule, **values: float) -> Side:
    c = contract(*(f"Words of {r.id}." for r in fired))
    weighed = weigh(c, [signal(c, i, r, **values) for i, r in enumerate(fired)], BOOK)
    return Side.of(weighed, quantities(c, weighed, {}))


MODEL = side(
    CAP,
    rule("payment-terms.soon", "protective"),
    rule("precedence.fair", "neutral", settles=True),
    patients_per_session=15,
).as_standard("model", DutyCount(1, 2))


def term(ours: Side, topic: str = "patient-cap", model: Standard | None = MODEL, engagement: str = "direct") -> Term:
    return next(t for t in compare(ours, model, BOOK, engagement) if t.topic == topic)


@pytest.mark.parametrize(
    ("fired", "state"),
    [
        ((rule("patient-cap.none", severity=5),), State.adverse),
        ((rule("patient-cap.none", severity=2),), State.adverse),
        ((rule("patient-cap.none", severity=5), CAP), State.adverse),
        ((rule("patient-cap.guide", severity=3), CAP), State.unclear),
        ((rule("patient-cap.hunch", severity=5, confidence=Confidence.low),), State.unclear),
        ((rule("patient-cap.mention", "neutral", settles=True),), State.met),
        ((rule("patient-cap.mention", "neutral"),), State.silent),
        ((CAP,), State.met),
        ((), State.silent),
    ],
)
def test_a_topic_stands_where_its_words_put_it(fired: tuple[SignalRule, ...], state: State) -> None:
    assert term(side(*fired)).state is state


@pytest.mark.parametrize(
    ("patients", "state", "difference"),
    [
        (18, State.weaker, "18 patients a session against the model's 15."),
        (15, State.met, "15 patients a session, as in the model."),
        (12, State.better, "12 patients a session against the model's 15."),
    ],
)
def test_a_number_is_compared_with_the_models(patients: float, state: State, difference: str) -> None:
    found = term(side(CAP, patients_per_session=patients))
    assert (found.state, found.difference) == (state, difference)


def test_silence_says_what_it_means_and_what_the_model_says() -> None:
    found = term(side())
    assert found.difference == "Nothing on patient-cap. The model says: “Words of patient-cap.cap.”"
    assert (found.contract, found.model, found.silence) == ("", "Words of patient-cap.cap.", 5)


def test_silence_does_not_matter_where_the_engagement_makes_it_usual() -> None:
    found = term(side(), engagement="agency")
    assert (found.state, found.silence) == (State.not_applicable, 0)


def test_silence_on_what_the_model_leaves_out_too_is_no_finding() -> None:
    assert term(side(), "extras").state is State.not_applicable
    assert term(side(), "extras", model=None).state is State.silent
    assert term(side(), "precedence").state is State.silent


def test_there_is_one_term_a_topic_in_the_order_of_the_rulebook() -> None:
    assert [t.topic for t in compare(side(), MODEL, BOOK, "direct")] == [t.slug for t in BOOK.topics]


def test_a_term_names_its_findings() -> None:
    ours = side(rule("patient-cap.none", severity=4))
    assert term(ours).findings == (ours.findings["patient-cap"][0].fingerprint,)
    assert term(ours).contract == "Words of patient-cap.none."


def test_silence_is_charged_where_nothing_protects_whether_or_not_something_harms() -> None:
    ours = side(rule("patient-cap.none"), rule("overrun.paid", "protective"))
    quiet = {s.topic for s in silences(ours, BOOK, "direct")}
    assert "patient-cap" in quiet
    assert "overrun" not in quiet


def test_a_finding_is_given_what_the_model_says() -> None:
    (found,) = with_model([finding("patient-cap.none")], MODEL)
    assert found.model is not None
    assert (found.model.clause, found.model.quote) == ("1.1", "Words of patient-cap.cap.")
    assert with_model([finding("extras.free")], MODEL)[0].model is None
