"""Recognising pictures of text: who does it, whether it is installed, and what is said of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from clausecheck.document import CoveragePart, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.room import Room, need
from clausecheck.record import record

if TYPE_CHECKING:
    from PIL.Image import Image

    from clausecheck.extract.ocr_fast import Tesseract
    from clausecheck.extract.ocr_page import Engine, Recognised

__all__ = ["Hindrance", "PageRead", "Recogniser"]

_BETTER = "The accurate OCR reads poor pictures better: pip install 'clausecheck[ocr-accurate]'."
_SLOWER = "--ocr accurate reads poor pictures better."
_INSTALL = "Install it with: pip install 'clausecheck[{extra}]', and check again."
_POOR = 55.0
"""Mean confidence, in per cent, below which what was read of a page is not taken for its text."""
_UNSURE = 80.0
"""Mean confidence below which `auto` reads a page again and the notice names it."""


@record
class Hindrance:
    """Why no picture can be recognised."""

    why: str
    next_step: str


@record
class PageRead:
    """What became of one page."""

    part: CoveragePart
    recognised: Recognised | None
    """None where nothing was read."""


class Recogniser:
    """Recognises pages one by one; its engines are opened when the first page needs them."""

    def __init__(self, mode: str) -> None:
        """`mode` is one of `extract.OCR_MODES`."""
        self._mode = mode
        self._confidences: dict[int, float] = {}
        """Mean word confidence, in per cent, by 1-based page, of the pages that were recognised."""

    @cached_property
    def hindrance(self) -> Hindrance | None:
        """Why nothing can be recognised, None where it can."""
        from clausecheck.extract import ocr_accurate, ocr_fast

        if self._mode == "off":
            return Hindrance("OCR is switched off", "Leave out --ocr off to have it read.")
        if self._mode == "accurate" and not (ocr_fast.installed() and ocr_accurate.installed()):
            return Hindrance("the accurate OCR is not installed", _INSTALL.format(extra="ocr-accurate"))
        if not ocr_fast.installed():
            return Hindrance("OCR is not installed", _INSTALL.format(extra="ocr"))
        return None

    def refusal(self, name: str, what: str) -> UnreadableInput:
        """The error for an input that is nothing but pictures, where they cannot be recognised."""
        hindrance = self.hindrance or Hindrance("nothing in it was recognised", "")
        step = f"{hindrance.next_step} Or ask for a PDF with text, or the Word file it was made from.".strip()
        return UnreadableInput(name, f"{what}, and {hindrance.why}", step)

    def read(self, name: str, number: int, image: Image, scale: float) -> PageRead:
        """Recognise page `number` from its picture in grey; `scale` is how many points a dot measures.

        Call it only where there is no hindrance.
        """
        from clausecheck.extract.ocr_page import is_blank, recognise

        need(Room.recognition)
        if is_blank(image):
            return PageRead(CoveragePart(name, read=True, ocr=True), None)
        found = recognise(image, scale, self._first, self._fast)
        if self._mode == "auto" and found.confidence < _UNSURE and self._second is not None:
            found = recognise(image, scale, self._second, self._fast)
        if not found.words:
            return PageRead(CoveragePart(name, read=False, why="OCR found no words in the picture", ocr=True), None)
        self._confidences[number] = found.confidence
        why = ""
        if found.confidence < _POOR:
            why = f"the picture is too poor: OCR read it with a confidence of {found.confidence:.0f} %"
        return PageRead(CoveragePart(name, read=not why, why=why, words=found.words, ocr=True), found)

    def notice(self, pages: int) -> Notice | None:
        """What the reader must know of the pages recognised, of so many in all; None where there are none."""
        sureness = self._confidences
        if not sureness:
            return None
        numbers = sorted(sureness)
        which = "The page was" if pages == 1 else f"Page {numbers[0]} of {pages} was"
        if len(numbers) > 1:
            which = "All pages were" if len(numbers) == pages else f"Pages {_numbers(numbers)} of {pages} were"
        mean = sum(sureness.values()) / len(sureness)
        said = [f"{which} read by OCR from pictures, with a mean word confidence of {mean:.0f} %."]
        unsure = [number for number in numbers if sureness[number] < _UNSURE]
        if unsure:
            said.append("Least sure: " + ", ".join(f"page {n} ({sureness[n]:.0f} %)" for n in unsure) + ".")
            said.append(self.advice)
        said.append("Quotes stand as they were read, misread letters and figures included: hold them against the page.")
        said.append("What was written or struck out by hand is not understood.")
        return Notice("ocr", " ".join(filter(None, said)))

    @property
    def advice(self) -> str:
        """What else could be tried on pictures that were read badly, empty where nothing could."""
        from clausecheck.extract import ocr_accurate

        if self._mode == "fast" and ocr_accurate.installed():
            return _SLOWER
        return "" if ocr_accurate.installed() else _BETTER

    @cached_property
    def _fast(self) -> Tesseract:
        from clausecheck.extract.ocr_fast import Tesseract

        return Tesseract()

    @cached_property
    def _second(self) -> Engine | None:
        """The accurate engine, None where it is not installed."""
        from clausecheck.extract import ocr_accurate

        return ocr_accurate.Rapid() if ocr_accurate.installed() else None

    @property
    def _first(self) -> Engine:
        return self._second if self._mode == "accurate" and self._second else self._fast


def _numbers(pages: Sequence[int]) -> str:
    """Page numbers as people write them: `1-3, 5`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
