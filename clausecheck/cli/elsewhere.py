"""Whether a pattern of suppressions fits files that a run did not look at, so that an entry may be needed for those."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterator

from clausecheck.bulk.inputs import ENDINGS
from clausecheck.bulk.products import Products
from clausecheck.bulk.wildcards import matcher
from clausecheck.cli.naming import Beside

__all__ = ["Elsewhere"]

_WILD = "*?"
_MOST = 100_000
"""Files and folders looked through for one pattern; where there are more, one of them may fit."""


class Elsewhere:
    """Answers for one run; asked of entries that were of no use, it looks through folders as far as it must."""

    def __init__(self, beside: Beside, looked: Collection[str], *, beyond: Callable[[], bool]) -> None:
        """`looked` are the names of the run's files; `beyond` says whether there are known to be more."""
        self._beside, self._looked, self._beyond = beside, looked, beyond

    def __call__(self, wanted: str) -> bool:
        """There is a file that `wanted` fits and that is none of this run; where that cannot be asked, there is."""
        if not wanted:
            return self._beyond()
        fits = matcher(wanted)
        if "://" in wanted or wanted == "-":
            return not any(map(fits, self._looked))
        path = posixpath.normpath(wanted)
        if "/" in wanted and not any(sign in path for sign in _WILD):
            return path not in self._looked and self._beside.is_there(path, (), ())
        products = Products("")
        return any(
            name not in self._looked and fits(name) and not products.holds(os.path.realpath(self._beside.path(name)))
            for name in self._names(path)
        )

    def _names(self, path: str) -> Iterator[str]:
        """Names of all files below that part of a pattern which leaves nothing open.

        Where the pattern leaves the ending open, of those that end like a contract. Where there are too many files, the
        pattern itself comes last, for one that may be among them.
        """
        fixed: list[str] = []
        for part in path.split("/")[:-1]:
            if any(sign in part for sign in _WILD):
                break
            fixed.append(part)
        top = "/".join(fixed)
        every = not any(sign in path.rpartition("/")[2] for sign in _WILD)
        count = 0
        for folder, folders, files in os.walk(self._beside.path(top or ".")):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            count += len(files) + len(folders)
            if count > _MOST:
                yield path
                return
            lead = os.path.relpath(folder, self._beside.path(top or ".")).replace(os.sep, "/")
            for file in files:
                if every or (not file.startswith(".") and os.path.splitext(file)[1].lower() in ENDINGS):
                    yield posixpath.normpath(posixpath.join(top, lead, file))
