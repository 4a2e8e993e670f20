"""What a PDF says of itself as a whole: what it forbids, what lies within it, what kind of form it is."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from clausecheck.extract.pdfium_calls import pdfium
from clausecheck.record import record

__all__ = ["Facts", "open_form", "read_facts", "utf16"]

_RIGHTS = ((1 << 2, "printing"), (1 << 3, "changes"), (1 << 4, "copying its text"), (1 << 5, "comments"))
"""Bits of the standard security handler that a reader knows from the program that shows the file."""
_MAX_ATTACHMENTS = 200
_MAX_BYTES = 20_000
"""Of one string."""
_DYNAMIC = 2
"""FORMTYPE_XFA_FULL: the pages in the file only say that another program is needed."""
_FORM_INFO_BYTES = 1024
"""More than FPDF_FORMFILLINFO takes in any version; its callbacks stay empty, so that no script can run."""


@record
class Facts:
    """Of the whole file."""

    forbidden: tuple[str, ...] = ()
    """What its owner forbids: `printing`, `copying its text`."""
    attachments: tuple[str, ...] = ()
    """Names of the files embedded in it."""
    dynamic_form: bool = False
    """Its real content is a form (XFA) that is laid out when shown."""


def read_facts(handle: int) -> Facts:
    """Facts of a document handle."""
    calls = pdfium()
    rights = calls.permissions(handle) if calls.security(handle) >= 0 else -1
    count = min(max(0, calls.attachments(handle)), _MAX_ATTACHMENTS)
    return Facts(
        forbidden=tuple(what for bit, what in _RIGHTS if not rights & bit),
        attachments=tuple(_attachment(handle, index) for index in range(count)),
        dynamic_form=calls.form_type(handle) == _DYNAMIC,
    )


def _attachment(handle: int, index: int) -> str:
    calls = pdfium()
    entry = calls.attachment(handle, index)
    name = utf16(partial(calls.attachment_name, entry)) if entry else ""
    return name or f"number {index + 1}"


def utf16(read: Callable[[int | None, int], int]) -> str:
    """A string from one of pdfium's calls that tell the size of what they would write, in bytes, and write it."""
    size = min(read(None, 0), _MAX_BYTES)
    if size <= 2:
        return ""
    units = (ctypes.c_char * size)()
    read(ctypes.addressof(units), size)
    return bytes(units)[:-2].decode("utf-16-le", "replace")


@contextmanager
def open_form(handle: int) -> Iterator[int | None]:
    """A form handle of a document handle, closed at the end; None where it holds no form."""
    calls = pdfium()
    if not calls.form_type(handle):
        yield None
        return
    form = None
    info = (ctypes.c_char * _FORM_INFO_BYTES)()
    for version in (1, 2):  # builds of pdfium differ in which they take
        ctypes.c_int.from_buffer(info).value = version
        form = calls.open_form(handle, ctypes.addressof(info))
        if form:
            break
    try:
        yield form
    finally:
        if form:
            calls.close_form(form)
