"""`clausecheck letter`: the message to send to the practice or agency."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.limits import LimitOption
from clausecheck.cli.options import (
    AgreedOption,
    EngagementOption,
    EngineOption,
    FileOption,
    ForceOption,
    ModelOption,
    NationOption,
    OcrOption,
    PasswordOption,
    PlaybookOption,
    RulesOption,
    SecondReaderOption,
)

__all__ = ["EXAMPLES", "letter"]

EXAMPLES = """\b
Examples:
  clausecheck letter contract.pdf
  clausecheck letter contract.pdf -o points.docx
  clausecheck letter contract.pdf --agreed deal.yaml
  clausecheck letter answer.docx --round 2 --previous report.json
"""


class LetterForm(StrEnum):
    """The forms a message comes in."""

    text = "text"
    eml = "eml"
    docx = "docx"


_ENDINGS = {".txt": (LetterForm.text, LetterForm.eml), ".eml": (LetterForm.eml,), ".docx": (LetterForm.docx,)}
_Format = Annotated[
    LetterForm | None,
    typer.Option(
        "--format",
        help="Text to paste, a mail draft or a Word file.",
        show_default="by the ending of -o, else text",
    ),
]


def letter(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The contract; - for standard input.")],
    *,
    form: _Format = None,
    every: Annotated[bool, typer.Option("--all", help="Every point, however many pages; else one page.")] = False,
    turn: Annotated[int, typer.Option("--round", min=1, max=9, help="2 for an answer to their answer.")] = 1,
    previous: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The JSON report of the version before, for --round 2.")
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="NAME", help="Whom to greet, if it is read wrongly.")] = None,
    sender: Annotated[str | None, typer.Option("--from", metavar="NAME", help="Your name, if read wrongly.")] = None,
    agreed: AgreedOption = None,
    playbook: PlaybookOption = None,
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
    """Write a short, polite message: what to change before you sign, with ready words.

    Read it before you send it: names and clauses are found by a program.
    """
    from clausecheck.cli.contracts import ways
    from clausecheck.cli.endings import chosen
    from clausecheck.cli.lettering import Wanted, write_letter
    from clausecheck.cli.output import refuse_overwriting
    from clausecheck.errors import UsageProblem

    form = chosen(form, output, _ENDINGS, LetterForm.text)
    if (previous is None) == (turn > 1):
        raise UsageProblem("--round 2 and --previous report.json go together: what was asked for must be known.")
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
        inputs = [path for path in (Path(file) if file != "-" else None, previous, agreed, playbook, how.model) if path]
        refuse_overwriting(output, inputs, force=force)
    elif form is LetterForm.docx and sys.stdout is not None and sys.stdout.isatty():
        raise UsageProblem("a Word file is not for a terminal. Name a file: -o letter.docx")
    wanted = Wanted(str(form), every, previous, agreed, to, sender, output, playbook)
    raise typer.Exit(write_letter(file, how, wanted))
