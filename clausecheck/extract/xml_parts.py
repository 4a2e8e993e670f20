"""XML of files of unknown origin: no document types, no entities, nothing fetched."""

from xml.etree.ElementTree import Element, ParseError, fromstring

from clausecheck.errors import UnreadableInput
from clausecheck.patterns import pattern

__all__ = ["parse_part"]

_ENCODING = pattern(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)""")
_ASCII_ALIKE = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"))


def parse_part(name: str, data: bytes, what: str, broken: UnreadableInput) -> Element:
    """Root of one XML part; raises `broken` for what is not well formed, and refuses document types.

    A document type is the door to entity bombs; a wide encoding is refused because one could hide in it.
    """
    encoding = _ENCODING.match(data[:200])
    if (encoding and encoding[1].lower() not in _ASCII_ALIKE) or b"\x00" in data[:200]:
        raise broken
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableInput(
            name,
            f"the {what} holds a document type definition, which no word processor writes",
            broken.next_step,
        )
    try:
        return fromstring(data)  # noqa: S314  no document type gets this far
    except (ParseError, ValueError, LookupError) as error:
        raise broken from error
