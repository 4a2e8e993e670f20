"""The baseline: what is known and accepted for now, so that only what is new fails.

It holds names of files, fingerprints, rules, topics, severities and grades: no word of a contract, so that it may be
kept beside the templates for everybody to see. A finding is known in the file it was recorded for, wherever in it
its words now stand; the same clause in another template is another finding, and so it is with files within one
archive or message. A file that was moved or renamed is known again by its bytes, or by at least half of its findings.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from clausecheck.bulk.gates import Standing, Value, own_findings, standing_alone
from clausecheck.bulk.within import parts_within
from clausecheck.errors import UsageProblem
from clausecheck.patterns import pattern
from clausecheck.record import record

__all__ = ["Baseline", "Known", "KnownFile", "Recorder", "looks_like_one", "match_parts", "read_baseline"]

_T = TypeVar("_T")

_VERSION = 2
_HEAD = pattern(rb'\s*\{\s*"clausecheck_baseline"\s*:')
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
    low: bool = False
    """It was only worth a look; made sure, it is not what was accepted."""

    def covers(self, finding: Value) -> bool:
        """A finding of the same words has no more weight than this."""
        return bool(finding["severity"] <= self.severity) and (not self.low or finding["confidence"] == "low")


@record
class KnownFile:
    """What is known of one file, or of one within an archive or message."""

    name: str
    sha256: str
    standing: Standing
    """Its own, whatever the files within it have."""
    findings: tuple[Known, ...]
    """Its own, too."""
    parts: tuple[KnownFile, ...] = ()
    """The files within it, at all depths, as `parts_within` calls them."""

    def every_finding(self) -> Iterator[Known]:
        """Those of the files within it included."""
        yield from self.findings
        for part in self.parts:
            yield from part.findings


class Recorder:
    """Takes in one report after the other; `text` gives the baseline, the same for any order."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._blocks: dict[str, str] = {}
        self.hashes: dict[str, str] = {}
        """SHA-256 of each file by its name."""

    def add(self, name: str, sha256: str, report: Value) -> None:
        """Record what a check found in the file `name`; raises `UsageProblem` for another file of the same name."""
        outer, *inner = parts_within(report)
        self.hashes[name] = sha256
        block = "  " + _entry({"file": name, "sha256": sha256}, outer[1], "    ")
        if inner:
            rows = (
                _entry({"part": called, "sha256": one["document"]["sha256"]}, one, "     ") for called, one in inner
            )
            block = block[:-1] + ', "parts": [\n' + ",\n".join(f"    {row}" for row in rows) + "\n   ]}"
        if self._blocks.setdefault(name, block) != block:
            raise UsageProblem(
                f"--write-baseline: {name} came twice in this run and was not the same. Run it again, naming it once."
            )

    def text(self) -> str:
        """JSON with a finding a line, by file, topic and rule, so that a change shows as what it is."""
        files = ",\n".join(self._blocks[name] for name in sorted(self._blocks))
        return f'{{\n "clausecheck_baseline": {_VERSION},\n "files": [' + (f"\n{files}\n " if files else "") + "]\n}\n"


def _entry(head: dict[str, str], part: Value, indent: str) -> str:
    """One file, a finding a line; of the same words sure and doubtful ones, and of each the gravest."""
    worst: dict[tuple[str, bool], Value] = {}
    for finding in own_findings(part):
        key = finding["fingerprint"], finding["confidence"] == "low"
        if finding["severity"] > worst.setdefault(key, finding)["severity"]:
            worst[key] = finding
    keys = ("fingerprint", "rule", "topic", "severity")
    rows = sorted(worst.items(), key=lambda row: (row[1]["topic"], row[1]["rule"], row[0]))
    lines = [indent + json.dumps({key: found[key] for key in keys} | {"low": low}) for (_, low), found in rows]
    stands = standing_alone(part)
    before = json.dumps({**head, "grade": stands.worst or None, "ungraded": stands.ungraded})[:-1]
    return before + ', "findings": [' + ("\n" + ",\n".join(lines) + f"\n{indent[1:]}" if lines else "") + "]}"


class Baseline:
    """Answers which file of the baseline a file is."""

    def __init__(self, files: Iterable[KnownFile], is_there: Callable[[str], bool]) -> None:
        """`is_there` says whether a file of that name still exists: then no other can be it under a new name."""
        self._files = {one.name: one for one in files}
        self._is_there = is_there
        self._seen: set[str] = set()
        self._claimed: dict[str, KnownFile] = {}
        self._gone: dict[str, KnownFile] | None = None
        self._holders: dict[str, list[str]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def find(self, name: str, sha256: str, fingerprints: frozenset[str]) -> KnownFile | None:
        """What is known of a file, None where it is new; a file that was moved is given out once.

        Ask in an order that does not change from run to run, and `expect` what comes beforehand.
        """
        found = self._files.get(name) or self._claimed.get(name) or self._moved(name, sha256, fingerprints)
        if found is not None:
            self._seen.add(found.name)
        return found

    def lacks(self, names: Iterable[str]) -> bool:
        """Some of `names` may be files gone from where they were, so that their bytes matter to `expect`."""
        return any(name not in self._files for name in names) and bool(self._gone_files())

    def expect(self, hashes: Iterable[tuple[str, str]]) -> None:
        """Hold what is known of files that were moved for those with the same bytes, whatever else resembles them.

        `hashes` are names and SHA-256 of what `find` will be asked for.
        """
        by_bytes: dict[str, list[str]] = {}
        for name, sha256 in hashes:
            if sha256 and name not in self._files:
                by_bytes.setdefault(sha256, []).append(name)
        gone = self._gone_files()
        for sha256, names in sorted(by_bytes.items()):
            holders = [one for one in self._holders.get(sha256, ()) if gone[one].sha256 == sha256]
            pairs = [(_last(holder) != _last(name), name, holder) for holder in holders for name in names]
            for _, name, holder in sorted(pairs):
                if holder not in self._seen and name not in self._claimed:
                    self._claimed[name] = gone[holder]
                    self._seen.add(holder)

    def goes_beyond(self, names: Collection[str]) -> bool:
        """It knows of files that are there, and are none of `names`."""
        return any(name not in names and self._is_there(name) for name in self._files)

    def unseen(self) -> tuple[KnownFile, ...]:
        """Files that are no longer there and were not found under another name."""
        return tuple(one for name, one in self._gone_files().items() if name not in self._seen)

    def _gone_files(self) -> dict[str, KnownFile]:
        if self._gone is None:
            self._gone = {name: one for name, one in self._files.items() if not self._is_there(name)}
            for name, one in self._gone.items():
                for key in {one.sha256, _last(name), *(known.fingerprint for known in one.every_finding())}:
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
            known = {one.fingerprint for one in gone[holder].every_finding()}
            share = 2 * len(known & fingerprints) / max(1, len(known) + len(fingerprints))
            if share >= _ALIKE and holder not in self._seen:
                likely.append((-share, _last(holder) != _last(name), holder))
        return gone[min(likely)[2]] if likely else None


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def match_parts(known: KnownFile, parts: Sequence[tuple[str, str, frozenset[str]]]) -> list[KnownFile | None]:
    """What is known of each file within `known`; `parts` are their names, SHA-256 and fingerprints."""
    within = Baseline(known.parts, {name for name, _, _ in parts}.__contains__)
    within.expect((name, sha256) for name, sha256, _ in parts)
    return [within.find(*part) for part in parts]


def looks_like_one(data: bytes) -> bool:
    """`data`, of which the beginning is enough, is a baseline of any version, damaged or not."""
    return _HEAD.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def read_baseline(data: bytes, name: str) -> Iterator[KnownFile]:
    """The files of a baseline; raises `UsageProblem` where it is none."""
    again = f"Write it again: --write-baseline {name} in the place of --baseline."
    try:
        value = json.loads(data, object_hook=_read)
        if value["clausecheck_baseline"] != _VERSION:
            raise ValueError("another version")
        files = [_of(KnownFile, entry) for entry in value["files"]]
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        if looks_like_one(data):
            raise UsageProblem(f"{name}: a baseline of another version of clausecheck, or damaged. {again}") from error
        raise UsageProblem(
            f"{name}: not a baseline. Name another file, or make one under another name with --write-baseline."
        ) from error
    if len({one.name for one in files}) < len(files):
        raise UsageProblem(f"{name}: a file stands twice in it. {again}")
    return iter(files)


def _read(entry: dict[str, Any]) -> object:
    """Each object as it is read, so that a large baseline is never held twice."""
    if "fingerprint" in entry:
        rule, topic = sys.intern(_text(entry["rule"])), sys.intern(_text(entry["topic"]))
        return Known(_text(entry["fingerprint"]), rule, topic, int(entry["severity"]), _of(bool, entry["low"]))
    if "clausecheck_baseline" in entry:
        return entry
    findings = tuple(_of(Known, finding) for finding in entry["findings"])
    parts = tuple(_of(KnownFile, part) for part in entry.get("parts", ()))
    grade = entry["grade"]
    if grade not in (None, *"ABCDE") or len({part.name for part in parts}) < len(parts):
        raise ValueError("no grade, or a part that stands twice")
    name, stands = (
        _text(entry["part" if "part" in entry else "file"]),
        Standing(grade or "", _of(bool, entry["ungraded"])),
    )
    return KnownFile(name, _text(entry["sha256"]), stands, findings, parts)


def _of(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind):
        raise TypeError(type(value).__name__)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value
