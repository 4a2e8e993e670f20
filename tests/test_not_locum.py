"""Contracts of other kinds are told as such, get no grade and are left in peace."""

from pathlib import Path

import pytest

from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.report import Confidence, Report

FOLDER = Path(__file__).parent / "not_locum"
MOST_FINDINGS = 2.0
"""Per thousand words, of a contract that has nothing to do with medicine."""


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    checker = Checker()
    return {path.stem: checker.check(extract(path)) for path in sorted(FOLDER.glob("*.txt"))}


def test_there_are_three_of_them(reports):
    assert reports.keys() == {"lease", "licence", "salaried"}
    assert all(report.words > 1_000 for report in reports.values())


@pytest.mark.parametrize("name", ["lease", "licence", "salaried"])
def test_none_is_graded_and_the_reader_is_told_why(reports, name):
    assert reports[name].grade is None
    assert "not-a-locum-contract" in {notice.kind for notice in reports[name].notices}


@pytest.mark.parametrize("name", ["lease", "licence"])
def test_little_is_found_where_nothing_is_the_locums(reports, name):
    assert 1_000 * len(reports[name].findings) / reports[name].words < MOST_FINDINGS


def test_what_is_of_medicine_in_another_contract_is_shown_and_never_sure(tmp_path):
    path = tmp_path / "lease.txt"
    lease = (FOLDER / "lease.txt").read_text(encoding="utf-8")
    path.write_text(f"{lease}\n\n99. Any overrun of a session by the locum doctor is unpaid.\n", encoding="utf-8")
    report = Checker().check(extract(path))
    assert report.grade is None
    assert "overrun" in {one.topic for one in report.findings}
    assert {one.confidence for one in report.findings} == {Confidence.low}


def test_the_second_reader_says_nothing_of_them(reports):
    for report in reports.values():
        assert not [one for one in report.findings if ".second-reader-" in one.rule]
