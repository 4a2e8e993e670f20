"""How a failure is told: what went wrong on standard error, never a word of the contract."""

import os
import sys

from clausecheck.errors import ClausecheckError, ExitCode, ReadingFault, UnreadableInput, place_of

__all__ = ["STOPPED", "exit_code", "explained", "report_failure", "say"]

STOPPED = 130
# What shells expect of a command ended by Ctrl-C (128 + SIGINT).

_WORST_FIRST = (ExitCode.internal, ExitCode.usage, ExitCode.rules, ExitCode.unread, ExitCode.found, ExitCode.clean)


def exit_code(codes: list[ExitCode]) -> ExitCode:
    """The one code for a run in which all of `codes` happened; `clean` for none."""
    return next((code for code in _WORST_FIRST if code in codes), ExitCode.clean)


def say(message: str) -> None:
    """One message on standard error, under our name, control characters made visible."""
    from clausecheck.render.plain import visible_lines

    try:
        print(f"clausecheck: {visible_lines(message)}", file=sys.stderr, flush=True)  # noqa: T201 - the one place for it
    except BrokenPipeError:
        return  # nobody listens any more; the exit code still speaks


def report_failure(error: Exception, about: str = "") -> ExitCode:
    """Tell of `error`, met while working on `about`, and give the exit code it calls for.

    An error of our own making is told by kind and place only: its text may quote the contract.
    """
    from clausecheck.render.plain import visible

    lead = f"{visible(about)}: " if about else ""
    if isinstance(error, ReadingFault):
        if os.environ.get("CLAUSECHECK_DEBUG") == "1":
            say(error.details)
        say(f"{lead}{explained(error)}")
        return ExitCode.internal
    if isinstance(error, ClausecheckError):
        say(f"{lead}{explained(error)}" if isinstance(error, UnreadableInput) and about else str(error))
        return ExitCode(error.exit_code)
    if os.environ.get("CLAUSECHECK_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    say(f"{lead}{explained(error)}")
    return ExitCode.internal


def explained(error: Exception) -> str:
    """What `report_failure` tells of `error`, without the input's name where that can be left out."""
    if isinstance(error, UnreadableInput):
        return f"{error.what}. {error.next_step}"
    if isinstance(error, ReadingFault):
        return _fault(error.what, f" in {error.where}")
    if isinstance(error, ClausecheckError):
        return str(error)
    place = place_of(error)
    return _fault(type(error).__name__, f" in {place}" if place else "")


def _fault(what: str, where: str) -> str:
    return (
        f"a fault of clausecheck itself, not of your contract ({what}{where}). "
        "Please report it; CLAUSECHECK_DEBUG=1 shows the details, which may quote the contract."
    )
