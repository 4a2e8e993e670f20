"""Stakhanov ratio and balance of duties."""

from dataclasses import replace

import pytest

from clausecheck.judging.measures import DutyCount, count_duties, duties, stakhanov_ratio
from clausecheck.reading.contract import Force, Party
from clausecheck.report import Confidence, Protection, QuantityFound
from tests.judging.builders import contract, finding, real_grading

ASSUME = real_grading().stakhanov
PAID_OVERRUN = Protection(
    "overrun.paid", "overrun", "workload", Confidence.high, "words", 0, 5, "7.1", None, "Overruns are paid."
)


def set_to(**values: float) -> list[QuantityFound]:
    return [QuantityFound(name, value, "", "words", 0, 5, "4.1") for name, value in values.items()]


@pytest.mark.parametrize(
    ("values", "ratio"),
    [
        ({"patients_per_session": 15, "appointment_minutes": 12, "session_minutes": 240}, 0.75),
        ({"patients_per_session": 18, "appointment_minutes": 10, "session_minutes": 180, "admin_minutes": 60}, 1.33),
        ({"patients_per_session": 18, "session_minutes": 180}, 1.0),
        ({"patients_per_session": 15, "appointment_minutes": 10}, 0.6),
        (
            {"patients_per_session": 15, "appointment_minutes": 10, "session_minutes": 240, "visits_per_session": 2},
            0.88,
        ),
        ({"patients_per_hour": 4, "appointment_minutes": 15, "session_minutes": 360}, 1.0),
        ({"patients_per_day": 30, "appointment_minutes": 10, "session_minutes": 250}, 0.6),
        ({"session_minutes": 240}, None),
    ],
)
def test_the_ratio_is_minutes_demanded_over_minutes_paid(values: dict[str, float], ratio: float | None) -> None:
    measured = stakhanov_ratio(set_to(**values), [], [], ASSUME)
    assert measured.value == ratio
    assert not measured.unbounded


def test_every_number_of_the_working_names_its_clause() -> None:
    values = set_to(patients_per_session=18, appointment_minutes=10, session_minutes=180, admin_minutes=60)
    assert stakhanov_ratio(values, [], [], ASSUME).working == (
        "paid: 180 minutes a session (clause 4.1)",
        "at most 18 patients a session (clause 4.1)",
        "demanded: 18 patients × 10 minutes (clause 4.1) = 180",
        "plus 60 minutes for paperwork (clause 4.1)",
        "240 ÷ 180 = 1.33",
    )


def test_work_without_limit_has_no_ratio() -> None:
    measured = stakhanov_ratio(
        set_to(patients_per_session=15, session_minutes=240), [finding("finish-time.open", 5)], [], ASSUME
    )
    assert (measured.value, measured.unbounded, measured.minutes_demanded) == (None, True, None)
    assert "clause 1.1: Plain words of finish-time.open." in measured.working


@pytest.mark.parametrize(
    "harmless",
    [
        finding("finish-time.early", 2),
        finding("finish-time.x", 5, confidence=Confidence.low),
        finding("indemnity.x", 5),
    ],
)
def test_only_a_sure_and_grave_finding_on_the_end_of_work_makes_it_unlimited(harmless) -> None:
    assert not stakhanov_ratio(set_to(patients_per_session=15), [harmless], [], ASSUME).unbounded


def test_where_time_after_the_finish_is_paid_the_fee_need_not_cover_it() -> None:
    values = set_to(patients_per_session=30, appointment_minutes=10, session_minutes=240)
    measured = stakhanov_ratio(values, [finding("finish-time.open", 5)], [PAID_OVERRUN], ASSUME)
    assert (measured.value, measured.unbounded) == (1.0, False)


def test_duties_count_what_binds_each_side() -> None:
    c = contract("One.", "Two.", "Three.", "Four.", "Five.")
    shapes = [
        (Party.locum, Force.must, True),
        (Party.locum, Force.may, True),
        (Party.other, Force.must_not, True),
        (Party.either, Force.must, True),
        (Party.locum, Force.must, False),
    ]
    limbs = tuple(
        replace(limb, bearer=bearer, force=force, speaks=speaks)
        for limb, (bearer, force, speaks) in zip(c.limbs, shapes, strict=True)
    )
    own = count_duties(replace(c, limbs=limbs))
    assert own == DutyCount(2, 2)
    assert duties(own, DutyCount(9, 8)).model_locum == 9
