"""The PDF itself with a highlight on the words of each finding, and if wanted a cover page with the grade."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clausecheck.document import Box, Document
from clausecheck.errors import PasswordNeeded, UnreadableInput, UsageProblem
from clausecheck.mark.cover import HEIGHT, WIDTH, cover_content
from clausecheck.mark.notes import AUTHOR, heading, plain_text
from clausecheck.mark.pdf_annotations import Annotator, Note, font
from clausecheck.mark.pdf_looks import LOOKS, TAG, look_of
from clausecheck.mark.pdf_places import Frame, Strip, strips
from clausecheck.record import record
from clausecheck.render.wording import counted
from clausecheck.report import Finding, Report

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

__all__ = ["MarkedPdf", "mark_pdf"]

_GAP = 3.0
"""Between a sign in the margin and the text, in points."""
_PRINT_TO_PDF = "Open it, print it to PDF, and mark that copy; clausecheck check reads this one as it is."


@record
class MarkedPdf:
    """A marked PDF and what its user should know of it."""

    data: bytes
    highlights: int
    """Findings highlighted; one that runs over a page's end counts once."""
    warnings: tuple[str, ...]


def mark_pdf(
    data: bytes,
    document: Document,
    report: Report,
    *,
    titles: Mapping[str, str],
    cover: bool = False,
    password: str | None = None,
    author: str = AUTHOR,
) -> MarkedPdf:
    """The PDF `data`, from which `document` was read, with what `report` found in it, in notes by `author`.

    Raises PasswordNeeded, UsageProblem for a cover on a signed PDF, and UnreadableInput where its author forbids notes
    or it is too damaged to be changed.
    """
    name = document.name
    with _guarded(name):
        reader = _opened(name, data, password)
        signed = _is_signed(reader)
        if signed and cover:
            raise UsageProblem(f"{name} is signed, and a page in front would break the signature. Leave --cover out.")
        encrypted = reader.is_encrypted
        if len(reader.pages) != len(document.pages):
            raise _damaged(name)
        writer = _writer(reader, data, signed=signed and not encrypted)
        placed = _annotate(writer, document, report, titles, author)
        if cover:
            _add_cover(writer, report)
        if encrypted and password:
            writer.encrypt(password, algorithm="AES-256")
        out = io.BytesIO()
        writer.write(out)
    missing = len(report.findings) - placed
    return MarkedPdf(out.getvalue(), placed, (*_warnings(signed, encrypted, password), *_unplaced(missing)))


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Turn what pypdf says of a PDF it cannot follow into an UnreadableInput."""
    import logging

    from pypdf.errors import DependencyError, PyPdfError

    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # it speaks of the innards of files, and would do so on standard error
    try:
        yield
    except DependencyError as error:
        raise UnreadableInput(name, "the PDF is encrypted in an unknown way", _PRINT_TO_PDF) from error
    except (PyPdfError, RecursionError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        # All of them are what pypdf meets in files whose parts are not what they are called.
        raise _damaged(name) from error
    finally:
        logger.setLevel(level)


def _damaged(name: str) -> UnreadableInput:
    return UnreadableInput(name, "the PDF can be read but is too damaged to be changed", _PRINT_TO_PDF)


def _opened(name: str, data: bytes, password: str | None) -> PdfReader:
    """The PDF, decrypted; raises PasswordNeeded, or UnreadableInput where its author allows no notes."""
    from pypdf import PasswordType, PdfReader
    from pypdf.constants import UserAccessPermissions

    reader = PdfReader(io.BytesIO(data))
    if not reader.is_encrypted:
        return reader
    opened = reader.decrypt(password or "")
    if opened == PasswordType.NOT_DECRYPTED:
        raise PasswordNeeded(name, "the PDF is protected by a password", "Give it with --password.")
    allowed = reader.user_access_permissions
    if opened == PasswordType.USER_PASSWORD and allowed is not None:
        needed = UserAccessPermissions.ADD_OR_MODIFY
        if not allowed & needed:
            raise UnreadableInput(
                name,
                "the PDF is read-only: its author does not allow notes in it",
                "Ask for a copy without that protection or for the Word file; clausecheck check reads this one.",
            )
    return reader


def _is_signed(reader: PdfReader) -> bool:
    from pypdf.generic import DictionaryObject

    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else None
    if not isinstance(form, DictionaryObject):
        return False
    flags = form.get("/SigFlags")
    return isinstance(flags, int) and bool(flags & 1) and bool(_signature_values(form.get("/Fields")))


def _signature_values(fields: object, depth: int = 0) -> bool:
    """One of these form fields, or of those in them, holds a signature."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    fields = fields.get_object() if isinstance(fields, IndirectObject) else fields
    if not isinstance(fields, ArrayObject) or depth > 8:
        return False
    for entry in fields:
        field = entry.get_object()
        if isinstance(field, DictionaryObject) and (
            (field.get("/FT") == "/Sig" and "/V" in field) or _signature_values(field.get("/Kids"), depth + 1)
        ):
            return True
    return False


def _writer(reader: PdfReader, data: bytes, *, signed: bool) -> PdfWriter:
    """A copy to be changed; of a signed PDF one that keeps every byte of it and adds to its end."""
    from pypdf import PdfWriter

    if signed:
        return PdfWriter(io.BytesIO(data), incremental=True)
    return PdfWriter(clone_from=reader)


def _frame(page: PageObject) -> Frame:
    """What pdfium shows of a page: its crop box as far as the media box reaches."""
    media, crop = page.mediabox, page.cropbox
    left, right = max(float(media.left), float(crop.left)), min(float(media.right), float(crop.right))
    bottom, top = max(float(media.bottom), float(crop.bottom)), min(float(media.top), float(crop.top))
    if left >= right or bottom >= top:
        left, bottom, right, top = (float(v) for v in (media.left, media.bottom, media.right, media.top))
    return Frame(left, bottom, right, top, round(page.rotation / 90) % 4)


def _annotate(writer: PdfWriter, document: Document, report: Report, titles: Mapping[str, str], author: str) -> int:
    """Highlight every finding, and say on each page that was not read that it was not; gives how many had a place."""
    words: list[list[Box]] = [[] for _ in writer.pages]
    for box in document.boxes:
        words[box.page - 1].append(box)
    pages = [Annotator(writer, page, _frame(page), words[i]) for i, page in enumerate(writer.pages)]
    placed = 0
    for finding in sorted(report.findings, key=_order):
        found = strips(document, finding.start, finding.end)
        if not found:
            continue
        placed += 1
        note = plain_text(finding, titles, report.read_date)
        for number in sorted({strip.page for strip in found}):
            here = [strip for strip in found if strip.page == number]
            first = here[0] is found[0]
            tag = _tag_place(document, finding, here[0]) if first else None
            said = Note(
                title=heading(finding, titles),
                text=note if first else f"(continued)\n{note}",
                author=author,
                key=f"{AUTHOR}-{finding.fingerprint}-{number}",
            )
            pages[number - 1].highlight(look_of(finding), here, tag, said)
    for part in document.coverage.unread:
        word, _, digits = part.name.partition(" ")
        if word == "page" and digits.isdecimal() and 0 < int(digits) <= len(pages):
            pages[int(digits) - 1].banner("clausecheck could not read this page: nothing on it is marked", part.why)
    for page in pages:
        page.store()
    return placed


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    """Where findings begin; of those that begin together the gravest first, whose colour the words then have."""
    return finding.start, LOOKS.index(look_of(finding)), -finding.end, finding.topic, finding.rule


def _tag_place(document: Document, finding: Finding, first: Strip) -> tuple[float, float]:
    """Left and top of a finding's sign: left of the block in which it begins."""
    block = next((b for b in document.blocks if b.start <= finding.start < b.end), None)
    left = first.x0
    if block is not None:
        around: Sequence[Strip] = [s for s in strips(document, block.start, block.end) if s.page == first.page]
        left = min([left, *(strip.x0 for strip in around)])
    return left - _GAP - TAG, (first.top + first.bottom - TAG) / 2


def _add_cover(writer: PdfWriter, report: Report) -> None:
    """Put the cover in front; pages keep the numbers they are labelled with."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

    writer.insert_blank_page(WIDTH, HEIGHT, 0)
    page = writer.pages[0]
    stream = StreamObject()
    stream.set_data(cover_content(report))
    page[NameObject("/Contents")] = writer._add_object(stream)
    fonts = DictionaryObject({NameObject("/F"): font("Helvetica"), NameObject("/B"): font("Helvetica-Bold")})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    labels = writer.root_object.get("/PageLabels")
    labels = labels.get_object() if labels is not None else None
    numbers = labels.get("/Nums") if isinstance(labels, DictionaryObject) else None
    numbers = numbers.get_object() if numbers is not None else None
    if isinstance(labels, DictionaryObject) and isinstance(numbers, ArrayObject):
        moved = [NumberObject(int(v) + 1) if i % 2 == 0 else v for i, v in enumerate(numbers)]
        ours = DictionaryObject({NameObject("/P"): TextStringObject("Cover")})
        labels[NameObject("/Nums")] = ArrayObject([NumberObject(0), ours, *moved])


def _unplaced(count: int) -> list[str]:
    if not count:
        return []
    return [f"{counted(count, 'passage')} could not be placed on a page: clausecheck check shows what was found."]


def _warnings(signed: bool, encrypted: bool, password: str | None) -> Iterator[str]:
    if signed and encrypted:
        yield "The original is signed; the signature does not hold for the marked copy. Keep both."
    elif signed:
        yield (
            "The original is signed; the marks were added behind what was signed, which stays as it was. Viewers may "
            "say that the copy was changed after signing. Keep the original."
        )
    if encrypted and password:
        yield "The marked copy opens with the same password as the original."
    elif encrypted:
        yield "The original is protected against changes, notes excepted; the marked copy is not."
