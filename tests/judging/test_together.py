"""Several documents as one contract."""

import pytest

from clausecheck.document import Block, BlockKind, Box, Coverage, CoveragePart
from clausecheck.judging.together import join_documents
from tests.judging.builders import document


def test_blocks_pages_boxes_and_coverage_move_with_their_text() -> None:
    first = document(
        "Page one.Page two.",
        name="a.pdf",
        pages=((0, 9), (9, 18)),
        coverage=Coverage((CoveragePart("page 1", True), CoveragePart("page 2", False, "no text"))),
    )
    second = document(
        "Terms here.",
        name="b.pdf",
        pages=((0, 11),),
        blocks=(Block(0, 11, BlockKind.paragraph, page=1, struck=((6, 10),)),),
        boxes=(Box(0, 5, 1, 0, 0, 1, 1),),
    )
    joined = join_documents([first, second])
    assert (joined.name, joined.format) == ("a.pdf + b.pdf", "joined")
    block = joined.blocks[-1]
    assert joined.text[block.start : block.end] == "Terms here."
    assert joined.text[slice(*block.struck[0])] == "here"
    assert block.page == joined.boxes[0].page == joined.page_of(block.start) == 3
    assert joined.text[joined.boxes[0].start : joined.boxes[0].end] == "Terms"
    assert [part.name for part in joined.coverage.unread] == ["a.pdf: page 2"]


def test_a_part_without_pages_counts_as_one_page() -> None:
    joined = join_documents([document("Text."), document("Paged.", pages=((0, 6),))])
    assert [joined.page_of(joined.text.index(word)) for word in ("Text", "Paged")] == [1, 2]


def test_no_sentence_runs_from_one_document_into_the_next() -> None:
    assert join_documents([document("One"), document("two.")]).text == "One\n\ntwo."


def test_one_document_stays_itself() -> None:
    only = document("Text.")
    assert join_documents([only]) is only


def test_no_document_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one"):
        join_documents([])


def test_what_lies_in_a_message_or_an_archive_joins_and_its_unread_parts_stay_told() -> None:
    inner = document("Terms here.", name="terms.txt")
    archive = document(
        "",
        name="all.zip",
        blocks=(),
        attachments=(inner,),
        coverage=Coverage(
            (CoveragePart("file terms.txt", True, words=2), CoveragePart("file scan.png", False, "a picture"))
        ),
    )
    joined = join_documents([document("Cover note.", name="note.txt"), archive])
    assert joined.text == "Cover note.\n\nTerms here."
    assert joined.name == "note.txt + terms.txt"
    assert [part.name for part in joined.coverage.unread] == ["all.zip: file scan.png"]
    assert "all.zip: file terms.txt" not in [part.name for part in joined.coverage.parts]
