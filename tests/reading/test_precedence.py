import pytest

from clausecheck.extract.plain import read_text
from clausecheck.reading.structure import outline

BODY = (
    "MAIN TERMS\n\n1. Numbers\n\n1.1 The Locum sees no more than 14 patients in a session.\n\n"
    "2. Breaks\n\n2.1 A paid break of 15 minutes is taken.\n\n"
    "3. Fees\n\n3.1 The fee is £400 a session and a visit is paid at £40.\n\n"
    "4. Order\n\n4.1 {order}\n\n"
    "SCHEDULE 1: TIMES\n\nSessions begin at 8.30.\n\n"
    "SCHEDULE 2: THE SURGERY\n\n| Item | Agreed |\n|---|---|\n{rows}\n"
)
ROWS = "| Patients | 24 booked in a session |\n| Breaks | As demand allows |\n| Fee | £380 a session |"


def overridden(order, rows=ROWS):
    text = BODY.format(order=order, rows=rows)
    return {text[p.start : p.end]: p.silenced for p in outline(read_text("x", text))[1] if "overridden" in p.silenced}


@pytest.mark.parametrize(
    "order",
    [
        "If they differ, Schedule 2 prevails.",
        "Schedule 2 shall prevail over these terms.",
        "In the event of conflict between Schedule 2 and this Agreement, Schedule 2 takes precedence.",
        "Schedule 2 overrides the main terms.",
    ],
)
def test_a_figure_that_the_prevailing_part_sets_itself_does_not_speak(order):
    assert overridden(order) == {
        "The Locum sees no more than 14 patients in a session.": "It is overridden by SCHEDULE 2.",
        "A paid break of 15 minutes is taken.": "It is overridden by SCHEDULE 2.",
    }


@pytest.mark.parametrize(
    "order",
    [
        "Schedule 2 sets out the practical points.",
        "These terms prevail over Schedule 2.",
        "Nothing in Schedule 2 prevails over these terms.",
        "Schedule 2 prevails over Schedule 1.",
        "Schedule 9 prevails.",
        "The booking email prevails.",
    ],
)
def test_every_figure_speaks_where_no_part_of_this_text_prevails_over_it(order):
    assert overridden(order) == {}


@pytest.mark.parametrize(
    "rows",
    [
        "| Telephone patients | 10 |",
        "| Supplement for an urgent extra patient | £20 |",
        "| Patients | see Schedule 1 |",
        "| Cancellation | a session with fewer than 10 patients may be stood down |",
    ],
)
def test_a_figure_on_another_subject_overrides_nothing(rows):
    assert overridden("Schedule 2 prevails over these terms.", rows) == {}
