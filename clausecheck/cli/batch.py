"""`clausecheck batch`: many contracts, in folders, judged side by side."""

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.choices import Tracked
from clausecheck.cli.limits import LimitOption
from clausecheck.cli.options import (
    AgreedOption,
    BaselineOption,
    EngagementOption,
    EngineOption,
    FailOnOption,
    ModelOption,
    NationOption,
    OcrOption,
    PackOption,
    PasswordOption,
    PlaybookOption,
    RulesOption,
    SecondReaderOption,
    SuppressionsOption,
    TrackedOption,
    WriteBaselineOption,
)
from clausecheck.record import replaced

__all__ = ["EXAMPLES", "batch"]

EXAMPLES = """\b
Examples:
  clausecheck batch templates/ -o out/
  clausecheck batch 'templates/**/*.docx' -o out/ --workers 4
  clausecheck batch templates/ -o out/ --resume
  clausecheck batch templates/ -o out/ --baseline baseline.json --sarif clauses.sarif
  clausecheck batch templates/ -o out/ --cluster tcp://scheduler:8786
  clausecheck batch s3://bucket/templates -o s3://bucket/results
  clausecheck batch templates/ -o out/ --pack agency --playbook positions.yaml
  find . -name '*.pdf' -print0 | clausecheck batch - -o out/

\b
Exit codes: 0 all were read; 1 a gate failed; 2 wrong usage; 3 one could not be read, or only in part;
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
_Force = Annotated[
    bool, typer.Option("--force", help="Replace results of other inputs or of a stopped run, and files of others.")
]
_NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Keep nothing on this machine, and use nothing that was kept.")
]
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
_Sarif = Annotated[Path | None, typer.Option(metavar="FILE", help="Write a SARIF log of all documents there.")]
_Reports = Annotated[
    bool | None, typer.Option("--reports/--no-reports", help="An HTML report of each; up to 1,000 by default.")
]
_Views = Annotated[bool, typer.Option("--views/--no-views", help="Workbook, dashboard, CSV, summary.")]


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
    no_cache: _NoCache = False,
    fail_on: FailOnOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    suppressions: SuppressionsOption = None,
    sarif: _Sarif = None,
    reports: _Reports = None,
    views: _Views = True,
    rules: RulesOption = None,
    model: ModelOption = None,
    engagement: EngagementOption = None,
    nation: NationOption = None,
    agreed: AgreedOption = None,
    pack: PackOption = None,
    playbook: PlaybookOption = None,
    no_second_reader: SecondReaderOption = False,
    engine: EngineOption = None,
    ocr: OcrOption = None,
    password: PasswordOption = None,
    tracked: TrackedOption = Tracked.accept,
    limit: LimitOption = None,
) -> None:
    """Check every contract in folders, side by side, and write what comes of each to DIR/results.jsonl.

    A file that cannot be read, hangs or breaks its reader is named with its reason and stops nothing. Results are kept
    as they come: after a stop of any kind, --resume goes on. What was read and judged before is not read or judged
    again (clausecheck cache info). Nothing leaves this machine but what --cluster or an address for -o sends.
    """
    from clausecheck.cli import batching, clustering, contracts, gating, settings

    judging, others = batching.split_limits(limit or ())
    how = contracts.ways(
        rules=rules,
        model=model,
        engagement=engagement,
        nation=nation,
        no_second_reader=no_second_reader,
        engine=engine,
        ocr=ocr,
        password=password,
        limit=others,
    )
    place = clustering.Place(workers, cluster, cluster_tls).checked()
    folder, outlet = clustering.place_of(output, allowed := tuple(allow_protocol or ()))
    gates = gating.Gating(tuple(fail_on or ()), baseline, write_baseline, suppressions)
    cache = None if no_cache else settings.load_settings().cache
    request = batching.Request(tuple(inputs), folder, how, outlet, place, allowed, resume, force, agreed)
    request = replaced(request, packs=tuple(pack or ()), playbook=playbook, tracked=tracked, judging=judging)
    request = replaced(request, cache=cache, gating=gates, sarif=sarif, views=views, reports=reports)
    raise typer.Exit(batching.run_batch(request))
