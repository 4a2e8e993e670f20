"""Photos and scans of contracts (PNG, JPEG, TIFF, WebP) to Document, through OCR."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from clausecheck.document import Coverage, CoveragePart, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import check_pages, current_limits
from clausecheck.extract.ocr import PageRead, Recogniser
from clausecheck.extract.pdf_text import PageLines, assemble
from clausecheck.extract.room import page_read

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["read_picture"]

_FORMS = ("PNG", "JPEG", "TIFF", "WEBP")
_DAMAGED = "the picture is damaged, or far too large"
_PAGE_DOTS = 3508
"""Of the longer side of A4 at 300 dots an inch, as which every picture is read: OCR wants letters of that size."""
_MOST_LARGER = 4.0
_PAGE_POINTS = 842.0
"""Of the longer side of A4, for pictures that do not say how large they are."""


def read_picture(name: str, data: bytes, digest: str, *, ocr: str) -> Document:
    """Read a picture, or a TIFF of several pages; raises UnreadableInput where no page of it could be recognised."""
    recogniser = Recogniser(ocr)
    if recogniser.hindrance:
        raise recogniser.refusal(name, "this is a picture, not text")
    reads: list[PageRead] = []
    try:
        with _opened(data) as file:
            count = getattr(file, "n_frames", 1)
            check_pages(name, count)
            for index in range(count):
                reads.append(_read_frame(recogniser, file, index))
                page_read()
    except _failures() as error:
        raise UnreadableInput(name, _DAMAGED, "Save it again as PNG or PDF, and check that copy.") from error
    parts = [read.part for read in reads]
    if not any(part.read and part.words for part in parts):
        why = parts[0].why or "there are no words in the picture"
        step = "Take it again: flat, sharp, in good light, the page filling the picture; or ask for the text."
        raise UnreadableInput(name, why, f"{step} {recogniser.advice}".strip())
    whole = assemble([read.recognised.page if read.recognised else PageLines(0.0, 0.0, []) for read in reads])
    notice = recogniser.notice(len(parts))
    return Document(
        name=name,
        format="picture",
        sha256=digest,
        text=whole.text,
        blocks=tuple(whole.blocks),
        coverage=Coverage(tuple(parts)),
        boxes=tuple(whole.boxes),
        pages=tuple(whole.pages),
        notices=(notice,) if notice else (),
        doubtful=tuple(whole.doubtful),
    )


def _opened(data: bytes) -> Image:
    """The picture, not yet unpacked; its size is judged page by page, so Pillow's own warning is not shown."""
    import warnings

    from PIL import Image as images

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", images.DecompressionBombWarning)
        return images.open(io.BytesIO(data), formats=_FORMS)


def _failures() -> tuple[type[Exception], ...]:
    """What Pillow raises for files that do not hold together."""
    import struct

    from PIL.Image import DecompressionBombError

    return OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, struct.error, DecompressionBombError


def _read_frame(recogniser: Recogniser, file: Image, index: int) -> PageRead:
    """Recognise one page; one that is damaged or too large is told as unread."""
    part = f"page {index + 1}"
    try:
        file.seek(index)
        if file.format == "JPEG":
            file.draft("L", (_PAGE_DOTS, _PAGE_DOTS))  # a phone's photo, unpacked at the size that is needed
        most = current_limits().pixels
        if file.width * file.height > most:
            why = f"the picture has more than {most / 1e6:g} million dots (--limit pixels=… allows more)"
            return PageRead(CoveragePart(part, read=False, why=why), None)
        grey, points = _prepared(file)
    except _failures():
        if index == 0:
            raise
        return PageRead(CoveragePart(part, read=False, why=_DAMAGED), None)
    return recogniser.read(part, index + 1, grey, points / max(grey.size))


def _prepared(file: Image) -> tuple[Image, float]:
    """The picture upright as the camera knew it, grey on white, at the size for reading; its longer side in points."""
    from PIL import Image as images
    from PIL import ImageOps

    resolution = file.info.get("dpi", (0, 0))
    longer = max(file.size)
    density = float(resolution[0]) if isinstance(resolution, tuple) and resolution else 0.0
    points = longer * 72 / density if 90 <= density <= 1200 else _PAGE_POINTS
    upright = ImageOps.exif_transpose(file)
    if upright.has_transparency_data:
        paper = images.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright.convert("RGBA"))
        upright = paper
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256)
    grey = upright.convert("L")
    factor = min(_MOST_LARGER, _PAGE_DOTS / longer)
    if not 0.8 < factor < 1.25:
        size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
        grey = grey.resize(size, images.Resampling.BICUBIC if factor > 1 else images.Resampling.BOX)
    return grey, points
