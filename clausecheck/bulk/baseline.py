"""The baseline: what is known and accepted for now, so that only what is new fails.

It holds names of files, fingerprints, rules, topics, severities and grades: no word of a contract, so that it may be
kept beside the templates for everybody to see. A finding is known in the file it was recorded for, wherever in it
its words now stand; the same clause in another template is another finding. A file that was moved or renamed is
known again by its bytes, or by at least half of its findings.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from clausecheck.bulk.gates import Standing, Value, every_finding, standing
from clausecheck.errors import UsageProblem
from clausecheck.record import record

__all__ = ["Baseline", "Known", "KnownFile", "Recorder", "read_baseline"]

_T = TypeVar("_T")

_VERSION = 1
_ALIKE = 0.5
"""Share of findings in common from which a file that is new under its name is one that went under another."""
_TELLING, _LOOKED_AT = 64, 16
"""A clause that stands in more files than this tells none of them; and how many are compared as a whole."""


@record
class Known:
    """A finding that is accepted for now."""

    fingerprint: str
    rule: str
    topic: str
    severity: int
    """The same words with more weight are not what was accepted."""


@record
class KnownFile:
    """What is known of one file."""

    name: str
    sha256: str
    standing: Standing
    findings: tuple[Known, ...]


class Recorder:
    """Takes in one report after the other; `text` gives the baseline, the same for any order."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._blocks: dict[str, str] = {}

    def add(self, name: str, sha256: str, report: Value) -> None:
        """Record what a check found in the file `name`."""
        worst: dict[str, Value] = {}
        for finding in every_finding(report):
            before = worst.setdefault(finding["fingerprint"], finding)
            if finding["severity"] > before["severity"]:
                worst[finding["fingerprint"]] = finding
        keys = ("fingerprint", "rule", "topic", "severity")
        rows = sorted(worst.values(), key=lambda f: (f["topic"], f["rule"], f["fingerprint"]))
        stands = standing(report)
        head = {"file": name, "sha256": sha256, "grade": stands.worst or None, "ungraded": stands.ungraded}
        findings = ",\n".join("    " + json.dumps({key: row[key] for key in keys}) for row in rows)
        self._blocks[name] = json.dumps(head)[:-1] + ', "findings": [' + (f"\n{findings}\n   " if rows else "") + "]}"

    def text(self) -> str:
        """JSON with a finding a line, by file, topic and rule, so that a change shows as what it is."""
        files = ",\n".join("  " + self._blocks[name] for name in sorted(self._blocks))
        return f'{{\n "clausecheck_baseline": {_VERSION},\n "files": [' + (f"\n{files}\n " if files else "") + "]\n}\n"


class Baseline:
    """Answers which file of the baseline a file is."""

    def __init__(self, files: Iterable[KnownFile], is_there: Callable[[str], bool]) -> None:
        """`is_there` says whether a file of that name still exists: then no other can be it under a new name."""
        self._files = {one.name: one for one in files}
        self._is_there = is_there
        self._seen: set[str] = set()
        self._gone: dict[str, KnownFile] | None = None
        self._holders: dict[str, list[str]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def find(self, name: str, sha256: str, fingerprints: frozenset[str]) -> KnownFile | None:
        """What is known of a file, None where it is new; a file that was moved is given out once.

        Ask in an order that does not change from run to run.
        """
        found = self._files.get(name) or self._moved(name, sha256, fingerprints)
        if found is not None:
            self._seen.add(found.name)
        return found

    def unseen(self) -> tuple[KnownFile, ...]:
        """Files that are no longer there and were not found under another name."""
        return tuple(one for name, one in self._gone_files().items() if name not in self._seen)

    def _gone_files(self) -> dict[str, KnownFile]:
        if self._gone is None:
            self._gone = {name: one for name, one in self._files.items() if not self._is_there(name)}
            for name, one in self._gone.items():
                for key in (one.sha256, _last(name), *(known.fingerprint for known in one.findings)):
                    self._holders.setdefault(key, []).append(name)
        return self._gone

    def _moved(self, name: str, sha256: str, fingerprints: frozenset[str]) -> KnownFile | None:
        gone = self._gone_files()
        same = [holder for holder in self._holders.get(sha256, ()) if holder not in self._seen]
        if same:
            return gone[min(same, key=lambda holder: (_last(holder) != _last(name), holder))]
        shared: Counter[str] = Counter()
        for key in (_last(name), *sorted(fingerprints)):
            holders = self._holders.get(key, ())
            if len(holders) <= _TELLING:
                shared.update(holders)
        likely = []
        for holder, _ in shared.most_common(_LOOKED_AT):
            known = {one.fingerprint for one in gone[holder].findings}
            share = 2 * len(known & fingerprints) / max(1, len(known) + len(fingerprints))
            if share >= _ALIKE and holder not in self._seen:
                likely.append((-share, _last(holder) != _last(name), holder))
        return gone[min(likely)[2]] if likely else None


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def read_baseline(data: bytes, name: str) -> Iterator[KnownFile]:
    """The files of a baseline; raises `UsageProblem` where it is none."""
    try:
        value = json.loads(data, object_hook=_read)
        if value["clausecheck_baseline"] != _VERSION:
            raise ValueError("another version")
        files = [_of(KnownFile, entry) for entry in value["files"]]
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise UsageProblem(
            f"{name}: not a baseline that this version of clausecheck reads. Write it again: --write-baseline {name}"
        ) from error
    if len({one.name for one in files}) < len(files):
        raise UsageProblem(f"{name}: a file stands twice in it. Write it again: --write-baseline {name}")
    return iter(files)


def _read(entry: dict[str, Any]) -> object:
    """Each object as it is read, so that a large baseline is never held twice."""
    if "fingerprint" in entry:
        rule, topic = sys.intern(_text(entry["rule"])), sys.intern(_text(entry["topic"]))
        return Known(_text(entry["fingerprint"]), rule, topic, int(entry["severity"]))
    if "file" not in entry:
        return entry
    findings = tuple(_of(Known, finding) for finding in entry["findings"])
    grade = entry["grade"]
    if grade not in (None, *"ABCDE") or not isinstance(entry["ungraded"], bool):
        raise ValueError("no grade")
    return KnownFile(_text(entry["file"]), _text(entry["sha256"]), Standing(grade or "", entry["ungraded"]), findings)


def _of(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind):
        raise TypeError(type(value).__name__)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value
