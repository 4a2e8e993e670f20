"""Writes annotations onto a page, with their own appearance: some viewers draw poor ones, or none, by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from clausecheck.document import Box
from clausecheck.mark.notes import AUTHOR
from clausecheck.mark.pdf_looks import TAG, Look, banner, highlight
from clausecheck.mark.pdf_places import Frame, Strip
from clausecheck.record import record

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

__all__ = ["Annotator", "Note", "font"]

_PRINT = 4
"""Flag of an annotation that shows on paper too."""
_POPUP = (190.0, 150.0)
"""Width and height of a pop-up note, in points; viewers let the reader resize it."""
_BANNER = (262.0, 16.0)
_STEPS = 5
"""How many places, leftwards and downwards, are tried for a sign."""
_EDGE = 2.0
"""What a sign keeps from the edge of the page."""


@record
class Note:
    """What a pop-up says."""

    title: str
    text: str
    author: str
    key: str
    """Unique on the page."""


class Annotator:
    """One page and what is put onto it."""

    def __init__(self, writer: PdfWriter, page: PageObject, frame: Frame, words: Sequence[Box]) -> None:
        """`frame` is what is shown of the page, `words` are those on it."""
        self._writer = writer
        self._page = page
        self._frame = frame
        self._new: list[IndirectObject] = []
        self._words = words
        self._tags: list[tuple[float, float]] = []
        self._filled: set[Strip] = set()

    def highlight(self, look: Look, strips: Sequence[Strip], tag: tuple[float, float] | None, note: Note) -> None:
        """A highlight on strips of this page with a pop-up; `tag` is where its sign would best stand (left, top)."""
        from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

        if tag is not None:
            tag = self._free(tag)
        edges = [(s.x0, s.top, s.x1, s.bottom) for s in strips]
        if tag is not None:
            edges.append((tag[0] - 0.5, tag[1] - 0.5, tag[0] + TAG + 0.5, tag[1] + TAG + 0.5))
        x0, top, x1, bottom = (f(e[i] for e in edges) for i, f in enumerate((min, min, max, max)))
        annotation = self._annotation("/Highlight", (x0, top, x1, bottom), note.text)
        annotation[NameObject("/QuadPoints")] = _numbers(v for s in strips for v in self._frame.quad(s))
        annotation[NameObject("/C")] = ArrayObject(FloatObject(value) for value in look.fill)
        annotation[NameObject("/T")] = TextStringObject(note.author)
        annotation[NameObject("/Subj")] = TextStringObject(note.title)
        annotation[NameObject("/NM")] = TextStringObject(note.key)
        # Two pale colours on the same words make a dark one: the words keep that of the gravest.
        drawn = highlight(look, strips, tag, self._frame.height, bare=self._filled.intersection(strips))
        self._filled.update(strips)
        self._add(annotation, self._appearance(drawn, (x0, top, x1, bottom)))
        self._popup(annotation, (x0, top))

    def banner(self, text: str, note: str) -> None:
        """A framed line at the top of the page."""
        from pypdf.generic import NameObject, TextStringObject

        place = (10.0, 10.0, 10.0 + _BANNER[0], 10.0 + _BANNER[1])
        annotation = self._annotation("/Text", place, f"{text}: {note}")
        annotation[NameObject("/T")] = TextStringObject(AUTHOR)
        annotation[NameObject("/Name")] = NameObject("/Note")
        drawn = banner(text, (place[0], self._frame.height - place[3]), _BANNER)
        self._add(annotation, self._appearance(drawn, place))

    def store(self) -> None:
        """Put all of it onto the page, beneath what it already holds: links and fields stay on top."""
        from pypdf.generic import ArrayObject, NameObject

        if not self._new:
            return
        old = self._page.get("/Annots")
        old = old.get_object() if old is not None else None
        kept = list(old) if isinstance(old, ArrayObject) else []
        self._page[NameObject("/Annots")] = ArrayObject([*self._new, *kept])

    def _free(self, tag: tuple[float, float]) -> tuple[float, float]:
        """A place for a sign where it covers neither another nor a word: there, further left, or further down."""
        step = TAG + 1
        near = (
            (tag[0] - left * step, tag[1] + down * step)
            for down in range(_STEPS)
            for left in range(_STEPS)
            if tag[0] - left * step >= _EDGE
        )
        found = next((place for place in near if self._is_free(place)), (max(_EDGE, tag[0]), tag[1]))
        self._tags.append(found)
        return found

    def _is_free(self, place: tuple[float, float]) -> bool:
        x, y = place
        if any(abs(x - left) < TAG and abs(y - top) < TAG for left, top in self._tags):
            return False
        return not any(w.x0 < x + TAG and x < w.x1 and w.top < y + TAG and y < w.bottom for w in self._words)

    def _annotation(self, kind: str, place: tuple[float, float, float, float], note: str) -> DictionaryObject:
        from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(kind),
                NameObject("/Rect"): _numbers(self._frame.rectangle(*place)),
                NameObject("/F"): NumberObject(_PRINT),
                NameObject("/Contents"): TextStringObject(note),
                NameObject("/P"): self._page.indirect_reference,
            }
        )

    def _appearance(self, drawn: bytes, place: tuple[float, float, float, float]) -> IndirectObject:
        """A form drawn on the page as shown, `place` its part of it; its matrix undoes the page's turn and origin."""
        from pypdf.generic import DictionaryObject, FloatObject, NameObject, StreamObject

        state = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/ExtGState"),
                NameObject("/BM"): NameObject("/Multiply"),  # so that the text beneath stays as dark as it is
                NameObject("/ca"): FloatObject(1),
            }
        )
        resources = DictionaryObject(
            {
                NameObject("/ExtGState"): DictionaryObject({NameObject("/GS"): state}),
                NameObject("/Font"): DictionaryObject({NameObject("/F"): font("Helvetica-Bold")}),
            }
        )
        form = StreamObject()
        form.set_data(drawn)
        x0, top, x1, bottom = place
        height = self._frame.height
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): _numbers((x0, height - bottom, x1, height - top)),
                NameObject("/Matrix"): _numbers(self._frame.matrix),
                NameObject("/Resources"): resources,
            }
        )
        return self._writer._add_object(form)

    def _add(self, annotation: DictionaryObject, appearance: IndirectObject) -> None:
        from pypdf.generic import DictionaryObject, NameObject

        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): appearance})
        self._new.append(self._writer._add_object(annotation))

    def _popup(self, annotation: DictionaryObject, near: tuple[float, float]) -> None:
        """The closed note of the annotation added last, at the right edge of the page."""
        from pypdf.generic import BooleanObject, DictionaryObject, NameObject

        parent = self._new[-1]
        width, height = _POPUP
        left = max(0.0, self._frame.width - width - _EDGE)
        popup = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Popup"),
                NameObject("/Rect"): _numbers(self._frame.rectangle(left, near[1], left + width, near[1] + height)),
                NameObject("/Parent"): parent,
                NameObject("/Open"): BooleanObject(False),
                NameObject("/P"): self._page.indirect_reference,
            }
        )
        reference = self._writer._add_object(popup)
        annotation[NameObject("/Popup")] = reference
        self._new.append(reference)


def font(name: str) -> DictionaryObject:
    """One of the fonts every viewer has."""
    from pypdf.generic import DictionaryObject, NameObject

    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(f"/{name}"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )


def _numbers(values: Iterable[float]) -> ArrayObject:
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject(FloatObject(round(value, 3)) for value in values)
