"""What a baseline and suppressions call a file: its path from the folder in which they themselves lie, with `/`.

So a file has one name for `check` and `batch`, whatever folder they are called from and on whatever machine.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path, PurePath

from clausecheck.bulk.addresses import is_address, shown
from clausecheck.bulk.suppressions import TOGETHER
from clausecheck.errors import UsageProblem

__all__ = ["Beside", "Place"]

Place = str | tuple[str, ...]
"""A file as it was given: a path from the working folder, an address, or `-`; several that are read as one contract."""

_STDIN = "-"
_UP = ".."
_HOMES = ("home", "users")
"""First folders whose folders are called after people."""


class Beside:
    """Names of files from the folder of `file`, a baseline or suppressions."""

    def __init__(self, file: Path, option: str = "") -> None:
        """`file` need not be there yet; `option` is what named it."""
        self._told = f"{option} {file}"
        self._given = os.path.abspath(file.parent)
        self._real = os.path.realpath(file.parent)

    def name(self, place: Place) -> str:
        """The name of a file, or of several read as one; two files never have the same."""
        if not isinstance(place, str):
            return TOGETHER.join(map(self.name, place))
        if place == _STDIN:
            return _STDIN
        if is_address(place):
            scheme, _, rest = shown(place).partition("://")
            if scheme not in ("file", "local"):
                return f"{scheme}://{rest}"
            place = rest
        name = self._path(place)
        return f"./{name}" if name == _STDIN else name

    def fit_to_write(self, places: Iterable[Place]) -> None:
        """Raise `UsageProblem` for a file whose name would tell where on this machine it lies."""
        for place in places:
            for one in (place,) if isinstance(place, str) else place:
                if self._tells(self.name(one)):
                    raise UsageProblem(
                        f"{self._told}: a baseline does not say where on a machine files lie, and {one} has no other "
                        "name from there. Write it into the folder of the files, or into one above."
                    )

    def path(self, name: str) -> str:
        """The file of a name."""
        if "://" in name or name == _STDIN:
            return name
        above = name.partition("/")[0] == _UP  # named from where the folder really is, were it given by a link
        return os.path.normpath(os.path.join(self._real if above else self._given, name))

    def is_there(self, name: str, run: Collection[str], listed: Collection[str]) -> bool:
        """Whether the file of a name still exists; what cannot be asked does, so that nothing takes its place.

        `run` are the names of this run, `listed` addresses of folders of which `run` holds all files.
        """
        if name in run or name == _STDIN:
            return True
        if "://" in name:
            return not any(name.startswith(f"{folder.rstrip('/')}/") for folder in listed)
        if _exists(self.path(name)):
            return True
        each = name.split(TOGETHER)
        return len(each) > 1 and all(_exists(self.path(one)) for one in each)

    def _path(self, place: str) -> str:
        """As it was given where that lies below; else from where both really are, links of folders followed."""
        given = os.path.abspath(place)
        if not PurePath(given).is_relative_to(self._given):
            folder, last = os.path.split(given)
            given = os.path.join(os.path.realpath(folder), last)
            try:
                return PurePath(os.path.relpath(given, self._real)).as_posix()
            except ValueError:  # another drive of Windows
                return PurePath(given).as_posix()
        return PurePath(os.path.relpath(given, self._given)).as_posix()

    def _tells(self, name: str) -> bool:
        if "://" in name or name == _STDIN:
            return False
        path = PurePath(name)
        ups = sum(part == _UP for part in path.parts)
        common = PurePath(self._real).parents[ups - 1] if ups else PurePath(self._real)
        top = len(common.parts) <= 1
        if path.is_absolute() or (top and (ups or path.parts[0].lower() in _HOMES)):
            return True
        people = PurePath(os.path.realpath(os.path.expanduser("~"))).parent
        homes = common.parent == PurePath(common.anchor) and common.name.lower() in _HOMES
        return not top and (homes or common == people)


def _exists(path: str) -> bool:
    """Whether there is a file; where nobody may ask there is."""
    try:
        os.stat(path)
    except PermissionError:
        return True
    except (OSError, ValueError):  # no name that a file can have
        return False
    return True
