"""Rich Text is read as it would be printed; what is hidden, deleted or missing is told."""

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from tests.extract.builders import assert_sound, blocks_of
from tests.extract.with_office import converted, needs_office

FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}{\f2\fcharset2 Symbol;}{\f3\fcharset128 Mincho;}}"


def read(rich):
    document = extract(rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS.encode() + rich.encode("latin-1") + b"}")
    assert_sound(document)
    assert document.format == "rtf"
    return document


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (r"Fee \'a3350 \endash  \ldblquote all in\rdblquote", "Fee £350 – “all in”"),
        (r"\u8211-\uc2\u163xy350\uc0\u233 t", "–£350ét"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f1\'cf} {\f3\'93\'fa} \f0\'e9", "П 日 é"),
        (r"{\f2\'b7} bullet", "• bullet"),
        ("raw \xa3 bytes", "raw £ bytes"),
        (r"a\~b\_c\-d \{x\}", "a\xa0b-cd {x}"),
        (r"a\bin4 }{\\ b", "a b"),
        (r"{\upr{Ansi}{\*\ud{Uni\u233e}}}", "Unié"),
        (r"{\*\unknown no}{\info{\title no}}yes", "yes"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1}}}{\fldrslt}} yes", "☒ yes"),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres0}}}{\fldrslt}} yes", "☐ yes"),
    ],
)
def test_characters_are_what_they_stand_for(rich, text):
    assert read(rich + r"\par").text == text


def test_what_is_hidden_deleted_or_inserted_is_told():
    document = read(
        r"{\*\revtbl{Unknown;}{Ann Lee;}}Paid {\v never }{\deleted\revauthdel1 late}{\revised\revauth1 promptly}"
        r" {\strike twice}\par"
    )
    assert document.text == "Paid promptly twice"
    assert [(notice.kind, notice.quote) for notice in document.notices] == [
        ("tracked-changes", "promptly"),
        ("tracked-changes", "late"),
        ("hidden-text", "never"),
    ]
    assert "(by Ann Lee)" in document.notices[0].message
    (block,) = document.blocks
    assert [document.text[a:b] for a, b in block.struck] == ["twice"]


def test_a_deleted_paragraph_mark_ends_no_paragraph():
    assert read(r"one {\deleted\par}two\par three\par").text == "one two\n\nthree"


def test_numbers_are_read_from_the_text_that_the_file_keeps_for_them():
    document = read(
        r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s7 toc 1;}}\pard\s7 Fees 3\par\pard\s1 Terms\par"
        r"\pard{\listtext\pard 1.\tab}\ilvl0\ls1 Fees\par\pard{\listtext\pard 1.1\tab}\ilvl1\ls1 Pay\par"
        r"\pard{\listtext (a)\tab}\ilvl2\ls1 Twice\par\pard{\pntext\f2\'b7\tab}Dot\par"
    )
    assert blocks_of(document) == [
        ("heading", "Terms"),
        ("paragraph", "1. Fees"),
        ("paragraph", "1.1 Pay"),
        ("paragraph", "(a) Twice"),
        ("paragraph", "• Dot"),
    ]
    assert [block.label for block in document.blocks] == ["", "1", "1.1", "1.1(a)", ""]


def test_numbers_that_the_file_does_not_keep_are_told_as_lost():
    document = read(r"\pard\ls1\ilvl0 Fees\par\pard Plain\par")
    assert [(notice.kind, "1 paragraphs" in notice.message) for notice in document.notices] == [("lost", True)]


def test_tables_nest_and_merge_into_rows():
    document = read(
        r"\trowd\cellx1\cellx2\intbl A\cell\intbl B\cell\row\pard\intbl\itap2 n1\nestcell n2\nestcell"
        r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl\itap1 x\cell y\cell\row\pard tail\par"
    )
    assert [text for _, text in blocks_of(document)] == ["A | B", "x | y", "n1 | n2", "tail"]


def test_headers_notes_comments_and_boxes_stand_apart():
    document = read(
        r"{\header\pard Private\par}{\footer\pard Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"Body{\footnote\pard{\chftn} first}{\footnote\ftnalt\pard last}{\*\atnauthor Bob}\chatn{\*\annotation no}"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard box\par}}{\shprslt box}}\par"
    )
    assert blocks_of(document) == [
        ("header", "Private"),
        ("paragraph", "Body"),
        ("text-box", "box"),
        ("footnote", "[1] first"),
        ("footnote", "[1] last"),
    ]
    assert [(notice.kind, notice.quote) for notice in document.notices] == [("comment", "no")]
    assert "Bob" in document.notices[0].message
    assert [part.name for part in document.coverage.parts] == ["body", "headers", "footnotes", "comments"]


def test_an_embedded_object_is_told_as_unread():
    document = read(r"Fee {\object\objemb{\*\objclass Excel}{\*\objdata 00ff}{\result {\pict 00}}}\par")
    assert [part.name for part in document.coverage.unread] == ["attachment embedded object"]
    assert document.text == "Fee"


def test_a_file_that_breaks_off_is_not_called_read():
    document = extract(rb"{\rtf1\ansi The fee is 350.\par And then")
    assert [(part.name, part.read) for part in document.coverage.parts] == [("body", False)]


def test_a_file_nested_beyond_reason_is_damaged():
    with pytest.raises(UnreadableInput, match="damaged"):
        extract(b"{\\rtf1 " + b"{" * 100_000)


def test_a_file_of_pictures_alone_says_so():
    with pytest.raises(UnreadableInput, match="pictures and no text"):
        extract(rb"{\rtf1 {\pict 0102}}")


@needs_office
def test_a_file_saved_by_libreoffice_reads_like_its_word_original(features_docx):
    document = extract(converted(features_docx, ".docx", ".rtf"), name="f.rtf")
    expected = extract(features_docx, name="f.docx")
    assert blocks_of(document) == blocks_of(expected)
    assert [block.label for block in document.blocks] == [block.label for block in expected.blocks]
    assert document.notices == expected.notices
