"""A Word package that is changed part by part; every part not set stays as it is, byte for byte."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from clausecheck.errors import UnreadableInput
from clausecheck.extract.limits import open_zip, read_part

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Package", "broken", "parsed", "serialised"]

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# The earliest date a zip can hold, in place of the clock: the same contract is the same bytes.


class Package:
    """The parts of a Word file."""

    def __init__(self, name: str, data: bytes) -> None:
        """`name` is what messages call the file; raises UnreadableInput when it does not hold together."""
        self.name = name
        self._data = data
        self._changed: dict[str, bytes] = {}
        with open_zip(name, data) as archive:
            self._parts = tuple(archive.namelist())
        self.main = self._target("_rels/.rels", "", "officeDocument") or "word/document.xml"
        if self.main not in self._parts:
            raise broken(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts of the original, in its order."""
        return self._parts

    def read(self, part: str) -> bytes:
        """Bytes of a part; raises UnreadableInput when it is damaged."""
        if part in self._changed:
            return self._changed[part]
        with open_zip(self.name, self._data) as archive:
            return read_part(self.name, archive, part)

    def xml(self, part: str) -> _Element:
        """Root of an XML part."""
        return parsed(self.name, self.read(part))

    def put(self, part: str, data: bytes) -> None:
        """Replace or add a part."""
        self._changed[part] = data

    def related(self, kind: str) -> str | None:
        """The part to which the main document is related by the last word of a relation's type, None without one."""
        folder, _, file = self.main.rpartition("/")
        return self._target(f"{folder}/_rels/{file}.rels".lstrip("/"), folder, kind)

    def add_comments(self, data: bytes, *, base: str) -> None:
        """Add a comments part with its content type and relation; `base` opens the relation's type."""
        folder, _, file = self.main.rpartition("/")
        taken = {name.lower() for name in self._parts}
        number = 0
        while (part := f"{folder}/comments{number or ''}.xml".lstrip("/")).lower() in taken:
            number += 1
        self.put(part, data)
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        if rels in self._parts:
            root = self.xml(rels)
        else:
            root = parsed(self.name, f'<Relationships xmlns="{_RELATION[1:-1]}"/>'.encode())
        used = {entry.get("Id") for entry in root}
        name = next(key for n in range(1, len(used) + 2) if (key := f"rIdClausecheck{n}") not in used)
        _append(root, f"{_RELATION}Relationship", Id=name, Type=f"{base}/comments", Target=part.rpartition("/")[2])
        self.put(rels, serialised(root))
        types = self.xml("[Content_Types].xml")
        _append(types, f"{_TYPES}Override", PartName=f"/{part}", ContentType=_COMMENTS_TYPE)
        self.put("[Content_Types].xml", serialised(types))

    def write(self) -> bytes:
        """The package with the changed parts, in the order of the original, new parts last."""
        out = io.BytesIO()
        try:
            with ZipFile(io.BytesIO(self._data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
                new.comment = old.comment
                for entry in old.infolist():
                    info = ZipInfo(entry.filename, entry.date_time)
                    info.compress_type = entry.compress_type
                    info.external_attr = entry.external_attr
                    changed = self._changed.get(entry.filename)
                    new.writestr(info, old.read(entry) if changed is None else changed)
                for part in self._changed:
                    if part not in self._parts:
                        info = ZipInfo(part, _ZIP_EPOCH)
                        info.compress_type = ZIP_DEFLATED
                        new.writestr(info, self._changed[part])
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
            raise broken(self.name) from error
        return out.getvalue()

    def _target(self, rels: str, folder: str, kind: str) -> str | None:
        if rels not in self._parts:
            return None
        for entry in self.xml(rels).iter(f"{_RELATION}Relationship"):
            if entry.get("TargetMode") != "External" and (entry.get("Type") or "").rpartition("/")[2] == kind:
                target = entry.get("Target") or ""
                part = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                if part in self._parts:
                    return part
        return None


def broken(name: str) -> UnreadableInput:
    """The error for a Word file that cannot be marked because it does not hold together."""
    return UnreadableInput(
        name, "the Word file is damaged", "Open it in Word, save it again as .docx, and mark that copy."
    )


def parsed(name: str, data: bytes) -> _Element:
    """The XML of a part, white space and all; nothing outside it is ever fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken(name)
    return root


def serialised(root: _Element) -> bytes:
    """A part as bytes, its declaration as Word writes it."""
    from lxml import etree

    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)


def _append(parent: _Element, tag: str, **attributes: str) -> None:
    from lxml import etree

    etree.SubElement(parent, tag, attributes)
