"""How much of an input is read before it is refused, and the checks that refuse it.

Every limit is far above any honest contract and far below what would hurt the machine it is read on.
"""

from typing import TYPE_CHECKING

from clausecheck.errors import UnreadableInput

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

__all__ = ["MAX_BYTES", "MAX_PAGES", "MAX_PART", "check_size", "open_zip", "read_part"]

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

_SPLIT = "Send the contract alone, without what was attached to it."


def check_size(name: str, size: int) -> None:
    """Raise UnreadableInput for an empty or an oversized input; `size` in bytes."""
    if size == 0:
        raise UnreadableInput(name, "the file is empty", "Check that it was saved or downloaded to the end.")
    if size > MAX_BYTES:
        raise UnreadableInput(name, f"the file is larger than {MAX_BYTES >> 20} MB", _SPLIT)


def open_zip(name: str, data: bytes) -> "ZipFile":
    """Open a zip archive after checking its directory; raises UnreadableInput for broken ones and bombs."""
    import io
    from zipfile import BadZipFile, ZipFile

    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, IndexError) as error:
        raise broken_word(name) from error
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


def read_part(name: str, archive: "ZipFile", part: str) -> bytes:
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
        raise broken_word(name) from error
    if len(data) > MAX_PART:
        raise UnreadableInput(name, "the file unpacks to far more than a contract can hold", _SPLIT)
    return data


def broken_word(name: str) -> UnreadableInput:
    """The error for a Word file that does not hold together."""
    return UnreadableInput(
        name, "the Word file is damaged", "Open it in Word, save it again as .docx, and check that copy."
    )
