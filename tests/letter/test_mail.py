from email import message_from_bytes
from email.policy import default

from clausecheck.letter.mail import letter_mail
from clausecheck.letter.text import letter_text
from tests.letter.letters import letter, point

HOSTILE = "Elm\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>\u2028X: y"


def test_the_message_is_a_draft_with_the_text_in_it():
    mail = message_from_bytes(letter_mail(letter(point())), policy=default)
    assert mail["Subject"] == "The contract: a few points before I sign"
    assert mail["X-Unsent"] == "1"
    assert mail.get_content().replace("\r\n", "\n") == letter_text(letter(point()))


def test_nothing_in_a_contract_can_add_a_header():
    from dataclasses import replace

    from clausecheck.letter.compose import person, recipient

    hostile = letter(point(where=HOSTILE, ask=HOSTILE), to=recipient([HOSTILE]), name=person(["Dr " + HOSTILE]))
    mail = message_from_bytes(letter_mail(replace(hostile, subject=HOSTILE)), policy=default)
    assert sorted(mail.keys()) == [
        "Content-Transfer-Encoding", "Content-Type", "MIME-Version", "Subject", "X-Unsent",
    ]  # fmt: skip
    assert "\n" not in mail["Subject"]


def test_the_same_letter_gives_the_same_bytes():
    assert letter_mail(letter(point())) == letter_mail(letter(point()))
