import pytest

from clausecheck.extract.plain import read_text
from clausecheck.reading.lines import read_lines
from clausecheck.reading.structure import outline
from clausecheck.reading.threads import read_thread


def thread_of(text):
    document = read_text("x", text)
    return read_thread(document, read_lines(document))


def parts(text):
    """Own words of each passage that is no header, with why it is silent."""
    return {" ".join(text[p.start : p.end].split()): p for p in outline(read_text("x", text))[1] if p.kind != "heading"}


OLD = "From: {old}\nTo: Ben Lee\nDate: 3 March 2025 09:00\nSubject: April\n\nYou stay until the list is done.\n"
NEW = "From: {new}\nTo: Ben Lee\nDate: 10 March 2025 09:00\nSubject: RE: April\n\n{said}\n"


def two(said, old="Kim Doe", new="Kim Doe", oldest_first=False):
    messages = [NEW.format(new=new, said=said), OLD.format(old=old)]
    return "\n".join(reversed(messages) if oldest_first else messages)


@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize(
    "said",
    [
        "Please ignore my earlier email. You finish at six.",
        "This replaces everything I sent before. You finish at six.",
        "My previous message is withdrawn. You finish at six.",
        "The revised terms are below. You finish at six.",
    ],
)
def test_a_message_that_a_newer_one_replaces_does_not_speak(said, oldest_first):
    found = parts(two(said, oldest_first=oldest_first))
    assert "10 March" in found["You stay until the list is done."].silenced
    assert found["You finish at six."].speaks


@pytest.mark.parametrize(
    "said",
    ["Happy with all of that.", "The fee in my earlier email is replaced by £300.", "See you on Monday."],
)
def test_a_message_that_no_newer_one_replaces_speaks(said):
    assert parts(two(said))["You stay until the list is done."].speaks


def test_a_writer_who_withdraws_her_own_message_leaves_the_other_ones():
    found = parts(two("Please ignore my earlier email.", old="Ben Lee"))
    assert found["You stay until the list is done."].speaks


def test_the_header_of_a_message_does_not_speak():
    text = two("Yes.")
    assert all(
        not p.speaks for p in outline(read_text("x", text))[1] if text[p.start : p.end].startswith(("From", "Date"))
    )


def test_messages_are_named_by_date_and_writer():
    names = [message.name for message in thread_of(two("Yes.")).messages]
    assert names == ["the message of 10 March from Kim Doe", "the message of 3 March from Kim Doe"]


def test_from_and_to_in_a_form_are_no_message():
    assert thread_of("From: 8.30am\nTo: 1.00pm\nBreak: none\n").messages == []


QUOTED = """\
From: Kim Doe
To: Ben Lee
Date: 10 March 2025
Subject: RE: April

> I charge £25 for each extra patient.

No, we cannot pay for extras.

> I leave at six o'clock.

Yes, agreed.
"""


def test_what_is_quoted_and_answered_with_no_does_not_speak():
    found = parts(QUOTED)
    assert not found["I charge £25 for each extra patient."].speaks
    assert found["I leave at six o'clock."].speaks


def test_a_reply_below_a_quotation_is_led_by_it():
    found = parts(QUOTED)
    lead = found["No, we cannot pay for extras."].leads[0]
    assert QUOTED[slice(*lead)] == "I charge £25 for each extra patient."


def test_text_below_a_quotation_belongs_to_the_message_above_it():
    text = (
        "From: Kim Doe\nTo: Ben Lee\nDate: 10 March 2025\nSubject: RE\n\nThanks.\n\nOn 3 March 2025 Ben Lee wrote:\n"
        "> I leave at six.\n\nWe will see you then.\n"
    )
    clauses, passages = outline(read_text("x", text))
    last = passages[-1]
    assert clauses[last.clause].part == "message of 10 March from Kim Doe"


def test_a_reply_above_an_undated_original_is_the_newest():
    text = (
        "Please disregard the message below. You finish at six.\n\n-----Original Message-----\nFrom: Kim Doe\n"
        "To: Ben Lee\nSubject: April\n\nYou stay until the list is done.\n"
    )
    assert not parts(text)["You stay until the list is done."].speaks


THREAD = """From: Gail Tunn
Sent: 19 March 2025, 17:41
To: Obi Nkem
Subject: RE: cover

Please ignore what I put about the £27. The rest of it carries on as below.


-----Original Message-----
From: Gail Tunn
Sent: 5 March 2025, 12:09
To: Obi Nkem
Subject: cover

If you are kept late we pay £27 for each quarter of an hour.

You see no more than fifteen patients.
"""


def test_one_point_taken_back_leaves_the_rest_of_a_message_standing():
    passages = outline(read_text("x", THREAD))[1]
    silent = {THREAD[p.start : p.end] for p in passages if not p.speaks and p.kind != "heading"}
    assert "If you are kept late we pay £27 for each quarter of an hour." in silent
    assert "You see no more than fifteen patients." not in silent


def test_a_message_taken_back_whole_is_silent():
    text = THREAD.replace("what I put about the £27. The rest of it carries on as below", "my earlier message")
    passages = outline(read_text("x", text))[1]
    assert "You see no more than fifteen patients." in {text[p.start : p.end] for p in passages if not p.speaks}
