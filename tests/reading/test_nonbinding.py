import pytest

from clausecheck.extract.plain import read_text
from clausecheck.reading.structure import outline

TEXT = """\
KEY FACTS

You finish at six.

TERMS OF WORK

1. The Locum stays until the list is done.

2. {statement}

SCHEDULE 1 - PARTICULARS

Session Fee      £310
Appointments     17

SCHEDULE 2 - MEASURES

1. Mean time not above nine minutes.
"""


def silent(statement):
    text = TEXT.format(statement=statement)
    return {
        " ".join(text[p.start : p.end].split()): p.silenced
        for p in outline(read_text("x", text))[1]
        if p.kind != "heading" and not p.speaks
    }


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "The particulars in Schedule 1 are given to assist the Locum and do not bind the Practice.",
            ["Session Fee £310", "Appointments 17"],
        ),
        ("Schedule 1 (the Session Fee excepted) does not form part of this agreement.", ["Appointments 17"]),
        (
            "Schedules 1 and 2 are for information only.",
            ["Session Fee £310", "Appointments 17", "Mean time not above nine minutes."],
        ),
        ("The Key Facts have no legal effect.", ["You finish at six."]),
        ("The Key Facts above are provided for guidance only.", ["You finish at six."]),
        ("Clause 1 creates no obligation.", ["The Locum stays until the list is done."]),
    ],
)
def test_a_part_said_not_to_bind_does_not_speak(statement, words):
    assert list(silent(statement)) == words


def test_the_reason_names_the_clause_that_says_so():
    assert set(silent("The Key Facts have no legal effect.").values()) == {
        "Clause 2 says that this part does not bind."
    }


@pytest.mark.parametrize(
    "statement",
    [
        "Headings are for convenience only.",
        "Terms which the Locum sends have no effect between the parties.",
        "Nothing in Schedule 1 shall bind the Practice to offer work.",
        "Schedule 1 prevails over these terms.",
        "The Practice is not bound to offer work under Schedule 1.",
    ],
)
def test_other_statements_take_no_force_from_a_part(statement):
    assert silent(statement) == {}


def test_a_summary_that_disowns_itself_does_not_speak():
    text = "IN SHORT\n\nThis summary is not part of the contract.\n\nYou finish at six.\n\nSUMMARY OF PAY\n\n"
    text += "This summary is not part of the contract.\n\nYou are paid for every minute.\n\n"
    text += "THE TERMS\n\n1. The Locum stays.\n"
    quiet = [text[p.start : p.end] for p in outline(read_text("x", text))[1] if not p.speaks and p.kind != "heading"]
    assert quiet == ["You are paid for every minute."]


def test_the_opening_words_of_a_part_can_be_without_force_alone():
    text = (
        "PART 1 - WHAT WE AGREE\n\nThe Practice wishes the Doctor a safe day.\n\n1. The fee is due.\n\n"
        "PART 2 - SUNDRY\n\n"
        "2. The opening words of Part 1 describe hopes and create no obligation.\n"
    )
    quiet = [text[p.start : p.end] for p in outline(read_text("x", text))[1] if not p.speaks and p.kind != "heading"]
    assert quiet == ["The Practice wishes the Doctor a safe day."]
