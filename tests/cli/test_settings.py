from pathlib import Path

import pytest

from clausecheck.cli.settings import load_settings, settings_path
from clausecheck.errors import UsageProblem


@pytest.fixture
def config(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(path))
    return path


def test_no_file_is_no_fault(config):
    settings = load_settings()
    assert (settings.exists, settings.engagement, settings.figures) == (False, None, ())


def test_everything_it_says_is_read(config):
    config.write_text(
        'engagement = "agency"\nnation = "wales"\nengine = "pdfplumber"\nmodel = "mine.docx"\nrules = ["r"]\n'
        "[figures]\npatients_per_session = 14\nsession_fee_gbp = 512.5\n"
    )
    settings = load_settings()
    assert (settings.engagement, settings.nation, settings.engine) == ("agency", "wales", "pdfplumber")
    assert (settings.model, settings.rules) == (config.parent / "mine.docx", (config.parent / "r",))
    assert settings.figures == (("session_fee_gbp", 512.5), ("patients_per_session", 14))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("engagment = 'direct'", "engagment: unknown; did you mean engagement?"),
        ("colour = 1", "colour: unknown; known are"),
        ("OCR = 'auto'", "OCR: unknown; did you mean ocr?"),
        ("[cache]\nsise = 1", "cache.sise: unknown; did you mean size?"),
        ("[limits]\nPAGES = 1", "limits.PAGES: unknown; did you mean pages?"),
        ("engagement = 'boat'", "engagement = 'boat': use one of direct, company"),
        ("nation = 4", "nation = 4: use one of england"),
        ("model = 4", "model: write the path"),
        ("rules = 'r'", "rules: write a list"),
        ("figures = 3", "figures: write a table"),
        ("[figures]\nsesion_fee_gbp = 3", "figures.sesion_fee_gbp: unknown; did you mean session_fee_gbp?"),
        ("[figures]\nsession_fee_gbp = '£500'", "figures.session_fee_gbp: write a number"),
        ("[figures]\nsession_fee_gbp = -1", "figures.session_fee_gbp: write a number"),
        ("[figures]\nsession_fee_gbp = nan", "figures.session_fee_gbp: write a number"),
        ("[figures]\nsession_fee_gbp = true", "figures.session_fee_gbp: write a number"),
        ("nation = ", "is not TOML"),
    ],
)
def test_every_fault_is_told_with_what_to_write(config, text, message):
    config.write_text(text)
    with pytest.raises(UsageProblem) as caught:
        load_settings()
    assert message in str(caught.value)
    assert str(config) in str(caught.value)


def test_all_faults_are_told_at_once(config):
    config.write_text("colour = 1\nnation = 2\n[figures]\nx = 1")
    with pytest.raises(UsageProblem) as caught:
        load_settings()
    assert len(str(caught.value).splitlines()) == 3


def test_bytes_that_are_no_text_are_told(config):
    config.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageProblem, match="Save it again as UTF-8"):
        load_settings()


def test_a_question_ends_without_a_full_stop(config):
    config.write_text('engagment = "direct"\nnation = "mars"\n')
    with pytest.raises(UsageProblem, match=r"did you mean engagement\?\n.*ni\.$"):
        load_settings()


def test_without_the_variable_it_is_the_users_own_folder(monkeypatch):
    monkeypatch.delenv("CLAUSECHECK_CONFIG", raising=False)
    assert settings_path().parts[-2:] == ("clausecheck", "config.toml")


def test_lists_within_lists_without_end_are_refused(config):
    config.write_text("rules = " + "[" * 100_000)
    with pytest.raises(UsageProblem, match="lists within lists without end"):
        load_settings()
