"""`clausecheck watch`: check contracts again whenever they change."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.choices import Form, Tracked
from clausecheck.cli.limits import LimitOption
from clausecheck.cli.options import (
    AgreedOption,
    EngagementOption,
    EngineOption,
    ModelOption,
    NationOption,
    OcrOption,
    PasswordOption,
    RulesOption,
    SecondReaderOption,
    TrackedOption,
)

__all__ = ["EXAMPLES", "watch"]

EXAMPLES = """\b
Examples:
  clausecheck watch templates/
  clausecheck watch templates/ -o reports/ --force
  clausecheck watch draft.docx --rules my-rules/

\b
Exit codes: 130 ended by Ctrl-C; 2 wrong usage; 4 rule files are wrong when it begins.
"""


class WatchForm(StrEnum):
    """The forms of a report that have a file for each contract."""

    html = "html"
    json = "json"
    markdown = "markdown"
    xlsx = "xlsx"


def watch(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDERS...", help="Folders with contracts, or files.")],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Keep a report of each there, always the newest."),
    ] = None,
    form: Annotated[WatchForm, typer.Option("--format", help="The form of those reports.")] = WatchForm.html,
    force: Annotated[bool, typer.Option("--force", help="Let reports of an earlier call be replaced.")] = False,
    every: Annotated[float, typer.Option(min=0.05, max=3600, help="Seconds between two looks.")] = 1.0,
    rules: RulesOption = None,
    model: ModelOption = None,
    engagement: EngagementOption = None,
    nation: NationOption = None,
    agreed: AgreedOption = None,
    no_second_reader: SecondReaderOption = False,
    engine: EngineOption = None,
    ocr: OcrOption = None,
    password: PasswordOption = None,
    tracked: TrackedOption = Tracked.accept,
    limit: LimitOption = None,
) -> None:
    """Check contracts, and again whenever one changes, until Ctrl-C.

    Says in a line or two what a change did: the grade before and after, findings new and gone. A file that cannot be
    read is told and stops nothing. Own rules, the model and the deal sheet are watched too.
    """
    from clausecheck.cli.contracts import ways
    from clausecheck.cli.watching import Request, run_watch

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
    run_watch(Request(tuple(folders), how, tracked, agreed, output, Form(form), force, every))
