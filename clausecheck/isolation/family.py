"""The end of whatever works in a private folder, even when who started it is gone.

A converter starts others, which may leave its group and outlive it; all inherit an environment that names the folder.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["end_all_in"]

_ROUNDS = 20
"""One that is just starting another is found again with it."""


def end_all_in(folder: Path) -> None:
    """Kill every process of this user whose environment names the folder."""
    own = os.getpid()
    for _ in range(_ROUNDS):
        found = [number for number in _working_in(str(folder)) if number != own]
        if not found:
            return
        for number in found:
            with suppress(OSError):
                # Windows knows but one way to end a process, by whatever signal.
                os.kill(number, getattr(signal, "SIGKILL", signal.SIGTERM))


def _working_in(folder: str) -> Iterator[int]:
    if sys.platform != "linux":
        import psutil

        for one in psutil.process_iter():
            with suppress(psutil.Error, OSError):
                if any(folder in value for value in one.environ().values()):
                    yield one.pid
        return
    name = os.fsencode(folder)
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with suppress(OSError):  # it has ended, or is another user's
                if name in Path(f"/proc/{entry}/environ").read_bytes():
                    yield int(entry)
