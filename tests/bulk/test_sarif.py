"""The log of a batch: the same as that of `check`, valid, and written as the results come."""

import io
import json
import tracemalloc

import jsonschema
import pytest

from clausecheck.bulk.baseline import Baseline, Recorder, read_baseline
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.sarif import SarifFile
from clausecheck.bulk.screening import Screen
from clausecheck.errors import ExitCode
from clausecheck.extract.plain import read_text
from clausecheck.judging.checking import Checker
from clausecheck.judging.deal import read_deal
from clausecheck.render.json import report_value
from clausecheck.render.sarif import SarifLog
from clausecheck.render.schema import json_schema
from tests.bulk.test_screening import suppressions
from tests.bulk.values import failed, known, result, value
from tests.cli.test_check import HARSH
from tests.render.test_sarif import valid


def log(*pairs, base="", code=ExitCode.clean) -> dict:
    stream = io.StringIO()
    writer = SarifFile(stream, base=base)
    for one, verdict in pairs:
        writer.add(one, verdict)
    writer.finish(code)
    return valid(stream.getvalue())


@pytest.mark.parametrize("sheet", ["", "agreed: {patients_per_session: 12, session_fee_gbp: 350, payment_days: 3}"])
def test_a_text_is_told_as_check_tells_it(sheet):
    document = read_text("a.txt", HARSH)
    checker = Checker(deal=read_deal(sheet.encode(), "deal.yaml") if sheet else None)
    report = checker.check(document)
    assert bool(report.mismatches) == bool(sheet)
    topics = {topic.slug: topic for topic in checker.rulebook.topics}
    expected = SarifLog(topics)
    expected.add("in/a.txt", report, document)
    stream = io.StringIO()
    writer = SarifFile(stream, topics, base="in/")
    writer.add(Result("a.txt", Outcome.judged, document.sha256, report_value(report, document)))
    writer.finish(ExitCode.clean)
    assert json.loads(stream.getvalue()) == json.loads(expected.text())


def test_the_lines_of_findings_keep_to_the_schema_and_are_those_of_the_text():
    document = read_text("a.txt", HARSH)
    told = report_value(Checker().check(document), document)
    jsonschema.Draft202012Validator(json_schema()).validate(told)
    rows = HARSH.split("\n")
    for one in told["findings"]:
        at = one["lines"]
        assert at["start"] == at["end"]
        assert rows[at["start"] - 1][at["column"] - 1 : at["end_column"] - 1] == one["quote"]


def test_a_pdf_is_told_by_page_and_every_finding_has_a_first_line():
    run = log((result("a.pdf", known(1, page=3), known(2, page=None)), None))
    lines = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in run["results"]]
    assert lines == [3, 1]


def test_a_batch_without_results_is_valid_too():
    assert log()["results"] == []
    run = log((failed("b.pdf"), None), code=ExitCode.unread)
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (note["descriptor"]["id"], note["level"]) == ("unread-file", "error")


def test_names_become_references():
    run = log(
        (result("a b/ü.pdf"), None), (failed("s3://bucket/a b.pdf"), None), (failed("-"), None), base="templates/"
    )
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert uris == ["templates/a%20b/%C3%BC.pdf", "s3://bucket/a%20b.pdf", "stdin"]


def test_what_is_within_a_file_is_told_at_that_file_and_by_name():
    deep = value(known(3, page=4, clause=""), name="a.txt")
    inner = value(known(2, page=3, clause="7"), name="old/a.txt") | {"attachments": [deep]}
    outer = value(known(1, page=None, clause="")) | {"attachments": [inner]}
    after = result("b.pdf", known(4, page=2, clause=""))
    run = log((Result("m/mail.eml", Outcome.judged, "0", outer), None), (after, None), base="t/")
    artifacts = [(one["location"]["uri"], one.get("parentIndex")) for one in run["artifacts"]]
    assert artifacts == [("t/m/mail.eml", None), ("/old/a.txt", 0), ("/a.txt", 1), ("t/b.pdf", None)]
    places = [each["locations"][0] for each in run["results"]]
    physical = [place["physicalLocation"] for place in places]
    mail = {"uri": "t/m/mail.eml", "index": 0}
    assert [one["artifactLocation"] for one in physical] == [mail, mail, mail, {"uri": "t/b.pdf", "index": 3}]
    assert [one["region"]["startLine"] for one in physical] == [1, 1, 1, 2]
    assert physical[1]["region"]["properties"]["within"] == {"artifact": 1, "unit": "page", "start": 3, "end": 3}
    first = {"name": "old/a.txt", "fullyQualifiedName": "old/a.txt", "kind": "attachment"}
    assert [place.get("logicalLocations") for place in places] == [
        None,
        [first, {"name": "7", "kind": "clause"}],
        [{"name": "a.txt", "fullyQualifiedName": "old/a.txt > a.txt", "kind": "attachment"}],
        None,
    ]


def test_what_was_not_read_within_a_file_is_told_at_that_file():
    inner = value(name="a.txt")
    inner["document"]["coverage"] = {"complete": False, "parts": [
        {"name": "page 2", "read": False, "why": "it is a picture", "words": 0, "pictures": 1, "ocr": False}
    ]}  # fmt: skip
    run = log((Result("mail.eml", Outcome.partial, "0", value() | {"attachments": [inner]}), None))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "mail.eml", "index": 0}
    assert note["locations"][0]["logicalLocations"][0]["name"] == "a.txt"


@pytest.mark.parametrize("name", ["/etc/passwd", "//host/a", "../../a.txt", "x\ud800y", "\udcff"])
def test_any_name_within_a_file_is_a_path_in_it(name):
    run = log((Result("mail.eml", Outcome.judged, "0", value() | {"attachments": [value(known(1), name=name)]}), None))
    assert run["artifacts"][1]["location"]["uri"].isascii()


def test_a_name_with_half_of_a_character_is_told():
    writer = SarifFile(stream := io.StringIO())
    writer.add(failed("x\ud800y.pdf"))
    writer.add(failed("s3://x\ud800y.pdf"))
    base = Recorder()
    base.add("x\ud800y", "0", value(known(1)))
    (gone,) = read_baseline(base.text().encode(), "b")
    writer.add_absent(gone.name, gone.findings[0])
    writer.finish(ExitCode.unread)
    run = valid(stream.getvalue())
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["x%ED%A0%80y.pdf", "s3://x%ED%A0%80y.pdf"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "x%ED%A0%80y"}


def test_what_is_known_new_gone_and_suppressed_is_marked():
    recorder = Recorder()
    before = value(known(1), known(9, rule="breaks.unpaid", topic="breaks"))
    recorder.add("a", "0", before)
    base = Baseline(read_baseline(recorder.text().encode(), "b"), lambda _: True)
    screen = Screen((), base, suppressions("fingerprint: 0000000000000002"))
    one = result("a", known(1), known(2))
    assert one.report is not None
    run = log((one, screen.look("a", one.report)))
    assert [r["baselineState"] for r in run["results"]] == ["unchanged", "new", "absent"]
    assert [r.get("suppressions") for r in run["results"]] == [
        None,
        [{"kind": "external", "justification": "agreed (Jo, until 2027-01-01)"}],
        None,
    ]
    gone = run["results"][2]
    assert (gone["ruleId"], gone["kind"], gone["level"]) == ("breaks.unpaid", "pass", "none")


def test_findings_are_written_as_they_come():
    class Counting(io.StringIO):
        written = 0

        def write(self, text: str) -> int:
            self.written += len(text)
            return len(text)

    stream = Counting()
    writer = SarifFile(stream)
    one = result("a", *(known(n, ask="word " * 200) for n in range(50)))
    writer.add(one)
    tracemalloc.start()
    for _ in range(100):
        writer.add(one)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    writer.finish(ExitCode.clean)
    assert stream.written > 5_000_000
    assert held < 500_000
