import json

import jsonschema
import pytest

from clausecheck.errors import ExitCode
from clausecheck.render.schema import json_schema
from tests.judging.papers import BASE

SHEET = """agreed:
  patients_per_session: 14
  payment_days: 14
figures:
  session_fee_gbp: 480
  sessions_per_month: 10
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "contract.txt").write_text(BASE)
    (tmp_path / "deal.yaml").write_text(SHEET)
    return tmp_path / "contract.txt", tmp_path / "deal.yaml"


def test_mismatches_and_costs_stand_in_the_report(clausecheck, files):
    contract, deal = files
    done = clausecheck("check", contract, "--agreed", deal)
    assert done.code == ExitCode.clean
    assert "AGREED, BUT NOT SO ON PAPER: 1 point" in done.out
    assert "Agreed: 14 patients a session" in done.out
    assert "Paper: 15 patients a session (Clause 1.2)" in done.out
    assert "£240 a session: Cancelled on 48 to 168 hours' notice" in done.out


def test_the_json_report_holds_them_by_the_schema(clausecheck, files):
    contract, deal = files
    report = json.loads(clausecheck("check", contract, "--agreed", deal, "--format", "json").out)
    jsonschema.Draft202012Validator(json_schema()).validate(report)
    (mismatch,) = report["mismatches"]
    assert (mismatch["name"], mismatch["agreed"], mismatch["written"]) == (
        "patients_per_session",
        "14 patients a session",
        "15 patients a session",
    )
    assert BASE[mismatch["start"] : mismatch["end"]] == mismatch["quote"]
    assert {cost["name"] for cost in report["costs"]} == {"late-cancellation", "unpaid-overrun", "credit"}


def test_without_a_sheet_and_figures_the_report_has_neither(clausecheck, files):
    report = json.loads(clausecheck("check", files[0], "--format", "json").out)
    assert report["mismatches"] == report["costs"] == []


def test_figures_of_the_configuration_file_give_costs_without_a_sheet(clausecheck, files, tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text("[figures]\nsession_fee_gbp = 480\nsessions_per_month = 10\n")
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(tmp_path / "config.toml"))
    assert "WHAT IT COSTS BY YOUR OWN FIGURES" in clausecheck("check", files[0]).out
    assert "sessions_per_month" not in clausecheck("model", "show").out


def test_only_the_topics_asked_for_are_shown(clausecheck, files):
    contract, deal = files
    out = clausecheck("check", contract, "--agreed", deal, "--only", "payment-terms").out
    assert "Agreed: 14 patients" not in out
    assert "a session: Cancelled" not in out
    assert "standing out at any time" in out


def test_a_bad_sheet_is_told_with_its_line_before_anything_is_read(clausecheck, files):
    contract, deal = files
    deal.write_text("agreed:\n  patients: 14\n")
    done = clausecheck("check", contract, "--agreed", deal)
    assert (done.code, done.out) == (ExitCode.usage, "")
    assert f"{deal}:2: agreed: unknown key 'patients'" in done.err


def test_a_sheet_that_is_not_there_or_too_large_is_told(clausecheck, files):
    contract, deal = files
    assert clausecheck("check", contract, "--agreed", deal.with_name("no.yaml")).code == ExitCode.usage
    deal.write_text("#" * 70_000)
    done = clausecheck("check", contract, "--agreed", deal)
    assert done.code == ExitCode.usage
    assert "larger than a deal sheet can be" in done.err


def test_the_sheet_is_never_written_over(clausecheck, files):
    contract, deal = files
    done = clausecheck("check", contract, "--agreed", deal, "-o", deal, "--force")
    assert done.code == ExitCode.usage
    assert deal.read_text() == SHEET
