"""The `clausecheck` command: its subcommands, and the exit code of each outcome."""

import sys
from typing import Annotated, NoReturn

import typer

from clausecheck import __version__
from clausecheck.cli import check, config, model, rules, schema
from clausecheck.cli.faults import STOPPED, report_failure, say
from clausecheck.cli.output import close_stdout
from clausecheck.errors import ExitCode, UsageProblem

__all__ = ["app", "main"]

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
app.add_typer(rules.app, name="rules")
app.add_typer(model.app, name="model")
app.command("schema")(schema.schema)
app.command("config")(config.config)


def main() -> NoReturn:
    """Run the command line on `sys.argv`; exits with an `ExitCode`, or 130 after Ctrl-C."""
    try:
        _explain_missing_command(sys.argv[1:2])
        app(prog_name="clausecheck")
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(STOPPED)
    except BrokenPipeError:
        close_stdout()
        sys.exit(ExitCode.clean)
    except Exception as error:  # noqa: BLE001 - the last resort: anything left must not look like "found" (1)
        sys.exit(report_failure(error))
    sys.exit(ExitCode.clean)


def _explain_missing_command(first: list[str]) -> None:
    """Raise `UsageProblem` for `clausecheck contract.pdf`, with the call that was meant."""
    from os.path import isfile

    for word in first:
        known = {c.name for c in app.registered_commands} | {g.name for g in app.registered_groups}
        if not word.startswith("-") and word not in known and isfile(word):
            raise UsageProblem(f"say what to do with {word}. To read a contract: clausecheck check {word}")
