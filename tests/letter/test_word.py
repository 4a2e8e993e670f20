import io
import os
import shutil
import subprocess
import zipfile

import docx
import pytest

from clausecheck.letter.compose import one_page
from clausecheck.letter.text import fits_page
from clausecheck.letter.word import letter_docx
from clausecheck.render.plain import visible
from tests.letter.letters import letter, point


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_the_words_of_the_letter_stand_in_the_file():
    found = paragraphs(letter_docx(letter(point(), agreed=("Fee: we agreed £450.",))))
    assert found[0] == "Dear all at Elm Surgery,"
    assert "– Fee: we agreed £450." in found
    assert "1. Clause 5.2: overrun\n“Ready words on Overrun.”" in found
    assert found[-1] == "With best wishes,\nDr Ada Mbeki"


def test_markup_in_a_contract_stays_text():
    hostile = "<w:p/>&amp; ]]> {{ x }}"
    data = letter_docx(letter(point(where=hostile), to=hostile))
    assert paragraphs(data)[0] == f"Dear {hostile},"
    assert b"<w:p/>&amp; ]]>" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_a_long_name_and_control_characters_do_no_harm():
    made = letter(point(where=visible("\x00\x1b\ud800\ufffe")), name="x" * 400)
    assert paragraphs(letter_docx(made))[-1].endswith("x" * 400)


def test_the_same_letter_gives_the_same_bytes():
    assert letter_docx(letter(point())) == letter_docx(letter(point()))


def test_a_full_page_is_one_page_in_libreoffice(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("soffice is needed here: install libreoffice-writer")
        pytest.skip("LibreOffice is not installed")
    made = one_page(letter(*[point(f"topic-{n}", ask="Words of some length " * 9) for n in range(40)]), fits_page)
    (tmp_path / "letter.docx").write_bytes(letter_docx(made))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "letter.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    import pdfplumber

    with pdfplumber.open(tmp_path / "letter.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert "With best wishes" in (pdf.pages[0].extract_text() or "")
