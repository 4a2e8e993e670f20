"""The sample contracts: built the same each time, all told of in their README, and of the kinds promised."""

from __future__ import annotations

import email
import email.policy
import importlib.util
import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pdfplumber
import pytest

pytest.importorskip("reportlab")

SAMPLES = Path(__file__).resolve().parents[2] / "sample_contracts"
FORMS = (".pdf", ".docx", ".odt", ".rtf", ".eml", ".zip")
ROW = re.compile(r"^\| \[(?P<name>[\w.-]+)\]\((?P=name)\) \| .+ \| (?P<grade>[A-E]) \| .+ \|$", re.MULTILINE)


def _load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_contracts_build", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    return _load_builder()


@pytest.fixture(scope="module")
def rebuilt(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("samples")
    return {path.name: path.read_bytes() for path in builder.build(folder)}


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    """File name → grade, from the README's table."""
    return {row["name"]: row["grade"] for row in ROW.finditer((SAMPLES / "README.md").read_text(encoding="utf-8"))}


def test_every_committed_sample_is_what_its_source_builds_byte_for_byte(rebuilt: dict[str, bytes]) -> None:
    differing = [name for name, data in rebuilt.items() if (SAMPLES / name).read_bytes() != data]
    assert not differing, "run: python sample_contracts/build.py"


def test_building_twice_gives_the_same_bytes(builder: ModuleType, rebuilt: dict[str, bytes], tmp_path: Path) -> None:
    assert {path.name: path.read_bytes() for path in builder.build(tmp_path)} == rebuilt


def test_the_readme_tells_of_each_sample_once_and_of_no_other(
    builder: ModuleType, rebuilt: dict[str, bytes], expected: dict[str, str]
) -> None:
    committed = {path.name for path in SAMPLES.iterdir() if path.suffix in FORMS}
    assert set(expected) == set(rebuilt) | set(builder.SCANS) == committed


def test_the_readme_and_the_source_expect_the_same_grade(builder: ModuleType, expected: dict[str, str]) -> None:
    settings = [builder.read_source(path).settings for path in sorted((SAMPLES / "sources").iterdir())]
    grades = {each["file"]: each["grade"] for each in settings}
    assert grades | {scan: grades[original] for scan, original in builder.SCANS.items()} == expected


def test_the_grades_run_from_a_to_e(expected: dict[str, str]) -> None:
    assert set(expected.values()) == set("ABCDE")


def test_there_are_enough_samples_of_each_form(rebuilt: dict[str, bytes]) -> None:
    forms = Counter(Path(name).suffix for name in rebuilt)
    assert len(rebuilt) >= 9
    assert forms[".pdf"] >= 3
    assert forms[".docx"] >= 3
    assert all(forms[form] for form in FORMS)


def test_the_two_column_sample_sets_text_in_two_columns(rebuilt: dict[str, bytes]) -> None:
    with pdfplumber.open(io.BytesIO(rebuilt["solicitor-two-columns.pdf"])) as document:
        page = document.pages[0]
        middle = page.width / 2
        words = [word for word in page.extract_words() if word["bottom"] < page.height - 50]  # above the footer
    assert sum(word["x0"] > middle for word in words) > 100
    assert all(word["x1"] < middle or word["x0"] > middle for word in words)


@pytest.mark.parametrize("name", ["agency-terms.pdf", "out-of-hours-board.pdf"])
def test_the_tables_are_ruled(rebuilt: dict[str, bytes], name: str) -> None:
    with pdfplumber.open(io.BytesIO(rebuilt[name])) as document:
        assert any(page.find_tables() for page in document.pages)


def test_the_agreement_has_words_own_numbers_and_none_typed(rebuilt: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(rebuilt["practice-agreement.docx"])) as parts:
        body = parts.read("word/document.xml").decode()
    assert '<w:numId w:val="90"/>' in body
    assert "<w:tbl>" in body
    assert not re.search(r"<w:t[^>]*>\d+\.\d+ [A-Z]", body)


def test_the_thread_quotes_the_offer_that_its_newest_message_replaces(rebuilt: dict[str, bytes]) -> None:
    message = email.message_from_bytes(rebuilt["booking-thread.eml"], policy=email.policy.default)
    newest, _, older = message.get_content().replace("\r\n", "\n").partition("wrote:\n")
    assert "It replaces my email" in newest
    assert ">> session plus the call-back list" in older


def test_a_scan_holds_pictures_of_all_pages_and_no_text(builder: ModuleType) -> None:
    for scan, original in builder.SCANS.items():
        with pdfplumber.open(SAMPLES / scan) as pictures, pdfplumber.open(SAMPLES / original) as document:
            assert len(pictures.pages) == len(document.pages)
            assert not any(page.chars for page in pictures.pages)


def test_scanning_twice_gives_the_same_bytes(builder: ModuleType, rebuilt: dict[str, bytes], tmp_path: Path) -> None:
    original = tmp_path / "platform-terms.pdf"
    original.write_bytes(rebuilt[original.name])
    one, other = (builder.build_scans(tmp_path)[0].read_bytes() for _ in range(2))
    assert one == other


def test_no_stamp_in_a_word_file_comes_from_the_clock(rebuilt: dict[str, bytes]) -> None:
    for name, data in rebuilt.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                assert {part.date_time for part in parts.infolist()} == {(2027, 1, 4, 9, 0, 0)}
                assert "2027-01-04T09:00:00Z" in parts.read("docProps/core.xml").decode()


def test_the_message_brings_a_contract_and_the_archive_holds_two(rebuilt: dict[str, bytes]) -> None:
    message = email.message_from_bytes(rebuilt["offer-with-terms.eml"], policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == rebuilt["agency-terms.pdf"]
    with zipfile.ZipFile(io.BytesIO(rebuilt["to-sign.zip"])) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: rebuilt[name] for name in ("locum-terms.pdf", "booking-thread.eml")
        }
