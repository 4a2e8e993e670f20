"""The bytes of a document, and what is told of one that comes to no report."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from clausecheck.bulk.gates import passed_by
from clausecheck.bulk.job import Item, Told
from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.errors import ClausecheckError, PasswordNeeded, ReadingFault, UnreadableInput, place_of
from clausecheck.extract import read_bytes
from clausecheck.extract.limits import Limits, applying, check_size
from clausecheck.record import replaced

__all__ = ["bytes_of", "failed", "told_of", "unreadable"]


def bytes_of(item: Item, limits: Limits) -> bytes:
    """What stands in the file; raises UnreadableInput."""
    if item.problem:
        raise UnreadableInput(item.name, item.problem, "Check that you may read it.")
    with applying(limits):
        if item.data is not None or item.place is None:
            data = item.data or b""
        else:
            _refuse_devices(item)
            data = read_bytes(Path(item.place), item.name)
        check_size(item.name, len(data))
    return data


def unreadable(name: str, sha256: str, error: Exception, *, extracted: bool) -> Told:
    """What is told of a document that raised this."""
    return failed(name, sha256, *_explained(error), extracted=extracted)


def failed(name: str, sha256: str, kind: str, why: str, *, extracted: bool = False, judged: bool = False) -> Told:
    """What is told of a document without a report."""
    result = Result(name, Outcome.failed, sha256, None, Failure(kind, why))
    return replaced(told_of(result, result.line()), extracted=extracted, judged=judged)


def told_of(result: Result, line: str) -> Told:
    """What is told of a result, whose line this is."""
    report: dict[str, Any] = result.report or {}
    grade = (report.get("grade") or {}).get("letter", "")
    if (why := result.failure) is not None:
        return Told(result.name, result.outcome, result.sha256, grade, why.kind, why.message, line=line)
    unread = [part for part in _parts(report) if not part["read"]] if result.outcome is Outcome.partial else []
    others = f", and {len(unread) - 1} more" if len(unread) > 1 else ""
    reason = f"read in part: {unread[0]['name']} was not read: {unread[0]['why']}{others}" if unread else ""
    over = tuple(passed_by(report)) if report.get("packs") else ()
    return Told(result.name, result.outcome, result.sha256, grade, "", reason, over, line)


def _parts(report: dict[str, Any]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = report.get("document", {}).get("coverage", {}).get("parts", [])
    return parts


def _explained(error: Exception) -> tuple[str, str]:
    """Kind of failure and what is told of it; never words of the contract."""
    match error:
        case PasswordNeeded():
            return "password", f"{error.what}. {error.next_step}"
        case UnreadableInput():
            return error.cause or "unreadable", f"{error.what}. {error.next_step}"
        case ReadingFault():
            return "fault", _fault(error.what, error.where)
        case ClausecheckError():
            return "unreadable", str(error)
    return "fault", _fault(type(error).__name__, place_of(error))


def _fault(what: str, where: str) -> str:
    place = f" in {where}" if where else ""
    return f"a fault of clausecheck itself, not of your contract ({what}{place}). Please report it."


def _refuse_devices(item: Item) -> None:
    """Raise UnreadableInput for what is no ordinary file: a pipe may never end, and nobody is there to feed it."""
    try:
        mode = os.stat(item.place or "").st_mode
    except (OSError, ValueError):
        return  # whoever opens it says what is wrong
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UnreadableInput(item.name, "this is a device or a pipe, not a file", "Name the file of the contract.")
