"""A picture of a page is told to be blank, level or tilted, and its ruling lines are found."""

import pytest
from PIL import Image, ImageDraw

from clausecheck.extract.ocr_page import Seen, is_blank, recognise, tilt_of
from clausecheck.extract.ocr_rulings import rulings_of
from tests.extract.builders import lines, pdf
from tests.extract.scans import drawn, scanned

TEXT = ["The Locum shall attend at the Surgery on time, in each of the sessions booked."] * 30


@pytest.fixture(scope="module")
def page():
    return drawn(pdf(lines(TEXT)))[0]


@pytest.mark.parametrize("tilt", [-12.0, -3.0, -0.4, 0.0, 0.7, 2.0, 8.5])
def test_the_tilt_of_a_page_is_told_to_a_quarter_of_a_degree(page, tilt):
    assert tilt_of(scanned(page, tilt=tilt)) == pytest.approx(-tilt, abs=0.25)


@pytest.mark.parametrize("grey", [255, 235, 200])
def test_empty_paper_is_blank_whatever_its_grey_and_grain(grey):
    assert is_blank(scanned(Image.new("L", (1654, 2339), grey), grain=25))


def test_one_short_line_is_enough_for_a_page_not_to_be_blank():
    assert not is_blank(drawn(pdf(lines(["Fee: 350"])))[0])


class Reader:
    """Sees what it is told to see."""

    levels_from = 2.0

    def __init__(self, *rows):
        self.rows = list(rows)

    def words(self, image):
        return self.rows

    def quarters(self, image):
        return 0


def read(*rows):
    reader = Reader(*rows)
    return recognise(Image.new("L", (1000, 1400), 255), 0.5, reader, reader)


def texts(found):
    return [[word[0] for word in line.words] for line in found.page.lines]


def test_dotted_lines_and_dirt_are_left_out_but_no_word_however_unsure():
    found = read(
        [Seen("Signed", 10, 100, 90, 130, 96.0), Seen("seeccsee", 100, 122, 400, 128, 0.0)],
        [Seen('"Supplier").', 10, 200, 90, 230, 0.0), Seen("~", 300, 205, 310, 212, 20.0)],
    )
    assert texts(found) == [["Signed"], ['"Supplier").']]


def test_all_words_of_a_line_get_its_height_and_the_doubtful_ones_are_noted():
    found = read([Seen("on", 10, 108, 40, 130, 90.0, True), Seen("Friday", 50, 100, 120, 136, 97.0, False)])
    assert [word[2:5:2] for word in found.page.lines[0].words] == [(50.0, 68.0), (50.0, 68.0)]
    assert [word[0] for word in found.page.doubtful] == ["on"]


def test_confidence_is_the_mean_by_letters():
    found = read([Seen("a", 10, 100, 20, 130, 50.0), Seen("contract", 30, 100, 120, 130, 95.0)])
    assert found.confidence == pytest.approx((50 + 8 * 95) / 9)
    assert found.words == 2


def test_lines_are_read_top_down_in_whatever_order_they_were_seen():
    rows = [[Seen(str(n), 10, 100 * n, 60, 100 * n + 30, 95.0)] for n in (3, 1, 2)]
    assert texts(read(*rows)) == [["1"], ["2"], ["3"]]


def ruled():
    page = drawn(pdf(lines(TEXT[:10])))[0]
    pen = ImageDraw.Draw(page)
    for y in (1400, 1460, 1520):
        pen.line([(200, y), (1400, y)], fill=0, width=2)
    for x in (200, 800, 1400):
        pen.line([(x, 1400), (x, 1520)], fill=0, width=2)
    return page


def test_ruling_lines_are_found_where_they_are_drawn_and_no_letter_is_one():
    k = 72 / 200
    rulings = rulings_of(ruled(), k)
    across = [r for r in rulings if r[3] == r[1]]
    down = [r for r in rulings if r[2] == r[0]]
    assert [round(r[1] / k, -1) for r in sorted(across, key=lambda r: r[1])] == [1400, 1460, 1520]
    assert [round(r[0] / k, -1) for r in sorted(down)] == [200, 800, 1400]
    assert all(abs(r[0] / k - 200) < 40 and abs(r[2] / k - 1400) < 40 for r in across)


def test_a_dark_picture_has_no_rulings():
    stripes = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(stripes)
    for y in range(0, 2339, 4):
        pen.line([(y % 16, y), (1654, y)], fill=0)
    for x in range(0, 1654, 4):
        pen.line([(x, 0), (x, 2339)], fill=0)
    assert rulings_of(stripes, 72 / 200) == []
