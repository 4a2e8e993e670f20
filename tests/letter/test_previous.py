import json

import pytest

from clausecheck.errors import UsageProblem
from clausecheck.letter.points import points_of
from clausecheck.letter.previous import Previous, again, read_previous
from clausecheck.render.json import render_json
from clausecheck.report import Confidence, State
from tests.letter.letters import WORDINGS, point
from tests.render.reports import finding, report, term


def test_a_json_report_is_read_back_as_far_as_a_message_needs_it():
    before = read_previous(render_json(report()).encode(), "report.json")
    asked = points_of(before.findings, before.terms, before.engagement, WORDINGS)
    assert asked == points_of(report().findings, report().terms, report().engagement, WORDINGS)
    assert {one.topic for one in asked} == {"overrun", "gagging"}
    held = [(one.start, one.end, one.confidence) for one in before.protections]
    assert held == [(one.start, one.end, one.confidence) for one in report().protections] != []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"schema_version": 2}).encode(),
        render_json(report()).replace('"severity": 4', '"severity": "x"').encode(),
        render_json(report()).replace('"severity": 4', '"severity": 1e999').encode(),
        render_json(report()).replace('"state": "met"', '"state": "odd"').encode(),
    ],
)
def test_anything_else_is_refused_with_what_to_do(data):
    with pytest.raises(UsageProblem, match=r"report\.json: not a clausecheck report.*--format json"):
        read_previous(data, "report.json")


def became(asked, before, findings, terms=(), text="Other words."):
    found = again(asked, before, points_of(findings, terms, "direct", WORDINGS), text)
    return tuple([one.topic for one in group] for group in (found.conceded, found.open, found.new))


BEFORE = Previous("direct", (finding(fingerprint="f1"), finding(topic="breaks", fingerprint="f2")), ())
ASKED = (point("overrun", fingerprints=("f1",)), point("breaks", fingerprints=("f2",)))


def test_what_hurts_no_more_was_conceded_and_the_rest_is_open():
    assert became(ASKED, BEFORE, [finding(fingerprint="f1")]) == (["breaks"], ["overrun"], [])


def test_other_words_that_still_hurt_are_no_concession():
    assert became(ASKED, BEFORE, [finding(fingerprint="other")]) == (["breaks"], ["overrun"], [])


def test_what_was_not_in_the_paper_before_is_new():
    new = finding(topic="gagging", fingerprint="f9")
    assert became(ASKED, BEFORE, [new])[2] == ["gagging"]


def test_what_was_there_before_and_not_raised_is_neither_open_nor_new():
    before = Previous("direct", (*BEFORE.findings, finding(topic="gagging", fingerprint="f9")), ())
    assert became(ASKED, before, [finding(topic="gagging", fingerprint="f9")]) == (["overrun", "breaks"], [], [])


def test_nobody_is_thanked_for_words_that_still_stand():
    text = "7.2 The Session Fee is\ninclusive of any over-run."
    assert became(ASKED[:1], BEFORE, [finding(confidence=Confidence.low)], text=text) == ([], ["overrun"], [])
    assert became(ASKED[:1], BEFORE, [], text="The fee excludes overrun.") == (["overrun"], [], [])


def test_silence_that_was_there_before_is_not_new():
    silent = (term("patient-cap", State.silent),)
    assert became(ASKED, BEFORE, BEFORE.findings, silent)[2] == ["patient-cap"]
    before = Previous("direct", BEFORE.findings, silent)
    assert became(ASKED, before, before.findings, silent)[2] == []
