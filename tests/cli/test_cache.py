import os
import stat
import time

import pytest

from clausecheck.bulk.cache_file import default_path
from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.bulk.keeper import Keeper
from clausecheck.cli.caching import open_keeper, size_text
from clausecheck.cli.settings import load_settings
from clausecheck.errors import UsageProblem

DAY = 86_400


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """A cache of this test's own, wherever the system keeps such things."""
    monkeypatch.setattr("clausecheck.rulebook.store._user_cache", lambda: tmp_path / "caches")
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    return tmp_path / "caches" / "clausecheck"


@pytest.fixture
def filled(folder):
    """Two documents, one of them unused for ten days, and a result."""
    with_old = Keeper(default_path(), clock=lambda: time.time() - 10 * DAY)
    with_old.keep_document("old", os.urandom(50_000))
    with_old.close()
    keeper = open_keeper(CacheLimits())
    keeper.keep_document("new", os.urandom(50_000))
    keeper.keep_result("new", "{}")
    keeper.close()
    return folder


def test_nothing_kept_is_told_and_nothing_made(clausecheck, folder):
    done = clausecheck("cache", "info")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{folder}\n")
    assert "0 read, 0 judged, 0 bytes" in done.out
    assert not folder.exists()


def test_what_is_kept_is_told_with_place_size_age_and_how_to_be_rid_of_it(clausecheck, filled):
    out = clausecheck("cache", "info").out
    assert out.startswith(f"{filled}\n")
    assert "2 read, 1 judged, 1" in out
    assert " KB in contracts.sqlite, the oldest used 10 days ago" in out
    assert "1 GB, 30 days since last use" in out
    assert "holds the text of your contracts" in out
    assert "clausecheck cache clear" in out
    assert "--no-cache" in out


def test_parsed_rules_are_counted_and_cleared_too(clausecheck, folder, tmp_path):
    contract = tmp_path / "a.txt"
    contract.write_text("The locum shall be paid 400 for each session.")
    clausecheck("check", contract)
    assert "1 parsed" in clausecheck("cache", "info").out or "2 parsed" in clausecheck("cache", "info").out
    assert clausecheck("cache", "clear").code == 0
    assert "0 parsed, 0 bytes" in clausecheck("cache", "info").out
    assert not list(folder.glob("*.bin"))


def test_a_check_alone_keeps_no_contract(clausecheck, folder, tmp_path):
    contract = tmp_path / "a.txt"
    contract.write_text("The locum shall be paid 400 for each session, and a crocodile.")
    assert clausecheck("check", contract).code == 0
    assert not default_path().exists()
    assert not any(b"crocodile" in path.read_bytes() for path in folder.iterdir())


def test_clearing_deletes_it_all(clausecheck, filled):
    done = clausecheck("cache", "clear")
    assert done.code == 0
    assert done.out.startswith(f"{filled}\n1")
    assert done.out.endswith(" KB deleted, 0 bytes left.\n")
    assert not [path for path in filled.iterdir() if path.stat().st_size]
    assert clausecheck("cache", "clear").out == f"{filled}\n0 bytes deleted, 0 bytes left.\n"


def test_clearing_what_is_old_leaves_the_rest(clausecheck, filled):
    rules = filled / "rules-1.bin"
    rules.write_bytes(b"old")
    os.utime(rules, (0, 0))
    assert clausecheck("cache", "clear", "--older-than", "5").code == 0
    keeper = open_keeper(CacheLimits())
    assert keeper.document("old") is None
    assert keeper.document("new") is not None
    keeper.close()
    assert not rules.exists()
    assert "1 read, 1 judged" in clausecheck("cache", "info").out


def test_a_damaged_file_is_replaced_and_no_failure(clausecheck, filled):
    default_path().write_bytes(b"nothing of the kind" * 1_000)
    done = clausecheck("cache", "info")
    assert (done.code, done.err) == (0, "")
    assert "0 read, 0 judged" in done.out


def test_a_place_that_cannot_be_used_is_told(clausecheck, folder):
    folder.parent.write_text("a file in its place")
    assert clausecheck("cache", "info").code == 0


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have such rights only on POSIX")
def test_a_folder_that_others_may_write_is_told(clausecheck, filled):
    filled.chmod(0o777)
    done = clausecheck("cache", "info")
    assert done.code == 0
    assert "may be written by others" in done.err
    assert clausecheck("cache", "clear", "--older-than", "1").code == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have such rights only on POSIX")
def test_all_of_it_is_the_owners_alone(filled, clausecheck):
    filled.chmod(0o755)
    clausecheck("cache", "info")
    assert stat.S_IMODE(filled.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in filled.iterdir()} == {0o600}


def test_switched_off_nothing_is_kept(clausecheck, folder, monkeypatch):
    monkeypatch.setenv("CLAUSECHECK_CACHE", "off")
    for command in ("info", "clear"):
        done = clausecheck("cache", command)
        assert done.code == 0
        assert "Nothing is kept" in done.out
    keeper = open_keeper(CacheLimits())
    keeper.keep_document("key", b"one")
    assert keeper.document("key") is None
    assert not folder.exists()


def test_unwanted_nothing_is_kept(folder):
    assert open_keeper(CacheLimits(), wanted=False).path is None
    assert open_keeper(CacheLimits()).path == folder / "contracts.sqlite"


def test_the_configuration_says_how_much_and_how_long(clausecheck, tmp_path):
    (tmp_path / "no-config.toml").write_text('[cache]\nsize = "200MB"\ndays = 7\n')
    assert load_settings().cache == CacheLimits(200 << 20, 7.0)
    assert "200 MB, 7 days since last use" in clausecheck("cache", "info").out
    assert "cache = 200 MB, 7 days" in clausecheck("config").out


def test_without_it_the_usual_limits_hold(clausecheck):
    assert load_settings().cache == CacheLimits() == CacheLimits(1 << 30, 30.0)
    assert "[cache]" in clausecheck("config").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cache = 3", "cache: write a table"),
        ("[cache]\nsize = 0", "cache.size: write a size above 0, such as 200MB."),
        ("[cache]\nsize = true", "cache.size: write a size above 0"),
        ("[cache]\nsize = []", "cache.size: write a size above 0"),
        ("[cache]\ndays = 0", "cache.days: write a number of days above 0."),
        ("[cache]\ndays = inf", "cache.days: write a number of days"),
        ("[cache]\ndays = nan", "cache.days: write a number of days"),
        ("[cache]\ndays = true", "cache.days: write a number of days"),
        ('[cache]\ndays = "7"', "cache.days: write a number of days"),
        ("[cache]\nday = 7", "cache.day: unknown; did you mean days?"),
    ],
)
def test_wrong_limits_are_told(clausecheck, tmp_path, text, said):
    (tmp_path / "no-config.toml").write_text(text)
    with pytest.raises(UsageProblem) as raised:
        load_settings()
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1536, "1.5 KB"), (1 << 30, "1 GB"), (1023 << 20, "1023 MB")],
)
def test_sizes_are_told_in_words(size, text):
    assert size_text(size) == text
