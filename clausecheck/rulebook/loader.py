"""Reads all rule files into one `Rulebook`, from the cache where nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clausecheck import __version__
from clausecheck.errors import RuleError
from clausecheck.rulebook import cache as cached
from clausecheck.rulebook.model import Rulebook
from clausecheck.rulebook.places import RuleFolder, digest, read_folders

__all__ = ["load", "load_lean"]


def load(folders: Sequence[Path | RuleFolder] = ()) -> Rulebook:
    """The built-in rules with those of `folders` added or put in their place, whole, as the files have them.

    Raises `RuleError` with every problem of every file, `UsageProblem` for a folder that is none.
    """
    read = read_folders(folders)
    return _build(read, _sha256(read))


def load_lean(folders: Sequence[Path | RuleFolder] = (), *, cache: bool = True) -> Rulebook:
    """What a check needs of the rules, from the cache where no rule file changed.

    Concepts, conditions and examples are left out; the matcher's compiled form stands in `plain` instead. The
    result is the same from the cache and from the files. Raises as `load` does.
    """
    read = read_folders(folders)
    sha256 = _sha256(read)
    key = cached.key(sha256, [folder.shown for folder in read])
    found = cached.fetch(key) if cache else None
    if found is not None:
        return found
    lean = cached.lean(_build(read, sha256))
    if cache:
        cached.keep(key, lean)
    return lean


def _sha256(read: Sequence[RuleFolder]) -> str:
    return digest(read, f"clausecheck {__version__}")


def _build(read: Sequence[RuleFolder], sha256: str) -> Rulebook:
    from clausecheck.rulebook.building import build

    rulebook, problems = build(read, sha256)
    if problems:
        raise RuleError(problems)
    return rulebook
