import csv
import io

import pytest

from clausecheck.beside import Standing
from clausecheck.bulk.views.survey import survey
from clausecheck.bulk.views.table import COLUMNS, write_table
from clausecheck.render.csv import COLUMNS as ONE_REPORT
from clausecheck.render.csv import CsvTable
from clausecheck.render.rows_beside import BESIDE_COLUMNS
from tests.bulk.views.results import WHOLE, beside, duty, failed, hostile, hostile_beside, judged, pack, partial
from tests.bulk.views.results import position as stands
from tests.render.hostile import ATTACKS
from tests.render.reports import report

BATCH = [failed("a.pdf"), judged("b.pdf"), judged("c.pdf", "A", findings=()), partial("d.pdf"), failed("e.pdf")]


def table(path, results, more=()):
    write_table(path, survey(results), results, titles={"overrun": "Overrun pay"})
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(head) == (*COLUMNS, *more)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_there_is_a_row_a_finding_and_one_for_each_file_without(tmp_path):
    rows = table(tmp_path / "t.csv", BATCH)
    assert [(r["file"], r["number"], r["severity"]) for r in rows] == [
        ("a.pdf", "", ""),
        *(("b.pdf", str(n), s) for n, s in ((1, "5"), (2, "4"), (3, "4"))),
        ("c.pdf", "", ""),
        *(("d.pdf", str(n), s) for n, s in ((1, "5"), (2, "4"), (3, "4"))),
        ("e.pdf", "", ""),
    ]
    assert rows[0]["read"] == "no (a.pdf: is locked. Give --password.)"
    assert rows[1]["read"] == "whole"
    assert rows[5]["read"] == "in part (page 2: it is a picture)"
    assert rows[2]["title"] == "Overrun pay"
    assert (rows[2]["group"], rows[2]["group_templates"]) == ("2", "2")


def test_the_columns_hold_what_check_writes_for_one_file(tmp_path):
    ours = table(tmp_path / "t.csv", [judged("contract.pdf", findings=report().findings)])
    one = CsvTable({"overrun": "Overrun pay"})
    one.add("contract.pdf", report(coverage=WHOLE))
    head, *rows = csv.reader(io.StringIO(one.text().removeprefix("\ufeff"), newline=""))
    assert [
        {**row, "group": "", "group_templates": ""} for row in (dict(zip(head, r, strict=True)) for r in rows)
    ] == ours


def test_duties_and_positions_are_rows_of_their_own_after_the_rest(tmp_path):
    rows = table(tmp_path / "t.csv", [beside("a.pdf", findings=()), failed("b.pdf")], BESIDE_COLUMNS)
    assert [(r["kind"], r["number"], r["title"], r["met"]) for r in rows] == [
        ("duty", "1", "Withheld pay", ""),
        ("duty", "2", "Withheld pay", ""),
        ("duty", "3", "Opt out", ""),
        ("duty-missing", "1", "Key document", ""),
        ("duty-note", "1", "", ""),
        ("position", "1", "Payment days", "beyond"),
        ("position", "2", "No indemnity", "walk-away"),
        ("", "", "", ""),
    ]
    assert {r["pack"] for r in rows[:5]} == {"The agency's own duties"}
    assert (rows[0]["severity"], rows[0]["quote"], rows[0]["severity_words"]) == (
        "4", "No signature, no pay.", "change before use",
    )  # fmt: skip
    days = rows[5]
    assert (days["written"], days["values"], days["preferred"], days["fallback"], days["walk_away"]) == (
        "21 days to pay", "payment_days = 21", "at most 14 days to pay", "at most 30 days to pay", "",
    )  # fmt: skip


def test_the_rows_of_packs_and_positions_are_those_of_check(tmp_path):
    both = {"positions": (stands(Standing.beyond),), "packs": (pack(duty()),)}
    ours = table(tmp_path / "t.csv", [judged("contract.pdf", findings=(), **both)], BESIDE_COLUMNS)
    one = CsvTable()
    one.add("contract.pdf", report(findings=(), coverage=WHOLE, **both))
    head, *rows = csv.reader(io.StringIO(one.text().removeprefix("\ufeff"), newline=""))
    assert [dict(zip(head, row, strict=True)) for row in rows] == [
        {key: cell for key, cell in row.items() if "group" not in key} for row in ours
    ]
    assert len(rows) == 4


def test_columns_of_packs_and_positions_come_after_all_that_readers_may_count_on(tmp_path):
    assert (*ONE_REPORT, "group", "group_templates") == COLUMNS
    assert len(ONE_REPORT) == 33
    table(tmp_path / "t.csv", BATCH)  # none of them where nothing was asked for


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_begins_a_formula(tmp_path, attack):
    for row in table(tmp_path / "t.csv", [*hostile(attack), *hostile_beside(attack)], BESIDE_COLUMNS):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            assert not cell.startswith("-") or cell.lstrip("-").replace(".", "").isdigit()
