"""The model's standard and its cache."""

from pathlib import Path

import pytest

from clausecheck.judging.measures import DutyCount
from clausecheck.judging.standard import Standard, fetch, keep, key
from clausecheck.report import ModelText

STANDARD = Standard(
    "model", {"overrun": ModelText("4.2", "Overruns are paid.")}, frozenset({"ip-image"}), {"payment_days": 30.0},
    DutyCount(12, 30),
)  # fmt: skip


def test_what_is_kept_is_fetched_whole(tmp_path: Path) -> None:
    keep(tmp_path / "cache", "k", STANDARD)
    assert fetch(tmp_path / "cache", "k") == STANDARD


def test_another_key_finds_nothing(tmp_path: Path) -> None:
    keep(tmp_path, "k", STANDARD)
    assert fetch(tmp_path, "other") is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"name": "x"', b"\xff", b'{"duties": [1]}'])
def test_a_broken_entry_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model-k.json").write_bytes(content)
    assert fetch(tmp_path, "k") is None


def test_what_others_may_write_is_not_trusted(tmp_path: Path) -> None:
    keep(tmp_path, "k", STANDARD)
    (tmp_path / "model-k.json").chmod(0o666)
    assert fetch(tmp_path, "k") is None


def test_only_the_newest_entries_are_kept(tmp_path: Path) -> None:
    for number in range(9):
        keep(tmp_path, str(number), STANDARD)
    assert len(list(tmp_path.iterdir())) == 4
    assert fetch(tmp_path, "8") == STANDARD


def test_without_a_folder_nothing_is_kept() -> None:
    keep(None, "k", STANDARD)
    assert fetch(None, "k") is None


def test_the_key_follows_rules_and_model() -> None:
    assert len({key("r", b"m"), key("r", b"n"), key("s", b"m")}) == 3
    assert key("r", b"m") == key("r", b"m")


def test_a_standard_treats_what_it_protects_or_settles() -> None:
    assert [STANDARD.treats(topic) for topic in ("overrun", "ip-image", "breaks")] == [True, True, False]
