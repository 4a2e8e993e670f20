"""`--fail-on`, `--baseline`, `--write-baseline` and `--suppressions`: read, asked of every file, and told."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.gates import GateKind, parse_gates
from clausecheck.cli.faults import report_failure, say
from clausecheck.errors import ExitCode, UsageProblem
from clausecheck.record import record
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from datetime import date

    from clausecheck.bulk.baseline import Baseline, KnownFile, Recorder
    from clausecheck.bulk.result import Result
    from clausecheck.bulk.screening import Screen, Verdict
    from clausecheck.bulk.suppressions import Suppressions
    from clausecheck.report import Report
    from clausecheck.rulebook.model import Topic

__all__ = ["Gates", "Gating", "ReadyGates", "noted", "ready_gates", "screen_results", "shown_name", "tell"]

_LARGEST = 1 << 20
"""Bytes of a file of suppressions: some thousand entries."""
_LARGEST_BASELINE = 1 << 30
"""That of fifty thousand templates has 200 MB."""


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

    def screen(
        self,
        topics: Collection[str],
        is_there: Callable[[str], bool] = os.path.exists,
        *,
        whole: bool = True,
        today: date | None = None,
    ) -> Screen:
        """What looks at the files of the run; raises `UsageProblem` for a file that is wrong.

        `topics` are those that rules know; `is_there` says whether a file of the baseline still exists; `whole` is
        False where reports show less than was found.
        """
        from clausecheck.bulk.screening import Screen

        return Screen(
            parse_gates(self.fail_on),
            None if self.baseline is None else _baseline(self.baseline, is_there),
            None if self.suppressions is None else _suppressions(self.suppressions, topics, today),
            whole=whole,
        )

    def recorder(self, *, whole: bool = True) -> Recorder | None:
        """What makes the baseline, None where none is wanted; raises `UsageProblem` where it must not be written."""
        if self.write_baseline is None:
            return None
        from clausecheck.bulk.baseline import Recorder, read_baseline
        from clausecheck.cli.contracts import read_small
        from clausecheck.cli.output import refuse_overwriting

        if not whole:
            raise UsageProblem("--write-baseline records everything. Leave --only, --skip and --min-severity out.")
        refuse_overwriting(self.write_baseline, (), force=True)
        if self.write_baseline.exists():
            try:
                data = read_small(self.write_baseline, "--write-baseline", _LARGEST_BASELINE)
                read_baseline(data, str(self.write_baseline))
            except UsageProblem as error:
                raise UsageProblem(
                    f"--write-baseline {self.write_baseline}: the file there is no baseline and is not replaced. "
                    "Choose another name, or remove it first."
                ) from error
        return Recorder()

    def keep(self, recorder: Recorder | None) -> None:
        """Write the baseline, if one is wanted; raises `UsageProblem` where that fails."""
        from clausecheck.cli.output import write_file

        if recorder is not None and self.write_baseline is not None:
            write_file(self.write_baseline, recorder.text().encode("utf-8"))


class Gates:
    """The gates of one call of `check`, with the baseline that it writes."""

    def __init__(self, gating: Gating, topics: Collection[str], *, whole: bool) -> None:
        """Raises `UsageProblem` for what is wrong; `topics` and `whole` are those of `Gating.screen`."""
        self._screen = None if gating.idle else gating.screen(topics, whole=whole)
        self._gating = gating
        self._recorder = gating.recorder(whole=whole)

    def look(self, name: str, report: Report) -> tuple[Report, Verdict | None]:
        """The report on the input `name`, what is new or suppressed noted on it, and what it comes to.

        None where there is nothing to look for.
        """
        if self._screen is None:
            return report, None
        from clausecheck.render.json import report_value

        value = report_value(report)
        if self._recorder is not None:
            self._recorder.add(shown_name(name), report.sha256, value)
        verdict = self._screen.look(shown_name(name), value)
        return noted(report, verdict), verdict

    def without(self, name: str, code: ExitCode) -> ExitCode:
        """The exit code of an input that failed with `code`: clean where somebody answers for its not being read."""
        if code is not ExitCode.unread or self._screen is None:
            return code
        verdict = self._screen.look_unread(shown_name(name))
        tell(name, verdict)
        return code if verdict.unread else ExitCode.clean

    def gone(self) -> tuple[KnownFile, ...]:
        """Files of the baseline that are no longer there."""
        return () if self._screen is None else self._screen.gone()

    def finish(self) -> list[ExitCode]:
        """Tell what is left to tell and write the baseline; gives the code of a failure."""
        for message in self._screen.told() if self._screen is not None else ():
            say(message)
        try:
            self._gating.keep(self._recorder)
        except UsageProblem as error:
            return [report_failure(error)]
        return []


def shown_name(name: str) -> str:
    """An input's name as baseline, suppressions and SARIF know it: from the working folder, with `/`.

    Of a file elsewhere only the name, so that no baseline says where on a machine it was made.
    """
    if name == "-":
        return "stdin"
    path = Path(os.path.normpath(name))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    if path.is_absolute() or ".." in path.parts:
        path = Path(path.name)
    return path.as_posix()


@record
class ReadyGates:
    """What gates need, at hand before anything is judged."""

    screen: Screen
    recorder: Recorder | None


def ready_gates(
    gating: Gating, names: Collection[str], topics: Collection[str], *, today: date | None = None
) -> ReadyGates:
    """Read baseline and suppressions; raises `UsageProblem` where one is wrong, or the new one must not be written."""
    return ReadyGates(gating.screen(topics, names.__contains__, today=today), gating.recorder())


def screen_results(
    gating: Gating,
    results: Iterable[Result],
    names: Collection[str],
    topics: Mapping[str, Topic],
    *,
    sarif: Path | None = None,
    base: str = "",
    today: date | None = None,
    ready: ReadyGates | None = None,
) -> list[ExitCode]:
    """Everything that gates do of a batch: tells on standard error, writes what is wanted, and gives the exit codes.

    `results` come once, sorted by name; `names` are those of the whole run, `base` (empty, or ending in `/`) is the
    folder they are relative to, as a code host knows it, and `ready` what `ready_gates` gave. Codes of files not read
    are among those given.
    """
    from contextlib import ExitStack

    from clausecheck.bulk.sarif import SarifFile
    from clausecheck.cli.faults import exit_code
    from clausecheck.cli.output import writing

    ready = ready or ready_gates(gating, names, topics, today=today)
    screen, recorder = ready.screen, ready.recorder
    codes: set[ExitCode] = set()
    with ExitStack() as stack:
        log = None
        if sarif is not None:
            from io import TextIOWrapper

            stream = TextIOWrapper(stack.enter_context(writing(sarif)), "utf-8", newline="\n")
            log = SarifFile(stream, topics, base=base)
        for result in results:
            verdict = _look(screen, result)
            codes.update(tell(result.name, verdict), _unread(result, verdict))
            if recorder is not None and result.report is not None:
                recorder.add(result.name, result.sha256, result.report)
            if log is not None:
                log.add(result, verdict)
        for message in screen.told():
            say(message)
        if log is not None:
            for gone in screen.gone():
                for known in gone.findings:
                    log.add_absent(gone.name, known)
            log.finish(exit_code(list(codes)))
            stream.flush()
            stream.detach()
    gating.keep(recorder)
    return sorted(codes)


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


def _look(screen: Screen, result: Result) -> Verdict:
    return screen.look_unread(result.name) if result.report is None else screen.look(result.name, result.report)


def _unread(result: Result, verdict: Verdict) -> list[ExitCode]:
    """The code of what was not read whole, unless somebody answers for that; a fault of ours is never excused."""
    code = result.code
    return [code] if code is ExitCode.internal or (code is ExitCode.unread and verdict.unread) else []


def _baseline(path: Path, is_there: Callable[[str], bool]) -> Baseline:
    from clausecheck.bulk.baseline import Baseline, read_baseline
    from clausecheck.cli.contracts import read_small

    return Baseline(read_baseline(read_small(path, "--baseline", _LARGEST_BASELINE), str(path)), is_there)


def _suppressions(path: Path, topics: Collection[str], today: date | None) -> Suppressions:
    from datetime import date as day

    from clausecheck.bulk.suppressions import Suppressions, read_suppressions
    from clausecheck.cli.contracts import read_small

    data = read_small(path, "--suppressions", _LARGEST)
    return Suppressions(str(path), read_suppressions(data, str(path), topics), today or day.today())
