"""How a reading process came to an end before it had told its result."""

import signal
from enum import StrEnum

from clausecheck.record import record

__all__ = ["Cause", "Ending"]


class Cause(StrEnum):
    """What ended it."""

    time = "time"
    memory = "memory"
    crash = "crash"


@record
class Ending:
    """The cause, and for a crash what is known of it."""

    detail: str = ""
    cause: Cause = Cause.crash

    @classmethod
    def of_signal(cls, number: int) -> "Ending":
        """The end of a process by a signal."""
        # SIGALRM, SIGXCPU and SIGKILL by value: Windows knows none of them.
        cause = {14: Cause.time, 24: Cause.time, 9: Cause.memory}.get(number, Cause.crash)
        try:
            name = signal.Signals(number).name
        except ValueError:
            name = f"signal {number}"
        return cls(name, cause)
