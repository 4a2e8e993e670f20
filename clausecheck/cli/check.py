"""`clausecheck check`: read contracts and report on them."""

from typing import Annotated

import typer

from clausecheck.cli.choices import Engine, Form, Ocr, Tracked
from clausecheck.cli.endings import REPORTS, chosen
from clausecheck.cli.gating import Gating
from clausecheck.cli.limits import LimitOption
from clausecheck.cli.options import (
    AgreedOption,
    BaselineOption,
    EngagementOption,
    EngineOption,
    FailOnOption,
    ForceOption,
    ModelOption,
    NationOption,
    OcrOption,
    OnlyOption,
    OutputOption,
    PackOption,
    PasswordOption,
    PlaybookOption,
    RulesOption,
    SecondReaderOption,
    SkipOption,
    SuppressionsOption,
    TrackedOption,
    WriteBaselineOption,
)

__all__ = ["EXAMPLES", "check"]

EXAMPLES = """\b
Examples:
  clausecheck check contract.pdf
  clausecheck check terms.docx schedule.pdf offer.eml --together
  clausecheck check *.docx --format json -o reports/
  clausecheck check *.docx -o findings.csv
  clausecheck check contract.pdf --fail-on grade:D --fail-on topic:overrun
  clausecheck check templates/*.docx --baseline baseline.json --suppressions suppressions.yaml
  clausecheck check contract.pdf --agreed deal.yaml
  clausecheck check our-terms.docx --pack agency --playbook positions.yaml
  pbpaste | clausecheck check -

--only, --skip and --min-severity change what is shown and gated, never the grade.

\b
Exit codes: 0 nothing at or above --fail-on; 1 something is; 2 wrong usage;
3 an input could not be read, or only in part; 4 rule files are wrong; 70 our own fault.
"""


_Format = Annotated[
    Form | None,
    typer.Option("--format", help="The form of the report.", show_default="by the ending of -o, else terminal"),
]
_Files = Annotated[
    list[str],
    typer.Argument(metavar="FILES...", help="PDF, Word, picture, web page, text, e-mail, zip; - for standard input."),
]


def check(
    files: _Files,
    *,
    together: Annotated[bool, typer.Option("--together", help="Read all FILES as parts of one contract.")] = False,
    form: _Format = None,
    output: OutputOption = None,
    force: ForceOption = False,
    rules: RulesOption = None,
    model: ModelOption = None,
    engagement: EngagementOption = None,
    nation: NationOption = None,
    fail_on: FailOnOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    suppressions: SuppressionsOption = None,
    only: OnlyOption = None,
    skip: SkipOption = None,
    min_severity: Annotated[int, typer.Option(min=1, max=5, help="Show only findings this severe.")] = 1,
    agreed: AgreedOption = None,
    pack: PackOption = None,
    playbook: PlaybookOption = None,
    no_second_reader: SecondReaderOption = False,
    include_text: Annotated[bool, typer.Option("--include-text", help="JSON, SARIF: hold the text too.")] = False,
    engine: EngineOption = None,
    ocr: OcrOption = None,
    password: PasswordOption = None,
    tracked: TrackedOption = Tracked.accept,
    limit: LimitOption = None,
) -> None:
    """Say what in a contract hurts, where, and what to ask for. Nothing leaves this machine."""
    from clausecheck.cli.limiting import parse_limits
    from clausecheck.cli.run import Narrowing, Request, run
    from clausecheck.cli.settings import load_settings

    settings, gating = load_settings(), Gating(tuple(fail_on or ()), baseline, write_baseline, suppressions)
    request = Request(
        inputs=tuple(files),
        together=together,
        form=chosen(form, output, REPORTS, Form.terminal),
        output=output,
        force=force,
        rules=(*settings.rules, *(rules or ())),
        model=model or settings.model,
        engagement=engagement or settings.engagement,
        nation=nation or settings.nation,
        gating=gating,
        narrowing=Narrowing(tuple(only or ()), tuple(skip or ()), min_severity),
        include_text=include_text,
        second_reader=not no_second_reader,
        engine=engine or settings.engine or Engine.pdfium,
        ocr=ocr or settings.ocr or Ocr.auto,
        password=password,
        tracked=tracked,
        limits=parse_limits(limit or (), settings.limits),
        agreed=agreed,
        packs=tuple(pack or ()),
        playbook=playbook,
        figures=settings.figures,
    )
    raise typer.Exit(run(request))
