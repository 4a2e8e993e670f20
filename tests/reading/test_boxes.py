import pytest

from clausecheck.extract.plain import read_text
from clausecheck.reading.structure import outline


def options(text):
    """What speaks and what does not, own words with the nearest lead."""
    found = {True: [], False: []}
    for p in outline(read_text("x", text))[1]:
        if p.kind != "heading":
            lead = text[slice(*p.leads[-1])] + " > " if p.leads else ""
            found[p.speaks].append(lead + " ".join(text[p.start : p.end].split()))
    return found[True], found[False]


@pytest.mark.parametrize(
    ("text", "ticked", "empty"),
    [
        ("Home visits: [x] yes  [ ] no", ["Home visits > yes"], ["Home visits > no"]),
        ("Duty doctor: Yes ☐  No ☒", ["Duty doctor > No"], ["Duty doctor > Yes"]),
        ("| Breaks | ☐ none ☑ 20 minutes paid |", ["Breaks > 20 minutes paid"], ["Breaks > none"]),
        (
            "[ ] The locum sees every extra patient.\n[X] There are no extra patients.",
            ["There are no extra patients."],
            ["The locum sees every extra patient."],
        ),
        ("( ) on call   (x) not on call", ["not on call"], ["on call"]),
        ("☐ The locum waives interest.", [], ["The locum waives interest."]),
        ("| ☐ | The locum waives interest |", [], ["The locum waives interest"]),
        ("| Inbox | ☐ |", [], ["Inbox | ☐"]),
    ],
)
def test_only_a_ticked_option_speaks(text, ticked, empty):
    assert options(text) == (ticked, empty)


def test_words_about_boxes_are_no_boxes():
    assert options("A box left empty (☐) does not apply.")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "Session fee: £350\nOverrun rate: ____________",
        "Session fee: £350\nPension: [TBC]",
        "| Fee | £350 |\n| Mileage | |",
        "| Fee | £350 |\n| Mileage | to be agreed |",
        "Fee      £350\nOverrun      [insert rate]",
        "The fee is £350.\n\nSigned for the Practice .................   Date ..........",
    ],
)
def test_a_row_that_was_not_filled_in_does_not_speak(text):
    said, blank = options(text)
    assert len(said) == 1
    assert blank


def test_a_row_without_a_value_that_says_something_speaks():
    assert options("| Fee | £350 |\n| We may cancel at any time | |")[1] == []


def test_a_sentence_with_a_hole_in_it_speaks():
    assert (
        options("The Locum shall pay the Practice £______ for each patient whom she keeps waiting on the day.")[1] == []
    )


FORM = """
| Item        | AM  | PM  | Detail    |
|-------------|-----|-----|-----------|
| Duty doctor | [ ] | [x] |           |
| House calls | [x] | [x] | 1 at most |
| Repeats     | [ ] | [ ] | none      |
"""


def test_a_tick_in_a_column_is_read_with_the_head_of_its_column():
    said = {}
    for p in outline(read_text("x", FORM))[1]:
        if p.kind == "row" and p.speaks:
            said[FORM[p.start : p.end].strip("| ").split("  ")[0].split(" |")[0]] = [
                FORM[a:z].strip() for a, z in p.leads
            ]
    assert said == {"Duty doctor": ["PM"], "House calls": ["AM", "PM"]}
