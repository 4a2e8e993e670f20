import pytest

from clausecheck.cli.choices import Form
from tests.golden import forms


@pytest.fixture(scope="module")
def everything() -> list[tuple[str, Form, str]]:
    return list(forms.made())


def test_every_sample_in_every_form_is_as_it_was_approved(everything, monkeypatch):
    monkeypatch.setattr(forms, "made", lambda: iter(everything))
    assert forms.differences() == [], "read the changes (python -m tests.golden --out FOLDER), then --write them"


def test_every_sample_is_there_in_every_form(everything):
    samples = {name for name, _, _ in everything}
    assert len(samples) >= 10
    assert {(name, form) for name, form, _ in everything} == {(name, form) for name in samples for form in Form}


def test_a_changed_word_is_noticed_and_shown(everything, monkeypatch):
    changed = [
        (name, form, text.replace("GRADE", "MARK") if (name, form) == (forms.WHOLE, Form.terminal) else text)
        for name, form, text in everything
    ]
    monkeypatch.setattr(forms, "made", lambda: iter(changed))
    found = "\n".join(forms.differences())
    assert f"{forms.WHOLE} terminal: " in found
    assert "\n+MARK" in found
    assert "markdown" not in found
