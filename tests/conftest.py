"""For all tests."""

from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker

import pytest


@pytest.fixture(scope="module", autouse=True)
def no_helpers() -> Iterator[None]:
    """New interpreters of executors and clusters leave processes running that tests would take for ours."""
    yield
    server, tracker = forkserver._forkserver, resource_tracker._resource_tracker
    for one, pid in ((server, "_forkserver_pid"), (tracker, "_pid")):
        stop = getattr(one, "_stop", None)
        if stop is not None and getattr(one, pid, None) is not None:
            stop()
