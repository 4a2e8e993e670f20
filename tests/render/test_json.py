import json

import pytest

from clausecheck.render.json import render_json
from clausecheck.report import LadderStep, StakhanovRatio
from tests.render.reports import finding, protection, report

KEYS = {
    "": "schema_version tool document grade measures findings protections terms quantities ladders missing_documents "
    "mismatches costs positions packs notices attachments",
    "tool": "name version rules_sha256",
    "document": "name sha256 format pages words engagement nation coverage",
    "document.coverage": "complete parts",
    "grade": "letter verdict reasons axes",
    "grade.axes.0": "axis letter reasons",
    "measures": "stakhanov_ratio duties",
    "measures.stakhanov_ratio": "value unbounded minutes_demanded minutes_paid working",
    "measures.duties": "locum other model",
    "findings.0": "rule topic axis severity confidence quote start end clause page plain why effects model ask basis "
    "sources values fingerprint",
    "findings.0.model": "clause quote",
    "protections.0": "rule topic confidence quote start end clause page values effects fingerprint",
    "terms.0": "topic state contract model difference findings",
    "quantities.0": "name value unit quote start end clause",
    "ladders.0": "name steps",
    "ladders.0.steps.0": "hours percent quote",
    "missing_documents.0": "name quote",
    "notices.0": "kind message quote",
}


def at(value, path):
    for step in path.split(".") if path else ():
        value = value[int(step)] if step.isdigit() else value[step]
    return value


@pytest.mark.parametrize(("path", "keys"), KEYS.items())
def test_keys_stand_in_the_order_of_schema_1(path, keys):
    assert list(at(json.loads(render_json(report())), path)) == keys.split()


def test_whole_numbers_have_no_point():
    assert '"value": 15,' in render_json(report())


def test_what_is_not_there_is_null():
    value = json.loads(render_json(report(grade=None, measures=None, pages=None)))
    assert (value["grade"], value["measures"], value["document"]["pages"]) == (None, None, None)


def test_endless_numbers_become_null():
    measures = report().measures
    endless = StakhanovRatio(float("inf"), True, float("inf"), 250.0, ())
    from dataclasses import replace

    value = json.loads(render_json(report(measures=replace(measures, stakhanov_ratio=endless))))
    assert value["measures"]["stakhanov_ratio"]["value"] is None


def test_letters_outside_ascii_stay_readable():
    assert "£500 – naïve" in render_json(report(findings=(finding(quote="£500 – naïve"),)))


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\x7f", "\ud800"])
def test_signs_that_a_terminal_obeys_are_escaped_and_mean_the_same(sign):
    text = render_json(report(findings=(finding(quote=f"a{sign}b"),)))
    assert sign not in text
    assert json.loads(text)["findings"][0]["quote"] == f"a{sign}b"


def test_one_line_for_json_lines():
    text = render_json(report(findings=(finding(quote="a\nb\u2028c"),)), indent=None)
    assert len(text.splitlines()) == 1


def test_contract_text_only_when_given():
    assert "text" not in json.loads(render_json(report()))["document"]
    assert json.loads(render_json(report(), text="whole"))["document"]["text"] == "whole"


def test_every_report_says_its_date_and_that_it_is_no_advice():
    messages = [notice["message"] for notice in json.loads(render_json(report()))["notices"]]
    assert messages[-2:] == ["Law and guidance as read on 2026-11-02.", "This is not legal advice."]


def test_attachments_are_reports():
    value = json.loads(render_json(report(attachments=(report(name="schedule.docx"),))))
    assert value["attachments"][0]["document"]["name"] == "schedule.docx"


def test_a_protection_carries_its_values():
    value = json.loads(render_json(report(protections=(protection(values=(("patients_per_hour", 4.5),)),))))
    assert value["protections"][0]["values"] == {"patients_per_hour": 4.5}


def test_a_rung_may_be_a_half():
    from clausecheck.report import Ladder

    rung = Ladder("x", (LadderStep(0.5, 12.5, "q"),))
    assert json.loads(render_json(report(ladders=(rung,))))["ladders"][0]["steps"][0]["hours"] == 0.5
