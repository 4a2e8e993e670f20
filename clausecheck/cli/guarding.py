"""Nothing is lost by a batch: what it would write beside its results never replaces what somebody else made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.output import refuse_overwriting
from clausecheck.errors import UsageProblem

if TYPE_CHECKING:
    from clausecheck.bulk.inputs import Found
    from clausecheck.cli.batching import Request

__all__ = ["refuse_losses", "views_of"]

_ADDRESS = "file://"


def refuse_losses(request: Request, found: Found) -> None:
    """Raise `UsageProblem` where the log, the baseline or a view would replace what is none of its own.

    To be asked before anything is made, judged or written.
    """
    gating = request.gating
    options = {"--sarif": request.sarif, "--write-baseline": gating.write_baseline}
    targets = {option: target for option, target in options.items() if target is not None}
    for option, target in targets.items():
        refuse_overwriting(target, (), force=True)
        if _is_result(target, request.output):
            raise UsageProblem(f"{option} {target}: a batch keeps its own files there. Choose another name.")
        read = [path for path in request.read if option == "--sarif" or path != gating.baseline]
        if _is_one_of(target, [*map(str, read), *_places(found)]):
            raise UsageProblem(f"{option} {target}: it is one of the inputs and is never overwritten. Choose another.")
    if len({os.path.realpath(target) for target in targets.values()}) < len(targets):
        raise UsageProblem("--sarif and --write-baseline cannot go to one file. Give each a name of its own.")
    if request.force:
        return
    if request.sarif is not None and request.sarif.exists():
        _refuse_other(request.sarif)
    _refuse_views(request)


def views_of(request: Request) -> tuple[str, ...]:
    """Names of the files that will be written beside the results."""
    from clausecheck.bulk.views.writing import VIEWS

    return VIEWS if request.views else ()


def _refuse_other(target: Path) -> None:
    """An existing file is replaced only by what is like it, as a baseline is."""
    from clausecheck.bulk.sarif import is_log

    try:
        ours = is_log(target)
    except OSError:
        ours = False
    if not ours:
        raise UsageProblem(
            f"--sarif {target}: the file there is no SARIF log of clausecheck. Choose another name, or add --force to "
            "replace it."
        )


def _refuse_views(request: Request) -> None:
    """Views and reports never take the place of files in a folder where none were made before."""
    from clausecheck.bulk.folder import ABOUT, JOURNAL, RESULTS
    from clausecheck.bulk.views.reports import FOLDER
    from clausecheck.bulk.views.writing import strangers

    folder = request.output
    there = strangers(folder) if request.views else []
    ours = any((folder / name).exists() for name in (ABOUT, JOURNAL, RESULTS))
    wanted = request.views if request.reports is None else request.reports
    if wanted and not ours and next((folder / FOLDER).glob("*.html"), None) is not None:
        there.append(f"{FOLDER}/")
    if there:
        raise UsageProblem(
            f"{folder} holds {', '.join(there)} that no batch made. Choose another folder for -o, or add --force to "
            "replace what is there."
        )


def _is_result(target: Path, output: Path) -> bool:
    """Whether a batch that writes to `output` keeps, or may keep, a file of its own there."""
    from clausecheck.bulk.folder import ABOUT, JOURNAL, PREVIOUS, RESULTS
    from clausecheck.bulk.views.reports import FOLDER
    from clausecheck.bulk.views.writing import VIEWS

    way = Path(os.path.relpath(os.path.realpath(target), os.path.realpath(output))).parts
    own = {name.casefold() for name in (ABOUT, JOURNAL, PREVIOUS, RESULTS, FOLDER, *VIEWS)}
    return way[0] != ".." and (way[0].casefold() in own or way[0].startswith("."))


def _places(found: Found) -> Iterator[str]:
    """Paths of the files that are to be judged."""
    for item in found.items:
        if item.place is not None:
            yield item.place.removeprefix(_ADDRESS)


def _is_one_of(target: Path, places: list[str]) -> bool:
    """Whether an existing file is one of those at `places`, under whatever name."""
    try:
        mine = os.stat(target)
    except OSError:
        return False
    for place in places:
        try:
            other = os.stat(place)
        except (OSError, ValueError):  # an address, or gone meanwhile
            continue
        if os.path.samestat(mine, other):
            return True
    return False
