"""Pictures of the local page, with a sample on it; `pictures.py` makes them with all others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLE = "agency-terms.pdf"

__all__ = ["serve_pictures"]


def serve_pictures(browser: Any) -> Iterator[tuple[str, bytes]]:
    """Name and PNG of each: the page as it opens, and with a report; `browser` is playwright's."""
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "clausecheck", "serve", "--no-browser"]
        env = os.environ | {"CLAUSECHECK_CONFIG": str(Path(folder, "none.toml"))}
        with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=env) as server:  # noqa: S603 - our own
            page = browser.new_page(viewport={"width": 1000, "height": 600}, color_scheme="light")
            page.goto(next(iter(server.stderr or ())).split()[-1])
            page.wait_for_selector("#order")
            yield "serve-page.png", page.screenshot()
            page.set_viewport_size({"width": 1000, "height": 900})
            page.set_input_files("#contract", HERE / SAMPLE)
            page.click("#check")
            page.wait_for_selector("#result:visible")
            page.frame_locator("#frame").locator("article.topic").first.wait_for()
            page.evaluate("scrollTo(0, 0)")
            yield "serve-report.png", page.screenshot()
            page.close()
            server.send_signal(signal.SIGINT)
