"""What each quantity of a contract is about: its topic, which way is better for the locum, and how it is written."""

from collections.abc import Mapping

from clausecheck.reading.contract import QuantityKind
from clausecheck.reading.quantities import MINUTES
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record

__all__ = ["AMOUNTS", "NAMES", "Amount"]

NAMES = "clausecheck rules list --quantities shows the names"
"""For messages on a quantity that there is not."""


@record
class Amount:
    """One quantity, by its name in reports."""

    topic: str
    better: str
    """`lower` or `higher` from the locum's side; empty where neither is."""
    kind: QuantityKind
    """How it stands in a text."""
    scale: float
    """What one of it is in the unit of that kind: an hour is 60 minutes."""
    near: frozenset[str]
    """Words one of which stands in a passage that sets it."""


_NUMBER, _LENGTH, _MONEY, _SHARE = (
    QuantityKind.number,
    QuantityKind.duration,
    QuantityKind.money,
    QuantityKind.percent,
)
_HOUR, _DAY, _WEEK, _MONTH = MINUTES["hour"], MINUTES["day"], MINUTES["week"], MINUTES["month"]

_PATIENTS = word_set("patient patients appointment appointments contact contacts consultation consultations list")
_SLOT = word_set("appointment appointments patient patients consultation consultations slot slots")
_SESSION = word_set("session sessions surgery shift shifts")
_CANCEL = word_set("cancel cancels cancelled cancellation cancelling withdraw withdrawn curtail shorten stood stand")
_NOTICE = word_set("notice terminate terminates termination end ends")
_ELSEWHERE = word_set("work working provide engage engaged services practice miles compete competing")
_PAY = word_set("pay pays paid payment payable invoice invoices settle settled")
_OVERRUN = word_set("overrun overruns over after beyond late extra additional hour")
_PAPERS = word_set("admin administration administrative paperwork")
_BILLS = word_set("timesheet timesheets invoice invoices")
_FEE = word_set("fee fees rate rates pay paid session sessions charge")

AMOUNTS: Mapping[str, Amount] = {
    "patients_per_session": Amount("patient-cap", "lower", _NUMBER, 1, _PATIENTS),
    "patients_per_day": Amount("patient-cap", "lower", _NUMBER, 1, _PATIENTS),
    "patients_per_hour": Amount("patient-cap", "lower", _NUMBER, 1, _PATIENTS),
    "appointment_minutes": Amount("appointment-length", "higher", _LENGTH, 1, _SLOT),
    "telephone_minutes": Amount("remote-contacts", "higher", _LENGTH, 1, word_set("telephone phone call calls video")),
    "session_minutes": Amount("session-length", "lower", _LENGTH, 1, _SESSION),
    "consulting_minutes": Amount("session-length", "lower", _LENGTH, 1, word_set("consult consulting clinic patients")),
    "break_minutes": Amount("breaks", "higher", _LENGTH, 1, word_set("break breaks coffee rest lunch catch")),
    "admin_minutes": Amount("admin-time", "higher", _LENGTH, 1, _PAPERS),
    "visits_per_session": Amount("home-visits", "lower", _NUMBER, 1, word_set("visit visits")),
    "payment_days": Amount("payment-terms", "lower", _LENGTH, _DAY, _PAY),
    "timesheet_days": Amount("payment-terms", "higher", _LENGTH, _DAY, _BILLS),
    "cancellation_full_fee_hours": Amount("cancellation-by-practice", "higher", _LENGTH, _HOUR, _CANCEL),
    "cancellation_free_hours": Amount("cancellation-by-practice", "higher", _LENGTH, _HOUR, _CANCEL),
    "notice_weeks_locum": Amount("termination", "lower", _LENGTH, _WEEK, _NOTICE),
    "notice_weeks_other": Amount("termination", "higher", _LENGTH, _WEEK, _NOTICE),
    "noncompete_months": Amount("non-compete", "lower", _LENGTH, _MONTH, _ELSEWHERE),
    "noncompete_miles": Amount("non-compete", "lower", QuantityKind.distance, 1, _ELSEWHERE),
    "direct_engagement_months": Amount("direct-engagement", "lower", _LENGTH, _MONTH, _ELSEWHERE),
    "late_interest_over_base_percent": Amount("late-interest", "higher", _SHARE, 1, word_set("interest")),
    "insurance_gbp": Amount("insurance", "lower", _MONEY, 1, word_set("insurance insured indemnity cover")),
    "penalty_gbp": Amount("penalties", "lower", _MONEY, 1, word_set("charge charged penalty pay pays sum damages")),
    "overrun_gbp_per_hour": Amount("overrun", "higher", _MONEY, 1, _OVERRUN),
    "session_fee_gbp": Amount("fee-basis", "higher", _MONEY, 1, _FEE),
    "hourly_fee_gbp": Amount("fee-basis", "higher", _MONEY, 1, _FEE | {"hour", "hourly"}),
    "pension_employer_percent": Amount("pension", "higher", _SHARE, 1, word_set("pension superannuation employer")),
    "optout_withdrawal_days": Amount("working-time", "lower", _LENGTH, _DAY, word_set("opt withdraw withdrawn")),
    "response_minutes": Amount("availability", "higher", _LENGTH, 1, word_set("respond reply answer response")),
    "minimum_sessions_per_month": Amount("availability", "lower", _NUMBER, 1, _SESSION),
    "claim_days": Amount("disputes", "higher", _LENGTH, _DAY, word_set("claim claims claimed query queries dispute")),
}
"""By quantity name, in the order of reports."""
