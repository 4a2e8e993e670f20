"""Pictures of what a batch of the samples came to; `pictures.py` takes them with all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.bulk.views.writing import DASHBOARD, WORKBOOK, write_views
from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.render.json import report_value

HERE = Path(__file__).resolve().parent
SAMPLES = ("*.pdf", "*.docx", "*.odt", "*.rtf", "*.eml", "*.zip")

__all__ = ["page_of_batch", "workbook_of_batch"]


def page_of_batch(browser: Any, tab: str, height: int) -> bytes:
    """The dashboard, opened at a tab, as a PNG; `browser` is playwright's."""
    with _views() as folder:
        page = browser.new_page(viewport={"width": 1100, "height": height}, color_scheme="light")
        page.goto((folder / DASHBOARD).as_uri())
        if tab:
            page.get_by_role("tab", name=tab).click()
        png: bytes = page.screenshot()
        page.close()
        return png


def workbook_of_batch() -> bytes:
    """The workbook."""
    with _views() as folder:
        return (folder / WORKBOOK).read_bytes()


@contextmanager
def _views() -> Iterator[Path]:
    """A folder with all views of the samples, gone afterwards."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        titles = _batch(folder / "results.jsonl")
        write_views(folder / "results.jsonl", titles=titles, heading="Sample contracts")
        yield folder


def _batch(results: Path) -> dict[str, str]:
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
