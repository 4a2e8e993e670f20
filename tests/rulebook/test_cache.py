from pathlib import Path

import pytest

from clausecheck.rulebook import cache, store
from clausecheck.rulebook.model import Rulebook
from tests.rulebook.folders import built


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


def test_data_of_another_form_is_as_good_as_none(place, lean):
    store.keep("rules", "k", ("x", 1))
    assert cache.fetch("k") is None


def test_the_key_changes_with_the_rules_and_with_the_names_of_their_folders():
    assert len({cache.key("a", ["rules"]), cache.key("b", ["rules"]), cache.key("a", ["rules", "mine"])}) == 3
    assert cache.key("a", ["rules"]) == cache.key("a", ["rules"])
