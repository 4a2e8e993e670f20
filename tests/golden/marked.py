"""The words of marked contracts: what is written at which words of the original."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from lxml import etree
from pypdf import PdfReader

from tests.mark.contracts import W, anchored, comments_of, tree

__all__ = ["cover_words", "highlights", "pdf_words", "under_boxes", "word_words"]

Quad = tuple[float, float, float, float]


def word_words(data: bytes) -> str:
    """Each comment with the words it stands at, then each tracked change with its author."""
    said, at = comments_of(data), anchored(data, deleted="[-{}-]")
    blocks = [f"== comment at: {at[number]}\n{said[number]}" for number in said]
    blocks += [f"== {kind} by {author}: {text}" for kind, author, text in _tracked(tree(data))]
    return "\n\n".join(blocks) + "\n"


def _tracked(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for change in root.iter(f"{W}ins", f"{W}del"):
        text = "".join(t.text or "" for t in change.iter(f"{W}t", f"{W}delText"))
        if text:
            yield change.tag.removeprefix(W), change.get(f"{W}author") or "", text


def highlights(data: bytes) -> Iterator[tuple[int, dict[str, object], list[Quad]]]:
    """Every highlight: 0-based page, its dictionary, its quads as (left, bottom, right, top)."""
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            if note["/Subtype"] == "/Highlight":
                points = [float(v) for v in note["/QuadPoints"]]
                quads = [points[i : i + 8] for i in range(0, len(points), 8)]
                yield number, note, [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads]


def under_boxes(opened: pypdfium2.PdfDocument, page: int, quads: list[Quad]) -> list[str]:
    """What pdfium reads under each box, a hair inside of it: the neighbour's edge touches it."""
    text = opened[page].get_textpage()
    return [text.get_text_bounded(x0 + 0.3, y0 + 1, x1 - 0.3, y1 - 1) for x0, y0, x1, y1 in quads]


def pdf_words(data: bytes) -> str:
    """Each highlight: its page, the words under its boxes, and its note."""
    opened = pypdfium2.PdfDocument(data)
    blocks = []
    for page, note, quads in highlights(data):
        under = " ".join(" ".join(part.split()) for part in under_boxes(opened, page, quads))
        blocks.append(f"== page {page + 1}: {under}\n{note['/Contents']}")
    return "\n\n".join(blocks) + "\n"


def cover_words(data: bytes) -> str:
    """The words of the first page, line by line."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
