"""Bytes to Document: the only place that opens contracts, one module a format."""

from hashlib import sha256
from pathlib import Path

from clausecheck.document import Document
from clausecheck.errors import UnreadableInput, UsageProblem
from clausecheck.extract.limits import check_size
from clausecheck.extract.plain import decode, read_text
from clausecheck.extract.sniff import Kind, sniff

__all__ = ["ENGINES", "OCR_MODES", "extract", "extract_text"]

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
) -> Document:
    """Read a contract: PDF, Word (.docx), picture, text, Markdown or e-mail, told apart by content.

    `name` is what messages and reports call it (file name, or `-` for bytes). `password` opens an encrypted PDF.
    `ocr`, one of OCR_MODES, says how pictures of text are recognised. Raises UnreadableInput or PasswordNeeded with
    the cause and what to do; UsageProblem for an unknown `engine` or `ocr`.
    """
    if engine not in ENGINES:
        raise UsageProblem(f"unknown PDF engine {engine!r}: choose {' or '.join(ENGINES)}")
    if ocr not in OCR_MODES:
        raise UsageProblem(f"unknown kind of OCR {ocr!r}: choose {', '.join(OCR_MODES)}")
    label = name if name is not None else (source.name if isinstance(source, Path) else "-")
    data = _read(source, label) if isinstance(source, Path) else source
    check_size(label, len(data))
    digest = sha256(data).hexdigest()
    match sniff(label, data):
        case Kind.text:
            return read_text(label, decode(label, data), digest)
        case Kind.mail:
            from clausecheck.extract.mail import read_mail

            return read_mail(label, data, digest)
        case Kind.word:
            from clausecheck.extract.docx import read_word

            return read_word(label, data, digest)
        case Kind.pdf:
            from clausecheck.extract.pdf import read_pdf

            return read_pdf(label, data, digest, engine=engine, password=password, ocr=ocr)
        case Kind.picture:
            from clausecheck.extract.picture import read_picture

            return read_picture(label, data, digest, ocr=ocr)


def extract_text(text: str, name: str = "-") -> Document:
    """Document of pasted text, exactly as it stands; raises UnreadableInput when there is nothing in it."""
    return read_text(name, text)


def _read(path: Path, name: str) -> bytes:
    """Bytes of a file; raises UnreadableInput for whatever keeps it from being read."""
    try:
        if path.is_dir():
            raise UnreadableInput(name, "this is a folder", "Name the file of the contract itself.")
        check_size(name, path.stat().st_size if path.is_file() else 1)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(name, "there is no such file", "Check the name and the folder.") from error
    except OSError as error:
        cause = error.strerror or "the file cannot be opened"
        raise UnreadableInput(name, cause[:1].lower() + cause[1:], "Check that you may read it.") from error
