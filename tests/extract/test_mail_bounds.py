import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract.mail_bounds import check_message

HEAD = b"From: a@example.org\nMessage-ID: <1@example.org>\n"


def test_an_honest_message_passes():
    check_message("a.eml", HEAD + b"To: " + b"someone@example.org,\n " * 500 + b"\n\nThe fee is 350.\n")


@pytest.mark.parametrize(
    "field", [b"X-A: " + b"b" * 300_000, b"Cc: a" + b"\n b" * 150_000, b"Content-Type: text/plain" + b"; a=b" * 5_000]
)
def test_a_head_beyond_measure_is_refused(field):
    with pytest.raises(UnreadableInput, match=r"a\.eml: the head of the message is longer"):
        check_message("a.eml", HEAD + field + b"\n\nThe fee is 350.\n")


def test_more_parts_than_anybody_sends_are_refused():
    with pytest.raises(UnreadableInput, match="more than 2,000 parts"):
        check_message("a.eml", HEAD + b"\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 2_001)


def test_what_stands_in_the_body_is_no_head():
    check_message("a.eml", HEAD + b"\nNote: " + b"x" * 300_000)
