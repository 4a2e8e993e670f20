"""Makes every form of every sample as text, and says where it differs from the goldens.

`digests.txt` holds a line for each sample and form: how many lines it has and what they hash to. Of one sample every
form that people read is kept whole beside it, to be read by people.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import openpyxl

from clausecheck.cli.choices import Form
from clausecheck.cli.forms import Shown, log_of, rendered
from clausecheck.errors import ExitCode
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker

__all__ = ["differences", "made", "rewrite"]

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "sample_contracts"
DIGESTS = HERE / "digests.txt"
WHOLE = "booking-form.docx"
# The sample kept whole: short, and with something in every part of a report.

KEPT = (Form.terminal, Form.markdown, Form.csv, Form.sarif)
# JSON and the workbook say the same at far greater length.

_RULES = re.compile(r"[0-9a-f]{64}")
# The hashes of file and rules: a comment in a rule file changes them and nothing else.


def made() -> Iterator[tuple[str, Form, str]]:
    """Sample, form and text, hashes taken out; the workbook as its cells, a line each."""
    checker = Checker()
    topics = {topic.slug: topic for topic in checker.rulebook.topics}
    for path in sorted(p for p in SAMPLES.iterdir() if p.suffix in (".pdf", ".docx", ".eml")):
        if path.stem.endswith("-scan"):
            continue  # its words are those of whatever version of the OCR program is installed
        document = extract(path)
        shown = Shown(checker.check(document), document, topics)
        for form in Form:
            log = log_of(form, topics, include_text=False)
            if log is not None:
                log.add(path.name, shown)
            result = rendered(form, shown) if log is None else log.text(ExitCode.clean)
            text = result if isinstance(result, str) else _cells(result)
            yield path.name, form, _RULES.sub("(hash)", text.replace("\r\n", "\n"))


def differences() -> list[str]:
    """What differs from the goldens, a few lines each; empty where nothing does."""
    stored = dict(line.rsplit("  ", 1) for line in DIGESTS.read_text(encoding="utf-8").splitlines())
    out = []
    seen = set()
    for name, form, text in made():
        key, digest = _line(name, form, text)
        seen.add(key)
        if key not in stored:
            out.append(f"{key}: new")
        elif stored[key] != digest:
            out.append(f"{key}: {digest} instead of {stored[key]}")
        if name == WHOLE and form in KEPT:
            golden = _golden(form)
            old = golden.read_text(encoding="utf-8").splitlines() if golden.exists() else []
            out += list(difflib.unified_diff(old, text.splitlines(), f"golden/{golden.name}", "now", n=1, lineterm=""))
    return out + [f"{key}: gone" for key in stored if key not in seen]


def rewrite(folder: Path | None = None) -> None:
    """Store what is made now as the goldens, or write every form into `folder` for a closer look."""
    lines = []
    for name, form, text in made():
        lines.append("  ".join(_line(name, form, text)))
        if folder is not None:
            _keep(folder / f"{name}.{form}", text)
        elif name == WHOLE and form in KEPT:
            _keep(_golden(form), text)
    if folder is None:
        _keep(DIGESTS, "\n".join(lines) + "\n")


def _keep(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _golden(form: Form) -> Path:
    return HERE / f"{WHOLE}.{form}"


def _line(name: str, form: Form, text: str) -> tuple[str, str]:
    return f"{name} {form}", f"{text.count(chr(10))} lines {sha256(text.encode()).hexdigest()[:16]}"


def _cells(data: bytes) -> str:
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            lines += [f"{sheet.title}!{cell.coordinate} {cell.value}" for cell in row if cell.value is not None]
    return "\n".join(lines) + "\n"
