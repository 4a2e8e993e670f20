"""`clausecheck batch`: many contracts, in folders, judged side by side."""

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.choices import Engine, Ocr, Tracked
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

__all__ = ["EXAMPLES", "batch"]

EXAMPLES = """\b
Examples:
  clausecheck batch templates/ -o out/
  clausecheck batch 'templates/**/*.docx' -o out/ --workers 4
  clausecheck batch templates/ -o out/ --resume
  clausecheck batch templates/ -o out/ --cluster tcp://scheduler:8786
  clausecheck batch s3://bucket/templates -o s3://bucket/results
  find . -name '*.pdf' -print0 | clausecheck batch - -o out/

\b
Exit codes: 0 all were read; 2 wrong usage; 3 one could not be read, or only in part;
4 rule files are wrong; 70 our own fault; 130 stopped, --resume goes on.
"""

_Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUTS...", help="Folders, quoted patterns, files; - for a list on standard input."),
]
_Output = Annotated[
    str, typer.Option("-o", "--output", metavar="DIR", help="The folder for the results, or an address.")
]
_Workers = Annotated[
    int | None, typer.Option(min=1, max=512, help="Processes side by side.", show_default="one for each core")
]
_Resume = Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")]
_Force = Annotated[bool, typer.Option("--force", help="Replace results of other inputs, or of a run that was stopped.")]
_Cluster = Annotated[
    str | None,
    typer.Option(metavar="tcp://HOST:PORT", help="Send the contracts to the workers of this Dask scheduler."),
]
_ClusterTls = Annotated[
    tuple[Path, Path, Path] | None,
    typer.Option(metavar="CA CERT KEY", help="Files (PEM) for a tls:// scheduler."),
]
_AllowProtocol = Annotated[
    list[str] | None,
    typer.Option(metavar="KIND", help="Read addresses of this kind too, such as https or sftp; may be repeated."),
]


def batch(
    inputs: _Inputs,
    *,
    output: _Output,
    workers: _Workers = None,
    cluster: _Cluster = None,
    cluster_tls: _ClusterTls = None,
    allow_protocol: _AllowProtocol = None,
    resume: _Resume = False,
    force: _Force = False,
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
    """Check every contract in folders, side by side, and write what comes of each to DIR/results.jsonl.

    A file that cannot be read, hangs or breaks its reader is named with its reason and stops nothing. Results are kept
    as they come: after a stop of any kind, --resume goes on. Inputs and DIR may be addresses (s3://, gs://, az://,
    file://). Nothing leaves this machine but what --cluster or an address for -o sends.
    """
    from clausecheck.cli.batching import Request, run_batch, split_limits
    from clausecheck.cli.clustering import Place, place_of
    from clausecheck.cli.limiting import parse_limits
    from clausecheck.cli.settings import load_settings

    settings = load_settings()
    judging, others = split_limits(limit or ())
    allowed = tuple(allow_protocol or ())
    folder, outlet = place_of(output, allowed)
    request = Request(
        inputs=tuple(inputs),
        output=folder,
        outlet=outlet,
        place=Place(workers, cluster, cluster_tls).checked(),
        allowed=allowed,
        resume=resume,
        force=force,
        rules=(*settings.rules, *(rules or ())),
        model=model or settings.model,
        engagement=engagement or settings.engagement,
        nation=nation or settings.nation,
        agreed=agreed,
        figures=settings.figures,
        second_reader=not no_second_reader,
        engine=engine or settings.engine or Engine.pdfium,
        ocr=ocr or settings.ocr or Ocr.auto,
        password=password,
        tracked=tracked,
        limits=parse_limits(others, settings.limits),
        judging=judging,
    )
    raise typer.Exit(run_batch(request))
