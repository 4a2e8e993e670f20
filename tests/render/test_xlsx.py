import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings

from clausecheck.document import Coverage, CoveragePart
from clausecheck.render.plain import visible
from clausecheck.render.xlsx import render_xlsx
from tests.render.hostile import ATTACKS, TEXTS, hostile
from tests.render.reports import finding, report

SHEETS = ["Overview", "Findings", "Protections", "Terms", "Quantities", "Coverage"]


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(data: bytes, sheet: str) -> list[dict[str, object]]:
    head, *rows = opened(data)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_six_sheets_hold_the_report():
    data = render_xlsx(report(), titles={"overrun": "Overrun pay"})
    assert opened(data).sheetnames == SHEETS
    said = {(row["About"], row["Item"]): row["Says"] for row in cells(data, "Overview")}
    assert said["Grade", "whole contract"] == "D: not without changes"
    assert said["Read", "everything"] == "NO: see the sheet Coverage"
    found = cells(data, "Findings")
    assert [(row["No."], row["Severity"]) for row in found] == [(1, 5), (2, 4), (3, 4)]
    assert found[1]["Title"] == "Overrun pay"
    assert found[1]["Quote"] == finding().quote
    assert found[1]["Ask for"] == finding().ask
    assert [row["Quote"] for row in cells(data, "Protections")] == [report().protections[0].quote]
    assert len(cells(data, "Terms")) == len(report().terms)
    assert [(row["Quantity"], row["Value"]) for row in cells(data, "Quantities")] == [("patients_per_session", 15)]
    assert [row["Read"] for row in cells(data, "Coverage")] == ["yes", "NO"]


def test_each_sheet_has_a_frozen_head_a_filter_and_widths():
    for sheet in opened(render_xlsx(report())).worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert len(sheet.column_dimensions) > 1


def test_the_same_report_makes_the_same_bytes():
    assert render_xlsx(report()) == render_xlsx(report())


def test_an_attached_report_is_in_the_same_sheets_under_its_own_name():
    rows = cells(render_xlsx(report(attachments=(report(name="terms.pdf"),))), "Findings")
    assert [row["Document"] for row in rows] == ["contract.pdf"] * 3 + ["contract.pdf > terms.pdf"] * 3


def test_a_report_of_nothing_still_opens():
    empty = report(findings=(), protections=(), terms=(), quantities=(), grade=None, measures=None)
    assert opened(render_xlsx(empty)).sheetnames == SHEETS


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    quote = cells(render_xlsx(report(findings=(finding(quote="word " * 10_000),))), "Findings")[0]["Quote"]
    assert len(quote) == 32_767
    assert quote.endswith("(cut: longer than a cell can hold)")


def harmless(data: bytes) -> None:
    """No cell calculates, nothing points out of the workbook, and every part is sound XML."""
    book = opened(data)
    assert {c.data_type for sheet in book.worksheets for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.namelist():
            body = parts.read(part).decode()
            assert not re.search(r"<f[ >]|<hyperlink|TargetMode=|externalLink|<oleObject|vbaProject", body), part


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_a_formula_or_a_link(attack):
    data = render_xlsx(hostile(attack))
    harmless(data)
    found = cells(data, "Findings")[0]["Quote"] or ""
    assert found.rstrip()[:1000].replace("_x005F_", "_") == visible(attack)[:1000]


def test_a_text_that_looks_like_a_formula_stays_a_text_when_it_is_edited():
    sheet = opened(render_xlsx(report(findings=(finding(quote="=1+1"),))))["Findings"]
    (cell,) = [c for c in sheet[2] if c.value == "=1+1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@settings(max_examples=25, deadline=None)
@given(text=TEXTS)
def test_whatever_a_contract_holds_the_workbook_opens_and_does_nothing(text):
    harmless(render_xlsx(hostile(text)))


def test_a_file_read_whole_says_yes():
    whole = report(coverage=Coverage((CoveragePart("body", True),)))
    said = {(row["About"], row["Item"]): row["Says"] for row in cells(render_xlsx(whole), "Overview")}
    assert said["Read", "everything"] == "yes"


def test_a_row_is_as_tall_as_its_longest_text_needs_and_no_taller_than_excel_allows():
    long, huge = finding(why="word " * 60, fingerprint="f1"), finding(why="word " * 9000, severity=3, fingerprint="f2")
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(report(findings=(long, huge)))))["Findings"]
    assert sheet.row_dimensions[2].height >= 6 * 15  # 300 characters in a column of 50
    assert sheet.row_dimensions[2].height < 200
    assert 400 < sheet.row_dimensions[3].height <= 409
