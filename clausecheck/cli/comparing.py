"""What `diff` does once it knows what is wanted: read both versions, compare, write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import eq
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.contracts import STDIN, Contracts, Ways
from clausecheck.cli.faults import exit_code, say
from clausecheck.cli.output import write_file, write_stdout
from clausecheck.errors import ExitCode, UsageProblem
from clausecheck.judging.attached import sets_terms
from clausecheck.judging.versions import Comparison, Version, compare_versions
from clausecheck.record import record, replaced
from clausecheck.render.plain import visible
from clausecheck.render.versions import ByAuthor, render_versions, versions_json

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.judging.checking import Checker

__all__ = ["Versions", "compare"]

_MOST_AUTHORS = 8
"""Weighed one by one: a contract that more people changed is told of as a whole."""


@record
class Versions:
    """What is compared, and where the result goes."""

    old: str
    new: str | None
    """None to compare one Word file before and after its tracked changes."""
    by: tuple[str, ...]
    form: str
    output: Path | None
    fail_on_worse: bool


def compare(wanted: Versions, how: Ways) -> ExitCode:
    """Compare and write; raises UnreadableInput for a version that cannot be read."""
    contracts = Contracts(how)
    checker = contracts.checker()
    authors: tuple[ByAuthor, ...] = ()
    if wanted.new is None:
        comparison, authors = _tracked(wanted, checker, contracts, how)
    else:
        comparison = compare_versions(*(_version(contracts.read(name), checker) for name in (wanted.old, wanted.new)))
    titles = {topic.slug: topic.title for topic in checker.rulebook.topics}
    if wanted.form == "json":
        _write(versions_json(comparison, authors=authors) + "\n", wanted.output)
    else:
        from clausecheck.cli.screen import colour_wanted, width_wanted

        screen = wanted.output is None
        width, colour = (width_wanted(), colour_wanted()) if screen else (80, False)
        _write(render_versions(comparison, authors=authors, titles=titles, width=width, colour=colour), wanted.output)
    return exit_code(_codes(comparison, authors, wanted))


def _version(document: Document, checker: Checker) -> Version:
    contract = checker.read(document)
    if contract.kind != "locum":
        say(f"{visible(document.name)}: this does not read as a locum's contract; compare with care.")
    report = checker.judge(contract)
    if contract.kind == "locum" and report.grade is None:
        say(f"{visible(document.name)}: no grade could be given; clausecheck check says why. Compare with care.")
    if document.attachments and not sets_terms(report):
        say(f"{visible(document.name)}: the message itself sets no terms. Save the contract that is attached to it.")
    return Version(contract, report)


def _codes(comparison: Comparison, authors: tuple[ByAuthor, ...], wanted: Versions) -> list[ExitCode]:
    codes = [ExitCode.clean]
    for report in (comparison.old, comparison.new):
        for part in report.coverage.unread:
            say(f"{visible(report.name)}: {part.name} was not read: {part.why}")
            codes.append(ExitCode.unread)
    told = [one.comparison for one in authors if one.comparison is not None] or [comparison]
    if wanted.fail_on_worse and any(one.worse for one in told):
        say("something is worse than before (--fail-on-worse)")
        codes.append(ExitCode.found)
    return codes


def _tracked(
    wanted: Versions, checker: Checker, contracts: Contracts, how: Ways
) -> tuple[Comparison, tuple[ByAuthor, ...]]:
    """One Word file before and after its tracked changes, and what each author's do while all others stand."""
    from clausecheck.extract.docx_settle import settled, tracked_changes
    from clausecheck.extract.limits import applying

    if wanted.old == STDIN:
        raise UsageProblem("--tracked needs the name of a file, not standard input.")
    now = contracts.read(wanted.old)
    if now.format != "docx":
        raise UsageProblem(f"{visible(wanted.old)}: --tracked is for Word files (.docx). Name two versions instead.")
    path = Path(wanted.old)
    data = contracts.original(path, now)
    with applying(how.limits):  # this very file was read whole within them already
        edits = tracked_changes(path.name, data)
    names = list(dict.fromkeys(edit.author for edit in edits))
    chosen = _chosen(wanted.by, names)
    if not names:
        say(f"{visible(path.name)}: there are no tracked changes in it.")

    def version(rejects: Callable[[str], bool]) -> Version:
        with applying(how.limits):
            rejected = settled(path.name, data, rejects)
        before = contracts.read_bytes(rejected, path.name)
        return _version(replaced(before, sha256=now.sha256), checker)

    after = _version(now, checker)
    before = version(lambda author: author in chosen) if chosen else after
    whole = compare_versions(before, after)
    told = []
    for name in chosen:
        own = tuple((edit.kind, edit.text) for edit in edits if edit.author == name)
        if len(chosen) == 1:
            told.append(ByAuthor(name, own, whole))
        elif len(told) < _MOST_AUTHORS:
            told.append(ByAuthor(name, own, compare_versions(version(partial(eq, name)), after)))
        else:
            told.append(ByAuthor(name, own, None))
    return whole, tuple(told)


def _chosen(by: tuple[str, ...], names: list[str]) -> list[str]:
    for name in by:
        if name not in names:
            known = ", ".join(map(visible, names)) or "nobody"
            raise UsageProblem(f"--by {name}: no tracked change is by that author. Authors are: {known}.")
    return [name for name in names if not by or name in by]


def _write(text: str, output: Path | None) -> None:
    if output is None:
        write_stdout(text)
    else:
        write_file(output, text.encode("utf-8", "backslashreplace"))
