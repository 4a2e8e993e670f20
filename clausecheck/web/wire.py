"""What a worker tells the server: one line of JSON for each event, after which the bytes of a file may follow.

The other side may be in the hands of a hostile file: what does not fit is a `ValueError`, and texts are cut.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.web.products import PRODUCTS

__all__ = ["LONGEST_LINE", "Ended", "Event", "Made", "Noted", "Stage", "Summed", "Teller", "event_of"]

LONGEST_LINE = 1 << 16
"""Bytes of an event without its file."""
_LONGEST = 2_000
"""Characters of one text."""

_FLAT = pattern(r'\{"event": "[A-Za-z]{1,20}"(?:, "[a-z]{1,20}": (?:"(?:[^"\\]|\\.)*"|[0-9]{1,15}))*\}')
"""Looked at before it is parsed: parsers lose their way in lists a thousand deep."""

_STAGES = ("reading", "model", "judging", "writing", "marking", "letter")


@record
class Stage:
    """What is being done."""

    name: str
    pages: int = 0
    """Read so far, of the file that is being read."""


@record
class Made:
    """A file was made; `size` bytes of it follow."""

    kind: str
    size: int


@record
class Summed:
    """What the contract came to."""

    name: str
    grade: str
    verdict: str
    found: str


@record
class Noted:
    """Something to be said of the files made."""

    text: str


@record
class Ended:
    """The last event: all was done, or why it was not."""

    how: Literal["done", "failed", "password"]
    text: str = ""
    place: str = ""
    """Where our own fault lies, for the terminal; empty for any other end."""


Event = Stage | Made | Summed | Noted | Ended
_KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in (Stage, Made, Summed, Noted, Ended)}


class Teller:
    """The worker's side."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        """`send` passes bytes on to the server."""
        self._send = send

    def tell(self, event: Event) -> None:
        """Tell an event without a file."""
        kind = type(event)
        fields: dict[str, Any] = {name: getattr(event, name) for name in kind.__match_args__}
        cut = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in fields.items()}
        self._send(json.dumps({"event": kind.__name__, **cut}).encode("ascii") + b"\n")

    def made(self, kind: str, data: bytes) -> None:
        """Hand over a file."""
        self.tell(Made(kind, len(data)))
        self._send(data)


def event_of(line: bytes) -> Event:
    """The event in a line; ValueError where there is none."""
    text = line.decode("ascii").rstrip("\n")
    if not _FLAT.fullmatch(text):
        raise ValueError("not an event")
    fields = json.loads(text)
    kind = _KINDS.get(str(fields.pop("event", "")))
    if kind is None:
        raise ValueError("no such event")
    for value in fields.values():
        if value.__class__ not in (str, int) or (isinstance(value, str) and len(value) > _LONGEST):
            raise ValueError("not the value of an event")
    try:
        event = kind(**fields)
    except TypeError as error:
        raise ValueError("not the fields of an event") from error
    if not _fits(event):
        raise ValueError("an event that makes no sense")
    return event


def _fits(event: Event) -> bool:
    match event:
        case Stage():
            return event.name in _STAGES and isinstance(event.pages, int) and event.pages >= 0
        case Made():
            return event.kind in PRODUCTS and isinstance(event.size, int) and event.size >= 0
        case Ended():
            return event.how in ("done", "failed", "password")
        case Summed():
            texts = (event.name, event.grade, event.verdict, event.found)
            return event.grade in ("", "A", "B", "C", "D", "E") and all(isinstance(text, str) for text in texts)
        case Noted():
            return isinstance(event.text, str)
