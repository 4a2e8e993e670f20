"""Runs that are killed, from outside and without a warning."""

import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.bulk.documents import make, texts
from tests.bulk.runs import Runs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

COUNT = 50
KILLS = 10
SEED = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("templates")
    make(place, COUNT)
    return place


@pytest.fixture
def runs(folder, tmp_path) -> Runs:
    return Runs(folder, tmp_path)


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory) -> bytes:
    runs = Runs(folder, tmp_path_factory.mktemp("undisturbed"))
    runs.begin("--workers", "2").communicate()
    return (runs.out / "results.jsonl").read_bytes()


def test_killed_ten_times_at_any_moment_it_loses_nothing_and_repeats_nothing(runs, undisturbed):
    chance = random.Random(SEED)  # noqa: S311 - moments to kill at
    done = 0
    for turn in range(KILLS):
        run = runs.begin("--workers", "2", *(["--resume"] if turn else []))
        # Some are killed while they begin, most while they judge, none after the end.
        if turn % 4:
            runs.await_journal(done + chance.randint(1, 3))
        time.sleep(chance.random() * 0.15)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        runs.await_nothing()
        names = runs.journalled()
        assert max(Counter(names).values(), default=1) == 1, "what was journalled was judged again"
        assert len(names) >= done, "what was journalled was lost"
        done = len(names)
    assert 0 < done < COUNT
    run = runs.begin("--workers", "2", "--resume")
    told, _ = run.communicate()
    assert run.returncode == 3
    assert f"{done} of them before" in told
    assert (runs.out / "results.jsonl").read_bytes() == undisturbed
    runs.await_nothing()


def test_workers_end_with_a_parent_that_is_killed_alone(runs):
    run = runs.begin("--workers", "3")
    end = time.monotonic() + 60
    while len(runs.processes()) < 4 and time.monotonic() < end:
        time.sleep(0.01)
    assert len(runs.processes()) >= 4
    run.kill()
    run.communicate()
    runs.await_nothing()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_keeps_what_is_done_and_says_how_to_go_on(runs, undisturbed, number):
    run = runs.begin("--workers", "2")
    runs.await_journal(5)
    os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)  # Ctrl-C reaches all of them
    told, failures = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "--resume goes on from there" in failures
    assert told == ""
    runs.await_nothing()
    kept = len(runs.journalled())
    assert 5 <= kept < COUNT
    run = runs.begin("--resume")
    told, _ = run.communicate()
    assert f"{kept} of them before" in told
    assert (runs.out / "results.jsonl").read_bytes() == undisturbed


def test_a_worker_that_is_killed_costs_nothing(runs, undisturbed):
    run = runs.begin("--workers", "2")
    runs.await_journal(3)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    forks = [each for each in children if b"janitor" not in Path(f"/proc/{each}/cmdline").read_bytes()]
    os.kill(int(forks[0]), signal.SIGKILL)
    run.communicate()
    assert (runs.out / "results.jsonl").read_bytes() == undisturbed
    runs.await_nothing()


def test_a_document_that_takes_too_long_to_judge_is_ended_with_all_it_started(tmp_path):
    make(tmp_path / "templates", 4)
    runs = Runs(tmp_path / "templates", tmp_path)
    long = "\n".join(f"{number}. {text}" for number, text in enumerate(texts() * 3))[:900_000]
    (runs.folder / "long.txt").write_text(long)
    run = runs.begin("--limit", "judging-seconds=0.7")
    _, failures = run.communicate()
    assert run.returncode == 3
    assert "long.txt: judging it took more than 0.7 seconds. --limit judging-seconds=… allows more." in failures
    runs.await_nothing()
