from io import BytesIO

import docx
import pytest

from clausecheck.render.model_text import Proposal, fill, model_docx

TEXT = """# Agreement

## 2. Words

2.1 "Session" means 4 hours 10 minutes.

## 4. Patients

4.1 The Locum sees a maximum of 15 patients in a Session and a maximum of 25 patients in a day.

4.2 Each appointment is at least 15 minutes long.

4.4 There is a maximum of one visit in a Session.

## 5. Pay

5.1 A Session lasts 4 hours 10 minutes, with a break of 15 minutes.

5.2 The Practice pays within 14 days of the invoice.

Signed by the Locum: ____
"""

PROPOSALS = {
    "session_minutes": Proposal(("5.1",), 250),
    "patients_per_session": Proposal(("4.1",), 15),
    "patients_per_day": Proposal(("4.1",), 25),
    "appointment_minutes": Proposal(("4.2",), 15),
    "break_minutes": Proposal(("5.1",), 15),
    "visits_per_session": Proposal(("4.4",), 1),
    "payment_days": Proposal(("5.2",), 14),
    "admin_minutes": Proposal(("9.9",), 30),
}


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("patients_per_session", 12, "maximum of 15 patients in a S", "maximum of 12 patients in a S"),
        ("patients_per_day", 20, "maximum of 25 patients in a day", "maximum of 20 patients in a day"),
        ("appointment_minutes", 20, "at least 15 minutes long", "at least 20 minutes long"),
        ("break_minutes", 20, "break of 15 minutes", "break of 20 minutes"),
        ("visits_per_session", 2, "maximum of one visit in", "maximum of two visits in"),
        ("payment_days", 7, "within 14 days", "within 7 days"),
        ("session_minutes", 180, "4 hours 10 minutes", "3 hours"),
    ],
)
def test_a_figure_takes_the_place_of_the_models_number_and_nothing_else(name, value, old, new):
    assert fill(TEXT, PROPOSALS, {name: value}) == (TEXT.replace(old, new), ())


def test_without_figures_the_model_stays_as_it_is():
    assert fill(TEXT, PROPOSALS, {}) == (TEXT, ())


def test_sums_the_model_leaves_open_become_its_last_clause():
    text, unplaced = fill(TEXT, PROPOSALS, {"session_fee_gbp": 512.5, "overrun_gbp_per_hour": 1200})
    assert unplaced == ()
    assert text.endswith(
        "## 6. The Locum's figures\n\n6.1 Unless the booking states more, the Session Fee is £512.50, and work after "
        "the Finish Time is paid at £1,200 an hour.\n\nSigned by the Locum: ____\n"
    )


@pytest.mark.parametrize("name", ["admin_minutes", "unheard_of"])
def test_a_figure_without_a_place_is_named(name):
    assert fill(TEXT, PROPOSALS, {name: 20}) == (TEXT, (name,))


def test_the_word_file_has_headings_and_paragraphs():
    document = docx.Document(BytesIO(model_docx(TEXT)))
    kinds = [(p.style.name, p.text) for p in document.paragraphs]
    assert kinds[:3] == [
        ("Title", "Agreement"),
        ("Heading 1", "2. Words"),
        ("Normal", '2.1 "Session" means 4 hours 10 minutes.'),
    ]


def test_the_same_text_is_the_same_word_file():
    assert model_docx(TEXT) == model_docx(TEXT)
