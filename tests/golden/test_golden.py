import json
from csv import DictReader
from io import StringIO

import pytest

from clausecheck.cli.choices import Form
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.letter.text import PAGE_LINES
from clausecheck.mark.marking import FORMATS
from tests.golden import forms

SCAN = "platform-terms-scan.pdf"
MOST_KEPT = 1_500_000  # bytes


@pytest.fixture(scope="module")
def everything() -> list[forms.Made]:
    return list(forms.made())


@pytest.fixture(scope="module")
def scan(everything) -> dict[str, str]:
    return {form: text for name, form, text in everything if name == SCAN}


def test_every_sample_in_every_form_is_as_it_was_approved(everything, monkeypatch):
    monkeypatch.setattr(forms, "made", lambda: iter(everything))
    assert forms.differences() == [], "read the changes (python -m tests.golden --out FOLDER), then --write them"


def test_every_sample_is_there_in_every_form_it_can_have(everything):
    found = {(name, form) for name, form, _ in everything}
    assert len(forms.samples()) >= 15
    for path in forms.samples():
        wanted = {*map(str, Form), "html-words"}
        if path.name not in forms.CARRIERS:
            wanted |= {"letter", "letter-eml", "letter-docx"}
        if path.suffix in FORMATS.values():
            wanted.add("marked")
        if path.suffix == ".pdf":
            wanted.add("cover")
        assert {form for name, form in found if name == path.name} == wanted
    assert {(forms.DEAL, str(form)) for form in Form} <= found
    assert {("+".join(forms.ANSWER), form) for form in ("diff", "diff-json")} <= found


def test_no_form_is_empty_and_every_mark_has_its_words(everything):
    for name, form, text in everything:
        assert text.strip(), (name, form)
        if form == "marked" and name != SCAN:  # no letters stand under the boxes of a scan
            heads = [line for line in text.splitlines() if line.startswith("== ")]
            assert heads
            assert all(line.partition(": ")[2].strip() for line in heads)


def test_the_three_forms_of_a_message_say_the_same(everything):
    said = {(name, form): text for name, form, text in everything}
    for (name, form), text in said.items():
        if form == "letter":
            plain = "".join(text.split())
            assert "".join(said[name, "letter-docx"].split()).replace("–", "-") == plain.replace("–", "-")
            assert "Date:" not in said[name, "letter-eml"]
            assert "Message-ID:" not in said[name, "letter-eml"]


def test_the_goldens_stay_small_enough_to_be_read():
    kept = [path.stat().st_size for path in forms.KEPT.iterdir()]
    assert sum(kept) < MOST_KEPT


def test_a_changed_word_is_noticed_and_shown(everything, monkeypatch):
    changed = [
        (name, form, text.replace("GRADE", "MARK") if (name, form) == (forms.WHOLE, "terminal") else text)
        for name, form, text in everything
    ]
    monkeypatch.setattr(forms, "made", lambda: iter(changed))
    found = "\n".join(forms.differences())
    assert f"{forms.WHOLE} terminal: " in found
    assert "\n+MARK" in found
    assert "markdown" not in found


def test_a_golden_of_nothing_is_noticed(everything, monkeypatch):
    monkeypatch.setattr(forms, "made", lambda: iter(one for one in everything if one[0] != forms.WHOLE))
    found = forms.differences()
    assert f"{forms.WHOLE} html: gone" in found
    assert f"kept/{forms.WHOLE}.terminal: gone" in found


def test_a_scan_is_told_in_every_form_though_its_words_depend_on_the_ocr_program(scan):
    """What its forms say must agree with each other, whatever the words are."""
    report = json.loads(scan["json"])
    findings = report["findings"]
    assert (report["grade"]["letter"], report["document"]["coverage"]["complete"]) == ("E", True)
    assert len(findings) > 60
    rows = list(DictReader(StringIO(scan["csv"])))
    assert [row["kind"] for row in rows] == ["finding"] * len(findings)
    assert len(json.loads(scan["sarif"])["runs"][0]["results"]) == len(findings)
    assert scan["xlsx"].count("Findings!A") == len(findings) + 1
    assert scan["marked"].count("== page ") >= len(findings)
    for form in ("terminal", "markdown", "html-words"):
        assert "Do not sign" in scan[form]
        assert "OCR" in scan[form]
    assert "Grade E" in scan["cover"]
    assert scan["letter"].count("\n") <= PAGE_LINES


def test_a_scan_finds_most_of_what_its_original_has():
    checker = Checker()
    topics = [
        {f.topic for f in checker.check(extract(forms.SAMPLES / name)).findings}
        for name in ("platform-terms.pdf", SCAN)
    ]
    assert len(topics[0] & topics[1]) > 0.9 * len(topics[0])
