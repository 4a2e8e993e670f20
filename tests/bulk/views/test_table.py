import csv
import io

import pytest

from clausecheck.bulk.views.survey import survey
from clausecheck.bulk.views.table import COLUMNS, write_table
from clausecheck.render.csv import CsvTable
from tests.bulk.views.results import WHOLE, failed, hostile, judged, partial
from tests.render.hostile import ATTACKS
from tests.render.reports import report

BATCH = [failed("a.pdf"), judged("b.pdf"), judged("c.pdf", "A", findings=()), partial("d.pdf"), failed("e.pdf")]


def table(path, results):
    write_table(path, survey(results), results, titles={"overrun": "Overrun pay"})
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(head) == COLUMNS
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


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_begins_a_formula(tmp_path, attack):
    for row in table(tmp_path / "t.csv", hostile(attack)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            assert not cell.startswith("-") or cell.lstrip("-").replace(".", "").isdigit()
