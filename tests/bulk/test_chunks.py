import os
import sys
import time
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context, resource_tracker
from pathlib import Path

import pytest

from clausecheck.bulk.chunks import through
from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.result import Outcome
from tests.bulk.documents import bad_files, texts
from tests.bulk.trouble import Trouble, item


@pytest.fixture(scope="module", autouse=True)
def no_tracker():
    """Executors of new interpreters leave a process of their own running, which other tests would take for ours."""
    yield
    resource_tracker._resource_tracker._stop()


def processes():
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


@pytest.fixture(scope="module")
def items():
    good = [Item(f"{number}.txt", data=text.encode()) for number, text in enumerate(texts()[:6])]
    return [*good, *(Item(f"bad/{name}", data=content()) for name, (content, _) in bad_files().items())]


@pytest.fixture(scope="module")
def local(items):
    with Pool(Job(), 1) as pool:
        return sorted(told.line for told in pool.run(items))


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(1), lambda: ThreadPoolExecutor(2), processes])
def test_an_executor_gives_the_lines_of_the_local_pool(make, items, local):
    with make() as executor:
        assert sorted(told.line for told in through(executor, Job(), items, chunk=3)) == local


def test_only_so_many_chunks_are_sent_ahead():
    class Counting(ThreadPoolExecutor):
        most = sent = 0

        def submit(self, work, /, *words):
            self.sent += 1
            self.most = max(self.most, self.sent)
            future = super().submit(work, *words)
            future.add_done_callback(self.back)
            return future

        def back(self, future):
            self.sent -= 1

    with Counting(1) as executor:
        names = [f"good-{number}" for number in range(40)]
        told = list(through(executor, Job(), map(item, names), chunk=2, in_flight=3, maker=Trouble))
    assert sorted(each.name for each in told) == sorted(names)
    assert executor.most <= 3


def test_a_document_that_hangs_costs_neither_the_executor_nor_its_chunk():
    names = ["good-1", "hang-1", "good-2", "exit-1", "segfault-1", "good-3"]
    with ThreadPoolExecutor(1) as executor:
        told = {each.name: each for each in through(executor, Job(), map(item, names), maker=Trouble)}
    assert {name: each.failure for name, each in told.items()} == {
        **{f"good-{number}": "" for number in (1, 2, 3)},
        "hang-1": "time",
        "exit-1": "crash",
        "segfault-1": "crash",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_nothing_is_left_running_once_the_executor_is_shut_down():
    def children():
        # Each thread has those it started.
        return {each for task in Path("/proc/self/task").iterdir() for each in (task / "children").read_text().split()}

    before = children()
    with ThreadPoolExecutor(2) as executor:
        assert len(list(through(executor, Job(), map(item, "abcdefgh"), chunk=1, maker=Trouble))) == 8
        assert children() - before
    end = time.monotonic() + 5
    while children() - before and time.monotonic() < end:
        time.sleep(0.05)
    assert children() - before == set()


posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@posix
def test_a_broken_executor_costs_only_the_document_at_fault():
    names, made = ["good-1", "good-2", "executor-1", "good-3", "good-4", "good-5"], []

    def anew():
        made.append(processes())
        return made[-1]

    with processes() as executor:
        found = through(executor, Job(), map(item, names), anew=anew, chunk=2, maker=Trouble)
        told = {each.name: each for each in found}
    assert sorted(told) == sorted(names)
    assert {name for name, each in told.items() if each.outcome is Outcome.failed} == {"executor-1"}
    assert told["executor-1"].failure == "crash"
    assert made
    for each in made:  # nobody else could end them
        with pytest.raises((BrokenExecutor, RuntimeError)):
            each.submit(print)


@posix
def test_without_another_executor_what_is_lost_is_told_and_the_rest_kept():
    names = [f"good-{number}" for number in range(8)] + ["executor-1"] + [f"late-{number}" for number in range(4)]
    with processes() as executor:
        found = through(executor, Job(), map(item, names), chunk=1, in_flight=2, maker=Trouble)
        told = {each.name: each for each in found}
    assert sorted(told) == sorted(names)
    # One other document at most was out when the executor broke.
    assert sum(told[f"good-{number}"].outcome is Outcome.judged for number in range(8)) >= 7
    assert told["executor-1"].failure == "crash"
    assert "--resume" in told["executor-1"].reason


def test_an_executor_that_fails_in_its_own_way_is_asked_once_more():
    class Moody(ThreadPoolExecutor):
        calls = 0

        def submit(self, work, /, *words):
            self.calls += 1
            if self.calls == 1:
                failed = Future()
                failed.set_exception(KeyError("lost"))
                return failed
            return super().submit(work, *words)

    with Moody(1) as executor:
        told = list(through(executor, Job(), map(item, ["a", "b", "c"]), chunk=3, maker=Trouble))
    assert [each.name for each in told] == ["a", "b", "c"]
    assert {each.outcome for each in told} == {Outcome.judged}


def test_asked_to_stop_it_sends_no_more():
    started = time.monotonic()
    with ThreadPoolExecutor(1) as executor:
        names = [f"good-{number}" for number in range(1000)]
        told = list(through(executor, Job(), map(item, names), chunk=1, in_flight=2, maker=Trouble, stop=lambda: True))
    assert told == []
    assert time.monotonic() < started + 5
