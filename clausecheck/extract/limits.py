"""How much of an input is read before it is refused, and the checks that refuse it.

Every limit is far above any honest contract and far below what would hurt the machine it is read on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from clausecheck.errors import UnreadableInput
from clausecheck.record import record

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

__all__ = [
    "MAX_DEPTH",
    "MAX_FILES",
    "Limits",
    "applying",
    "broken_file",
    "check_characters",
    "check_pages",
    "check_pixels",
    "check_size",
    "current_limits",
    "open_zip",
    "read_part",
]

MAX_BYTES = 100 << 20
"""Of one input: a contract with scanned signatures seldom passes 10 MB."""
MAX_PAGES = 2_000
"""Of one PDF: the longest honest file seen had 352."""
MAX_PARTS = 5_000
"""Of one Word file or archive; an honest Word file has about 20."""
MAX_UNPACKED = 400 << 20
"""All parts of a Word file or archive together, as its directory declares them."""
MAX_PART = 64 << 20
"""One part of a Word file, counted while it is unpacked because directories lie."""
MAX_RATIO = 200
"""Unpacked over packed size of an XML part above 1 MB; the highest honest ratio seen was 44."""
MAX_DEPTH = 4
"""Files within files: a contract in an archive attached to a forwarded message is three deep."""
MAX_FILES = 200
"""Files that one input may hold, at all depths together; they share the limits on size and characters too."""
MAX_CHARACTERS = 1_000_000
"""Of the text read: some 400 pages, which take ten seconds to judge, half a minute where they are made to."""
MAX_PIXELS = 40_000_000
"""Of one picture, or of a page made into one: A3 at 400 dots an inch has 31 million."""
MAX_MEMORY = 1 << 30
"""Bytes that reading may take beyond what the command itself takes; 200 pages of PDF take a tenth of it."""
MAX_LARGE_MEMORY = 3 << 30
"""The same where pictures are recognised or another program converts the file."""
MAX_SECONDS = 20.0
"""Before the first page is read, and for a file without pages; the slowest honest file seen took 3."""
MAX_PAGE_SECONDS = 0.5
"""More for every page that has been read: what is promised is not counted, and page counts lie."""
MAX_LARGE_SECONDS = 120.0
"""Before the first page where pictures are recognised or another program converts the file."""
MAX_LARGE_PAGE_SECONDS = 15.0
"""More for every page recognised; the most careful reader took 11."""

_SPLIT = "Send the contract alone, without what was attached to it."


@record
class Limits:
    """How much of an input is read, and what reading it may take; the values stand above with their reasons."""

    size: int = MAX_BYTES
    pages: int = MAX_PAGES
    entries: int = MAX_PARTS
    unpacked: int = MAX_UNPACKED
    part: int = MAX_PART
    ratio: int = MAX_RATIO
    depth: int = MAX_DEPTH
    files: int = MAX_FILES
    characters: int = MAX_CHARACTERS
    pixels: int = MAX_PIXELS
    memory: int = MAX_MEMORY
    seconds: float = MAX_SECONDS
    page_seconds: float = MAX_PAGE_SECONDS
    large_memory: int = MAX_LARGE_MEMORY
    large_seconds: float = MAX_LARGE_SECONDS
    large_page_seconds: float = MAX_LARGE_PAGE_SECONDS


_USUAL = Limits()
_LIMITS: ContextVar[Limits] = ContextVar("limits", default=_USUAL)


def current_limits() -> Limits:
    """The limits in force: the usual ones, or those of the innermost `applying`."""
    return _LIMITS.get()


@contextmanager
def applying(limits: Limits) -> Iterator[None]:
    """Read with other limits than the usual ones."""
    token = _LIMITS.set(limits)
    try:
        yield
    finally:
        _LIMITS.reset(token)


def check_size(name: str, size: int) -> None:
    """Raise UnreadableInput for an empty or an oversized input; `size` in bytes."""
    if size == 0:
        raise UnreadableInput(name, "the file is empty", "Check that it was saved or downloaded to the end.")
    largest = current_limits().size
    if size > largest:
        shown = f"{largest >> 20} MB" if largest >= 1 << 20 else f"{largest} bytes"
        raise UnreadableInput(name, f"the file is larger than {shown}", f"{_SPLIT} --limit size=… allows more.")


def check_characters(name: str, count: int) -> None:
    """Raise UnreadableInput for more text than can be judged in a time that anybody waits."""
    most = current_limits().characters
    if count > most:
        raise UnreadableInput(
            name,
            f"there are {count:,} characters of text in it, more than {most:,}",
            f"{_SPLIT} --limit characters=… allows more.",
        )


def check_pages(name: str, count: int) -> None:
    """Raise UnreadableInput for a PDF or a picture of far too many pages."""
    most = current_limits().pages
    if count > most:
        raise UnreadableInput(
            name,
            f"it has {count:,} pages, more than {most:,}",
            "Send the pages of the contract alone. --limit pages=… allows more.",
        )


def check_pixels(name: str, width: int, height: int) -> None:
    """Raise UnreadableInput for a picture too large to be unpacked; to be asked before it is."""
    most = current_limits().pixels
    if width * height > most:
        raise UnreadableInput(
            name,
            f"a picture in it has {width} by {height} dots, more than {most / 1e6:g} million",
            "Scan or save it again at 300 dots an inch. --limit pixels=… allows more.",
        )


def open_zip(name: str, data: bytes, what: str = "Word file") -> "ZipFile":
    """Open a zip archive after checking its directory; raises UnreadableInput for broken ones and bombs.

    `what` is what messages call it.
    """
    import io
    from zipfile import BadZipFile, ZipFile

    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, IndexError) as error:
        raise broken_file(name, what) from error
    infos = archive.infolist()
    limits = current_limits()
    if len(infos) > limits.entries or sum(i.file_size for i in infos) > limits.unpacked or any(map(_too_dense, infos)):
        raise UnreadableInput(name, "the file unpacks to far more than a contract can hold", _SPLIT)
    return archive


def _too_dense(info: "ZipInfo") -> bool:
    return (
        info.file_size > 1 << 20
        and info.filename.endswith((".xml", ".rels"))
        and info.file_size > current_limits().ratio * max(1, info.compress_size)
    )


def read_part(name: str, archive: "ZipFile", part: "str | ZipInfo", what: str = "Word file") -> bytes:
    """Unpack one part; raises UnreadableInput when it is damaged or too large."""
    import zlib
    from zipfile import BadZipFile

    most = current_limits().part
    try:
        with archive.open(part) as stream:
            data = stream.read(most + 1)
    except (
        BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
        KeyError,
    ) as error:
        raise broken_file(name, what) from error
    if len(data) > most:
        raise UnreadableInput(name, "the file unpacks to far more than a contract can hold", _SPLIT)
    return data


_MEND = {
    "Word file": "Open it in Word, save it again as .docx, and check that copy.",
    "message": "Open it in your mail program, print it to PDF, and check that.",
    "zip archive": "Make it or download it again, or check the files in it one by one.",
}


def broken_file(name: str, what: str = "Word file") -> UnreadableInput:
    """The error for a file that does not hold together."""
    mend = _MEND.get(what, "Open it in the program it was written with, save it as .docx, and check that copy.")
    return UnreadableInput(name, f"the {what} is damaged", mend)
