"""Make the pictures of the README from the samples: `python sample_contracts/pictures.py [NAME...]`.

Needs the `dev` extra, Chromium (`apt-get install chromium`, or CLAUSECHECK_CHROMIUM with its path) and LibreOffice
(`apt-get install libreoffice-writer libreoffice-calc
fonts-crosextra-carlito fonts-crosextra-caladea`). Each is what a user sees: pages of Word and Excel files as
LibreOffice prints them, pages of PDFs as pdfium draws them, the rest in a browser or as a terminal shows it.
"""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import cmarkgfm
import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from clausecheck.document import Document
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.judging.versions import Version, compare_versions
from clausecheck.mark.marking import Wanted, mark
from clausecheck.render.html import render_html
from clausecheck.render.markdown import render_markdown
from clausecheck.render.terminal import render_terminal
from clausecheck.render.versions import render_versions
from clausecheck.render.xlsx import render_xlsx
from clausecheck.report import Report

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"

COLOURS = 64
# Enough for a page of text and flat colours; a tenth of the size.

TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #1b1f24 }
pre { margin: 0; padding: 18px 22px; color: #e4e7ea; font: 14px/1.38 "DejaVu Sans Mono", monospace }
.b { font-weight: bold; color: #fff } .r { font-weight: bold; color: #ff8a80 }
.y { font-weight: bold; color: #ffd866 } .g { font-weight: bold; color: #8be28b }
</style><pre>%s</pre>"""
CODES = {"1": "b", "1;31": "r", "1;33": "y", "1;32": "g"}

MARKDOWN = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 18px 32px; background: #fff; color: #1f2328; font: 15px/1.5 "Liberation Sans", sans-serif }
h1, h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: 6px } h1 { font-size: 26px } h2 { font-size: 21px }
table { border-collapse: collapse } th, td { border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left }
</style>%s"""

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Writer/Print/Content">
<prop oor:name="Note" oor:op="fuse"><value>4</value></prop></item></oor:items>"""
# Of LibreOffice: comments are printed in the margin.


class Studio:
    """What the pictures are taken with: browser, checker, and a folder that is gone afterwards."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser = browser
        self.folder = folder

    @cached_property
    def checker(self) -> Checker:
        return Checker()

    @cached_property
    def titles(self) -> dict[str, str]:
        return {topic.slug: topic.title for topic in self.checker.rulebook.topics}

    def checked(self, sample: str) -> tuple[Report, Document]:
        document = extract(HERE / sample)
        return self.checker.check(document), document

    def page(self, text: str, size: tuple[int, int], element: str = "") -> Image.Image:
        """A window of `size` on a page of HTML, opened at an element."""
        file = self.folder / "page.html"
        file.write_text(text, encoding="utf-8")
        page = self.browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
        page.goto(file.as_uri())
        if element:
            page.locator(element).first.evaluate("element => element.scrollIntoView()")
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        page.close()
        return shot

    def terminal(self, text: str, lines: tuple[int, int]) -> Image.Image:
        """Lines of what a terminal of 80 columns shows, colours as there."""
        shown = "\n".join(text.splitlines()[slice(*lines)])
        coloured = re.sub(
            r"\x1b\[([\d;]+)m(.*?)\x1b\[0m",
            lambda found: f'<span class="{CODES[found[1]]}">{found[2]}</span>',
            html.escape(shown, quote=False),
        )
        return self.page(TERMINAL % coloured, (730, 36 + round((lines[1] - lines[0]) * 19.32)))

    def printed(self, data: bytes, name: str) -> bytes:
        """A Word or Excel file as LibreOffice prints it, comments in the margin."""
        settings = self.folder / "profile" / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(SETTINGS, encoding="utf-8")
        file = self.folder / name
        file.write_bytes(data)
        how = ["--convert-to", "pdf"] if name.endswith(".xlsx") else ["--print-to-file"]  # printed, a sheet comes alone
        command = ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", *how]
        subprocess.run([*command, "--outdir", self.folder, file], check=True, capture_output=True, timeout=180)  # noqa: S603
        return file.with_suffix(".pdf").read_bytes()


def drawn(pdf: bytes, page: int, width: int, part: tuple[float, float, float, float]) -> Image.Image:
    """Part of a page of a PDF (left, top, right, bottom as shares of it), `width` pixels wide, in a thin frame."""
    opened = pypdfium2.PdfDocument(pdf)[page]
    left, top, right, bottom = part
    shot = opened.render(scale=width / (right - left) / opened.get_width()).to_pil().convert("RGB")
    box = (left * shot.width, top * shot.height, right * shot.width, bottom * shot.height)
    return ImageOps.expand(shot.crop(tuple(map(round, box))), 1, "#b8c0c8")


def terminal_report(studio: Studio) -> Image.Image:
    report, _ = studio.checked("booking-form.docx")
    return studio.terminal(render_terminal(report, titles=studio.titles, colour=True), (0, 40))


def terminal_diff(studio: Studio) -> Image.Image:
    names = ("practice-agreement.docx", "practice-agreement-answer.docx")
    versions = []
    for name in names:
        report, document = studio.checked(name)
        versions.append(Version(studio.checker.read(document), report))
    text = render_versions(compare_versions(*versions), titles=studio.titles, width=80, colour=True)
    return studio.terminal(text, (0, 39))


def letter(studio: Studio) -> Image.Image:
    """The message as Word shows it."""
    command = [sys.executable, "-m", "clausecheck", "letter", HERE / "practice-letter.docx", "--format", "docx"]
    target = studio.folder / "letter.docx"
    subprocess.run([*command, "-o", target], check=True, capture_output=True, timeout=60)  # noqa: S603
    return drawn(studio.printed(target.read_bytes(), "letter.docx"), 0, 700, (0, 0.04, 1, 0.66))


def html_report(studio: Studio, size: tuple[int, int], element: str) -> Image.Image:
    report, document = studio.checked("solicitor-two-columns.pdf")
    return studio.page(render_html(report, document, titles=studio.titles), size, element)


def markdown_report(studio: Studio) -> Image.Image:
    report, _ = studio.checked("booking-form.docx")
    body = cmarkgfm.github_flavored_markdown_to_html(render_markdown(report, titles=studio.titles))
    return studio.page(MARKDOWN % body, (900, 620), "h2:has-text('What hurts')")


def workbook(studio: Studio) -> Image.Image:
    report, _ = studio.checked("practice-letter.docx")
    pdf = studio.printed(render_xlsx(report, titles=studio.titles), "report.xlsx")
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    findings = next(number for number, text in enumerate(pages) if "In words" in text)
    return drawn(pdf, findings, 1000, (0.05, 0.07, 0.315, 0.22))


def marked_word(studio: Studio) -> Image.Image:
    report, document = studio.checked("booking-form.docx")
    redline = {topic.slug: topic.redline for topic in studio.checker.rulebook.topics}
    data = (HERE / document.name).read_bytes()
    out = mark(data, document, report, Wanted(studio.titles, redline=redline))
    return drawn(studio.printed(out.data, "marked.docx"), 0, 900, (0.07, 0.13, 0.94, 0.71))


def marked_pdf(studio: Studio, page: int, width: int, part: tuple[float, float, float, float]) -> Image.Image:
    report, document = studio.checked("agency-terms.pdf")
    data = (HERE / document.name).read_bytes()
    return drawn(mark(data, document, report, Wanted(studio.titles, cover=True)).data, page, width, part)


def served(studio: Studio, name: str) -> Image.Image:
    """The local page."""
    from pictures_serve import page_opened, page_with_report

    png = {"page": page_opened, "report": page_with_report}[name](studio.browser)
    return Image.open(io.BytesIO(png)).convert("RGB")


def batch_page(studio: Studio, tab: str, height: int) -> Image.Image:
    """The dashboard of a batch of all samples."""
    from pictures_of_batch import page_of_batch

    return Image.open(io.BytesIO(page_of_batch(studio.browser, tab, height))).convert("RGB")


def batch_workbook(studio: Studio) -> Image.Image:
    """The overview of its workbook."""
    from pictures_of_batch import workbook_of_batch

    return drawn(studio.printed(workbook_of_batch(), "batch.xlsx"), 0, 1000, (0.04, 0.06, 0.96, 0.42))


SHOTS: dict[str, Callable[[Studio], Image.Image]] = {
    "terminal.png": terminal_report,
    "html-report.png": partial(html_report, size=(1000, 1000), element=""),
    "html-finding.png": partial(html_report, size=(1000, 520), element="article.topic:has-text('Whose paper wins')"),
    "word-marked.png": marked_word,
    "pdf-marked.png": partial(marked_pdf, page=1, width=820, part=(0.03, 0.05, 0.97, 0.5)),
    "pdf-cover.png": partial(marked_pdf, page=0, width=640, part=(0.05, 0.04, 0.95, 0.6)),
    "letter.png": letter,
    "diff.png": terminal_diff,
    "markdown.png": markdown_report,
    "workbook.png": workbook,
    "serve-page.png": partial(served, name="page"),
    "serve-report.png": partial(served, name="report"),
    "dashboard.png": partial(batch_page, tab="", height=760),
    "dashboard-clauses.png": partial(batch_page, tab="Same clauses", height=600),
    "workbook-overview.png": batch_workbook,
}
"""Every picture and how it is taken."""


def main(wanted: list[str]) -> None:
    path = os.environ.get("CLAUSECHECK_CHROMIUM") or shutil.which("chromium")
    if path is None or shutil.which("soffice") is None:
        sys.exit(f"Chromium or LibreOffice is not there.\n{__doc__}")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        studio = Studio(browser, Path(folder))
        for name in wanted or SHOTS:
            shot = SHOTS[name](studio).quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
            shot.save(PICTURES / name, optimize=True)
            print(f"{name}: {(PICTURES / name).stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
