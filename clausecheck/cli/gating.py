"""`--fail-on`, `--baseline`, `--write-baseline` and `--suppressions`: read, asked of every file, and told."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.gates import GateKind, parse_gates
from clausecheck.cli.faults import report_failure, say
from clausecheck.errors import ExitCode, UsageProblem
from clausecheck.record import record
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from datetime import date

    from clausecheck.bulk.baseline import KnownFile
    from clausecheck.bulk.result import Result
    from clausecheck.bulk.screening import Verdict
    from clausecheck.cli.looking import Looking
    from clausecheck.cli.naming import Place
    from clausecheck.report import Report
    from clausecheck.rulebook.model import Topic

__all__ = ["Gates", "Gating", "noted", "screen_results", "shown_name", "tell"]


@record
class Gating:
    """What one call wants of gates."""

    fail_on: tuple[str, ...] = ()
    baseline: Path | None = None
    write_baseline: Path | None = None
    suppressions: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files that a report must never be written over."""
        each = (self.baseline, self.suppressions, self.write_baseline)
        return tuple(path for path in each if path is not None)

    @property
    def idle(self) -> bool:
        """Whatever a report says, it passes, and nothing is kept of it."""
        return not self.fail_on and self.baseline is None and self.write_baseline is None and self.suppressions is None

    def topics(self, *, positions: bool) -> list[str]:
        """Topics that gates name; raises `UsageProblem` for what is no gate, or for positions without a playbook."""
        gates = parse_gates(self.fail_on)
        if not positions and any(gate.kind is GateKind.position for gate in gates):
            raise UsageProblem("--fail-on position: needs the positions. Name them: --playbook positions.yaml")
        return [gate.value for gate in gates if gate.kind is GateKind.topic]


class Gates:
    """The gates of one call of `check`, with the baseline that it writes."""

    def __init__(self, gating: Gating, topics: Collection[str], places: Sequence[Place], *, whole: bool) -> None:
        """Raises `UsageProblem` for what is wrong; the rest as in `Looking`."""
        self._looking: Looking | None = None
        if not gating.idle:
            from clausecheck.cli.looking import Looking, digests

            self._looking = Looking(gating, topics, places, whole=whole)
            self._looking.expect(lambda: digests(places))

    def look(self, place: Place, report: Report) -> tuple[Report, Verdict | None]:
        """The report on an input, what is new or suppressed noted on it, and what it comes to.

        None where there is nothing to look for.
        """
        if self._looking is None:
            return report, None
        from clausecheck.render.json import report_value

        verdict = self._looking.look(place, report.sha256, report_value(report))
        return noted(report, verdict), verdict

    def without(self, place: Place, name: str, code: ExitCode) -> ExitCode:
        """The exit code of an input that failed with `code`: clean where somebody answers for its not being read."""
        if code is not ExitCode.unread or self._looking is None:
            return code
        verdict = self._looking.look_unread(place)
        tell(name, verdict)
        return code if verdict.unread else ExitCode.clean

    def gone(self) -> Sequence[KnownFile]:
        """Files of the baseline that are no longer there, each named by where it was."""
        return () if self._looking is None else self._looking.gone()

    def finish(self) -> list[ExitCode]:
        """Tell what is left to tell and write the baseline; gives the code of a failure."""
        if self._looking is None:
            return []
        for message in self._looking.told():
            say(message)
        try:
            for message in self._looking.keep():
                say(message)
        except UsageProblem as error:
            return [report_failure(error)]
        return []


def shown_name(name: str) -> str:
    """An input's name as SARIF knows it: from the working folder, with `/`.

    Of a file elsewhere only the name, so that no log says where on a machine it was made.
    """
    if name == "-":
        return "stdin"
    path = Path(os.path.normpath(name))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    if path.is_absolute() or ".." in path.parts:
        path = Path(path.name)
    return path.as_posix()


def screen_results(
    gating: Gating,
    results: Iterable[Result],
    places: Mapping[str, str],
    topics: Mapping[str, Topic],
    *,
    hashes: Callable[[], Iterable[tuple[str, str]]] = tuple,
    inputs: Sequence[str] = (),
    sarif: Path | None = None,
    base: str = "",
    today: date | None = None,
    made: Looking | None = None,
) -> list[ExitCode]:
    """Everything that gates do of a batch: tells on standard error, writes what is wanted, and gives the exit codes.

    `results` come once, sorted by name; `places` are path or address of each file of the whole run by its name, found
    by `inputs`; `hashes` gives name and SHA-256 of each file; `base` (empty, or ending in `/`) is the folder that names
    are relative to, as a code host knows it; `made` is what looks at them, where it was made before. Codes of files
    not read are among those given.
    """
    from contextlib import ExitStack

    from clausecheck.bulk.sarif import SarifFile
    from clausecheck.cli.faults import exit_code
    from clausecheck.cli.looking import Looking
    from clausecheck.cli.output import writing

    looking = made or Looking(gating, topics, tuple(places.values()), inputs=inputs, today=today)
    looking.expect(lambda: ((places.get(name, name), sha256) for name, sha256 in hashes()))
    codes: set[ExitCode] = set()
    with ExitStack() as stack:
        log = None
        if sarif is not None:
            from io import TextIOWrapper

            stream = TextIOWrapper(stack.enter_context(writing(sarif)), "utf-8", newline="\n")
            log = SarifFile(stream, topics, base=base)
        for result in results:
            verdict = _look(looking, places.get(result.name, result.name), result)
            codes.update(tell(result.name, verdict), _unread(result, verdict))
            if log is not None:
                log.add(result, verdict)
        for message in looking.told():
            say(message)
        if log is not None:
            for gone in looking.gone():
                for known in gone.every_finding():
                    log.add_absent(_from_base(gone.name, base), known)
            log.finish(exit_code(list(codes)))
            stream.flush()
            stream.detach()
    for message in looking.keep():
        say(message)
    return sorted(codes)


def _from_base(path: str, base: str) -> str:
    """A path as it is named in a run whose names are relative to `base`."""
    shown = path if "://" in path else shown_name(path)
    return posixpath.relpath(shown, base) if base and "://" not in shown else shown


def tell(name: str, verdict: Verdict | None) -> list[ExitCode]:
    """Say on standard error what a file comes to, and give the exit codes of the gates it fails."""
    if verdict is None:
        return []
    for message in (*verdict.told, *verdict.failed):
        say(f"{visible(name)}: {message}")
    return [ExitCode.found] if verdict.failed else []


def noted(report: Report, verdict: Verdict) -> Report:
    """The report with notices of what is new or suppressed in it; its findings and grade stay as they are."""
    from clausecheck.document import Notice
    from clausecheck.record import replaced

    return replaced(report, notices=(*report.notices, *(Notice(kind, said) for kind, said in verdict.notices)))


def _look(looking: Looking, place: str, result: Result) -> Verdict:
    return looking.look_unread(place) if result.report is None else looking.look(place, result.sha256, result.report)


def _unread(result: Result, verdict: Verdict) -> list[ExitCode]:
    """The code of what was not read whole, unless somebody answers for that; a fault of ours is never excused."""
    code = result.code
    return [code] if code is ExitCode.internal or (code is ExitCode.unread and verdict.unread) else []
