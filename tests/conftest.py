"""For all tests."""

from collections.abc import Iterator
from multiprocessing import resource_tracker

import pytest


@pytest.fixture(scope="module", autouse=True)
def no_tracker() -> Iterator[None]:
    """New interpreters of executors and clusters leave a process running that tests would take for ours."""
    yield
    stop = getattr(resource_tracker._resource_tracker, "_stop", None)
    if stop is not None and resource_tracker._resource_tracker._pid is not None:
        stop()
