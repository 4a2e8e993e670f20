"""What clauses cost in pounds by the locum's own figures: arithmetic shown step by step, no opinion on any fee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.paper import Paper, Words
from clausecheck.judging.places import number_text
from clausecheck.report import Confidence, Cost, Finding, Ladder, QuantityFound

__all__ = ["costs", "pounds"]

_CANCELLATION = "cancellation-by-practice"
_DAYS_A_YEAR, _MONTHS_A_YEAR = 365, 12
_FIXED_SUMS = ("penalties", "fees-charged-to-locum", "cancellation-by-locum", "lateness", "direct-engagement")
"""Topics on which a clause may charge the locum a sum."""
_HOURLY = (("overrun_gbp_per_hour", "your rate after the finish"), ("hourly_fee_gbp", "your hourly fee"))

Figures = Mapping[str, float]


def costs(figures: Figures, paper: Paper) -> tuple[Cost, ...]:
    """Costs of the clauses that cost money; `figures` by the names a deal sheet gives them, none makes none."""
    if not figures:
        return ()
    found = [*_cancellation(figures, paper), *_overrun(figures, paper), *_paperwork(figures, paper)]
    return (*found, *_credit(figures, paper), *_penalties(figures, paper))


def pounds(value: float) -> str:
    """`£450`, `£1,234.50`."""
    value = round(value + 1e-9, 2)
    return f"£{value:,.0f}" if value == int(value) else f"£{value:,.2f}"


# ---- late cancellation


def _cancellation(figures: Figures, paper: Paper) -> Iterator[Cost]:
    """What a session that the practice cancels costs you, rung by rung."""
    fee = figures.get("session_fee_gbp")
    if not fee:
        return
    ladder = paper.ladder(_CANCELLATION)
    if ladder is not None:
        yield from _by_ladder(fee, ladder, figures, paper)
    for harm in paper.serious((_CANCELLATION,)):
        sure = harm.confidence is Confidence.high
        if ladder is not None and (not sure or paper.on_ladder(Words.of(harm), ladder)):
            continue
        hours = dict(harm.values).get("cancellation_free_hours")
        notice = "" if hours is None else f" on {number_text(hours)} hours' notice"
        plain = f"A session that may be cancelled free{notice}, as this clause is read."
        yield _cost("late-cancellation", (fee, "a session"), plain, _lost(fee, 0, figures), (harm, paper))
        return


def _by_ladder(fee: float, ladder: Ladder, figures: Figures, paper: Paper) -> Iterator[Cost]:
    shorter = 0.0
    for step in ladder.steps:
        hours, percent = number_text(step.hours), number_text(step.percent)
        if not step.percent:
            plain = f"Cancelled on {hours} hours' notice or more, a session pays nothing."
        elif shorter:
            plain = (
                f"Cancelled on {number_text(shorter)} to {hours} hours' notice, a session pays {percent}% of the fee."
            )
        else:
            plain = f"Cancelled on less than {hours} hours' notice, a session pays {percent}% of the fee."
        shorter = step.hours if step.percent else shorter
        if step.percent < 100:
            loss = fee * (100 - step.percent) / 100
            yield _at(step.quote, loss, plain, _lost(fee, step.percent, figures), paper)


def _lost(fee: float, percent: float, figures: Figures) -> tuple[str, ...]:
    """The working of one session lost, and of a whole month where it is known how many sessions it has."""
    loss = fee * (100 - percent) / 100
    kept = f"{number_text(percent)}% of it ({pounds(fee - loss)})" if percent else "£0"
    first = f"{pounds(fee)} − {kept} = {pounds(loss)} lost a session"
    monthly = figures.get("sessions_per_month")
    if not monthly:
        return (first,)
    month = number_text(monthly)
    whole = f"at most, were all {month} sessions of a month cancelled so: {pounds(loss)} × {month}"
    return (first, f"{whole} = {pounds(loss * monthly)}")


def _at(quote: str, amount: float, plain: str, working: tuple[str, ...], paper: Paper) -> Cost:
    cost = Cost("late-cancellation", _CANCELLATION, round(amount, 2), "a session", plain, working)
    words = paper.find(quote)
    return cost if words is None else paper.placed(cost, words)


# ---- time


def _an_hour(figures: Figures, paper: Paper) -> tuple[float, str] | None:
    """What an hour of yours is paid by your own figures, with its working; None where they do not say."""
    for name, whose in _HOURLY:
        if figures.get(name):
            return figures[name], f"{whose}: {pounds(figures[name])} an hour"
    fee, minutes, whose = figures.get("session_fee_gbp"), figures.get("session_minutes"), "your session"
    written = paper.quantity("session_minutes")
    if not minutes and written is not None:
        minutes, whose = written.value, "the contract's session"
    if not fee or not minutes:
        return None
    hour, length = fee * 60 / minutes, number_text(minutes)
    return hour, f"{pounds(fee)} for {whose} of {length} minutes: ÷ {length} × 60 = {pounds(hour)} an hour"


def _overrun(figures: Figures, paper: Paper) -> Iterator[Cost]:
    hour = _an_hour(figures, paper)
    if hour is None:
        return
    own, working = hour
    harm = next(paper.serious(("overrun",)), None)
    paid = paper.quantity("overrun_gbp_per_hour")
    if harm is not None:
        plain = "An hour after the finish that this clause leaves unpaid."
        yield _cost("unpaid-overrun", (own, "an hour"), plain, (working,), (harm, paper))
    elif paid is not None and paid.value < own:
        less = own - paid.value
        plain = f"An hour after the finish is paid at {pounds(paid.value)}, less than your own hour."
        steps = (working, f"{pounds(own)} − {pounds(paid.value)} = {pounds(less)} an hour")
        yield _cost("unpaid-overrun", (less, "an hour"), plain, steps, (paid, paper))


def _paperwork(figures: Figures, paper: Paper) -> Iterator[Cost]:
    """Minutes of paperwork that a clause names and does not pay."""
    hour = _an_hour(figures, paper)
    for finding in paper.serious(("admin-time",)):
        minutes = dict(finding.values).get("admin_minutes")
        if hour is None or not minutes:
            continue
        amount = hour[0] * minutes / 60
        steps = (hour[1], f"{pounds(hour[0])} × {number_text(minutes)} ÷ 60 = {pounds(amount)} a session")
        plain = f"{number_text(minutes)} minutes of paperwork that the clause does not pay."
        yield _cost("unpaid-paperwork", (amount, "a session"), plain, steps, (finding, paper))


# ---- credit and sums


def _credit(figures: Figures, paper: Paper) -> Iterator[Cost]:
    """What stands out at any time while invoices wait their days."""
    fee, monthly = figures.get("session_fee_gbp"), figures.get("sessions_per_month")
    days = paper.quantity("payment_days")
    if not fee or not monthly or days is None or not days.value:
        return
    yearly = fee * monthly * _MONTHS_A_YEAR
    out = yearly * days.value / _DAYS_A_YEAR
    steps = (
        f"{pounds(fee)} × {number_text(monthly)} sessions × {_MONTHS_A_YEAR} months = {pounds(yearly)} a year",
        f"{pounds(yearly)} ÷ {_DAYS_A_YEAR} days × {number_text(days.value)} days = {pounds(out)} lent free",
    )
    plain = f"You are paid {number_text(days.value)} days after the invoice."
    yield _cost("credit", (out, "standing out at any time"), plain, steps, (days, paper))


def _penalties(figures: Figures, paper: Paper) -> Iterator[Cost]:
    fee = figures.get("session_fee_gbp")
    told: set[tuple[int, float]] = set()
    for finding in paper.serious(_FIXED_SUMS):
        amount = dict(finding.values).get("penalty_gbp")
        if not amount or (finding.start, amount) in told:
            continue
        told.add((finding.start, amount))
        steps = [f"the sum that the clause names: {pounds(amount)}"]
        if fee:
            share = number_text(round(amount / fee, 2))
            steps.append(f"{pounds(amount)} ÷ {pounds(fee)} = {share} of your session fees")
        yield _cost("penalty", (amount, "each time"), finding.plain, steps, (finding, paper))


def _cost(
    name: str,
    sum_per: tuple[float, str],
    plain: str,
    working: Sequence[str],
    found: tuple[Finding | QuantityFound, Paper],
) -> Cost:
    """A cost of the clause in which something was found on a paper; `sum_per` is pounds and what they count by."""
    (amount, per), (one, paper) = sum_per, found
    topic = one.topic if isinstance(one, Finding) else AMOUNTS[one.name].topic
    return paper.placed(Cost(name, topic, round(amount, 2), per, plain, tuple(working)), Words.of(one))
