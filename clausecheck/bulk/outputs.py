"""Results at an address: made in a private folder of this machine, and copied there when they are whole.

The journal stays on this machine, where it can be written line by line; so does what a stopped run did, until it is
gone on with. What is at the address already is looked at first, so that results that did not change are not copied.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import Any

from clausecheck.bulk.addresses import check_address, open_files, shown, trouble_of
from clausecheck.bulk.folder import ABOUT, JOURNAL, PREVIOUS, RESULTS
from clausecheck.bulk.running import Finished
from clausecheck.errors import UsageProblem

__all__ = ["Outlet", "local_folder"]

_ACCESS = "Check the address, and that the credentials of its driver are set on this machine."
_FILE = "file://"


def local_folder(word: str) -> Path | None:
    """The folder that a word for results names, None where it is an address elsewhere."""
    from clausecheck.bulk.addresses import is_address

    if word.startswith(_FILE):
        from urllib.parse import unquote
        from urllib.request import url2pathname

        return Path(url2pathname(word.removeprefix(_FILE)) if os.name == "nt" else unquote(word.removeprefix(_FILE)))
    return None if is_address(word) else Path(word)


class Outlet:
    """An address for results, and the folder that stands for it while a run is at work."""

    def __init__(self, address: str, allowed: Collection[str] = ()) -> None:
        """Make the folder; raises UsageProblem where that cannot be, or where the address is not let in."""
        check_address(address, allowed)
        self.address, self.shown = address.rstrip("/"), shown(address)
        self._files, self._root = open_files(address.rstrip("/"))
        self.folder = _private(address)

    def begin(self, beside: Collection[str] = ()) -> None:
        """Bring the results that are at the address. To be called while nobody else writes to the folder.

        UsageProblem where no batch ever wrote to the address, and a file is there that is called like one of `beside`.
        """
        if (self.folder / JOURNAL).exists():
            return  # a run was stopped: what it made is newer
        for name in (RESULTS, PREVIOUS, ABOUT):
            part = self.folder / f".{name}.part"
            (self.folder / name).unlink(missing_ok=True)
            try:
                self._files.get_file(f"{self._root}/{name}", str(part))
                os.replace(part, self.folder / name)
            except FileNotFoundError:
                continue
            except Exception as error:
                raise self._unusable(error) from error
            finally:
                part.unlink(missing_ok=True)
        if not (self.folder / ABOUT).exists():
            self._refuse_others(beside)

    def _refuse_others(self, names: Collection[str]) -> None:
        try:
            there = [name for name in names if self._files.exists(f"{self._root}/{name}")]
        except Exception as error:
            raise self._unusable(error) from error
        if there:
            raise UsageProblem(
                f"{self.shown} holds {', '.join(there)} that no batch made. Choose another address for -o, or add "
                "--force to replace what is there."
            )

    def send(self, finished: Finished) -> None:
        """Copy what is not there as it is here, the results last; raises UsageProblem where that cannot be."""
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file() and self._is_result(path)]
        for path in sorted(files, key=lambda path: path.name == RESULTS):
            there = f"{self._root}/{path.relative_to(self.folder).as_posix()}"
            try:
                if finished.written.changed or self._differs(path, there):
                    self._files.makedirs(there.rpartition("/")[0], exist_ok=True)
                    self._files.put_file(str(path), there)
            except Exception as error:
                raise self._unusable(error) from error

    def end(self) -> None:
        """All is at the address: leave nothing on this machine."""
        rmtree(self.folder, ignore_errors=True)

    def _differs(self, path: Path, there: str) -> bool:
        with suppress(FileNotFoundError):
            about: dict[str, Any] = self._files.info(there)
            return about.get("size") != path.stat().st_size
        return True

    def _is_result(self, path: Path) -> bool:
        inner = path.relative_to(self.folder)
        return inner.as_posix() != JOURNAL and not any(part.startswith(".") for part in inner.parts)

    def _unusable(self, error: Exception) -> UsageProblem:
        return UsageProblem(
            f"{self.shown}: results cannot be read or written there ({trouble_of(error)}). {_ACCESS} What was done is "
            f"kept in {self.folder}: the same call with --resume goes on."
        )


def _private(address: str) -> Path:
    """A folder of the user alone, the same for every run with this address."""
    import platformdirs

    name = hashlib.sha256(shown(address).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    folder = platformdirs.user_state_path("clausecheck") / "batches" / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        if not ours or not stat.S_ISDIR(status.st_mode):
            raise UsageProblem(f"{folder} belongs to somebody else. Remove it, and call again.")
        folder.chmod(0o700)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageProblem(f"{folder}: the journal of the run cannot be written there ({why}).") from error
    return folder
