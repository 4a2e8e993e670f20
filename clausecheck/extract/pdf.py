"""PDF with a text layer to Document."""

from collections.abc import Iterator

from clausecheck.document import Coverage, CoveragePart, Document, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.pdf_damage import damage
from clausecheck.extract.pdf_layout import Line, in_reading_order
from clausecheck.extract.pdf_marks import fill_in, struck_words
from clausecheck.extract.pdf_pages import Page, PdfFile, open_pdf
from clausecheck.extract.pdf_tables import find_tables, rows_into
from clausecheck.extract.pdf_text import PageLines, assemble
from clausecheck.extract.room import page_read
from clausecheck.patterns import pattern

__all__ = ["read_pdf"]

_GARBLED = pattern(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_MAX_GARBLED = 0.05
"""Share of characters without a meaning above which a page's text layer is of no use."""
_STAMP_WORDS = 20
"""A page that is a picture may carry this many words of stamp or footer and is still unread."""
_PICTURE_PAGE = 0.4
"""Share of a page covered by pictures from which, with so few words, it is a scan."""

_SCAN = "the page is a picture without a text layer; OCR is not supported yet"
_DAMAGED = "the page is damaged"
_NO_MEANING = "the page's letters have no readable text behind them"
_HEAPED = "the page's letters stand on top of each other"
_NARROWEST = 0.1
"""Width of a letter over its height, in the middle of a page's words; narrow type has 0.3."""
_ENOUGH_WORDS = 20
_SAMPLE = 200
"""Words of a page whose letters are measured."""


def read_pdf(name: str, data: bytes, digest: str, *, engine: str, password: str | None) -> Document:
    """Read a PDF with the engine named; raises UnreadableInput for scans and damaged files, PasswordNeeded."""
    layouts: list[PageLines] = []
    parts: list[CoveragePart] = []
    slanted: list[str] = []
    with open_pdf(name, data, password) as file:
        for number, page in enumerate(_pages(name, file, data, engine, password), 1):
            part, layout = _read_page(f"page {number}", page)
            parts.append(part)
            layouts.append(layout)
            page_read()
            if page is not None and page.slanted and page.slanted not in slanted:
                slanted.append(page.slanted)
    _refuse_unread(name, parts)
    if torn := damage(data):
        parts.append(CoveragePart("body", read=False, why=torn))
    whole = assemble(layouts)
    notices = tuple(
        Notice("watermark", "Text printed at an angle across the page was not read as part of the contract.", quote)
        for quote in slanted
    )
    return Document(
        name=name,
        format="pdf",
        sha256=digest,
        text=whole.text,
        blocks=tuple(whole.blocks),
        coverage=Coverage(tuple(parts)),
        boxes=tuple(whole.boxes),
        pages=tuple(whole.pages),
        notices=notices,
    )


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
        if _heaped(page.lines):
            return CoveragePart(name, read=False, why=_HEAPED), layout
    rulings = page.drawn.rulings if page.drawn else []
    if rulings or page.strikes:
        layout.struck = struck_words(page.lines, rulings, page.strikes)
    layout.lines = in_reading_order(rows_into(page.lines, find_tables(rulings)))
    if words < _STAMP_WORDS and picture > (_PICTURE_PAGE if words else 0.0):
        return CoveragePart(name, read=False, why=_SCAN, words=words), layout
    return CoveragePart(name, read=True, words=words), layout


def _heaped(lines: list[Line]) -> bool:
    """Letters without width: pdfium takes neighbours in the same place for one and drops them."""
    words = [word for line in lines for word in line.words][:_SAMPLE]
    if len(words) < _ENOUGH_WORDS:
        return False
    narrow = sum((x1 - x0) < _NARROWEST * len(text) * (bottom - top) for text, x0, top, x1, bottom in words)
    return 2 * narrow > len(words)


def _refuse_unread(name: str, parts: list[CoveragePart]) -> None:
    """Raise UnreadableInput when no page held any text."""
    if any(part.read and part.words for part in parts):
        return
    if any(part.why == _SCAN for part in parts):
        raise UnreadableInput(
            name,
            "the PDF is a scan: it has pictures of pages and no text layer, and OCR is not supported yet",
            "Ask for a PDF with text or the Word file it was made from.",
        )
    if any(part.why == _DAMAGED for part in parts):
        raise UnreadableInput(
            name, "the pages of the PDF are damaged", "Download it again, or ask for the Word file it was made from."
        )
    if any(part.why in (_NO_MEANING, _HEAPED) for part in parts):
        raise UnreadableInput(
            name, "the PDF's letters have no readable text behind them", "Ask for the Word file it was made from."
        )
    raise UnreadableInput(name, "there is no text in the PDF", "Check that the right file was given.")
