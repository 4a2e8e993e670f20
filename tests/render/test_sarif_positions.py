from dataclasses import replace

from clausecheck.beside import Standing
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.sarif import SarifFile
from clausecheck.errors import ExitCode
from clausecheck.extract.plain import read_text
from clausecheck.render.json import report_value
from clausecheck.render.sarif import SarifLog
from tests.render.reports import report
from tests.render.test_packs import PACK
from tests.render.test_positions import DAYS, TOPIC
from tests.render.test_sarif import valid

TEXT = "1. We pay within 21 days.\n"


def run(document=None, **changes):
    """A valid log's run on a report without findings."""
    log = SarifLog()
    log.add("a.txt", report(findings=(), **changes), document)
    return valid(log.text())


def test_each_position_that_is_not_the_preferred_one_is_a_result_of_a_rule_of_its_own():
    standings = (Standing.beyond, Standing.walk_away, Standing.fallback, Standing.unknown, Standing.preferred)
    told = run(positions=tuple(replace(TOPIC, name=f"one-{met}", met=met) for met in standings))
    assert [(r["ruleId"], r["level"]) for r in told["results"]] == [
        ("position.one-beyond", "error"),
        ("position.one-walk-away", "warning"),
        ("position.one-fallback", "note"),
        ("position.one-unknown", "note"),
    ]
    assert [rule["id"] for rule in told["tool"]["driver"]["rules"]] == [r["ruleId"] for r in told["results"]]


def test_both_sides_and_the_playbooks_wording_are_told():
    (one,) = run(positions=(DAYS,))["results"]
    assert one["message"]["text"] == (
        "FALLBACK: Payment days. Contract: 21 days to pay (Clause 4.1, page 2). Playbook: preferred at most 14 days to "
        "pay; fallback at most 30 days to pay. Ask for: We pay in 14 days."
    )
    assert one["properties"]["met"] == "fallback"


def test_a_position_stands_where_its_words_do_and_without_words_at_the_file():
    start = TEXT.index("within")
    here = replace(DAYS, start=start, end=start + len("within 21 days"), page=None)
    document = read_text("a.txt", TEXT)
    silent = replace(TOPIC, met=Standing.beyond)
    told, whole = run(document, positions=(here, silent))["results"]
    region = told["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["snippet"]["text"]) == (1, start + 1, "within 21 days")
    assert "region" not in whole["locations"][0]["physicalLocation"]


def test_why_a_pack_was_not_looked_at_is_a_note():
    told = run(packs=(replace(PACK, applies=False, notes=("Not looked at: no.",), findings=()),))
    notes = [n["message"]["text"] for n in told["invocations"][0]["toolExecutionNotifications"]]
    assert "The agency's own duties: Not looked at: no." in notes


def test_the_log_of_a_batch_says_the_same(tmp_path):
    document = read_text("a.txt", TEXT)
    start = TEXT.index("within")
    here = replace(DAYS, start=start, end=start + len("within 21 days"), page=None)
    judged = report(findings=(), positions=(here,), packs=(PACK,), format="text", pages=None)
    log = SarifLog()
    log.add("a.txt", judged, document)
    with (tmp_path / "log.sarif").open("w", encoding="utf-8") as stream:
        file = SarifFile(stream)
        file.add(Result("a.txt", Outcome.judged, "0" * 64, report_value(judged, document)))
        file.finish(ExitCode.clean)
    batch, alone = valid((tmp_path / "log.sarif").read_text(encoding="utf-8")), valid(log.text())
    assert batch["results"] == alone["results"]
    notes = [run["invocations"][0]["toolExecutionNotifications"] for run in (batch, alone)]
    assert notes[0] == notes[1]
