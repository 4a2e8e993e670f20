"""A Word package is written with every part that was not changed as it was."""

import io
import zipfile

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.mark.word_package import Package
from tests.extract.builders import p
from tests.mark.contracts import package, parts_of


def test_a_part_is_replaced_and_all_others_stay_with_their_dates_and_order():
    data = package(p("x"), styles="", outside={"custom/item.bin": "raw \x00 bytes"})
    changed = Package("c.docx", data)
    changed.put("word/styles.xml", b"<new/>")
    out = changed.write()
    assert parts_of(out) == {**parts_of(data), "word/styles.xml": b"<new/>"}
    before, after = (zipfile.ZipFile(io.BytesIO(d)).infolist() for d in (data, out))
    assert [(i.filename, i.date_time) for i in before] == [(i.filename, i.date_time) for i in after]


def test_a_stored_part_stays_stored():
    out = io.BytesIO(package(p("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    written = Package("c.docx", out.getvalue()).write()
    assert zipfile.ZipFile(io.BytesIO(written)).getinfo("word/media/image1.png").compress_type == zipfile.ZIP_STORED


def test_a_new_comments_part_is_declared_and_related_under_free_names():
    data = package(p("x"), outside={"word/comments.xml": "<stray/>"})
    changed = Package("c.docx", data)
    changed.add_comments(b"<c/>", base="urn:rel")
    parts = parts_of(changed.write())
    assert parts["word/comments.xml"] == b"<stray/>"
    assert parts["word/comments1.xml"] == b"<c/>"
    assert b'PartName="/word/comments1.xml"' in parts["[Content_Types].xml"]
    assert b'Type="urn:rel/comments" Target="comments1.xml"' in parts["word/_rels/document.xml.rels"]


def test_a_package_without_a_main_part_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/other.xml", "<x/>")
    with pytest.raises(UnreadableInput, match=r"c\.docx: the Word file is damaged"):
        Package("c.docx", out.getvalue())


def test_a_part_whose_check_sum_is_wrong_is_refused():
    data = package(p("x"), outside={"custom.txt": "UNIQUE" * 3})
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("last.txt", b"marker-of-bytes")
    bad = out.getvalue().replace(b"marker-of-bytes", b"marker-of-bytEs", 1)
    with pytest.raises(UnreadableInput, match="damaged"):
        Package("c.docx", bad).write()
