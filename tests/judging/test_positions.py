from dataclasses import replace
from functools import cache

import pytest

from clausecheck.document import Coverage, CoveragePart
from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.judging.playbook import read_playbook
from clausecheck.judging.positions import with_positions
from clausecheck.rulebook.packs import pack_topics
from tests.judging.papers import BASE
from tests.judging.test_packs import AGENCY


@cache
def checker() -> Checker:
    return Checker(second_reader=False, packs=("agency",))


def held(playbook: str, text: str = BASE, *, unread: bool = False, judge: Checker | None = None):
    judge = judge or checker()
    document = extract_text(text)
    if unread:
        parts = (*document.coverage.parts, CoveragePart("page 2", False, "blank", 0))
        document = replace(document, coverage=Coverage(parts))
    contract = judge.read(document)
    topics = tuple(topic.slug for topic in judge.topics)
    data = f"positions:\n  {playbook}\n".encode()
    book = read_playbook(data, "p.yaml", topics=topics, packs=pack_topics())
    return with_positions(judge.judge(contract), contract, book)


def met(playbook: str, text: str = BASE, **how):
    return held(playbook, text, **how).positions[0]


@pytest.mark.parametrize(
    ("limits", "standing"),
    [
        ("{preferred: 14, fallback: 30}", "preferred"),
        ("{preferred: 7, fallback: 14}", "fallback"),
        ("{preferred: 3, fallback: 5, walk-away: 14}", "walk-away"),
        ("{preferred: 3, fallback: 5, walk-away: 10}", "beyond"),
    ],
)
def test_the_number_of_the_contract_is_held_against_the_limits(limits, standing):
    entry = met(f"payment_days: {limits}")
    assert (entry.met, entry.value, entry.written) == (standing, 14, "14 days to pay")
    assert BASE[entry.start : entry.end] == entry.quote
    assert entry.clause == "2.3"


def test_a_number_taken_back_elsewhere_is_not_known():
    text = BASE.replace(
        "2.3 The Practice shall pay each invoice within 14 days.",
        "2.3 The Practice shall pay each invoice within 14 days.\n"
        "2.4 Payment is conditional on the Practice having received cleared funds from NHS England.",
    )
    entry = met("payment_days: {preferred: 14}", text)
    assert entry.met == "unknown"
    assert "14 days to pay, but also:" in entry.written


def test_a_number_not_set_is_unknown_unless_the_playbook_says_what_it_counts_as():
    assert met("appointment_minutes: {preferred: 10}").met == "unknown"
    assert met("appointment_minutes: {preferred: 10, unstated: beyond}").met == "beyond"


INDEMNITY = BASE + "4.3 The Locum shall indemnify the Practice on demand against all losses howsoever arising.\n"


@pytest.mark.parametrize(
    ("limits", "text", "standing"),
    [
        ("{preferred: no finding}", BASE, "preferred"),
        ("{preferred: protected, fallback: no finding}", BASE, "fallback"),
        ("{preferred: no finding, walk-away: severity 3}", INDEMNITY, "beyond"),
        ("{preferred: no finding, walk-away: severity 5}", INDEMNITY, "walk-away"),
        ("{preferred: protected, unstated: beyond}", BASE, "beyond"),
    ],
)
def test_a_topic_stands_by_its_worst_clause(limits, text, standing):
    assert met(f"indemnity: {limits}", text).met == standing


def test_a_clause_that_protects_meets_protected():
    assert met("exclusivity: {preferred: protected}").met == "preferred"


def test_where_not_everything_was_read_no_finding_is_no_comfort():
    assert met("indemnity: {preferred: no finding}", unread=True).met == "unknown"
    assert met("indemnity: {walk-away: severity 1}", INDEMNITY, unread=True).met == "beyond"


def test_what_is_no_locums_contract_meets_nothing():
    lease = "The tenant shall pay the landlord rent for the demised premises. " * 40
    assert met("indemnity: {preferred: no finding}", lease).met == "unknown"


def test_the_own_wording_stands_in_place_of_that_of_the_rules():
    report = held('indemnity: {preferred: no finding, ask: "Each answers for itself."}', INDEMNITY)
    assert {f.ask for f in report.findings if f.topic == "indemnity"} == {"Each answers for itself."}
    assert report.positions[0].ask == "Each answers for itself."


def test_a_topic_of_a_pack_that_is_not_for_the_contract_is_unknown():
    entry = met("withheld-pay: {preferred: no finding}")
    assert (entry.met, entry.written) == ("unknown", "“The agency's own duties” is not for this contract")


def test_a_topic_of_a_pack_that_has_no_source_for_the_nation_is_unknown():
    judge = Checker(second_reader=False, packs=("agency",), nation="scotland")
    entry = met("late-payment: {preferred: no finding}", AGENCY, judge=judge)
    assert (entry.met, entry.written) == ("unknown", "“The agency's own duties” has no source on it for this nation")
    assert met("late-payment: {preferred: no finding}", AGENCY).met != "unknown"


def test_a_topic_of_a_pack_that_was_not_asked_for_is_unknown_and_says_what_it_needs():
    entry = held("withheld-pay: {preferred: protected}", AGENCY, judge=Checker(second_reader=False)).positions[0]
    assert (entry.met, entry.written) == ("unknown", "needs --pack agency")


PAID_LATE = BASE.replace(
    "2.3 The Practice shall pay each invoice within 14 days.",
    "2.3 The Practice shall pay each invoice within 90 days.\n"
    "2.4 Payment is conditional on the Practice having received cleared funds from NHS England.",
)


def asks(playbook: str, text: str) -> dict[bool, set[str]]:
    """The asks of findings on payment, by whether they hold the number of days."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for finding in held(playbook, text).findings:
        if finding.topic == "payment-terms":
            found["payment_days" in dict(finding.values)].add(finding.ask)
    assert all(found.values())
    return found


def test_the_wording_of_a_number_goes_only_to_findings_that_hold_the_number():
    found = asks("payment_days: {preferred: 14, ask: Fourteen days.}", PAID_LATE)
    assert found[True] == {"Fourteen days."}
    assert "Fourteen days." not in found[False]


def test_the_wording_of_a_topic_goes_before_that_of_a_number():
    lines = "payment_days: {preferred: 14, ask: Fourteen days.}\n  payment-terms: {preferred: protected, ask: Pay.}"
    assert asks(lines, PAID_LATE) == {True: {"Pay."}, False: {"Pay."}}


def test_the_wordings_of_two_numbers_of_a_topic_do_not_replace_each_other():
    text = BASE.replace(
        "4.1 The Locum",
        "4.0 The Practice may end this agreement at once without notice and without a reason.\n4.1 The Locum",
    )
    book = "notice_weeks_locum: {preferred: 4, ask: Ours.}\n  notice_weeks_other: {preferred: 4, ask: Theirs.}"
    at_once = [f for f in held(book, text).findings if f.rule == "termination.at-once-by-them"]
    assert at_once
    assert {f.ask for f in at_once}.isdisjoint({"Ours.", "Theirs."})


def test_a_number_that_is_not_there_is_told_by_what_it_counts():
    assert met("appointment_minutes: {preferred: 10}").written == "no number of minutes an appointment was found"
    assert met("hourly_fee_gbp: {preferred: 90}").written == "no figure in £ an hour was found"
