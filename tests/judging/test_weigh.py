"""Signals into findings and protections."""

import pytest

from clausecheck.judging.weigh import weigh
from clausecheck.report import Confidence
from tests.judging.builders import contract, effect, rule, rulebook, signal

BOOK = rulebook()


def test_a_finding_quotes_the_contract_and_advises_from_the_topic() -> None:
    c = contract("Be there.", "Overruns are unpaid.")
    (finding,) = weigh(c, [signal(c, 1, rule("overrun.unpaid", severity=4))], BOOK).findings
    assert (finding.topic, finding.axis, finding.severity, finding.clause) == ("overrun", "workload", 4, "2.1")
    assert finding.quote == "Overruns are unpaid." == c.document.text[finding.start : finding.end]
    assert (finding.why, finding.ask, finding.basis) == ("Why overrun matters.", "Ask for overrun.", "guidance")
    assert finding.sources[0].key == "B1"


@pytest.mark.parametrize(
    ("plain", "values", "told"),
    [
        ("Paid after {payment_days} days.", {"payment_days": 60}, "Paid after 60 days."),
        ("A charge of £{penalty_gbp}.", {"penalty_gbp": 12500}, "A charge of £12,500."),
        ("Only {pension_employer_percent}%.", {"pension_employer_percent": 14.38}, "Only 14.38%."),
        ("A charge of £{penalty_gbp} is due.", {}, "A charge of the stated is due."),
    ],
)
def test_plain_words_hold_the_numbers(plain: str, values: dict[str, float], told: str) -> None:
    c = contract("Words.")
    (finding,) = weigh(c, [signal(c, 0, rule("overrun.x", plain=plain), **values)], BOOK).findings
    assert finding.plain == told


def test_findings_stand_worst_first_then_as_in_the_text() -> None:
    c = contract("One.", "Two.", "Three.", "Four.")
    fired = [
        signal(c, 0, rule("overrun.a", severity=2)),
        signal(c, 1, rule("extras.a", severity=4, confidence=Confidence.medium)),
        signal(c, 2, rule("finish-time.a", severity=4)),
        signal(c, 3, rule("patient-cap.a", severity=4)),
    ]
    found = weigh(c, list(reversed(fired)), BOOK).findings
    assert [f.topic for f in found] == ["finish-time", "patient-cap", "extras", "overrun"]


def test_one_limb_gives_one_finding_a_topic_the_most_severe() -> None:
    c = contract("Overruns are unpaid and unlimited.")
    mild = signal(c, 0, rule("overrun.included", severity=3))
    grave = signal(c, 0, rule("overrun.unpaid", severity=5))
    (finding,) = weigh(c, [mild, grave], BOOK).findings
    assert (finding.rule, finding.severity) == ("overrun.unpaid", 5)


def test_a_hunch_does_not_hide_a_sure_finding() -> None:
    c = contract("Overruns are unpaid.")
    sure = signal(c, 0, rule("overrun.included", severity=3))
    hunch = signal(c, 0, rule("overrun.hunch", severity=5, confidence=Confidence.low))
    (finding,) = weigh(c, [hunch, sure], BOOK).findings
    assert (finding.rule, finding.severity) == ("overrun.included", 3)


def test_further_topics_of_the_same_words_are_findings_of_their_own() -> None:
    c = contract("You stay until all is done.")
    found = weigh(c, [signal(c, 0, rule("finish-time.open", also=("overrun",)))], BOOK).findings
    assert [(f.topic, f.rule) for f in found] == [("finish-time", "finish-time.open"), ("overrun", "finish-time.open")]
    assert found[0].fingerprint != found[1].fingerprint


def test_the_rule_of_a_topic_speaks_before_one_that_touches_it_with_the_severity_of_the_worst() -> None:
    c = contract("You stay unpaid until all is done.")
    own = signal(c, 0, rule("overrun.unpaid", severity=3))
    touching = signal(c, 0, rule("finish-time.open", severity=5, also=("overrun",)))
    found = {f.topic: f for f in weigh(c, [own, touching], BOOK).findings}
    assert (found["overrun"].rule, found["overrun"].severity) == ("overrun.unpaid", 5)


def test_words_that_hurt_and_help_on_one_topic_are_no_protection() -> None:
    c = contract("Overruns are paid at £80 an hour if two partners sign first.")
    fired = [signal(c, 0, rule("overrun.approval")), signal(c, 0, rule("overrun.paid", "protective"))]
    weighed = weigh(c, fired, BOOK)
    assert len(weighed.findings) == 1
    assert weighed.protections == ()


def test_a_withdrawn_protection_is_told_beside_the_harm() -> None:
    c = contract("A maximum of 15 patients.", "The schedule does not bind.")
    void = rule(
        "precedence.void", effects=(effect("withdraw", "patient-cap:protective", say="the schedule does not bind"),)
    )
    weighed = weigh(c, [signal(c, 0, rule("patient-cap.cap", "protective")), signal(c, 1, void)], BOOK)
    assert weighed.protections == ()
    assert [s.rule.id for s in weighed.withdrawn] == ["patient-cap.cap"]
    assert weighed.findings[0].effects == (
        "sets aside clause 1.1 (“A maximum of 15 patients.”): the schedule does not bind",
    )


def test_neutral_words_settle_a_topic_and_find_nothing() -> None:
    c = contract("Overruns are discussed.")
    weighed = weigh(c, [signal(c, 0, rule("overrun.mention", "neutral", settles=True))], BOOK)
    assert (weighed.findings, weighed.protections, weighed.settled) == ((), (), ("overrun",))


def test_equal_words_in_two_places_have_two_fingerprints() -> None:
    c = contract("Overruns are unpaid.", "Overruns are unpaid.")
    unpaid = rule("overrun.unpaid")
    first, second = weigh(c, [signal(c, 0, unpaid), signal(c, 1, unpaid)], BOOK).findings
    assert first.fingerprint != second.fingerprint
    (alone,) = weigh(c, [signal(c, 0, unpaid)], BOOK).findings
    assert alone.fingerprint == first.fingerprint
