"""`--playbook` and `--pack`: read before any contract is, so that a fault in them stops the run at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.faults import say

if TYPE_CHECKING:
    from clausecheck.bulk.screening import Verdict
    from clausecheck.judging.checking import Checker
    from clausecheck.report import Report

__all__ = ["load_playbook", "ready", "tell_counted", "tell_passed_by"]


def load_playbook(path: Path | None) -> tuple[bytes, str] | None:
    """The bytes of a playbook and its name, None where there is none; raises `UsageProblem` for one not to be read."""
    if path is None:
        return None
    from clausecheck.cli.contracts import read_small

    return read_small(path, "--playbook"), str(path)


def ready(checker: Checker) -> Checker:
    """The same checker with packs and playbook read; raises `UsageProblem` or `RuleError` with what is wrong."""
    _ = checker.packs, checker.playbook
    return checker


def tell_passed_by(name: str, report: Report, verdict: Verdict | None) -> None:
    """Say on standard error which packs were not looked at in a file, unless a gate that fails for it says so."""
    from clausecheck.bulk.gates import passed_by
    from clausecheck.render.json import report_value
    from clausecheck.render.plain import visible

    told = frozenset() if verdict is None else verdict.passed_by
    for pack, why in passed_by(report_value(report)).items():
        if pack not in told:
            say(f"{visible(name)}: pack {pack}: {why[:1].lower()}{why[1:]}")


def tell_counted(passed_by: Mapping[str, int], total: int) -> None:
    """Say on standard error in how many of the `total` files of a batch each pack was not looked at."""
    files = "1 file" if total == 1 else f"{total:,} files"
    for pack, count in sorted(passed_by.items()):
        say(f"pack {pack}: not looked at in {count:,} of {files}. Why, and what to do, is told in the result of each.")
