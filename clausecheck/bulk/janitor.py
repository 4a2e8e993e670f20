"""The folder for temporary files of a batch, gone with it even when it is killed.

A small process of its own waits for the end of the batch, by a pipe that nobody writes to. It then ends whatever still
works in the folder (a converter outlives the process that started it) and removes it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["Janitor", "clean"]

_WAIT = (
    "import json, os, sys\n"
    "while os.read(0, 1): pass\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from clausecheck.bulk.janitor import clean\n"
    "clean(sys.argv[2])\n"
)


class Janitor:
    """Keeps one folder, from when it is made."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clausecheck-batch-"))
        path = json.dumps([os.path.abspath(each) for each in sys.path])
        self._process = subprocess.Popen(  # noqa: S603 - our own code, in our own interpreter
            [sys.executable, "-S", "-c", _WAIT, path, str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what is sent to the group of the batch is not meant for it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def close(self) -> None:
        """Remove the folder, and wait until it is gone; may be called twice."""
        self._process.communicate()


def clean(folder: str) -> None:
    """End whatever works in the folder, and remove it."""
    from shutil import rmtree

    from clausecheck.isolation.family import end_all_in

    end_all_in(Path(folder))
    rmtree(folder, ignore_errors=True)
