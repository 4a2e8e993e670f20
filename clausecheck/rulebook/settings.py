"""Reads the three files about all rules: `topics.yaml`, `sources.yaml`, `grading.yaml`."""

from __future__ import annotations

from datetime import date

from clausecheck.patterns import pattern
from clausecheck.record import draft, made, record
from clausecheck.report import SourceNote
from clausecheck.rulebook import schema
from clausecheck.rulebook.nodes import FileReader, Node

__all__ = ["Settings", "TopicEntry", "read_grading", "read_sources", "read_topics"]

_SLUG = pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SOURCE = pattern(r"[A-Z][A-Za-z]*[0-9]+[a-z]?")
_TOPIC_KEYS = ("axis", "silence", "unless", "adverse", "protective")


@record
class TopicEntry:
    """One line of `topics.yaml`."""

    axis: str
    silence: int
    unless: tuple[str, ...]
    adverse: str
    protective: str


@draft
class Settings:
    """What the settings files of all folders say so far; later folders write over earlier ones."""

    axes: dict[str, str] = made(factory=dict)
    topics: dict[str, TopicEntry] = made(factory=dict)
    sources: dict[str, SourceNote] = made(factory=dict)
    grading: dict[str, object] = made(factory=dict)


def read_topics(reader: FileReader, root: Node, settings: Settings) -> None:
    """Add the axes and topics of one file."""
    found = reader.mapping(root, "topics.yaml", ("axes", "topics"), ("topics",))
    if "axes" in found:
        for axis, node in reader.pairs(found["axes"], "axes").items():
            if axis not in schema.AXES:
                reader.fail(node, f"unknown axis {axis!r}; accepted: {', '.join(schema.AXES)}")
            settings.axes[axis] = reader.string(node, f"axis {axis!r}")
    if "topics" not in found:
        return
    for slug, node in reader.pairs(found["topics"], "topics").items():
        what = f"topic {slug!r}"
        if not _SLUG.fullmatch(slug):
            reader.fail(node, f"{what}: a topic is lower-case words joined by -")
        keys = reader.mapping(node, what, _TOPIC_KEYS, ("axis", "silence", "adverse"))
        if not {"axis", "silence", "adverse"} <= keys.keys():
            continue
        settings.topics[slug] = TopicEntry(
            axis=reader.choice(keys["axis"], f"{what}: axis", schema.AXES),
            silence=reader.integer(keys["silence"], f"{what}: silence", 0, 5),
            unless=reader.choices(keys["unless"], f"{what}: unless", schema.ENGAGEMENTS) if "unless" in keys else (),
            adverse=reader.string(keys["adverse"], f"{what}: adverse"),
            protective=reader.string(keys["protective"], f"{what}: protective") if "protective" in keys else "",
        )


def read_sources(reader: FileReader, root: Node, settings: Settings) -> None:
    """Add the sources of one file; a second-hand one says so in its title."""
    found = reader.mapping(root, "sources.yaml", ("sources",), ("sources",))
    if "sources" not in found:
        return
    for key, node in reader.pairs(found["sources"], "sources").items():
        what = f"source {key!r}"
        if not _SOURCE.fullmatch(key):
            reader.fail(node, f"{what}: a key is a capital letter and a number, like B3 or L16b")
        required = [k for k in schema.SOURCE_KEYS if k != "address"]
        keys = reader.mapping(node, what, schema.SOURCE_KEYS, required)
        if not keys.keys() >= set(required):
            continue
        title = reader.string(keys["title"], f"{what}: title")
        kind = reader.choice(keys["kind"], f"{what}: kind", schema.SOURCE_KINDS)
        address = reader.string(keys["address"], f"{what}: address") if "address" in keys else ""
        if address and not address.startswith(("https://", "http://")):
            reader.fail(keys["address"], f"{what}: address must begin with https:// or http://")
        if not address and kind != "market":
            reader.fail(node, f"{what}: law and guidance need an address")
        status = reader.choice(keys["status"], f"{what}: status", schema.SOURCE_STATUSES)
        if status == "confirmed-2nd" and "as reported by" not in title:
            reader.fail(keys["title"], f"{what}: read at second hand, so its title must say 'as reported by …'")
        settings.sources[key] = SourceNote(
            key=key,
            title=title,
            address=address,
            read=_read_date(reader, keys["read"], f"{what}: read"),
            kind=kind,
            nation=reader.choice(keys["nation"], f"{what}: nation", schema.SOURCE_NATIONS),
        )


def _read_date(reader: FileReader, node: Node, what: str) -> str:
    """An ISO date; YAML reads one as a date without quotes, which is right here."""
    value = node.value if node.id == "scalar" else ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        reader.fail(node, f"{what} must be a date like 2026-11-01")
        return ""


def read_grading(reader: FileReader, root: Node, settings: Settings) -> None:
    """Add the parts of one file, each replacing the part of the same name."""
    for key, node in reader.pairs(root, "grading.yaml").items():
        settings.grading[key] = reader.plain_value(node)
