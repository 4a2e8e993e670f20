"""Suppressions: findings, unread files and grades that somebody answers for, with a reason and until a day.

suppressions:
  - file: templates/*.docx
    topic: indemnity
    reason: the insurer wants it; under review
    owner: J. Okafor
    expires: 2027-03-31
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from clausecheck.bulk.gates import Standing, Value
from clausecheck.bulk.wildcards import FOLDERS, matcher
from clausecheck.errors import RuleProblem, UsageProblem
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.rulebook.nodes import FileReader, Node, meant, nested_beyond

__all__ = ["TOGETHER", "Suppression", "Suppressions", "read_suppressions"]

TOGETHER = " + "
"""Between the names of files that are read as one contract."""

_ABOUT = ("file", "rule", "topic", "fingerprint", "unread", "grade")
_DUTIES = ("reason", "owner", "expires")
_DEEPEST = 8
_FINGERPRINT = pattern(r"[0-9a-f]{16}")


@record
class Suppression:
    """One entry: what it is about, and who answers for it."""

    line: int
    reason: str
    owner: str
    expires: date
    """The last day on which it holds."""
    file: str = ""
    """A pattern for names; empty for every file."""
    rule: str = ""
    topic: str = ""
    fingerprint: str = ""
    unread: bool = False
    """It excuses that a file was not read, or not whole, and nothing else."""
    grade: str = ""
    """It accepts this grade, or a better one, of a file, and nothing else."""

    def words(self) -> str:
        """Why, who and how long, on one line."""
        return f"{self.reason} ({self.owner}, until {self.expires.isoformat()})"


class Suppressions:
    """The entries of one file on one day, and which of them were of use."""

    def __init__(
        self,
        path: str,
        entries: Sequence[Suppression],
        today: date,
        elsewhere: Callable[[str], bool] = lambda file: False,
    ) -> None:
        """`path` as shown in messages; `elsewhere` says whether a pattern fits files that this run did not look at."""
        self._path, self._elsewhere = path, elsewhere
        self._expired = tuple(one for one in entries if one.expires < today)
        self._open = [(one, matcher(one.file)) for one in entries if one.expires >= today]
        self._used: set[int] = set()
        self._asked: tuple[str, tuple[Suppression, ...]] = "", ()

    def of_finding(self, name: str, finding: Value) -> Suppression | None:
        """The first entry that suppresses a finding of the file `name`."""
        for one in self._about(name):
            asked = ((one.rule, "rule"), (one.topic, "topic"), (one.fingerprint, "fingerprint"))
            if not one.unread and not one.grade and all(not want or finding[key] == want for want, key in asked):
                self._used.add(one.line)
                return one
        return None

    def of_unread(self, name: str) -> Suppression | None:
        """The first entry that excuses that the file `name` was not read whole."""
        return self._first(one for one in self._about(name) if one.unread)

    def of_grade(self, name: str, now: Standing) -> Suppression | None:
        """The first entry that accepts a grade of the file `name`, its own or one of a file within."""
        return self._first(one for one in self._about(name) if one.grade and now.within(Standing(one.grade)))

    def _about(self, name: str) -> tuple[Suppression, ...]:
        """The entries for the file `name`; ask of one file after the other.

        Several files read as one contract, `a + b`, are meant where each of them is.
        """
        if self._asked[0] != name or not name:
            each = name.split(TOGETHER)
            meant = (one for one, fits in self._open if fits(name) or (len(each) > 1 and all(map(fits, each))))
            self._asked = name, tuple(meant)
        return self._asked[1]

    def _first(self, entries: Iterator[Suppression]) -> Suppression | None:
        found = next(entries, None)
        if found is not None:
            self._used.add(found.line)
        return found

    def over(self) -> list[str]:
        """What is to be said of entries whose day has passed."""
        return [
            f"{self._path}:{one.line}: expired on {one.expires.isoformat()} and suppresses nothing ({one.owner}). "
            "Renew it or take it out."
            for one in self._expired
        ]

    def unused(self) -> list[str]:
        """What is to be said at the end of entries that nothing needed, here or in files that are not looked at."""
        return [
            f"{self._path}:{one.line}: suppressed nothing in this run ({one.owner}). Is it still needed?"
            for one, _ in self._open
            if one.line not in self._used and not self._elsewhere(one.file)
        ]


def read_suppressions(data: bytes, name: str, topics: Collection[str] = ()) -> tuple[Suppression, ...]:
    """Read a file of suppressions; `topics` are those that rules know.

    Raises `UsageProblem` with every fault in it, each as `file:line: what is wrong`.
    """
    problems: list[RuleProblem] = []
    deep = nested_beyond(data, _DEEPEST)
    if deep:
        problems.append(RuleProblem(name, deep, "lists within lists without end; suppressions is a list of entries"))
    entries = () if deep else _entries(FileReader(name, problems), data, topics)
    if problems:
        raise UsageProblem("\n".join(map(str, sorted(problems, key=lambda problem: problem.line))))
    return tuple(entries)


def _entries(reader: FileReader, data: bytes, topics: Collection[str]) -> Sequence[Suppression]:
    root = reader.root(data)
    if root is None:
        return ()
    parts = reader.mapping(root, "the file", ("suppressions",), ("suppressions",))
    listed = parts.get("suppressions")
    if listed is None:
        return ()
    return [_entry(reader, node, topics) for node in reader.items(listed, "suppressions")]


def _entry(reader: FileReader, node: Node, topics: Collection[str]) -> Suppression:
    what = "a suppression"
    parts = reader.mapping(node, what, (*_ABOUT, *_DUTIES), _DUTIES)
    said = {
        key: reader.string(parts[key], key) if key in parts else "" for key in ("file", "rule", "topic", *_DUTIES[:2])
    }
    one = Suppression(
        line=reader.line(node),
        reason=said["reason"],
        owner=said["owner"],
        expires=_day(reader, parts.get("expires")),
        file=said["file"],
        rule=said["rule"],
        topic=said["topic"],
        fingerprint=_plain(parts.get("fingerprint")),
        unread="unread" in parts,
        grade=reader.choice(parts["grade"], "grade", "ABCDE") if "grade" in parts else "",
    )
    if one.topic and topics and one.topic not in topics:
        reader.fail(parts["topic"], f"topic: there is no {one.topic!r}; {meant(one.topic, topics)}")
    if "fingerprint" in parts and not _FINGERPRINT.fullmatch(one.fingerprint):
        reader.fail(parts["fingerprint"], "fingerprint must be the 16 digits and letters that a report gives")
    if one.file and (one.file.startswith("/") or not one.file.strip("*?/.")):
        reader.fail(parts["file"], "file must be a path from the folder of this file, and not every file there is")
    elif any(FOLDERS in part and part != FOLDERS for part in one.file.split("/")):
        reader.fail(parts["file"], "file: ** stands alone between slashes, as in templates/**/*.docx")
    if "unread" in parts and not reader.flag(parts["unread"], "unread"):
        reader.fail(parts["unread"], "unread: write true, or leave the line out")
    _check_kind(reader, node, parts.keys())
    return one


def _check_kind(reader: FileReader, node: Node, given: Collection[str]) -> None:
    """An entry is about findings, or about a file's grade, or about its not being read."""
    if node.id != "mapping":
        return
    kinds = [key for key in ("unread", "grade") if key in given]
    others = [key for key in ("rule", "topic", "fingerprint") if key in given]
    if not any(key in given for key in _ABOUT):
        reader.fail(node, "a suppression: say what it is about: file, rule, topic or fingerprint")
    elif kinds and "file" not in given:
        reader.fail(node, f"a suppression: {kinds[0]} is of one file; 'file' is missing")
    elif len(kinds) + bool(others) > 1:
        reader.fail(node, f"a suppression: {kinds[0]} stands alone with file; write an entry of its own for the rest")


def _plain(node: Node | None) -> str:
    """A scalar as written: YAML takes some fingerprints for numbers."""
    return str(node.value) if node is not None and node.id == "scalar" else ""


def _day(reader: FileReader, node: Node | None) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", _plain(node)):
            return date.fromisoformat(_plain(node))
    except ValueError:
        pass  # the thirtieth of February
    if node is not None:
        reader.fail(node, "expires must be a day such as 2027-03-31, the last on which this holds")
    return date.min
