"""The parts of a report, its own and those of the files within, each by a name that a baseline may hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from clausecheck.bulk.gates import Value

__all__ = ["parts_within"]


def parts_within(report: Value) -> list[tuple[str, Value]]:
    """The report, called ``, and those of the files within it; no two are called the same.

    A file within is called by a hash of its path in there: an attached message may be named by what it is about.
    """
    taken: Counter[str] = Counter()
    parts = [("", report)]
    for way, part in _within((), report):
        name = sha256("\0".join(way).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        taken[name] += 1
        parts.append((name if taken[name] == 1 else f"{name}-{taken[name]}", part))
    return parts


def _within(way: tuple[str, ...], report: Value) -> Iterator[tuple[tuple[str, ...], Value]]:
    for inner in report["attachments"]:
        further = (*way, inner["document"]["name"])
        yield further, inner
        yield from _within(further, inner)
