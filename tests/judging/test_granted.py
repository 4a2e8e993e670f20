"""What of a number a contract grants, each time through a position of a playbook and through a deal."""

from functools import cache

import pytest

from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.judging.deal import read_deal
from clausecheck.judging.playbook import read_playbook
from clausecheck.judging.positions import with_positions
from clausecheck.report import MismatchKind

HEAD = """LOCUM AGREEMENT between Fernhill Surgery, Bristol, England ("the Practice") and Dr Ana Okoro ("the Locum")

1. The Locum provides general practitioner services at the Practice for sessions agreed in writing.
2. The Locum is registered with the GMC and belongs to a medical defence organisation.
3. The Locum keeps patient records confidential.
"""
TAIL = "\n5. Either party may rely on the law of England.\n"

BOOK = """positions:
  payment_days: {preferred: 14, fallback: 30, walk-away: 45}
  appointment_minutes: {preferred: 15, fallback: 12, walk-away: 10}
  patients_per_session: {preferred: 12, fallback: 15, walk-away: 18}
  hourly_fee_gbp: {preferred: 95, walk-away: 85}
  overrun_gbp_per_hour: {preferred: 100, walk-away: 85}
  notice_weeks_locum: {preferred: 4, walk-away: 8}
  notice_weeks_other: {preferred: 4, walk-away: 2}
  late_interest_over_base_percent: {preferred: 8, walk-away: 5}
  noncompete_miles: {preferred: 1, walk-away: 3}
  break_minutes: {preferred: 20, walk-away: 10}
  admin_minutes: {preferred: 30, walk-away: 10}
"""


@cache
def judged(clause: str):
    judge = Checker(second_reader=False, engagement="direct", nation="england")
    contract = judge.read(extract_text(f"{HEAD}4. {clause}{TAIL}"))
    topics = tuple(topic.slug for topic in judge.topics)
    report = with_positions(judge.judge(contract), contract, read_playbook(BOOK.encode(), "p.yaml", topics=topics))
    return {position.name: position for position in report.positions}


def deal(name: str, value: float, clause: str):
    sheet = read_deal(f"agreed:\n  {name}: {value}\n".encode(), "d.yaml")
    judge = Checker(second_reader=False, engagement="direct", nation="england", deal=sheet)
    found = judge.check(extract_text(f"{HEAD}4. {clause}{TAIL}")).mismatches
    return next((one for one in found if one.name == name), None)


DENIED = [
    ("break_minutes", "The Locum is not entitled to a break of 20 minutes."),
    ("break_minutes", "The Locum is not entitled to any break of 20 minutes."),
    ("break_minutes", "The Practice need not give the Locum a 20 minute break."),
    ("break_minutes", "There is no paid break of 15 minutes or otherwise."),
    ("break_minutes", "The Locum is never given a break of 20 minutes."),
    ("break_minutes", "No break of 20 minutes is provided."),
    ("break_minutes", "The Locum works the session without a break of 20 minutes."),
    ("break_minutes", "The Locum is not, however, entitled to a break of 20 minutes."),
    ("break_minutes", "The former break of 20 minutes is abolished."),
    ("patients_per_session", "There is no cap of 12 patients a session."),
    ("break_minutes", "The Locum waives the paid break of 20 minutes."),
    ("break_minutes", "A 20 minute break cannot be guaranteed."),
    ("admin_minutes", "The Practice does not allow 30 minutes for paperwork."),
    ("admin_minutes", "The Practice won't pay for 30 minutes of administration."),
    ("admin_minutes", "Neither party shall count 30 minutes of administration as paid time."),
    ("admin_minutes", "Thirty minutes of administration time is not included in the session."),
    ("payment_days", "The Practice aims, but does not promise, to pay within 14 days of invoice."),
    ("late_interest_over_base_percent", "The Locum may not claim interest at 8% over base rate."),
    ("late_interest_over_base_percent", "No interest at 8% over base rate is payable."),
]


@pytest.mark.parametrize(("name", "clause"), DENIED)
def test_a_number_that_its_passage_denies_meets_nothing(name, clause):
    entry = judged(clause)[name]
    assert entry.met == "unknown"
    assert entry.written.endswith("; the passage denies it")
    assert entry.quote


DOUBTFUL = [
    ("payment_days", "The Practice hopes to pay within 14 days.", "does not bind to it (“hopes”)"),
    ("payment_days", "Invoices are usually paid within 14 days.", "does not bind to it (“usually”)"),
    ("payment_days", "The Practice expects to pay the invoice within 14 days.", "“expects”"),
    ("payment_days", "The Practice will use reasonable endeavours to pay invoices within 14 days.", "“endeavours”"),
    ("payment_days", "Invoices are paid within 14 days where possible.", "“where possible”"),
    ("appointment_minutes", "Appointments are about 15 minutes.", "“about”"),
    ("patients_per_session", "The target is 12 patients a session.", "“target is”"),
    ("break_minutes", "The Practice may give the Locum a break of 20 minutes.", "the other side may, and need not"),
    ("overrun_gbp_per_hour", "The Practice may pay overrun at £100 an hour.", "the other side may, and need not"),
    ("break_minutes", "The Locum has a paid break of 20 minutes; it is not paid if the surgery runs late.",
     "“it is not paid”"),
    ("break_minutes", "A break of 20 minutes is at the discretion of the Practice.", "“discretion of the Practice”"),
    ("patients_per_session", "The Locum sees no more than 12 patients a session unless the Practice needs more seen.",
     "lets it be otherwise (“unless”)"),
    ("patients_per_session", "The maximum is 12 patients a session but the Practice may add extras.",
     "“but the Practice may”"),
    ("patients_per_session", "The Locum sees no more than 12 patients a session, plus emergencies.", "“plus”"),
    ("break_minutes", "Breaks: 20 minutes (not guaranteed)", "“not guaranteed”"),
    ("payment_days", "Payment within 14 days is an aim only.", "“is an aim”"),
    ("payment_days", "Invoices should normally be paid within 14 days.", "“normally”"),
    ("appointment_minutes", "Appointments average 15 minutes.", "“average”"),
    ("appointment_minutes", "Unless the Practice says otherwise, appointments are 15 minutes.", "“Unless”"),
    ("break_minutes", "Subject to demand, the Practice gives the Locum a break of 20 minutes.", "“Subject to demand”"),
    ("payment_days", "The Practice pays within 14 days or such longer period as it decides.", "“or such”"),
    ("payment_days", "Invoices are paid within 14 days of month end.", "counted from the end of a month"),
    ("payment_days", "The Practice pays invoices within 14 days of the end of the month in which they are received.",
     "counted from the end of a month"),
    ("payment_days", "Invoices are paid within 14 days of approval by the Practice manager.", "from an approval"),
    ("payment_days", "The Practice pays each invoice within 10 working days of receipt.", "it counts working days"),
    ("payment_days", "Invoices are paid within 14 business days.", "it counts business days"),
    ("late_interest_over_base_percent", "Late sums bear interest at 8% a year.", "over the base rate"),
    ("break_minutes", "The Locum has a break of up to 20 minutes.", "less is allowed"),
    ("patients_per_session", "The Locum sees 12 patients a session or more.", "more is allowed"),
    ("payment_days", "The Practice pays invoices in not less than 14 days.", "more is allowed"),
    ("break_minutes", "The Locum has a break of 20 minutes if the surgery is running to time.",
     "“if the surgery is running”"),
    ("break_minutes", "When the clinic is quiet the Locum has a break of 20 minutes.", "“When the clinic is quiet”"),
    ("break_minutes", "A paid break of 20 minutes is taken as long as all patients have been seen.", "“as long as"),
    ("break_minutes", "The Locum has 20 minutes' break unless there is a backlog of patients.", "“unless"),
    ("admin_minutes", "Each session includes 30 minutes of administration provided the list is finished.", "“provided"),
    ("patients_per_session", "The Locum sees no more than 12 patients a session when the surgery is fully staffed.",
     "“when the surgery is fully staffed”"),
    ("appointment_minutes", "Appointments are 15 minutes where workload permits.", "“where workload"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "clause", "reason"), DOUBTFUL)
def test_a_number_that_does_not_hold_is_unknown_and_says_why(name, clause, reason):
    entry = judged(clause)[name]
    assert entry.met == "unknown"
    assert reason in entry.written
    assert entry.quote


SEVERAL = [
    ("appointment_minutes", "Appointments are 10 to 15 minutes long.", 10, "walk-away"),
    ("appointment_minutes", "Appointments are between 10 and 15 minutes.", 10, "walk-away"),
    ("appointment_minutes", "Appointments are 15 minutes, save that the Practice may shorten them to 8 minutes.", 8,
     "beyond"),
    ("appointment_minutes", "Appointments are normally 15 minutes but may be 8 minutes.", 8, "beyond"),
    ("appointment_minutes", "Appointments are 15 minutes. However, the Practice may shorten them to 8 minutes.", 8,
     "beyond"),
    ("appointment_minutes", "Appointments are 15 minutes for new patients and 10 minutes for all others.", 10,
     "walk-away"),
    ("patients_per_session", "The Locum sees between 12 and 20 patients a session.", 20, "beyond"),
    ("patients_per_session", "The Locum sees 12 patients a session, or 18 where demand requires.", 18, "walk-away"),
    ("patients_per_session", "The Locum sees up to 12 patients a session, rising to 18 in winter.", 18, "walk-away"),
    ("hourly_fee_gbp", "The fee is £85 to £95 per hour.", 85, "walk-away"),
    ("hourly_fee_gbp", "The fee is £95 per hour, or £85 per hour at weekends.", 85, "walk-away"),
    ("hourly_fee_gbp", "The Practice pays £95 an hour on Saturdays and £85 an hour on weekdays.", 85, "walk-away"),
    ("payment_days", "The Practice pays within 14 days. It may extend this to 60 days.", 60, "beyond"),
    ("payment_days", "The Practice pays within 14 days, or within 45 days in busy months.", 45, "walk-away"),
    ("payment_days", "The Practice pays within 14 days after it has approved the invoice, which may take 60 days.", 60,
     "beyond"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "clause", "value", "standing"), SEVERAL)
def test_of_several_numbers_the_worse_counts(name, clause, value, standing):
    entry = judged(clause)[name]
    assert (entry.value, entry.met) == (value, standing)
    assert "worse counts" in entry.written


GRANTED = [
    ("appointment_minutes", "Appointments are no fewer than 15 minutes."),
    ("appointment_minutes", "Appointments must not be shorter than 15 minutes."),
    ("appointment_minutes", "Each appointment lasts at least 15 minutes."),
    ("appointment_minutes", "The Practice shall not book appointments shorter than 15 minutes."),
    ("appointment_minutes", "Appointments are 15 minutes unless the Locum agrees otherwise in writing."),
    ("payment_days", "The Practice shall pay each invoice not later than 14 days after receipt."),
    ("payment_days", "The Practice pays each invoice within two weeks of receipt."),
    ("patients_per_session", "The number of patients in a session shall not exceed 12 patients."),
    ("patients_per_session", "The Locum is not required to see more than 12 patients a session."),
    ("patients_per_session", "The Locum sees no more than 12 patients a session except in an emergency."),
    ("break_minutes", "The Locum has a paid break of at least 20 minutes, which is not deducted from the fee."),
    ("break_minutes", "The Locum takes a paid break of 20 minutes and is not to be disturbed in it."),
    ("admin_minutes", "Each session includes 30 minutes for paperwork, with no patients booked."),
    ("admin_minutes", "When the last patient has been seen the Locum has 30 minutes for paperwork."),
    ("break_minutes", "The Locum takes a paid break of 20 minutes when the morning list is finished."),
    ("break_minutes", "Where a session lasts four hours or more the Locum has a paid break of 20 minutes."),
    ("break_minutes", "The Locum has a paid break of 20 minutes if the session lasts more than four hours."),
    ("payment_days", "The Practice pays within 14 days if the work is done and an invoice sent."),
    ("payment_days", "Where the work is done, the Practice pays the invoice within 14 days of receipt."),
    ("overrun_gbp_per_hour", "Overrun is paid at not less than £100 an hour."),
    ("overrun_gbp_per_hour", "Overrun is paid at £25 for each quarter of an hour."),
    ("notice_weeks_locum", "The Locum may end this agreement on not less than four weeks' notice."),
    ("notice_weeks_other", "The Practice may not end this agreement without giving four weeks' notice."),
    ("notice_weeks_other", "The Practice may not end this agreement on less than four weeks' notice."),
    ("noncompete_miles", "The Locum shall not work within 1 mile of the surgery for 6 months."),
    ("late_interest_over_base_percent", "The Practice pays interest on late sums at 8% above Bank of England base."),
]


@pytest.mark.parametrize(("name", "clause"), GRANTED)
def test_a_number_that_is_granted_stays_preferred(name, clause):
    entry = judged(clause)[name]
    assert entry.met == "preferred", entry.written
    assert ";" not in entry.written


def test_what_is_doubtful_is_not_better_than_it_reads():
    assert judged("The Practice aims to pay within 60 days of the invoice.")["payment_days"].met == "beyond"


@pytest.mark.parametrize(
    ("name", "value", "clause"),
    [
        ("break_minutes", 20, "The Locum is not entitled to a break of 20 minutes."),
        ("payment_days", 14, "Invoices are usually paid within 14 days."),
        ("payment_days", 10, "The Practice pays each invoice within 10 working days of receipt."),
    ],
)
def test_a_doubtful_number_does_not_keep_a_deal(name, value, clause):
    mismatch = deal(name, value, clause)
    assert mismatch is not None
    assert mismatch.kind is MismatchKind.unclear
    assert "; " in mismatch.written


def test_the_better_end_of_a_range_does_not_keep_a_deal():
    mismatch = deal("appointment_minutes", 15, "Appointments are 10 to 15 minutes long.")
    assert (mismatch.kind, mismatch.favours) == (MismatchKind.differs, "other")
    assert mismatch.written == "10 minutes an appointment: between 10 and 15 the worse counts"


def test_a_number_that_is_granted_keeps_a_deal():
    assert deal("appointment_minutes", 15, "Appointments must not be shorter than 15 minutes.") is None
