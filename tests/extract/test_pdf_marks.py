"""What is filled into a PDF counts as its text, and what is struck out in it is told apart."""

import pytest

from clausecheck.extract import extract
from tests.extract.builders import assert_sound, lines, pdf

ENGINES = ["pdfium", "pdfplumber"]


def struck(document):
    return [document.text[a:b] for block in document.blocks for a, b in block.struck]


@pytest.mark.parametrize("engine", ENGINES)
def test_fields_are_read_beside_their_labels_over_their_dots(engine):
    def draw(canvas):
        lines(["Session fee: ________ per session", "Overrun paid", "Overrun unpaid", "Sessions"], pitch=30)(canvas)
        form = canvas.acroForm
        form.textfield(name="fee", x=134, y=755, width=48, height=16, value="GBP 350")
        form.checkbox(name="paid", x=145, y=728, size=12, checked=True)
        form.checkbox(name="unpaid", x=155, y=698, size=12, checked=False)
        form.choice(name="number", x=130, y=665, width=60, height=16, value="Two", options=["One", "Two"])

    document = extract(pdf(draw), engine=engine)
    assert document.text.split("\n") == [
        "Session fee: GBP 350 per session",
        "Overrun paid ☒",
        "Overrun unpaid ☐",
        "Sessions Two",
    ]
    assert_sound(document)


def test_text_typed_over_the_page_is_read_where_it_stands():
    def draw(canvas):
        lines(["1. Fees", "", "", "2. Hours"])(canvas)
        canvas.freeTextAnnotation("Agreed: 350 only\nSigned AB", "/Helv 10 Tf", Rect=(72, 725, 200, 750), relative=0)

    document = extract(pdf(draw))
    assert document.text.split("\n") == ["1. Fees", "", "Agreed: 350 only", "Signed AB", "2. Hours"]
    assert_sound(document)


def test_a_hidden_field_is_not_read():
    data = pdf(
        lambda canvas: canvas.acroForm.textfield(name="x", x=72, y=700, value="secret", annotationFlags="hidden"),
        lines(["Fee"]),
    )
    assert extract(data).text.strip() == "Fee"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_through_words_strikes_them_and_an_underline_does_not(engine):
    def draw(canvas):
        lines(["The Locum shall work without limit.", "This is underlined."])(canvas)
        canvas.line(72, 763, 250, 763)
        canvas.line(72, 744.5, 250, 744.5)

    assert struck(extract(pdf(draw), engine=engine)) == ["The Locum shall work without limit."]


def test_a_bar_through_part_of_a_line_strikes_that_part():
    def draw(canvas):
        canvas.drawString(72, 760, "Fee 250")
        canvas.drawString(200, 760, "350")
        canvas.rect(71, 763, 42, 0.6, stroke=0, fill=1)

    assert struck(extract(pdf(draw))) == ["Fee 250"]


def test_a_strike_out_note_strikes_its_words():
    def draw(canvas):
        lines(["Fee 250 a session"])(canvas)
        canvas.highlightAnnotation("", Rect=(72, 757, 91, 770), QuadPoints=[72, 770, 91, 770, 72, 757, 91, 757])

    data = pdf(draw)
    assert struck(extract(data)) == []
    assert struck(extract(data.replace(b"/Highlight", b"/StrikeOut"))) == ["Fee"]


def test_the_lines_of_a_table_strike_nothing():
    def draw(canvas):
        canvas.grid([70, 170, 270], [690, 710, 730])
        for x, y, text in ((75, 715, "Fee"), (175, 715, "350"), (75, 695, "Hours"), (175, 695, "four")):
            canvas.drawString(x, y, text)

    assert struck(extract(pdf(draw))) == []
