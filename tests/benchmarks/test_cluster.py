"""A batch on a Dask cluster of two workers on this machine, against two workers of the local pool."""

import os
import sys
import time
from contextlib import ExitStack

import pytest

from clausecheck.bulk.cluster import Cluster
from clausecheck.bulk.inputs import find
from clausecheck.bulk.job import Job
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.work import make_checker, warm
from tests.bulk.documents import make
from tests.bulk.machines import Machines

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
    pytest.mark.skipif(len(getattr(os, "sched_getaffinity", lambda _: [])(0)) < 2, reason="needs two cores"),
]

COUNT = int(os.environ.get("CLAUSECHECK_BATCH_DOCUMENTS", "100"))
REPEATS = 2
CLUSTER_OVER_POOL = 0.6
"""The aim is 0.8. Measured on a busy machine: 0.76 and 1.03 (6.5 documents a second), same bytes."""


def test_two_workers_of_a_cluster_do_most_of_what_two_of_a_pool_do(tmp_path, capsys):
    """Workers are started within the time of both; rules are loaded before in the pool, whose workers are forks."""
    make(tmp_path, COUNT)
    found, job = find([str(tmp_path)], tmp_path / "out"), Job()
    checker = make_checker(job)
    warm(checker, job.engine)

    def rate(source) -> tuple[float, list[str]]:
        begin = time.perf_counter()
        lines = sorted(told.line for told in source(found.items, lambda: False))
        return len(lines) / (time.perf_counter() - begin), lines

    pools, clusters = [], []
    with ExitStack() as stack:
        machines = stack.enter_context(Machines(tmp_path / "machines").add(2))
        for _ in range(REPEATS):
            with Pool(job, 2, checker=checker) as pool:
                pools.append(rate(pool.run))
            with Cluster(machines.address) as cluster:
                clusters.append(rate(cluster.source(job, COUNT)))
    assert {tuple(lines) for _, lines in pools} == {tuple(lines) for _, lines in clusters}
    local, remote = (max(rate for rate, _ in each) for each in (pools, clusters))
    with capsys.disabled():
        print(f"\n  a cluster of two over a pool of two: {remote / local:.2f} ({remote:.1f}, {local:.1f} a second)")
    assert remote / local >= CLUSTER_OVER_POOL
