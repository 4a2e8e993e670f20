"""`--agreed`: the deal sheet, with the figures of the configuration file where it gives none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.errors import UsageProblem

if TYPE_CHECKING:
    from clausecheck.judging.deal import Deal

__all__ = ["load_deal"]

_LARGEST = 1 << 16
"""Bytes; a deal sheet has a few hundred."""


def load_deal(path: Path | None, figures: tuple[tuple[str, float], ...]) -> Deal | None:
    """The deal of a sheet, if there is one, and own figures; None where there is neither.

    Raises `UsageProblem` for a sheet that cannot be read, or with every fault in it and its line.
    """
    if path is None and not figures:
        return None
    from clausecheck.cli.contracts import read_small
    from clausecheck.judging.deal import Deal, read_deal

    if path is None:
        return Deal().with_figures(figures)
    data = read_small(path, "--agreed")
    if len(data) > _LARGEST:
        raise UsageProblem(f"--agreed {path}: larger than a deal sheet can be. Name the YAML file of the deal.")
    return read_deal(data, str(path)).with_figures(figures)
