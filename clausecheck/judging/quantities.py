"""Which numbers govern: one value a name, and cancellation scales as ladders."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from clausecheck.judging.ladders import from_scale
from clausecheck.judging.places import clause_label
from clausecheck.judging.weigh import Weighed
from clausecheck.reading.contract import Contract
from clausecheck.reading.ranking import Ranking, rankings
from clausecheck.report import QuantityFound
from clausecheck.rulebook.model import Signal, Stance, Value

__all__ = ["quantities", "said", "unit_of"]

_UNITS = (
    ("patients_per_session", "patients a session"),
    ("patients_per_day", "patients a day"),
    ("patients_per_hour", "patients an hour"),
    ("appointment_minutes", "minutes an appointment"),
    ("telephone_minutes", "minutes a telephone call"),
    ("session_minutes", "minutes a session"),
    ("consulting_minutes", "minutes of consulting a session"),
    ("break_minutes", "minutes of break"),
    ("admin_minutes", "minutes for paperwork"),
    ("visits_per_session", "visits a session"),
    ("payment_days", "days to pay"),
    ("timesheet_days", "days to hand in the timesheet or invoice"),
    ("cancellation_full_fee_hours", "hours before the session from which cancelling costs the full fee"),
    ("cancellation_free_hours", "hours of notice from which cancelling is free"),
    ("notice_weeks_locum", "weeks of notice from you"),
    ("notice_weeks_other", "weeks of notice from them"),
    ("noncompete_months", "months of not working nearby"),
    ("noncompete_miles", "miles of not working nearby"),
    ("direct_engagement_months", "months before you may work directly"),
    ("late_interest_over_base_percent", "% over base rate on late payment"),
    ("insurance_gbp", "£ of insurance"),
    ("penalty_gbp", "£ of penalty"),
    ("overrun_gbp_per_hour", "£ an hour after the finish"),
    ("session_fee_gbp", "£ a session"),
    ("hourly_fee_gbp", "£ an hour"),
    ("pension_employer_percent", "% employer's pension contribution"),
    ("optout_withdrawal_days", "days to withdraw the opt-out"),
    ("response_minutes", "minutes to respond"),
    ("minimum_sessions_per_month", "sessions a month at least"),
    ("claim_days", "days to bring a claim"),
)
_UNIT = dict(_UNITS)

_ENDINGS = (
    ("_gbp_per_hour", "GBP an hour"),
    ("_minutes", "minutes"),
    ("_hours", "hours"),
    ("_days", "days"),
    ("_months", "months"),
    ("_miles", "miles"),
    ("_percent", "percent"),
    ("_gbp", "GBP"),
    ("_per_session", "a session"),
    ("_per_day", "a day"),
    ("_per_hour", "an hour"),
    ("_per_month", "a month"),
)


def said(name: str, value: str) -> str:
    """A quantity in words: `15 patients a session`, `£85 an hour after the finish`."""
    unit = unit_of(name)
    if unit.startswith("£"):
        return f"£{value}{unit[1:]}"
    return f"{value}{unit}" if unit.startswith("%") else f"{value} {unit}"


def unit_of(name: str) -> str:
    """What a quantity counts: `patients a session`, `£ an hour after the finish`."""
    return _UNIT.get(name, name.replace("_", " "))


def quantities(contract: Contract, weighed: Weighed, governs: Mapping[str, str]) -> tuple[QuantityFound, ...]:
    """One value a name, the one that governs.

    Clauses that hurt or protect go before neutral ones, withdrawn ones count only if no other sets it. `governs` says
    which of several in the same class: largest, smallest, first or last.
    """
    found: dict[str, list[tuple[int, Value, Signal]]] = defaultdict(list)
    for stands, signals in ((True, weighed.live), (False, weighed.withdrawn)):
        for signal in signals:
            rank = 2 if not stands else int(signal.rule.stance is Stance.neutral)
            for value in signal.values:
                found[value.name].append((rank, value, signal))
    order_of_parts = rankings(contract)
    order = {name: place for place, (name, _) in enumerate(_UNITS)}
    chosen = []
    for name in sorted(found, key=lambda n: (order.get(n, len(order)), n)):
        best = min(rank for rank, _, _ in found[name])
        several = _prevailing(contract, order_of_parts, [(v, s) for rank, v, s in found[name] if rank == best])
        value, signal = _governing(several, governs.get(name, "first"))
        start, end = signal.quote
        chosen.append(
            QuantityFound(
                name, value.value, _unit(name), contract.document.text[start:end], start, end,
                clause_label(contract, signal.limb),
            )
        )  # fmt: skip
    chosen += [one for one in from_scale(contract, weighed) if one.name not in found]
    return tuple(sorted(chosen, key=lambda one: (order.get(one.name, len(order)), one.name)))


def _prevailing(
    contract: Contract, parts: Sequence[Ranking], several: Sequence[tuple[Value, Signal]]
) -> Sequence[tuple[Value, Signal]]:
    """Without those of a part that yields to another which sets the number too."""
    for ranking in parts:
        clauses = [contract.limbs[signal.limb].clause for _, signal in several]
        if any(clause in ranking.winner for clause in clauses):
            several = [one for one, at in zip(several, clauses, strict=True) if at not in ranking.losers]
    return several


def _governing(several: Sequence[tuple[Value, Signal]], how: str) -> tuple[Value, Signal]:
    ordered = sorted(several, key=lambda pair: (pair[0].start, pair[0].end, pair[1].rule.id))
    if how == "last":
        return ordered[-1]
    if how == "largest":
        return max(ordered, key=lambda pair: pair[0].value)
    if how == "smallest":
        return min(ordered, key=lambda pair: pair[0].value)
    return ordered[0]


def _unit(name: str) -> str:
    return next((unit for ending, unit in _ENDINGS if name.endswith(ending)), "weeks" if "_weeks_" in name else "")
