"""Reports as plain values, and results of a batch, for tests of what is made of them."""

from dataclasses import replace
from hashlib import sha256 as digest

from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.document import Coverage, CoveragePart
from clausecheck.render.json import report_value
from clausecheck.report import Report
from tests.render.reports import finding, report

WHOLE = Coverage((CoveragePart("page 1", True, words=400),))


def whole(*findings, letter="D", **changes) -> Report:
    """A report on a file that was read whole."""
    base = report(findings=findings, coverage=WHOLE, notices=(), **changes)
    return replace(base, grade=replace(base.grade, letter=letter)) if letter else replace(base, grade=None)


def value(*findings, **changes) -> dict:
    return report_value(whole(*findings, **changes))


def known(number: int, **changes):
    """A finding whose fingerprint is made of `number`."""
    return finding(fingerprint=f"{number:016x}", **changes)


def result(name: str, *findings, sha256: str = "", outcome=Outcome.judged, **changes) -> Result:
    key = sha256 or digest(name.encode("utf-8")).hexdigest()
    return Result(name, outcome, key, value(*findings, sha256=key, **changes))


def failed(name: str, kind: str = "unreadable") -> Result:
    return Result(name, Outcome.failed, "", None, Failure(kind, "the file is empty. Check that it was saved."))
