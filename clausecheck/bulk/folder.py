"""The folder for results: whose it is, that nobody else writes to it, and results written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from clausecheck.bulk.journal import inputs_of
from clausecheck.bulk.result import Result
from clausecheck.errors import UsageProblem
from clausecheck.record import record

__all__ = ["ABOUT", "JOURNAL", "LOCK", "PREVIOUS", "RESULTS", "Folder", "Written", "told_lines"]

RESULTS, PREVIOUS, JOURNAL = "results.jsonl", "results.previous.jsonl", "journal.jsonl"
ABOUT, LOCK = "batch.json", ".lock"
_COUNT = "results"
"""Under this name `batch.json` holds how many lines the results have."""
_BLOCK = 1 << 20
_LONGEST_ABOUT = 1 << 24
_HELD: set[str] = set()
"""Locked by this very process, which the system would let lock a file twice."""


@record
class Written:
    """The results, once they stand in the folder."""

    results: Path
    previous: Path | None
    """Those of the run before that had others; None where there was none."""
    changed: bool
    """They are not the same bytes as before; if they are, nothing was written."""


class Folder:
    """A folder for results that this run alone writes to, until it is closed."""

    def __init__(
        self,
        path: Path,
        inputs: str,
        *,
        force: bool,
        resume: bool,
        told: str = "",
        begin: Callable[[], object] = lambda: None,
    ) -> None:
        """Make it if need be. `inputs` says what was named to be looked at.

        `told` is what the folder is called in messages, where it stands for another place; `begin` is called once this
        run alone writes to it, before anything there is looked at.

        Raises `UsageProblem` where another run is at work in it, where results of other inputs or files of others would
        be replaced without `force`, and where a run that was stopped would be forgotten.
        """
        self.path, self._inputs, self._told = path, inputs, told or str(path)
        self._file = -1
        self._key = os.path.realpath(path / LOCK)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(path, error) from error
        self._lock()
        try:
            begin()
            self._refuse_folders()
            if not force:
                self._refuse_others(resume=resume)
        except BaseException:
            self.close()
            raise

    @property
    def journal(self) -> Path:
        """Where results go as they come."""
        return self.path / JOURNAL

    def write(self, lines: Callable[[], Iterable[bytes]]) -> Written:
        """Put the results in place, unless the same are there; those that are replaced become the previous ones.

        `lines` gives them, anew at each call.
        """
        results, previous, part = (self.path / name for name in (RESULTS, PREVIOUS, f".{RESULTS}.part"))
        try:
            count = _held(results, lines()) if results.is_file() else None
            changed = count is None
            if count is None:
                count = _fill(part, lines())
                if results.exists() and self._are_whole(results):
                    os.replace(results, previous)
                os.replace(part, results)
            self._write_about(count)
        except OSError as error:
            raise _unusable(self.path, error) from error
        finally:
            part.unlink(missing_ok=True)
        return Written(results, previous if previous.is_file() else None, changed)

    def close(self) -> None:
        """Let others write to it."""
        if self._file < 0:
            return
        with suppress(OSError):  # Windows removes no file that is open
            (self.path / LOCK).unlink(missing_ok=True)
        os.close(self._file)
        _HELD.discard(self._key)
        self._file = -1

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _refuse_folders(self) -> None:
        for name in (RESULTS, PREVIOUS, JOURNAL, ABOUT):
            there = self.path / name
            if there.exists() and not there.is_file():
                raise UsageProblem(f"{there} is not a file. Choose another folder for -o.")

    def _refuse_others(self, *, resume: bool) -> None:
        if self.journal.exists() and not resume:
            raise UsageProblem(
                f"{self._told}: a run was stopped here before it was done. Go on with it by --resume, or add --force "
                "to begin anew."
            )
        results = self.path / RESULTS
        if not results.exists():
            return
        if not _is_ours(results):
            raise UsageProblem(
                f"{self._told}/{RESULTS} is not of our making. Choose another folder for -o, or add --force."
            )
        if self._about() != self._inputs and not (resume and inputs_of(self.journal) == self._inputs):
            raise UsageProblem(
                f"{self._told} holds the results of other inputs. Choose another folder for -o, or add --force to "
                "replace them."
            )

    def _about(self) -> str | None:
        """What the results that are there were asked of."""
        inputs = _told(self.path / ABOUT).get("inputs")
        return inputs if isinstance(inputs, str) else None

    def _are_whole(self, results: Path) -> bool:
        """Nobody cut them: held against those, the next ones would seem to be full of new files."""
        told = told_lines(results)
        if told is None:
            return True
        with results.open("rb", buffering=_BLOCK) as stream:
            return sum(1 for line in stream if line.strip()) == told

    def _write_about(self, count: int) -> None:
        about = {"inputs": self._inputs, _COUNT: count}
        if _told(self.path / ABOUT) == about:
            return
        part = self.path / f".{ABOUT}.part"
        part.write_text(json.dumps(about, indent=1) + "\n", encoding="ascii")
        os.replace(part, self.path / ABOUT)

    def _lock(self) -> None:
        """A lock of the system, which ends with this process however it ends: there is no stale one."""
        path = self.path / LOCK
        if self._key in _HELD:
            raise _at_work(self._told)
        while True:
            try:
                file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise _unusable(self.path, error) from error
            try:
                _take(file)
            except OSError as error:
                os.close(file)
                raise _at_work(self._told) from error
            if _is_still(path, file):
                break
            os.close(file)  # whoever had it has removed it meanwhile
        self._file = file
        _HELD.add(self._key)


def told_lines(results: Path) -> int | None:
    """How many lines their batch wrote into `results`.

    None where nobody knows: copied elsewhere, called otherwise, or written before that was told.
    """
    count = _told(results.with_name(ABOUT)).get(_COUNT) if results.name == RESULTS else None
    return count if type(count) is int else None


def _take(file: int) -> None:
    """Lock a file; OSError where another process has."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(path: Path, file: int) -> bool:
    try:
        there = path.stat()
    except OSError:
        return False
    mine = os.fstat(file)
    return (there.st_ino, there.st_dev) == (mine.st_ino, mine.st_dev)


def _is_ours(results: Path) -> bool:
    """The first line is a result; an empty file is nobody's."""
    with results.open("rb") as stream:
        line = stream.readline()
    try:
        return not line or bool(Result.of_line(line.decode("utf-8")))
    except ValueError:
        return False


def _held(path: Path, lines: Iterable[bytes]) -> int | None:
    """How many lines there are, where the file holds these and nothing else."""
    count = 0
    with path.open("rb", buffering=_BLOCK) as stream:
        for line in lines:
            if stream.read(len(line)) != line:
                return None
            count += 1
        return None if stream.read(1) else count


def _fill(path: Path, lines: Iterable[bytes]) -> int:
    """Write the lines to the disk; gives how many there are."""
    count = 0
    with path.open("wb", buffering=_BLOCK) as stream:
        for line in lines:
            stream.write(line)
            count += 1
        stream.flush()
        os.fsync(stream.fileno())
    return count


def _told(about: Path) -> dict[str, object]:
    """What is told of a batch; nothing where that cannot be read."""
    try:
        with about.open("rb") as stream:
            value = json.loads(stream.read(_LONGEST_ABOUT))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _unusable(path: Path, error: OSError) -> UsageProblem:
    why = error.strerror or type(error).__name__
    return UsageProblem(f"{path}: results cannot be written there ({why}). Choose another folder for -o.")


def _at_work(path: str) -> UsageProblem:
    return UsageProblem(f"another run is writing to {path}. Wait for it, or choose another folder for -o.")
