import openpyxl
import pytest
from hypothesis import given, settings

from clausecheck.beside import Standing
from clausecheck.bulk.views import sheets
from clausecheck.bulk.views.survey import survey
from clausecheck.bulk.views.workbook import write_workbook
from clausecheck.render.plain import visible
from tests.bulk.views.results import beside, failed, hostile_beside, judged, pack
from tests.bulk.views.test_workbook import BATCH, SHEETS, before, colours, harmless, links, rows, written
from tests.render.hostile import ATTACKS, TEXTS

OURS = ["Positions", "Positions detail", "Packs"]
COLUMNS = ["Beyond position", "Walk-away", "Duties exposed"]
PLAYED = [
    failed("a.pdf"),
    beside("b.pdf", "E"),
    beside("c.pdf", "A", Standing.unknown, Standing.preferred, packs=(pack(applies=False),)),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return written(tmp_path_factory.mktemp("book") / "b.xlsx", PLAYED)


def heads(book, sheet="Overview"):
    return [cell.value for cell in book[sheet][1]]


def test_the_sheets_and_columns_are_there_only_where_they_were_asked_for(tmp_path, book):
    assert book.sheetnames == [*SHEETS[:2], *OURS, *SHEETS[2:]]
    plain = written(tmp_path / "p.xlsx", BATCH)
    assert plain.sheetnames == SHEETS
    assert [head for head in heads(book) if head not in heads(plain)] == COLUMNS
    assert {"Positions", "Packs"}.isdisjoint(row["About"] for row in rows(plain, "Notes"))
    packs = written(tmp_path / "k.xlsx", [judged("a.pdf", packs=(pack(),))])
    assert packs.sheetnames == [*SHEETS[:2], "Packs", *SHEETS[2:]]
    assert [head for head in heads(packs) if head in COLUMNS] == ["Duties exposed"]


def test_the_overview_counts_what_is_beyond_at_walk_away_and_exposed(book):
    assert [tuple(row[head] for head in COLUMNS) for row in rows(book, "Overview")] == [
        (None, None, None), (1, 1, 2), (0, 0, None),
    ]  # fmt: skip


def test_the_matrix_of_positions_has_a_word_for_each_and_leads_to_the_overview(book):
    found = rows(book, "Positions")
    assert heads(book, "Positions")[2:] == ["Beyond", "Walk-away", "Unknown", "Payment days", "No indemnity"]
    assert [list(row.values()) for row in found] == [
        ["a.pdf", "none", *[None] * 5],
        ["b.pdf", "E", 1, 1, 0, "beyond", "walk-away"],
        ["c.pdf", "A", 0, 0, 1, "unknown", "preferred"],
    ]
    assert links(book, "Positions") == [(one.name, "Overview", one.name) for one in PLAYED]
    assert colours(book, "Positions", "F") == {f'"{standing}"' for standing in Standing}
    assert book["Positions"]["F1"].alignment.textRotation == 90


def test_positions_are_told_with_the_contracts_words_and_the_own(book):
    first = rows(book, "Positions detail")[0]
    assert list(first.values()) == [
        "b.pdf", "Payment days", "beyond", "21 days to pay", 21, "at most 14 days to pay", "at most 30 days to pay",
        None, "4.1", 2, "within 21 days", "We pay in 14 days.",
    ]  # fmt: skip
    assert len(rows(book, "Positions detail")) == 4
    assert [text for text, _, _ in links(book, "Positions detail")] == ["b.pdf", "c.pdf"]


def test_packs_are_told_passage_by_passage(book):
    found = rows(book, "Packs")
    assert [(row["Document"], row["Kind"], row["Severity"]) for row in found] == [
        ("b.pdf", "note", None),
        ("b.pdf", "finding", 4),
        ("b.pdf", "finding", 2),
        ("b.pdf", "finding", 5),
        ("b.pdf", "not found in this document", None),
        ("b.pdf", "keeps a duty", None),
        ("c.pdf", "note", None),
    ]
    assert (found[1]["Quote"], found[1]["Basis"]) == (
        "No signature, no pay.", "law, England, Wales and Scotland [L2]",
    )  # fmt: skip


def test_positions_that_moved_stand_on_the_sheet_of_changes(tmp_path):
    now = [beside("a.pdf", "D", Standing.beyond, Standing.preferred), beside("b.pdf", "D", Standing.unknown)]
    then = [beside("a.pdf", "D", Standing.fallback, Standing.beyond), beside("b.pdf", "D", Standing.fallback)]
    found = rows(written(tmp_path / "b.xlsx", now, then), "Changes")
    assert [(row["What"], row["Document"], row["Before"], row["After"], row["Topic"]) for row in found] == [
        ("position worse", "a.pdf", "fallback", "beyond", "Payment days"),
        ("position better", "a.pdf", "beyond", "preferred", "No indemnity"),
        ("position not told", "b.pdf", "fallback", "unknown", "Payment days"),
    ]


def test_tables_longer_than_a_sheet_go_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    book = written(tmp_path / "b.xlsx", PLAYED)
    assert [len(rows(book, name)) for name in ("Positions detail", "Positions detail 2")] == [3, 1]
    assert [len(rows(book, name)) for name in ("Packs", "Packs 2", "Packs 3")] == [3, 3, 1]
    told = [row["About"] for name in book.sheetnames if name.startswith("Notes") for row in rows(book, name)]
    assert {"Positions detail", "Packs"} <= set(told)


@pytest.mark.parametrize("attack", [*ATTACKS, "<r></r>"])
def test_no_attack_becomes_a_formula_a_link_or_markup(tmp_path, attack):
    results = hostile_beside(attack)
    told = before(results, hostile_beside(attack + "!"))
    write_workbook(tmp_path / "b.xlsx", survey(results), results, before=told)
    book = harmless(tmp_path / "b.xlsx")
    for sheet, column in (("Positions detail", "Quote"), ("Packs", "Quote"), ("Packs", "Plain English")):
        said = [row[column] for row in rows(book, sheet) if row[column]]
        assert all(one.replace("_x005F_", "_").rstrip()[:1000] == visible(attack)[:1000] for one in said)
        assert said


@settings(max_examples=10, deadline=None)
@given(text=TEXTS)
def test_whatever_contracts_hold_the_workbook_opens_and_does_nothing(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("hostile") / "b.xlsx"
    results = hostile_beside(text)
    write_workbook(path, survey(results), results)
    harmless(path)
    assert openpyxl.load_workbook(path)["Positions"].max_row == 3
