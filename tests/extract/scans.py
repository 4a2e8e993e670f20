"""Scans and photos made of PDF pages, and how well they were read."""

import io
import os
import random
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from clausecheck.extract import ocr_accurate, ocr_fast

SAMPLES = Path(__file__).resolve().parents[2] / "sample_contracts"

needs_ocr = pytest.mark.skipif(
    not ocr_fast.installed() and not os.environ.get("CI"), reason="the extra `ocr` is not installed"
)
needs_accurate_ocr = pytest.mark.skipif(
    not ocr_accurate.installed(),
    reason="the extra `ocr-accurate`, of more than 100 MB, is not installed",
)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def drawn(pdf: bytes, dpi: int = 200, first: int = 0, last: int | None = None) -> list[Image.Image]:
    """Pages of a PDF as clean pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in list(document)[slice(first, last)]
    ]


def scanned(page: Image.Image, *, tilt: float = 0.0, turn: int = 0, grain: int = 8) -> Image.Image:
    """A page turned counter-clockwise by `tilt` and `turn` degrees, with that many greys of noise."""
    askew = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    noise = Image.frombytes("L", askew.size, random.Random(3).randbytes(askew.width * askew.height))  # noqa: S311
    return ImageChops.subtract(askew, noise.point([grey * grain // 255 for grey in range(256)])).rotate(
        turn, expand=True
    )


def as_pdf(pages: list[Image.Image], dpi: int = 200) -> bytes:
    """Pictures as a PDF without text, a page each."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=60)
    return out.getvalue()


def as_file(page: Image.Image, form: str, **options: object) -> bytes:
    """A picture as a file of this form."""
    out = io.BytesIO()
    page.save(out, form, **options)
    return out.getvalue()


def photo(page: Image.Image) -> bytes:
    """A page as a phone sees it from an angle: leaning sides, uneven light, a little blur."""
    wide, high = page.size
    table = page.transform(
        (int(wide * 1.2), int(high * 1.15)),
        Image.Transform.PERSPECTIVE,
        # Takes the sheet's corners to (8 %, 6 %), (95 %, 3 %), (97 %, 95 %) and (4 %, 97 %) of the photo.
        _perspective(wide, high),
        Image.Resampling.BICUBIC,
        fillcolor=90,
    )
    shade = Image.linear_gradient("L").rotate(90).resize(table.size).point([120 + grey // 2 for grey in range(256)])
    blurred = ImageChops.multiply(table, shade).filter(ImageFilter.GaussianBlur(0.9))
    return as_file(blurred.rotate(2.3, Image.Resampling.BICUBIC, expand=True, fillcolor=70), "JPEG", quality=80)


def _perspective(wide: int, high: int) -> list[float]:
    corners = [(0.08, 0.06), (0.95, 0.03), (0.97, 0.95), (0.04, 0.97)]
    there = [(x * int(wide * 1.2), y * int(high * 1.15)) for x, y in corners]
    rows = []
    for (x, y), (u, v) in zip(there, [(0, 0), (wide, 0), (wide, high), (0, high)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    return _solved([list(map(float, row)) for row in rows])


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss's elimination."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(size):
            if row != column:
                factor = rows[row][column]
                rows[row] = [one - factor * other for one, other in zip(rows[row], rows[column], strict=True)]
    return [row[-1] for row in rows]


def letters_wrong(truth: str, read: str) -> float:
    """Share of letters, signs and figures that were read wrongly, missed or made up; white space does not count."""
    one, other = "".join(truth.split()), "".join(read.split())
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in steps if kind != "equal") / len(one)
