import pytest

from clausecheck.judging.money import pounds
from tests.judging.papers import BASE, costs

OWN = "figures: {session_fee_gbp: 480, session_minutes: 240, sessions_per_month: 10}\n"


def by_name(text: str, own: str = OWN) -> dict[str, list]:
    found: dict[str, list] = {}
    for cost in costs(own, text):
        found.setdefault(cost.name, []).append(cost)
    return found


def test_each_rung_of_a_scale_costs_what_it_does_not_pay():
    text = BASE.replace("pays 100% of", "pays 75% of")
    found = by_name(text)["late-cancellation"]
    assert [(cost.amount, cost.per, cost.clause) for cost in found] == [
        (120, "a session", "3.1"),
        (240, "a session", "3.2"),
    ]
    assert found[0].working == (
        "£480 − 75% of it (£360) = £120 lost a session",
        "at most, were all 10 sessions of a month cancelled so: £120 × 10 = £1,200",
    )


def test_a_rung_that_pays_in_full_costs_nothing():
    assert [cost.amount for cost in by_name(BASE)["late-cancellation"]] == [240]


def test_free_cancelling_costs_the_fee():
    rows = [row for row in BASE.splitlines() if not row.startswith("3.")]
    text = "\n".join(rows) + "\n5. The Practice may cancel any Session without payment.\n"
    (cost,) = by_name(text)["late-cancellation"]
    assert cost.amount == 480
    assert "without payment" in cost.quote


def test_an_unpaid_hour_costs_an_hour_of_the_fee():
    text = BASE.replace(
        "Work after the finish time is paid at £100 an hour.",
        "The session fee is inclusive of any time worked after the finish time.",
    )
    (cost,) = by_name(text)["unpaid-overrun"]
    assert (cost.amount, cost.per) == (120, "an hour")
    assert cost.working == ("£480 for your session of 240 minutes: ÷ 240 × 60 = £120 an hour",)


def test_an_hour_paid_below_ones_own_costs_the_difference():
    (cost,) = by_name(BASE)["unpaid-overrun"]
    assert cost.amount == 20
    assert cost.working[-1] == "£120 − £100 = £20 an hour"
    assert "unpaid-overrun" not in by_name(BASE, "figures: {hourly_fee_gbp: 90}\n")


def test_the_length_of_the_contract_serves_where_ones_own_is_not_said():
    text = BASE.replace("£100 an hour", "£60 an hour")
    (cost,) = by_name(text, "figures: {session_fee_gbp: 500}\n")["unpaid-overrun"]
    assert cost.working[0] == "£500 for the contract's session of 250 minutes: ÷ 250 × 60 = £120 an hour"


def test_days_of_credit_are_money_standing_out():
    (cost,) = by_name(BASE.replace("within 14 days", "within 30 days"))["credit"]
    assert cost.amount == pytest.approx(480 * 10 * 12 / 365 * 30, abs=0.01)
    assert cost.working[0] == "£480 × 10 sessions × 12 months = £57,600 a year"


def test_a_fixed_sum_is_told_beside_the_fee():
    text = BASE + "5. The Locum shall pay £240 as a fixed charge for each late start.\n"
    found = by_name(text)["penalty"]
    assert [cost.amount for cost in found] == [240]
    assert found[0].working[-1] == "£240 ÷ £480 = 0.5 of your session fees"


def test_no_figures_no_costs():
    assert costs("agreed: {payment_days: 14}\n") == []


def test_never_a_word_on_whether_a_fee_is_high_or_low():
    words = " ".join(" ".join((cost.plain, *cost.working)) for cost in costs(OWN)).lower()
    assert not any(word in words for word in ("low", "high", "fair", "good", "market", "too "))


@pytest.mark.parametrize(("value", "text"), [(450, "£450"), (1234.5, "£1,234.50"), (0.005, "£0.01"), (0, "£0")])
def test_pounds_are_written_as_on_a_bill(value, text):
    assert pounds(value) == text
