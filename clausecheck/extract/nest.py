"""Files within files: what is attached to a message or lies in an archive, each read as its content says.

Depth, number and size are limited over the whole of an input, however it is nested.
"""

from collections.abc import Callable

from clausecheck.document import CoveragePart, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract import limits
from clausecheck.patterns import pattern
from clausecheck.record import draft

__all__ = ["Gathered", "Nest"]

_LONGEST_NAME = 100
_FOLDERS = pattern(r"[/\\]")


@draft
class _Left:
    """What may still be opened of one input."""

    files: int
    size: int


class Nest:
    """Where in an input a file lies, and what opens the files within it."""

    def __init__(self, read: Callable[[str, bytes, "Nest"], Document]) -> None:
        """`read` turns a name, bytes and the nest they lie in into a document, or raises UnreadableInput."""
        self._read = read
        self._depth = 0
        self._left = _Left(limits.MAX_FILES, limits.MAX_UNPACKED)

    def deeper(self) -> "Nest":
        """The same nest, for what lies in a file within."""
        inner = Nest(self._read)
        inner._depth, inner._left = self._depth + 1, self._left
        return inner

    def take(self, name: str, size: int) -> None:
        """Count a file of `size` bytes; raises UnreadableInput when that is too deep, too many or too much."""
        if self._depth >= limits.MAX_DEPTH:
            raise UnreadableInput(name, f"files nested more than {limits.MAX_DEPTH} deep are not opened", _ALONE)
        if self._left.files <= 0:
            raise UnreadableInput(name, f"more than {limits.MAX_FILES} files in one input are not opened", _ALONE)
        if size > self._left.size:
            raise UnreadableInput(name, f"more than {limits.MAX_UNPACKED >> 20} MB in one input are not opened", _ALONE)
        self._left.files -= 1
        self._left.size -= size

    def open(self, name: str, data: bytes) -> Document:
        """Read a file that lies in this one; raises UnreadableInput."""
        self.take(name, len(data))
        return self._read(name, data, self.deeper())


_ALONE = "Check it on its own."


class Gathered:
    """The files found in one container, read and unread."""

    def __init__(self, nest: Nest, word: str) -> None:
        """`word` is what the ledger calls each: `attachment` or `file`."""
        self.nest = nest
        self._word = word
        self._taken: set[str] = set()
        self.documents: list[Document] = []
        self.parts: list[CoveragePart] = []

    def add(self, name: str, content: Callable[[str], bytes]) -> None:
        """Read one file; `content` fetches its bytes, given the name that errors are to use."""
        self.add_document(name, lambda label: self.nest.open(label, content(label)))

    def add_document(self, name: str, read: Callable[[str], Document]) -> None:
        """Take what `read` makes of a file, or why it makes nothing of it."""
        label = self._clean(name)
        try:
            document = read(label)
        except UnreadableInput as error:
            self.parts.append(CoveragePart(f"{self._word} {label}", read=False, why=error.what))
            return
        self.documents.append(document)
        words = len(document.text.split()) + sum(part.words for part in document.coverage.parts if document.attachments)
        if document.coverage.complete:
            self.parts.append(CoveragePart(f"{self._word} {label}", read=True, words=words))
        else:
            why = "read in part, see its own report"
            self.parts.append(CoveragePart(f"{self._word} {label}", read=False, why=why, words=words))

    def refuse(self, name: str, why: str) -> None:
        """Tell of a file that is not opened."""
        self.parts.append(CoveragePart(f"{self._word} {self._clean(name)}", read=False, why=why))

    def _clean(self, name: str) -> str:
        """A name to call a file by, never to open one: no folders, nothing that a terminal would obey, no twins."""
        base = _FOLDERS.split(name)[-1]
        shown = " ".join("".join(char if char.isprintable() else " " for char in base).split())
        if not shown.strip(". "):
            shown = f"number {len(self.parts) + 1}"
        if len(shown) > _LONGEST_NAME:
            shown = f"{shown[: _LONGEST_NAME - 20]}…{shown[-19:]}"
        label, number = shown, 1
        while label in self._taken:
            number += 1
            label = f"{shown} ({number})"
        self._taken.add(label)
        return label
