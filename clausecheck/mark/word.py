"""The Word file itself with a comment at each finding and, if wanted, proposed wording as tracked changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clausecheck.document import Document
from clausecheck.mark.notes import AUTHOR, Line, heading, initials, lines
from clausecheck.mark.word_package import Package, broken, parsed, serialised
from clausecheck.mark.word_places import How, Story
from clausecheck.mark.word_ranges import Ranges
from clausecheck.mark.word_redline import Change, Redline, in_place_of
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.render.plain import visible
from clausecheck.render.wording import counted
from clausecheck.report import Confidence, Finding, Report

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MarkedWord", "mark_word"]

_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DATE = pattern(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\s*<")


@record
class MarkedWord:
    """A marked Word file and what its user should know of it."""

    data: bytes
    comments: int
    inserted: int
    replaced: int
    warnings: tuple[str, ...]


def mark_word(
    data: bytes,
    document: Document,
    report: Report,
    *,
    titles: Mapping[str, str],
    redline: Mapping[str, str] | None = None,
    author: str = AUTHOR,
) -> MarkedWord:
    """The Word file `data`, from which `document` was read, with what `report` found in it.

    `titles` are the topics' titles by slug; `redline`, where changes are wanted, says by topic whether its wording is
    to `insert`, to `replace` the clause's, or `none`. Comments and changes
    are by `author`. Raises UnreadableInput when the package does not hold together.
    """
    package = Package(document.name, data)
    root = package.xml(package.main)
    w = root.tag.partition("}")[0] + "}"
    if root.tag != f"{w}document" or root.find(f".//{w}p") is None:
        raise broken(document.name)
    notes = [package.related(kind) for kind in ("footnotes", "endnotes")]
    story = Story(root, document, tuple(package.xml(part) for part in notes if part is not None))
    ranges = Ranges(root)
    comments = _Comments(package, w, author, _date(package))
    numbers: dict[Finding, int] = {}
    elsewhere = set()
    for finding in sorted(report.findings, key=lambda f: (f.start, -f.end, -f.severity, f.topic, f.rule)):
        place = story.find(finding.start, finding.end)
        quote = "" if place.how is How.words else finding.quote
        number = comments.add(visible(heading(finding, titles)), lines(finding, report.read_date, quote=quote))
        ranges.mark(place, number)
        numbers[finding] = number
        if place.how is How.elsewhere:
            elsewhere.add(finding)
    done: list[Change] = []
    if redline is not None:
        changes = Redline(root, author, _date(package))
        for finding in _to_redline(report, redline):
            if finding not in elsewhere:
                asked = visible(finding.ask)
                in_place = redline.get(finding.topic) == "replace"
                instead = in_place_of(document, finding.start, finding.end, asked) if in_place else None
                done.append(changes.propose(numbers[finding], asked, instead))
    if numbers:
        comments.store()
        package.put(package.main, serialised(root))
    return MarkedWord(
        package.write(),
        len(numbers),
        done.count(Change.inserted),
        done.count(Change.replaced),
        (*_warnings(package), *_unplaced(len(elsewhere))),
    )


def _to_redline(report: Report, redline: Mapping[str, str]) -> list[Finding]:
    """The finding of each topic where its wording is proposed: the worst that is sure, the first of equals."""
    chosen: dict[str, Finding] = {}
    for finding in sorted(report.findings, key=lambda f: (-f.severity, f.start)):
        if finding.confidence is not Confidence.low and finding.ask and redline.get(finding.topic) != "none":
            chosen.setdefault(finding.topic, finding)
    return sorted(chosen.values(), key=lambda f: (f.start, f.topic))


def _date(package: Package) -> str | None:
    """When the document was last changed, as its own properties say; None where they do not."""
    found = _DATE.search(package.read("docProps/core.xml")) if "docProps/core.xml" in package.names else None
    return None if found is None else found[1].decode("ascii")


def _unplaced(count: int) -> list[str]:
    if not count:
        return []
    what = f"{counted(count, 'passage')} in a header, a footer or a note, where Word takes no comments"
    return [f"{what}: look for them at the mark of the note or at the first paragraph, with the words quoted."]


def _warnings(package: Package) -> list[str]:
    """What in the original bears on its marked copy: protection against changes, a signature."""
    warnings = []
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        warnings.append("The original is digitally signed; the signature does not hold for the marked copy. Keep both.")
    settings = package.related("settings")
    if settings is not None:
        for element in package.xml(settings):
            values = {str(key).rpartition("}")[2]: value for key, value in element.attrib.items()}
            if element.tag.endswith("}documentProtection") and values.get("enforcement") in ("1", "true", "on"):
                warnings.append(
                    "The original is protected against editing, and so is the marked copy: comments can be read, but "
                    "changes can be accepted only once Review, Restrict Editing, Stop Protection is chosen in Word."
                )
            if element.tag.endswith("}writeProtection"):
                warnings.append("The original asks to be opened read-only, and so does the marked copy.")
    if any(name == "docProps/custom.xml" and b"_MarkAsFinal" in package.read(name) for name in package.names):
        warnings.append("The original is marked as final, and so is the marked copy: choose Edit Anyway in Word.")
    return warnings


class _Comments:
    """The comments part: the one there is, with those of others left as they are, or a new one."""

    def __init__(self, package: Package, w: str, author: str, date: str | None) -> None:
        self._package = package
        self._author = author
        self._w = w
        self._date = date
        self._part = package.related("comments")
        if self._part is None:
            self._root = parsed(package.name, f'<w:comments xmlns:w="{w[1:-1]}"/>'.encode())
        else:
            self._root = package.xml(self._part)
        ids = [int(found) for c in self._root if (found := c.get(f"{w}id") or "").isdecimal()]
        self._next = max(ids, default=-1) + 1

    def add(self, title: str, said: tuple[Line, ...]) -> int:
        """Write a comment; gives its number."""
        number, self._next = self._next, self._next + 1
        attributes = {"id": str(number), "author": self._author, "initials": initials(self._author)}
        if self._date is not None:
            attributes["date"] = self._date
        comment = self._new(self._root, "comment", **attributes)
        self._paragraph(comment, title, "", first=True)
        for line in said:
            self._paragraph(comment, line.lead, line.text)
        return number

    def store(self) -> None:
        """Put the part into the package."""
        data = serialised(self._root)
        if self._part is not None:
            self._package.put(self._part, data)
        else:
            base = _STRICT_RELATIONS if self._w.startswith("{" + _STRICT) else _RELATIONS
            self._package.add_comments(data, base=base)

    def _paragraph(self, comment: _Element, lead: str, text: str, *, first: bool = False) -> None:
        paragraph = self._new(comment, "p")
        if first:
            self._new(self._new(paragraph, "r"), "annotationRef")
        if lead:
            run = self._new(paragraph, "r")
            self._new(self._new(run, "rPr"), "b")
            self._text(run, lead + (" " if text else ""))
        if text:
            self._text(self._new(paragraph, "r"), text)

    def _text(self, run: _Element, text: str) -> None:
        element = self._new(run, "t")
        element.text = text
        element.set(_SPACE, "preserve")

    def _new(self, parent: _Element, name: str, **attributes: str) -> _Element:
        from lxml import etree

        return etree.SubElement(parent, self._w + name, {self._w + key: value for key, value in attributes.items()})
