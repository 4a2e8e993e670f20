"""A Word file as a package: its parts, what leads to what, and what keeps it from being read."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from clausecheck.errors import PasswordNeeded
from clausecheck.extract.docx_styles import REL, W, is_on
from clausecheck.extract.limits import broken_file, read_part
from clausecheck.extract.xml_parts import parse_part
from clausecheck.patterns import pattern

__all__ = ["Package"]

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
"""Namespaces of the strict form of the format, and those everybody else writes."""
_PURL = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = pattern(b"(?:" + b"|".join(sorted(map(re.escape, _STRICT), reverse=True)) + rb")(?=[\"'])")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STORIES = ("numbering", "styles", "footnotes", "endnotes", "comments", "settings")
_EMBEDDED = ("package", "oleObject")
_LATENT_END = b"</w:latentStyles>"
_STYLE_END = b"</w:style>"
_ENCRYPTED = 1
"""Flag of a zip member that needs a password."""


class Package:
    """The parts of a Word file that hold text; raises UnreadableInput for a broken one."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self._name = name
        self._archive = archive
        if any(info.flag_bits & _ENCRYPTED for info in archive.infolist()):
            raise PasswordNeeded(
                name, "the Word file is packed with a password", "Unpack it with the password and check that copy."
            )
        self._names = set(archive.namelist())
        main = "word/document.xml"
        for kind, target, _ in self._relations("_rels/.rels", ""):
            if kind == "officeDocument":
                main = target
        if main not in self._names:
            raise broken_file(name)
        folder, _, file = main.rpartition("/")
        self.document = self._parse(main)
        self.named: dict[str, Element] = {}
        self.embedded: list[str] = []
        """Names of files within this one."""
        self.chunks: list[str] = []
        """Names of documents that Word shows as part of this one."""
        self.diagrams = 0
        self.pictures = 0
        around: dict[str, list[tuple[str, str]]] = {"header": [], "footer": []}
        for kind, target, key in self._relations(f"{folder}/_rels/{file}.rels".lstrip("/"), folder):
            if kind in _STORIES:
                if kind not in self.named:
                    self.named[kind] = self._parse(target)
            elif kind in around:
                around[kind].append((key, target))
            elif kind in _EMBEDDED:
                self.embedded.append(target.rpartition("/")[2])
            elif kind == "aFChunk":
                self.chunks.append(target.rpartition("/")[2])
            elif kind == "diagramData":
                self.diagrams += 1
            elif kind in ("image", "chart"):
                self.pictures += 1
        unseen = set(self._unseen())
        self.headers, self.footers = (
            [self._parse(part) for part in dict.fromkeys(part for key, part in around[kind] if key not in unseen)]
            for kind in ("header", "footer")
        )

    def _unseen(self) -> Iterator[str]:
        """Keys of headers and footers that are printed on no page: of first or even pages that are not told apart."""
        even = is_on(self.setting("evenAndOddHeaders"))
        seen: set[str | None] = set()
        unseen: list[str | None] = []
        for section in self.document.iter(W + "sectPr"):
            first = is_on(section.find(W + "titlePg"))
            for tag in ("headerReference", "footerReference"):
                for reference in section.iterfind(W + tag):
                    kind, key = reference.get(W + "type"), reference.get(REL + "id")
                    if (kind == "first" and not first) or (kind == "even" and not even):
                        unseen.append(key)
                    else:
                        seen.add(key)
        yield from (key for key in unseen if key is not None and key not in seen)

    def setting(self, name: str) -> Element | None:
        """A document setting, None where it is not made."""
        settings = self.named.get("settings")
        return None if settings is None else settings.find(W + name)

    def _relations(self, part: str, folder: str) -> list[tuple[str, str, str]]:
        """Kind, target and key of the relations of a part that lead to parts of this package."""
        found = []
        for relation in self._parse(part).iter(_RELATION) if part in self._names else ():
            target = relation.get("Target") or ""
            target = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            if relation.get("TargetMode") != "External" and target in self._names:
                kind = (relation.get("Type") or "").rpartition("/")[2]
                found.append((kind, target, relation.get("Id") or ""))
        return found

    def _parse(self, part: str) -> Element:
        """The XML of a part, in the namespaces that everybody writes."""
        data = read_part(self._name, self._archive, part)
        if _PURL in data[:65536]:
            data = _STRICT_NAME.sub(lambda found: _STRICT[found[0]], data)
        if part.endswith("/styles.xml"):
            data = _without_idle_styles(data)
        return parse_part(self._name, data, "Word file", broken_file(self._name))


def _without_idle_styles(data: bytes) -> bytes:
    """Styles without those of tables, which say nothing of text, and without the list of those that are not there.

    They are nine tenths of many files, and parsing them would take longer than all else.
    """
    start, end = data.find(b"<w:latentStyles"), data.find(_LATENT_END)
    if 0 <= start < end:
        data = data[:start] + data[end + len(_LATENT_END) :]
    kept = []
    for chunk in data.split(_STYLE_END):
        at = chunk.rfind(b"<w:style ")
        head = chunk[at : chunk.find(b">", at)] if at >= 0 else b""
        if b'w:type="table"' in head and not head.endswith(b"/"):
            kept.append(chunk[:at])
        else:
            kept += (chunk, _STYLE_END)
    return b"".join(kept[:-1]) if kept[-1] is _STYLE_END else b"".join(kept)
