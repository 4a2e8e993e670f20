"""Folders of contracts as agencies have them, made from the samples and the labelled contracts, in all common forms.

No two are the same: each has a reference of its own. One in twenty is broken or hostile, of ten kinds in turn.

    python -m tests.bulk.documents FOLDER 1000
"""

import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Made", "bad_files", "make", "texts", "write_bad", "write_docx", "write_pdf", "write_text"]

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "tests" / "contracts"
SAMPLES = ROOT / "sample_contracts"
WHOLE = ("agency-terms.pdf", "booking-form.docx", "booking-thread.eml", "federation-schedule.rtf", "to-sign.zip")
"""Samples taken as they are, in turn; they have no place for a reference, but an end that readers do not mind."""
ONE_BAD_IN = 20
FOLDERS = ("north", "south/east", "south/west", "old templates")


@dataclass(frozen=True)
class Made:
    """What stands in a folder, by name."""

    good: tuple[str, ...]
    bad: dict[str, str]
    """With the word that the reason must hold."""

    @property
    def names(self) -> list[str]:
        return sorted([*self.good, *self.bad])


@cache
def texts() -> tuple[str, ...]:
    """The words of the labelled contracts."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt")))


def write_text(text: str) -> bytes:
    return text.encode()


def write_docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_pdf(text: str) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    style = getSampleStyleSheet()["Normal"]
    flow = []
    for line in text.split("\n"):
        plain = line.replace("&", "&amp;").replace("<", "&lt;")
        flow.append(Paragraph(plain, style) if plain.strip() else Spacer(1, 8))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow)
    return out.getvalue()


@cache
def bad_files() -> dict[str, tuple[Callable[[], bytes], str]]:
    """What cannot be read, by ending of its name: how it is made, and a word of the reason."""
    return {
        "empty.pdf": (lambda: b"", "empty"),
        "cut-short.docx": (lambda: write_docx("A contract.\n" * 50)[:-400], "damaged"),
        "locked.pdf": (_locked, "password"),
        "bomb.docx": (_bomb, "unpacks"),
        "rubbish.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, "cannot be opened"),
        "program.doc": (lambda: b"MZ" + bytes(1_000), "program"),
        "workbook.docx": (_workbook, "Excel"),
        "zeros.txt": (lambda: bytes(5_000), "form"),
        "five-million.txt": (lambda: b"a" * 5_000_000, "characters"),
        "old-office.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4_000, "Office"),
    }


def write_bad(number: int) -> tuple[str, bytes, str]:
    """End of the name, bytes and a word of the reason of the broken file of that number."""
    kinds = list(bad_files().items())
    ending, (content, word) = kinds[number % len(kinds)]
    return ending, content(), word


def make(folder: Path, count: int) -> Made:
    """Write `count` files into folders within `folder`."""
    good: list[str] = []
    bad: dict[str, str] = {}
    writers = ((".txt", write_text), (".docx", write_docx), (".pdf", write_pdf), (".md", write_text))
    for number in range(count):
        place = FOLDERS[number % len(FOLDERS)]
        (folder / place).mkdir(parents=True, exist_ok=True)
        if number % ONE_BAD_IN == ONE_BAD_IN // 2:
            ending, data, word = write_bad(number // ONE_BAD_IN)
            name = f"{place}/{number:05}-{ending}"
            bad[name] = word
        elif number % 10 == 3:
            sample = SAMPLES / WHOLE[number // 10 % len(WHOLE)]
            name, data = f"{place}/{number:05}-{sample.name}", sample.read_bytes() + b"\n" * (number // 10 % 7 + 1)
            good.append(name)
        else:
            suffix, write = writers[number % len(writers)]
            text = f"{texts()[number % len(texts())]}\n\nReference {number:05}/T.\n"
            name, data = f"{place}/{number:05}-template{suffix}", write(text)
            good.append(name)
        (folder / name).write_bytes(data)
    return Made(tuple(good), bad)


def _locked() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(write_pdf("A contract."))))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _bomb() -> bytes:
    return _zipped({"word/document.xml": b"<w>" + b" " * (80 << 20)})


def _workbook() -> bytes:
    return _zipped({"xl/workbook.xml": b"<workbook/>"})


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{len(made.good)} contracts, {len(made.bad)} that cannot be read")
