"""Old Word files are read through LibreOffice, and without it from their own characters with a notice."""

import struct

import pytest

from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract import doc, extract, office
from tests.extract.builders import assert_sound, blocks_of
from tests.extract.compound_files import compound, old_word
from tests.extract.with_office import converted, needs_office

VANISH, DELETED, INSERTED, STRUCK = (struct.pack("<HB", code, 1) for code in (0x083C, 0x0800, 0x0801, 0x0837))


@pytest.fixture
def without_office(monkeypatch):
    monkeypatch.setattr(doc, "to_word", lambda data, suffix: None)
    monkeypatch.setattr(doc, "find_office", lambda: None)


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("wide", [False, True])
def test_characters_are_read_and_what_is_lost_is_told(wide):
    document = extract(
        old_word([("The fee is £350 – “all in”.\rVisits\x07none\x07\x07Line\x0bbreak.\r", b"")], wide=wide)
    )
    assert_sound(document)
    assert document.format == "doc"
    assert "The fee is £350 – “all in”." in document.text
    (notice,) = document.notices
    assert notice.kind == "lost"
    assert "LibreOffice is not installed" in notice.message
    assert document.coverage.complete


@pytest.mark.usefixtures("without_office")
def test_hidden_deleted_inserted_and_struck_text_is_told_apart():
    document = extract(
        old_word(
            [
                ("Paid ", b""), ("never", VANISH), ("late", DELETED), ("promptly", INSERTED), (" and ", b""),
                ("twice", STRUCK), (".\r", b""),
            ]
        )
    )  # fmt: skip
    assert document.text == "Paid promptly and twice."
    assert {notice.kind: notice.quote for notice in document.notices[:3] if notice.kind == "hidden-text"} == {
        "hidden-text": "never"
    }
    assert [notice.quote for notice in document.notices if notice.kind == "tracked-changes"] == ["promptly", "late"]
    (block,) = document.blocks
    assert [document.text[a:b] for a, b in block.struck] == ["twice"]


@pytest.mark.usefixtures("without_office")
def test_codes_of_fields_are_not_text():
    document = extract(old_word([("See \x13 HYPERLINK x \x14clause 4\x15 here.\r", b"")]))
    assert document.text == "See clause 4 here."


def test_a_password_is_asked_for():
    with pytest.raises(PasswordNeeded, match="protected by a password"):
        extract(old_word([("Fee\r", b"")], encrypted=True))


@pytest.mark.usefixtures("without_office")
def test_a_file_from_before_word_97_says_what_to_do():
    with pytest.raises(UnreadableInput, match="before Word 97"):
        extract(old_word([("Fee\r", b"")], version=0x65))


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("head", [b"short", bytes(2000), b"\xff" * 3000])
def test_a_damaged_file_is_refused(head):
    with pytest.raises(UnreadableInput, match=r"damaged|Word 97|password|no text"):
        extract(compound({"WordDocument": head, "0Table": b"x"}))


def test_an_office_that_fails_or_hangs_leaves_nothing_behind(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 30 &\nsleep 30\n")
    program.chmod(0o755)
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    monkeypatch.setattr(office, "_SECONDS", 0.3)
    monkeypatch.setattr("tempfile.tempdir", str(place))
    assert office.to_word(b"x", ".doc") is None
    assert list(place.iterdir()) == []


@needs_office
def test_libreoffice_brings_numbers_changes_and_hidden_text(features_docx):
    document = extract(converted(features_docx, ".docx", ".doc"), name="f.doc")
    assert document.format == "doc"
    expected = extract(features_docx, name="f.doc")
    assert blocks_of(document) == blocks_of(expected)
    assert [block.label for block in document.blocks] == [block.label for block in expected.blocks]
    assert document.notices[:-1] == expected.notices
    assert document.notices[-1].kind == "converted"


@needs_office
def test_without_libreoffice_the_same_file_loses_its_numbers_and_says_so(features_docx, without_office):
    document = extract(converted(features_docx, ".docx", ".doc"), name="f.doc")
    assert "The fee is £350 a session." in document.text
    assert "1.1 The fee" not in document.text
    assert "indemnifies" not in document.text
    assert "of 5 paragraphs" in document.notices[-1].message
    assert {notice.kind for notice in document.notices} == {"tracked-changes", "hidden-text", "lost"}
