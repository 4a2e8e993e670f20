"""What of a message is refused before it is taken apart: its parser takes far longer than its size lets expect."""

from clausecheck.errors import UnreadableInput

__all__ = ["check_message"]

_MAX_PARTS = 2_000
"""Attachments and alternatives; an honest message has a dozen."""
_MAX_FIELD = 256 << 10
"""Bytes of one field of the head: five thousand receivers."""
_MAX_CONTENT_FIELD = 16 << 10
"""Bytes of a field that describes a part, such as its type and file name."""


def check_message(name: str, data: bytes) -> None:
    """Raise UnreadableInput for a message with a head or with parts beyond any honest one."""
    if data.lower().count(b"\ncontent-type:") > _MAX_PARTS:
        raise UnreadableInput(
            name, f"the message has more than {_MAX_PARTS:,} parts", "Save what is attached to it and check that."
        )
    for field in _fields(data):
        most = _MAX_CONTENT_FIELD if field[:8].lower() == b"content-" else _MAX_FIELD
        if len(field) > most:
            raise UnreadableInput(
                name,
                "the head of the message is longer than in any honest one",
                "Open it in your mail program, print it to PDF, and check that.",
            )


def _fields(data: bytes) -> list[bytes]:
    """The fields of the head, each with the lines that continue it."""
    fields: list[list[bytes]] = []
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start:end]
        if not line.strip():
            break
        if line[:1] in b" \t" and fields:
            fields[-1].append(line)
        else:
            fields.append([line])
        start = end
    return [b"".join(lines) for lines in fields]
