"""Judges that misbehave, as a document could make them: what they do stands in the name of the document."""

import ctypes
import os
import signal
import time
from pathlib import Path

from clausecheck.bulk.job import Item, Job, Told
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.work import Announce, Phase

__all__ = ["NeverBegins", "Trouble", "item"]


def item(name: str) -> Item:
    return Item(name, data=name.encode())


class Trouble:
    """Judges nothing; leaves a mark of every attempt where `Job.engagement` says."""

    def __init__(self, job: Job) -> None:
        self._marks = Path(job.engagement) if job.engagement else None
        if self._marks is not None:
            (self._marks / f"made.{time.monotonic_ns()}").touch()

    def judge(self, item: Item, announce: Announce) -> Told:
        announce(Phase("judged", 1.0, "abc"))
        if self._marks is not None:
            (self._marks / f"{item.name}.{time.monotonic_ns()}").touch()
        match item.name.partition("-")[0]:
            case "exit":
                os._exit(3)
            case "segfault":
                ctypes.string_at(0)
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(600)
            case "sleep":
                announce(Phase("judged", 600.0, "abc"))
                time.sleep(600)
            case "busy":
                while True:
                    pass
            case "kill once" if self._marks is not None and len(list(self._marks.glob(f"{item.name}.*"))) == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            case "executor":
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(600)
        result = Result(item.name, Outcome.judged, "abc", {"grade": None})
        return Told(item.name, Outcome.judged, "abc", line=result.line(), judged=True)

    def close(self) -> None:
        pass


class NeverBegins(Trouble):
    """Cannot even be made."""

    def __init__(self, job: Job) -> None:
        os._exit(1)
