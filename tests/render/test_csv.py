import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.render.csv import COLUMNS, CsvTable, tamed
from clausecheck.render.plain import visible
from clausecheck.report import Confidence
from tests.render.hostile import ATTACKS, TEXTS, hostile
from tests.render.reports import finding, report

BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(table: CsvTable) -> list[dict[str, str]]:
    text = table.text()
    assert text.encode("utf-8").startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert read[0] == list(COLUMNS)
    assert {len(row) for row in read} == {len(COLUMNS)}
    return [dict(zip(COLUMNS, row, strict=True)) for row in read[1:]]


def table_of(*reports_: object) -> list[dict[str, str]]:
    table = CsvTable({"overrun": "Overrun pay"})
    for number, each in enumerate(reports_):
        table.add(f"{number}.pdf", each)
    return rows(table)


def test_each_finding_is_a_row_the_worst_first_and_the_doubtful_last():
    got = table_of(report())
    assert [(row["number"], row["topic"], row["severity"]) for row in got] == [
        ("1", "gagging", "5"),
        ("2", "overrun", "4"),
        ("3", "newspeak", "4"),
    ]
    assert got[1]["title"] == "Overrun pay"
    assert got[1]["quote"] == finding().quote
    assert got[1]["ask"] == finding().ask
    assert got[1]["sources"] == "[B3] Locum handbook https://example.org/handbook"
    assert got[2]["confidence"] == str(Confidence.low)


def test_a_file_half_read_says_so_in_each_of_its_rows():
    assert {row["read"] for row in table_of(report())} == {"in part (page 2: it is a picture)"}


def test_a_file_without_findings_and_one_that_could_not_be_read_have_a_row_without_a_number():
    table = CsvTable()
    table.add("fair.pdf", report(findings=()))
    table.fail("broken.pdf", "the file is damaged")
    fair, broken = rows(table)
    assert (fair["file"], fair["grade"], fair["number"]) == ("fair.pdf", "D", "")
    assert (broken["file"], broken["read"], broken["grade"]) == ("broken.pdf", "no (the file is damaged)", "none")


def test_attachments_follow_under_the_name_of_their_message():
    got = table_of(report(attachments=(report(name="terms.pdf"),)))
    assert [row["file"] for row in got] == ["0.pdf"] * 3 + ["0.pdf > terms.pdf"] * 3


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_begins_as_a_formula(attack):
    for row in table_of(hostile(attack)):
        assert not [cell for cell in row.values() if cell.startswith(BEGINS)]
        assert row["quote"].removeprefix("'") == visible(attack).removeprefix("'")


@settings(max_examples=60)
@given(text=TEXTS)
def test_whatever_a_contract_holds_the_rows_stay_whole(text):
    for row in table_of(hostile(text), report()):
        assert not [cell for cell in row.values() if cell.startswith(BEGINS)]


@given(st.text())
def test_taming_only_ever_adds_an_apostrophe(cell):
    assert tamed(cell) in (cell, f"'{cell}")
    assert not tamed(cell).startswith(BEGINS)
