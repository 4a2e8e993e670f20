"""A short answer and its question read as one statement."""

import pytest

from clausecheck.extract import extract_text
from clausecheck.reading import read
from clausecheck.reading.contract import Limb, PassageKind

SHEET = """Questions locums ask us at Larkfield Surgery

Q: {asked}
A: {said}

Q: Where do I park?
A: Behind the building.

Q: Will I have my own room?
A: You will, on the first floor.

Q: Can I bring my dog?
A: We would rather that you did not.
"""


def answer(asked: str, said: str) -> Limb:
    contract = read(extract_text(SHEET.format(asked=asked, said=said)))
    return next(limb for limb in contract.limbs if limb.kind is PassageKind.answer)


@pytest.mark.parametrize(
    ("asked", "said", "words"),
    [
        ("Am I paid if surgery runs over?", "No.", "@locum am not paid if surgery runs over"),
        (
            "Do I have to see urgent extras?",
            "Yes, all you are given.",
            "@locum have to see urgent extras all @locum are given",
        ),
        ("Will you pay for parking?", "Yes.", "@other will pay for parking"),
        ("Is there a limit on patients?", "No, not at all.", "there is not a limit on patients"),
        ("If I am ill, do I owe you anything?", "No.", "if @locum am ill @locum do not owe @other anything"),
    ],
)
def test_yes_and_no_make_a_statement_of_the_question(asked: str, said: str, words: str) -> None:
    limb = answer(asked, said)
    assert " ".join(limb.words[limb.own :]) == words


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("How am I paid?", "Within 14 days."),
        ("Does the fee cover overruns?", "No."),
        ("Am I paid if surgery runs over?", "No extra sum is due for time that you work after the end of a session."),
    ],
)
def test_other_answers_stand_by_themselves(asked: str, said: str) -> None:
    limb = answer(asked, said)
    assert limb.words[limb.own].lower() == said.split(maxsplit=1)[0].strip(",.").lower()


def test_the_quote_holds_question_and_answer() -> None:
    contract = read(extract_text(SHEET.format(asked="Am I paid if surgery runs over?", said="No.")))
    limb = next(limb for limb in contract.limbs if limb.kind is PassageKind.answer)
    assert contract.document.text[limb.start : limb.end] == "Am I paid if surgery runs over?\nA: No."
