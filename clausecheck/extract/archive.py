"""A zip archive of contracts: each member is read as its content says; the archive itself has no text."""

from hashlib import sha256
from zipfile import ZipFile, ZipInfo

from clausecheck.document import Coverage, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import current_limits, open_zip, read_part
from clausecheck.extract.nest import Gathered, Nest

__all__ = ["read_archive"]

_WHAT = "zip archive"
_ENCRYPTED = 0x1
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What operating systems add on their own."""


def read_archive(name: str, data: bytes, digest: str, nest: Nest) -> Document:
    """Read the members of an archive; raises UnreadableInput when none of them can be read."""
    gathered = Gathered(nest, "file")
    with open_zip(name, data, _WHAT) as archive:
        for info in archive.infolist():
            if not info.is_dir() and not _is_litter(info.filename):
                _add(gathered, archive, info)
    if not gathered.parts:
        raise UnreadableInput(name, "the archive is empty", "Check that it was made and sent whole.")
    if not gathered.documents:
        first = gathered.parts[0]
        what = f"nothing in the archive could be read ({first.name}: {first.why})"
        raise UnreadableInput(name, what, "Unpack it and check the files in it one by one.")
    return Document(
        name=name,
        format="zip",
        sha256=digest or sha256(data).hexdigest(),
        text="",
        blocks=(),
        coverage=Coverage(tuple(gathered.parts)),
        attachments=tuple(gathered.documents),
    )


def _is_litter(path: str) -> bool:
    return path.startswith(_LITTER[0]) or path.rpartition("/")[2] in _LITTER or path.rpartition("/")[2].startswith("._")


def _add(gathered: Gathered, archive: ZipFile, info: ZipInfo) -> None:
    most = current_limits().size
    if info.flag_bits & _ENCRYPTED:
        gathered.refuse(info.filename, "protected by a password: unpack it and check it on its own")
    elif info.file_size > most:
        gathered.refuse(info.filename, f"larger than {most >> 20} MB")
    else:
        gathered.add(info.filename, lambda label: _unpacked(label, archive, info))


def _unpacked(label: str, archive: ZipFile, info: ZipInfo) -> bytes:
    """A member's bytes, by its place in the directory: two members may have one name."""
    return read_part(label, archive, info, _WHAT)
