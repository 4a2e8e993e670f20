"""A process that ends at once when the one that started it is gone, whatever it is doing: POSIX only.

Nothing is ever written to the pipe. Its far end closes with the process that holds it, even one that is killed, and the
system then sends SIGIO to whoever holds the near end, which ends a process that has not asked for anything else.
"""

import fcntl
import os
import select
import signal

__all__ = ["Lifeline", "hold_on"]


class Lifeline:
    """A pipe between a process and one it is about to start."""

    def __init__(self) -> None:
        self.near, self.far = os.pipe()

    def hold_on(self) -> None:
        """In the new process: end with the other from now on."""
        os.close(self.far)
        hold_on(self.near)

    def started(self) -> None:
        """In the old one, once the new one has its end."""
        os.close(self.near)

    def cut(self) -> None:
        """In the old one: end the other, or forget it once it has ended."""
        os.close(self.far)


def hold_on(near: int) -> None:
    """End this process when nobody holds the far end of this pipe any more."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(near, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(near, fcntl.F_SETFL, fcntl.fcntl(near, fcntl.F_GETFL) | os.O_ASYNC)
    gone = select.poll()
    gone.register(near, 0)
    if gone.poll(0):  # it went before anybody was to be told
        os.kill(os.getpid(), signal.SIGIO)
