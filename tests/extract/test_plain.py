"""Text and Markdown come out exactly as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.document import BlockKind
from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract, extract_text
from tests.extract.builders import assert_sound, blocks_of

CLAUSE = "Fee: £350 – “all in”, it’s final.\r\n"


@pytest.mark.parametrize(
    "data",
    [
        CLAUSE.encode("utf-8"),
        CLAUSE.encode("utf-8-sig"),
        CLAUSE.encode("utf-16"),
        b"\xfe\xff" + CLAUSE.encode("utf-16-be"),
        CLAUSE.encode("utf-16-le"),
        CLAUSE.encode("utf-16-be"),
        CLAUSE.encode("utf-32"),
        CLAUSE.encode("utf-32-be"),
        CLAUSE.encode("cp1252"),
        CLAUSE.encode("mac_roman"),
    ],
    ids=[
        "utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "utf-16 little, no mark", "utf-16 big, no mark",
        "utf-32", "utf-32 big, no mark", "windows-1252", "mac roman",
    ],
)  # fmt: skip
def test_every_encoding_gives_the_same_text(data):
    assert extract(data).text == CLAUSE


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp850", "mac_roman", "iso8859_15"])
def test_pounds_and_accents_tell_the_character_set(encoding):
    text = "Dr Zoë Café is paid £350 a session.\nExtras: £20, £25.\n"
    assert extract(text.encode(encoding)).text == text


def test_another_script_is_left_to_the_detector():
    text = "Настоящий договор заключён между сторонами о нижеследующем: оплата производится по смете.\n" * 4
    assert extract(text.encode("cp1251")).text == text


def test_windows_quotes_pasted_into_utf8_are_read_each_in_its_own_encoding():
    data = "£350 and £400 and £500, ".encode() + "it’s".encode("cp1252")
    assert extract(data).text == "£350 and £400 and £500, it’s"


def test_broken_utf16_is_refused():
    with pytest.raises(UnreadableInput, match="UTF-16"):
        extract("Fee".encode("utf-16")[:-1])


def test_blank_lines_part_paragraphs_and_lines_stay_together():
    document = extract_text("1. Fees\n  350 a session\n\n \t\n2. Hours\n")
    assert blocks_of(document) == [("paragraph", "1. Fees\n  350 a session"), ("paragraph", "2. Hours")]


def test_a_markdown_heading_is_a_heading_with_its_level():
    document = extract_text("# Terms\n\n### Fees\n\ntext # not a heading")
    assert document.format == "markdown"
    assert [(b.kind, b.level) for b in document.blocks] == [
        (BlockKind.heading, 0),
        (BlockKind.heading, 2),
        (BlockKind.paragraph, None),
    ]


def test_coverage_counts_the_words():
    (part,) = extract_text("one two\n\nthree").coverage.parts
    assert (part.name, part.read, part.words) == ("body", True, 3)


def test_pasted_text_and_its_file_have_the_same_hash():
    assert extract_text(CLAUSE).sha256 == extract(CLAUSE.encode()).sha256


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_with_a_word_is_kept_whole(text):
    if not text.removeprefix("\ufeff").strip():
        with pytest.raises(UnreadableInput):
            extract_text(text)
        return
    document = extract_text(text)
    assert document.text == text.removeprefix("\ufeff")
    assert_sound(document)
