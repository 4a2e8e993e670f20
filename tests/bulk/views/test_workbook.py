import re
import time
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings

from clausecheck.bulk.views import sheets
from clausecheck.bulk.views.changes import changes
from clausecheck.bulk.views.sheets import fitting
from clausecheck.bulk.views.survey import survey
from clausecheck.bulk.views.workbook import Before, write_workbook
from clausecheck.render.plain import visible
from tests.bulk.views.results import failed, hostile, judged, partial
from tests.render.hostile import ATTACKS, TEXTS
from tests.render.reports import finding

SHEETS = ["Overview", "Matrix", "Findings", "Silence", "Quantities", "Groups", "Unread", "Changes", "Notes"]
BATCH = [failed("a.pdf"), judged("b.pdf", "E"), judged("c.pdf", "A", findings=()), partial("d.pdf"), judged("f.pdf")]


def before(now, then):
    ours, theirs = survey(now), survey(then, groups=False)
    return Before(then, theirs, changes(ours, theirs))


def written(path, results, then=None):
    told = None if then is None else before(results, then)
    write_workbook(path, survey(results), results, before=told, titles={"overrun": "Overrun pay"})
    return openpyxl.load_workbook(path)


def rows(book, sheet):
    head, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return written(tmp_path_factory.mktemp("book") / "b.xlsx", BATCH)


def test_each_sheet_has_a_frozen_head_a_filter_and_widths_and_prints_on_pages_one_wide(book):
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.freeze_panes in ("B2", "C2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert len(sheet.column_dimensions) > 1
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$1:$1"


def test_the_overview_has_a_row_a_document_with_its_grade(book):
    found = {row["Document"]: row for row in rows(book, "Overview")}
    assert list(found) == [one.name for one in BATCH]
    assert [row["Grade"] for row in found.values()] == ["none", "E", "A", "none", "D"]
    assert [row["Read"] for row in found.values()] == ["no", "whole", "whole", "in part", "whole"]
    assert found["a.pdf"]["Verdict"] == "a.pdf: is locked. Give --password."
    harsh = found["b.pdf"]
    assert (harsh["Worst severity"], harsh["Severity 5"], harsh["Severity 4"], harsh["Worth a look"]) == (5, 1, 1, 1)
    assert (harsh["Workload"], harsh["Stakhanov ratio"], harsh["Pages"], harsh["Nation"]) == ("E", 1.2, 10, "England")


def colours(book, sheet, column):
    """What a cell of the column must say to be coloured."""
    every = book[sheet].conditional_formatting
    return {r.formula[0] if r.type == "cellIs" else r.text for f in every if f"{column}2" in str(f.sqref).split(":")[0]
            for r in f.rules}  # fmt: skip


def test_grades_severities_and_standings_are_coloured(book):
    assert colours(book, "Overview", "B") == {f'"{letter}"' for letter in "ABCDE"}
    assert colours(book, "Findings", "E") == {"3", "4", "5"}
    assert {"hurts", "silent", "better"} <= colours(book, "Matrix", "C")


def links(book, sheet):
    """Text of each linked cell, and of the cell it leads to."""
    found = []
    for row in book[sheet].iter_rows():
        for cell in row:
            if cell.hyperlink is not None:
                assert cell.hyperlink.target is None
                place, at = cell.hyperlink.location.rsplit("!", 1)
                found.append((cell.value, place.strip("'"), book[place.strip("'")][at].value))
    return found


def test_links_lead_from_a_template_to_its_findings_and_back(book):
    assert links(book, "Overview") == [
        ("a.pdf", "Unread", "a.pdf"),
        ("b.pdf", "Findings", "b.pdf"),
        ("d.pdf", "Findings", "d.pdf"),
        ("f.pdf", "Findings", "f.pdf"),
    ]
    assert [text for text, _, _ in links(book, "Matrix")] == [one.name for one in BATCH]
    names = [one for one in links(book, "Findings") if one[1] == "Overview"]
    assert names == [(name, "Overview", name) for name in ("b.pdf", "d.pdf", "f.pdf")]
    groups = [one for one in links(book, "Findings") if one[1] == "Groups"]
    assert len(groups) == 9
    assert all(number == there for number, _, there in groups)


def test_the_matrix_says_where_each_template_stands(book):
    found = {row["Document"]: row for row in rows(book, "Matrix")}
    assert found["b.pdf"]["Overrun pay"] == "hurts 4"
    assert found["b.pdf"]["Finish time"] == "silent"
    assert found["b.pdf"]["Patient cap"] == "as model"
    assert found["b.pdf"]["Exclusivity"] is None
    assert found["a.pdf"]["Overrun pay"] is None


def test_findings_silence_quantities_and_groups_hold_what_the_reports_say(book):
    worst = rows(book, "Findings")[0]
    assert (worst["Document"], worst["Severity"], worst["Quote"]) == ("b.pdf", 5, "The Locum shall speak to nobody.")
    assert (worst["Why it matters"], worst["Ask for"]) == (finding().why, finding().ask)
    assert len(rows(book, "Findings")) == 9
    silent = [row for row in rows(book, "Silence") if row["Document"] == "b.pdf"]
    assert [row["Topic"] for row in silent] == ["Finish time", "Disputes"]
    assert {(row["Quantity"], row["Value"]) for row in rows(book, "Quantities")} == {("patients_per_session", 15)}
    group = rows(book, "Groups")[0]
    assert (group["Templates"], group["Of"], group["Share"], group["Stands in"]) == (3, 4, "75%", "b.pdf; d.pdf; f.pdf")


def test_what_was_not_read_is_told_with_its_reason(book):
    assert [(row["Document"], row["Read"], row["Part"], row["Why"]) for row in rows(book, "Unread")] == [
        ("a.pdf", "no", "the whole file", "a.pdf: is locked. Give --password."),
        ("d.pdf", "in part", "page 2", "it is a picture"),
    ]


def test_what_changed_since_the_run_before_is_quoted(tmp_path, book):
    assert rows(book, "Changes")[0]["What"] == "no run before this one"
    then = [judged("b.pdf", "A", findings=(finding(fingerprint="old", quote="Gone."),)), judged("gone.pdf", sha256="9")]
    now = written(tmp_path / "b.xlsx", BATCH, then)
    found = rows(now, "Changes")
    told = [(row["What"], row["Document"], row["Before"], row["After"]) for row in found]
    assert told[0] == ("grade worse", "b.pdf", "A", "E")
    assert ("file gone", "gone.pdf", "D", None) in told
    assert [row["Quote"] for row in found if row["What"] == "new finding"] == [
        "The Locum shall speak to nobody.", "The Session Fee is inclusive of any overrun.", "a can-do attitude",
    ]  # fmt: skip
    assert [row["Quote"] for row in found if row["What"] == "finding gone"] == ["Gone."]
    assert rows(now, "Overview")[1]["Grade before"] == "A"


def test_the_same_results_make_the_same_bytes_and_leave_nothing_beside(tmp_path):
    written(tmp_path / "one.xlsx", BATCH)
    time.sleep(2.1)  # a clock of two seconds' grain would show
    written(tmp_path / "two.xlsx", BATCH)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]


def test_no_results_still_make_a_workbook(tmp_path):
    assert written(tmp_path / "b.xlsx", []).sheetnames == SHEETS


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 5)
    book = written(tmp_path / "b.xlsx", BATCH)
    assert [name for name in book.sheetnames if name.startswith("Findings")] == ["Findings", "Findings 2", "Findings 3"]
    assert [len(rows(book, f"Findings{n}")) for n in ("", " 2", " 3")] == [4, 4, 1]
    assert links(book, "Overview 2") == [("f.pdf", "Findings 2", "f.pdf")]
    assert {"About": "Findings", "Says": "Longer than a sheet can be: it stands on 3 sheets."} in [
        row for name in book.sheetnames if name.startswith("Notes") for row in rows(book, name)
    ]


def test_more_links_than_excel_allows_are_left_out_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINKS", 4)
    book = written(tmp_path / "b.xlsx", BATCH)
    assert len(links(book, "Matrix")) == 4
    assert [row["Document"] for row in rows(book, "Matrix")] == [one.name for one in BATCH]
    notes = [row["Says"] for row in rows(book, "Notes") if row["About"] == "Matrix"]
    assert notes[-1] == "Excel allows 4 links a sheet; 1 more cells have only their text."


def harmless(path):
    """No cell calculates, nothing points out of the workbook, and every part is sound XML."""
    book = openpyxl.load_workbook(path)
    assert {c.data_type for sheet in book.worksheets for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            body = parts.read(part).decode()
            assert not re.search(r"<f[ >]|TargetMode=|externalLink|<oleObject|vbaProject|r:id=\"[^\"]*\" display", body)
    return book


@pytest.mark.parametrize("attack", [*ATTACKS, "<r></r>"])
def test_no_attack_becomes_a_formula_a_link_or_markup(tmp_path, attack):
    results = hostile(attack)
    written(tmp_path / "b.xlsx", results, hostile(attack + "!"))
    book = harmless(tmp_path / "b.xlsx")
    quote = (rows(book, "Findings")[0]["Quote"] or "").replace("_x005F_", "_")
    assert quote.rstrip()[:1000] == visible(attack)[:1000]


def test_a_text_that_looks_like_a_formula_stays_a_text_when_it_is_edited(tmp_path):
    book = written(tmp_path / "b.xlsx", [judged("=1+1", findings=(finding(quote="=2+2"),))])
    quoted = {c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.quotePrefix}
    assert quoted == {"=1+1", "=2+2"}


@settings(max_examples=20, deadline=None)
@given(text=TEXTS)
def test_whatever_contracts_hold_the_workbook_opens_and_does_nothing(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("hostile") / "b.xlsx"
    written(path, hostile(text))
    harmless(path)


@pytest.mark.parametrize("text", ["word " * 10_000, "\U0001f600" * 20_000, "a\U0001f600" * 16_000])
def test_a_text_longer_than_a_cell_is_cut_by_excels_own_count(text):
    cut = fitting(text)
    assert 32_000 < len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("(cut: longer than a cell can hold)")
