"""Proposed wording as tracked changes, for the other side to accept or reject in Word."""

from __future__ import annotations

from copy import deepcopy
from enum import StrEnum
from typing import TYPE_CHECKING

from clausecheck.document import BlockKind, Document
from clausecheck.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["Change", "Redline", "in_place_of"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SENTENCE_ENDS = pattern(r"[.!?][)\]\"'”’]*\s*$")
_KEPT = ("spacing", "ind", "contextualSpacing", "jc")
"""Properties a new paragraph takes over beside the style, in the order the format asks for. Its number it must not
take: every clause that follows would be renumbered."""
_PLAIN = ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak")
"""What a run may hold to be struck out as a whole."""
_BETWEEN = ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "proofErr")


class Change(StrEnum):
    """How wording was proposed."""

    inserted = "inserted"
    replaced = "replaced"


def in_place_of(document: Document, start: int, end: int, wording: str) -> str | None:
    """`wording` as it can stand in the place of `document.text[start:end]`; None unless that is whole sentences."""
    block = next((b for b in document.blocks if b.start <= start and end <= b.end), None)
    if block is None or block.kind is BlockKind.table_row:
        return None
    text = document.text
    before = text[block.start : start].rstrip()
    opens = not before or _SENTENCE_ENDS.search(before) or " " not in before  # nothing before it, or its number alone
    letter = next((char for char in text[start:end] if char.isalnum()), "")
    if not opens or letter.islower():
        return None
    after = text[end : block.end]
    if not after.strip() or _SENTENCE_ENDS.search(text[start:end]):
        return wording
    if after[0] in ".!?" and after[1:2].strip() == "":
        return wording.rstrip(".")  # the contract's own full stop follows
    return None


class Redline:
    """Writes tracked changes into the main part, after its comments."""

    def __init__(self, root: _Element, author: str, date: str | None) -> None:
        """`date` of every change, None for none; never the clock's, so that the same contract is the same bytes."""
        self._w = root.tag.partition("}")[0] + "}"
        self._root = root
        self._author = author
        self._date = date
        ids = (element.get(f"{self._w}id") for element in root.iter("*"))
        self._number = max((int(found) for found in ids if found and found.isdecimal()), default=0)
        self._after: dict[_Element, _Element] = {}

    def propose(self, comment: int, wording: str, replacement: str | None) -> Change:
        """Propose wording at the range of a comment: `replacement` in its place where that can be, else after it."""
        start, end = (self._range_mark(name, comment) for name in ("commentRangeStart", "commentRangeEnd"))
        if replacement is not None:
            runs = self._runs_between(start, end)
            if runs:
                self._replace(runs, replacement)
                return Change.replaced
        self._insert_after(self._paragraph(end), wording)
        return Change.inserted

    def _range_mark(self, name: str, comment: int) -> _Element:
        marks = self._root.iter(f"{self._w}{name}")
        return next(mark for mark in marks if mark.get(f"{self._w}id") == str(comment))

    def _paragraph(self, element: _Element) -> _Element:
        return list(element.iterancestors(f"{self._w}p"))[-1]

    def _runs_between(self, start: _Element, end: _Element) -> list[_Element]:
        """The runs of a range that can be struck out; none where it holds anything but plain text of one paragraph."""
        if start.getparent() is not end.getparent() or end.getparent() is not self._paragraph(end):
            return []
        runs = []
        for element in _between(start, end):
            name = element.tag.removeprefix(self._w)
            inner = [child.tag.removeprefix(self._w) for child in element]
            if name in _BETWEEN or (name == "r" and inner == ["commentReference"]):
                continue
            if name != "r" or not set(inner) <= set(_PLAIN):
                return []
            runs.append(element)
        return runs

    def _replace(self, runs: list[_Element], wording: str) -> None:
        looks = runs[0].find(f"{self._w}rPr")
        added = self._change("ins")
        added.append(self._run(wording, looks))
        for run in runs:
            struck = self._change("del")
            run.addprevious(struck)
            struck.append(run)
            for text in run.iter(f"{self._w}t"):
                text.tag = f"{self._w}delText"
        last = runs[-1].getparent()
        assert last is not None  # noqa: S101 - put there two lines above
        last.addnext(added)

    def _insert_after(self, paragraph: _Element, wording: str) -> None:
        """A new paragraph after this one; a line in it where none may follow, at the end of a cell or a section."""
        w = self._w
        looks = self._looks(paragraph)
        at = self._after.get(paragraph, paragraph)
        own = paragraph.find(f"{w}pPr")
        follower = at.getnext()
        ends_section = own is not None and own.find(f"{w}sectPr") is not None
        if follower is None or follower.tag not in (f"{w}p", f"{w}tbl") or ends_section:
            added = self._change("ins")
            run = self._run(wording, looks)
            run.insert(len(run) - 1, self._element("br"))
            added.append(run)
            paragraph.append(added)
            return
        new = self._element("p")
        properties = self._element("pPr")
        new.append(properties)
        style = None if own is None else own.find(f"{w}pStyle")
        if style is not None:
            properties.append(deepcopy(style))
        numbering = self._element("numPr")
        numbering.append(self._element("ilvl", val="0"))
        numbering.append(self._element("numId", val="0"))
        properties.append(numbering)
        for name in _KEPT:
            kept = None if own is None else own.find(f"{w}{name}")
            if kept is not None:
                properties.append(deepcopy(kept))
        mark = self._element("rPr")
        mark.append(self._change("ins"))
        properties.append(mark)
        added = self._change("ins")
        added.append(self._run(wording, looks))
        new.append(added)
        at.addnext(new)
        self._after[paragraph] = new

    def _looks(self, paragraph: _Element) -> _Element | None:
        """Properties of the run with most text in a paragraph: how its words look."""
        runs = list(paragraph.iter(f"{self._w}r"))
        longest = max(runs, key=lambda r: sum(len(t.text or "") for t in r.iter(f"{self._w}t")), default=None)
        return None if longest is None else longest.find(f"{self._w}rPr")

    def _run(self, wording: str, looks: _Element | None) -> _Element:
        run = self._element("r")
        if looks is not None:
            copied = deepcopy(looks)
            for former in ("rPrChange", "ins", "del", "moveFrom", "moveTo", "rStyle", "vanish", "strike", "dstrike"):
                for element in copied.findall(f"{self._w}{former}"):
                    copied.remove(element)
            run.append(copied)
        text = self._element("t")
        text.text = wording
        text.set(_SPACE, "preserve")
        run.append(text)
        return run

    def _change(self, name: str) -> _Element:
        self._number += 1
        change = self._element(name, id=str(self._number), author=self._author)
        if self._date is not None:
            change.set(f"{self._w}date", self._date)
        return change

    def _element(self, name: str, **attributes: str) -> _Element:
        from lxml import etree

        return etree.Element(self._w + name, {self._w + key: value for key, value in attributes.items()})


def _between(start: _Element, end: _Element) -> Iterator[_Element]:
    at = start.getnext()
    while at is not None and at is not end:
        yield at
        at = at.getnext()
