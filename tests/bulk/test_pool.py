import os
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.pool import CannotWork, Pool
from clausecheck.bulk.result import Outcome, Result
from clausecheck.isolation import Method
from tests.bulk.trouble import NeverBegins, Trouble, item

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
METHODS = [Method.fork, Method.spawn] if sys.platform == "linux" else [Method.spawn]


@pytest.fixture(autouse=True)
def own_temp(tmp_path, monkeypatch) -> Path:
    """Where temporary files go; tests look whether they are gone."""
    place = tmp_path / "temp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


def outcomes(names, *, workers=2, method=None, job=None, maker=Trouble):
    with Pool(job or Job(), workers, method=method, maker=maker) as pool:
        return {told.name: told for told in pool.run(map(item, names))}


@posix
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("exit", "crash", "broke down twice"),
        ("segfault", "crash", "SIGSEGV"),
        ("kill", "crash", "SIGKILL"),
        ("hang", "time", "more than 1 seconds"),
        ("busy", "time", "judging-seconds"),
    ],
)
def test_a_document_that_costs_its_worker_costs_nothing_else(method, name, kind, words):
    good = [f"good-{number}" for number in range(6)]
    told = outcomes([*good[:3], name, *good[3:]], method=method)
    assert sorted(told) == sorted([*good, name])
    assert all(told[each].outcome is Outcome.judged for each in good)
    assert told[name].failure == kind
    assert words in told[name].reason
    assert told[name].sha256 == "abc"
    assert Result.of_line(told[name].line).failure.kind == kind


@posix
def test_one_worker_survives_a_folder_of_nothing_but_trouble():
    names = [f"{what}-{number}" for number in range(3) for what in ("exit", "segfault", "kill")]
    told = outcomes(names, workers=1)
    assert {each.failure for each in told.values()} == {"crash"}
    assert len(told) == 9


@posix
def test_a_worker_ended_from_outside_costs_nothing(tmp_path):
    told = outcomes(["kill once-1", "good"], job=Job(engagement=str(tmp_path)))
    assert [each.outcome for each in told.values()] == [Outcome.judged] * 2


@posix
def test_a_document_that_takes_too_long_is_not_tried_again(tmp_path):
    outcomes(["hang"], job=Job(engagement=str(tmp_path)))
    assert len(list(tmp_path.glob("hang.*"))) == 1


@pytest.mark.parametrize("method", METHODS)
def test_workers_that_cannot_begin_are_told_and_not_started_for_ever(method):
    with pytest.raises(CannotWork, match="before they begin"):
        outcomes(["good"], method=method, maker=NeverBegins)


def test_no_more_documents_are_taken_up_than_there_are_workers_for():
    taken = []

    def endless():
        for number in count():
            taken.append(number)
            yield item(f"good-{number}")

    with Pool(Job(), 2, maker=Trouble) as pool:
        for done, _ in enumerate(pool.run(endless()), start=1):
            assert len(taken) <= done + 4
            if done == 50:
                break


def test_asked_to_stop_it_gives_up_what_is_in_hand():
    started = time.monotonic()
    with Pool(Job(), 2, maker=Trouble) as pool:
        told = list(pool.run(map(item, ["hang-1", "hang-2", "good"]), lambda: time.monotonic() > started + 0.5))
    assert told == []
    assert time.monotonic() < started + 5


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_left_running_or_lying_about(own_temp):
    before = set(os.listdir("/proc/self/fd"))
    outcomes(["hang", "good", "exit"])
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    assert [each for each in children if b"clausecheck" in Path(f"/proc/{each}/cmdline").read_bytes()] == []
    assert list(own_temp.iterdir()) == []
    assert len(set(os.listdir("/proc/self/fd")) - before) <= 1  # the listing itself


@pytest.mark.parametrize("method", METHODS)
def test_fork_and_spawn_come_to_the_same_lines(method, tmp_path):
    from tests.bulk.documents import bad_files, texts

    items = [Item(f"{number}.txt", data=text.encode()) for number, text in enumerate(texts()[:4])]
    items += [Item(f"bad/{name}", data=content()) for name, (content, _) in bad_files().items()]
    with Pool(Job(), 2, method=method) as pool:
        told = sorted(pool.run(items), key=lambda each: each.name)
    with Pool(Job(), 1) as pool:
        alone = sorted(pool.run(reversed(items)), key=lambda each: each.name)
    assert [each.line for each in told] == [each.line for each in alone]
    assert [each.outcome for each in told].count(Outcome.judged) == 4


def test_a_worker_is_replaced_before_it_grows_without_end(monkeypatch, tmp_path):
    monkeypatch.setattr("clausecheck.bulk.serving._MOST_DOCUMENTS", 3)
    told = outcomes([f"good-{number}" for number in range(20)], workers=2)
    assert len(told) == 20
