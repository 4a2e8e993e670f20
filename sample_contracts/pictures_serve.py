"""Pictures of the local page, with a sample on it; `pictures.py` makes them with all others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLE = "agency-terms.pdf"

__all__ = ["page_opened", "page_with_report"]


def page_opened(browser: Any) -> bytes:
    """The page as it opens, a PNG; `browser` is playwright's."""
    with _page(browser, 600) as page:
        png: bytes = page.screenshot()
        return png


def page_with_report(browser: Any) -> bytes:
    """The page with a report on a sample."""
    with _page(browser, 900) as page:
        page.set_input_files("#contract", HERE / SAMPLE)
        page.click("#check")
        page.wait_for_selector("#result:visible")
        page.frame_locator("#frame").locator("article.topic").first.wait_for()
        page.evaluate("scrollTo(0, 0)")
        png: bytes = page.screenshot()
        return png


@contextmanager
def _page(browser: Any, height: int) -> Iterator[Any]:
    """The page of a server that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "clausecheck", "serve", "--no-browser"]
        env = os.environ | {"CLAUSECHECK_CONFIG": str(Path(folder, "none.toml"))}
        with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=env) as server:  # noqa: S603 - our own
            page = browser.new_page(viewport={"width": 1000, "height": height}, color_scheme="light")
            page.goto(next(iter(server.stderr or ())).split()[-1])
            page.wait_for_selector("#order")
            yield page
            page.close()
            server.send_signal(signal.SIGINT)
