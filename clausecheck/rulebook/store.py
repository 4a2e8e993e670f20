"""Keeps what takes long to make between runs: plain data, by content, for the user alone.

An entry that cannot be read, is not whole, or may be written by others is as good as none; so is a place where nothing
can be kept.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["Plain", "fetch", "folder", "keep", "stamps", "uncollected"]

Plain = tuple[Any, ...]
"""Strings, numbers, None, and tuples and dicts of them."""

_FORMAT = b"clausecheck 1\n"
_KEPT = 4
"""Older entries of a kind beyond this many are removed: each change of a rule file makes a new one."""


def folder() -> Path | None:
    """Where entries stand, None when `CLAUSECHECK_CACHE=off`."""
    if os.environ.get("CLAUSECHECK_CACHE", "").lower() == "off":
        return None
    place = _user_cache()
    return place / "clausecheck" if place.is_absolute() else None


def _user_cache() -> Path:
    """The user's folder for caches; a relative path where the user has no home."""
    if sys.platform == "linux":
        # What platformdirs would say; importing it takes longer than reading an entry.
        named = os.environ.get("XDG_CACHE_HOME", "")
        return Path(named if os.path.isabs(named) else os.path.expanduser("~/.cache"))
    import platformdirs

    return Path(platformdirs.user_cache_dir())


def stamps(package: Path) -> list[str]:
    """Our own files in a folder as they stand, so that nothing is used which an older one of them made."""
    try:
        with os.scandir(package) as entries:
            files = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py")]
    except OSError:
        return []
    return sorted(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in files)


def fetch(kind: str, entry: str) -> Plain | None:
    """What was kept under this key, None if there is nothing that is whole and the user's own."""
    place = folder()
    if place is None:
        return None
    try:
        with open(place / f"{kind}-{entry}.bin", "rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            data = file.read()
    except OSError:
        return None
    head = len(_FORMAT) + 32
    # The digest keeps a file cut short by a crash away from marshal, which trusts its input.
    if data[: len(_FORMAT)] != _FORMAT or hashlib.sha256(data[head:]).digest() != data[len(_FORMAT) : head]:
        return None
    try:
        with uncollected():
            found: Plain = marshal.loads(data[head:])  # noqa: S302 (our own file, mode 0600, whole by its digest)
            return found
    except (EOFError, TypeError, ValueError):
        return None


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector: with a hundred thousand new tuples and none to free it takes most of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def keep(kind: str, entry: str, value: Plain) -> None:
    """Store plain data, as marshal takes it; does nothing where that is not possible."""
    place = folder()
    if place is None:
        return
    try:
        payload = marshal.dumps(value)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(place.stat()):
            return
        place.chmod(0o700)
        # Made new with mode 0600, never opened where something stands; the rename makes it whole at once.
        new = place / f"writing-{os.getpid()}-{entry}"
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_FORMAT + hashlib.sha256(payload).digest() + payload)
        new.replace(place / f"{kind}-{entry}.bin")
        _sweep(place, kind)
    except (OSError, ValueError):
        return


def _sweep(place: Path, kind: str) -> None:
    """Remove the oldest entries beyond those kept."""
    entries = sorted(place.glob(f"{kind}-*.bin"), key=lambda p: (p.stat().st_mtime, p.name))
    for path in entries[:-_KEPT]:
        path.unlink(missing_ok=True)


def _ours(status: os.stat_result) -> bool:
    """Owned by this user and writable by nobody else; elsewhere than on POSIX the folder's own rights decide."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
