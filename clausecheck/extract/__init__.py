"""Bytes to Document: the only place that opens contracts, one module a format."""

from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from clausecheck.document import Document
from clausecheck.errors import FolderNamed, UnreadableInput, UsageProblem
from clausecheck.extract.limits import check_size
from clausecheck.extract.nest import Nest
from clausecheck.extract.plain import decode, read_text
from clausecheck.extract.sniff import Kind, sniff
from clausecheck.extract.tracked import Tracked

__all__ = ["ENGINES", "OCR_MODES", "extract", "extract_text", "preload", "read_bytes"]

ENGINES = ("pdfium", "pdfplumber")
"""What can read a PDF; the first is the quicker."""
OCR_MODES = ("auto", "off", "fast", "accurate")
"""How pictures of text are recognised. `fast` is Tesseract, `accurate` rapidocr; `auto` is fast, and accurate where
fast is unsure and accurate is installed."""


def extract(
    source: Path | bytes,
    *,
    name: str | None = None,
    engine: str = "pdfium",
    password: str | None = None,
    ocr: str = "auto",
    tracked: str = "accept",
) -> Document:
    """Read a contract in any form, told apart by content, with what is attached to it or packed in it.

    `name` is what messages and reports call it (file name, or `-` for bytes). `password` opens an encrypted PDF.
    `ocr`, one of OCR_MODES, says how pictures of text are recognised. `tracked` says what is read where changes of a
    Word file are pending: `accept`, `reject` or `mark` (both texts). Raises UnreadableInput or PasswordNeeded with the
    cause and what to do; UsageProblem for an unknown `engine`, `ocr` or `tracked`.
    """
    if engine not in ENGINES:
        raise UsageProblem(f"unknown PDF engine {engine!r}: choose {' or '.join(ENGINES)}")
    if ocr not in OCR_MODES:
        raise UsageProblem(f"unknown kind of OCR {ocr!r}: choose {', '.join(OCR_MODES)}")
    if tracked not in tuple(Tracked):
        raise UsageProblem(f"unknown way to read tracked changes {tracked!r}: choose {' or '.join(Tracked)}")
    label = name if name is not None else (source.name if isinstance(source, Path) else "-")
    data = read_bytes(source, label) if isinstance(source, Path) else source
    opener = partial(_open, engine=engine, password=password, ocr=ocr, tracked=Tracked(tracked))
    return opener(label, data, Nest(opener))


def _open(
    name: str, data: bytes, nest: Nest, *, engine: str, password: str | None, ocr: str, tracked: Tracked
) -> Document:
    """Document of the bytes of one file, by the reader of its kind."""
    check_size(name, len(data))
    digest = sha256(data).hexdigest()
    match sniff(name, data):
        case Kind.text:
            return read_text(name, decode(name, data), digest)
        case Kind.mail:
            from clausecheck.extract.mail import read_mail
            from clausecheck.extract.mail_bounds import check_message

            check_message(name, data)
            return read_mail(name, data, digest, nest)
        case Kind.outlook:
            from clausecheck.extract.msg import read_msg

            return read_msg(name, data, digest, nest)
        case Kind.archive:
            from clausecheck.extract.archive import read_archive

            return read_archive(name, data, digest, nest)
        case Kind.pdf:
            from clausecheck.extract.pdf import read_pdf

            return read_pdf(name, data, digest, engine=engine, password=password, ocr=ocr)
        case Kind.picture:
            from clausecheck.extract.picture import read_picture

            return read_picture(name, data, digest, ocr=ocr)
        case Kind.word:
            from clausecheck.extract.docx import read_word

            return read_word(name, data, digest, tracked)
        case Kind.old_word:
            from clausecheck.extract.doc import read_old_word

            return read_old_word(name, data, digest, tracked)
        case Kind.open_document:
            from clausecheck.extract.odt import read_open_document

            return read_open_document(name, data, digest)
        case Kind.rich_text:
            from clausecheck.extract.rtf import read_rich_text

            return read_rich_text(name, data, digest)
        case Kind.web_page:
            from clausecheck.extract.html import read_html

            return read_html(name, data, digest)


def extract_text(text: str, name: str = "-") -> Document:
    """Document of pasted text, exactly as it stands; raises UnreadableInput when there is nothing in it."""
    return read_text(name, text)


def preload(head: bytes, engine: str) -> None:
    """Import what reading a file that begins so will most likely need; none of its bytes is looked into."""
    if b"%PDF-" in head[:1024]:
        import_module("clausecheck.extract.pdf")
        from clausecheck.extract.pdfium_calls import pdfium

        pdfium()
        if engine == "pdfplumber":
            import_module("pdfplumber")
            import_module("clausecheck.extract.pdf_plumber")
    elif head.startswith(b"PK"):
        import_module("clausecheck.extract.docx")
    elif head.startswith(b"{\\rtf"):
        import_module("clausecheck.extract.rtf")
    elif b"mime-version:" in head.lower():
        import_module("clausecheck.extract.mail")


def read_bytes(path: Path, name: str) -> bytes:
    """Bytes of a file; raises UnreadableInput for whatever keeps it from being read, FolderNamed for a folder."""
    try:
        if path.is_dir():
            raise FolderNamed(name)
        check_size(name, path.stat().st_size if path.is_file() else 1)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(name, "there is no such file", "Check the name and the folder.") from error
    except OSError as error:
        cause = error.strerror or "the file cannot be opened"
        raise UnreadableInput(name, cause[:1].lower() + cause[1:], "Check that you may read it.") from error
