"""The log against the classes made from the official schema of SARIF 2.1.0, and the rules no schema can hold."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialLog

from clausecheck.document import Coverage, CoveragePart, Document
from clausecheck.errors import ExitCode
from clausecheck.extract.plain import read_text
from clausecheck.render.plain import visible
from clausecheck.render.sarif import SarifLog
from clausecheck.render.sarif_rules import message
from clausecheck.report import Confidence
from tests.render.hostile import ATTACKS, TEXTS, hostile
from tests.render.reports import finding, report

TEXT = "1. Fees\r\nThe fee is £480.\r\n2. Hours\r\nThe Locum stays until the last patient\nhas been seen, unpaid.\r\n"
WHERE = (TEXT.index("The Locum stays"), TEXT.index("unpaid"))


def valid(text: str) -> dict:
    """The log's only run, after the official schema and the spec's own rules on references between its parts."""
    log = json.loads(text)
    OfficialLog.model_validate(log)
    (run,) = log["runs"]
    driver, artifacts = run["tool"]["driver"], run["artifacts"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    notified = run["invocations"][0]["toolExecutionNotifications"]
    for note in notified:
        assert driver["notifications"][note["descriptor"]["index"]]["id"] == note["descriptor"]["id"]
    for each in (*run["results"], *notified):
        place = each["locations"][0]["physicalLocation"]["artifactLocation"]
        # Of a file that is no longer there only the name is known.
        assert each.get("baselineState") == "absent" or artifacts[place["index"]]["location"]["uri"] == place["uri"]
        assert each["message"]["text"]
        # A code host would show what is within a file at a file of the repository that has the same path.
        assert place.get("index") is None or "parentIndex" not in artifacts[place["index"]]
    for artifact in artifacts:
        path = artifact["location"]["uri"]
        assert ("parentIndex" in artifact) is (path.startswith("/") and not path.startswith("//"))
    return run


def one(*, findings=(), document=None, code=ExitCode.clean, **changes) -> dict:
    log = SarifLog()
    log.add("contracts/a.pdf", report(findings=findings, **changes), document)
    return valid(log.text(code))


def test_the_official_schema_is_strict():
    log = SarifLog()
    log.add("a.pdf", report(), None)
    wrong = json.loads(log.text())
    wrong["runs"][0]["results"][0]["colour"] = "red"
    with pytest.raises(ValidationError):
        OfficialLog.model_validate(wrong)


def test_a_full_report_is_valid_and_has_a_result_for_each_finding():
    run = one(findings=report().findings)
    assert [result["ruleId"] for result in run["results"]] == ["overrun.unpaid", "gagging.all", "overrun.unpaid"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["overrun.unpaid", "gagging.all"]
    assert run["artifacts"][0]["properties"]["grade"] == "D"


@pytest.mark.parametrize(("severity", "level"), [(5, "error"), (4, "error"), (3, "warning"), (2, "note"), (1, "note")])
def test_the_level_follows_the_severity(severity, level):
    assert one(findings=(finding(severity=severity),))["results"][0]["level"] == level


def test_what_is_only_worth_a_look_is_a_note_whatever_its_severity():
    assert one(findings=(finding(severity=5, confidence=Confidence.low),))["results"][0]["level"] == "note"


def test_a_text_file_is_told_by_line_and_column():
    start, end = WHERE
    run = one(findings=(finding(start=start, end=end, quote=TEXT[start:end]),), document=read_text("a.txt", TEXT))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (4, 1, 5, 16)
    assert TEXT[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == TEXT[start:end]
    assert region["properties"]["unit"] == "line"
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_pdf_is_told_by_page():
    document = Document("a.pdf", "pdf", "0", TEXT, (), Coverage(), pages=((0, 30), (30, 60), (60, len(TEXT))))
    run = one(findings=(finding(start=40, end=80),), document=document)
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"], region["properties"]["unit"]) == (2, 3, "page")
    assert not {"startColumn", "charOffset"} & set(region)


def test_a_fingerprint_does_not_change_with_the_place():
    here, there = (one(findings=(finding(start=at, end=at + 44),))["results"][0] for at in (100, 900))
    assert here["partialFingerprints"] == there["partialFingerprints"]
    assert here["partialFingerprints"]["clausecheck/v1"] == "f1"


def test_a_rule_says_why_it_hurts_and_what_to_ask():
    help_ = one(findings=(finding(),))["tool"]["driver"]["rules"][0]["help"]
    assert "Why it matters: Every late patient is your loss." in help_["text"]
    assert "**Ask for:** Work after the finish time" in help_["markdown"]


def test_several_files_are_one_run_and_what_was_not_read_is_notified():
    log = SarifLog()
    log.add("a.pdf", report(), None)
    log.fail("b.pdf", "the file is empty. Check that it was saved.")
    log.add("c.pdf", report(coverage=Coverage((CoveragePart("body", True),)), notices=()), None)
    run = valid(log.text(ExitCode.unread))
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["a.pdf", "b.pdf", "c.pdf"]
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    kinds = [(n["descriptor"]["id"], n["level"]) for n in invocation["toolExecutionNotifications"]]
    assert kinds == [("unread-part", "error"), ("notice", "note"), ("unread-file", "error")]


@pytest.mark.parametrize("code", list(ExitCode))
def test_each_exit_code_is_told_in_words(code):
    (invocation,) = one(code=code)["invocations"]
    assert invocation["exitCodeDescription"]
    assert invocation["executionSuccessful"] is (code in (ExitCode.clean, ExitCode.found))


def test_an_attachment_is_nested_in_its_message():
    log = SarifLog()
    log.add("mail.eml", report(attachments=(report(name="terms.pdf"),)), None)
    run = valid(log.text())
    assert [artifact.get("parentIndex") for artifact in run["artifacts"]] == [None, 0]
    assert len(run["results"]) == 2 * len(report().findings)


def test_what_is_attached_has_its_own_lines_and_an_address_that_is_one():
    inner = read_text("new terms.txt", TEXT)
    said = finding(quote=inner.text[WHERE[0] : WHERE[1]], start=WHERE[0], end=WHERE[1])
    outer = replace(read_text("mail.eml", "See attached."), attachments=(inner,))
    log = SarifLog(include_text=True)
    part = report(name="new terms.txt", format="text", sha256=inner.sha256, findings=(said,))
    log.add("mail.eml", report(findings=(), attachments=(part,)), outer)
    run = valid(log.text())
    assert run["artifacts"][1]["location"]["uri"] == "/new%20terms.txt"
    assert run["artifacts"][1]["contents"]["text"] == inner.text
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "mail.eml", "index": 0}
    properties = {"unit": "file", "within": {"artifact": 1, "unit": "line", "start": 4, "end": 5}}
    assert place["region"]["properties"] == properties


def test_the_contract_is_held_only_when_asked_for():
    for wanted in (True, False):
        log = SarifLog(include_text=wanted)
        log.add("a.txt", report(findings=()), read_text("a.txt", TEXT))
        assert ("contents" in valid(log.text())["artifacts"][0]) is wanted


@settings(max_examples=60)
@given(text=TEXTS)
def test_a_hostile_contract_makes_a_valid_log_that_links_nowhere(text):
    log = SarifLog()
    log.add("a.pdf", hostile(text), None)
    out = log.text()
    assert out.encode("utf-8").decode("utf-8") == out
    for result in valid(out)["results"]:
        assert not re.search(r"(?<!\\)\[[^\]\\]*\]\(", result["message"]["text"])


@pytest.mark.parametrize("text", ATTACKS)
def test_a_message_reads_as_the_text_it_was_made_of(text):
    said = message(text)["text"]
    assert not re.search(r"(?<!\{)(?:\{\{)*\{(?!\{)", said), "a single brace is a placeholder"
    plain = said.replace("{{", "{").replace("}}", "}")
    plain = re.sub(r"\\([\\\[\]])", r"\1", plain) if "](" in visible(text) else plain
    assert plain == visible(text)
