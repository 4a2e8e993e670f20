"""How much of an input is read before it is refused, and the checks that refuse it.

Every limit is far above any honest contract and far below what would hurt the machine it is read on.
"""

from typing import TYPE_CHECKING

from clausecheck.errors import UnreadableInput

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FILES",
    "MAX_PAGES",
    "MAX_PART",
    "MAX_UNPACKED",
    "broken_file",
    "check_size",
    "open_zip",
    "read_part",
]

MAX_BYTES = 50 << 20
"""Of one input: a contract with scanned signatures seldom passes 10 MB."""
MAX_PAGES = 2_000
"""Of one PDF: the longest honest file seen had 352."""
MAX_PARTS = 5_000
"""Of one Word file; an honest one has about 20."""
MAX_UNPACKED = 200 << 20
"""All parts of a Word file together, as its directory declares them."""
MAX_PART = 64 << 20
"""One XML part of a Word file, counted while it is unpacked because directories lie."""
MAX_RATIO = 200
"""Unpacked over packed size of an XML part above 1 MB; the highest honest ratio seen was 44."""
MAX_DEPTH = 4
"""Files within files: a contract in an archive attached to a forwarded message is three deep."""
MAX_FILES = 200
"""Files that one input may hold, at all depths together; they share MAX_UNPACKED too."""

_SPLIT = "Send the contract alone, without what was attached to it."


def check_size(name: str, size: int) -> None:
    """Raise UnreadableInput for an empty or an oversized input; `size` in bytes."""
    if size == 0:
        raise UnreadableInput(name, "the file is empty", "Check that it was saved or downloaded to the end.")
    if size > MAX_BYTES:
        raise UnreadableInput(name, f"the file is larger than {MAX_BYTES >> 20} MB", _SPLIT)


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
    if len(infos) > MAX_PARTS or sum(i.file_size for i in infos) > MAX_UNPACKED or any(map(_too_dense, infos)):
        raise UnreadableInput(name, "the file unpacks to far more than a contract can hold", _SPLIT)
    return archive


def _too_dense(info: "ZipInfo") -> bool:
    return (
        info.file_size > 1 << 20
        and info.filename.endswith((".xml", ".rels"))
        and info.file_size > MAX_RATIO * max(1, info.compress_size)
    )


def read_part(name: str, archive: "ZipFile", part: "str | ZipInfo", what: str = "Word file") -> bytes:
    """Unpack one part; raises UnreadableInput when it is damaged or too large."""
    import zlib
    from zipfile import BadZipFile

    try:
        with archive.open(part) as stream:
            data = stream.read(MAX_PART + 1)
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
    if len(data) > MAX_PART:
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
