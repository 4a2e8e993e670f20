import base64
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.extract import extract
from clausecheck.extract.pdf_damage import damage
from tests.extract.builders import lines, pdf
from tests.hostile.rawpdf import TEXT, contract, flat, stream, two_pages, write

SAMPLES = sorted((Path(__file__).parents[2] / "sample_contracts").glob("*.pdf"))
TORN, MISSING = "a part of the pages' content is torn", "a part of the pages' content is missing"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_nothing_is_wrong_with_the_samples(path):
    assert damage(path.read_bytes()) == ""


def test_nothing_is_wrong_with_a_sound_file():
    assert damage(write(two_pages())) == ""
    assert damage(pdf(lines(["The fee is 350."]), lines(["The end."]))) == ""


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_text_that_breaks_off_is_told_and_the_file_counts_as_read_in_part(engine):
    packed = zlib.compress(TEXT)
    data = write(contract(o4=stream(packed[: len(packed) // 2], b"/Filter /FlateDecode")))
    assert damage(data) == TORN
    unread = extract(data, engine=engine).coverage.unread
    assert [(part.name, part.why) for part in unread] == [("body", TORN)]


def test_text_that_breaks_off_in_letters_is_told():
    letters = base64.a85encode(zlib.compress(TEXT)[:-40]) + b"~>"
    assert damage(write(contract(o4=stream(letters, b"/Filter [/ASCII85Decode /FlateDecode]")))) == TORN


@given(st.binary(max_size=200))
def test_letters_stand_for_what_the_standard_library_says(data):
    letters = base64.a85encode(zlib.compress(data)) + b"~>"
    assert damage(write(contract(o4=stream(letters, b"/Filter [/ASCII85Decode /FlateDecode]")))) == ""


def test_a_wrong_sum_at_the_end_is_no_loss():
    packed = zlib.compress(TEXT)[:-4] + b"\0\0\0\0"
    assert damage(write(contract(o4=stream(packed, b"/Filter /FlateDecode")))) == ""


def test_text_that_is_not_in_the_file_is_told():
    objects = two_pages()
    del objects[7]
    assert damage(write(objects, size=8)) == MISSING


def test_text_that_a_later_version_took_away_is_told():
    assert damage(write(contract()) + b"4 0 obj\nnull\nendobj\n") == MISSING


def test_an_empty_page_is_no_loss():
    assert damage(write(two_pages(o7=flat(b"")))) == ""
    assert damage(write(two_pages(o6=b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"))) == ""


def test_pictures_and_fonts_are_not_looked_into():
    picture = stream(b"torn", b"/Subtype /Image /Filter /FlateDecode")
    face = stream(b"torn", b"/Length1 9 /Filter /FlateDecode")
    assert damage(write(contract(o8=picture, o9=face))) == ""


def test_a_locked_file_says_nothing():
    assert damage(pdf(lines(["The fee is 350."]), encrypt="open sesame")) == ""


def test_what_a_bomb_holds_is_not_unpacked():
    from tests.hostile.rawpdf import bomb

    assert damage(write(contract(o8=stream(bomb(100 << 20), b"/Filter /FlateDecode")))) == ""


def test_two_files_in_one_are_not_whole():
    one = pdf(lines(["The fee is 350."]))
    assert "two PDFs" in damage(one + pdf(lines(["Other terms."])))
    assert damage(one) == ""
