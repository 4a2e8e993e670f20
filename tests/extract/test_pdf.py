"""A PDF comes out as its reader sees it: lines as printed, in reading order, each word with its place."""

import random
from contextlib import suppress

import pytest
from reportlab.lib.pagesizes import A4

from clausecheck.document import BlockKind
from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.pdf_pages import clean
from tests.extract.builders import assert_sound, blocks_of, lines, pdf

ENGINES = ["pdfium", "pdfplumber"]
WIDTH, HEIGHT = A4


def column(name, rows=30):
    return [f"{name}{i} words that fill the column" for i in range(rows)]


def picture(canvas, share=1.0):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 128)), 0, 0, WIDTH * share, HEIGHT * share)


@pytest.mark.parametrize("engine", ENGINES)
def test_lines_stay_as_printed_and_gaps_part_paragraphs(engine):
    page = ["1. The Locum shall attend", "at the Surgery.", "(a) on time;", "", "2. Fees", "are paid."]
    document = extract(pdf(lines(page)), engine=engine)
    assert document.text == "\n".join(page)
    assert [text for _, text in blocks_of(document)] == ["\n".join(page[:3]), "\n".join(page[4:])]
    assert_sound(document)


def test_both_engines_give_the_same_text_and_nearly_the_same_boxes():
    data = pdf(lines(["The Locum shall attend.", "", "Fees", "Session   350", "“All in”"]), lines(["Page two."]))
    one, other = (extract(data, engine=engine) for engine in ENGINES)
    assert one.text == other.text
    for a, b in zip(one.boxes, other.boxes, strict=True):
        assert (a.start, a.end, a.page) == (b.start, b.end, b.page)
        assert max(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.top - b.top)) < 3


@pytest.mark.parametrize("engine", ENGINES)
def test_a_box_stands_where_its_word_is_printed(engine):
    document = extract(pdf(lines(["Fee 350"], x=72, y=700)), engine=engine)
    fee, number = document.boxes
    assert document.text[number.start : number.end] == "350"
    assert fee.x0 == pytest.approx(72, abs=0.5)
    assert fee.x1 < number.x0 < number.x1
    assert fee.top < HEIGHT - 700 < fee.bottom


@pytest.mark.parametrize("engine", ENGINES)
def test_two_columns_drawn_one_after_the_other_are_read_so(engine):
    left, right = column("left"), column("right")

    def draw(canvas):
        lines(["Heading over both columns of the page, as wide as they are together"], y=790)(canvas)
        lines(left, x=50, y=740)(canvas)
        lines(right, x=310, y=740)(canvas)

    assert extract(pdf(draw), engine=engine).text.split("\n")[2:] == left + right


@pytest.mark.parametrize("engine", ENGINES)
def test_two_columns_drawn_in_any_order_are_read_one_after_the_other(engine):
    left, right = column("left"), column("right")
    spots = [(50, 740 - 14 * i, t) for i, t in enumerate(left)] + [(310, 740 - 14 * i, t) for i, t in enumerate(right)]
    random.Random(7).shuffle(spots)  # noqa: S311

    def draw(canvas):
        for x, y, text in spots:
            canvas.drawString(x, y, text)

    assert extract(pdf(draw), engine=engine).text.split("\n") == left + right


def test_a_footer_drawn_first_comes_last():
    def draw(canvas):
        lines(["Signed by both"], y=100)(canvas)
        lines(["1. First", "2. Second"])(canvas)

    assert extract(pdf(draw)).text.split() == ["1.", "First", "2.", "Second", "Signed", "by", "both"]


@pytest.mark.parametrize("engine", ENGINES)
def test_running_heads_are_read_once_and_page_numbers_not_at_all(engine):
    def page(number):
        def draw(canvas):
            canvas.drawString(72, 815, "Riverside Surgery – Terms")
            lines([f"{number}. Clause {chr(96 + number)} of the terms goes", "on for two lines."])(canvas)
            canvas.drawString(72, 30, f"Version 3, sheet {number}")
            canvas.drawString(280, 15, f"Page {number} of 3")

        return draw

    document = extract(pdf(page(1), page(2), page(3)), engine=engine)
    assert blocks_of(document) == [
        ("header", "Riverside Surgery – Terms"),
        ("paragraph", "1. Clause a of the terms goes\non for two lines."),
        ("paragraph", "2. Clause b of the terms goes\non for two lines."),
        ("paragraph", "3. Clause c of the terms goes\non for two lines."),
        ("footer", "Version 3, sheet 3"),
    ]
    assert_sound(document)


def test_pages_follow_each_other_without_a_blank_line():
    document = extract(pdf(lines(["The Locum shall"]), lines(["attend."])))
    assert document.text == "The Locum shall\nattend."
    assert [document.text[a:b] for a, b in document.pages] == ["The Locum shall\n", "attend."]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_watermark_is_left_out_and_told(engine):
    def draw(canvas):
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.drawCentredString(0, 0, "DRAFT")
        canvas.restoreState()
        lines(["1. The Locum shall attend.", "2. Fees are paid."])(canvas)

    document = extract(pdf(draw), engine=engine)
    assert document.text == "1. The Locum shall attend.\n2. Fees are paid."
    assert [(n.kind, n.quote.replace(" ", "")) for n in document.notices] == [("watermark", "DRAFT")]


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_slanted_into_italics_are_no_watermark(engine):
    def draw(canvas):
        for index in range(4):
            text = canvas.beginText()
            text.setFont("Times-Roman", 11)
            text.setTextTransform(1, 0, 0.33 * (index % 2), 1, 72, 700 - 14 * index)
            text.textOut(f"line {index}")
            canvas.drawText(text)

    document = extract(pdf(draw), engine=engine)
    assert document.text == "line 0\nline 1\nline 2\nline 3"
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_shown_turned_is_read_as_shown(engine):
    def draw(canvas):
        canvas.setPageRotation(90)
        canvas.translate(500, 100)
        canvas.rotate(90)
        lines([f"{i}. Clause" for i in range(9)], x=0, y=300)(canvas)

    document = extract(pdf(draw), engine=engine)
    assert document.text == "\n".join(f"{i}. Clause" for i in range(9))
    first, last = document.boxes[0], document.boxes[-1]
    assert first.top < last.top
    assert first.x0 == pytest.approx(100, abs=1)


def test_text_that_lies_on_its_side_is_read_and_boxed_where_it_lies():
    def draw(canvas):
        canvas.translate(500, 100)
        canvas.rotate(90)
        lines([f"{i}. Clause number {i}" for i in range(9)], x=0, y=300)(canvas)

    document = extract(pdf(draw))
    assert document.text == "\n".join(f"{i}. Clause number {i}" for i in range(9))
    first, last = document.boxes[0], document.boxes[-1]
    assert first.x0 < last.x0, "lines follow each other to the right of the page as it lies"
    assert first.top > document.boxes[1].top, "and run up it"
    assert 0 <= first.x0 < first.x1 <= WIDTH
    assert 0 <= first.top < first.bottom <= HEIGHT
    assert first.x1 == pytest.approx(500 - 300 + 3, abs=5)
    assert_sound(document)


def test_the_columns_of_a_form_stay_apart_but_a_hanging_number_does_not():
    def draw(canvas):
        lines(["Session fee", "Overrun", "1.1"])(canvas)
        lines(["350", "included", "The Locum shall attend."], x=250)(canvas)

    def row_by_row(canvas):
        for index, (left, right) in enumerate([("Session fee", "350"), ("Overrun", "included"), ("1.1", "Attend.")]):
            canvas.drawString(72, 760 - 14 * index, left)
            canvas.drawString(250, 760 - 14 * index, right)

    assert extract(pdf(row_by_row)).text == "Session fee   350\nOverrun   included\n1.1 Attend."


@pytest.mark.parametrize("engine", ENGINES)
def test_hyphens_at_line_ends_stay_as_printed(engine):
    page = ["the respon-", "sibility of the co-", "operation office"]
    document = extract(pdf(lines(page)), engine=engine)
    assert document.text == "\n".join(page)
    assert document.boxes[1].bottom <= document.boxes[2].top + 3, "no box spans two lines"


@pytest.mark.parametrize("engine", ENGINES)
def test_words_printed_twice_to_look_bold_are_read_once(engine):
    def draw(canvas):
        canvas.drawString(72, 700, "Session fee, all")
        canvas.drawString(72.3, 700, "Session fee, all")

    assert extract(pdf(draw), engine=engine).text == "Session fee, all"


@pytest.mark.parametrize("engine", ENGINES)
def test_words_set_apart_without_space_characters_are_words(engine):
    words = ["The", "Locum", "shall", "attend", "daily."]

    def draw(canvas):
        x = 72.0
        for word in words:
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word, "Times-Roman", 11) + 2.75

    assert extract(pdf(draw), engine=engine).text.split() == words


def test_ligatures_and_symbol_boxes_are_spelled_out():
    assert clean("e\ufb03cient") == "efficient"
    assert clean("respon\xad") == "respon-"
    assert clean("co\xadoperate") == "cooperate"


def test_a_short_line_in_larger_print_is_a_heading():
    def draw(canvas):
        canvas.setFont("Times-Bold", 15)
        canvas.drawString(72, 780, "Cancellation")
        canvas.setFont("Times-Roman", 11)
        lines(["No fee is due.", "None at all.", "Ever."], y=762)(canvas)

    assert blocks_of(extract(pdf(draw)))[0] == ("heading", "Cancellation")


def test_a_heading_of_two_lines_stays_in_one_piece():
    def draw(canvas):
        canvas.setFont("Times-Bold", 18)
        lines(["Agreement for the supply of", "medical services"], y=780, pitch=22)(canvas)
        canvas.setFont("Times-Roman", 11)
        lines(["No fee is due.", "None at all.", "", "Ever."], y=730)(canvas)

    assert blocks_of(extract(pdf(draw))) == [
        ("heading", "Agreement for the supply of\nmedical services"),
        ("paragraph", "No fee is due.\nNone at all."),
        ("paragraph", "Ever."),
    ]


def test_a_scan_without_ocr_is_refused_with_what_to_do():
    with pytest.raises(UnreadableInput, match=r"the PDF is a scan: .*, and OCR is switched off") as caught:
        extract(pdf(picture), ocr="off")
    assert "Word file" in caught.value.next_step


def test_a_scanned_page_among_others_is_told_and_the_rest_read():
    def stamped(canvas):
        picture(canvas)
        lines(["Received 3 May"])(canvas)

    document = extract(pdf(lines(["1. The Locum shall attend."]), picture, stamped), ocr="off")
    assert [(part.name, part.read) for part in document.coverage.parts] == [
        ("page 1", True),
        ("page 2", False),
        ("page 3", False),
    ]
    assert "picture" in document.coverage.unread[0].why
    assert not document.coverage.complete


def test_a_logo_does_not_make_a_page_unread():
    def draw(canvas):
        picture(canvas, 0.2)
        lines(["Sign here."])(canvas)

    assert extract(pdf(draw)).coverage.complete


def test_a_blank_page_is_read_and_holds_nothing():
    document = extract(pdf(lines(["Fee"]), lambda canvas: canvas.rect(50, 50, 100, 100), lines(["350"])))
    assert [(part.read, part.words) for part in document.coverage.parts] == [(True, 1), (True, 0), (True, 1)]
    assert [document.text[a:b].strip() for a, b in document.pages] == ["Fee", "", "350"]
    assert_sound(document)


def test_a_pdf_without_anything_is_refused():
    with pytest.raises(UnreadableInput, match="no text in the PDF"):
        extract(pdf(lines([])))


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_without_meaning_make_the_page_unread(engine):
    garbled = lines(["(cid:12)(cid:13)(cid:14) (cid:15)(cid:16)"])
    with pytest.raises(UnreadableInput, match="no readable text behind them"):
        extract(pdf(garbled), engine=engine, ocr="off")
    document = extract(pdf(lines(["1. The Locum shall attend."]), garbled), engine=engine, ocr="off")
    assert document.text.strip() == "1. The Locum shall attend."
    assert [part.name for part in document.coverage.unread] == ["page 2"]


def test_every_word_of_a_long_contract_keeps_its_place():
    pages = [lines([f"{n}.{i} The Locum shall see patient {n * 40 + i}." for i in range(40)]) for n in range(1, 13)]
    document = extract(pdf(*pages))
    assert_sound(document)
    assert len(document.pages) == 12
    for number in range(1, 13):
        at = document.text.index(f"{number}.7 The Locum")
        assert document.page_of(at) == number
        assert next(box for box in document.boxes if box.start == at).page == number


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_pdf_is_read_or_refused_but_never_breaks(seed):
    data = bytearray(pdf(*[lines([f"{i}. The Locum shall attend." for i in range(30)]) for _ in range(3)]))
    rng = random.Random(seed)  # noqa: S311
    for _ in range(40):
        data[rng.randrange(20, len(data))] = rng.randrange(256)
    with suppress(UnreadableInput):
        assert_sound(extract(bytes(data)))


def test_block_kinds_of_a_pdf_name_their_page():
    document = extract(pdf(lines(["Fee"]), lines(["350"])))
    assert [(block.kind, block.page) for block in document.blocks] == [
        (BlockKind.paragraph, 1),
        (BlockKind.paragraph, 2),
    ]


def test_a_pdfium_that_lies_elsewhere_is_found_by_pypdfium2(monkeypatch):
    """As where a distribution packages pypdfium2 with the system's own pdfium."""
    from clausecheck.extract import pdfium_calls

    data = pdf(lines(["1. The session ends at noon.", "2. It has a break."]))
    usual = extract(data, name="one.pdf").text
    monkeypatch.setattr(pdfium_calls, "find_spec", lambda name: None)
    pdfium_calls.pdfium.cache_clear()
    try:
        assert extract(data, name="one.pdf").text == usual
    finally:
        pdfium_calls.pdfium.cache_clear()


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_mirrored_letters_have_boxes_like_others(engine):
    def mirrored(canvas):
        canvas.scale(-1, 1)
        canvas.drawString(-300, 700, "mirrored")

    data = pdf(lines(["The fee is 350.", "Nothing else is owed."]), mirrored)
    assert_sound(extract(data, engine=engine))
