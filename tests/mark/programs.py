"""Programs beside Python that look at marked files: a user may lack them, CI may not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def needs(program: str, what: str) -> pytest.MarkDecorator:
    """Skip where the program is absent, except in CI, where the test then fails."""
    absent = shutil.which(program) is None and not os.environ.get("CI")
    return pytest.mark.skipif(absent, reason=f"{what} ({program}) is not installed")


def as_pdf(word: bytes, folder: Path) -> bytes:
    """A Word file as LibreOffice prints it, comments in the margin."""
    (folder / "marked.docx").write_bytes(word)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}',
         "--outdir", str(folder), str(folder / "marked.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "marked.pdf").read_bytes()


def as_text(word: bytes, folder: Path) -> str:
    """The text of a Word file as LibreOffice reads it."""
    (folder / "text.docx").write_bytes(word)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(folder), str(folder / "text.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "text.txt").read_text(encoding="utf-8-sig")


def by_poppler(pdf: bytes, page: int, folder: Path, dpi: int = 72) -> tuple[int, int, bytes]:
    """Width, height and RGB pixels of a page, 1-based."""
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(dpi), "-cropbox", "-singlefile", "page.pdf", "page"],
        check=True, capture_output=True, timeout=60, cwd=folder,
    )  # fmt: skip
    data = (folder / "page.ppm").read_bytes()
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels
