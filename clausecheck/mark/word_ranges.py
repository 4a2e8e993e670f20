"""Puts the marks of a comment's range into the XML of a Word file, splitting runs where a range begins within one."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from clausecheck.mark.word_places import Place, Point

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Ranges", "split_run"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Ranges:
    """Writes ranges into one part."""

    def __init__(self, root: _Element) -> None:
        self._w = root.tag.partition("}")[0] + "}"

    def mark(self, place: Place, number: int) -> None:
        """Put range marks and the reference of comment `number` at a place.

        The marks stand outside of fields, links, content controls and text boxes: where they stand within, some
        programs show the comment empty and others call the file damaged.
        """
        key = {f"{self._w}id": str(number)}
        end, start = self._made("commentRangeEnd", key), self._made("commentRangeStart", key)
        # The end goes first: splitting there leaves what lies before it, and so the start, where it is.
        self._put_after(place.last, place.end, end)
        self._put_before(place.first, place.start, start)
        run = self._made("r", {})
        run.append(self._made("commentReference", key))
        self._child(end).addnext(run)

    def _made(self, name: str, attributes: dict[str, str]) -> _Element:
        from lxml import etree

        return etree.Element(self._w + name, attributes)

    def _put_before(self, holder: _Element, point: Point | None, mark: _Element) -> None:
        if point is None:
            if holder.tag == f"{self._w}p":
                self._into(holder, mark, first=True)
            else:
                self._field(self._top(holder), last=False).addprevious(mark)
            return
        run = self._run(point)
        top = self._field(self._top(run), last=False)
        if top is run:
            top = split_run(run, point)[1]
        top.addprevious(mark)

    def _put_after(self, holder: _Element, point: Point | None, mark: _Element) -> None:
        if point is None:
            if holder.tag == f"{self._w}p":
                self._into(holder, mark, first=False)
            else:
                self._field(self._top(holder), last=True).addnext(mark)
            return
        run = self._run(point)
        top = self._field(self._top(run), last=True)
        if top is run:
            top = split_run(run, point)[0]
        top.addnext(mark)

    def _into(self, paragraph: _Element, mark: _Element, *, first: bool) -> None:
        """As first or last of a paragraph, itself perhaps within a text box."""
        outermost = self._outermost(paragraph)
        if outermost is not paragraph:
            top = self._top(paragraph)
            (top.addprevious if first else top.addnext)(mark)
        elif not first:
            paragraph.append(mark)
        else:
            properties = paragraph.find(f"{self._w}pPr")
            paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, mark)

    def _run(self, point: Point) -> _Element:
        run = point.element.getparent()
        assert run is not None  # noqa: S101 - a place is only ever of a `w:t` in its run
        return run

    def _outermost(self, element: _Element) -> _Element:
        """The paragraph that lies in no other."""
        above = list(element.iterancestors(f"{self._w}p"))
        return above[-1] if above else element

    def _child(self, element: _Element) -> _Element:
        """What holds `element` directly below its outermost paragraph."""
        outermost = self._outermost(element)
        while (above := element.getparent()) is not None and above is not outermost:
            element = above
        return element

    def _top(self, element: _Element) -> _Element:
        """What a mark must stand beside: the element itself, or what holds it other than a tracked insertion."""
        open_tags = (f"{self._w}ins", f"{self._w}moveTo")
        outermost = self._outermost(element)
        top = element
        for above in element.iterancestors():
            if above is outermost:
                break
            if above.tag not in open_tags:
                top = above
        return top

    def _field(self, element: _Element, *, last: bool) -> _Element:
        """The first or last run of the field that `element` is part of, itself where it is part of none."""
        mark = f"{self._w}fldChar"
        paragraph = self._outermost(element)
        child = self._child(element)
        if paragraph.find(f".//{mark}") is None:
            return element
        depth, begun = 0, -1
        children = list(paragraph)
        for at, found in enumerate(children):
            for step in found.iter(mark):
                kind = step.get(f"{self._w}fldCharType")
                if kind == "begin":
                    begun = at if depth == 0 else begun
                    depth += 1
                elif kind == "end" and depth:
                    depth -= 1
                    if depth == 0 and begun <= children.index(child) <= at:
                        return children[at if last else begun]
        return element


def split_run(run: _Element, point: Point) -> tuple[_Element, _Element]:
    """The run up to the point and the run from it on: one and the same where nothing stands on one side."""
    from lxml import etree

    element, offset = point.element, point.offset
    text = element.text or ""
    properties = run.find(run.tag.removesuffix("r") + "rPr")
    content = [child for child in run if child is not properties]
    at = content.index(element)
    if (offset == 0 and at == 0) or (offset >= len(text) and at == len(content) - 1):
        return run, run
    right = etree.Element(run.tag, _attributes(run))
    if properties is not None:
        right.append(deepcopy(properties))
    if 0 < offset < len(text):
        rest = etree.SubElement(right, element.tag, _attributes(element))
        element.text, rest.text = text[:offset], text[offset:]
        for half in (element, rest):
            half.set(_SPACE, "preserve")
    moved = content[at:] if offset == 0 else content[at + 1 :]
    for child in moved:
        right.append(child)
    run.addnext(right)
    return run, right


def _attributes(element: _Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}
