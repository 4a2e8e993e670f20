"""Tables drawn with lines come out as rows, whatever draws them."""

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from clausecheck.extract import extract
from clausecheck.extract.pdf_tables import find_tables
from tests.extract.builders import assert_sound, blocks_of, lines, pdf

STYLE = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=6)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def document_of(*parts):
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(list(parts))
    return out.getvalue()


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_rows_become_lines_between_the_paragraphs_around_them(engine):
    long = Paragraph("paid at the hourly rate, a quarter of an hour at a time and no less than that", STYLE)
    table = Table(
        [["Item", "Fee", "Note"], ["Session", "350", "3 hours"], ["Overrun", "", ""], ["Visits", long, "two"]],
        colWidths=[80, 150, 100],
        style=[GRID],
    )
    document = extract(document_of(Paragraph("Fees:", STYLE), table, Paragraph("Signed.", STYLE)), engine=engine)
    assert blocks_of(document) == [
        ("paragraph", "Fees:"),
        ("table-row", "Item | Fee | Note"),
        ("table-row", "Session | 350 | 3 hours"),
        ("table-row", "Overrun |  |"),
        ("table-row", "Visits | paid at the hourly rate, a quarter of an hour at a time and no less than that | two"),
        ("paragraph", "Signed."),
    ]
    assert "350 | 3 hours\nOverrun" in document.text
    assert_sound(document)


def test_merged_cells_are_read_once_and_keep_the_columns_apart():
    table = Table(
        [["Wide", "", "c"], ["tall", "d", "e"], ["", "f", "g"]],
        style=[GRID, ("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (0, 2))],
    )
    assert extract(document_of(table)).text == "Wide | c\ntall | d | e\n| f | g"


def test_borders_drawn_as_thin_filled_bars_make_a_table():
    def draw(canvas):
        for x in (70, 170, 270):
            canvas.rect(x, 690, 0.5, 40, stroke=0, fill=1)
        for y in (690, 710, 730):
            canvas.rect(70, y, 200.5, 0.5, stroke=0, fill=1)
        for x, y, text in ((75, 715, "Fee"), (175, 715, "350"), (75, 695, "Hours"), (175, 695, "four")):
            canvas.drawString(x, y, text)

    assert extract(pdf(draw)).text == "Fee | 350\nHours | four"


def test_a_table_inside_a_form_object_is_found():
    def draw(canvas):
        canvas.beginForm("grid")
        canvas.grid([0, 100, 200], [0, 20, 40])
        canvas.endForm()
        canvas.translate(70, 690)
        canvas.doForm("grid")
        for x, y, text in ((5, 25, "Fee"), (105, 25, "350"), (5, 5, "Hours"), (105, 5, "four")):
            canvas.drawString(x, y, text)

    assert extract(pdf(draw)).text == "Fee | 350\nHours | four"


def test_a_table_on_a_turned_page_is_found():
    def draw(canvas):
        canvas.setPageRotation(90)
        canvas.translate(500, 100)
        canvas.rotate(90)
        canvas.grid([0, 100, 200], [300, 320, 340])
        for x, y, text in ((5, 325, "Fee"), (105, 325, "350"), (5, 305, "Hours"), (105, 305, "four")):
            canvas.drawString(x, y, text)

    assert extract(pdf(draw)).text == "Fee | 350\nHours | four"


def test_a_box_around_a_paragraph_and_underlines_are_no_table():
    def draw(canvas):
        canvas.rect(60, 600, 400, 200)
        canvas.line(72, 757, 200, 757)
        canvas.line(72, 743, 200, 743)
        lines(["The Locum shall", "attend."])(canvas)

    assert blocks_of(extract(pdf(draw))) == [("paragraph", "The Locum shall\nattend.")]


def test_words_beside_a_table_stay_outside_it():
    def draw(canvas):
        lines(["Before"], y=760)(canvas)
        canvas.grid([70, 170, 270], [690, 710, 730])
        for x, y, text in ((75, 715, "Fee"), (175, 715, "350"), (300, 715, "margin"), (75, 695, "Hours")):
            canvas.drawString(x, y, text)
        lines(["After"], y=600)(canvas)

    texts = [text for _, text in blocks_of(extract(pdf(draw)))]
    assert texts[:1] + texts[-1:] == ["Before", "After"]
    assert "Fee | 350" in texts
    assert "margin" in texts


def test_a_drawing_of_ten_thousand_strokes_is_not_taken_for_a_table():
    def draw(canvas):
        for index in range(10_000):
            canvas.line(10 + index % 500, 100, 10 + index % 500, 300)
        lines(["Fee"])(canvas)

    assert extract(pdf(draw)).text == "Fee"


def test_rulings_that_close_no_cell_make_no_table():
    across = [(0.0, y, 100.0, y) for y in (0.0, 20.0)]
    down = [(x, 0.0, x, 20.0) for x in (0.0, 50.0)]
    assert find_tables(across + down) == []
    assert find_tables([*across, *down, (100.0, 0.0, 100.0, 20.0)]) == [[[(0, 0, 50, 20), (50, 0, 100, 20)]]]


def test_a_table_that_sets_out_clauses_is_read_line_by_line():
    clause = Paragraph("The Locum shall attend at the Surgery on every day that is agreed between the parties.", STYLE)
    prose = [Paragraph(f"({letter}) " + "words of a clause " * 6, STYLE) for letter in "ab"]
    table = Table([["1.1", clause], ["Duties", prose]], colWidths=[60, 200], style=[GRID])
    text = extract(document_of(table)).text
    assert text.startswith("1.1 The Locum shall attend at the Surgery")
    assert "\nDuties\n(a) words of a clause" in text
    assert "\n(b) words of a clause" in text
    assert "|" not in text
