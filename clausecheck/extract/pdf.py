"""PDF to Document; pages that are pictures of text go through OCR."""

from collections.abc import Iterator

from clausecheck.document import Coverage, CoveragePart, Document, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.ocr import Recogniser
from clausecheck.extract.pdf_layout import in_reading_order
from clausecheck.extract.pdf_marks import fill_in, struck_words
from clausecheck.extract.pdf_pages import Page, PdfFile, open_pdf
from clausecheck.extract.pdf_tables import find_tables, rows_into
from clausecheck.extract.pdf_text import PageLines, assemble
from clausecheck.extract.room import page_read
from clausecheck.patterns import pattern
from clausecheck.record import replaced

__all__ = ["read_pdf"]

_GARBLED = pattern(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_MAX_GARBLED = 0.05
"""Share of characters without a meaning above which a page's text layer is of no use."""
_STAMP_WORDS = 20
"""A page that is a picture may carry this many words of stamp or footer and is still unread."""
_PICTURE_PAGE = 0.4
"""Share of a page covered by pictures from which, with so few words, it is a scan."""

_SCAN = "the page is a picture without a text layer"
_DAMAGED = "the page is damaged"
_NO_MEANING = "the page's letters have no readable text behind them"
_FOR_OCR = (_SCAN, _NO_MEANING)


def read_pdf(name: str, data: bytes, digest: str, *, engine: str, password: str | None, ocr: str) -> Document:
    """Read a PDF with the engine and OCR named; raises UnreadableInput where nothing can be read, PasswordNeeded."""
    layouts: list[PageLines] = []
    parts: list[CoveragePart] = []
    slanted: list[str] = []
    recogniser = Recogniser(ocr)
    with open_pdf(name, data, password) as file:
        for number, page in enumerate(_pages(name, file, data, engine, password), 1):
            part, layout = _read_page(f"page {number}", page)
            if part.why in _FOR_OCR:
                part, layout = _recognised(recogniser, file, number, (part, layout))
            parts.append(part)
            layouts.append(layout)
            if page is not None and page.slanted and page.slanted not in slanted:
                slanted.append(page.slanted)
            page_read()
    _refuse_unread(name, parts, recogniser)
    whole = assemble(layouts)
    notices = tuple(
        Notice("watermark", "Text printed at an angle across the page was not read as part of the contract.", quote)
        for quote in slanted
    )
    told = recogniser.notice(len(parts))
    return Document(
        name=name,
        format="pdf",
        sha256=digest,
        text=whole.text,
        blocks=tuple(whole.blocks),
        coverage=Coverage(tuple(parts)),
        boxes=tuple(whole.boxes),
        pages=tuple(whole.pages),
        notices=(told, *notices) if told else notices,
        doubtful=tuple(whole.doubtful),
    )


def _recognised(
    recogniser: Recogniser, file: PdfFile, number: int, read: tuple[CoveragePart, PageLines]
) -> tuple[CoveragePart, PageLines]:
    """What OCR reads of a page, by 1-based number; `read` and why it stays that way where there is no OCR."""
    part, layout = read
    if recogniser.hindrance:
        return replaced(part, why=f"{part.why}, and {recogniser.hindrance.why}"), layout
    drawn = file.picture(number - 1)
    if drawn is None:
        return part, layout
    result = recogniser.read(part.name, number, *drawn)
    if result.recognised is None:
        return result.part, layout
    return result.part, result.recognised.page


def _pages(name: str, file: PdfFile, data: bytes, engine: str, password: str | None) -> Iterator[Page | None]:
    """The pages one by one; None for one that is damaged."""
    if engine == "pdfplumber":
        from clausecheck.extract.pdf_plumber import plumber_pages

        yield from plumber_pages(name, file, data, password)
    else:
        for index in range(file.count):
            yield file.page(index)


def _read_page(name: str, page: Page | None) -> tuple[CoveragePart, PageLines]:
    """What was read of one page, and its lines in reading order."""
    if page is None:
        return CoveragePart(name, read=False, why=_DAMAGED), PageLines(0.0, 0.0, [])
    layout = PageLines(page.width, page.height, [], page.turn)
    fill_in(page.lines, page.filled)
    words = sum(len(line.words) for line in page.lines)
    picture = page.drawn.picture / max(1.0, page.width * page.height) if page.drawn else 0.0
    if words:
        text = " ".join([word[0] for line in page.lines for word in line.words])
        if sum(len(m[0]) for m in _GARBLED.finditer(text)) > _MAX_GARBLED * len(text):
            return CoveragePart(name, read=False, why=_NO_MEANING), layout
    rulings = page.drawn.rulings if page.drawn else []
    if rulings or page.strikes:
        layout.struck = struck_words(page.lines, rulings, page.strikes)
    layout.lines = in_reading_order(rows_into(page.lines, find_tables(rulings)))
    if words < _STAMP_WORDS and picture > (_PICTURE_PAGE if words else 0.0):
        return CoveragePart(name, read=False, why=_SCAN, words=words), layout
    return CoveragePart(name, read=True, words=words), layout


def _refuse_unread(name: str, parts: list[CoveragePart], recogniser: Recogniser) -> None:
    """Raise UnreadableInput when no page held any text."""
    if any(part.read and part.words for part in parts):
        return
    if any(part.why.startswith(_SCAN) for part in parts):
        raise recogniser.refusal(name, "the PDF is a scan: pictures of pages without a text layer")
    if any(part.ocr and not part.read for part in parts):
        why = next(part.why for part in parts if part.ocr and not part.read)
        step = f"Scan it again at 300 dots an inch, or ask for the text. {recogniser.advice}".strip()
        raise UnreadableInput(name, f"the PDF is a scan: {why}", step)
    if any(part.why == _DAMAGED for part in parts):
        raise UnreadableInput(
            name, "the pages of the PDF are damaged", "Download it again, or ask for the Word file it was made from."
        )
    if any(part.why.startswith(_NO_MEANING) for part in parts):
        raise recogniser.refusal(name, "the PDF's letters have no readable text behind them")
    raise UnreadableInput(name, "there is no text in the PDF", "Check that the right file was given.")
