"""The `clausecheck` command: where a call goes, and the exit code of each outcome."""

import gc
import sys
from typing import NoReturn

from clausecheck.cli.direct import direct_request
from clausecheck.cli.faults import STOPPED, report_failure, say
from clausecheck.cli.output import close_stdout
from clausecheck.errors import ExitCode, UsageProblem

__all__ = ["main"]


_COLLECT_AFTER = 50_000
"""New objects between two searches for garbage: reading leaves few circles, so searching every 700 finds nothing."""


def main() -> NoReturn:
    """Run the command line on `sys.argv`; exits with an `ExitCode`, or 130 after Ctrl-C."""
    gc.set_threshold(_COLLECT_AFTER)
    try:
        _call(sys.argv[1:])
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(STOPPED)
    except BrokenPipeError:
        close_stdout()
        sys.exit(ExitCode.clean)
    except Exception as error:  # noqa: BLE001 - the last resort: anything left must not look like "found" (1)
        sys.exit(report_failure(error))
    sys.exit(ExitCode.clean)


def _call(words: list[str]) -> None:
    request = direct_request(words)
    if request is not None:
        from clausecheck.cli.run import run

        sys.exit(run(request))
    from clausecheck.cli.commands import app

    commands = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    _explain_missing_command(words[:1], commands)
    app(prog_name="clausecheck")


def _explain_missing_command(first: list[str], commands: set[str | None]) -> None:
    """Raise `UsageProblem` for `clausecheck contract.pdf`, with the call that was meant."""
    from os.path import isfile

    for word in first:
        if not word.startswith("-") and word not in commands and isfile(word):
            raise UsageProblem(f"say what to do with {word}. To read a contract: clausecheck check {word}")
