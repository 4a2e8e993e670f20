"""A server that the tests of one module share, and a contract checked on it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.servers import Server, sample, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def checked(server) -> dict[str, Any]:
    """A contract that was checked."""
    return server.check(sample("agency-terms.pdf"))
