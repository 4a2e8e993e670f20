"""The folder for temporary files of a batch, gone with it even when it is killed.

On POSIX a process of its own waits for the end of the batch, by a pipe that nobody writes to. It then ends whatever
still works in the folder (a converter outlives the process that started it) and removes it.
"""

import os
import shutil
import tempfile
from pathlib import Path

from clausecheck.isolation.family import end_all_in

__all__ = ["Janitor"]


class Janitor:
    """Keeps one folder, from when it is made."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clausecheck-batch-"))
        self._owner = os.getpid()
        self._pid = self._pipe = -1
        if hasattr(os, "fork"):
            self._fork()

    def close(self) -> None:
        """Remove the folder, and wait until it is gone; may be called twice."""
        if os.getpid() != self._owner or self._owner < 0:
            return
        self._owner = -1
        if self._pid < 0:
            _clean(self.folder)
            return
        os.close(self._pipe)
        os.waitpid(self._pid, 0)

    def _fork(self) -> None:
        from clausecheck.bulk.workers import become_worker

        waiting, self._pipe = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(waiting)
            return
        try:
            os.setsid()  # what is sent to the group of the batch is not meant for us
            become_worker(keep=(waiting,), folder=str(self.folder))
            os.read(waiting, 1)
            _clean(self.folder)
        finally:
            os._exit(0)


def _clean(folder: Path) -> None:
    end_all_in(folder)
    shutil.rmtree(folder, ignore_errors=True)
