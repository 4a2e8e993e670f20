import pytest

from clausecheck.document import Block, BlockKind, Coverage, Document
from clausecheck.extract.plain import read_text
from clausecheck.reading.contract import PassageKind
from clausecheck.reading.structure import outline


def rows(text):
    """Rows with their leads: `head > row`."""
    return [
        " > ".join(" ".join(text[slice(*span)].split()) for span in (*p.leads, (p.start, p.end)))
        for p in outline(read_text("x", text))[1]
        if p.kind is PassageKind.row
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| Item | Agreed |\n|------|--------|\n| Break | 20 minutes |", ["Item | Agreed > Break | 20 minutes"]),
        ("| Fee | £350 |\n| Parking | £4.50 a day. Sorry. |", ["Fee | £350", "Parking | £4.50 a day. Sorry."]),
        (
            "| Who | How late | Owed |\n| Doctor, ill | any | nothing |",
            ["Who | How late | Owed > Doctor, ill | any | nothing"],
        ),
        (
            "    Notice               Fee payable\n    More than 14 days    None\n    Less than 72 hours   100%",
            ["Notice Fee payable > More than 14 days None", "Notice Fee payable > Less than 72 hours 100%"],
        ),
        (
            "             Morning    Afternoon\n  I arrive   08.30      13.50\n  I leave    12.40      18.00",
            ["Morning Afternoon > I arrive 08.30 13.50", "Morning Afternoon > I leave 12.40 18.00"],
        ),
        (
            "Start Time        8.15 a.m.\nTarget Finish     12.25 p.m.",
            ["Start Time 8.15 a.m.", "Target Finish 12.25 p.m."],
        ),
        ("Session fee: £350\nOverruns: included\n", ["Session fee: £350", "Overruns: included"]),
        (
            "Visits      one a session, if settled\n            beforehand\nMileage     45p a mile",
            ["Visits one a session, if settled beforehand", "Mileage 45p a mile"],
        ),
    ],
)
def test_rows_are_read_with_the_heads_of_their_columns(text, found):
    assert rows(text) == found


def test_a_table_completes_the_sentence_above_it():
    text = (
        "If you cancel a session you pay:\n\n    More than 14 days    nothing\n    Less than 14 days    half the fee\n"
    )
    assert rows(text)[1] == "If you cancel a session you pay: > Less than 14 days half the fee"


def test_justified_prose_is_no_table():
    text = "The  Locum  shall  attend  each  session  and  shall  see  those  whom\nthe  Practice  books  for  her."
    assert rows(text) == []


def test_two_spaces_after_a_full_stop_make_no_columns():
    assert rows("The fee is due.  It is paid monthly.") == []


def test_a_row_of_a_word_table_is_a_row():
    text = "Session fee | £350\nOverrun | included"
    blocks = (Block(0, 18, BlockKind.table_row, paragraph=0), Block(19, len(text), BlockKind.table_row, paragraph=2))
    _, passages = outline(Document("x", "docx", "", text, blocks, Coverage()))
    assert [p.kind for p in passages] == [PassageKind.row, PassageKind.row]


def test_a_cell_of_clauses_is_read_sentence_by_sentence_under_its_label():
    value = " ".join(f"The Locum shall see to task number {number} before she goes home." for number in range(8))
    text = f"| Duties | {value} |\n| Fee | £350 |\n"
    assert rows(text)[3] == "Duties > The Locum shall see to task number 3 before she goes home."
