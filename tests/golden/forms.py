"""Makes every form of every sample as text, and says where it differs from the goldens.

`digests.txt` holds a line for each sample and form: how many lines it has and what they hash to. Forms that people
read are kept whole in `kept/`, to be read by people: some of every sample, the long ones of one sample alone.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import openpyxl

from clausecheck import __version__
from clausecheck.cli.choices import Form
from clausecheck.cli.forms import Shown, log_of, rendered
from clausecheck.document import Document
from clausecheck.errors import ExitCode
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.judging.deal import read_deal
from clausecheck.judging.versions import Version, compare_versions
from clausecheck.letter.mail import letter_mail
from clausecheck.letter.text import letter_text
from clausecheck.letter.word import letter_docx
from clausecheck.mark.marking import FORMATS, Wanted, mark
from clausecheck.render.versions import render_versions, versions_json
from clausecheck.report import Report
from tests.golden.marked import cover_words, pdf_words, word_words
from tests.letter.letters import sample_letter
from tests.render.pages import parsed, words

__all__ = ["SAMPLES", "WHOLE", "Made", "differences", "exact", "made", "rewrite", "samples"]

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "sample_contracts"
DIGESTS = HERE / "digests.txt"
KEPT = HERE / "kept"
WHOLE = "booking-form.docx"
# The sample of which the long forms are kept whole too: short, and with something in every part of a report.

DEAL = "practice-agreement.docx+deal.yaml"
ANSWER = ("practice-agreement.docx", "practice-agreement-answer.docx")

LONG = ("terminal", "markdown", "csv", "sarif")
SHORT = ("html-words", "letter", "marked", "cover", "diff")
# Forms kept whole of WHOLE and the deal, and of every sample. JSON and the workbook say the same at far greater length.
ANOTHER = (".odt", ".rtf", ".zip")
# Samples that say what others say: their digests are enough.

CARRIERS = ("offer-with-terms.eml", "to-sign.zip")
# The contract lies in a file within: there is nobody to write to about the cover.

_RULES = re.compile(r"[0-9a-f]{64}")
# The hashes of file and rules: a comment in a rule file changes them and nothing else.

Made = tuple[str, str, str]
"""Sample, form and text."""


def samples() -> list[Path]:
    """Every sample contract."""
    return sorted(p for p in SAMPLES.iterdir() if p.suffix in (".pdf", ".docx", ".odt", ".rtf", ".eml", ".zip"))


def exact(name: str) -> bool:
    """Its words are the same everywhere; those of a scan depend on the OCR program's version."""
    return "-scan" not in name


def made() -> Iterator[Made]:
    """Every form of every sample as text, without hashes and version; cells, comments and highlights a line each."""
    for name, form, text in _all():
        out = _RULES.sub("(hash)", text.replace("\r\n", "\n"))
        yield name, form, out.replace(f"clausecheck {__version__}", "clausecheck VERSION") if form in SHORT else out


def _all() -> Iterator[Made]:
    checker = Checker()
    versions = {}
    for path in samples():
        document = extract(path)
        report = checker.check(document)
        yield from _reported(path.name, report, document, checker)
        if path.name not in CARRIERS:
            yield from _sent(path.name, document, checker)
        yield from _marked(path, report, document, checker)
        if path.name in ANSWER:
            versions[path.name] = Version(checker.read(document), report)
    sheet = SAMPLES / "deal.yaml"
    agreed = Checker(deal=read_deal(sheet.read_bytes(), sheet.name).with_figures(()))
    document = extract(SAMPLES / "practice-agreement.docx")
    yield from _reported(DEAL, agreed.check(document), document, agreed)
    comparison = compare_versions(*(versions[name] for name in ANSWER))
    titles = {topic.slug: topic.title for topic in checker.rulebook.topics}
    pair = "+".join(ANSWER)
    yield pair, "diff", render_versions(comparison, titles=titles, width=80, colour=False)
    yield pair, "diff-json", versions_json(comparison)


def _reported(name: str, report: Report, document: Document, checker: Checker) -> Iterator[Made]:
    """Each form of the report, and the words of the HTML as a reader without styles would read them."""
    topics = {topic.slug: topic for topic in checker.rulebook.topics}
    shown = Shown(report, document, topics)
    for form in Form:
        log = log_of(form, topics, include_text=False)
        if log is not None:
            log.add(document.name, shown)
        result = rendered(form, shown) if log is None else log.text(ExitCode.clean)
        yield name, str(form), result if isinstance(result, str) else _cells(result)
        if form is Form.html:
            yield name, "html-words", words(parsed(str(result)))


def _sent(name: str, document: Document, checker: Checker) -> Iterator[Made]:
    """The message in its three forms."""
    letter = sample_letter(checker, document)
    yield name, "letter", letter_text(letter)
    yield name, "letter-eml", letter_mail(letter).decode("ascii")
    yield name, "letter-docx", extract(letter_docx(letter), name="letter.docx").text


def _marked(path: Path, report: Report, document: Document, checker: Checker) -> Iterator[Made]:
    """The contract itself, marked: what is written at which words, and the words of the cover."""
    if document.format not in FORMATS:
        return
    topics = checker.rulebook.topics
    titles = {topic.slug: topic.title for topic in topics}
    if document.format == "docx":
        redline = {topic.slug: topic.redline for topic in topics}
        out = mark(path.read_bytes(), document, report, Wanted(titles, redline=redline)).data
        yield path.name, "marked", word_words(out)
        return
    out = mark(path.read_bytes(), document, report, Wanted(titles, cover=True)).data
    yield path.name, "marked", pdf_words(out)
    yield path.name, "cover", cover_words(out)


def differences() -> list[str]:
    """What differs from the goldens, a few lines each; empty where nothing does."""
    stored = dict(line.rsplit("  ", 1) for line in DIGESTS.read_text(encoding="utf-8").splitlines())
    kept = {path.name for path in KEPT.iterdir()}
    out, seen = [], set()
    for name, form, text in made():
        if not exact(name):
            continue
        key, digest = _line(name, form, text)
        seen.add(key)
        if key not in stored:
            out.append(f"{key}: new")
        elif stored[key] != digest:
            out.append(f"{key}: {digest} instead of {stored[key]}")
        if is_kept(name, form):
            golden = KEPT / f"{name}.{form}"
            kept.discard(golden.name)
            old = golden.read_text(encoding="utf-8").splitlines() if golden.exists() else []
            out += list(difflib.unified_diff(old, text.splitlines(), f"kept/{golden.name}", "now", n=1, lineterm=""))
    return out + [f"{key}: gone" for key in stored if key not in seen] + [f"kept/{name}: gone" for name in kept]


def rewrite(folder: Path | None = None) -> None:
    """Store what is made now as the goldens, or write every form into `folder` for a closer look."""
    lines, kept = [], set()
    for name, form, text in made():
        if folder is not None:
            _keep(folder / f"{name}.{form}", text)
        elif exact(name):
            lines.append("  ".join(_line(name, form, text)))
            if is_kept(name, form):
                _keep(KEPT / f"{name}.{form}", text)
                kept.add(f"{name}.{form}")
    if folder is None:
        _keep(DIGESTS, "\n".join(lines) + "\n")
        for path in KEPT.iterdir():
            if path.name not in kept:
                path.unlink()


def is_kept(name: str, form: str) -> bool:
    """The form of this sample is kept whole."""
    if form in LONG:
        return name in (WHOLE, DEAL)
    return form in SHORT and name != DEAL and not name.endswith(ANOTHER)


def _keep(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _line(name: str, form: str, text: str) -> tuple[str, str]:
    return f"{name} {form}", f"{text.count(chr(10))} lines {sha256(text.encode()).hexdigest()[:16]}"


def _cells(data: bytes) -> str:
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            lines += [f"{sheet.title}!{cell.coordinate} {cell.value}" for cell in row if cell.value is not None]
    return "\n".join(lines) + "\n"
