"""Writing what a batch leaves: whole files or none, and none anew whose content would be the same."""

from __future__ import annotations

import filecmp
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clausecheck.bulk.folder import PREVIOUS
from clausecheck.errors import UsageProblem

__all__ = ["DASHBOARD", "MADE_OF", "SUMMARY", "TABLE", "WORKBOOK", "previous_of", "replacing", "write_if_other"]

WORKBOOK, DASHBOARD, TABLE, SUMMARY = "workbook.xlsx", "dashboard.html", "findings.csv", "summary.txt"
"""What the views are called, in the folder of the results."""

MADE_OF = ".views.json"
"""What the views there were made of, and their hashes."""


def write_if_other(target: Path, data: bytes) -> bool:
    """Write `data` to `target` unless just that stands there; True if it was written.

    UsageProblem where it cannot be written.
    """
    try:
        if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
            return False
    except OSError:
        pass  # writing says better what is wrong
    with replacing(target) as made:
        made.write_bytes(data)
    return True


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """An empty file beside `target` to be filled; at the end it takes its place, unless their bytes are the same.

    Where filling fails `target` stays what it was. UsageProblem where it cannot be written.
    """
    real = target.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{real.name[:60]}.", suffix=".part", dir=real.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(target, error) from error
    made = Path(name)
    try:
        yield made
        if not real.is_file() or not filecmp.cmp(made, real, shallow=False):
            _settle(made, real)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        made.unlink(missing_ok=True)


def _settle(made: Path, real: Path) -> None:
    with made.open("rb+") as stream:
        os.fsync(stream.fileno())
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o666 & ~mask)  # a temporary file is for its owner alone
    os.replace(made, real)


def previous_of(target: Path) -> Path:
    """Where the results of the run before stand."""
    return target.with_name(PREVIOUS)


def _unwritable(target: Path, error: OSError) -> UsageProblem:
    return UsageProblem(f"{target}: cannot be written ({error.strerror or type(error).__name__}). Make room there.")
