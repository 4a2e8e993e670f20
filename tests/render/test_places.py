import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.document import Coverage, Document
from clausecheck.extract.plain import read_text
from clausecheck.render.places import Region, Regions


def lines_between(text: str, region: Region) -> str:
    """What stands between the line and column where a region starts and those where it ends."""
    lines = text.split("\n")[region.start - 1 : region.end]
    lines[-1] = lines[-1][: region.end_column - 1]
    lines[0] = lines[0][region.start_column - 1 :]
    return "\n".join(lines)


@given(st.text("ab\n\r 😀", min_size=1).filter(str.strip), st.data())
def test_lines_and_columns_lead_back_to_the_passage(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    region = Regions(read_text("a.txt", text)).of(start, end)
    assert lines_between(text, region) == text[start:end]
    assert (region.unit, region.offset) == ("line", start)


@pytest.fixture
def paged() -> Document:
    return Document("a.pdf", "pdf", "0", "one two three", (), Coverage(), pages=((0, 4), (4, 8), (8, 13)))


def test_a_passage_of_a_paged_file_is_known_by_its_pages(paged):
    assert Regions(paged).of(5, 7) == Region("page", 2, 2)
    assert Regions(paged).of(5, 13) == Region("page", 2, 3)


def test_a_word_file_has_lines_only_as_it_was_read():
    document = Document("a.docx", "docx", "0", "one\ntwo", (), Coverage())
    assert Regions(document).of(4, 7) == Region("line of the text as read", 2, 2, 1, 4)
