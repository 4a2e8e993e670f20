"""Pictures of contracts, in the forms that cameras, phones and scanners write."""

import io

import pytest
from PIL import Image

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract, ocr_fast
from tests.extract.builders import assert_sound, lines, pdf
from tests.extract.scans import as_file, drawn, needs_ocr

CLAUSES = [
    "1. The Locum shall attend at the Surgery.",
    "2. Fees are paid within 14 days of an invoice.",
    "3. The Practice may end this agreement at once.",
]
WORDS = " ".join(CLAUSES).split()


@pytest.fixture(scope="module")
def page():
    return drawn(pdf(lines(CLAUSES)))[0]


@needs_ocr
@pytest.mark.parametrize(
    ("form", "options"),
    [("PNG", {}), ("JPEG", {"quality": 70}), ("TIFF", {"compression": "tiff_lzw"}), ("WEBP", {"lossless": True})],
)
def test_pictures_of_every_form_are_read(page, form, options):
    document = extract(as_file(page, form, **options))
    assert document.text.split() == WORDS
    assert (document.format, document.coverage.complete) == ("picture", True)
    assert_sound(document)


@needs_ocr
@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_the_way_colours_are_stored_does_not_matter(page, mode):
    if mode == "I;16":
        picture = Image.frombytes("I;16", page.size, b"".join(bytes((0, grey)) for grey in page.tobytes()))
    else:
        picture = page.convert(mode, dither=Image.Dither.NONE)
    form = "JPEG" if mode == "CMYK" else "TIFF" if mode == "I;16" else "PNG"
    assert extract(as_file(picture, form)).text.split() == WORDS


@needs_ocr
def test_what_is_see_through_is_paper(page):
    ink = Image.new("RGBA", page.size, (0, 0, 0, 0))
    ink.putalpha(page.point([255 - grey for grey in range(256)]))
    assert extract(as_file(ink, "PNG")).text.split() == WORDS


@needs_ocr
def test_every_page_of_a_tiff_is_read(page):
    other = drawn(pdf(lines(["4. English law governs this agreement."])))[0]
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[other], compression="tiff_lzw")
    document = extract(out.getvalue())
    assert [part.name for part in document.coverage.parts] == ["page 1", "page 2"]
    start, end = document.pages[1]
    assert document.text[start:end] == "4. English law governs this agreement."


@needs_ocr
def test_a_photo_is_turned_as_the_camera_says(page):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise by a quarter
    assert extract(as_file(page.rotate(90, expand=True), "JPEG", exif=exif)).text.split() == WORDS


@needs_ocr
def test_boxes_are_in_points_of_the_page_that_the_picture_says_it_is(page):
    document = extract(as_file(page, "PNG", dpi=(200, 200)))
    first = document.boxes[0]
    assert first.x0 == pytest.approx(72, abs=3)
    assert first.top < 842 - 760 < first.bottom + 2


@needs_ocr
def test_small_print_on_a_small_picture_is_enlarged(page):
    small = page.resize((page.width * 11 // 20, page.height * 11 // 20), Image.Resampling.LANCZOS)
    assert extract(as_file(small, "PNG")).text.split() == WORDS


@needs_ocr
@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0" + bytes(40), b"II*\x00" + bytes(9)]
)
def test_a_damaged_picture_is_refused(data):
    with pytest.raises(UnreadableInput, match="the picture is damaged"):
        extract(data)


@needs_ocr
def test_a_picture_cut_short_is_refused(page):
    data = as_file(page, "JPEG")
    with pytest.raises(UnreadableInput, match="the picture is damaged"):
        extract(data[: len(data) // 2])


@needs_ocr
def test_a_picture_larger_than_any_page_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableInput, match="more than 40 million dots"):
        extract(as_file(Image.new("1", (8_000, 8_000)), "PNG"))


@needs_ocr
def test_a_picture_that_would_fill_the_memory_is_refused():
    with pytest.raises(UnreadableInput, match="far too large"):
        extract(as_file(Image.new("1", (30_000, 30_000)), "PNG"))


@needs_ocr
def test_a_picture_of_no_words_is_refused_with_how_to_take_it_again():
    with pytest.raises(UnreadableInput) as caught:
        extract(as_file(Image.new("L", (900, 1200), 255), "PNG"))
    assert "good light" in caught.value.next_step


def test_without_the_extra_a_picture_is_refused_with_the_command_that_installs_it(monkeypatch, page):
    monkeypatch.setattr(ocr_fast, "installed", lambda: False)
    with pytest.raises(UnreadableInput, match="this is a picture, not text, and OCR is not installed") as caught:
        extract(as_file(page, "PNG"))
    assert "pip install 'clausecheck[ocr]'" in caught.value.next_step
