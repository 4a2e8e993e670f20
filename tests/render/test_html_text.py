from hypothesis import given
from hypothesis import strategies as st

from clausecheck.document import Block, BlockKind, Coverage, Document
from clausecheck.render.html_text import Mark, contract_text

TEXT = "First clause here.\n\nSecond clause there.\n\nThird."
BLOCKS = (
    Block(0, 18, BlockKind.heading, page=1),
    Block(20, 40, BlockKind.paragraph, page=1),
    Block(42, 48, BlockKind.hidden, page=2),
)


def document(**changes: object) -> Document:
    values = {"text": TEXT, "blocks": BLOCKS, **changes}
    return Document("c.pdf", "pdf", "00", coverage=Coverage(), **values)


def mark(start: int, end: int, key: str = "1", severity: int = 4) -> Mark:
    return Mark(start, end, key, f"f-{key}", severity, "Overrun")


def pieces(marks: list[Mark], **changes: object) -> list[tuple[str, int]]:
    return [
        (piece.text, piece.severity)
        for sheet in contract_text(document(**changes), marks)
        for block in sheet.blocks
        for piece in block.pieces
    ]


def test_blocks_stand_on_their_pages_and_say_what_they_are():
    sheets = contract_text(document(), [])
    assert [(sheet.number, [block.kind for block in sheet.blocks]) for sheet in sheets] == [
        (1, ["heading", "paragraph"]),
        (2, ["hidden"]),
    ]
    assert sheets[1].blocks[0].said == "hidden text"


def test_a_block_is_cut_where_a_mark_begins_and_ends():
    assert pieces([mark(6, 12)])[:3] == [("First ", -1), ("clause", 4), (" here.", -1)]


def test_where_marks_overlap_the_worst_shows():
    assert pieces([mark(0, 12, "1", 3), mark(6, 18, "2", 5)])[:3] == [("First ", 3), ("clause", 5), (" here.", 5)]


def test_a_mark_over_two_blocks_begins_once():
    sheets = contract_text(document(), [mark(13, 26)])
    begun = [m.key for sheet in sheets for block in sheet.blocks for piece in block.pieces for m in piece.begins]
    assert begun == ["1"]
    assert pieces([mark(13, 26)])[1:3] == [("here.", 4), ("Second", 4)]


def test_what_is_struck_is_said_to_be():
    blocks = (Block(0, 48, BlockKind.paragraph, struck=((0, 5),)),)
    first = contract_text(document(blocks=blocks), [])[0].blocks[0].pieces[0]
    assert (first.text, first.struck) == ("First", True)


def test_words_outside_every_block_are_shown_too():
    assert [text.strip() for text, _ in pieces([], blocks=BLOCKS[:1] + BLOCKS[2:])] == [
        "First clause here.",
        "Second clause there.",
        "Third.",
    ]
    assert "".join(text for text, _ in pieces([], blocks=())) == TEXT


def test_a_long_text_without_pages_is_laid_out_in_parts():
    blocks = tuple(Block(n, n + 1, BlockKind.paragraph) for n in range(200))
    sheets = contract_text(document(text="x" * 200, blocks=blocks), [])
    assert [len(sheet.blocks) for sheet in sheets] == [80, 80, 40]
    assert [sheet.number for sheet in sheets] == [None, None, None]


@given(st.lists(st.tuples(st.integers(0, 48), st.integers(1, 30)), max_size=8))
def test_no_word_is_lost_and_every_passage_begins_once(spans):
    marks = [mark(start, min(start + length, 48), str(n)) for n, (start, length) in enumerate(spans) if start < 48]
    assert "".join(text for text, _ in pieces(marks)).split() == TEXT.replace("\n\n", "").split()
    sheets = contract_text(document(), marks)
    begun = [m.key for sheet in sheets for block in sheet.blocks for piece in block.pieces for m in piece.begins]
    shown = [m.key for m in marks if any(b.start < m.end and b.end > m.start for b in BLOCKS)]
    assert sorted(begun) == sorted(shown)
