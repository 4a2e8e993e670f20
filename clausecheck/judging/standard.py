"""What a contract is held against: the model contract, judged by the same rules and reduced to what comparing needs.

Reading and judging the model takes as long as a contract does, so the built-in one's standard is kept between runs, by
the content of rules and model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from clausecheck.document import Document
from clausecheck.errors import UnreadableInput
from clausecheck.judging.measures import DutyCount
from clausecheck.record import record
from clausecheck.report import ModelText
from clausecheck.rulebook import store
from clausecheck.rulebook.store import Plain

__all__ = ["Standard", "fetch", "fit_for_model", "keep", "key"]

_KIND = "model"
_JUDGES = ("extract", "reading", "rulebook", "judging")
# Packages whose code makes a standard: one of another version of theirs is not used.


@record
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


def fit_for_model(document: Document) -> Document:
    """The document, to be compared with; raises UnreadableInput unless it is one contract and was read whole."""
    if not document.blocks:
        raise UnreadableInput(document.name, "an archive is not one contract", "Unpack it and name the file you mean.")
    for part in document.coverage.unread:
        raise UnreadableInput(
            document.name, f"read only in part ({part.name}: {part.why})", "Compare with a file that can be read whole."
        )
    return document


def key(rules_sha256: str, model: bytes) -> str:
    """Name of the entry: the rules, the model and the code that judges it."""
    package = Path(__file__).resolve().parent.parent
    stamps = [stamp for judge in _JUDGES for stamp in store.stamps(package / judge)]
    found = "\n".join([rules_sha256, hashlib.sha256(model).hexdigest(), *stamps])
    return hashlib.sha256(found.encode("utf-8", "surrogateescape")).hexdigest()


def fetch(entry: str) -> Standard | None:
    """The standard kept under this key, None if there is none that is whole and the user's own."""
    kept = store.fetch(_KIND, entry)
    try:
        return None if kept is None else _thaw(kept)
    except (TypeError, ValueError, AttributeError):
        return None


def keep(entry: str, standard: Standard) -> None:
    """Store a standard; does nothing where that is not possible."""
    texts = {topic: (text.clause, text.quote) for topic, text in standard.texts.items()}
    duties = (standard.duties.locum, standard.duties.other)
    store.keep(_KIND, entry, (standard.name, texts, tuple(sorted(standard.settled)), dict(standard.values), duties))


def _thaw(kept: Plain) -> Standard:
    name, texts, settled, values, duties = kept
    said = {topic: ModelText(*text) for topic, text in texts.items()}
    return Standard(name, said, frozenset(settled), values, DutyCount(*duties))
