import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.errors import PasswordNeeded, ReadingFault, UnreadableInput, UsageProblem
from clausecheck.extract.room import Room, RoomNeeded
from clausecheck.isolation.messages import DOCUMENT, PAGE, Inbox, error_of, message, plain_of

STREAM = message(PAGE) + message(PAGE) + message(DOCUMENT, b"all of it")


@given(st.lists(st.integers(1, 12), max_size=30))
def test_messages_are_the_same_however_the_bytes_come_in(sizes):
    inbox, at, found = Inbox(), 0, []
    for size in [*sizes, len(STREAM)]:
        found += inbox.put(STREAM[at : at + size])
        at += size
    assert found == [(PAGE, b""), (PAGE, b""), (DOCUMENT, b"all of it")]


@pytest.mark.parametrize("data", [b"X" + bytes(8), b"D" + b"\xff" * 8, bytes(9)])
def test_what_is_no_message_is_refused(data):
    with pytest.raises(ValueError, match="not a message"):
        list(Inbox().put(data))


@pytest.mark.parametrize(
    "error",
    [
        UnreadableInput("a.pdf", "broken", "Mend it."),
        PasswordNeeded("a.pdf", "locked", "Open it."),
        UsageProblem("no such engine"),
        ReadingFault("ValueError", "clausecheck.extract.pdf, line 3", "Traceback"),
        RoomNeeded(Room.conversion),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_arrives_as_itself(error):
    arrived = error_of(plain_of(error))
    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert vars(arrived) == vars(error)


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        {},
        {"kind": "other"},
        {"kind": "unreadable", "name": "a"},
        {"kind": "unreadable", "name": "a", "what": 3, "next": "b"},
        {"kind": "fault", "what": "the contract says so", "where": "x", "details": ""},
        {"kind": "fault", "what": "ValueError", "where": "“Fee”: £480", "details": ""},
        {"kind": "room", "room": "palace"},
    ],
    ids=str,
)
def test_what_is_no_error_is_refused(fields):
    with pytest.raises(ValueError, match=r".+"):
        error_of(json.dumps(fields).encode())


def test_an_error_is_cut_to_a_readable_length():
    error = error_of(plain_of(UnreadableInput("a", "b" * 10**6, "c")))
    assert isinstance(error, UnreadableInput)
    assert len(error.what) == 2_000
