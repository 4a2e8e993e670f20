"""What stood in a baseline and is not in the one that takes its place: counted, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from clausecheck.bulk.baseline import KnownFile

__all__ = ["dropped"]

_ASIDE = "that this run did not look at"
_UNREAD = "that this run could not read"
_GONE = "that are no longer there"


def dropped(
    before: Iterable[KnownFile], after: Mapping[str, str], asked: Collection[str], is_there: Callable[[str], bool]
) -> list[str]:
    """How many files of the baseline `before`, and findings in them, are in the new one no longer, and why.

    `after` holds SHA-256 of the new one's files by name, `asked` the names of all files of the run. One that was only
    renamed is in it still. Each is a message without the name of the baseline.
    """
    counts = {_ASIDE: [0, 0], _UNREAD: [0, 0], _GONE: [0, 0]}
    known = list(before)
    fresh = {after[name] for name in after.keys() - {one.name for one in known}}
    for one in known:
        if one.name in after:
            continue
        there = is_there(one.name)
        if not there and one.sha256 in fresh:
            continue
        count = counts[_UNREAD if one.name in asked else _ASIDE if there else _GONE]
        count[0] += 1
        count[1] += sum(1 for _ in one.every_finding())
    return [_message(why, *count) for why, count in counts.items() if count[0]]


def _message(why: str, files: int, findings: int) -> str:
    held = f"{_counted(files, 'file')} with {_counted(findings, 'finding')}"
    if files == 1:
        why = why.replace(" are ", " is ")
    then = " To keep them, write it again from all of its files." if why == _ASIDE else ""
    return f"{held} {why} {'is' if files == 1 else 'are'} in it no longer.{then}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
