"""Documents and results as the cache has them: without the file's name, and only those that would come out so again.

The same bytes under another name, or in another folder, are the same contract; the name is put back by whoever asks.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from clausecheck.bulk.result import Failure, Result
from clausecheck.document import Document
from clausecheck.isolation.codec import decode, encode
from clausecheck.record import replaced

__all__ = ["asks_for_password", "document_bytes", "document_of", "lasts", "locked", "result_line", "result_of"]

_LASTING = ("unreadable", "password")
"""Kinds of failures that lie in the file; the others (time, memory, a crash, our own fault) may not come again."""
_PASSING = (
    "--limit seconds=",
    "--limit large-seconds=",
    "--limit memory=",
    "--limit large-memory=",
    "made its reader break down",
    "OCR found no words in the picture",
    "nothing in it was recognised",
    "from before Word 97",
    "the old Word file is damaged",
    "there is no text in the Word file",
)
"""In what is said of a failure of those kinds, or of a part, that may be a matter of time, memory or another program
after all: OCR that takes too long finds nothing, and an old Word file is read without LibreOffice where that fails."""
_UNCONVERTED = "LibreOffice could not read it"
_LOCK = "password"


def document_bytes(document: Document) -> bytes | None:
    """What to keep of a document; None for one in which something was not read that may be read another time.

    A file that was opened with a password must not be given here.
    """
    return encode(replaced(document, name="")) if _lasts(document) else None


def document_of(data: bytes, name: str) -> Document | None:
    """The document under a name, None where the bytes hold none."""
    try:
        return replaced(decode(data), name=name)
    except ValueError:
        return None


def locked(document: Document) -> bool:
    """Something in it needs a password."""
    return any(_LOCK in part.why for part in document.coverage.unread) or any(map(locked, document.attachments))


def lasts(result: Result) -> bool:
    """It would come out so again, but for the name: what a result may be kept for."""
    if not result.sha256:
        return False
    if result.failure is not None:
        return _lasting(result.failure, result.name) is not None
    return result.report is not None and _report_lasts(result.report)


def result_line(result: Result) -> str | None:
    """What to keep of a result; None where it may be another one next time."""
    if not lasts(result):
        return None
    if result.report is None:
        return replaced(result, name="").line()
    nameless = {**result.report, "document": {**result.report["document"], "name": ""}}
    return replaced(result, name="", report=nameless).line()


def result_of(line: str, name: str, label: str | None = None) -> Result | None:
    """The result under a name, None where the line holds none.

    `label` is what the report calls the file: by default the last part of `name`, as for a file in a folder.
    """
    try:
        result = Result.of_line(line)
        if result.report is not None:
            result.report["document"]["name"] = PurePosixPath(name).name if label is None else label
    except (KeyError, TypeError, ValueError):
        return None
    return replaced(result, name=name)


def asks_for_password(result: Result) -> bool:
    """With a password it might come out otherwise: one that was kept is of no use to whoever has one."""
    if result.failure is not None:
        return result.failure.kind == _LOCK
    return result.report is not None and _report_locked(result.report)


def _report_locked(report: dict[str, Any]) -> bool:
    unread = [part["why"] for part in report["document"]["coverage"]["parts"] if not part["read"]]
    return any(_LOCK in why for why in unread) or any(map(_report_locked, report["attachments"]))


def _lasts(document: Document) -> bool:
    """Nothing in it, or in the files within, was given up for want of time."""
    whys = [part.why for part in document.coverage.unread]
    return _final(whys, [notice.message for notice in document.notices]) and all(map(_lasts, document.attachments))


def _report_lasts(report: dict[str, Any]) -> bool:
    """The same, of the report on it."""
    whys = [part["why"] for part in report["document"]["coverage"]["parts"]]
    messages = [notice["message"] for notice in report["notices"]]
    return _final(whys, messages) and all(map(_report_lasts, report["attachments"]))


def _final(whys: Iterable[str], messages: Iterable[str]) -> bool:
    passing = any(sign in why for why in whys for sign in _PASSING)
    return not passing and not any(_UNCONVERTED in message for message in messages)


def _lasting(failure: Failure, name: str) -> Failure | None:
    """The failure without the file's name, None where it may not come again, or names the file all the same."""
    if failure.kind not in _LASTING or any(sign in failure.message for sign in _PASSING):
        return None
    return None if PurePosixPath(name).name in failure.message else failure
