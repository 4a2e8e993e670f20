"""A number belongs to the thing named nearest, and only to what its words let it count."""

import pytest

from clausecheck.reading import read_example
from clausecheck.rulebook.belonging import belongs, single


def limb_and_first(text):
    limb = read_example(text, by="other").limbs[0]
    return limb, limb.quantities[0]


@pytest.mark.parametrize(
    ("text", "name", "mine"),
    [
        ("There is a break of fifteen minutes in each session.", "break_minutes", True),
        ("There is a break of fifteen minutes in each session.", "appointment_minutes", False),
        ("Appointments last fifteen minutes.", "appointment_minutes", True),
        ("Appointments last fifteen minutes.", "admin_minutes", False),
        ("Forty minutes are kept for paperwork.", "admin_minutes", True),
        ("You see four patients an hour.", "patients_per_hour", True),
        ("You see four patients an hour.", "patients_per_session", False),
        ("You see twelve patients in a session.", "patients_per_session", True),
        ("You see twenty-four patients a day.", "patients_per_session", False),
        ("Each visit takes the place of two appointments.", "visits_per_session", False),
    ],
)
def test_a_number_belongs_to_what_is_named_nearest(text, name, mine):
    limb, quantity = limb_and_first(text)
    assert belongs(name, quantity, limb) is mine


def test_other_names_take_any_number():
    limb, quantity = limb_and_first("Invoices are paid within fourteen days.")
    assert belongs("payment_days", quantity, limb)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Home visits: one at most.", 1.0),
        ("You may be asked to do one in a session.", 1.0),
        ("One of the partners visits.", None),
    ],
)
def test_a_single_visit_is_counted_where_it_counts_visits(text, value):
    limb = read_example(text, by="other").limbs[-1]
    found = single("visits_per_session", limb)
    assert (found.value if found else None) == value
    assert single("break_minutes", limb) is None
