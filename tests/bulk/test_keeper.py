import multiprocessing
import os
import pickle
import random
import signal
import sqlite3
import stat
import sys
import threading
import time
from hashlib import sha256

import pytest

from clausecheck.bulk import keeper as keeping
from clausecheck.bulk.cache_file import default_path
from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.bulk.keeper import Counts, Keeper, Stock

DAY = 86_400
posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and files have rights only on POSIX")


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: float = 1_000 * DAY) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def key(name: object) -> str:
    return sha256(str(name).encode()).hexdigest()


def contract(name: object, size: int = 20_000) -> bytes:
    """Always the same for a name, and hard to compress."""
    return random.Random(str(name)).randbytes(size)  # noqa: S311


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "contracts.sqlite"


@pytest.fixture
def keeper(path):
    one = Keeper(path)
    yield one
    one.close()


def rows(path, query, *values):
    with sqlite3.connect(path) as db:
        found = db.execute(query, values).fetchall()
    db.close()
    return found


def test_what_is_kept_is_found_by_another_keeper(path, keeper):
    keeper.keep_document(key(1), b"a contract")
    keeper.keep_result(key(1), '{"input":""} £')
    keeper.close()
    other = Keeper(path)
    assert other.document(key(1)) == b"a contract"
    assert other.result(key(1)) == '{"input":""} £'
    assert other.document(key(2)) is None
    assert other.result(key(2)) is None
    assert other.counts == Counts(document_hits=1, document_misses=1, result_hits=1, result_misses=1)
    other.close()
    assert keeper.counts == Counts(kept=2)


def test_a_value_kept_anew_replaces_the_old_one(keeper):
    keeper.keep_document(key(1), b"one")
    keeper.keep_document(key(1), b"two")
    assert keeper.document(key(1)) == b"two"
    assert keeper.stock().documents == 1


def test_without_a_place_nothing_is_kept_and_nothing_is_wrong(tmp_path):
    keeper = Keeper(None)
    keeper.keep_document(key(1), b"one")
    assert keeper.document(key(1)) is None
    assert keeper.stock() == Stock(0, 0, 0, None)
    assert keeper.probe() == ""
    assert keeper.counts == Counts(document_misses=1)


def test_switched_off_there_is_no_place(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("CLAUSECHECK_CACHE", "off")
    assert default_path() is None
    monkeypatch.delenv("CLAUSECHECK_CACHE")
    assert default_path() is not None


@posix
def test_folder_and_every_file_are_the_owners_alone(path, keeper):
    old = os.umask(0)
    try:
        keeper.keep_document(key(1), contract(1))
    finally:
        os.umask(old)
    found = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    assert {"contracts.sqlite", "contracts.sqlite-wal", "contracts.sqlite-shm", "contracts.sqlite.lock"} == set(found)
    assert set(found.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@posix
def test_rights_that_others_were_given_are_taken_back(path):
    with_others = Keeper(path)
    with_others.keep_document(key(1), b"one")
    for one in path.parent.iterdir():
        one.chmod(0o644)
    again = Keeper(path)
    assert again.document(key(1)) == b"one"
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.glob("contracts.sqlite*")} <= {0o600, 0o644}
    files = [one for one in path.parent.iterdir() if one.suffix != ".lock"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    again.close()
    with_others.close()


@posix
def test_a_folder_that_others_may_write_is_not_used(path):
    path.parent.mkdir()
    path.parent.chmod(0o777)
    keeper = Keeper(path)
    keeper.keep_document(key(1), b"one")
    assert keeper.document(key(1)) is None
    assert "may be written by others" in keeper.trouble
    assert not path.exists()


@posix
def test_a_link_in_its_place_is_not_followed(path, tmp_path):
    path.parent.mkdir(mode=0o700)
    target = tmp_path / "precious"
    target.write_bytes(b"")
    path.symlink_to(target)
    keeper = Keeper(path)
    keeper.keep_document(key(1), b"one")
    assert keeper.document(key(1)) is None
    assert "is a link" in keeper.trouble
    assert target.read_bytes() == b""


def test_a_place_that_cannot_be_made_costs_the_cache_and_one_word(tmp_path):
    (tmp_path / "file").write_text("x")
    keeper = Keeper(tmp_path / "file" / "contracts.sqlite")
    assert "results are not kept in" in keeper.probe()
    keeper.keep_document(key(1), b"one")
    assert keeper.document(key(1)) is None


def test_a_full_disk_costs_only_what_comes_after(path, monkeypatch):
    def small(place, connect=keeping.connect):
        db = connect(place)
        db.execute("PRAGMA max_page_count=30")
        return db

    monkeypatch.setattr(keeping, "connect", small)
    keeper = Keeper(path)
    keeper.keep_document(key(1), contract(1))
    assert keeper.trouble == ""
    for number in range(2, 20):
        keeper.keep_document(key(number), contract(number))
    assert "the disk is full" in keeper.trouble
    assert keeper.document(key(1)) == contract(1)
    assert keeper.document(key(19)) is None
    keeper.close()


DAMAGES = {
    "not a database": lambda path: path.write_bytes(b"nothing of the kind" * 500),
    "another text": lambda path: path.write_text("x"),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 3]),
    "cut within the head": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "zeros in the middle": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)),
    "a later version": lambda path: rows(path, "PRAGMA user_version=99"),
    "no version": lambda path: rows(path, "PRAGMA user_version=0"),
    "other tables": lambda path: rows(path, "DROP TABLE contents"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_file_that_is_of_no_use_is_replaced(path, damage):
    first = Keeper(path)
    for number in range(20):
        first.keep_document(key(number), contract(number))
    first.close()
    damage(path)
    keeper = Keeper(path)
    assert all(keeper.document(key(number)) in (None, contract(number)) for number in range(20))
    keeper.keep_document(key("new"), b"new")
    assert keeper.document(key("new")) == b"new"
    assert keeper.trouble == ""
    keeper.close()


def test_any_damage_costs_at_most_what_was_kept(path):
    """Bytes anywhere in the file are changed; whatever is still found is right."""
    first = Keeper(path)
    for number in range(10):
        first.keep_document(key(number), contract(number, 3_000))
    first.close()
    whole = path.read_bytes()
    chance = random.Random(6)  # noqa: S311
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 20, 400))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        keeper = Keeper(path)
        for number in range(10):
            assert keeper.document(key(number)) in (None, contract(number, 3_000))
        keeper.keep_document(key("new"), b"new")
        assert keeper.document(key("new")) == b"new", keeper.trouble
        keeper.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE contents SET value = x'00' || substr(value, 2)",
        "UPDATE contents SET value = substr(value, 1, 100)",
        "UPDATE contents SET value = 7",
        "UPDATE contents SET digest = x'00'",
        "DELETE FROM contents",
        "UPDATE entries SET kind = 1 - kind",
    ],
)
def test_a_damaged_row_is_a_miss_and_can_be_kept_anew(path, damage):
    first = Keeper(path)
    first.keep_document(key(1), contract(1))
    first.close()
    rows(path, damage)
    keeper = Keeper(path)
    assert keeper.document(key(1)) is None
    assert keeper.result(key(1)) is None
    keeper.keep_document(key(1), contract(1))
    assert keeper.document(key(1)) == contract(1)
    keeper.close()


def test_a_value_under_another_key_is_a_miss(path):
    first = Keeper(path)
    first.keep_document(key(1), b"one")
    first.close()
    rows(path, "UPDATE entries SET key = ?", key(2))
    keeper = Keeper(path)
    assert keeper.document(key(2)) is None
    keeper.close()


def test_what_is_too_old_is_a_miss_at_once_and_gone_later(path):
    clock = Clock()
    keeper = Keeper(path, CacheLimits(days=10), clock)
    keeper.keep_document(key("old"), b"old")
    clock.now += 6 * DAY
    keeper.keep_document(key("new"), b"new")
    clock.now += 5 * DAY
    assert keeper.document(key("old")) is None
    assert keeper.document(key("new")) == b"new"
    keeper.close()
    again = Keeper(path, CacheLimits(days=10), clock)
    assert again.probe() == ""
    assert again.stock().documents == 1
    again.close()


def test_what_is_used_stays(path):
    clock = Clock()
    for _ in range(5):
        keeper = Keeper(path, CacheLimits(days=10), clock)
        keeper.keep_document(key(1), b"one") if _ == 0 else None
        assert keeper.document(key(1)) == b"one"
        keeper.close()
        clock.now += 6 * DAY


def test_beyond_the_size_the_longest_unused_go_first(path):
    clock, limits = Clock(), CacheLimits(size=1_000_000)
    keeper = Keeper(path, limits, clock)
    for number in range(30):
        keeper.keep_document(key(number), contract(number))
        clock.now += 7_200
    assert keeper.document(key(0)) == contract(0)
    keeper.close()
    keeper = Keeper(path, limits, clock)
    for number in range(30, 60):
        keeper.keep_document(key(number), contract(number))
        clock.now += 7_200
    left = {number for number in range(60) if keeper.document(key(number)) is not None}
    assert 0 in left
    assert {59, 58, 57} <= left
    assert 1 not in left
    assert sorted(left - {0}) == list(range(min(left - {0}), 60))
    keeper.close()
    assert path.stat().st_size <= 1_000_000


def test_the_file_never_outgrows_its_size_by_much(path):
    keeper = Keeper(path, CacheLimits(size=500_000))
    for number in range(200):
        keeper.keep_document(key(number), contract(number))
        assert path.stat().st_size <= 600_000
    keeper.close()


def test_one_value_that_would_drive_out_many_is_not_kept(path):
    keeper = Keeper(path, CacheLimits(size=500_000))
    keeper.keep_document(key(1), contract(1, 200_000))
    assert keeper.document(key(1)) is None
    assert keeper.trouble == ""
    keeper.close()


def test_what_was_deleted_stands_in_no_file(path):
    keeper = Keeper(path)
    secret = contract("secret")
    keeper.keep_document(key("secret"), secret)
    keeper.keep_document(key(2), contract(2))
    keeper.close()
    middle = secret[5_000:5_100]
    assert middle in path.read_bytes()
    rows(path, "UPDATE entries SET used = 0 WHERE key = ?", key("secret"))
    keeper = Keeper(path)
    keeper.clear(older_than=1)
    keeper.close()
    assert not any(middle in one.read_bytes() for one in path.parent.iterdir())
    assert Keeper(path).document(key(2)) == contract(2)


def test_clearing_leaves_nothing_even_while_others_use_it(path, keeper):
    keeper.keep_document(key(1), b"one")
    other = Keeper(path)
    assert other.document(key(1)) == b"one"
    keeper.clear()
    assert not [one for one in path.parent.iterdir() if one.stat().st_size]
    other.keep_document(key(2), b"two")
    other.close()
    later = Keeper(path)
    assert later.document(key(1)) is None
    later.keep_document(key(3), b"three")
    assert later.document(key(3)) == b"three"
    assert later.trouble == other.trouble == ""
    later.close()


def test_a_keeper_can_be_sent_to_another_process(path, keeper):
    keeper.keep_document(key(1), b"one")
    copy = pickle.loads(pickle.dumps(keeper))  # noqa: S301
    assert copy.document(key(1)) == b"one"
    assert copy.counts == Counts(document_hits=1)
    copy.close()


def test_threads_share_a_keeper(keeper):
    wrong = []

    def work(start):
        for number in range(start, start + 20):
            keeper.keep_document(key(number % 30), contract(number % 30, 2_000))
            if keeper.document(key(number % 30)) != contract(number % 30, 2_000):
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(10 * n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    assert keeper.trouble == ""
    assert keeper.counts.kept == keeper.counts.document_hits == 80


def write_some(path, worker):
    """Keys of its own and keys of everybody's; exits with what went wrong."""
    keeper = Keeper(path)
    wrong = 0
    for number in range(60):
        for name in (number, f"{worker} {number}"):
            keeper.keep_document(key(name), contract(name, 4_000))
            keeper.keep_result(key(name), f"line {name}")
            wrong += keeper.document(key(name)) != contract(name, 4_000)
            wrong += keeper.result(key(name)) != f"line {name}"
    wrong += bool(keeper.trouble)
    keeper.close()
    sys.exit(min(wrong, 100))


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_write_the_same_and_other_keys_at_once(path, method):
    context = multiprocessing.get_context(method)
    workers = [context.Process(target=write_some, args=(path, n)) for n in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(120)
    assert [one.exitcode for one in workers] == [0, 0, 0, 0]
    keeper = Keeper(path)
    names = [*range(60), *(f"{worker} {number}" for worker in range(4) for number in range(60))]
    assert all(keeper.document(key(name)) == contract(name, 4_000) for name in names)
    assert keeper.stock().documents == keeper.stock().results == 300
    keeper.close()


@posix
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_leaves_the_parents_connection_alone(path, keeper):
    keeper.keep_document(key("parent"), b"parent")
    child = os.fork()
    if child == 0:
        found = keeper.document(key("parent"))
        keeper.keep_document(key("child"), b"child")
        counts = keeper.counts
        keeper.close()
        del keeper
        os._exit(0 if found == b"parent" and counts == Counts(document_hits=1, kept=1) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.with_name(path.name + "-wal").exists()
    assert keeper.document(key("child")) == b"child"
    keeper.keep_document(key("later"), b"later")
    other = Keeper(path)
    assert other.document(key("later")) == b"later"
    other.close()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


@posix
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_processes_forked_while_threads_use_the_keeper_work_as_any_other(path, keeper):
    stop = threading.Event()
    second = Keeper(path)

    def busy(one):
        while not stop.is_set():
            one.keep_document(key("busy"), contract("busy"))
            one.document(key("busy"))

    threads = [threading.Thread(target=busy, args=(one,)) for one in (keeper, second)]
    for one in threads:
        one.start()
    try:
        children = []
        for number in range(6):
            child = os.fork()
            if child == 0:
                signal.alarm(60)
                write_in_child(keeper, second, number)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    finally:
        stop.set()
        for one in threads:
            one.join()
    assert codes == [0] * 6
    assert keeper.trouble == second.trouble == ""
    assert all(keeper.document(key((n, m))) == contract((n, m), 2_000) for n in range(6) for m in range(30))
    keeper.close()
    second.close()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def write_in_child(keeper, second, number):
    """Through both keepers that were inherited open; ends the process."""
    wrong = 0
    for n in range(30):
        keeper.keep_document(key((number, n)), contract((number, n), 2_000))
        wrong += second.document(key((number, n))) != contract((number, n), 2_000)
    wrong += bool(keeper.trouble or second.trouble)
    keeper.close()
    second.close()
    os._exit(min(wrong, 100))


@posix
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_goes_on_when_its_parent_has_closed(path, keeper):
    keeper.keep_document(key("parent"), b"parent")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(write)
        os.read(read, 1)  # until the parent closes its end
        keeper.keep_document(key("child"), b"child")
        os._exit(0 if keeper.document(key("parent")) == b"parent" else 1)
    keeper.close()
    os.close(write)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(read)
    assert keeper.document(key("child")) == b"child"


@posix
def test_killed_in_the_middle_of_writes_it_stays_of_use(path):
    context = multiprocessing.get_context("fork")
    chance = random.Random(9)  # noqa: S311
    for attempt in range(8):
        workers = [context.Process(target=write_forever, args=(path, n)) for n in range(2)]
        for one in workers:
            one.start()
        time.sleep(chance.uniform(0.02, 0.3))
        for one in workers:
            one.kill()
            one.join()
        keeper = Keeper(path)
        keeper.keep_document(key(("after", attempt)), contract(attempt))
        for earlier in range(attempt + 1):
            assert keeper.document(key(("after", earlier))) == contract(earlier)
        assert keeper.trouble == ""
        keeper.close()
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]
        orphans = "SELECT COUNT(*) FROM contents WHERE id NOT IN (SELECT id FROM entries)"
        assert rows(path, orphans) == [(0,)]


def write_forever(path, worker):
    keeper = Keeper(path)
    for number in range(1_000_000):
        keeper.keep_document(key((worker, number % 50)), contract(number, 30_000))


@posix
def test_killed_while_the_file_is_made_it_is_made_anew(path):
    context = multiprocessing.get_context("fork")
    for delay in (0.0, 0.001, 0.002, 0.003, 0.005, 0.008):
        worker = context.Process(target=write_forever, args=(path, 0))
        worker.start()
        time.sleep(delay)
        worker.kill()
        worker.join()
        keeper = Keeper(path)
        keeper.keep_document(key(1), b"one")
        assert keeper.document(key(1)) == b"one"
        keeper.clear()


def test_while_another_program_holds_it_nothing_waits_for_ever(path, keeper, monkeypatch):
    keeper.keep_document(key(1), b"one")
    keeper.close()
    monkeypatch.setattr("clausecheck.bulk.cache_file._WAIT", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    for number in range(5):
        keeper.keep_document(key(number + 2), b"more")
        assert keeper.trouble or keeper.document(key(1)) == b"one"
    assert keeper.trouble == ""  # what was read in between shows that it is not stuck
    for number in range(5):
        keeper.keep_document(key(number + 2), b"more")
    assert "another program holds it" in keeper.trouble
    holder.execute("ROLLBACK")
    holder.close()
    assert Keeper(path).document(key(1)) == b"one"


def test_looking_makes_no_file(path):
    assert Keeper(path).stock() == Stock(0, 0, 0, None)
    assert not path.parent.exists()


def test_the_stock_is_counted(path, keeper):
    clock = Clock()
    keeper = Keeper(path, clock=clock)
    keeper.keep_document(key(1), contract(1))
    clock.now += DAY
    keeper.keep_result(key(1), "line")
    keeper.keep_result(key(2), "line")
    stock = keeper.stock()
    assert (stock.documents, stock.results, stock.oldest) == (1, 2, clock.now - DAY)
    assert stock.size == sum(one.stat().st_size for one in path.parent.iterdir())
    keeper.close()
