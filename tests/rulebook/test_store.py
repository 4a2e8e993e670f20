import os
import stat
from pathlib import Path

import pytest

from clausecheck.rulebook import store

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX's")

VALUE = ({"a": (1, 2.5, "three")}, None)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    monkeypatch.setattr(store, "_user_cache", lambda: tmp_path)
    return tmp_path / "clausecheck"


def test_what_is_kept_comes_back_the_same(place):
    store.keep("rules", "k", VALUE)
    assert store.fetch("rules", "k") == VALUE


def test_another_kind_or_key_finds_nothing(place):
    store.keep("rules", "k", VALUE)
    assert [store.fetch("model", "k"), store.fetch("rules", "l")] == [None, None]


def test_what_is_no_plain_data_is_not_kept(place):
    store.keep("rules", "k", (object(),))
    assert store.fetch("rules", "k") is None


@posix
def test_folder_and_file_are_for_the_owner_alone(place):
    store.keep("rules", "k", VALUE)
    (file,) = place.iterdir()
    assert (stat.S_IMODE(place.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


@posix
def test_a_file_others_may_write_is_not_trusted(place):
    store.keep("rules", "k", VALUE)
    (file,) = place.iterdir()
    file.chmod(0o666)
    assert store.fetch("rules", "k") is None


@pytest.mark.parametrize(
    "spoil", [lambda d: d[:-1], lambda d: b"", lambda d: d[:60] + b"\xff" + d[61:], lambda d: b"x" + d]
)
def test_a_corrupt_file_is_as_good_as_none(place, spoil):
    store.keep("rules", "k", VALUE)
    (file,) = place.iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert store.fetch("rules", "k") is None


def test_an_unwritable_place_is_as_good_as_none(place):
    place.write_text("a file where the folder should be")
    store.keep("rules", "k", VALUE)
    assert store.fetch("rules", "k") is None


def test_the_environment_turns_it_off(place, monkeypatch):
    monkeypatch.setenv("CLAUSECHECK_CACHE", "off")
    store.keep("rules", "k", VALUE)
    assert not place.exists()
    assert store.fetch("rules", "k") is None


def test_old_entries_of_a_kind_are_swept(place):
    store.keep("model", "k", VALUE)
    for n in range(8):
        store.keep("rules", f"k{n}", (n,))
    assert len(list(place.iterdir())) <= 5
    assert (store.fetch("rules", "k7"), store.fetch("model", "k")) == ((7,), VALUE)


def test_a_changed_module_has_another_stamp(tmp_path):
    (tmp_path / "a.py").write_text("1")
    before = store.stamps(tmp_path)
    (tmp_path / "a.py").write_text("12")
    assert len(before) == 1
    assert store.stamps(tmp_path) != before
