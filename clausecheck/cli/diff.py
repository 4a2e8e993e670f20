"""`clausecheck diff`: what changed between two versions of a contract."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.limits import LimitOption
from clausecheck.cli.options import (
    EngagementOption,
    EngineOption,
    FileOption,
    ForceOption,
    ModelOption,
    NationOption,
    OcrOption,
    PasswordOption,
    RulesOption,
    SecondReaderOption,
)

__all__ = ["EXAMPLES", "diff"]

EXAMPLES = """\b
Examples:
  clausecheck diff first.docx second.docx
  clausecheck diff first.pdf second.docx --format json
  clausecheck diff marked-up.docx --tracked
  clausecheck diff marked-up.docx --tracked --by "R. Patel"

\b
Exit codes: 0; 1 with --fail-on-worse where something is worse for the locum; 2 wrong usage;
3 a version could not be read, or only in part; 4 rule files are wrong; 70 our own fault.
"""


class DiffForm(StrEnum):
    """The forms a comparison comes in."""

    text = "text"
    json = "json"


_ENDINGS = {".txt": (DiffForm.text, DiffForm.json), ".json": (DiffForm.json,)}
_Format = Annotated[
    DiffForm | None,
    typer.Option("--format", help="Text or JSON.", show_default="by the ending of -o, else text"),
]


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The version before; with --tracked the one Word file.")],
    new: Annotated[str | None, typer.Argument(metavar="[NEW]", help="The version now; not with --tracked.")] = None,
    *,
    tracked: Annotated[
        bool, typer.Option("--tracked", help="Word: what the tracked changes in OLD do, author by author.")
    ] = False,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="AUTHOR", help="With --tracked: this author's only; repeatable.")
    ] = None,
    form: _Format = None,
    fail_on_worse: Annotated[bool, typer.Option("--fail-on-worse", help="Exit 1 where something is worse.")] = False,
    output: FileOption = None,
    force: ForceOption = False,
    rules: RulesOption = None,
    model: ModelOption = None,
    engagement: EngagementOption = None,
    nation: NationOption = None,
    no_second_reader: SecondReaderOption = False,
    engine: EngineOption = None,
    ocr: OcrOption = None,
    password: PasswordOption = None,
    limit: LimitOption = None,
) -> None:
    """Say which terms got better, worse, appeared or went between two versions.

    Clauses that moved or have another number are no change, nor is a citation of the new number.
    """
    from clausecheck.cli.comparing import Versions, compare
    from clausecheck.cli.contracts import ways
    from clausecheck.cli.endings import chosen
    from clausecheck.cli.output import refuse_overwriting
    from clausecheck.errors import UsageProblem

    form = chosen(form, output, _ENDINGS, DiffForm.text)
    if tracked and new is not None:
        raise UsageProblem("--tracked looks into one Word file: leave NEW out.")
    if not tracked and new is None:
        raise UsageProblem("name two versions, OLD and NEW; or one Word file with --tracked.")
    if by and not tracked:
        raise UsageProblem("--by AUTHOR goes with --tracked.")
    if old == new == "-":
        raise UsageProblem("- (standard input) can be read only once.")
    how = ways(
        rules=rules,
        model=model,
        engagement=engagement,
        nation=nation,
        no_second_reader=no_second_reader,
        engine=engine,
        ocr=ocr,
        password=password,
        limit=limit,
    )
    if output is not None:
        inputs = [Path(name) for name in (old, new) if name and name != "-"]
        refuse_overwriting(output, [*inputs, *([how.model] if how.model else [])], force=force)
    versions = Versions(old, new, tuple(by or ()), str(form), output, fail_on_worse)
    raise typer.Exit(compare(versions, how))
