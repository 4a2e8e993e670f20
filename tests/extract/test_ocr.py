"""Pages that are pictures are read by OCR, only those, and the report says so."""

import pytest
from PIL import Image

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract, ocr_accurate, ocr_fast
from tests.extract.builders import assert_sound, lines, pdf
from tests.extract.scans import (
    as_file,
    as_pdf,
    drawn,
    letters_wrong,
    needs_accurate_ocr,
    needs_ocr,
    photo,
    sample,
    scanned,
)

CLAUSES = [
    "1. The Locum shall attend at the Surgery.",
    "2. Fees are paid within 14 days of an invoice.",
    "3. The Practice may end this agreement at once.",
]


def page_text(name, number=0):
    document = extract(sample(name))
    start, end = document.pages[number]
    return document.text[start:end]


def ocr_of(document):
    return next(notice for notice in document.notices if notice.kind == "ocr").message


@needs_ocr
@pytest.mark.parametrize("name", ["platform-terms.pdf", "locum-terms.pdf", "out-of-hours-board.pdf"])
def test_a_scan_at_200_dots_an_inch_is_read_with_under_one_letter_in_a_hundred_wrong(name):
    read = extract(as_pdf([scanned(page, tilt=0.4) for page in drawn(sample(name))]))
    assert letters_wrong(extract(sample(name)).text, read.text) < 0.01
    assert read.coverage.complete
    assert all(part.ocr and part.words for part in read.coverage.parts)
    assert_sound(read)


@needs_ocr
def test_a_scan_in_two_columns_is_read_column_by_column():
    read = extract(as_pdf([scanned(drawn(sample("solicitor-two-columns.pdf"))[0], tilt=-0.6)]))
    # One page alone has no running foot: it is read with the text, and counts for one letter in a hundred.
    assert letters_wrong(page_text("solicitor-two-columns.pdf"), read.text) < 0.02


@needs_ocr
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_laid_in_the_wrong_way_is_set_upright(turn):
    page = scanned(drawn(sample("locum-terms.pdf"))[0], turn=turn)
    assert letters_wrong(page_text("locum-terms.pdf"), extract(as_pdf([page])).text) < 0.02


@needs_ocr
@pytest.mark.parametrize("tilt", [-5.0, 1.2, 9.0])
def test_a_sheet_laid_in_askew_is_levelled(tilt):
    page = scanned(drawn(sample("locum-terms.pdf"))[0], tilt=tilt)
    assert letters_wrong(page_text("locum-terms.pdf"), extract(as_pdf([page])).text) < 0.02


@needs_ocr
@pytest.mark.parametrize(("tilt", "turn"), [(0.0, 0), (0.0, 90), (0.0, 180), (1.5, 270), (4.0, 0)])
def test_a_box_stands_where_its_word_is_seen(tilt, turn):
    page = pdf(lines([*CLAUSES, "", "Signed", *CLAUSES], y=600))
    picture = scanned(drawn(page)[0], tilt=tilt, turn=turn, grain=0)
    document = extract(as_pdf([picture]))
    for word in ("Signed", "invoice."):
        at = document.text.index(word)
        box = next(box for box in document.boxes if box.start == at)
        # All ink of the word lies in its box: painted over, the box leaves fewer dark dots by about the word's own.
        k = 200 / 72
        area = tuple(round(v * k) for v in (box.x0 - 2, box.top - 2, box.x1 + 2, box.bottom + 2))
        again = picture.crop(area).rotate(-turn, expand=True).rotate(-tilt, fillcolor=255)
        assert word.rstrip(".") in extract(as_file(padded(again), "PNG")).text


def padded(picture):
    """A word with paper around it."""
    paper = Image.new("L", (picture.width + 400, picture.height + 400), 255)
    paper.paste(picture, (200, 200))
    return paper


@needs_ocr
def test_a_ruled_table_in_a_scan_keeps_its_cells():
    read = extract(as_pdf([scanned(drawn(sample("agency-terms.pdf"))[0], tilt=1.0)]))
    rows = [line for line in page_text("agency-terms.pdf").splitlines() if " | " in line]
    assert len(rows) > 3
    found = [line for line in read.text.splitlines() if " | " in line]
    assert [line.count("|") for line in found] == [line.count("|") for line in rows]


@needs_ocr
def test_only_the_pages_without_text_are_recognised():
    before, after = lines(["Terms of engagement"]), lines(["4. English law governs."])
    document = extract(pdf(before, as_picture(CLAUSES), after), ocr="fast")
    assert [(part.read, part.ocr) for part in document.coverage.parts] == [(True, False), (True, True), (True, False)]
    start, end = document.pages[1]
    assert document.text[start:end].split() == " ".join(CLAUSES).split()
    assert ocr_of(document).startswith("Page 2 of 3 was read by OCR from pictures, with a mean word confidence of 9")
    assert all(start <= a < b <= end for a, b in document.doubtful)
    assert_sound(document)


def as_picture(texts):
    """Draws lines as a picture, not as text."""

    def draw(canvas):
        from reportlab.lib.utils import ImageReader

        wide, high = canvas._pagesize
        canvas.drawImage(ImageReader(drawn(pdf(lines(texts)), dpi=200)[0]), 0, 0, wide, high)

    return draw


@needs_ocr
def test_letters_without_meaning_are_read_off_the_page():
    garbled = lines(["(cid:12)(cid:13)(cid:14) (cid:15)(cid:16)"])
    part = extract(pdf(lines(CLAUSES), garbled)).coverage.parts[1]
    assert (part.read, part.ocr) == (True, True)


@needs_ocr
def test_an_empty_sheet_among_scans_is_read_and_holds_nothing():
    empty = scanned(Image.new("L", (1654, 2339), 250))
    document = extract(as_pdf([*drawn(pdf(lines(CLAUSES))), empty]))
    assert [(part.read, part.words > 0) for part in document.coverage.parts] == [(True, True), (True, False)]


@needs_ocr
def test_a_picture_without_words_leaves_its_page_unread():
    landscape = Image.radial_gradient("L").resize((1654, 2339))
    document = extract(as_pdf([*drawn(pdf(lines(CLAUSES))), landscape]), ocr="fast")
    assert [part.read for part in document.coverage.parts] == [True, False]
    assert document.coverage.unread[0].why
    with pytest.raises(UnreadableInput, match="the PDF is a scan"):
        extract(as_pdf([landscape]), ocr="fast")


@needs_ocr
def test_what_can_hardly_be_read_is_not_taken_for_read():
    page = drawn(pdf(lines(CLAUSES * 5)), dpi=45)[0].resize((1654, 2339))
    try:
        document = extract(as_pdf([page, *drawn(pdf(lines(CLAUSES)))]), ocr="fast")
    except UnreadableInput:
        return
    poor = document.coverage.parts[0]
    assert not poor.read or "Least sure: page 1" in ocr_of(document)


@needs_ocr
def test_the_same_scan_gives_the_same_document():
    data = as_pdf([scanned(drawn(pdf(lines(CLAUSES)))[0])])
    assert extract(data, ocr="fast") == extract(data, ocr="fast")


def test_without_the_extra_a_scan_is_refused_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(ocr_fast, "installed", lambda: False)
    with pytest.raises(UnreadableInput, match="OCR is not installed") as caught:
        extract(as_pdf(drawn(pdf(lines(CLAUSES)))))
    assert "pip install 'clausecheck[ocr]'" in caught.value.next_step


def test_without_the_extra_a_scanned_page_among_others_stays_unread(monkeypatch):
    monkeypatch.setattr(ocr_fast, "installed", lambda: False)
    document = extract(pdf(lines(CLAUSES), as_picture(CLAUSES)))
    assert [part.read for part in document.coverage.parts] == [True, False]
    assert document.coverage.unread[0].why.endswith("and OCR is not installed")


def test_the_accurate_ocr_is_never_replaced_by_another_unasked(monkeypatch):
    monkeypatch.setattr(ocr_accurate, "installed", lambda: False)
    with pytest.raises(UnreadableInput, match="accurate OCR is not installed") as caught:
        extract(as_pdf(drawn(pdf(lines(CLAUSES)))), ocr="accurate")
    assert "pip install 'clausecheck[ocr-accurate]'" in caught.value.next_step


@needs_accurate_ocr
def test_a_photo_taken_at_an_angle_is_read_by_the_accurate_ocr():
    read = extract(photo(drawn(sample("solicitor-two-columns.pdf"))[0]), ocr="accurate")
    assert letters_wrong(page_text("solicitor-two-columns.pdf"), read.text) < 0.02


@needs_ocr
def test_columns_that_lean_in_a_photo_are_read_one_after_the_other():
    read = extract(photo(drawn(sample("solicitor-two-columns.pdf"))[0]), ocr="fast")
    assert letters_wrong(page_text("solicitor-two-columns.pdf"), read.text) < 0.02
