"""`clausecheck mark` writes a marked copy beside the original, or says why it cannot."""

import io
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.extract.builders import lines, p, pdf, word
from tests.extract.compound_files import compound

SAMPLES = Path(__file__).parents[2] / "sample_contracts"
LETTER = SAMPLES / "practice-letter.docx"
TERMS = SAMPLES / "out-of-hours-board.pdf"


def test_a_word_file_is_marked_and_the_original_left_alone(clausecheck, tmp_path):
    before = sha256(LETTER.read_bytes()).digest()
    done = clausecheck("mark", LETTER, "-o", tmp_path / "marked.docx")
    assert (done.code, done.out) == (0, "")
    assert " comments" in done.err
    assert sha256(LETTER.read_bytes()).digest() == before
    names = zipfile.ZipFile(tmp_path / "marked.docx").namelist()
    assert "word/comments.xml" in names
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".toml"] == ["marked.docx"]


def test_redline_inserts_and_replaces_as_the_rule_files_say(clausecheck, tmp_path):
    done = clausecheck("mark", LETTER, "-o", tmp_path / "marked.docx", "--redline")
    body = zipfile.ZipFile(tmp_path / "marked.docx").read("word/document.xml").decode()
    assert done.code == 0
    assert 'w:author="clausecheck"' in body
    assert body.count("<w:del ") > 0
    assert "Leave such wording out" not in body  # advice to the reader, no wording: its rule file says `none`


@pytest.mark.parametrize("sample", [LETTER, TERMS])
def test_comments_and_changes_are_by_whom_the_user_names(clausecheck, tmp_path, sample):
    out = tmp_path / f"marked{sample.suffix}"
    redline = ["--redline"] if sample is LETTER else []
    assert clausecheck("mark", sample, "-o", out, "--author", 'Dr "F" <Adeyinka>\n', *redline).code == 0
    if sample is LETTER:
        parts = [zipfile.ZipFile(out).read(name).decode() for name in ("word/comments.xml", "word/document.xml")]
        assert all('w:author="Dr &quot;F&quot; &lt;Adeyinka&gt;"' in part for part in parts)
        assert not any('w:author="clausecheck"' in part for part in parts)
        return
    notes = [note.get_object() for page in PdfReader(out).pages for note in page.get("/Annots", [])]
    assert {note["/T"] for note in notes if note["/Subtype"] == "/Highlight"} == {'Dr "F" <Adeyinka>'}


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_an_author_without_a_name_is_a_usage_error(clausecheck, tmp_path, name):
    done = clausecheck("mark", LETTER, "-o", tmp_path / "marked.docx", "--author", name)
    assert done.code == 2
    assert "--author" in done.err
    assert not (tmp_path / "marked.docx").exists()


def test_a_pdf_is_marked_with_a_cover_in_front(clausecheck, tmp_path):
    done = clausecheck("mark", TERMS, "-o", tmp_path / "marked.pdf", "--cover")
    assert done.code == 0
    marked = PdfReader(tmp_path / "marked.pdf")
    assert len(marked.pages) == len(PdfReader(TERMS).pages) + 1
    assert "Grade" in marked.pages[0].extract_text()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ((LETTER, "marked.docx", "--cover"), "--cover is for PDF files alone"),
        ((TERMS, "marked.pdf", "--redline"), "--redline is for Word files alone"),
        ((TERMS, "marked.docx"), "is a .pdf file. Name it so"),
        ((SAMPLES / "booking-thread.eml", "marked.docx"), "only Word files (.docx) and PDF files can be marked"),
    ],
)
def test_what_does_not_fit_is_a_usage_error_and_writes_nothing(clausecheck, tmp_path, call, said):
    source, name, *options = call
    done = clausecheck("mark", source, "-o", tmp_path / name, *options)
    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("ending", [".docm", ".dotx"])
def test_a_file_with_macros_or_a_template_keeps_its_ending(clausecheck, tmp_path, ending):
    kin = tmp_path / f"contract{ending}"
    shutil.copy(LETTER, kin)
    refused = clausecheck("mark", kin, "-o", tmp_path / "marked.docx")
    assert refused.code == 2
    assert f"is a {ending} file. Name it so" in refused.err
    assert clausecheck("mark", kin, "-o", tmp_path / f"marked{ending}").code == 0
    assert zipfile.is_zipfile(tmp_path / f"marked{ending}")


def test_the_original_is_never_overwritten_even_by_force(clausecheck, tmp_path):
    own = tmp_path / "contract.docx"
    shutil.copy(LETTER, own)
    done = clausecheck("mark", own, "-o", own, "--force")
    assert done.code == 2
    assert "never overwritten" in done.err
    assert own.read_bytes() == LETTER.read_bytes()


def test_another_file_is_overwritten_only_by_force(clausecheck, tmp_path):
    target = tmp_path / "marked.docx"
    target.write_text("mine")
    assert clausecheck("mark", LETTER, "-o", target).code == 2
    assert target.read_text() == "mine"
    assert clausecheck("mark", LETTER, "-o", target, "--force").code == 0
    assert zipfile.is_zipfile(target)


def test_without_a_name_for_the_copy_nothing_is_done(clausecheck):
    done = clausecheck("mark", LETTER)
    assert done.code == 2
    assert "output" in done.err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("broken.docx", b"PK\x03\x04 and no more", "damaged"),
        ("empty.pdf", b"", "empty"),
        ("locked.docx", compound({"EncryptedPackage": b"x"}), "password"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(clausecheck, tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    done = clausecheck("mark", tmp_path / name, "-o", tmp_path / f"marked{Path(name).suffix}")
    assert done.code == 3
    assert said in done.err
    assert list(tmp_path.glob("marked*")) == []


def test_a_contract_read_in_part_is_marked_and_exits_3(clausecheck, tmp_path):
    body = p("The locum works until all patients are seen and any overrun is unpaid, as often as need be.") * 3
    with_chunk = word(body + "<w:altChunk/>")
    (tmp_path / "part.docx").write_bytes(with_chunk)
    done = clausecheck("mark", tmp_path / "part.docx", "-o", tmp_path / "marked.docx")
    assert done.code == 3
    assert "was not read and so is not marked" in done.err
    assert zipfile.is_zipfile(tmp_path / "marked.docx")


def test_what_is_no_locum_contract_is_said(clausecheck, tmp_path):
    other = next(iter(sorted((SAMPLES.parent / "tests" / "not_locum").glob("*.txt")))).read_text(encoding="utf-8")
    (tmp_path / "other.pdf").write_bytes(pdf(lines(other.splitlines()[:50])))
    done = clausecheck("mark", tmp_path / "other.pdf", "-o", tmp_path / "marked.pdf", "--cover")
    assert done.code == 0
    assert "no grade could be given" in done.err
    assert "No grade" in PdfReader(io.BytesIO((tmp_path / "marked.pdf").read_bytes())).pages[0].extract_text()


def test_no_word_of_the_contract_is_said_on_standard_error(clausecheck, tmp_path):
    done = clausecheck("mark", LETTER, "-o", tmp_path / "marked.docx", "--redline")
    assert len(done.err.splitlines()) == 1
    assert done.err.endswith("contract's own\n")
