"""One run's baseline, suppressions and gates together, each asked of a file by the name that it knows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.addresses import is_address, shown
from clausecheck.bulk.baseline import Baseline, KnownFile, Recorder, looks_like_one, read_baseline
from clausecheck.bulk.gates import Value, parse_gates
from clausecheck.bulk.screening import Screen, Verdict
from clausecheck.bulk.suppressions import Suppressions, read_suppressions
from clausecheck.cli.contracts import read_small
from clausecheck.cli.elsewhere import Elsewhere
from clausecheck.cli.naming import Beside, Place
from clausecheck.cli.output import refuse_overwriting, write_file
from clausecheck.errors import UsageProblem
from clausecheck.record import replaced

if TYPE_CHECKING:
    from clausecheck.cli.gating import Gating

__all__ = ["Looking", "digests"]

_LARGEST = 1 << 20
"""Bytes of a file of suppressions: some thousand entries."""
_LARGEST_BASELINE = 1 << 30
"""That of fifty thousand templates has 200 MB."""
_HEAD = 1 << 10
"""Bytes that tell whether a file is a baseline."""


class Looking:
    """Looks at the files of one run, and records them where that is wanted."""

    def __init__(
        self,
        gating: Gating,
        topics: Collection[str],
        places: Sequence[Place],
        *,
        inputs: Sequence[str] = (),
        whole: bool = True,
        today: date | None = None,
    ) -> None:
        """Raises `UsageProblem` for a file that is wrong, and for a baseline that must not be written.

        `topics` are those that rules know, `places` the files of the run, found by `inputs`; `whole` is False where
        reports show less than was found.
        """
        self._gating = gating
        self._places = places
        self._listed = [shown(word) for word in inputs if is_address(word)]
        self._known = None if gating.baseline is None else Beside(gating.baseline)
        self._held = None if gating.suppressions is None else Beside(gating.suppressions)
        self._written = None if gating.write_baseline is None else Beside(gating.write_baseline, "--write-baseline")
        self._names: frozenset[str] = frozenset()
        self._baseline = None if gating.baseline is None else self._open(gating.baseline)
        held = None if gating.suppressions is None else self._suppressions(gating.suppressions, topics, today)
        self._screen = Screen(parse_gates(gating.fail_on), self._baseline, held, whole=whole)
        self._recorder = None if self._written is None else self._record(self._written, whole=whole)

    def expect(self, hashes: Callable[[], Iterable[tuple[Place, str]]]) -> None:
        """Say which files have which bytes, before any is looked at; `hashes` is asked only where that matters."""
        if self._baseline is not None and self._known is not None and self._baseline.lacks(self._names):
            self._baseline.expect((self._known.name(place), sha256) for place, sha256 in hashes())

    def look(self, place: Place, sha256: str, report: Value) -> Verdict:
        """What a file comes to; it is recorded, too."""
        if self._recorder is not None and self._written is not None:
            self._recorder.add(self._written.name(place), sha256, report)
        return self._screen.look(_name(self._known, place), report, _name(self._held, place))

    def look_unread(self, place: Place) -> Verdict:
        """What a file comes to that could not be read at all."""
        return self._screen.look_unread(_name(self._held, place))

    def told(self) -> list[str]:
        """What is to be said at the end of the run."""
        return self._screen.told()

    def gone(self) -> list[KnownFile]:
        """Files of the baseline that are no longer there, each named by where it was."""
        known = self._known
        return [] if known is None else [replaced(one, name=known.path(one.name)) for one in self._screen.gone()]

    def keep(self) -> list[str]:
        """Write the baseline, if one is wanted; raises `UsageProblem` where that fails.

        Gives what is to be said of files that stood in the one it replaces and are in it no longer.
        """
        target = self._gating.write_baseline
        if self._recorder is None or target is None:
            return []
        lost = self._lost(target, self._recorder.hashes)
        write_file(target, self._recorder.text().encode("utf-8"))
        return lost

    def _lost(self, target: Path, hashes: Mapping[str, str]) -> list[str]:
        if not target.exists():
            return []
        from clausecheck.bulk.dropped import dropped

        beside = self._written or Beside(target)
        run = frozenset(name for place in self._places for name in _each(beside, place))
        try:
            before = read_baseline(read_small(target, "--write-baseline", _LARGEST_BASELINE), str(target))
        except UsageProblem:
            return [f"{target}: what stood there could not be read. What it alone held is in it no longer."]
        lost = dropped(before, hashes, run, lambda name: beside.is_there(name, run, self._listed))
        return [f"{target}: {message}" for message in lost]

    def _suppressions(self, path: Path, topics: Collection[str], today: date | None) -> Suppressions:
        data = read_small(path, "--suppressions", _LARGEST)
        beside, baseline, names = self._held or Beside(path), self._baseline, self._names
        looked = frozenset(name for place in self._places for name in _each(beside, place))
        elsewhere = Elsewhere(beside, looked, beyond=lambda: baseline is not None and baseline.goes_beyond(names))
        entries = read_suppressions(data, str(path), topics)
        return Suppressions(str(path), entries, today or date.today(), elsewhere)

    def _open(self, path: Path) -> Baseline:
        files = read_baseline(read_small(path, "--baseline", _LARGEST_BASELINE), str(path))
        beside = self._known or Beside(path)
        self._names = run = frozenset(map(beside.name, self._places))
        return Baseline(files, lambda name: beside.is_there(name, run, self._listed))

    def _record(self, beside: Beside, *, whole: bool) -> Recorder:
        target = self._gating.write_baseline
        if not whole:
            raise UsageProblem("--write-baseline records everything. Leave --only, --skip and --min-severity out.")
        if target is not None:
            refuse_overwriting(target, (), force=True)
            if target.exists() and not looks_like_one(_head(target)):
                raise UsageProblem(
                    f"--write-baseline {target}: the file there is no baseline and is not replaced. "
                    "Choose another name, or remove it first."
                )
        beside.fit_to_write(self._places)
        return Recorder()


def digests(places: Iterable[Place]) -> Iterable[tuple[Place, str]]:
    """SHA-256 of files on this machine; what cannot be read has none, and is told when it is its turn."""
    for place in places:
        if not isinstance(place, str) or place == "-":
            continue
        try:
            with open(place, "rb") as stream:
                yield place, hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, ValueError):
            continue


def _each(beside: Beside, place: Place) -> tuple[str, ...]:
    """The names of a file; of several read as one, of all together and of each."""
    return (beside.name(place), *(() if isinstance(place, str) else map(beside.name, place)))


def _name(beside: Beside | None, place: Place) -> str:
    return "" if beside is None else beside.name(place)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageProblem(f"--write-baseline {path}: cannot be read ({why}). Choose another name.") from error
