import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.render.csv import COLUMNS, CsvTable, tamed
from clausecheck.render.plain import visible
from clausecheck.render.rows_beside import BESIDE_COLUMNS
from clausecheck.report import Confidence
from tests.render.hostile import ATTACKS, TEXTS, hostile
from tests.render.reports import COST, MISMATCH, MISSING, finding, report
from tests.render.test_packs import PACK, TITLES
from tests.render.test_positions import DAYS

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


def test_mismatches_and_costs_are_rows_of_their_own_kind_after_the_findings():
    got = table_of(report(mismatches=(MISMATCH,), costs=(COST,)))
    assert [(row["kind"], row["number"]) for row in got] == [
        *(("finding", str(number)) for number in (1, 2, 3)),
        ("mismatch", "1"),
        ("cost", "1"),
    ]
    mismatch, cost = got[-2:]
    assert (mismatch["title"], mismatch["agreed"], mismatch["written"], mismatch["favours"]) == (
        "Patients per session", "15 patients a session", "17 patients a session", "other",
    )  # fmt: skip
    assert (mismatch["rule"], mismatch["clause"], mismatch["page"]) == ("deal-sheet.differs", "2.4", "3")
    assert mismatch["quote"] == MISMATCH.quote
    assert (cost["rule"], cost["amount_gbp"], cost["per"]) == ("own-figures.late-cancellation", "240.5", "a session")
    assert (cost["plain"], cost["working"]) == (COST.plain, COST.working[0])


def test_what_the_paper_does_not_say_has_no_place():
    (row,) = table_of(report(findings=(), mismatches=(MISSING,)))
    assert (row["kind"], row["rule"], row["number"]) == ("mismatch", "deal-sheet.missing", "1")
    assert (row["quote"], row["start"], row["end"], row["clause"]) == ("", "", "", "")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_deal_begins_as_a_formula(attack):
    bad = replace(MISMATCH, agreed=attack, written=attack, quote=attack, clause=attack)
    cost = replace(COST, plain=attack, per=attack, working=(attack,), quote=attack, clause=attack)
    for row in table_of(report(mismatches=(bad,), costs=(cost,))):
        assert not [cell for cell in row.values() if cell.startswith(BEGINS)]


def test_duties_and_positions_have_columns_of_their_own_at_the_end_where_they_were_asked_for():
    table = CsvTable(TITLES)
    table.add("a.pdf", report(packs=(PACK,), positions=(DAYS,)))
    table.fail("b.pdf", "locked")
    head, *got = csv.reader(io.StringIO(table.text()[1:], newline=""), strict=True)
    assert head == [*COLUMNS, *BESIDE_COLUMNS]
    named = [dict(zip(head, row, strict=True)) for row in got]
    assert [row["kind"] for row in named] == [
        *["finding"] * 3, "duty", "duty-missing", "duty-note", "position", "",
    ]  # fmt: skip
    duty, missing, note, position = named[3:7]
    assert (duty["title"], duty["pack"], duty["severity"]) == ("Withholding pay", "The agency's own duties", "4")
    assert (missing["title"], missing["plain"], missing["ask"]) == ("Key document", "It was not found.", "We give it.")
    assert note["plain"] == "A note."
    assert (position["met"], position["written"], position["quote"]) == ("fallback", "21 days to pay", "within 21 days")
    assert (position["preferred"], position["walk_away"]) == ("at most 14 days to pay", "")


def test_packs_within_an_attachment_bring_the_columns_too():
    table = CsvTable()
    table.add("a.eml", report(attachments=(report(packs=(PACK,)),)))
    assert table.text().splitlines()[0].endswith(",".join(BESIDE_COLUMNS))
