"""Names of places, numbers as people write them, fingerprints."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.judging.places import (
    clause_label,
    fingerprint,
    known_words,
    lasting_words,
    number_text,
    place,
    snippet,
    whole_clause,
)
from clausecheck.reading.contract import Clause
from tests.judging.builders import contract


@pytest.mark.parametrize(
    "other",
    [
        "The Locum shall follow-up every patient, at no further charge.",
        "The Locum shall follow-\n  up every patient,\nat no further charge.",
        "THE LOCUM shall followup every patient at no fur\u00adther charge",
        "The\u00a0Locum shall follow\u2010up every patient, at no further charge.",
    ],
)
def test_the_words_of_a_fingerprint_survive_word_pdf_and_text(other: str) -> None:
    assert known_words(other) == known_words("The Locum shall follow-up every patient, at no further charge.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(a) The fee is paid", "the fee is paid"),
        ("iv. The fee is paid", "the fee is paid"),
        ("12) The fee is paid", "the fee is paid"),
        ("3.2.1 the fee is paid", "the fee is paid"),
        ("4.1 The fee is paid", "the fee is paid"),
        ("30 days after the invoice", "30 days after the invoice"),
        ("1.5 hours a session", "1.5 hours a session"),
        ("A fee is paid", "a fee is paid"),
        ("under clause 5.2(b) of this agreement", "under clause of this agreement"),
        ("under clauses 5.1, 5.2 and 6, 30 days", "under clauses 30 days"),
        ("under clause 5 and 10 patients", "under clause and 10 patients"),
        ("as in Schedule 2 for 20 days", "as in schedule for 20 days"),
        ("section 44 of the Act", "section 44 of the act"),
    ],
)
def test_the_numbers_of_clauses_are_no_words_of_a_fingerprint_but_all_others_are(text: str, words: str) -> None:
    assert lasting_words(text) == words


@pytest.mark.parametrize(
    ("rule", "words", "ordinal"), [("a.c", "Words.", 0), ("a.b", "Word.", 0), ("a.b", "Words.", 1)]
)
def test_rule_words_and_ordinal_tell_fingerprints_apart(rule: str, words: str, ordinal: int) -> None:
    assert fingerprint(rule, words, ordinal) != fingerprint("a.b", "Words.", 0)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_text_is_known_by_the_same_words_as_beside_a_sign_of_another_alphabet(text: str) -> None:
    assert known_words(f"{text} \u00e9") == f"{known_words(text)} \u00e9".lstrip()


@given(st.text())
def test_any_text_has_a_fingerprint_of_sixteen_hex_digits(text: str) -> None:
    made = fingerprint("a.b", known_words(text), 0)
    assert len(made) == 16
    assert int(made, 16) >= 0


@pytest.mark.parametrize(
    ("value", "text"), [(85, "85"), (14.38, "14.38"), (1.5, "1.5"), (672.0, "672"), (10_000_000, "10,000,000")]
)
def test_a_number_is_written_as_people_write_it(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_long_passage_is_shown_by_its_first_words() -> None:
    c = contract("one two three four five six seven eight nine ten eleven twelve thirteen")
    assert snippet(c, (0, len(c.document.text)), 3) == "one two three …"


CLAUSES = (
    Clause("", "Overruns", 0, 9, None, -1, "body"),
    Clause("3", "", 0, 9, None, -1, "body"),
    Clause("3.2", "", 0, 9, None, 1, "body"),
    Clause("3.2(b)", "", 0, 9, None, 2, "body"),
    Clause("", "", 0, 9, None, 0, "body"),
    Clause("", "", 0, 9, None, -1, "body"),
)


@pytest.mark.parametrize(
    ("clause", "label", "named", "whole"),
    [
        (3, "3.2(b)", "clause 3.2(b)", 2),
        (2, "3.2", "clause 3.2", 2),
        (4, "Overruns", "“Overruns”", 4),
        (5, "", "the text", 5),
    ],
)
def test_a_limb_is_placed_by_its_number_else_by_its_heading(clause: int, label: str, named: str, whole: int) -> None:
    c = contract("Words.")
    c = replace(c, clauses=CLAUSES, limbs=(replace(c.limbs[0], clause=clause),))
    assert (clause_label(c, 0), place(c, 0), whole_clause(c, 0)) == (label, named, whole)
