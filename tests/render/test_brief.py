from dataclasses import replace

from clausecheck.beside import Standing
from clausecheck.render.brief import render_brief
from clausecheck.report import Confidence
from tests.bulk.values import known, whole
from tests.render.reports import report
from tests.render.test_packs import DUTY, PACK
from tests.render.test_positions import DAYS, TOPIC


def test_a_file_is_a_line_and_each_finding_another_the_worst_first():
    said = render_brief(whole(known(1, severity=3), known(2, rule="gagging.all", severity=5, clause="", page=None)))
    assert said.splitlines() == [
        "contract.pdf: grade D, 2 findings",
        "  5  gagging.all  “The Session Fee is inclusive of any overrun.”",
        "  3  overrun.unpaid  Clause 5.2, page 3: “The Session Fee is inclusive of any overrun.”",
    ]


def test_what_is_known_or_a_hunch_is_not_shown():
    said = render_brief(whole(known(1), known(2, confidence=Confidence.low)), {f"{1:016x}"})
    assert said == "contract.pdf: grade D, 0 findings, 1 known or suppressed\n"


def test_what_was_not_read_whole_says_so():
    assert render_brief(replace(report(findings=()), grade=None)) == (
        "contract.pdf: no grade, 0 findings, not read whole\n"
    )


def test_files_within_follow_under_their_own_names():
    mail = whole(name="mail.eml", attachments=(whole(known(1), name="terms.pdf"),))
    assert [line.split(":")[0] for line in render_brief(mail).splitlines()[:2]] == ["mail.eml", "terms.pdf"]


def test_a_quote_is_cut_and_obeys_nothing():
    (_, line) = render_brief(whole(known(1, quote="\x1b[2J word" * 60))).splitlines()
    assert line.isprintable()
    assert len(line) < 200
    assert line.endswith("…”")


def test_findings_of_a_pack_stand_after_the_locums_under_its_name():
    pack = replace(PACK, findings=(DUTY, replace(DUTY, fingerprint="p9"), replace(DUTY, confidence=Confidence.low)))
    head, own, duty = render_brief(replace(whole(known(1)), packs=(pack,)), {"p9"}).splitlines()
    assert head == "contract.pdf: grade D, 1 finding, 1 in pack agency, 1 known or suppressed"
    assert own.startswith("  4  overrun.unpaid  ")
    assert duty == "  4  agency: withheld-pay.unsigned  Clause 5.2, page 3: “No signature, no pay.”"


def test_a_pack_that_was_not_looked_at_says_so():
    said = render_brief(replace(whole(), packs=(replace(PACK, applies=False, findings=()),)))
    assert said == "contract.pdf: grade D, 0 findings, pack agency not looked at\n"


def test_positions_that_are_not_the_preferred_ones_come_last_the_worst_first():
    unknown = replace(DAYS, name="fees", met=Standing.unknown, quote="", clause="", page=None, written="it sets none")
    beyond = replace(TOPIC, met=Standing.beyond, written="severity 4: You pay.")
    said = render_brief(replace(whole(), positions=(DAYS, unknown, beyond, replace(TOPIC, name="preferred"))))
    assert said.splitlines() == [
        "contract.pdf: grade D, 0 findings, 3 positions not as preferred",
        "  beyond  position.indemnity  severity 4: You pay.",
        "  unknown  position.fees  it sets none",
        "  fallback  position.payment_days  Clause 4.1, page 2: 21 days to pay",
    ]
