"""Make the pictures of a batch for the README from the samples: `python sample_contracts/pictures_of_batch.py`.

Needs what `pictures.py` needs, and LibreOffice (`apt-get install libreoffice-calc`) for that of the workbook.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.bulk.views.writing import DASHBOARD, WORKBOOK, write_views
from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.render.json import report_value

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
SAMPLES = ("*.pdf", "*.docx", "*.odt", "*.rtf", "*.eml", "*.zip")
COLOURS = 64


def main() -> None:
    path = os.environ.get("CLAUSECHECK_CHROMIUM") or shutil.which("chromium")
    office = shutil.which("soffice")
    if path is None or office is None:
        sys.exit("Chromium and LibreOffice are needed: apt-get install chromium libreoffice-calc")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        titles = batch(folder / "results.jsonl")
        write_views(folder / "results.jsonl", titles=titles, heading="Sample contracts")
        dashboard(path, folder / DASHBOARD)
        overview(office, folder / WORKBOOK)


def batch(results: Path) -> dict[str, str]:
    """Check every sample; titles of topics."""
    checker = Checker()
    lines = []
    for sample in sorted(path for kind in SAMPLES for path in HERE.glob(kind)):
        try:
            document = extract(sample)
            report = report_value(checker.check(document))
            outcome = Outcome.judged if report["document"]["coverage"]["complete"] else Outcome.partial
            lines.append(Result(sample.name, outcome, document.sha256, report).line())
        except UnreadableInput as error:
            lines.append(Result(sample.name, Outcome.failed, "", None, Failure("unreadable", str(error))).line())
    results.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return {topic.slug: topic.title for topic in checker.rulebook.topics}


def dashboard(browser_path: str, page_file: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 800}, color_scheme="light")
        page.goto(page_file.as_uri())
        keep(Image.open(io.BytesIO(page.screenshot())), "dashboard.png")
        page.get_by_role("tab", name="Same clauses").click()
        page.set_viewport_size({"width": 1200, "height": 640})
        keep(Image.open(io.BytesIO(page.screenshot())), "dashboard-clauses.png")
        browser.close()


def overview(office: str, book: Path) -> None:
    """The first page of the workbook, as printed."""
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    call = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(book.parent), str(book)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own file
    page = pypdfium2.PdfDocument(book.with_suffix(".pdf"))[0].render(scale=2.2).to_pil().convert("RGB")
    box = Image.eval(page.convert("L"), lambda value: 255 - value).getbbox()
    left, top, right, _ = box
    keep(page.crop((left, top, right, top + 260)), "workbook-overview.png")


def keep(picture: Image.Image, name: str) -> None:
    flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(PICTURES / name, optimize=True)
    print(PICTURES / name)


if __name__ == "__main__":
    main()
