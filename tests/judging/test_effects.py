"""What clauses do to one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.judging.compare import Side, silences
from clausecheck.judging.effects import resolve
from clausecheck.judging.grade import grade
from clausecheck.judging.weigh import weigh
from clausecheck.rulebook.model import Signal
from tests.judging.builders import contract, effect, real_grading, rule, rulebook, signal

CAP = rule("patient-cap.cap", "protective")
NO_CAP = rule("patient-cap.none", severity=5)


def live(*fired: Signal, of=None) -> tuple[bool, ...]:
    return resolve(of, fired).live


def test_a_clause_that_prevails_takes_a_protection_away() -> None:
    void = rule("precedence.void", severity=4, effects=(effect("withdraw", "patient-cap:protective"),))
    c = contract("A maximum of 15 patients.", "Schedule 1 does not bind.")
    assert live(signal(c, 0, CAP), signal(c, 1, void), of=c) == (False, True)


def test_a_protection_takes_a_harm_away() -> None:
    cap = rule("patient-cap.cap", "protective", effects=(effect("withdraw", "patient-cap.none"),))
    c = contract("No limit applies.", "But never more than 15.")
    assert live(signal(c, 0, NO_CAP), signal(c, 1, cap), of=c) == (False, True)


def test_a_harm_that_a_protection_withdrew_withdraws_nothing() -> None:
    void = rule("precedence.void", effects=(effect("withdraw", "patient-cap:protective"),))
    prevails = rule("precedence.schedule", "protective", effects=(effect("withdraw", "precedence.void"),))
    c = contract("A maximum of 15 patients.", "Schedule 1 does not bind.", "Schedule 1 prevails.")
    assert live(signal(c, 0, CAP), signal(c, 1, void), signal(c, 2, prevails), of=c) == (True, False, True)


def test_when_two_withdraw_each_other_the_harm_stands() -> None:
    harm = rule("overrun.unpaid", effects=(effect("withdraw", "overrun:protective"),))
    help_ = rule("overrun.paid", "protective", effects=(effect("withdraw", "overrun:adverse"),))
    c = contract("Overruns are unpaid.", "Overruns are paid.")
    assert live(signal(c, 0, harm), signal(c, 1, help_), of=c) == (True, False)


def test_a_signal_never_acts_on_itself() -> None:
    neutral = rule("overrun.mention", "neutral", effects=(effect("withdraw", "overrun.mention"),))
    c = contract("Overruns.")
    assert live(signal(c, 0, neutral), of=c) == (True,)


@pytest.mark.parametrize(
    ("scope", "reached"),
    [("limb", (True, False, False)), ("clause", (True, True, False)), ("contract", (True, True, True))],
)
def test_an_effect_reaches_as_far_as_its_scope(scope: str, reached: tuple[bool, ...]) -> None:
    fair = rule("overrun.fair", "neutral", effects=(effect("withdraw", "overrun.unpaid", scope=scope),))
    unpaid = rule("overrun.unpaid")
    c = contract("One.", "Two.", "Three.", clauses=(1, 1, 2))
    fired = [signal(c, 0, fair), *(signal(c, i, unpaid) for i in range(3))]
    assert resolve(c, fired).live[1:] == tuple(not r for r in reached)


@pytest.mark.parametrize(
    ("stance", "kind", "severity"),
    [
        ("protective", "soften", 3),
        ("neutral", "soften", 3),
        ("adverse", "harden", 5),
        ("neutral", "harden", 5),
        ("adverse", "soften", 4),
        ("protective", "harden", 4),
    ],
)
def test_a_harm_never_softens_and_a_protection_never_hardens(stance: str, kind: str, severity: int) -> None:
    other = rule("extras.other", stance, effects=(effect(kind, "overrun.unpaid"),))
    c = contract("Overruns are unpaid.", "Something else.")
    fired = [signal(c, 0, rule("overrun.unpaid", severity=4)), signal(c, 1, other)]
    assert resolve(c, fired).severities[0] == severity


def test_both_ends_of_an_effect_say_so() -> None:
    approval = rule(
        "overrun.approval", "neutral", effects=(effect("soften", "overrun.unpaid", say="…unless agreed on the day"),)
    )
    c = contract("Overruns are unpaid.", "Overruns may be agreed.")
    notes = resolve(c, [signal(c, 0, rule("overrun.unpaid")), signal(c, 1, approval)]).notes
    assert notes == (
        ("clause 2.1: unless agreed on the day",),
        ("softens clause 1.1 (“Overruns are unpaid.”): unless agreed on the day",),
    )


def test_a_clause_that_acts_on_many_names_the_first() -> None:
    void = rule("precedence.void", effects=(effect("withdraw", "patient-cap:protective"),))
    c = contract("The schedule does not bind.", *(f"A maximum of {n} patients." for n in range(8)))
    fired = [signal(c, 0, void), *(signal(c, n, CAP) for n in range(1, 9))]
    notes = resolve(c, fired).notes[0]
    assert len(notes) == 6
    assert notes[-1] == "and 3 more"


NAMES = [f"{topic}.{name}" for topic in ("overrun", "extras", "patient-cap", "precedence") for name in "abc"]
STANCES = ["adverse", "protective", "neutral"]
some_rules = st.fixed_dictionaries(
    {
        name: st.builds(
            lambda stance, severity, effects, name=name: rule(name, stance, severity, effects=tuple(effects)),
            st.sampled_from(STANCES),
            st.integers(1, 5),
            st.lists(
                st.builds(
                    lambda kind, on, scope: effect(kind, on, scope=scope),
                    st.sampled_from(["withdraw", "soften", "harden"]),
                    st.sampled_from([*NAMES, *(f"{n.partition('.')[0]}:{s}" for n in NAMES for s in STANCES)]),
                    st.sampled_from(["clause", "contract"]),
                ),
                max_size=2,
            ),
        )
        for name in NAMES
    }
)
some_places = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(NAMES)), max_size=10, unique=True)
CONTRACT = contract("One.", "Two.", "Three.", "Four.", "Five.", "Six.", clauses=(1, 1, 2, 2, 3, 3))
AXES = ("workload", "control")
GRADING = real_grading()
BOOK = rulebook()


def letters(fired: list[Signal]) -> list[str]:
    weighed = weigh(CONTRACT, fired, BOOK)
    quiet = silences(Side.of(weighed, ()), BOOK, "direct")
    given_grade = grade(weighed.findings, quiet, AXES, GRADING)
    return [given_grade.letter, *(axis.letter for axis in given_grade.axes)]


@given(some_rules, some_places, st.integers(0, 5), st.sampled_from(NAMES))
def test_one_more_clause_moves_the_grade_only_its_own_way(rules, places, limb: int, name: str) -> None:
    fired = [signal(CONTRACT, at, rules[which]) for at, which in places]
    stance = str(rules[name].stance)
    if stance == "neutral" or (limb, name) in places:
        return
    before = letters(fired)
    after = letters([*fired, signal(CONTRACT, limb, rules[name])])
    pairs = list(zip(before, after, strict=True))
    assert all(b <= a for b, a in pairs) if stance == "adverse" else all(a <= b for b, a in pairs)
