"""The README shows every form, and each of its pictures is one that the script of the samples takes."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

pytest.importorskip("playwright")
pytest.importorskip("cmarkgfm")

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "sample_contracts" / "pictures"
MOST_BYTES, WIDEST = 60_000, 1100
FORMS = ("terminal", "html", "word", "pdf", "letter", "diff", "markdown", "workbook", "serve")


@pytest.fixture(scope="module")
def taker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_pictures", PICTURES.parent / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, str]]:
    """Words and name of every picture in the README, in its order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^!\[(.+)\]\(sample_contracts/pictures/([\w.-]+)\)$", text, re.MULTILINE)


def test_the_readme_shows_every_picture_once_and_the_script_takes_each(taker, shown):
    names = [name for _, name in shown]
    assert sorted(names) == sorted(taker.SHOTS) == sorted(path.name for path in PICTURES.iterdir())


def test_every_form_that_people_look_at_has_a_picture(shown):
    for form in FORMS:
        assert any(name.startswith(form) for _, name in shown), form


def test_every_picture_is_told_in_words_for_those_who_cannot_see_it(shown):
    assert all(len(words.split()) >= 5 for words, _ in shown)


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.stem)
def test_a_picture_is_small_and_no_blank_sheet(path):
    assert path.stat().st_size < MOST_BYTES
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.width <= WIDEST
        assert len(picture.convert("RGB").getcolors(1 << 24)) >= 16
