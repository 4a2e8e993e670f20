import threading
import time

import pytest

from clausecheck.bulk import cluster
from clausecheck.bulk.job import Item, Job, Told
from clausecheck.bulk.looking import each_in_time

ITEMS = [Item(f"{number}.txt", data=b"%d" % number) for number in range(5)]


@pytest.fixture
def answer():
    """Until it is set some files do not answer."""
    event = threading.Event()
    yield event
    event.set()


def test_one_that_does_not_answer_costs_itself_alone(answer):
    def look(item):
        return answer.wait(20) if item.name in ("1.txt", "3.txt") else item.data

    seen = list(each_in_time(iter(ITEMS), look, lambda: False, seconds=0.3, ahead=2, some=3))
    assert [(item.name, data) for item, data in seen] == [
        ("0.txt", b"0"),
        ("1.txt", None),
        ("2.txt", b"2"),
        ("3.txt", None),
        ("4.txt", b"4"),
    ]


def test_whoever_is_to_stop_does_not_wait_for_it(answer):
    begun = time.monotonic()
    seen = each_in_time(
        ITEMS, lambda item: answer.wait(20), lambda: time.monotonic() > begun + 0.3, seconds=60, ahead=2, some=3
    )
    assert list(seen) == []
    assert time.monotonic() < begun + 5


def test_a_cluster_is_sent_what_can_be_read_and_told_of_what_cannot(answer, monkeypatch):
    real = cluster.bytes_of

    def bytes_of(item, limits):
        if item.name == "1.txt":
            answer.wait(20)
        return real(item, limits)

    monkeypatch.setattr(cluster, "bytes_of", bytes_of)
    monkeypatch.setattr(cluster, "_LONGEST", 0.3)
    aside: list[Told] = []
    chunks = list(cluster._chunks(iter(ITEMS), Job(), 2, aside, lambda: False))
    assert [item.name for chunk in chunks for item in chunk] == ["0.txt", "2.txt", "3.txt", "4.txt"]
    assert [(told.name, told.failure) for told in aside] == [("1.txt", "time")]
