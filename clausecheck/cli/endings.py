"""The form of a result, as `--format` says it or else the ending of the file that `-o` names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from clausecheck.cli.choices import Form
from clausecheck.errors import UsageProblem

__all__ = ["REPORTS", "chosen", "refuse_file_name"]

_Form = TypeVar("_Form", bound=StrEnum)

REPORTS: Mapping[str, tuple[Form, ...]] = {
    ".txt": (Form.terminal, Form.brief, Form.json, Form.html, Form.markdown, Form.sarif, Form.csv),
    ".json": (Form.json, Form.sarif),
    ".sarif": (Form.sarif,),
    ".sarif.json": (Form.sarif,),
    ".html": (Form.html,),
    ".htm": (Form.html,),
    ".md": (Form.markdown,),
    ".markdown": (Form.markdown,),
    ".csv": (Form.csv,),
    ".xlsx": (Form.xlsx,),
}
"""The forms of a report that a file of each ending may have, first the one it gets where none is named."""


def chosen(given: _Form | None, output: Path | None, endings: Mapping[str, tuple[_Form, ...]], default: _Form) -> _Form:
    """The form that was given, else the one of the ending of `output`, else `default`.

    `endings` is like `REPORTS`. Raises `UsageProblem` where the ending is that of another form than the one given.
    """
    ending = _ending(output, endings)
    if output is None or not ending:
        return given or default
    fits = endings[ending]
    if given is None:
        return fits[0]
    if given not in fits:
        right = next((one for one, forms in endings.items() if forms[0] == given), ".txt")
        raise UsageProblem(
            f"{output}: --format {given} does not go with {ending}, the ending of --format {fits[0]}. Name the file "
            f"{output.name[: -len(ending)]}{right}, or leave --format out."
        )
    return given


def refuse_file_name(folder: Path | None) -> None:
    """Raise `UsageProblem` where reports that need a folder are to go to what is named like one file of them."""
    ending = _ending(folder, REPORTS)
    if folder is not None and ending:
        name = folder.name[: -len(ending)]
        raise UsageProblem(
            f"{folder} is the name of one {ending} file, and each contract has a report of its own. "
            f"Name a folder: -o {name}/ --format {REPORTS[ending][0]}"
        )


def _ending(output: Path | None, endings: Mapping[str, tuple[_Form, ...]]) -> str:
    """The longest ending that is known; empty for none, and for a folder, whose name says nothing of what is in it."""
    if output is None or output.is_dir():
        return ""
    name = output.name.lower()
    found = (one for one in sorted(endings, key=len, reverse=True) if name.endswith(one) and name != one)
    return next(found, "")
