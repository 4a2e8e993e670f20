"""What changes in folders, found by looking at them again and again.

Looking works on every disk, those of a network and of virtual machines too, where the system tells nobody of changes.
A file counts as changed once it stands the same in two looks, one after the other: then whoever writes it has done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from clausecheck.bulk.inputs import ENDINGS
from clausecheck.bulk.stamps import Stamp
from clausecheck.record import draft, made, record

__all__ = ["Changes", "Watched"]

_LOOKS = 2
"""The same so often one after the other, and it is settled."""
_LOOKS_EMPTY = 6
"""An empty file most often waits for its content: browsers make one at the start of a download."""

_PASSING_STARTS = (".", "~$", "~wr")
"""Hidden files, among them the locks of LibreOffice (.~lock.…); locks and drafts of Word."""
_PASSING_ENDS = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".lock", "~")
_LOADING = (".part", ".crdownload", ".download")
"""`terms.pdf` is not whole as long as `terms.pdf.part` stands beside it."""
_OWN_ENDINGS = (".html", ".md", ".txt")
"""`terms.docx.html` beside `terms.docx` is a report of ours; no other form could be taken for a contract."""


_UNLIKE_ANY = Stamp(-1, 0, 0, 0)


@record
class Changes:
    """What a look found, as paths in order."""

    changed: tuple[str, ...] = ()
    """New, or perhaps with another content."""
    gone: tuple[str, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()
    """Folders that cannot be looked into since this look, and why; what is known of their files stands."""


@draft
class _Scan:
    """One look."""

    files: dict[str, Stamp] = made(factory=dict)
    closed: dict[str, str] = made(factory=dict)
    others: int = 0
    """Files that are no contracts by their endings."""


class Watched:
    """Folders and single files, and how they stood when last looked at."""

    def __init__(self, roots: Sequence[str], *, out: str | None = None) -> None:
        """`out` is a folder that is never looked into: our own results go there."""
        self._files = tuple(root for root in roots if os.path.isfile(root))
        self._folders = tuple(root for root in roots if root not in self._files)
        self._out = None if out is None else os.path.realpath(out)
        self._known: dict[str, Stamp] = {}
        self._waiting: dict[str, tuple[Stamp, int]] = {}
        """Stamp of what is not settled, and in how many looks it was the same."""
        self._missing: dict[str, int] = {}
        self._closed: dict[str, str] = {}
        self.others = 0
        """Files passed over in the last look because nothing with such an ending is a contract."""

    @property
    def known(self) -> tuple[str, ...]:
        """All settled files, in order."""
        return tuple(sorted(self._known))

    def look(self) -> Changes:
        """Look once, and tell what has settled since."""
        scan = self._scan()
        self.others = scan.others
        changed = [path for path, stamp in scan.files.items() if self._settled(path, stamp)]
        for path in [path for path in self._waiting if path not in scan.files]:
            del self._waiting[path]
        closed = tuple(scan.closed)
        gone = [path for path in self._known if path not in scan.files and self._left(path, closed)]
        for path in gone:
            del self._known[path]
        news = sorted((path, why) for path, why in scan.closed.items() if path not in self._closed)
        self._closed = scan.closed
        return Changes(tuple(sorted(changed)), tuple(sorted(gone)), tuple(news))

    def first(self) -> Changes:
        """The first look: everything there, settled or not; what is still written will be told again."""
        scan = self._scan()
        self.others, self._closed = scan.others, scan.closed
        self._known = {path: stamp for path, stamp in scan.files.items() if stamp.size}
        return Changes(self.known, (), tuple(sorted(scan.closed.items())))

    def again(self, path: str) -> None:
        """Forget how a file stood: it is told of again once it has settled."""
        if path in self._known:
            self._known[path] = _UNLIKE_ANY

    def stamp(self, path: str) -> Stamp | None:
        """How a file stood when it was told of."""
        return self._known.get(path)

    def _settled(self, path: str, stamp: Stamp) -> bool:
        self._missing.pop(path, None)
        if self._known.get(path) == stamp:
            self._waiting.pop(path, None)
            return False
        before, looks = self._waiting.get(path, (stamp, 0))
        looks = looks + 1 if before == stamp else 1
        self._waiting[path] = (stamp, looks)
        if looks < (_LOOKS if stamp.size else _LOOKS_EMPTY):
            return False
        del self._waiting[path]
        self._known[path] = stamp
        return True

    def _left(self, path: str, closed: tuple[str, ...]) -> bool:
        """Not there for the second time: programs that save put the new file in the place of the old one."""
        if any(path.startswith(os.path.join(folder, "")) for folder in closed):
            return False
        looks = self._missing.get(path, 0) + 1
        if looks < _LOOKS:
            self._missing[path] = looks
            return False
        self._missing.pop(path, None)
        return True

    def _scan(self) -> _Scan:
        scan = _Scan()
        for path in self._files:
            _take(scan, path)
        for folder in self._folders:
            self._walk(scan, folder)
        return scan

    def _walk(self, scan: _Scan, root: str) -> None:
        waiting, visited = [root], set()
        while waiting:
            folder = waiting.pop()
            real = os.path.realpath(folder)
            if real == self._out or real in visited:
                continue
            visited.add(real)
            try:
                with os.scandir(folder) as entries:
                    inside = {entry.name: entry for entry in entries}
            except OSError as error:
                scan.closed[folder] = error.strerror or type(error).__name__
                continue
            waiting += [entry.path for entry in _folders(inside)]
            for name, entry in inside.items():
                if _is_contract(name, inside) and entry.is_file():
                    _take(scan, entry.path)
                elif not _passing(name) and entry.is_file():
                    scan.others += 1


def _folders(inside: dict[str, os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    return (entry for name, entry in inside.items() if not name.startswith(".") and entry.is_dir())


def _take(scan: _Scan, path: str) -> None:
    try:
        scan.files[path] = Stamp.of(os.stat(path))
    except OSError:
        return  # it has just gone


def _passing(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_PASSING_STARTS) or lower.endswith(_PASSING_ENDS)


def _is_contract(name: str, inside: dict[str, os.DirEntry[str]]) -> bool:
    """A file to be read, by its name and those beside it."""
    stem, ending = os.path.splitext(name)
    if ending.lower() not in ENDINGS or _passing(name) or any(name + loading in inside for loading in _LOADING):
        return False
    return not (ending in _OWN_ENDINGS and stem in inside and os.path.splitext(stem)[1].lower() in ENDINGS)
