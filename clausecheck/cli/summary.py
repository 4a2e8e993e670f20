"""`clausecheck summary`: what a batch came to, made again from its results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.options import RulesOption

__all__ = ["EXAMPLES", "summary"]

EXAMPLES = """\b
Examples:
  clausecheck summary out/
  clausecheck summary out/results.jsonl --workbook templates.xlsx
  clausecheck summary march.jsonl --previous february.jsonl --dashboard march.html

\b
Exit codes: 0; 2 wrong usage; 3 the results could not be read; 4 rule files are wrong; 70 our own fault.
"""


def summary(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="The results.jsonl of a batch, or its folder.")],
    *,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="FILE", help="Results to compare with; else results.previous.jsonl there."),
    ] = None,
    workbook: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the Excel workbook there.")] = None,
    dashboard: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the HTML dashboard there.")] = None,
    table: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the CSV file there.")] = None,
    reports: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Single reports to link to; else reports/ beside the results.")
    ] = None,
    rules: RulesOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let files that exist be replaced (never the results).")
    ] = False,
) -> None:
    """Say again what a batch came to, and write its workbook, dashboard or CSV file anew.

    No contract is read again; all comes from the results.
    """
    from clausecheck.bulk.views.files import previous_of
    from clausecheck.bulk.views.reports import FOLDER, Reports, lines_of
    from clausecheck.bulk.views.results_file import ResultsFile
    from clausecheck.bulk.views.writing import Batch
    from clausecheck.cli.output import refuse_overwriting, write_stdout
    from clausecheck.cli.settings import load_settings
    from clausecheck.errors import UsageProblem
    from clausecheck.rulebook import load_lean
    from clausecheck.rulebook.packs import BUILT_IN, known_packs, load_pack_lean

    if results.is_dir():
        results = results / "results.jsonl"
    if previous is None and previous_of(results).is_file() and previous_of(results) != results:
        previous = previous_of(results)
    targets = [target for target in (workbook, dashboard, table) if target is not None]
    if len({target.resolve() for target in targets}) < len(targets):
        raise UsageProblem("two views cannot be written to one file. Give each a name of its own.")
    for target in targets:
        refuse_overwriting(target, [path for path in (results, previous) if path is not None], force=force)
    if reports is not None and not reports.is_dir():
        raise UsageProblem(f"--reports {reports} is no folder. Name the folder of the single reports.")
    rulebook = load_lean((*load_settings().rules, *(rules or ())))
    others = (load_pack_lean(name).rulebook for name in known_packs() if name != BUILT_IN)
    titles = {topic.slug: topic.title for one in (*others, rulebook) for topic in one.topics}
    batch = Batch(ResultsFile(results), ResultsFile(previous) if previous is not None else None, titles)
    write_stdout(batch.summary())
    if workbook is not None:
        batch.write_workbook(workbook)
    if dashboard is not None:
        links = Reports(reports or results.parent / FOLDER, dashboard, lines_of(results))
        batch.write_dashboard(dashboard, links, results.resolve().parent.name or "Batch")
    if table is not None:
        batch.write_table(table)
