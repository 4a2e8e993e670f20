"""Results at an address: made in a private folder of this machine, and copied there when they are whole.

The journal stays on this machine, where it can be written line by line; so does what a stopped run did, until it is
gone on with. A list at the address tells which files were copied there and their hashes, so that just what is other is
copied: an entry goes from the list before its file is replaced, and comes back once it is. Of a report that is there
already a placeholder stands here, with its mark alone.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import rmtree

from clausecheck.bulk.addresses import check_address, open_files, shown, trouble_of
from clausecheck.bulk.folder import ABOUT, JOURNAL, LOCK, PREVIOUS, RESULTS, Folder
from clausecheck.bulk.running import Finished
from clausecheck.bulk.views.reports import FOLDER, Mark, mark_of
from clausecheck.errors import UsageProblem
from clausecheck.record import record

__all__ = ["Outlet", "local_folder"]

_ACCESS = "Check the address, and that the credentials of its driver are set on this machine."
_FILE = "file://"
_LIST = ".sent.json"
"""At the address: which files were copied there."""
_FORM = 1
_PLACEHOLDER = "<!-- this report is at the address of the results -->"


@record
class _Sent:
    """A file at the address."""

    sha256: str
    size: int
    mark: Mark | None = None
    """Of a report."""


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

        self._there: Mapping[str, _Sent] = {}
        """Files at the address as the list tells them, by their path within it, and as they really are there."""
        self._listed: Mapping[str, _Sent] = {}
        """The list."""

    def begin(self, beside: Collection[str] = ()) -> None:
        """Bring the results that are at the address, and of reports there their marks.

        To be called while nobody else writes to the folder: what a run left that is not to be gone on with is removed.
        UsageProblem where no batch ever wrote to the address, and a file is there that is called like one of `beside`.
        """
        stopped = (self.folder / JOURNAL).exists()
        if not stopped:
            _clear(self.folder)
        try:
            self._listed = self._read_list()
            sizes = self._sizes()
            self._there = {
                name: sent for name, sent in self._listed.items() if sizes.get(name, -1) in (sent.size, None)
            }
            if not stopped:  # else what it made is newer
                for name in (RESULTS, PREVIOUS, ABOUT):
                    self._bring(name)
                strangers = [] if self._listed or ABOUT in sizes else sorted(sizes.keys() & set(beside))
                if strangers:
                    self._refuse(strangers)
        except UsageProblem:
            raise
        except Exception as error:  # each driver has errors of its own
            raise self._unusable(error) from error
        self._place_reports()

    def _refuse(self, there: Sequence[str]) -> None:
        raise UsageProblem(
            f"{self.shown} holds {', '.join(there)} that no batch made. Choose another address for -o, or add "
            "--force to replace what is there."
        )

    def send(self, finished: Finished) -> None:
        """Copy what is not there as it is here, the results last; raises UsageProblem where that cannot be.

        Reports there that are of other results are removed.
        """
        folder = finished.written.results.parent
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        here = {name: _sent(path) for name, path in files.items() if _is_result(name) and not _is_placeholder(path)}
        others = sorted(name for name, sent in here.items() if self._there.get(name) != sent)
        gone = sorted(name for name, sent in self._there.items() if sent.mark and name not in files)
        try:
            self._write_list({n: sent for n, sent in self._there.items() if n not in {*others, *gone}})
            for name in others:
                if name != RESULTS:
                    self._put(name, files[name])
            for name in gone:
                with suppress(FileNotFoundError):
                    self._files.rm_file(f"{self._root}/{name}")
            if RESULTS in others:
                self._put(RESULTS, files[RESULTS])
            self._write_list({name: sent for name, sent in self._there.items() if name not in gone} | here)
        except Exception as error:  # each driver has errors of its own
            raise self._unusable(error) from error

    def close(self) -> None:
        """Leave nothing on this machine, unless a run was stopped that is to be gone on with, or another is at work."""
        with suppress(UsageProblem), Folder(self.folder, "", force=True, resume=True) as folder:
            if not folder.journal.exists():
                rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Outlet:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _bring(self, name: str) -> None:
        part = self.folder / f".{name}.part"
        try:
            with suppress(FileNotFoundError):
                self._files.get_file(f"{self._root}/{name}", str(part))
                os.replace(part, self.folder / name)
        finally:
            part.unlink(missing_ok=True)

    def _place_reports(self) -> None:
        """Placeholders of just the reports that are at the address, and not here."""
        reports = self.folder / FOLDER
        marks = {name: sent.mark for name, sent in self._there.items() if sent.mark}
        reports.mkdir(exist_ok=True)
        for path in reports.iterdir():
            if _is_placeholder(path):
                path.unlink()
        for name, mark in marks.items():
            place = self.folder / name
            if place.parent == reports and not place.exists():
                place.write_text(_PLACEHOLDER + mark.text, encoding="ascii")

    def _put(self, name: str, path: Path) -> None:
        there = f"{self._root}/{name}"
        self._files.makedirs(there.rpartition("/")[0], exist_ok=True)
        self._files.put_file(str(path), there)

    def _sizes(self) -> dict[str, int | None]:
        """Sizes of files at the address, None for one whose size is not told there."""
        self._files.invalidate_cache()
        found: dict[str, int | None] = {}
        for lead in ("", f"{FOLDER}/"):
            with suppress(FileNotFoundError, NotADirectoryError):
                for about in self._files.ls(f"{self._root}/{lead}".rstrip("/"), detail=True):
                    if about.get("type") == "file":
                        found[lead + str(about["name"]).rpartition("/")[2]] = about.get("size")
        return found

    def _read_list(self) -> dict[str, _Sent]:
        try:
            value = json.loads(self._files.cat_file(f"{self._root}/{_LIST}"))
            if value["form"] != _FORM:
                return {}
            return {
                str(name): _Sent(str(content), int(size), Mark(*map(str, mark)) if mark else None)
                for name, (content, size, mark) in value["files"].items()
            }
        except (FileNotFoundError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return {}

    def _write_list(self, files: Mapping[str, _Sent]) -> None:
        """Put the list at the address, unless it is what it says there."""
        if files == self._listed:
            return
        about = {
            name: [sent.sha256, sent.size, sent.mark and [sent.mark.by, sent.mark.result]]
            for name, sent in sorted(files.items())
        }
        self._files.makedirs(self._root, exist_ok=True)
        self._files.pipe_file(f"{self._root}/{_LIST}", json.dumps({"form": _FORM, "files": about}, indent=1).encode())
        self._listed = files

    def _unusable(self, error: Exception) -> UsageProblem:
        kept = f" What was done is kept in {self.folder}: the same call with --resume goes on."
        return UsageProblem(
            f"{self.shown}: results cannot be read or written there ({trouble_of(error)}). {_ACCESS}"
            f"{kept if (self.folder / JOURNAL).exists() else ''}"
        )


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            path.unlink(missing_ok=True)


def _is_result(name: str) -> bool:
    return name != JOURNAL and not any(part.startswith(".") for part in name.split("/"))


def _sent(path: Path) -> _Sent:
    """What the list will tell of a file."""
    with path.open("rb") as stream:
        content = file_digest(stream, "sha256").hexdigest()
    return _Sent(content, path.stat().st_size, mark_of(path) if path.parent.name == FOLDER else None)


def _is_placeholder(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_PLACEHOLDER)) == _PLACEHOLDER.encode()


def _private(address: str) -> Path:
    """A folder of the user alone, the same for every run with this address."""
    import platformdirs

    name = sha256(shown(address).encode("utf-8", "surrogateescape")).hexdigest()[:24]
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
