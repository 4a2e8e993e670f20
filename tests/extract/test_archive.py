"""The members of a zip archive are each read as what they are; the archive has no text of its own."""

import io
import zipfile

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.limits import MAX_DEPTH, Limits, applying
from tests.extract.builders import lines, p, pdf, word

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def archive(*members, packed=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def test_members_are_read_by_their_content():
    document = extract(
        archive(
            ("terms.pdf", word(p("The fee is 350."))),
            ("folder/", b""),
            ("folder/schedule.txt", pdf(lines(["The overrun is paid."]))),
            ("__MACOSX/._terms.pdf", b"\0\1"),
            (".DS_Store", b"\0\1"),
        ),
        name="all.zip",
    )
    assert (document.format, document.text, document.blocks) == ("zip", "", ())
    assert [(each.name, each.format, each.text) for each in document.attachments] == [
        ("terms.pdf", "docx", "The fee is 350."),
        ("schedule.txt", "pdf", "The overrun is paid."),
    ]
    assert [(part.name, part.read, part.words) for part in document.coverage.parts] == [
        ("file terms.pdf", True, 4),
        ("file schedule.txt", True, 4),
    ]


def test_a_member_that_cannot_be_read_makes_the_coverage_incomplete():
    document = extract(archive(("a.txt", b"Fee 350"), ("tool.exe", b"MZ\x00\x00" + bytes(60))))
    assert [(part.name, part.why) for part in document.coverage.unread] == [
        ("file tool.exe", "this is a program, not a contract's text")
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart():
    document = extract(archive(("a/x.txt", b"one"), ("b/x.txt", b"two"), ("a/x.txt", b"three")))
    assert [(each.name, each.text) for each in document.attachments] == [
        ("x.txt", "one"),
        ("x.txt (2)", "two"),
        ("x.txt (3)", "three"),
    ]


def test_archives_within_archives_are_opened_to_a_limit():
    data = archive(("x.txt", b"Fee"))
    for _ in range(MAX_DEPTH - 1):
        data = archive(("inner.zip", data))
    document = extract(data)
    for _ in range(MAX_DEPTH - 1):
        (document,) = document.attachments
    assert document.attachments[0].text == "Fee"
    with pytest.raises(UnreadableInput, match=f"more than {MAX_DEPTH} deep"):
        extract(archive(("outer.zip", data)))


def test_files_count_over_the_whole():
    inner = archive(("a.txt", b"Fee"), ("b.txt", b"Fee"), ("c.txt", b"Fee"))
    with applying(Limits(files=3)):
        document = extract(archive(("inner.zip", inner), ("d.txt", b"Fee")))
    assert [part.read for part in document.coverage.parts] == [False, False]
    assert "more than 3 files" in document.attachments[0].coverage.unread[0].why


def test_bytes_count_over_the_whole():
    data = archive(("a.txt", b"Fee " * 100), ("b.txt", b"Fee " * 100), packed=zipfile.ZIP_STORED)
    with applying(Limits(unpacked=800)):
        assert [part.read for part in extract(data).coverage.parts] == [True, True]
        document = extract(archive(("inner.zip", archive(("a.txt", b"Fee " * 100))), ("b.txt", b"Fee " * 100)))
    assert [part.read for part in document.coverage.parts] == [True, False]
    assert "in one input" in document.coverage.unread[0].why


def test_characters_count_over_the_whole():
    files = archive(("a.txt", b"Fee " * 20), ("b.txt", b"Fee " * 20), ("c.txt", b"Fee"))
    with applying(Limits(characters=100)):
        document = extract(files)
    assert [part.read for part in document.coverage.parts] == [True, False, True]
    assert "more than 100 characters" in document.coverage.unread[0].why


def test_an_encrypted_member_is_told():
    data = bytearray(archive(("a.txt", b"Fee"), ("b.txt", b"Fee")))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    document = extract(bytes(data))
    assert "protected by a password" in document.coverage.unread[0].why


def test_a_member_that_unpacks_to_more_than_it_says_is_told():
    with applying(Limits(part=100)):
        document = extract(archive(("a.txt", b"Fee " * 100), ("b.txt", b"Fee")))
    assert [part.read for part in document.coverage.parts] == [False, True]


def test_nothing_is_written_where_a_name_points(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = extract(archive(("../../evil.txt", b"Fee 350"), ("/abs.txt", b"Fee 350")))
    assert [each.name for each in document.attachments] == ["evil.txt", "abs.txt"]
    assert list(tmp_path.iterdir()) == []


def test_a_cut_archive_is_damaged():
    with pytest.raises(UnreadableInput, match="zip archive is damaged"):
        extract(archive(("a.txt", b"Fee"))[:-30])
