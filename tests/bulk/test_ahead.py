import threading
import time

import pytest

from clausecheck.bulk import ahead
from clausecheck.bulk.ahead import sparing
from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.work import Judge, make_checker
from tests.bulk.documents import texts
from tests.bulk.test_work import shelf  # noqa: F401 - a fixture

CHECKER = make_checker(Job())


def never():
    return False


@pytest.fixture
def items(tmp_path):
    """Three contracts as files."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(texts()[number])
    return [Item(f"{number}.txt", str(tmp_path / f"{number}.txt")) for number in range(3)]


class Workers:
    """Notes what is left to them, and judges it here."""

    def __init__(self, job):
        self.desk = Judge(job, CHECKER)
        self.left = None

    def __call__(self, items, stop):
        assert threading.active_count() == 1 or any(item.name == "hangs.txt" for item in items)
        self.left = [item.name for item in items]
        for item in items:
            yield self.desk.judge(item)


def told(job, items, stop=never):
    workers = Workers(job)
    return list(sparing(job, workers)(items, stop)), workers.left


def test_what_is_kept_needs_no_workers(items, shelf):  # noqa: F811
    first, left = told(Job(keeper=shelf), items)
    assert left == ["0.txt", "1.txt", "2.txt"]
    again, left = told(Job(keeper=shelf), items)
    assert left is None
    assert [each.line for each in again] == [each.line for each in first]
    assert all(each.kept for each in again)


def test_only_what_changed_is_left_to_them(items, shelf, tmp_path):  # noqa: F811
    told(Job(keeper=shelf), items)
    (tmp_path / "1.txt").write_text(texts()[5])
    again, left = told(Job(keeper=shelf), items)
    assert left == ["1.txt"]
    assert [(each.name, each.kept) for each in again] == [("0.txt", True), ("2.txt", True), ("1.txt", False)]


def test_what_the_journal_has_is_told_as_unchanged(items, shelf):  # noqa: F811
    (first, *_), _ = told(Job(keeper=shelf), items[:1])
    known = Item(items[0].name, items[0].place, known=first.sha256)
    again, left = told(Job(keeper=shelf), [known])
    assert left is None
    assert again[0].unchanged


def test_files_whose_bytes_cannot_be_had_need_none_either(tmp_path, shelf):  # noqa: F811
    (tmp_path / "empty.pdf").touch()
    bad = [
        Item("empty.pdf", str(tmp_path / "empty.pdf")),
        Item("gone.pdf", str(tmp_path / "gone.pdf")),
        Item("closed/", problem="the folder cannot be opened (Permission denied)"),
    ]
    first, left = told(Job(keeper=shelf), bad)
    assert left is None
    assert [each.line for each in first] == [Judge(Job(), CHECKER).judge(item).line for item in bad]


def test_a_file_that_does_not_answer_is_left_to_them_with_all_after_it(items, shelf, monkeypatch):  # noqa: F811
    told(Job(keeper=shelf), items)
    monkeypatch.setattr(ahead, "_LONGEST", 0.5)
    real, answer = ahead.bytes_of, threading.Event()

    def bytes_of(item, limits):
        if item.name == "hangs.txt":
            answer.wait(20)
        return real(item, limits)

    monkeypatch.setattr(ahead, "bytes_of", bytes_of)
    hanging = Item("hangs.txt", data=texts()[4].encode())
    done, left = told(Job(keeper=shelf), [items[0], hanging, items[1]])
    answer.set()
    assert left == ["hangs.txt", "1.txt"]
    assert sorted(each.name for each in done) == ["0.txt", "1.txt", "hangs.txt"]


def test_it_stops_when_asked_to(items, shelf):  # noqa: F811
    told(Job(keeper=shelf), items)
    asked = []
    begin = time.monotonic()
    done, left = told(Job(keeper=shelf), items, lambda: asked.append(1) or len(asked) > 1)
    assert left is None
    assert len(done) < 3
    assert time.monotonic() - begin < 5


def test_without_a_cache_everything_is_left_to_them(items):
    assert told(Job(), items)[1] == ["0.txt", "1.txt", "2.txt"]


def test_trouble_with_the_cache_is_told(items, shelf, monkeypatch):  # noqa: F811
    monkeypatch.setattr(shelf, "trouble", "the disk is full")
    done, _ = told(Job(keeper=shelf), items)
    assert {each.trouble for each in done} == {"the disk is full"}
