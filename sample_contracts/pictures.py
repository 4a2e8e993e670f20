"""Make the pictures of the README from the samples: `python sample_contracts/pictures.py`.

Needs Chromium (`apt-get install chromium`, or CLAUSECHECK_CHROMIUM with its path) and the `dev` extra.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from pictures_serve import serve_pictures
from PIL import Image
from playwright.sync_api import sync_playwright

from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.render.html import render_html

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"

SHOTS = (
    ("html-report.png", "solicitor-two-columns.pdf", 1000, 1000, ""),
    ("html-finding.png", "solicitor-two-columns.pdf", 1000, 520, "article.topic:has-text('Whose paper wins')"),
)
# Picture, sample, width and height of the window, and the element it is opened at.

COLOURS = 64
# Enough for a page of text and flat colours; a tenth of the size.


def main() -> None:
    path = os.environ.get("CLAUSECHECK_CHROMIUM") or shutil.which("chromium")
    if path is None:
        sys.exit("Chromium is not there: apt-get install chromium, or set CLAUSECHECK_CHROMIUM.")
    PICTURES.mkdir(exist_ok=True)
    checker = Checker()
    titles = {topic.slug: topic.title for topic in checker.rulebook.topics}
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture, sample, width, height, element in SHOTS:
            document = extract(HERE / sample)
            page_file = Path(folder, f"{sample}.html")
            page_file.write_text(render_html(checker.check(document), document, titles=titles), encoding="utf-8")
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(page_file.as_uri())
            if element:
                page.locator(element).evaluate("element => element.scrollIntoView()")
            keep(picture, page.screenshot())
            page.close()
        for picture, png in serve_pictures(browser):
            keep(picture, png)
        browser.close()


def keep(picture: str, png: bytes) -> None:
    """Write a picture in few colours."""
    shot = Image.open(io.BytesIO(png)).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / picture, optimize=True)
    print(PICTURES / picture)


if __name__ == "__main__":
    main()
