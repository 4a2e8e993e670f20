"""What a reading process tells: pages done, then a document or why there is none, each with its length in front.

A message is one letter, the length of what follows in eight bytes (big-endian), and that. The other side may be in the
hands of a hostile file: what does not fit is a `ValueError`, and strings are cut to the length of an honest one.
"""

import json
from collections.abc import Iterator
from typing import Any

from clausecheck.errors import ClausecheckError, PasswordNeeded, ReadingFault, UnreadableInput, UsageProblem
from clausecheck.extract.room import Room, RoomNeeded
from clausecheck.isolation.ending import Cause
from clausecheck.patterns import pattern

__all__ = ["DOCUMENT", "ERROR", "PAGE", "Inbox", "error_of", "message", "plain_of"]

PAGE, DOCUMENT, ERROR = b"P", b"D", b"E"

MOST_BYTES = 256 << 20
"""Of one result: the words of 2,000 pages, each with its place, take 60 million."""
_HEAD = 9
_LONGEST = 2_000
"""Characters of an error's text."""
_LONGEST_TRACE = 100_000
_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_.]{0,200}")
_PLACE = pattern(r"[\w., ]{0,200}")


def message(kind: bytes, payload: bytes = b"") -> bytes:
    """The bytes of one message."""
    return kind + len(payload).to_bytes(8, "big") + payload


class Inbox:
    """Bytes as they come in, taken apart into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def put(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Kind and content of every message that is whole by now; ValueError for what is none."""
        self._held += data
        while len(self._held) >= _HEAD:
            kind, size = bytes(self._held[:1]), int.from_bytes(self._held[1:_HEAD], "big")
            if kind not in (PAGE, DOCUMENT, ERROR) or size > MOST_BYTES:
                raise ValueError("not a message")
            if len(self._held) < _HEAD + size:
                return
            content = bytes(self._held[_HEAD : _HEAD + size])
            del self._held[: _HEAD + size]
            yield kind, content


def plain_of(error: ClausecheckError | RoomNeeded) -> bytes:
    """An error as the content of a message."""
    fields: dict[str, Any]
    match error:
        case RoomNeeded():
            fields = {"kind": "room", "room": str(error.room)}
        case ReadingFault():
            fields = {"kind": "fault", "what": error.what, "where": error.where, "details": error.details}
        case UnreadableInput():
            kind = "password" if isinstance(error, PasswordNeeded) else "unreadable"
            fields = {"kind": kind, "name": error.name, "what": error.what, "next": error.next_step}
            fields["cause"] = error.cause
        case _:
            fields = {"kind": "usage", "text": str(error)}
    return json.dumps(fields).encode("ascii")


def error_of(content: bytes) -> ClausecheckError | RoomNeeded:
    """The error in a message; ValueError when there is none."""
    fields = json.loads(content)
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise ValueError("not an error")
    text = {key: value[:_LONGEST] for key, value in fields.items()}
    try:
        match text["kind"]:
            case "room":
                return RoomNeeded(Room(text["room"]))
            case "password":
                return PasswordNeeded(text["name"], text["what"], text["next"])
            case "unreadable":
                cause = text["cause"] if text["cause"] in tuple(Cause) else ""
                return UnreadableInput(text["name"], text["what"], text["next"], cause=cause)
            case "usage":
                return UsageProblem(text["text"])
            case "fault":
                if not (_NAME.fullmatch(text["what"]) and _PLACE.fullmatch(text["where"])):
                    raise ValueError("not a fault")
                return ReadingFault(text["what"], text["where"], fields["details"][:_LONGEST_TRACE])
    except KeyError as error:
        raise ValueError("not an error") from error
    raise ValueError("not an error")
