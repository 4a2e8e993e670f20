"""What ends a whole run, wherever it is met: no document is to blame, and what was done is kept."""

from clausecheck.errors import ClausecheckError, ExitCode

__all__ = ["ReportUnwritten", "RulesChanged", "RunFault"]


class RunFault(ClausecheckError):
    """Whoever judges can go no further. Made of its message alone, so that it travels between processes."""


class ReportUnwritten(RunFault):
    """The report of a document cannot be written; its result is not written down either."""

    exit_code = ExitCode.usage


class RulesChanged(RunFault):
    """What judges is no more what it was when the run began, and its results would be kept as if it were."""

    exit_code = ExitCode.rules

    @classmethod
    def of(cls, what: str) -> "RulesChanged":
        """`what` says how that shows."""
        return cls(
            f"the rules or the program changed while the run was at work: {what}. What was done before is kept: with "
            "both as they were the same call with --resume goes on; to begin anew with those of now add --force."
        )
