"""The model's standard and its cache."""

from pathlib import Path

import pytest

from clausecheck.judging.measures import DutyCount
from clausecheck.judging.standard import Standard, fetch, keep, key
from clausecheck.report import ModelText
from clausecheck.rulebook import store

STANDARD = Standard(
    "model", {"overrun": ModelText("4.2", "Overruns are paid.")}, frozenset({"ip-image"}), {"payment_days": 30.0},
    DutyCount(12, 30),
)  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    monkeypatch.setattr(store, "_user_cache", lambda: tmp_path)
    return tmp_path / "clausecheck"


def test_what_is_kept_is_fetched_whole() -> None:
    keep("k", STANDARD)
    assert fetch("k") == STANDARD


def test_another_key_finds_nothing() -> None:
    keep("k", STANDARD)
    assert fetch("other") is None


@pytest.mark.parametrize("content", [(), [], "x", ("x", {"a": 1}, (), {}, (1, 2)), ("x", {}, (), {}, (1,))])
def test_an_entry_of_another_form_is_as_good_as_none(content: object) -> None:
    store.keep("model", "k", content)
    assert fetch("k") is None


def test_the_key_follows_rules_and_model() -> None:
    assert len({key("r", b"m"), key("r", b"n"), key("s", b"m")}) == 3
    assert key("r", b"m") == key("r", b"m")


def test_a_standard_treats_what_it_protects_or_settles() -> None:
    assert [STANDARD.treats(topic) for topic in ("overrun", "ip-image", "breaks")] == [True, True, False]
