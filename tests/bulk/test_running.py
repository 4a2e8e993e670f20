import json
import signal
from functools import partial
from pathlib import Path

import pytest

from clausecheck.bulk.chunks import through
from clausecheck.bulk.folder import Folder
from clausecheck.bulk.inputs import Found, find
from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.running import Stopped, run, stopping
from clausecheck.errors import ExitCode
from tests.bulk.documents import Made, make


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Made]:
    folder = tmp_path_factory.mktemp("templates")
    return folder, make(folder, 42)


@pytest.fixture(scope="module")
def undisturbed(made, tmp_path_factory) -> bytes:
    done = batch(made[0], tmp_path_factory.mktemp("out"), workers=1)
    return done.written.results.read_bytes()


def batch(folder, out, *, workers=2, resume=False, force=False, job=None, **options):
    job = job or Job()
    with Folder(out, str(folder), force=force, resume=resume) as place, Pool(job, workers) as pool:
        found = find([str(folder)], out)
        return run(found, job, pool.run, place, inputs=str(folder), resume=resume, **options)


def after(count):
    """Says stop when asked once more than `count` documents are done."""
    done = []
    return {"watch": lambda tally: done.append(tally.done), "stop": lambda: len(done) >= count}


def test_all_good_ones_are_judged_and_every_bad_one_named_with_its_reason(made, undisturbed):
    results = [Result.of_line(line) for line in undisturbed.decode().splitlines()]
    assert [each.name for each in results] == made[1].names
    assert [each.name for each in results if each.outcome is Outcome.judged] == sorted(made[1].good)
    for each in results:
        assert (each.failure is not None) == (each.name in made[1].bad)
    assert all(each.report["document"]["name"] == each.name.rpartition("/")[2] for each in results if each.report)


@pytest.mark.parametrize("workers", [2, 3])
def test_however_many_work_at_it_the_results_are_the_same_bytes(made, undisturbed, tmp_path, workers):
    done = batch(made[0], tmp_path, workers=workers)
    assert done.written.results.read_bytes() == undisturbed
    assert (done.tally.done, done.tally.judged, done.tally.unread_count) == (42, len(made[1].good), len(made[1].bad))


def test_an_executor_gives_the_same_bytes(made, undisturbed, tmp_path):
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context, resource_tracker

    found = find([str(made[0])], tmp_path)
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor,
        Folder(tmp_path, "x", force=False, resume=False) as place,
    ):
        source = partial(through, executor, Job())
        done = run(found, Job(), lambda items, stop: source(items, stop=stop), place, inputs="x")
    resource_tracker._resource_tracker._stop()  # a process of multiprocessing's own, which other tests would see
    assert done.written.results.read_bytes() == undisturbed


def test_a_second_run_writes_nothing(made, tmp_path):
    first = batch(made[0], tmp_path)
    before = first.written.results.stat()
    second = batch(made[0], tmp_path)
    assert second.written.changed is False
    after = second.written.results.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_stopped_run_goes_on_where_it_was(made, undisturbed, tmp_path):
    with pytest.raises(Stopped, match=r"stopped after \d+ of 42 documents.*--resume"):
        batch(made[0], tmp_path, **after(11))
    assert not (tmp_path / "results.jsonl").exists()
    written = (tmp_path / "journal.jsonl").read_bytes().count(b"\n") - 1
    done = batch(made[0], tmp_path, resume=True)
    assert done.written.results.read_bytes() == undisturbed
    assert done.tally.resumed >= 11
    assert done.tally.judged <= 42 - done.tally.resumed
    assert done.tally.resumed >= written - 2  # an empty file has bytes too, and one that cannot be had is tried again
    assert sorted(path.name for path in tmp_path.iterdir()) == ["batch.json", "results.jsonl"]


def test_what_changed_while_it_was_stopped_is_done_again(tmp_path):
    folder, out = tmp_path / "templates", tmp_path / "out"
    made = make(folder, 8)
    with pytest.raises(Stopped):
        batch(folder, out, workers=1, **after(8 - 1))
    changed = json.loads((out / "journal.jsonl").read_text().splitlines()[1])["head"]["name"]
    (folder / changed).write_text("A lease of a shop. The tenant shall pay the rent.\n" * 9)
    done = batch(folder, out, resume=True)
    assert done.tally.resumed == 6
    assert done.written.results.read_bytes() == batch(folder, tmp_path / "anew").written.results.read_bytes()
    assert len(made.names) == 8


def test_what_came_or_went_while_it_was_stopped_is_in_the_results_or_not(tmp_path):
    folder, out = tmp_path / "templates", tmp_path / "out"
    make(folder, 6)
    with pytest.raises(Stopped):
        batch(folder, out, workers=1, **after(5))
    gone = json.loads((out / "journal.jsonl").read_text().splitlines()[1])["head"]["name"]
    (folder / gone).unlink()
    (folder / "new.txt").write_text("A lease.")
    done = batch(folder, out, resume=True)
    assert done.written.results.read_bytes() == batch(folder, tmp_path / "anew").written.results.read_bytes()


def test_what_is_made_of_the_results_is_made_before_the_journal_goes(made, tmp_path):
    seen = []

    def broken(finished):
        seen.append((finished.written.results.is_file(), (tmp_path / "journal.jsonl").is_file()))
        if len(seen) == 1:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        batch(made[0], tmp_path, after=[broken])
    done = batch(made[0], tmp_path, resume=True, after=[broken])
    assert seen == [(True, True), (True, True)]
    assert (done.tally.judged, done.written.changed) == (0, False)
    assert not (tmp_path / "journal.jsonl").exists()


def test_the_first_twenty_unread_are_named_in_order_and_all_are_counted(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.pdf").touch()
    tally = batch(folder, tmp_path / "out").tally
    assert [name for name, _ in tally.unread] == [f"{number:02}.pdf" for number in range(20)]
    assert tally.unread_count == 30
    assert tally.codes == {ExitCode.unread}


def test_two_documents_of_one_name_are_refused(tmp_path):
    found = Found((Item("a.txt", data=b"one"), Item("a.txt", data=b"two")))
    with Folder(tmp_path, "x", force=False, resume=False) as place, pytest.raises(ValueError, match="one name"):
        run(found, Job(), lambda items, stop: iter(()), place, inputs="x")


def test_asked_to_stop_while_views_are_made_it_stops_before_the_next(tmp_path):
    folder = tmp_path / "templates"
    make(folder, 3)
    called = []

    def after(finished):
        called.append(finished)

    with pytest.raises(Stopped, match="stopped after 3 of 3"):
        batch(folder, tmp_path / "out", after=[after, after], stop=lambda: bool(called))
    assert len(called) == 1
    batch(folder, tmp_path / "out", resume=True, after=[after])
    assert len(called) == 2


def test_the_first_ctrl_c_is_answered_and_the_second_stops_at_once():
    heard = []
    with stopping(lambda: heard.append(1)) as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert heard == [1]
