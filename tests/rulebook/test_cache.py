import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from clausecheck.rulebook import cache, store
from clausecheck.rulebook.model import Rulebook
from tests.rulebook.folders import built

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX's")


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    monkeypatch.setattr(store, "_user_cache", lambda: tmp_path)
    return tmp_path / "clausecheck"


@pytest.fixture(scope="module")
def lean() -> Rulebook:
    rulebook, problems = built(grading="a: [1, 2.5]\n")
    assert problems == []
    return cache.lean(rulebook)


def test_what_is_kept_comes_back_the_same(place, lean):
    cache.keep("k", lean)
    assert cache.fetch("k") == lean


def test_nothing_is_found_before_anything_is_kept(place):
    assert cache.fetch("k") is None


def test_a_lean_rulebook_holds_the_compiled_form_and_no_examples(lean):
    assert lean.plain
    assert not any(signal.examples for topic in lean.topics for signal in topic.signals)


@posix
def test_folder_and_file_are_for_the_owner_alone(place, lean):
    cache.keep("k", lean)
    (file,) = place.iterdir()
    assert (stat.S_IMODE(place.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


@posix
def test_a_file_others_may_write_is_not_trusted(place, lean):
    cache.keep("k", lean)
    (file,) = place.iterdir()
    file.chmod(0o666)
    assert cache.fetch("k") is None


@pytest.mark.parametrize(
    "spoil", [lambda d: d[:-1], lambda d: b"", lambda d: d[:60] + b"\xff" + d[61:], lambda d: b"x" + d]
)
def test_a_corrupt_file_is_as_good_as_none(place, lean, spoil):
    cache.keep("k", lean)
    (file,) = place.iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert cache.fetch("k") is None


def test_an_unwritable_place_is_as_good_as_none(place, lean):
    place.parent.mkdir(exist_ok=True)
    place.write_text("a file where the folder should be")
    cache.keep("k", lean)
    assert cache.fetch("k") is None


def test_the_environment_turns_it_off(place, lean, monkeypatch):
    monkeypatch.setenv("CLAUSECHECK_CACHE", "off")
    cache.keep("k", lean)
    assert not place.exists()
    assert cache.fetch("k") is None


def test_old_entries_are_swept(place, lean):
    for n in range(8):
        cache.keep(f"k{n}", replace(lean, sha256=str(n)))
    assert len(list(place.iterdir())) <= 4
    assert cache.fetch("k7") == replace(lean, sha256="7")


def test_the_key_changes_with_the_rules_and_with_the_names_of_their_folders():
    assert len({cache.key("a", ["rules"]), cache.key("b", ["rules"]), cache.key("a", ["rules", "mine"])}) == 3
    assert cache.key("a", ["rules"]) == cache.key("a", ["rules"])
