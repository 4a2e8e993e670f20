"""A document from the cache, or read and then kept, with care for files that a password opens."""

from collections.abc import Callable
from typing import Protocol

from clausecheck.bulk.nameless import document_bytes, document_of, locked
from clausecheck.document import Document
from clausecheck.errors import PasswordNeeded
from clausecheck.record import record

__all__ = ["Fetched", "fetched"]


class _Documents(Protocol):
    def document(self, key: str) -> bytes | None: ...

    def keep_document(self, key: str, data: bytes) -> None: ...


@record
class Fetched:
    """A document, and what may be done with it."""

    document: Document
    extracted: bool
    """A reader was put to work."""
    may_keep: bool
    """Results on it may be kept: no password opened it."""


def fetched(
    keeper: _Documents, key: str, name: str, read: Callable[[str | None], Document], password: str | None = None
) -> Fetched:
    """The document kept under the key, else what `read` makes of the file, which is kept then where it may be.

    `read` takes a password. A file is first read without one, and only what needs it with `password`: that is never
    kept. `name` is what the document is called. Raises what `read` raises.
    """
    data = keeper.document(key)
    document = None if data is None else document_of(data, name)
    extracted = document is None
    if document is None:
        try:
            document = read(None)
        except PasswordNeeded:
            if password is None:
                raise
            return Fetched(read(password), extracted=True, may_keep=False)
        if (plain := document_bytes(document)) is not None:
            keeper.keep_document(key, plain)
    if password is not None and locked(document):
        return Fetched(read(password), extracted=True, may_keep=False)
    return Fetched(document, extracted, may_keep=True)
