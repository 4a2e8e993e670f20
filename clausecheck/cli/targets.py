"""Where the reports of watched contracts go: a file each, always the newest, in folders like those of the contracts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from clausecheck.cli.choices import Form
from clausecheck.cli.endings import refuse_file_name
from clausecheck.cli.faults import say
from clausecheck.cli.forms import ENDINGS, Shown, rendered
from clausecheck.cli.output import write_file
from clausecheck.errors import UsageProblem
from clausecheck.render.plain import visible

__all__ = ["Targets"]


class Targets:
    """The files of reports; with no folder for them, nothing is ever written."""

    def __init__(self, folder: Path | None, form: Form, roots: Sequence[str], *, force: bool) -> None:
        """Raises `UsageProblem` where reports would lie among the contracts themselves, or in no folder."""
        self._folder, self._form, self._force = folder, form, force
        self._labels = _labels(roots)
        self._own: set[Path] = set()
        if folder is None:
            return
        if folder.exists() and not folder.is_dir():
            raise UsageProblem(f"{folder} is a file. Give -o the name of a folder.")
        refuse_file_name(folder)
        for root in roots:
            if os.path.isdir(root) and Path(root).resolve().is_relative_to(folder.resolve()):
                raise UsageProblem(
                    f"-o {folder} holds the contracts of {root}. Choose a folder within it or beside it."
                )

    def refuse_existing(self, paths: Iterable[str]) -> None:
        """Raise `UsageProblem` where a file stands in the place of a report, unless it may be replaced."""
        if self._folder is None or self._force:
            return
        for path in paths:
            target = self._of(self._folder, path)
            if target.exists():
                raise UsageProblem(
                    f"{target} exists already. Choose another folder for -o, or add --force to replace it."
                )

    def write(self, path: str, shown: Shown) -> None:
        """Write the report of a contract; raises `UsageProblem` where that cannot be done."""
        if self._folder is None:
            return
        target = self._of(self._folder, path)
        if target.exists() and target not in self._own and not self._force:
            say(f"{visible(str(target))} exists already and is left as it is; --force lets it be replaced.")
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UsageProblem(f"{target.parent}: the folder cannot be made ({why}). Choose another for -o.") from error
        result = rendered(self._form, shown)
        write_file(target, result.encode("utf-8", "backslashreplace") if isinstance(result, str) else result)
        self._own.add(target)

    def left(self, path: str) -> Path | None:
        """The report that was written of a contract, None if there is none."""
        target = None if self._folder is None else self._of(self._folder, path)
        return target if target in self._own else None

    def _of(self, folder: Path, path: str) -> Path:
        base, label = next((base, label) for base, label in self._labels.items() if Path(path).is_relative_to(base))
        within = Path(path).relative_to(base)
        return folder / label / within.with_name(within.name + ENDINGS[self._form])


def _labels(roots: Sequence[str]) -> dict[str, str]:
    """The folders that are watched and the folder for the reports of each; empty where there is only one."""
    bases = list(dict.fromkeys(root if os.path.isdir(root) else os.path.dirname(root) or "." for root in roots))
    if len(bases) == 1:
        return {bases[0]: ""}
    labels: dict[str, str] = {}
    for base in sorted(bases, key=len, reverse=True):  # of folders within each other the inner one first
        name = label = os.path.basename(os.path.realpath(base)) or "root"
        number = 1
        while label.casefold() in (taken.casefold() for taken in labels.values()):
            number += 1
            label = f"{name}-{number}"
        labels[base] = label
    return labels
