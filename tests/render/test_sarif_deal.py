from dataclasses import replace

import pytest

from clausecheck.document import Coverage, Document
from clausecheck.extract.plain import read_text
from clausecheck.render.sarif import SarifLog
from clausecheck.render.sarif_deal import deal_results
from clausecheck.report import MismatchKind
from tests.render.hostile import ATTACKS
from tests.render.reports import COST, MISMATCH, MISSING, report
from tests.render.test_sarif import valid

TEXT = "1. The Locum sees at most 17 patients.\n2. Half is paid on cancelling.\n"


def results(document: Document | None = None, **changes: object) -> list[dict]:
    """What a valid log says of a report without findings."""
    log = SarifLog()
    log.add("a.txt", report(findings=(), **changes), document)
    return valid(log.text())["results"]


def test_mismatches_and_costs_are_results_of_rules_of_their_own():
    log = SarifLog()
    log.add("a.pdf", report(mismatches=(MISMATCH, MISSING), costs=(COST,)), None)
    run = valid(log.text())
    assert [(r["ruleId"], r["level"]) for r in run["results"]][3:] == [
        ("deal-sheet.differs", "warning"),
        ("deal-sheet.missing", "warning"),
        ("own-figures.late-cancellation", "note"),
    ]
    assert {"deal-sheet.differs", "deal-sheet.missing", "own-figures.late-cancellation"} < {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }


def test_both_sides_and_the_working_are_told():
    mismatch, cost = results(mismatches=(MISMATCH,), costs=(COST,))
    assert mismatch["message"]["text"] == (
        "DIFFERS: Patients per session. Agreed: 15 patients a session. Paper: 17 patients a session "
        "(Clause 2.4, page 3)."
    )
    assert cost["message"]["text"].startswith("£240.50 a session: Half is paid. Clause 5.1, page 2. £481 − 50%")
    assert (cost["properties"]["amount_gbp"], cost["properties"]["per"]) == (240.5, "a session")


def test_a_kinder_paper_is_a_note():
    (result,) = results(mismatches=(replace(MISMATCH, favours="locum"),))
    assert result["level"] == "note"
    assert "kinder" in result["message"]["text"]


def test_a_place_is_told_as_that_of_a_finding_and_what_is_missing_has_the_whole_file():
    start, end = TEXT.index("at most"), TEXT.index(" patients")
    here = replace(MISMATCH, quote=TEXT[start:end], start=start, end=end)
    told, missing = results(read_text("a.txt", TEXT), mismatches=(here, MISSING))
    region = told["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (1, start + 1)
    assert TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]
    assert told["locations"][0]["logicalLocations"] == [{"name": "2.4", "kind": "clause"}]
    assert "region" not in missing["locations"][0]["physicalLocation"]
    paged = Document("a.pdf", "pdf", "0", TEXT, (), Coverage(), pages=((0, 5), (5, len(TEXT))))
    (result,) = results(paged, mismatches=(here,))
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


def test_a_fingerprint_does_not_change_with_the_place_and_equals_differ():
    (here,), (there,) = (list(deal_results(report(costs=(replace(COST, start=at, end=at + 4),)))) for at in (5, 500))
    assert here.fingerprint == there.fingerprint
    everything = list(deal_results(report(mismatches=(MISMATCH, MISMATCH, MISSING), costs=(COST, COST))))
    assert len({one.fingerprint for one in everything}) == 5


@pytest.mark.parametrize("kind", list(MismatchKind))
def test_each_kind_has_a_rule_that_says_what_it_means(kind):
    (one,) = deal_results(report(mismatches=(replace(MISMATCH, kind=kind),)))
    assert one.rule["id"] == f"deal-sheet.{kind}"
    assert one.rule["shortDescription"]["text"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_paper_makes_a_valid_log(attack):
    bad = replace(MISMATCH, written=attack, quote=attack, clause=attack)
    cost = replace(COST, plain=attack, working=(attack,), quote=attack, clause=attack)
    for result in results(mismatches=(bad,), costs=(cost,)):
        assert "\x1b" not in result["message"]["text"]
