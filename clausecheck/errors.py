"""Every way a run can fail, each with the exit code the command line gives it.

A message says what went wrong, where, and what to do next; it never holds contract text.
"""

from enum import IntEnum

__all__ = [
    "ClausecheckError",
    "ExitCode",
    "FolderNamed",
    "PasswordNeeded",
    "ReadingFault",
    "RuleError",
    "RuleProblem",
    "UnreadableInput",
    "UsageProblem",
    "place_of",
]


class ExitCode(IntEnum):
    """Exit codes of the command line (where several apply: 70, 2, 4, 3, 1, 0)."""

    clean = 0
    found = 1
    usage = 2
    unread = 3
    rules = 4
    internal = 70


class ClausecheckError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = ExitCode.internal


class UsageProblem(ClausecheckError):
    """The call itself is wrong: an unknown topic, an output that would overwrite an input."""

    exit_code = ExitCode.usage


class UnreadableInput(ClausecheckError):
    """An input could not be read, or not whole enough to be judged."""

    exit_code = ExitCode.unread

    def __init__(self, name: str, what: str, next_step: str, *, cause: str = "") -> None:
        """`name` is the input as the user gave it, `what` the cause, `next_step` what to do about it.

        `cause` is the limit met (`time`, `memory`), `crash`, or empty for what the file itself is.
        """
        super().__init__(f"{name}: {what}. {next_step}")
        self.cause = cause
        self.name = name
        self.what = what
        self.next_step = next_step


class FolderNamed(UnreadableInput):
    """A folder was named where one contract is read: the call is wrong, not the input."""

    exit_code = ExitCode.usage

    def __init__(self, name: str) -> None:
        """`name` is the folder as the user gave it."""
        next_step = (
            "Name the file of the contract itself, or check every contract in it: clausecheck batch FOLDER -o OUT"
        )
        super().__init__(name, "this is a folder", next_step)


class PasswordNeeded(UnreadableInput):
    """The input is encrypted and no password, or a wrong one, was given."""

    @property
    def opens_with_password(self) -> bool:
        """A password given to us would open it; else only the program it was written with takes one."""
        return "--password" in self.next_step


class ReadingFault(ClausecheckError):
    """Our own fault, met while a file was read in a process of its own."""

    def __init__(self, what: str, where: str, details: str = "") -> None:
        """`what` is the kind of exception, `where` its place in our code, `details` its trace, which may quote."""
        super().__init__(f"{what} in {where}")
        self.what = what
        self.where = where
        self.details = details


class RuleProblem:
    """One fault of one rule file, as `path:line: message`."""

    __slots__ = ("line", "message", "path")

    def __init__(self, path: str, line: int, message: str) -> None:
        """`line` counts from 1; 0 when the whole file is meant."""
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class RuleError(ClausecheckError):
    """Rule files are wrong; every problem of every file at once."""

    exit_code = ExitCode.rules

    def __init__(self, problems: list[RuleProblem]) -> None:
        """`problems` in the order of path and line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))


def place_of(error: BaseException) -> str:
    """Module and line where an exception arose, all that may be told of one that could quote a contract."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno}"
