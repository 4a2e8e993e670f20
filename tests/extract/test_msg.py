"""An Outlook message is its head, its body in whichever form it is held, and what is attached."""

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from tests.extract.builders import assert_sound, blocks_of
from tests.extract.compound_files import attached, binary, compound, message, packed, properties, squeezed, text

HEAD = {**text(0x0C1A, "Ann Lee"), **text(0x5D01, "ann@surgery.example"), **text(0x0E04, "Dr Roe")} | text(
    0x0037, "Terms – session"
)
HEAD_TEXT = """From: Ann Lee <ann@surgery.example>
To: Dr Roe
Date: Mon, 05 May 2025 06:00:00 +0000
Subject: Terms – session"""
SENT = {0x0039: (0x40, 133_908_984_000_000_000)}
HTML = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl;}"
    rb"{\*\htmltag18 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p>}\htmlrtf {\b\htmlrtf0 The fee is \'a3350"
    rb" \u8211- all in.\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}{\*\htmltag64 <p style='display:none'>}secret"
    rb"{\*\htmltag72 </p>}{\*\htmltag58 </body>}}"
)


def read(body, *attachments, **options):
    return extract(compound(message(body, *attachments, **options)), name="m.msg")


def test_head_and_plain_body_are_read_in_order():
    document = read({**HEAD, **text(0x1000, "We agreed £350.\r\n\r\nOn 3 May, Ann wrote:\r\n> more\r\n")}, fixed=SENT)
    assert_sound(document)
    assert document.format == "msg"
    assert blocks_of(document) == [
        ("mail-header", HEAD_TEXT),
        ("mail-body", "We agreed £350."),
        ("mail-body", "On 3 May, Ann wrote:\n> more"),
    ]


def test_html_is_read_where_there_is_no_plain_text():
    document = read(binary(0x1013, "<p>The fee is £350.</p><p hidden>secret".encode()))
    assert document.text == "The fee is £350.\n"
    assert [notice.kind for notice in document.notices] == ["hidden-text"]


@pytest.mark.parametrize("pack", [packed, squeezed])
def test_rich_text_is_unpacked(pack):
    document = read(binary(0x1009, pack(rb"{\rtf1\ansi The fee is \'a3350.\par Twice.\par}")))
    assert blocks_of(document) == [("mail-body", "The fee is £350."), ("mail-body", "Twice.")]


def test_html_wrapped_in_rich_text_comes_out_again():
    document = read(binary(0x1009, squeezed(HTML)))
    assert document.text == "The fee is £350 – all in.\n"
    assert document.notices[0].quote == "secret"


def test_a_damaged_rich_text_body_is_refused():
    with pytest.raises(UnreadableInput, match="body of the message is damaged"):
        read(binary(0x1009, squeezed(HTML)[:60]))


def test_attachments_are_read_and_a_message_within_too():
    inner = {
        "__properties_version1.0": properties({0x3705: (3, 5)}, 8),
        **text(0x3001, "Older message"),
        "__substg1.0_3701000D": message(text(0x1000, "Overrun is included."), attached("b.txt", b"deep"), inner=True),
    }
    picture = attached("x.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    terms = attached("../terms.txt", b"The fee is 350.")
    document = read(text(0x1000, "See attached."), terms, inner, picture)
    assert [(each.name, each.text.strip()) for each in document.attachments] == [
        ("terms.txt", "The fee is 350."),
        ("Older message", "Overrun is included."),
    ]
    assert document.attachments[1].attachments[0].text == "deep"
    assert [(part.name, part.read) for part in document.coverage.parts] == [
        ("message", True),
        ("attachment terms.txt", True),
        ("attachment Older message", True),
        ("attachment x.png", False),
    ]


def test_a_picture_shown_in_the_message_is_no_attachment():
    logo = attached("logo.png", b"\x89PNG\r\n\x1a\n") | text(0x370E, "image/png") | text(0x3712, "logo@x")
    assert read(text(0x1000, "Fee 350"), logo).coverage.complete


def test_a_message_of_nothing_is_refused():
    with pytest.raises(UnreadableInput, match="no text in the message"):
        read(HEAD)


def test_a_cut_message_is_damaged_or_names_what_is_missing():
    whole = compound(message(text(0x1000, "The fee is 350. " * 600)))
    with pytest.raises(UnreadableInput):
        extract(whole[: len(whole) // 2], name="m.msg")
