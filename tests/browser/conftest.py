"""A real browser, headless, for pages that must hold in one.

`CLAUSECHECK_CHROMIUM` names it where it is not on the path. Without a browser or playwright these tests are skipped,
except under `.ci/run` (or any CI), where they fail instead.
"""

import os
import shutil
from collections.abc import Iterator

import pytest


def missing(what: str) -> None:
    reason = f"{what} is not there: apt-get install chromium; pip install -e '.[dev]'"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium of the system, driven by playwright; nothing is downloaded."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    named = os.environ.get("CLAUSECHECK_CHROMIUM", "")
    path = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing("Chromium")
    # Without its sandbox, for containers where we are root; the pages are our own.
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()
