"""Whatever is no readable contract is refused with its cause and the next step."""

import io
import zipfile

import pytest

from clausecheck.errors import PasswordNeeded, UnreadableInput, UsageProblem
from clausecheck.extract import extract, extract_text
from clausecheck.extract.limits import Limits, applying
from tests.extract.builders import lines, p, pdf, word
from tests.extract.compound_files import compound


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (b"GIF89a" + bytes(40), "GIF picture"),
        (bytes(4) + b"ftypheic" + bytes(40), "HEIC"),
        (b"{\\rtf1 }", "Rich Text file holds no text"),
        (b"MZ\x90\x00" + bytes(40), "program"),
        (bytes(range(256)) * 8, "of no form that can be read"),
        (b"<!DOCTYPE html><p></p>", "web page shows no text"),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<html lang="en"><p hidden>Fee</p>', "web page shows no text"),
        (zipped(xl__workbook=b"x"), "Excel"),
        (zipped(ppt__slides=b"x"), "PowerPoint"),
        (zipped(), "archive is empty"),
        (zipped(notes=b"\x89PNG\r\n\x1a\n" + bytes(40)), "nothing in the archive could be read"),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"x"}),
            "OpenDocument file is d",
        ),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument spreadsheet"),
        (zipped(mimetype=b"application/epub+zip"), "an e-book"),
        (zipped(Index__Document=b"x", **{"Index/Document.iwa": b"x"}), "Apple Pages"),
        (compound({"WordDocument": b"x"}), "old Word file is damaged"),
        (compound({"__properties_version1.0": b"x"}), "no text in the message"),
        (compound({"Workbook": b"x"}), "old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (word(p("Fee"))[:-200], "damaged"),
        (word("<w:p>"), "damaged"),
        (word(""), "no text in the Word file"),
    ],
)
def test_what_is_no_contract_is_named_and_refused(data, cause):
    with pytest.raises(UnreadableInput, match=cause) as caught:
        extract(data, name="it")
    assert caught.value.name == "it"
    assert caught.value.next_step.endswith(".")


def test_a_missing_file_is_an_error_with_its_name_without_folders(tmp_path):
    with pytest.raises(UnreadableInput, match=r"^gone\.pdf: there is no such file"):
        extract(tmp_path / "gone.pdf")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(UnreadableInput, match="folder"):
        extract(tmp_path)


def test_the_content_decides_not_the_suffix(tmp_path):
    path = tmp_path / "contract.docx"
    path.write_bytes(b"The fee is 350.")
    document = extract(path)
    assert (document.format, document.name) == ("text", "contract.docx")


def test_a_name_given_replaces_the_file_name(tmp_path):
    path = tmp_path / "upload.tmp"
    path.write_bytes(b"The fee is 350.")
    assert extract(path, name="terms.txt").name == "terms.txt"


def test_a_file_over_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"The fee is 350.")
    with applying(Limits(size=10)), pytest.raises(UnreadableInput, match="larger than 10 bytes"):
        extract(path)


def test_an_unknown_kind_of_ocr_is_a_usage_problem():
    with pytest.raises(UsageProblem, match="auto, off, fast, accurate"):
        extract(b"fee", ocr="magic")


def test_an_unknown_engine_is_a_usage_problem():
    with pytest.raises(UsageProblem, match="pdfium or pdfplumber"):
        extract(b"fee", engine="magic")


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_an_encrypted_pdf_asks_for_its_password_and_opens_with_it(engine):
    data = pdf(lines(["The fee is 350."]), encrypt="open sesame")
    with pytest.raises(PasswordNeeded, match="protected by a password"):
        extract(data, engine=engine)
    with pytest.raises(PasswordNeeded, match="does not open"):
        extract(data, engine=engine, password="wrong")  # noqa: S106
    assert extract(data, engine=engine, password="open sesame").text == "The fee is 350."  # noqa: S106


def test_an_encrypted_word_file_asks_for_its_password():
    with pytest.raises(PasswordNeeded, match="Word file is protected"):
        extract(compound({"EncryptedPackage": b"x"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableInput, match="unpacks to far more"):
        extract(word(p("Fee"), outside={"word/media.xml": bytes(5 << 20)}))


def test_a_part_that_unpacks_beyond_its_declared_size_is_refused():
    with applying(Limits(part=100)), pytest.raises(UnreadableInput, match="unpacks to far more"):
        extract(word(p("Fee " * 100)))


def test_entities_in_a_word_file_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    with pytest.raises(UnreadableInput, match="document type definition"):
        extract(word(bomb))


def test_entities_cannot_hide_in_another_encoding():
    with pytest.raises(UnreadableInput, match="damaged"):
        extract(word('<!DOCTYPE w [<!ENTITY a "a">]><w>&a;</w>'.encode("utf-16")))


def test_a_word_file_nested_beyond_reason_is_damaged():
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("Fee") + "</w:sdtContent></w:sdt>" * 3000
    with pytest.raises(UnreadableInput, match="damaged"):
        extract(word(deep))


def test_pasted_nothing_is_refused():
    with pytest.raises(UnreadableInput, match="no text"):
        extract_text(" \n")


@pytest.mark.parametrize("data", [b"fee", pdf(lines(["fee"])), word(p("fee"))], ids=["text", "pdf", "docx"])
def test_the_same_bytes_give_the_same_document(data):
    assert extract(data) == extract(data)
