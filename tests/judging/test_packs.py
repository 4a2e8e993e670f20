from dataclasses import replace
from functools import cache, partial

import pytest

from clausecheck.document import Coverage, CoveragePart
from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.judging.packs import judge_pack

AGENCY = """TERMS OF ENGAGEMENT

between Orchard Locum Supply Ltd, an employment business ("the Agency"), and the general practitioner ("the Locum").

1. The Agency shall pay the Locum for each assignment once the Client has paid the Agency.
2. No interest is payable on late payments.
3. The Agency may amend these terms at any time by posting a new version on its portal.
4. The Locum may register with other agencies.
"""


@cache
def checker(nation: str | None = None, engagement: str | None = None) -> Checker:
    return Checker(second_reader=False, packs=("agency",), nation=nation, engagement=engagement)


def pack(text: str = AGENCY, **how: str):
    return checker(**how).check(extract_text(text)).packs[0]


def test_findings_and_what_keeps_a_duty_stand_in_the_pack():
    found = pack()
    assert found.applies
    assert {f.rule for f in found.findings} == {
        "withheld-pay.hirer-unpaid",
        "late-payment.excluded",
        "agreed-changes.by-agency",
    }
    assert {p.rule for p in found.protections} == {"working-elsewhere.free"}
    assert [m.topic for m in found.missing] == ["key-information"]


def test_every_quote_is_the_contracts_own():
    assert all(AGENCY[f.start : f.end] == f.quote for f in pack().findings)


def test_the_locums_grade_and_findings_do_not_move():
    alone = Checker(second_reader=False).check(extract_text(AGENCY))
    beside = checker().check(extract_text(AGENCY))
    assert replace(beside, packs=(), read_date=alone.read_date) == alone


def test_every_finding_names_its_source():
    assert all(f.sources and f.basis == "law" for f in pack().findings)


def test_a_contract_with_a_practice_is_not_looked_at_and_the_reason_is_told():
    found = pack(AGENCY.replace("an employment business", "a medical practice"), engagement="direct")
    assert not found.applies
    assert found.findings == found.missing == ()
    assert "it is for contracts with an agency or platform" in found.notes[0]


@pytest.mark.parametrize(("party", "applies"), [("an employment business", True), ("a medical practice", False)])
def test_a_contract_with_the_locums_company_counts_where_the_other_side_is_an_agency(party, applies):
    assert pack(AGENCY.replace("an employment business", party), engagement="company").applies is applies


DIRECT = """WORKING WITH US

{says} These are the terms on which we find you locum GP sessions.

1. We will send you sessions that may suit you. You may accept or decline any of them.
2. The session fee is £480 for a session of four hours, agreed before each session.
3. We only pay you once the practice has paid us.
"""


@pytest.mark.parametrize(
    ("says", "applies"),
    [
        ("Ridgeline Locums Ltd is an employment business.", True),
        ("We act as a recruitment agency.", True),
        ("We are not an employment business.", False),
        ("We are neither an employment agency nor an employment business.", False),
        ("You may also work through an employment business.", False),
        ("We are a website.", False),
    ],
)
def test_a_contract_taken_for_one_with_a_practice_counts_where_the_other_side_says_it_is_an_agency(says, applies):
    found = pack(DIRECT.format(says=says), engagement="direct")
    assert found.applies is applies
    assert ("withheld-pay.hirer-unpaid" in {f.rule for f in found.findings}) is applies


def test_the_locums_report_on_it_stays_that_of_the_engagement_read():
    document = extract_text(DIRECT.format(says="Ridgeline Locums Ltd is a business. It is an employment business."))
    beside = checker(engagement="direct").check(document)
    alone = Checker(second_reader=False, engagement="direct").check(document)
    assert beside.packs[0].findings
    assert replace(beside, packs=(), read_date=alone.read_date) == alone


def test_with_the_locums_company_a_denial_counts_for_nothing():
    assert not pack(DIRECT.format(says="We are not an employment business."), engagement="company").applies
    assert pack(DIRECT.format(says="The Employment Businesses Regulations apply."), engagement="company").applies


def test_northern_ireland_has_law_of_its_own():
    found = pack(AGENCY, nation="ni")
    assert not found.applies
    assert "SR 2005/395" in found.notes[0]


def test_in_scotland_a_topic_whose_law_is_of_england_and_wales_is_left_out_and_told():
    found = pack(AGENCY, nation="scotland")
    assert "late-payment" not in {f.topic for f in found.findings} | {m.topic for m in found.missing}
    assert found.notes == ("Left out, for want of a source on Scotland: Late payment of the locum.",)
    assert all(s.nation in ("GB", "UK", "Scotland") for f in found.findings for s in f.sources if s.kind == "law")


def test_where_not_everything_was_read_missing_is_said_with_care():
    document = extract_text(AGENCY)
    parts = (*document.coverage.parts, CoveragePart("page 2", False, "blank", 0))
    contract = checker().read(replace(document, coverage=Coverage(parts)))
    found = judge_pack(contract, checker().packs[0], partial(checker().read, contract.document))
    assert found.notes == ("Not everything was read: what was not found may stand in the part that was not.",)


def test_a_lease_is_not_looked_at():
    lease = "The tenant shall pay the landlord rent for the demised premises. " * 40
    assert not pack(lease).applies
