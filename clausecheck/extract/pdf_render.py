"""A page of a PDF as a picture in grey, as it is shown."""

from __future__ import annotations

import ctypes
from math import sqrt
from typing import TYPE_CHECKING

from clausecheck.extract.limits import current_limits
from clausecheck.extract.pdfium_calls import pdfium

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["RESOLUTION", "render_page"]

RESOLUTION = 300
"""Dots an inch: what OCR was made for; A4 has 9 million dots then, A3 17. Larger pages are drawn coarser."""
_GREY = 1
_FLAGS = 0x01 | 0x08
"""FPDF_ANNOT, so that stamps and filled fields are seen, and FPDF_GRAYSCALE."""
_PAPER = 0xFFFFFFFF


def render_page(handle: int) -> tuple[Image, float] | None:
    """Picture of a page handle and how many points a dot measures; None where pdfium cannot draw it."""
    from PIL import Image as images

    calls = pdfium()
    wide, high = calls.page_width(handle), calls.page_height(handle)
    if not (wide >= 1 and high >= 1 and wide * high < 1e10):
        return None
    dots = min(RESOLUTION / 72, sqrt(current_limits().pixels / (wide * high)))
    width, height = max(1, int(wide * dots)), max(1, int(high * dots))
    bitmap = calls.new_bitmap(width, height, _GREY, None, 0)
    if not bitmap:
        return None
    try:
        calls.fill(bitmap, 0, 0, width, height, _PAPER)
        calls.draw(bitmap, handle, 0, 0, width, height, 0, _FLAGS)
        stride = calls.stride(bitmap)
        data = ctypes.string_at(calls.buffer(bitmap), stride * height)
    finally:
        calls.free_bitmap(bitmap)
    return images.frombytes("L", (width, height), data, "raw", "L", stride, 1), wide / width
