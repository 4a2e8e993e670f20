import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.docx_settle import settled, tracked_changes
from tests.extract.builders import p, r, word


def by(tag: str, author: str, inside: str = "") -> str:
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="2026-11-01T10:00:00Z">{inside}</w:{tag}>'


def deleted(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def swap(old: str, new: str, author: str) -> str:
    return by("del", author, deleted(old)) + by("ins", author, r(new))


def texts(data: bytes, *rejected: str) -> list[str]:
    text = extract(settled("c.docx", data, lambda author: author in rejected), name="c.docx").text
    return [line for line in text.split("\n") if line]


BODY = p(
    r("The cap is ") + swap("15", "25", "Agency") + r(" patients, paid in ") + swap("14", "60", "Partner") + r(" days.")
)


@pytest.mark.parametrize(
    ("rejected", "text"),
    [
        ((), "The cap is 25 patients, paid in 60 days."),
        (("Agency",), "The cap is 15 patients, paid in 60 days."),
        (("Partner",), "The cap is 25 patients, paid in 14 days."),
        (("Agency", "Partner"), "The cap is 15 patients, paid in 14 days."),
    ],
)
def test_each_author_is_settled_alone(rejected, text):
    assert texts(word(BODY), *rejected) == [text]


def test_changes_are_told_with_author_kind_and_text():
    assert [(c.author, c.kind, c.text) for c in tracked_changes("c.docx", word(BODY))] == [
        ("Agency", "deletion", "15"),
        ("Agency", "insertion", "25"),
        ("Partner", "deletion", "14"),
        ("Partner", "insertion", "60"),
    ]


def test_a_paragraph_put_in_goes_with_its_mark():
    mark = f"<w:rPr>{by('ins', 'A')}</w:rPr>"
    data = word(p("First.") + p(by("ins", "A", r("New clause.")), mark) + p("Last."))
    assert texts(data) == ["First.", "New clause.", "Last."]
    assert texts(data, "A") == ["First.", "Last."]


def test_a_paragraph_taken_out_comes_back():
    mark = f"<w:rPr>{by('del', 'A')}</w:rPr>"
    data = word(p("First.") + p(by("del", "A", deleted("Old clause.")), mark) + p("Last."))
    assert texts(data) == ["First.", "Last."]
    assert texts(data, "A") == ["First.", "Old clause.", "Last."]


def test_what_one_author_put_in_and_another_took_out():
    inner = by("ins", "A", r("kept ") + by("del", "B", deleted("dropped ")))
    data = word(p(r("We say: ") + inner + r("this.")))
    assert texts(data) == ["We say: kept this."]
    assert texts(data, "B") == ["We say: kept dropped this."]
    assert texts(data, "A") == ["We say: this."]


def row(text: str, properties: str = "") -> str:
    return f"<w:tr>{properties}<w:tc>{p('Label')}</w:tc><w:tc>{p(text)}</w:tc></w:tr>"


def test_rows_of_tables_are_settled():
    rows = (
        row("one")
        + row("two", f"<w:trPr>{by('ins', 'A')}</w:trPr>")
        + row("three", f"<w:trPr>{by('del', 'A')}</w:trPr>")
    )
    data = word(f"<w:tbl>{rows}</w:tbl>")
    assert texts(data) == ["Label | one", "Label | two"]
    assert texts(data, "A") == ["Label | one", "Label | three"]


def test_text_moved_away_and_here():
    data = word(p(by("moveFrom", "A", r("Moved."))) + p("Middle.") + p(by("moveTo", "A", r("Moved."))))
    assert texts(data) == ["Middle.", "Moved."]
    assert texts(data, "A") == ["Moved.", "Middle."]


def test_striking_through_that_is_rejected_is_undone():
    change = "<w:rPrChange w:id='1' w:author='A'><w:rPr/></w:rPrChange>"
    data = word(p(r("The fee is paid.", f"<w:strike/>{change}")))
    assert extract(settled("c.docx", data, lambda author: False), name="c.docx").blocks[0].struck
    assert not extract(settled("c.docx", data, lambda author: True), name="c.docx").blocks[0].struck


def test_a_file_without_changes_stays_as_it_is():
    data = word(p("Nothing changed."))
    assert tracked_changes("c.docx", data) == ()
    assert texts(data, "A") == ["Nothing changed."]


def test_the_same_file_gives_the_same_bytes():
    data = word(BODY)
    assert settled("c.docx", data, lambda author: True) == settled("c.docx", data, lambda author: True)


def test_endless_depth_and_document_types_are_refused():
    deep = "<w:smartTag>" * 2000 + by("ins", "A", r("x")) + "</w:smartTag>" * 2000
    with pytest.raises(UnreadableInput):
        settled("c.docx", word(p(deep)), lambda author: True)
    with pytest.raises(UnreadableInput):
        tracked_changes("c.docx", b"PK\x03\x04 broken")
