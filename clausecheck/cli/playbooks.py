"""`--playbook` and `--pack`: read before any contract is, so that a fault in them stops the run at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clausecheck.judging.checking import Checker

__all__ = ["load_playbook", "ready"]


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
