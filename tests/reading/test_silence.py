import time

import pytest

from clausecheck.document import Block, BlockKind, Coverage, Document
from clausecheck.extract.plain import read_text
from clausecheck.reading.structure import outline


def silenced(text):
    """Own words of what does not speak, headings left out."""
    return [
        " ".join(text[p.start : p.end].split())
        for p in outline(read_text("x", text))[1]
        if not p.speaks and p.kind != "heading"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "~~Overruns are free.~~",
        "1. [Not used]",
        "4. Not used.",
        "1. Overruns are never paid for. [deleted]",
        "[Drafting note: leave this out if the locum objects.]",
        "Guidance note: the practice may insist on this.",
        "Worked example: a session that runs over by an hour earns nothing.",
        "Practices often send terms such as 'the locum shall stay until all have been seen'. I do not agree to those.",
        'I cannot accept wording like "any other duties that the partners may ask for".',
        "Please think of the trees before printing this email.",
        "This email and any attachments are confidential and intended only for the addressee.",
    ],
)
def test_words_that_bind_nobody_do_not_speak(text):
    assert len(silenced(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Overruns are paid.",
        "For example, an hour over is paid at £90.",
        'The Locum agrees that "all reasonable care and attention" means what the partners say.',
        "The Practice will not accept invoices later than thirty days after the session.",
        "The Locum shall delete all records on leaving.",
        "Notice may be sent by e-mail.",
        "Everything in the practice is confidential.",
    ],
)
def test_ordinary_terms_speak(text):
    assert silenced(text) == []


def test_terms_listed_in_order_to_be_refused_do_not_speak():
    text = "3. I do not accept any of the following clauses:\n(a) indemnities without limit;\n(b) payment when paid.\n"
    assert silenced(text) == ["indemnities without limit;", "payment when paid."]


def test_a_quotation_refused_in_the_next_paragraph_does_not_speak():
    text = (
        'You may find clauses like "the locum shall waive interest on late payment".\n\nI do not sign any of those.\n'
    )
    assert len(silenced(text)) == 1


def test_what_stands_under_guidance_notes_does_not_speak():
    assert silenced("Guidance notes\n\nThe manager may change the fee.\n\nMONEY\n\nThe fee is due.\n") == [
        "The manager may change the fee."
    ]


def test_a_passage_struck_in_part_is_cut_and_the_rest_speaks():
    text = "Overruns are ~~not~~ paid at £100 an hour."
    _, passages = outline(read_text("x", text))
    assert [(text[p.start : p.end], p.speaks) for p in passages] == [
        ("Overruns are", True),
        ("~~not~~", False),
        ("paid at £100 an hour.", True),
    ]
    assert [text[slice(*lead)] for lead in passages[2].leads] == ["Overruns are"]


def test_words_struck_in_the_file_do_not_speak():
    text = "The fee is £350. Overruns are free."
    block = Block(0, len(text), BlockKind.paragraph, struck=((17, len(text)),))
    _, passages = outline(Document("x", "docx", "", text, (block,), Coverage()))
    assert [p.speaks for p in passages] == [True, False]


@pytest.mark.parametrize("kind", [BlockKind.comment, BlockKind.deletion, BlockKind.hidden])
def test_comments_deletions_and_hidden_text_do_not_speak(kind):
    text = "The fee is £350.\n\nOverruns are free."
    blocks = (Block(0, 16, BlockKind.paragraph), Block(18, len(text), kind))
    _, passages = outline(Document("x", "docx", "", text, blocks, Coverage()))
    assert [p.speaks for p in passages] == [True, False]


def test_a_paragraph_full_of_quotation_marks_takes_no_time():
    start = time.process_time()
    silenced('The fee is "agreed" and ' + "b='" * 100_000 + " is paid.")
    assert time.process_time() - start < 5
