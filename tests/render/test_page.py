import pytest

from clausecheck.render.page import Page


def page(width: int = 30) -> Page:
    return Page(width, colour=False)


def test_a_heading_is_ruled_to_its_own_length():
    on = page()
    on.line("before")
    on.heading("GRADE D")
    assert on.text() == "before\n\nGRADE D\n-------\n"


def test_a_paragraph_keeps_its_indent_when_it_wraps():
    on = page(20)
    on.line("one two three four five six", indent=3)
    assert on.text() == "   one two three\n   four five six\n"


def test_a_bullet_hangs():
    on = page(16)
    on.bullet("one two three four", indent=2, lead="Lead:")
    assert on.text() == "  - Lead: one\n    two three\n    four\n"


def test_a_table_wraps_in_its_columns():
    on = page(29)
    on.table(("A", "B"), [("one two three", "x"), ("four", "y")], (1, 1))
    assert on.text() == "A              B\none two three  x\nfour           y\n"


def test_rows_may_be_set_apart():
    on = page()
    on.table(("A", "B"), [("a", "b"), ("c", "d")], (1, 1), spaced=True)
    assert [line.split() for line in on.text().split("\n")] == [["A", "B"], ["a", "b"], [], ["c", "d"], []]


def test_an_address_is_never_broken():
    on = page(20)
    on.address("https://example.org/a/very/long/way/down", indent=2)
    assert on.text() == "  https://example.org/a/very/long/way/down\n"


@pytest.mark.parametrize("text", ["[red]x[/red]", ":smile:", "[link=a]b[/link]", "x[/]"])
def test_markup_in_a_text_is_text(text):
    on = page(80)
    on.heading(text)
    on.line(text, lead=text)
    on.bullet(text, lead=text)
    on.address(text)
    on.table((text,), [(text,)], (1,))
    assert on.text().count(text) == 8


def test_a_topic_without_a_title_is_called_by_its_slug():
    on = Page(80, colour=False, titles={"overrun": "Overrun pay"})
    assert (on.title("overrun"), on.title("home-visits")) == ("Overrun pay", "Home visits")


def test_wide_characters_and_marks_are_measured_by_their_columns():
    on = page(10)
    on.line("\u4e00\u4e00\u4e00 \u4e00\u4e00")
    on.line("e\u0301\u0301\u0301 e\u0301 e\u0301 e\u0301 e\u0301")
    assert on.text() == "\u4e00\u4e00\u4e00\n\u4e00\u4e00\ne\u0301\u0301\u0301 e\u0301 e\u0301 e\u0301 e\u0301\n"


def test_a_word_longer_than_the_line_is_cut():
    on = page(6)
    on.line("a abcdefghij\u4e00\u4e00\u4e00 b")
    assert on.text() == "a\nabcdef\nghij\u4e00\n\u4e00\u4e00 b\n"


@pytest.mark.parametrize("width", range(1, 40))
def test_wrapping_loses_no_word(width):
    words = "The “Locum” shall (subject to clause 4.2) see not more than 15 patients – no one more \u00e9\u4e00 in all."
    on = page(width)
    on.line(words)
    assert on.text().replace("\n", "").replace(" ", "") == words.replace(" ", "")


def test_colour_marks_the_lead_alone_on_every_line_that_holds_it():
    on = Page(8, colour=True)
    on.line("text goes on", lead="A lead:")
    on.heading("Grade", style="bold red")
    assert on.text() == ("\x1b[1mA lead:\x1b[0m\ntext\ngoes on\n\n\x1b[1;31mGrade\x1b[0m\n-----\n")
