"""A Document as bytes and back, between the process that read it and the one that judges it.

The bytes may come from a process that a hostile file has taken over, so they are plain data, never pickle or marshal,
and every value is checked against the type that `clausecheck.document` gives it. Records of numbers alone, of which a
long PDF has a hundred thousand, travel as columns.

Layout: length of the JSON (8 bytes, big-endian), the JSON, the columns.
"""

import json
import sys
from array import array
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from clausecheck.document import Document, Span

__all__ = ["decode", "encode"]

_Encode = Callable[[Any, bytearray], Any]
_Decode = Callable[[Any, memoryview], Any]

_LENGTH = 8
_COLUMN = {int: "q", float: "d"}
"""Type codes of `array`; both take eight bytes."""
_WIDTH = 8


def encode(document: Document) -> bytes:
    """The bytes of a document; OverflowError for numbers beyond 64 bits."""
    columns = bytearray()
    plain = _record_codec(Document)[0](document, columns)
    text = json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return len(text).to_bytes(_LENGTH, "big") + text + columns


def decode(data: bytes | bytearray | memoryview) -> Document:
    """The document in `data`; raises ValueError when it is not one, whole and with all spans inside its text."""
    view = memoryview(data)
    size = int.from_bytes(view[:_LENGTH], "big")
    if len(view) < _LENGTH + size:
        raise ValueError("the document is cut short")
    try:
        plain = json.loads(bytes(view[_LENGTH : _LENGTH + size]))
        return cast(Document, _record_codec(Document)[1](plain, view[_LENGTH + size :]))
    except (RecursionError, TypeError, KeyError, OverflowError) as error:
        raise ValueError("not the data of a document") from error


@cache
def _record_codec(kind: Any) -> tuple[_Encode, _Decode]:  # noqa: ANN401 - a record
    """A record as the list of its values; those of plain JSON are taken as they stand."""
    hints = get_type_hints(kind)
    names: tuple[str, ...] = kind.__match_args__
    codecs = [_codec(hints[name]) for name in names]
    encoders = [(index, encoder) for index, (encoder, _) in enumerate(codecs) if encoder is not None]
    decoders = [decoder for _, decoder in codecs]
    values = attrgetter(*names) if len(names) > 1 else lambda one: (getattr(one, names[0]),)

    def to_plain(one: object, columns: bytearray) -> object:
        if not encoders:
            return values(one)
        row = list(values(one))
        for index, encoder in encoders:
            row[index] = encoder(row[index], columns)
        return row

    def to_record(plain: object, columns: memoryview) -> object:
        values = _list_of(plain, len(decoders))
        made = kind(*[decoder(value, columns) for decoder, value in zip(decoders, values, strict=True)])
        if kind is Document:
            _check_spans(made)
        return made

    return to_plain, to_record


def _codec(hint: Any) -> tuple[_Encode | None, _Decode]:  # noqa: ANN401 - a type or a form of typing
    """How a field of this type is written (None: as it stands) and read."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return _optional(hint, arguments)
    if origin is tuple:
        if arguments[1:] == (Ellipsis,):
            return _several(arguments[0])
        return None, _fixed(arguments)
    if isinstance(hint, type) and hasattr(hint, "__match_args__") and not issubclass(hint, Enum):
        return _later(hint)
    return None, _plain(hint)


def _later(kind: Any) -> tuple[_Encode, _Decode]:  # noqa: ANN401 - a record
    """The codec of a record, looked up when it is used: a document may hold documents."""

    def to_plain(one: object, columns: bytearray) -> object:
        return _record_codec(kind)[0](one, columns)

    def to_record(plain: object, columns: memoryview) -> object:
        return _record_codec(kind)[1](plain, columns)

    return to_plain, to_record


def _list_of(plain: object, length: int | None = None) -> list[Any]:
    """A list of that length, if one is asked for."""
    if not isinstance(plain, list) or len(plain) != (len(plain) if length is None else length):
        raise ValueError("not a list of the right length")
    return plain


def _optional(hint: object, arguments: tuple[Any, ...]) -> tuple[_Encode | None, _Decode]:
    kinds = [one for one in arguments if one is not NoneType]
    if len(kinds) != 1 or len(arguments) != 2:
        raise TypeError(f"{hint} cannot be sent")
    encoder, decoder = _codec(kinds[0])

    def to_plain(value: object, columns: bytearray) -> object:
        return None if value is None or encoder is None else encoder(value, columns)

    def to_value(plain: object, columns: memoryview) -> object:
        return None if plain is None else decoder(plain, columns)

    return None if encoder is None else to_plain, to_value


def _several(kind: Any) -> tuple[_Encode | None, _Decode]:  # noqa: ANN401 - a type or a form of typing
    """A tuple of any length of one type."""
    if (codes := _column_codes(kind)) is not None:
        return _columns(kind, codes)
    encoder, decoder = _codec(kind)

    def to_plain(values: Iterable[object], columns: bytearray) -> object:
        return [cast(_Encode, encoder)(value, columns) for value in values]

    def to_tuple(plain: object, columns: memoryview) -> object:
        return tuple([decoder(value, columns) for value in _list_of(plain)])

    return None if encoder is None else to_plain, to_tuple


def _fixed(kinds: tuple[Any, ...]) -> _Decode:
    """A tuple of plain values, as a span is."""
    decoders = [_plain(kind) for kind in kinds]

    def to_tuple(plain: object, columns: memoryview) -> object:
        values = _list_of(plain, len(decoders))
        return tuple([one(value, columns) for one, value in zip(decoders, values, strict=True)])

    return to_tuple


def _plain(kind: Any) -> _Decode:  # noqa: ANN401 - a type
    """A string, a number, True or False, or a word of an enumeration."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda plain, _: kind(plain)
    if kind not in (str, int, float, bool):
        raise TypeError(f"{kind} cannot be sent")

    def to_value(plain: object, _: memoryview) -> object:
        if plain.__class__ is not kind:
            raise ValueError(f"not a {kind.__name__}")
        return plain

    return to_value


def _column_codes(kind: Any) -> str | None:  # noqa: ANN401 - a type or a form of typing
    """The type codes of a record's fields, None where they are not numbers alone."""
    names = getattr(kind, "__match_args__", ())
    if not names or get_origin(kind) is not None:
        return None
    hints = get_type_hints(kind)
    codes = [_COLUMN.get(hints[name], "") for name in names]
    return "".join(codes) if all(codes) else None


def _columns(kind: Any, codes: str) -> tuple[_Encode, _Decode]:  # noqa: ANN401 - a record
    fields = [(attrgetter(name), code) for name, code in zip(kind.__match_args__, codes, strict=True)]

    def to_plain(values: tuple[object, ...], columns: bytearray) -> object:
        start = len(columns)
        for value, code in fields:
            column = array(code, map(value, values))
            if sys.byteorder == "big":
                column.byteswap()
            columns += column.tobytes()
        return [start, len(values)]

    def to_tuple(plain: object, columns: memoryview) -> object:
        start, count = map(int, _list_of(plain, 2))
        if count < 0 or not 0 <= start <= start + count * len(codes) * _WIDTH <= len(columns):
            raise ValueError("columns are missing")
        read = []
        for code in codes:
            column = array(code)
            column.frombytes(columns[start : start + count * _WIDTH])
            if sys.byteorder == "big":
                column.byteswap()
            read.append(column)
            start += count * _WIDTH
        return tuple(map(kind, *read))

    return to_plain, to_tuple


def _check_spans(document: Document) -> None:
    """Every span lies in the text: whoever reads on takes that for granted."""
    length = len(document.text)
    spans: list[Span] = [(block.start, block.end) for block in document.blocks]
    spans += [span for block in document.blocks for span in block.struck]
    spans += [*document.pages, *document.doubtful]
    spans += [(box.start, box.end) for box in document.boxes]
    if not all(0 <= start <= end <= length for start, end in spans):
        raise ValueError("a span lies outside the text")
