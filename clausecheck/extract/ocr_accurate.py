"""rapidocr, with the models in its own package: slower than Tesseract, and far surer of photos and poor scans."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from clausecheck.extract.ocr_page import Seen

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Rapid", "installed"]

_SETTINGS = {
    "Global.use_cls": False,  # its classifier of upside-down lines turns upright ones into gibberish
    "Global.log_level": "critical",
}


def installed() -> bool:
    """Program and runtime are there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "numpy"))


class Rapid:
    """Reads photos and poor scans; it must be shown level pages."""

    levels_from = 0.15

    def __init__(self) -> None:
        """Load the models; call only where `installed`."""
        import numpy
        from rapidocr import RapidOCR

        self._array: Any = numpy.asarray
        self._reader: Any = RapidOCR(params=_SETTINGS)

    def words(self, image: Image) -> list[list[Seen]]:
        """The words of an upright, level grey picture, a list a run of words on a line."""
        found = self._reader(self._array(image.convert("RGB")), return_word_box=True)
        if found.txts is None or found.word_results is None:
            return []
        rows = [_row(words, 100.0 * score) for words, score in zip(found.word_results, found.scores, strict=True)]
        return [row for row in rows if row]


def _row(words: Iterable[tuple[str, float, list[list[float]]]], sureness: float) -> list[Seen]:
    """Words with the confidence of their line: that of single words is near 100 % for right and wrong alike."""
    row = []
    for text, _, corners in words:
        solid = "".join(text.split())
        if solid and corners is not None:
            xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
            row.append(Seen(solid, min(xs), min(ys), max(xs), max(ys), float(sureness)))
    return row
