"""`clausecheck cache`: what is kept between runs, where, and how to be rid of it."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(help="What is kept on this machine between runs: see it, delete it.", no_args_is_help=True)

_RULES = ("rules-*", "model-*", "writing-*")
"""Parsed rules and the judged model contract; the last is what a run left that was ended while it wrote."""
_OFF = "Nothing is kept: CLAUSECHECK_CACHE is off, or there is no home folder to keep it in.\n"
_DAY = 86_400.0
_BARRED = (errno.EROFS, errno.EACCES, errno.EPERM)
"""What keeps a file from being deleted whoever else has it open. Windows says so of what somebody has open."""


@app.command()
def info() -> None:
    """Show where the cache is, what it holds, and when that goes."""
    import time

    from clausecheck.bulk.cache_file import default_path
    from clausecheck.bulk.keeper import Keeper
    from clausecheck.cli.caching import size_text
    from clausecheck.cli.faults import say
    from clausecheck.cli.output import write_stdout
    from clausecheck.cli.settings import load_settings

    limits = load_settings().cache
    path = default_path()
    if path is None:
        write_stdout(_OFF)
        return
    keeper = Keeper(path, limits)
    stock = keeper.stock()
    keeper.close()
    rules = _rules(path.parent)
    taken = sum(one.stat().st_size for one in rules)
    oldest = "" if stock.oldest is None else f", the oldest used {_ago(time.time() - stock.oldest)}"
    write_stdout(
        f"{path.parent}\n"
        f"{'contracts:':12} {stock.documents} read, {stock.results} judged, {size_text(stock.size)} in {path.name}"
        f"{oldest}\n"
        f"{'rules:':12} {len(rules)} parsed, {size_text(taken)}\n"
        f"{'limits:':12} {size_text(limits.size)}, {limits.days:g} days since last use "
        "([cache] in the configuration file)\n\n"
        "What `clausecheck batch` keeps holds the text of your contracts. Only you may read it on this machine.\n"
        "`clausecheck cache clear` deletes it all; `clausecheck batch --no-cache` keeps nothing.\n"
    )
    if keeper.trouble:
        say(keeper.trouble)


@app.command()
def clear(
    older_than: Annotated[
        float | None,
        typer.Option("--older-than", metavar="DAYS", min=0, help="Only what was not used for so many days."),
    ] = None,
) -> None:
    """Delete what is kept: contracts as read, results, parsed rules."""
    import time

    from clausecheck.bulk.cache_file import NotKept, default_path
    from clausecheck.bulk.keeper import Keeper
    from clausecheck.cli.caching import size_text
    from clausecheck.cli.output import write_stdout
    from clausecheck.cli.settings import load_settings
    from clausecheck.errors import UsageProblem

    path = default_path()
    if path is None:
        write_stdout(_OFF)
        return
    keeper = Keeper(path, load_settings().cache)
    before = keeper.stock().size + sum(one.stat().st_size for one in _rules(path.parent))
    try:
        keeper.clear(older_than)
        for one in _rules(path.parent):
            if older_than is None or one.stat().st_mtime < time.time() - older_than * _DAY:
                one.unlink(missing_ok=True)
        keeper.close()
    except (NotKept, OSError) as error:
        why = getattr(error, "strerror", None) or str(error)
        barred = isinstance(error, OSError) and error.errno in _BARRED and os.name != "nt"
        next_step = "See that you may write to that folder." if barred else "End other runs of batch first."
        raise UsageProblem(f"{path}: the cache cannot be deleted ({why}). {next_step}") from error
    if keeper.trouble:
        raise UsageProblem(f"{keeper.trouble}. End other runs of batch first, or delete the folder yourself.")
    after = keeper.stock().size + sum(one.stat().st_size for one in _rules(path.parent))
    keeper.close()
    write_stdout(f"{path.parent}\n{size_text(max(0, before - after))} deleted, {size_text(after)} left.\n")


def _rules(folder: Path) -> list[Path]:
    """The files in which parsed rules are kept."""
    return sorted(one for pattern in _RULES for one in folder.glob(pattern))


def _ago(seconds: float) -> str:
    days = int(seconds // _DAY)
    return "today" if days < 1 else f"{days} day{'s' if days > 1 else ''} ago"
