"""What becomes of open SQLite files when a process is forked, as pools and readers of single files do.

A fork waits until no thread is within SQLite, for the child could do nothing with it else. The child then closes what
it inherited before it first uses the cache: until the last connection to a file is closed, SQLite believes that this
process has the locks of its parent, which it has not. The connections are idle, and closing them in the child takes
nothing from the parent. A child that never uses the cache does nothing at all.
"""

import os
import threading
import weakref
from typing import Protocol

__all__ = ["close_inherited", "watch"]


class _Holder(Protocol):
    """What may have a file open."""

    mutex: threading.Lock
    """Held while it is used."""

    def disown(self) -> None:
        """Close it if it is inherited."""


_HOLDERS: "weakref.WeakSet[_Holder]" = weakref.WeakSet()
_CHANGING = threading.Lock()
"""Held while holders are added or closed, or a process is forked."""
_HELD: list[threading.Lock] = []


def watch(holder: _Holder) -> None:
    """Have it taken care of."""
    with _CHANGING:
        _HOLDERS.add(holder)


def close_inherited() -> None:
    """Close all that was opened by the process that forked this one."""
    with _CHANGING:
        for holder in list(_HOLDERS):
            holder.disown()


def _before() -> None:
    _CHANGING.acquire()
    _HELD.extend(holder.mutex for holder in _HOLDERS)
    for mutex in _HELD:
        mutex.acquire()


def _after() -> None:
    while _HELD:
        _HELD.pop().release()
    _CHANGING.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before, after_in_parent=_after, after_in_child=_after)
