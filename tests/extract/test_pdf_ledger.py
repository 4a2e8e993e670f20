"""Nothing of a PDF is lost in silence: pages, files in it, what its owner forbids, what is printed on every page."""

import zlib

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.pdf_count import count_page_objects
from clausecheck.extract.pdf_heads import missing_pages
from tests.extract.builders import assert_sound, blocks_of, lines, pdf, raw_pages, raw_pdf

ENGINES = ["pdfium", "pdfplumber"]
WIDTH, HEIGHT = A4


def notices(document, kind):
    return [(notice.message, notice.quote) for notice in document.notices if notice.kind == kind]


def parts(document):
    return [(part.name, part.read, part.words) for part in document.coverage.parts]


@pytest.mark.parametrize("engine", ENGINES)
def test_pages_that_the_page_count_hides_are_read_and_told(engine):
    document = extract(raw_pdf(raw_pages("The fee is 350.", "Overrun is unpaid.", count=1)), engine=engine)
    assert document.text == "The fee is 350.\nOverrun is unpaid."
    assert parts(document) == [("page 1", True, 4), ("page 2", True, 3)]
    assert [message for message, _ in notices(document, "page-count")] == [
        "The PDF's list of pages is damaged: one reader found fewer pages than another. All found were read."
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_pdfium_cannot_open_pdfplumber_reads(engine):
    page = "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/V(600)/Rect[72 640 160 655]>>]"
    document = extract(raw_pdf(raw_pages("The fee is 350.", "Overrun", count=100_000, page=page)), engine=engine)
    assert_sound(document)
    assert document.text == "The fee is 350.\n\n600\nOverrun"
    assert document.coverage.complete


def test_what_neither_can_open_is_damaged():
    with pytest.raises(UnreadableInput, match="the PDF is damaged"):
        extract(raw_pdf(raw_pages("The fee is 350.")).replace(b"/Root", b"/Roof"))


def test_a_page_that_is_no_page_is_told_and_the_rest_read():
    objects = raw_pages("The fee is 350.", "Overrun is paid.")
    document = extract(raw_pdf(objects | {6: "<</Type/Nothing>>"}))
    assert [part.why for part in document.coverage.unread] == ["the page is damaged"]


def test_page_objects_are_counted_once_also_in_object_streams():
    plain = raw_pdf(raw_pages("One", "Two"))
    assert count_page_objects(plain) == 2
    assert count_page_objects(plain + b"\n4 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj") == 2
    packed = zlib.compress(b"9 0 10 20 <</Type/Page/Parent 2 0 R>> <</Type/Pages>>")
    stream = b"8 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode>>stream\n" + packed + b"\nendstream"
    assert count_page_objects(plain + stream) == 3
    assert count_page_objects(plain + stream.replace(packed, b"not deflated")) == 2


def test_a_page_of_letters_drawn_as_shapes_is_not_called_read():
    def shapes(canvas):
        for i in range(300):
            canvas.circle(40 + 8 * (i % 60), 700 - 12 * (i // 60), 3, fill=1)

    document = extract(pdf(lines(["The fee is 350."]), shapes), ocr="off")
    assert [(part.name, part.why) for part in document.coverage.unread] == [
        ("page 2", "the page's letters are drawn as shapes, without text behind them, and OCR is switched off")
    ]
    with pytest.raises(UnreadableInput, match="letters have no readable text behind them"):
        extract(pdf(shapes), ocr="off")


def test_a_blank_page_is_told():
    document = extract(pdf(lines(["The fee is 350."]), lambda canvas: None))
    assert document.coverage.complete
    assert notices(document, "blank-page") == [("Page 2 is blank.", "")]


def test_what_the_owner_forbids_is_told_and_the_file_read_all_the_same():
    locked = StandardEncryption("", "owner", canPrint=0, canCopy=0, canModify=1, canAnnotate=1)
    document = extract(pdf(lines(["The fee is 350."]), encrypt=locked))
    assert document.text == "The fee is 350."
    assert notices(document, "restricted") == [
        ("Its owner has restricted the PDF (printing, copying its text). It was read all the same.", "")
    ]
    assert notices(extract(pdf(lines(["The fee is 350."]))), "restricted") == []


def test_embedded_and_pinned_files_are_told_as_unread():
    catalogue = "/Names<</EmbeddedFiles<</Names[(rates.xlsx) 20 0 R]>>>>"
    page = "/Annots[<</Type/Annot/Subtype/FileAttachment/Contents(policy.pdf)/Rect[10 10 20 20]/FS 20 0 R>>]"
    objects = raw_pages("The fee is 350.", catalogue=catalogue, page=page) | {
        20: "<</Type/Filespec/F(rates.xlsx)/UF(rates.xlsx)/EF<</F 21 0 R>>>>",
        21: "<</Type/EmbeddedFile/Length 3>>stream\nabc\nendstream",
    }
    document = extract(raw_pdf(objects))
    assert parts(document) == [
        ("page 1", True, 4),
        ("attachment rates.xlsx", False, 0),
        ("attachment policy.pdf", False, 0),
    ]


def test_a_form_laid_out_when_shown_is_told_as_unread():
    catalogue = "/NeedsRendering true/AcroForm<</Fields[]/XFA 20 0 R>>"
    objects = raw_pages("Please wait.", catalogue=catalogue) | {20: "<</Length 6>>stream\n<xdp/>\nendstream"}
    document = extract(raw_pdf(objects))
    assert [part.name for part in document.coverage.unread] == ["form"]


def test_comments_are_told_with_their_author_and_not_read():
    def draw(canvas):
        lines(["The fee is 350."])(canvas)
        canvas.textAnnotation("Is this right?", Rect=[300, 700, 320, 720])

    document = extract(pdf(draw))
    assert document.text == "The fee is 350."
    assert notices(document, "comment") == [
        ("A comment by somebody on the PDF is not part of the text.", "Is this right?")
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_odd_and_even_heads_are_each_read_once(engine):
    def page(number):
        head = "Elm Tree Surgery" if number % 2 else "Terms for locums"

        def draw(canvas):
            canvas.drawString(72, 810, head)
            lines([f"{number}. Clause {chr(64 + number)} says this.", "And more."])(canvas)
            canvas.drawString(300 if number % 2 else 72, 30, f"- {number} -")

        return draw

    for count in (3, 5):
        document = extract(pdf(*(page(n) for n in range(1, count + 1))), engine=engine)
        heads = [(kind, text) for kind, text in blocks_of(document) if kind in ("header", "footer")]
        assert heads == [("header", "Elm Tree Surgery"), ("header", "Terms for locums")]
        assert document.page_labels == tuple(str(n) for n in range(1, count + 1))


def test_the_head_of_one_schedule_among_many_pages_is_a_head():
    def page(number):
        def draw(canvas):
            if 4 <= number <= 6:
                canvas.drawString(72, 810, "Schedule 2")
            lines([f"{number}. Clause {chr(64 + number)} says this."])(canvas)

        return draw

    document = extract(pdf(*(page(n) for n in range(1, 13))))
    assert [text for kind, text in blocks_of(document) if kind == "header"] == ["Schedule 2"]


def test_a_clause_that_opens_two_of_many_pages_alike_is_no_head():
    pages = [lines([f"{n}. Clause {chr(64 + n)} says this."]) for n in range(1, 11)]
    pages[2] = pages[6] = lines(["The Locum shall stay."], y=810)
    text = extract(pdf(*pages)).text
    assert text.count("The Locum shall stay.") == 2


def test_a_level_watermark_is_left_out_and_told():
    def page(text):
        def draw(canvas):
            lines([text, "and more of it", "and still more", "to the end."])(canvas)
            canvas.setFont("Helvetica-Bold", 60)
            canvas.drawString(150, 400, "DRAFT")

        return draw

    document = extract(pdf(page("The fee is 350."), page("Overrun is paid.")))
    assert "DRAFT" not in document.text
    assert [quote for _, quote in notices(document, "watermark")] == ["DRAFT"]


def test_pages_missing_by_their_printed_numbers_are_told():
    def page(number):
        return lines([f"{chr(65 + number)} clause."] + [""] * 51 + [f"Page {number} of 5"], pitch=14)

    document = extract(pdf(page(1), page(2), page(5)))
    assert document.page_labels == ("1", "2", "5")
    assert notices(document, "missing-pages") == [
        ("By the page numbers printed on it, pages 3, 4 are missing from the file. Ask for the whole.", "")
    ]


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        ([("1", "3"), ("2", "3"), ("3", "3")], []),
        ([("1", "3")], [2, 3]),
        ([("1", ""), ("2", ""), ("4", "")], [3]),
        ([("", ""), ("2", ""), ("3", ""), ("4", "")], []),
        ([("3", ""), ("4", ""), ("5", "")], []),
        ([("1", "2"), ("2", "2"), ("1", "4")], []),
        ([("1", ""), ("5", ""), ("9", "")], []),
        ([("12", ""), ("2025", ""), ("2026", "")], []),
        ([("", ""), ("", "")], []),
    ],
)
def test_only_a_clear_gap_in_page_numbers_is_a_missing_page(labels, missing):
    assert missing_pages(labels) == missing


def test_a_field_of_which_the_value_stands_with_its_parent_is_read_everywhere():
    widget = "<</Type/Annot/Subtype/Widget/Parent 20 0 R/Rect[200 {y} 300 {t}]>>"
    objects = raw_pages("Session fee:", catalogue="/AcroForm<</Fields[20 0 R]>>", page="/Annots[21 0 R 22 0 R]")
    objects |= {20: "<</FT/Tx/T(fee)/V(GBP 350)/Kids[21 0 R 22 0 R]>>"}
    objects |= {21: widget.format(y=695, t=712), 22: widget.format(y=595, t=612)}
    assert extract(raw_pdf(objects)).text.split() == ["Session", "fee:", "GBP", "350", "GBP", "350"]


def test_a_choice_speaks_by_its_label_and_an_empty_field_not_at_all():
    field = "<</Type/Annot/Subtype/Widget/FT/{kind}/T({name}){rest}/Rect[200 {y} 300 {t}]>>"
    fields = [
        field.format(kind="Ch", name="a", rest="/Ff 131072/Opt[[(x1)(Half day)][(x2)(Whole day)]]/V(x2)", y=695, t=712),
        field.format(kind="Tx", name="b", rest="/V()", y=675, t=692),
        field.format(kind="Tx", name="c", rest="/Ff 8192/V(secret)", y=655, t=672),
        field.format(kind="Btn", name="d", rest="/Ff 65536/MK<</CA(Send)>>/V(Send)", y=635, t=652),
    ]
    objects = raw_pages(
        "Length:",
        catalogue="/AcroForm<</Fields[20 0 R 21 0 R 22 0 R 23 0 R]>>",
        page="/Annots[20 0 R 21 0 R 22 0 R 23 0 R]",
    )
    objects |= dict(zip((20, 21, 22, 23), fields, strict=True))
    assert extract(raw_pdf(objects)).text.split() == ["Length:", "Whole", "day"]
