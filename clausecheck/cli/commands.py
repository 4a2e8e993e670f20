"""The subcommands of `clausecheck`, as typer has them."""

from typing import Annotated

import typer

from clausecheck import __version__
from clausecheck.cli import (
    batch,
    cache,
    check,
    config,
    diff,
    letter,
    limits,
    mark,
    model,
    rules,
    schema,
    serve,
    summary,
    watch,
)

__all__ = ["app"]

app = typer.Typer(
    name="clausecheck",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"clausecheck {__version__}")
        raise typer.Exit


@app.callback(epilog="Start with: clausecheck check contract.pdf")
def everything(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Read a UK locum GP's contract on your own machine: what in it hurts, where, and what to ask for."""


app.command("check", epilog=check.EXAMPLES)(check.check)
app.command("batch", epilog=batch.EXAMPLES)(batch.batch)
app.command("watch", epilog=watch.EXAMPLES)(watch.watch)
app.command("mark", epilog=mark.EXAMPLES)(mark.mark)
app.command("letter", epilog=letter.EXAMPLES)(letter.letter)
app.command("diff", epilog=diff.EXAMPLES)(diff.diff)
app.command("serve", epilog=serve.EXAMPLES)(serve.serve)
app.command("summary", epilog=summary.EXAMPLES)(summary.summary)
app.add_typer(rules.app, name="rules")
app.add_typer(model.app, name="model")
app.command("schema")(schema.schema)
app.add_typer(cache.app, name="cache")
app.command("limits")(limits.limits)
app.command("config")(config.config)
