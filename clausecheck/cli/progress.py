"""How far a batch has come, on standard error: a line that changes on a terminal, plain ones elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from time import monotonic

from clausecheck.bulk.result import Outcome
from clausecheck.bulk.running import Tally
from clausecheck.cli.faults import say

__all__ = ["Progress", "counts", "duration", "tell_stopping"]

_BAR = 20
_AGAIN = 0.1
"""Seconds between two changes on a terminal."""
_PLAIN_AGAIN = 30.0
_CLEAR = "\r\x1b[K"


class Progress:
    """Called after every document."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._next = monotonic() + (0.0 if self._terminal else _PLAIN_AGAIN)
        self._shown = False

    def __call__(self, tally: Tally) -> None:
        """Tell, if it is time to."""
        now = monotonic()
        if now < self._next and not (self._terminal and tally.done == tally.total):
            return
        self._next = now + (_AGAIN if self._terminal else _PLAIN_AGAIN)
        if not self._terminal:
            say(_told(tally))
            return
        width = shutil.get_terminal_size().columns
        filled = round(_BAR * tally.done / max(1, tally.total))
        line = f"[{'#' * filled}{'.' * (_BAR - filled)}] {_told(tally)}"
        print(f"{_CLEAR}{line[: width - 1]}", end="", file=sys.stderr, flush=True)  # noqa: T201 - see `faults.say`
        self._shown = True

    def done(self) -> None:
        """Leave the line clean for what else is told."""
        if self._shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)  # noqa: T201
            self._shown = False


def tell_stopping() -> None:
    """Say that Ctrl-C was heard. Safe in the midst of anything else that is told."""
    if sys.stderr is None:
        return
    line = "\n" if sys.stderr.isatty() else ""
    with suppress(OSError, ValueError):
        os.write(sys.stderr.fileno(), f"{line}clausecheck: stopping. Once more stops at once.\n".encode("ascii"))


def counts(tally: Tally) -> str:
    """How many came to what, such as `52 judged (A 3, D 49), 3 in part, 5 not read`."""
    grades = ", ".join(f"{letter} {count}" for letter, count in sorted(tally.grades.items()))
    parts = [f"{tally.outcomes[Outcome.judged]} judged" + (f" ({grades})" if grades else "")]
    if tally.outcomes[Outcome.partial]:
        parts.append(f"{tally.outcomes[Outcome.partial]} in part")
    if tally.outcomes[Outcome.failed]:
        parts.append(f"{tally.outcomes[Outcome.failed]} not read")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """As `45 s`, `3 min` or `2 h 5 min`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _told(tally: Tally) -> str:
    now = tally.done - tally.resumed
    worked = now - tally.kept  # what was at hand comes first and at once: it says nothing of the others
    rate = (worked or now) / max(tally.seconds(), 1e-3)
    left = f", {duration((tally.total - tally.done) / rate)} left" if worked else ""
    return f"{tally.done} of {tally.total}, {rate:.1f} a second{left}: {counts(tally)}"
