"""Stakhanov ratio and balance of duties, with their working."""

from collections.abc import Mapping, Sequence

from clausecheck.judging.grading import Stakhanov
from clausecheck.judging.places import number_text
from clausecheck.reading.contract import Contract, Force, Party
from clausecheck.record import record
from clausecheck.report import Confidence, Duties, Finding, Protection, QuantityFound, StakhanovRatio

__all__ = ["DutyCount", "count_duties", "duties", "stakhanov_ratio"]

_HOUR = 60.0
_SESSIONS_A_DAY = 2
_OVERRUN = "overrun"


@record
class DutyCount:
    """How many limbs bind each side."""

    locum: int
    other: int


def count_duties(contract: Contract) -> DutyCount:
    """Limbs that say must or must not and bind."""
    binding = (Force.must, Force.must_not)
    bearers = [limb.bearer for limb in contract.limbs if limb.speaks and limb.force in binding]
    # A duty of either side binds both.
    both = bearers.count(Party.either)
    return DutyCount(bearers.count(Party.locum) + both, bearers.count(Party.other) + both)


def duties(own: DutyCount, model: DutyCount | None) -> Duties:
    """The balance here and in the model, zeros without one."""
    there = model or DutyCount(0, 0)
    return Duties(own.locum, own.other, there.locum, there.other)


def stakhanov_ratio(
    quantities: Sequence[QuantityFound],
    findings: Sequence[Finding],
    protections: Sequence[Protection],
    assume: Stakhanov,
) -> StakhanovRatio:
    """Minutes a session can demand over minutes it pays for; the working names every number and its clause."""
    values = {found.name: found for found in quantities}
    working: list[str] = []
    paid = _paid(values, assume, working)
    parts: list[tuple[str, float]] = []
    demanded = _demanded(values, paid, assume, working, parts)
    # Only minutes that the fee must cover: where time after the finish is paid, more work is more pay.
    overrun_paid = _overrun_paid(findings, protections)
    open_ended = [
        f
        for f in findings
        if f.topic in assume.topics and f.severity >= assume.severity and f.confidence is not Confidence.low
    ]
    told: set[str] = set()
    for finding in open_ended:
        if finding.topic not in told:
            told.add(finding.topic)
            working.append(f"{_where(finding.clause)}{finding.plain}")
    if overrun_paid is not None:
        if demanded is not None and demanded > paid:
            working.append(f"{_where(overrun_paid.clause)}time after the finish is paid, so the fee need not cover it")
            demanded = paid
        elif open_ended:
            working.append(f"{_where(overrun_paid.clause)}time after the finish is paid")
    elif open_ended:
        working.append("so there is no upper limit to the work that the fee pays for")
        return StakhanovRatio(None, True, None, paid, tuple(working), tuple(parts))
    if demanded is None:
        working.append("the contract gives no number of patients, so the ratio cannot be worked out")
        return StakhanovRatio(None, False, None, paid, tuple(working), tuple(parts))
    value = round(demanded / paid, 2)
    working.append(f"{number_text(demanded)} ÷ {number_text(paid)} = {number_text(value)}")
    return StakhanovRatio(value, False, demanded, paid, tuple(working), tuple(parts))


def _overrun_paid(findings: Sequence[Finding], protections: Sequence[Protection]) -> Protection | None:
    if any(f.topic == _OVERRUN and f.confidence is not Confidence.low for f in findings):
        return None
    sure = (p for p in protections if p.topic == _OVERRUN and p.confidence is not Confidence.low)
    return next(sure, None)


def _paid(values: Mapping[str, QuantityFound], assume: Stakhanov, working: list[str]) -> float:
    session = values.get("session_minutes")
    if session is None:
        minutes = assume.session_minutes
        working.append(f"paid: the length of a session is not stated; {number_text(minutes)} minutes are taken")
        return minutes
    working.append(f"paid: {number_text(session.value)} minutes a session{_behind(session)}")
    return max(session.value, 1.0)


def _demanded(
    values: Mapping[str, QuantityFound],
    paid: float,
    assume: Stakhanov,
    working: list[str],
    parts: list[tuple[str, float]],
) -> float | None:
    patients = _patients(values, paid, working)
    if patients is None:
        return None
    slot = values.get("appointment_minutes")
    minutes = slot.value if slot else assume.appointment_minutes
    source = _behind(slot) if slot else " (not stated: taken)"
    total = patients * minutes
    parts.append(("patients", round(total, 2)))
    working.append(
        f"demanded: {number_text(patients)} patients × {number_text(minutes)} minutes{source} = {number_text(total)}"
    )
    admin = values.get("admin_minutes")
    if admin:
        total += admin.value
        parts.append(("paperwork", admin.value))
        working.append(f"plus {number_text(admin.value)} minutes for paperwork{_behind(admin)}")
    visits = values.get("visits_per_session")
    if visits and visits.value:
        more = visits.value * assume.visit_minutes
        total += more
        parts.append(("visits", more))
        each = number_text(assume.visit_minutes)
        working.append(f"plus {number_text(visits.value)} × {each} minutes for visits{_behind(visits)}")
    return round(total, 2)


def _patients(values: Mapping[str, QuantityFound], paid: float, working: list[str]) -> float | None:
    """Patients in one session, from what the contract limits."""
    session = values.get("patients_per_session")
    if session:
        working.append(f"at most {number_text(session.value)} patients a session{_behind(session)}")
        return session.value
    hour = values.get("patients_per_hour")
    if hour:
        working.append(f"at most {number_text(hour.value)} patients an hour{_behind(hour)}")
        return round(hour.value * paid / _HOUR, 1)
    day = values.get("patients_per_day")
    if day:
        working.append(f"at most {number_text(day.value)} patients a day of two sessions{_behind(day)}")
        return day.value / _SESSIONS_A_DAY
    return None


def _behind(found: QuantityFound) -> str:
    return f" (clause {found.clause})" if found.clause[:1].isdigit() else ""


def _where(clause: str) -> str:
    return f"clause {clause}: " if clause[:1].isdigit() else ""
