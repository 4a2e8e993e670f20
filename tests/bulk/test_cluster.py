"""Batches on a real scheduler and real workers, started here as a user starts them."""

import os
import signal
import sys
from pathlib import Path

import pytest

from clausecheck.bulk import cluster as cluster_module
from clausecheck.bulk.cluster import Cluster, ClusterLost
from clausecheck.bulk.folder import Folder
from clausecheck.bulk.inputs import find
from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.kit import Unfit
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.result import Outcome
from clausecheck.bulk.running import Stopped, run
from clausecheck.errors import UsageProblem
from clausecheck.rulebook.places import builtin_folder, snapshot
from tests.bulk.documents import make
from tests.bulk.machines import Machines, certificates
from tests.bulk.runs import Runs
from tests.bulk.trouble import Trouble, item

pytest.importorskip("distributed")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

COUNT = 24
SECRETS = ("secretname", "secretword", "secretpass")


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("machines")).add(2) as started:
        yield started


@pytest.fixture
def others(tmp_path):
    """A cluster that may be broken; workers are to be added."""
    with Machines(tmp_path / "machines") as started:
        yield started


@pytest.fixture(scope="module")
def templates(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    make(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def undisturbed(templates, tmp_path_factory) -> bytes:
    return locally(templates, tmp_path_factory.mktemp("undisturbed"))


def locally(templates, out, *, resume=False, job=None):
    job = job or Job()
    with Folder(out, "x", force=False, resume=resume) as place, Pool(job, 2) as pool:
        done = run(find([str(templates)], out), job, pool.run, place, inputs="x", resume=resume)
    return done.written.results.read_bytes()


def clustered(machines, templates, out, *, resume=False, job=None, tls=None, watch=lambda tally: None, **options):
    job = job or Job()
    with Folder(out, "x", force=False, resume=resume) as place, Cluster(machines.address, tls=tls) as cluster:
        found = find([str(templates)], out)
        source = cluster.source(job, len(found.items))
        done = run(found, job, source, place, inputs="x", resume=resume, watch=watch, **options)
    return done.written.results.read_bytes()


def troubled(machines, names, **options):
    """What came of documents that do what their names say, by name."""
    with Cluster(machines.address, maker=Trouble) as cluster:
        source = cluster.source(Job(**options), len(names))
        return {told.name: told for told in source(map(item, names), lambda: False)}


def test_the_results_are_the_same_bytes_as_on_this_machine(machines, templates, undisturbed, tmp_path):
    assert clustered(machines, templates, tmp_path) == undisturbed
    machines.await_idle()


def test_files_at_addresses_are_read_where_the_worker_is(machines, templates, undisturbed, tmp_path):
    assert clustered(machines, templates.as_uri(), tmp_path) == undisturbed


def test_rules_of_the_user_are_sent_along(machines, templates, tmp_path):
    rules = tmp_path / "rules"
    (rules / "workload").mkdir(parents=True)
    for topic in (builtin_folder() / "workload").glob("*.yaml"):
        worse = topic.read_text().replace("severity: 3", "severity: 5")
        (rules / "workload" / topic.name).write_text(worse)
    job = Job(rules=snapshot([rules]))
    some = templates / "north"
    here = locally(some, tmp_path / "here", job=job)
    assert clustered(machines, some, tmp_path / "there", job=job) == here
    assert here != locally(some, tmp_path / "without")


def test_a_worker_killed_midway_loses_nothing(others, templates, undisturbed, tmp_path):
    others.add(2)
    killed = []

    def kill(tally):
        if tally.done >= 5 and not killed:
            killed.append(others.workers[0].pid)
            others.workers[0].kill()

    assert clustered(others, templates, tmp_path / "out", watch=kill) == undisturbed
    assert killed


def test_when_the_scheduler_goes_what_is_done_is_kept_and_gone_on_with(others, templates, undisturbed, tmp_path):
    others.add(2)

    def kill(tally):
        if tally.done == 5:
            others.scheduler.kill()

    with pytest.raises(ClusterLost, match=r"the scheduler tcp://.* has gone\. What was done is kept.*--resume"):
        clustered(others, templates, tmp_path / "out", watch=kill)
    kept = (tmp_path / "out" / "journal.jsonl").read_bytes().count(b"\n") - 1
    assert 5 <= kept < COUNT
    others.await_idle()
    assert locally(templates, tmp_path / "out", resume=True) == undisturbed


def test_a_scheduler_that_no_longer_answers_does_not_hold_the_run(
    others, templates, undisturbed, tmp_path, monkeypatch
):
    others.add(2)
    monkeypatch.setattr(cluster_module, "_COUNT_AGAIN", 0.2)
    monkeypatch.setattr(cluster_module, "_SILENCE", 3.0)
    monkeypatch.setattr(cluster_module, "_ENDING", 1.0)

    def freeze(tally):
        if tally.done == 5:
            others.scheduler.send_signal(signal.SIGSTOP)

    with pytest.raises(ClusterLost, match=r"the scheduler tcp://.* does not answer\. What was done is kept.*--resume"):
        clustered(others, templates, tmp_path / "out", watch=freeze)
    assert locally(templates, tmp_path / "out", resume=True) == undisturbed


def test_ctrl_c_ends_the_work_in_the_cluster_and_the_run_goes_on(machines, templates, undisturbed, tmp_path):
    runs = Runs(templates, tmp_path)
    run = runs.begin("--cluster", machines.address)
    runs.await_journal(5)
    os.killpg(run.pid, signal.SIGINT)
    told, failures = run.communicate(timeout=30)
    assert (run.returncode, told) == (130, "")
    assert "--resume goes on from there" in failures
    machines.await_idle()
    kept = len(runs.journalled())
    assert 5 <= kept < COUNT
    told, _ = runs.begin("--resume", "--cluster", machines.address).communicate()
    assert f"{kept} of them before" in told
    assert (runs.out / "results.jsonl").read_bytes() == undisturbed


def test_a_stopped_run_goes_on_in_the_cluster(machines, templates, undisturbed, tmp_path):
    seen = []
    with pytest.raises(Stopped):
        clustered(machines, templates, tmp_path, watch=seen.append, stop=lambda: len(seen) >= 5)
    machines.await_idle()
    kept = (tmp_path / "journal.jsonl").read_bytes().count(b"\n") - 1
    tallies = []
    assert clustered(machines, templates, tmp_path, resume=True, watch=tallies.append) == undisturbed
    assert tallies[-1].resumed >= kept - 2  # an empty file is looked at again


def test_a_document_that_hangs_or_breaks_down_costs_itself(machines):
    names = ["good-1", "hang-1", "good-2", "exit-1", "segfault-1", "good-3", "good-4"]
    told = troubled(machines, names)
    assert {name: each.failure for name, each in told.items()} == {
        **{f"good-{number}": "" for number in (1, 2, 3, 4)},
        "hang-1": "time",
        "exit-1": "crash",
        "segfault-1": "crash",
    }


def test_a_document_that_takes_the_worker_with_it_costs_itself(others):
    others.add(2, nanny=True)
    names = [*(f"good-{number}" for number in range(20)), "executor-1", *(f"late-{number}" for number in range(20))]
    told = troubled(others, names)
    assert sorted(told) == sorted(names)
    assert {name for name, each in told.items() if each.outcome is Outcome.failed} == {"executor-1"}
    assert told["executor-1"].failure == "crash"
    assert "--resume" in told["executor-1"].reason


def test_stopped_it_ends_what_is_judged_in_the_cluster(machines):
    with Cluster(machines.address, maker=Trouble) as cluster:
        source = cluster.source(Job(), 1)
        names = [f"sleep-{number}" for number in range(50)]
        assert list(source(map(item, names), lambda: len(machines.judging()) == 2)) == []
    machines.await_idle()


def test_what_workers_need_is_sent_to_each_once(machines, tmp_path):
    troubled(machines, [f"good-{number}" for number in range(60)], engagement=str(tmp_path))
    assert 1 <= len(list(tmp_path.glob("made.*"))) <= 2


def test_no_log_of_the_cluster_holds_names_words_or_passwords(others, templates, tmp_path):
    others.add(1, nanny=True)
    with Cluster(others.address, maker=Trouble) as cluster:
        items = [Item(f"executor-{SECRETS[0]}{n}", data=SECRETS[1].encode()) for n in range(2)]
        list(cluster.source(Job(password=SECRETS[2]), 2)(items, lambda: False))
    others.close()
    log = others.log.read_bytes()
    assert b"clausecheck-" in log  # tasks are told of
    for secret in SECRETS:
        assert secret.encode() not in log


def test_another_version_on_a_worker_is_refused(others, tmp_path):
    (tmp_path / "old" / "clausecheck").mkdir(parents=True)
    (tmp_path / "old" / "clausecheck" / "__init__.py").write_text("__version__ = '0.0.1'\n")
    others.add(1, path=tmp_path / "old")
    from clausecheck import __version__

    with pytest.raises(Unfit, match=rf"worker tcp://\S+ has clausecheck 0\.0\.1, this machine {__version__}\. Install"):
        Cluster(others.address)


def test_a_worker_without_clausecheck_is_refused(others, tmp_path):
    (tmp_path / "none" / "clausecheck").mkdir(parents=True)
    (tmp_path / "none" / "clausecheck" / "__init__.py").write_text("raise ImportError\n")
    others.add(1, path=tmp_path / "none")
    with pytest.raises(Unfit, match=r"has no clausecheck, this machine .* Install it there"):
        Cluster(others.address)


def test_a_worker_with_other_code_of_that_version_is_refused(others, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import clausecheck.bulk.keys as keys\nkeys.code_of = lambda *words: 'other'\n"
    )
    others.add(1, path=tmp_path)
    with pytest.raises(Unfit, match="other code or built-in rules"):
        Cluster(others.address)


def test_a_scheduler_without_workers_is_refused(others):
    with pytest.raises(UsageProblem, match=r"has no workers\. Start some .* dask worker tcp://"):
        Cluster(others.address, patience=0.5)


def test_an_address_where_nobody_answers_is_told():
    with pytest.raises(UsageProblem, match=r"no scheduler answers there .*dask scheduler"):
        Cluster("tcp://127.0.0.1:1", patience=0.3)


@pytest.mark.parametrize("address", ["scheduler:8786", "http://host:1", "tcp://host", "tcp://me:secret@host:8786"])
def test_what_is_no_address_of_a_scheduler_is_refused(address):
    with pytest.raises(UsageProblem, match="as tcp://host:8786 or tls://host:8786"):
        Cluster(address)


def test_tls_is_used_with_certificates_of_ones_own(templates, undisturbed, tmp_path):
    tls = certificates(tmp_path / "tls")
    other = certificates(tmp_path / "other")
    with Machines(tmp_path / "machines", tls=tls).add(1) as machines:
        assert machines.address.startswith("tls://")
        assert clustered(machines, templates / "north", tmp_path / "out", tls=tls) == locally(
            templates / "north", tmp_path / "here"
        )
        with pytest.raises(UsageProblem, match="no scheduler answers there by TLS with this certificate"):
            Cluster(machines.address, tls=other, patience=1)
        with pytest.raises(UsageProblem, match="one with TLS has a tls:// address"):
            Cluster(machines.address.replace("tls:", "tcp:"), patience=1)
        with pytest.raises(UsageProblem, match="add --cluster-tls"):
            Cluster(machines.address)


def test_wrong_files_for_tls_are_told(tmp_path):
    ca, cert, key = certificates(tmp_path)
    with pytest.raises(UsageProblem, match="make no certificate, in the order authority"):
        Cluster("tls://127.0.0.1:1", tls=(key, ca, cert))
    with pytest.raises(UsageProblem, match=r"none\.pem: there is no such file"):
        Cluster("tls://127.0.0.1:1", tls=(ca, cert, tmp_path / "none.pem"))
    with pytest.raises(UsageProblem, match="is for tls://"):
        Cluster("tcp://127.0.0.1:1", tls=(ca, cert, key))
