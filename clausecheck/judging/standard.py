"""What a contract is held against: the model contract, judged by the same rules and reduced to what comparing needs.

Reading and judging the model takes as long as a contract does, so the built-in one's standard is kept beside the
rules' own cache, as JSON, by the content of rules and model. A cache that cannot be read or written is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clausecheck.judging.measures import DutyCount
from clausecheck.report import ModelText

__all__ = ["Standard", "fetch", "keep", "key"]

_FORMAT = 1
_JUDGES = ("reading", "rulebook", "judging")
# Packages whose code makes a standard: one of another version of theirs is not used.
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Standard:
    """A contract as others are held against it."""

    name: str
    texts: Mapping[str, ModelText]
    """By topic, the clause that protects best."""
    settled: frozenset[str]
    """Topics it treats without protecting."""
    values: Mapping[str, float]
    """Quantities by name."""
    duties: DutyCount

    def treats(self, topic: str) -> bool:
        """It says something on the topic."""
        return topic in self.texts or topic in self.settled

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "name": self.name,
            "texts": {topic: [text.clause, text.quote] for topic, text in self.texts.items()},
            "settled": sorted(self.settled),
            "values": dict(self.values),
            "duties": [self.duties.locum, self.duties.other],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Standard:
        """The reverse of `plain`; raises KeyError, TypeError or ValueError for anything else."""
        locum, other = plain["duties"]
        return cls(
            str(plain["name"]),
            MappingProxyType({t: ModelText(str(clause), str(quote)) for t, (clause, quote) in plain["texts"].items()}),
            frozenset(plain["settled"]),
            MappingProxyType({name: float(value) for name, value in plain["values"].items()}),
            DutyCount(int(locum), int(other)),
        )


def key(rules_sha256: str, model: bytes) -> str:
    """Name of the entry: the rules, the model and the code that judges it."""
    found = hashlib.sha256(f"{_FORMAT} {rules_sha256} {hashlib.sha256(model).hexdigest()}".encode())
    for package in _JUDGES:
        with os.scandir(Path(__file__).resolve().parent.parent / package) as entries:
            stamps = sorted(
                f"{entry.name} {entry.stat().st_size} {entry.stat().st_mtime_ns}"
                for entry in entries
                if entry.name.endswith(".py")
            )
        found.update("\n".join(stamps).encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def fetch(folder: Path | None, entry: str) -> Standard | None:
    """The standard kept in `folder` under this key, None if there is none that is whole and the user's own."""
    if folder is None:
        return None
    try:
        with _file(folder, entry).open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            return Standard.from_plain(json.load(file))
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return None


def keep(folder: Path | None, entry: str, standard: Standard) -> None:
    """Store a standard; does nothing where that is not possible."""
    if folder is None:
        return
    import tempfile

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(folder.stat()):
            return
        # A new file has mode 0600 and a name nobody could have guessed; the rename makes it whole at once.
        handle, name = tempfile.mkstemp(dir=folder, prefix="writing-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(standard.plain(), file)
            Path(name).replace(_file(folder, entry))
        except OSError:
            Path(name).unlink(missing_ok=True)
        old = sorted(folder.glob("model-*.json"), key=lambda path: (path.stat().st_mtime, path.name))
        for path in old[:-_KEPT]:
            path.unlink(missing_ok=True)
    except OSError:
        return


def _file(folder: Path, entry: str) -> Path:
    return folder / f"model-{entry}.json"


def _ours(status: os.stat_result) -> bool:
    """Owned by this user and writable by nobody else; elsewhere than on POSIX the folder's own rights decide."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
