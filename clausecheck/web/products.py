"""The files that are made of one contract, and the names they are handed out under."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from clausecheck.record import record

__all__ = ["PRODUCTS", "Product", "disposition", "download_name"]

_LONGEST = 80
"""Characters of a file's name that are kept."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
"""Windows takes a file of such a name for a device, whatever its ending."""


@record
class Product:
    """One kind of file."""

    label: str
    """As its button says."""
    ending: str
    """Of its name, after the contract's."""
    media: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PRODUCTS = {
    "html": Product("The report, to keep (HTML)", "-report.html", "text/html; charset=utf-8"),
    "marked-docx": Product("Your contract, commented (Word)", "-marked.docx", _WORD),
    "redline-docx": Product("Comments and new wording (Word)", "-proposed-changes.docx", _WORD),
    "marked-pdf": Product("Your contract, highlighted (PDF)", "-marked.pdf", "application/pdf"),
    "cover-pdf": Product("Highlights and grade (PDF)", "-marked-with-grade.pdf", "application/pdf"),
    "letter-text": Product("Letter (text)", "-letter.txt", "text/plain; charset=utf-8"),
    "letter-eml": Product("Letter (e-mail draft)", "-letter.eml", "message/rfc822"),
    "letter-docx": Product("Letter (Word)", "-letter.docx", _WORD),
    "json": Product("Data for programs (JSON)", "-report.json", "application/json"),
}
"""By kind, in the order of their buttons."""


def download_name(name: str, product: Product) -> str:
    """A name for a product of the contract `name` that no system takes for anything but a file's."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    kept = "".join(char if char in " ._-()" or unicodedata.category(char)[0] in "LN" else " " for char in stem)
    kept = " ".join(kept.split())[:_LONGEST].strip(" .-")
    if not kept or kept.partition(".")[0].casefold() in _RESERVED:
        kept = "contract"
    return kept + product.ending


def disposition(name: str) -> str:
    """The Content-Disposition that saves a file under a name from `download_name`."""
    plain = "".join(char if char.isascii() else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
