"""`clausecheck limits`: how much of a file is read, and what reading it may take."""

from typing import Annotated

import typer

from clausecheck.cli.output import write_stdout

__all__ = ["LimitOption", "limits"]

LimitOption = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=VALUE", help="Allow more or less, such as pages=5000; repeatable."),
]

_EXPLAINED = """
Change one with --limit, as in: clausecheck check long.pdf --limit pages=5000
or for good under [limits] in your configuration file: pages = 5000, size = "200MB"
"""


def limits(limit: LimitOption = None) -> None:
    """Show the limits within which files are read."""
    from clausecheck.cli.limiting import LIMITS, parse_limits, show_limit
    from clausecheck.cli.settings import load_settings

    inforce = parse_limits(limit or (), load_settings().limits)
    lines = [f"{kind.name:<20}{show_limit(kind, inforce):>9}  {kind.meaning}" for kind in LIMITS]
    write_stdout("\n".join(lines) + "\n" + _EXPLAINED)
