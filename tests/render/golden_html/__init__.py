"""The words of every sample's HTML report, as a reader without styles would read them.

`python -m tests.render.golden_html` writes them anew, after a change to rules or layout: read the difference before
it is kept.
"""

from pathlib import Path

from clausecheck import __version__
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.render.html import render_html
from tests.render.pages import parsed, words

__all__ = ["GOLDEN", "SAMPLES", "sample_words"]

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent
SAMPLES = sorted(
    p
    for p in (ROOT / "sample_contracts").iterdir()
    # The words of a scan are those of whatever version of the OCR program is installed.
    if p.suffix in (".pdf", ".docx", ".eml") and not p.stem.endswith("-scan")
)


def sample_words(checker: Checker, path: Path) -> str:
    document = extract(path)
    titles = {topic.slug: topic.title for topic in checker.rulebook.topics}
    report = checker.check(document)
    text = words(parsed(render_html(report, document, titles=titles)))
    # These change with every release and every rule.
    return text.replace(report.rules_sha256, "RULES").replace(f"clausecheck {__version__}", "clausecheck VERSION")
