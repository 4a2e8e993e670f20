"""A web page is read as a browser shows it, numbers before list items among it; what it hides is told."""

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.html import paragraphs_of
from tests.extract.builders import assert_sound, blocks_of
from tests.extract.with_office import converted, needs_office


def shown(html):
    paragraphs, _ = paragraphs_of("x", html)
    return [paragraph.text for paragraph in paragraphs]


def test_a_page_is_read_with_headings_and_rows():
    document = extract(
        b"<!DOCTYPE html><html><head><title>No</title></head><body><h2>Fees</h2><p>The fee is &pound;350.</p>"
        b"<table><tr><td>Visits<td>none</table></body></html>"
    )
    assert_sound(document)
    assert document.format == "html"
    assert blocks_of(document) == [
        ("heading", "Fees"),
        ("paragraph", "The fee is £350."),
        ("table-row", "Visits | none"),
    ]
    assert document.coverage.complete


COUNTERS = """<style>ol{counter-reset:i;list-style:none}
li:before{content:counters(i,'.') ' ';counter-increment:i}</style>
<ol><li>A<ol><li>B<li>C</ol><li>D</ol>"""
GOOGLE = """<style>.l-0>li{counter-increment:c-0}.l-1>li{counter-increment:c-1}ol{list-style-type:none}
ol.l-0.start{counter-reset:c-0 0}ol.l-1.start{counter-reset:c-1 0}
.l-0>li:before{content:"" counter(c-0,decimal) ". "}.l-1>li:before{content:"(" counter(c-1,lower-latin) ") "}</style>
<ol class="l-0 start"><li>A</ol><ol class="l-1 start"><li>B<li>C</ol><ol class="l-0"><li>D</ol>
<ol class="l-1 start"><li>E</ol>"""


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<ol type=a start=3><li>x<li value=7>y</ol>", ["c. x", "g. y"]),
        ("<ol><li>A<ol><li>B<li><p>C</p><p>D</p></ol><li>E</ol>", ["1. A", "1.1 B", "1.2 C", "D", "2. E"]),
        ("<ol style='list-style-type: upper-roman'><li>x</ol>", ["I. x"]),
        ("<ul style='list-style:none'><li>x</ul>", ["x"]),
        (COUNTERS, ["1 A", "1.1 B", "1.2 C", "2 D"]),
        (GOOGLE, ["1. A", "(a) B", "(b) C", "2. D", "(a) E"]),
    ],
    ids=["letters", "nested figures", "roman", "none", "counters", "as Google writes them"],
)
def test_numbers_of_lists_are_rebuilt(html, texts):
    assert shown(html) == texts


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>secret</p>",
        "<p hidden>secret</p>",
        "<div style='visibility: hidden'><p>secret</p></div>",
        "<span style='mso-hide:all'>secret</span>",
        "<span style='font-size:0'>secret</span>",
        "<span style='opacity: 0.0'>secret</span>",
        "<style>.a .b{display:none !important}</style><div class=a><p class=b>secret</p></div>",
        "<style>div > p#x{display:none}</style><div><p id=x>secret</p></div>",
        "<dialog>secret</dialog>",
    ],
)
def test_what_does_not_show_never_speaks_and_is_told(hidden):
    paragraphs, found = paragraphs_of("x", f"<p>before</p>{hidden}<p>after</p>")
    assert [paragraph.text for paragraph in paragraphs] == ["before", "after"]
    assert found.hidden == ["secret"]


@pytest.mark.parametrize(
    "visible",
    [
        "<style>.a .b{display:none}</style><p class=b>secret</p>",
        "<style>@media print{p{display:none}}</style><p>secret</p>",
        "<style>p{display:none}p{display:block}</style><p>secret</p>",
        "<style>p{display:none}</style><p style='display:block'>secret</p>",
        "<style>a > p{display:none}</style><a><b><p>secret</p></b></a>",
    ],
)
def test_what_shows_speaks(visible):
    paragraphs, found = paragraphs_of("x", visible)
    assert ([paragraph.text for paragraph in paragraphs], found.hidden) == (["secret"], [])


def test_struck_text_keeps_its_place():
    (paragraph,), _ = paragraphs_of("x", "<p>Paid <s>late</s> and <span style='text-decoration:line-through'>no</span>")
    assert [paragraph.text[a:b] for a, b in paragraph.struck] == ["late", "no"]


def test_only_what_is_filled_in_or_ticked_speaks():
    html = (
        "<p><input type=checkbox checked> yes <input type=radio> no <input value='£350'> <input type=hidden value=x>"
        "<select><option>choose<option selected>weekly</select><textarea>notes</textarea>"
    )
    assert shown(html) == ["☒ yes ☐ no £350 weeklynotes"]


def test_a_page_in_a_frame_is_told_as_unread():
    document = extract(b"<html><body><p>Fee 350</p><iframe src='http://x.example/terms'></iframe></body></html>")
    assert [part.name for part in document.coverage.unread] == ["attachment page shown in a frame"]


def test_numbers_of_notes_are_no_part_of_amounts():
    assert shown("<p>We pay £350<sup>1</sup> a session") == ["We pay £350[1] a session"]


@pytest.mark.parametrize(
    "data",
    [
        '<html><meta charset="windows-1252"><p>Fee £350 – “all”'.encode("cp1252"),
        '<html><meta http-equiv=content-type content="text/html; charset=iso-8859-1"><p>Fee £350 – “all”'.encode(
            "cp1252"
        ),
        "<html><p>Fee £350 – “all”".encode(),
        "<html><p>Fee £350 – “all”".encode("utf-16"),
        "\ufeff<html><p>Fee £350 – “all”".encode(),
    ],
)
def test_the_character_set_is_what_the_page_says_or_shows(data):
    assert extract(data).text == "Fee £350 – “all”"


def test_broken_nesting_is_survived():
    assert shown("</p><td>a</td><table><tr><td>b<p>c</table></div>d<li>e") == ["a", "b", "c", "d", "• e"]


def test_a_page_nested_beyond_reason_is_refused():
    with pytest.raises(UnreadableInput, match="nested beyond reason"):
        extract(b"<html>" + b"<div>" * 2_000 + b"Fee")


@needs_office
def test_a_page_saved_by_libreoffice_keeps_text_rows_and_hidden_text(features_docx):
    document = extract(converted(features_docx, ".docx", ".html"), name="f.html")
    assert "1.1 The fee is £350 a session." in document.text
    assert "Fee | £350\nVisits | none" in document.text
    assert "indemnifies" not in document.text
    assert [document.text[a:b].strip() for block in document.blocks for a, b in block.struck] == [
        "The Locum pays for cover."
    ]
