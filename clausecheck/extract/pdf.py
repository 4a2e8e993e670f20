"""PDF to Document; pages that are pictures of text go through OCR."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from clausecheck.document import Coverage, CoveragePart, Document
from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract.limits import current_limits
from clausecheck.extract.ocr import Recogniser
from clausecheck.extract.pdf_count import count_page_objects
from clausecheck.extract.pdf_damage import damage
from clausecheck.extract.pdf_facts import Facts
from clausecheck.extract.pdf_layout import Line, in_reading_order
from clausecheck.extract.pdf_marks import fill_in, struck_words
from clausecheck.extract.pdf_notices import notices_of, parts_of
from clausecheck.extract.pdf_pages import Page, PdfFile, open_pdf
from clausecheck.extract.pdf_plumber import SecondReader
from clausecheck.extract.pdf_tables import find_tables, rows_into
from clausecheck.extract.pdf_text import PageLines, assemble
from clausecheck.extract.room import page_read
from clausecheck.patterns import pattern
from clausecheck.record import replaced

__all__ = ["read_pdf"]

_GARBLED = pattern(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MAX_GARBLED = 0.05
"""Share of characters without a meaning above which a page's text layer is of no use."""
_STAMP_WORDS = 20
"""A page that is a picture may carry this many words of stamp or footer and is still unread."""
_PICTURE_PAGE = 0.4
"""Share of a page covered by pictures from which, with so few words, it is a scan."""

_OUTLINE_WORDS = 5
_OUTLINES = 600
"""Bent pieces of drawn outline from which a page with fewer words than that holds letters turned into shapes, not only
a logo."""

_SCAN = "the page is a picture without a text layer"
_DAMAGED = "the page is damaged"
_NO_MEANING = "the page's letters have no readable text behind them"
_SHAPES = "the page's letters are drawn as shapes, without text behind them"
_HEAPED = "the page's letters stand on top of each other"
_FOR_OCR = (_SCAN, _NO_MEANING, _SHAPES, _HEAPED)
_NARROWEST = 0.1
"""Width of a letter over its height, in the middle of a page's words; narrow type has 0.3."""
_ENOUGH_WORDS = 20
_SAMPLE = 200
"""Words of a page whose letters are measured."""


def read_pdf(name: str, data: bytes, digest: str, *, engine: str, password: str | None, ocr: str) -> Document:
    """Read a PDF with the engine and OCR named; raises UnreadableInput where nothing can be read, PasswordNeeded.

    Where that engine cannot open it, or loses pages or whole words of them, the other one reads what is left.
    """
    layouts: list[PageLines] = []
    parts: list[CoveragePart] = []
    seen: list[Page] = []
    recogniser = Recogniser(ocr)
    with _opened(name, data, password) as (file, second):
        facts = file.facts() if file is not None else Facts()
        count = _count(data, file, second, engine)
        for index in range(count):
            page = _page(index, file, second, engine)
            part, layout = _read_page(f"page {index + 1}", page)
            if part.why in _FOR_OCR:
                part, layout = _recognised(recogniser, file, index, (part, layout))
            parts.append(part)
            layouts.append(layout)
            page_read()
            if page is not None:
                page.lines = []
                seen.append(page)
        lost = file is not None and count > file.count
    parts += parts_of(facts, seen)
    _refuse_unread(name, parts, recogniser)
    if torn := damage(data):
        parts.append(CoveragePart("body", read=False, why=torn))
    whole = assemble(layouts)
    told = recogniser.notice(count)
    notices = notices_of(facts, seen, whole, parts, disagreed=lost)
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
        page_labels=tuple(number for number, _ in whole.labels),
        doubtful=tuple(whole.doubtful),
    )


def _recognised(
    recogniser: Recogniser, file: PdfFile | None, index: int, read: tuple[CoveragePart, PageLines]
) -> tuple[CoveragePart, PageLines]:
    """What OCR reads of a page, by 0-based index; `read` and why it stays that way where there is no OCR."""
    part, layout = read
    if recogniser.hindrance:
        return replaced(part, why=f"{part.why}, and {recogniser.hindrance.why}"), layout
    drawn = file.picture(index) if file is not None else None
    if drawn is None:
        return part, layout
    result = recogniser.read(part.name, index + 1, *drawn)
    if result.recognised is None:
        return result.part, layout
    return result.part, result.recognised.page


@contextmanager
def _opened(name: str, data: bytes, password: str | None) -> Iterator[tuple[PdfFile | None, SecondReader]]:
    """The file as pdfium opens it, None where it cannot but pdfplumber can, and pdfplumber at hand."""
    second = SecondReader(name, data, password)
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_pdf(name, data, password))
        except PasswordNeeded:
            raise
        except UnreadableInput:
            if count_page_objects(data) > current_limits().pages or not _opens(second):
                raise
            file = None
        yield file, second


def _opens(second: SecondReader) -> bool:
    try:
        return second.count > 0
    except UnreadableInput:
        return False


def _count(data: bytes, file: PdfFile | None, second: SecondReader, engine: str) -> int:
    """Pages of the file: what the better-sighted reader sees.

    pdfplumber is asked, which takes a while, where the bytes hold more page objects than pdfium found pages.
    """
    if file is None or engine == "pdfplumber":
        return max(second.count, file.count if file is not None else 0)
    if count_page_objects(data) > file.count and _opens(second):
        return max(second.count, file.count)
    return file.count


def _page(index: int, file: PdfFile | None, second: SecondReader, engine: str) -> Page | None:
    """One page through the engine asked for, through the other where that cannot; None for one that is damaged."""
    if file is None or engine == "pdfplumber" or index >= file.count:
        return second.page(index, file)
    page = file.page(index)
    return second.page(index, None) if page is None and _opens(second) else page


def _read_page(name: str, page: Page | None) -> tuple[CoveragePart, PageLines]:
    """What was read of one page, and its lines in reading order."""
    if page is None:
        return CoveragePart(name, read=False, why=_DAMAGED), PageLines(0.0, 0.0, [])
    layout = PageLines(page.width, page.height, [], page.turn)
    fill_in(page.lines, page.marks.filled)
    words = sum(len(line.words) for line in page.lines)
    picture = page.drawn.picture / max(1.0, page.width * page.height) if page.drawn else 0.0
    pictures = page.drawn.pictures if page.drawn else 0
    if words:
        text = " ".join([word[0] for line in page.lines for word in line.words])
        if sum(len(m[0]) for m in _GARBLED.finditer(text)) > _MAX_GARBLED * len(text):
            return CoveragePart(name, read=False, why=_NO_MEANING, pictures=pictures), layout
        if _heaped(page.lines):
            return CoveragePart(name, read=False, why=_HEAPED, pictures=pictures), layout
    rulings = page.drawn.rulings if page.drawn else []
    if rulings or page.marks.strikes:
        layout.struck = struck_words(page.lines, rulings, page.marks.strikes)
    layout.lines = in_reading_order(rows_into(page.lines, find_tables(rulings)))
    if words < _STAMP_WORDS and picture > (_PICTURE_PAGE if words else 0.0):
        return CoveragePart(name, read=False, why=_SCAN, words=words, pictures=pictures), layout
    if words < _OUTLINE_WORDS and page.drawn is not None and page.drawn.curves >= _OUTLINES:
        return CoveragePart(name, read=False, why=_SHAPES, words=words, pictures=pictures), layout
    return CoveragePart(name, read=True, words=words, pictures=pictures), layout


def _heaped(lines: list[Line]) -> bool:
    """Letters without width: pdfium takes neighbours in the same place for one and drops them."""
    words = [word for line in lines for word in line.words][:_SAMPLE]
    if len(words) < _ENOUGH_WORDS:
        return False
    narrow = sum((x1 - x0) < _NARROWEST * len(text) * (bottom - top) for text, x0, top, x1, bottom in words)
    return 2 * narrow > len(words)


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
    if any(part.why.startswith((_NO_MEANING, _HEAPED, _SHAPES)) for part in parts):
        raise recogniser.refusal(name, "the PDF's letters have no readable text behind them")
    raise UnreadableInput(name, "there is no text in the PDF", "Check that the right file was given.")
