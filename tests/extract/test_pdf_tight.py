"""Fonts that do not say how high they rise, as LibreOffice writes some: each letter has a box of its own height."""

import io
from itertools import groupby
from pathlib import Path

import pypdf
import pytest
import reportlab
from pypdf.generic import NameObject, NumberObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from clausecheck.document import BlockKind, Document
from clausecheck.extract import extract
from tests.extract.builders import pdf

TEXT = """we come to your room as soon as you
physician associate are superb and will
even come to your room as soon as a
session ends and on most days you are
never on your own. Some of us know
every one of our partners who see a
patient now and then as a matter of course
and we can all meet on a Monday.""".split("\n")  # noqa: SIM905 - a text, line by line


@pytest.fixture(scope="module")
def silent() -> Document:
    """A narrow column under a heading in larger print."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))

    def draw(canvas):
        canvas.setFont("Vera", 15)
        canvas.drawString(72, 790, "our terms")
        canvas.setFont("Vera", 10)
        for number, text in enumerate(TEXT):
            canvas.drawString(72, 760 - 14 * number, text)

    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf(draw))))
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        descriptor = font.get_object().get("/FontDescriptor")
        if descriptor is not None:
            # Of one height: it rises nowhere. (Where both are 0 pdfium asks the font, which may know.)
            descriptor.get_object()[NameObject("/Ascent")] = NumberObject(1)
            descriptor.get_object()[NameObject("/Descent")] = NumberObject(1)
    out = io.BytesIO()
    writer.write(out)
    return extract(out.getvalue(), name="a.pdf")


def test_a_line_that_begins_with_a_tall_letter_is_no_heading(silent):
    blocks = [(block.kind, silent.text[block.start : block.end]) for block in silent.blocks]
    assert blocks == [(BlockKind.heading, "our terms"), (BlockKind.paragraph, "\n".join(TEXT))]


def test_all_words_of_a_line_are_as_high_as_the_line(silent):
    for line, words in groupby(silent.boxes, lambda box: silent.text.count("\n", 0, box.start)):
        heights = {(round(box.top, 1), round(box.bottom, 1)) for box in words}
        assert len(heights) == 1
        ((top, bottom),) = heights
        assert round(bottom - top) == (10 if line else 15)
