"""The command `batch` as a process that can be killed, and all that it has started."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

__all__ = ["Runs"]


class Runs:
    """The command, called on one folder, in an environment by which all its processes can be found."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder, self.out, self.temp = folder, place / "out", place / "temp"
        self.temp.mkdir()
        self.mark = uuid4().hex
        own = {"CLAUSECHECK_MARK": self.mark, "TMPDIR": str(self.temp), "CLAUSECHECK_CONFIG": str(place / "none.toml")}
        self.environment = os.environ | own

    def begin(self, *words: str) -> subprocess.Popen:
        call = [sys.executable, "-m", "clausecheck", "batch", str(self.folder), "-o", str(self.out), *words]
        return subprocess.Popen(
            call,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def journalled(self) -> list[str]:
        """Names in the whole lines of the journal."""
        try:
            data = (self.out / "journal.jsonl").read_bytes()
        except FileNotFoundError:
            return []
        whole = data[: data.rfind(b"\n") + 1].splitlines()
        return [json.loads(line)["head"]["name"] for line in whole[1:]]

    def await_journal(self, count: int) -> None:
        end = time.monotonic() + 60
        while len(self.journalled()) < count and time.monotonic() < end:
            time.sleep(0.01)

    def processes(self) -> list[str]:
        """Command lines of all processes of the runs."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and self.mark.encode() in (entry / "environ").read_bytes():
                    found.append((entry / "cmdline").read_bytes().decode())
            except OSError:
                continue
        return found

    def await_nothing(self) -> None:
        """All processes have ended, and no file is left."""
        end = time.monotonic() + 10
        while (self.processes() or list(self.temp.iterdir())) and time.monotonic() < end:
            time.sleep(0.05)
        assert self.processes() == []
        assert list(self.temp.iterdir()) == []
