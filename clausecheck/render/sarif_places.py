"""Where a passage stands, in the words of SARIF.

A code host shows a result at a path of the repository. What is attached to a message or held in an archive has none:
its results stand at the outermost file, with the name of what they are in as a logical location, and never at the path
of a file that only has the same name.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from clausecheck.beside import PositionMet
from clausecheck.record import record
from clausecheck.render.places import Region
from clausecheck.render.plain import visible
from clausecheck.report import Cost, Finding, Mismatch

__all__ = ["Placed", "Where", "location_of", "name_uri", "nested_uri", "page_of"]

Placed = Finding | Mismatch | Cost | PositionMet
"""What has a passage in a contract."""

_WHOLE = Region("file", 1, 1)
"""A code host wants a line, and what is within a file has none of its own in it."""


@record
class Where:
    """A file that can be looked up, and what within it is meant."""

    uri: str
    index: int
    """Of the file among the artifacts."""
    names: tuple[str, ...] = ()
    """Of the file within it, and of the one within that; none where the file itself is meant."""
    inner: int = -1
    """Of what is meant among the artifacts."""

    def within(self, name: str, index: int) -> Where:
        """What is called `name` in this, and is the artifact `index`."""
        return Where(self.uri, self.index, (*self.names, visible(name)), index)

    @property
    def artifact(self) -> dict[str, Any]:
        """An `artifactLocation`."""
        return {"uri": self.uri, "index": self.index}

    @property
    def logical(self) -> list[dict[str, str]]:
        """The `logicalLocations` of what is within; none of the file itself."""
        if not self.names:
            return []
        return [{"name": self.names[-1], "fullyQualifiedName": " > ".join(self.names), "kind": "attachment"}]


def name_uri(name: str, safe: str = "/") -> str:
    """The name of a file as a relative reference, whatever bytes or halves of characters it is made of."""
    try:
        return quote(name, safe=safe, errors="surrogateescape")
    except UnicodeEncodeError:  # half of a pair, as names of Windows may hold
        return quote(name, safe=safe, errors="surrogatepass")


def nested_uri(name: str) -> str:
    """The path of a file within another, from the root of that one, as SARIF wants it (3.24.4)."""
    return "/" + name_uri(name.lstrip("/"))


def location_of(one: Placed, where: Where, region: Region | None) -> dict[str, Any]:
    """Where a passage stands; the whole file where `region` is None."""
    physical: dict[str, Any] = {"artifactLocation": where.artifact}
    if region is not None:
        physical["region"] = _region(region, one) if not where.names else _within(region, one, where.inner)
    location: dict[str, Any] = {"physicalLocation": physical}
    logical = where.logical
    if one.clause:
        logical.append({"name": visible(one.clause), "kind": "clause"})
    if logical:
        location["logicalLocations"] = logical
    return location


def page_of(one: Placed) -> Region | None:
    """The page of a passage, where that is all that is known."""
    return None if one.page is None else Region("page", one.page, one.page)


def _within(region: Region, one: Placed, artifact: int) -> dict[str, Any]:
    """The whole of the outer file, and where it stands in the artifact within."""
    out = _region(_WHOLE, one)
    out["properties"]["within"] = {"artifact": artifact, "unit": region.unit, "start": region.start, "end": region.end}
    return out


def _region(region: Region, one: Placed) -> dict[str, Any]:
    out: dict[str, Any] = {"startLine": region.start}
    if region.start_column is not None:
        out["startColumn"] = region.start_column
    out["endLine"] = region.end
    if region.end_column is not None:
        out["endColumn"] = region.end_column
    if region.offset is not None:
        out |= {"charOffset": region.offset, "charLength": one.end - one.start}
    out["snippet"] = {"text": one.quote}
    out["properties"] = {"unit": region.unit}
    return out
