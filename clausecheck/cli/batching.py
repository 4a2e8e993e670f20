"""What `batch` does once it knows what is wanted: find, judge, write, tell, and add up the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from clausecheck.bulk.folder import Folder
from clausecheck.bulk.inputs import LIST, Found, find, listed
from clausecheck.bulk.job import Job, Judging
from clausecheck.bulk.outputs import Outlet
from clausecheck.bulk.running import After, Finished, Stopped, Tally, run, stopping
from clausecheck.bulk.work import make_checker
from clausecheck.cli.choices import Engagement, Engine, Nation, Ocr, Tracked
from clausecheck.cli.clustering import Place, told_inputs, working
from clausecheck.cli.faults import STOPPED, exit_code, report_failure, say
from clausecheck.cli.inputs import open_model, read_stdin
from clausecheck.cli.limiting import LimitKind, Unit, value_of
from clausecheck.cli.output import write_stdout
from clausecheck.cli.passwords import Passwords
from clausecheck.cli.progress import Progress, counts, duration
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Isolation
from clausecheck.record import record, replaced
from clausecheck.render.plain import visible

__all__ = ["AFTER", "GATES", "Request", "run_batch", "split_limits"]

Gate = Callable[[Finished], Sequence[ExitCode]]

AFTER: tuple[After, ...] = ()
"""Called in this order once `results.jsonl` is in place, with its path and the one before: what makes views of it."""
GATES: tuple[Gate, ...] = ()
"""Called after those; what they give is added to the exit code."""

_JUDGING = (
    LimitKind("judging-seconds", Unit.seconds, "time for judging one document of a batch"),
    LimitKind("judging-memory", Unit.bytes, "memory for the same"),
)
_MOST_ENDINGS = 5


@record
class Request:
    """One call of `batch`, configuration file included."""

    inputs: tuple[str, ...]
    output: Path
    outlet: Outlet | None = None
    """Where the results go from there, if anywhere."""
    place: Place = Place()
    allowed: tuple[str, ...] = ()
    """Kinds of addresses that are read beside the usual ones."""
    resume: bool = False
    force: bool = False
    rules: tuple[Path, ...] = ()
    model: Path | None = None
    engagement: Engagement | None = None
    nation: Nation | None = None
    agreed: Path | None = None
    figures: tuple[tuple[str, float], ...] = ()
    second_reader: bool = True
    engine: Engine = Engine.pdfium
    ocr: Ocr = Ocr.auto
    password: str | None = None
    tracked: Tracked = Tracked.accept
    limits: Limits = Limits()
    judging: Judging = Judging()


def run_batch(request: Request) -> int:
    """Judge all that is found; gives the exit code. Raises `UsageProblem` and `RuleError` before anything is read."""
    found = _found(request)
    try:
        job = _job(request)
    except UnreadableInput as error:
        return report_failure(error, f"--model {request.model}")
    checker = make_checker(job)
    job = replaced(job, rules_sha256=checker.rulebook.sha256)
    inputs = json.dumps(told_inputs(request.inputs))
    outlet = request.outlet
    if outlet is not None:
        outlet.begin()
    with Folder(request.output, inputs, force=request.force, resume=request.resume) as folder:
        _tell_passed_over(found)
        if request.resume and not folder.journal.exists():
            say("no run was stopped here: beginning with the first document.")
        progress = Progress()
        try:
            with working(request.place, job, checker, found.items) as source, stopping() as stop:
                finished = run(
                    found,
                    job,
                    source,
                    folder,
                    inputs=inputs,
                    resume=request.resume,
                    watch=progress,
                    after=AFTER if outlet is None else (*AFTER, outlet.send),
                    stop=stop,
                )
        except Stopped as stopped:
            progress.done()
            say(str(stopped))
            return STOPPED
        finally:
            progress.done()
        code = _told(finished, None if outlet is None else outlet.shown)
        if outlet is not None:
            outlet.end()
        return code


def split_limits(words: Sequence[str]) -> tuple[Judging, list[str]]:
    """What `--limit` says of judging, and its other words; UsageProblem for a value that is none."""
    kinds = {kind.name: kind for kind in _JUDGING}
    judging, others = Judging(), []
    for word in words:
        name, equals, value = word.partition("=")
        kind = kinds.get(name.strip())
        if kind is None or not equals:
            others.append(word)
            continue
        try:
            number = value_of(kind, value)
        except ValueError as error:
            raise UsageProblem(f"--limit {word}: {error}") from error
        judging = replaced(judging, **{kind.field.removeprefix("judging_"): number})
    return judging, others


def _found(request: Request) -> Found:
    words = [word for word in request.inputs if word != LIST]
    if len(request.inputs) - len(words) > 1:
        raise UsageProblem("- (standard input) can be read only once.")
    paths = listed(read_stdin()) if len(words) < len(request.inputs) else ()
    away = "" if request.outlet is None else request.outlet.address
    return find(words, request.output, paths, request.allowed, away)


def _job(request: Request) -> Job:
    """Settings as workers take them; raises UnreadableInput for a model that cannot be read whole."""
    from clausecheck.cli.agreed import load_deal
    from clausecheck.isolation.codec import encode

    model = None
    if request.model is not None:
        with Isolation(request.limits, engine=str(request.engine), ocr=str(request.ocr)) as isolation:
            model = encode(open_model(isolation, Passwords(request.password), request.model))
    return Job(
        rules=tuple(str(folder) for folder in request.rules),
        model=model,
        engagement=str(request.engagement) if request.engagement else None,
        nation=str(request.nation) if request.nation else None,
        engine=str(request.engine),
        ocr=str(request.ocr),
        tracked=str(request.tracked),
        password=request.password or None,
        limits=request.limits,
        judging=request.judging,
        second_reader=request.second_reader,
        deal=load_deal(request.agreed, request.figures),
    )


def _tell_passed_over(found: Found) -> None:
    """How many files in the folders have the ending of no contract."""
    if not found.passed_over:
        return
    total = sum(count for _, count in found.passed_over)
    shown = [f"{count} {ending or 'without one'}" for ending, count in found.passed_over[:_MOST_ENDINGS]]
    others = ", …" if len(found.passed_over) > _MOST_ENDINGS else ""
    files = "1 file is" if total == 1 else f"{total} files are"
    say(f"{files} passed over for the ending ({visible(', '.join(shown))}{others}). To check one, name it.")


def _told(finished: Finished, away: str | None) -> ExitCode:
    """Say what came of it; gives the exit code. `away` is the address of the folder for results."""
    tally = finished.tally
    for name, reason in tally.unread:
        say(f"{visible(name)}: {reason}")
    if tally.unread_count > len(tally.unread):
        say(f"and {tally.unread_count - len(tally.unread)} more that were not read whole; all are in the results.")
    codes = [code for gate in GATES for code in gate(finished)]
    results = finished.written.results if away is None else f"{away.rstrip('/')}/{finished.written.results.name}"
    write_stdout(f"{_summary(tally)}\nResults: {results}{_unchanged(finished)}\n")
    return exit_code([*tally.codes, *codes])


def _summary(tally: Tally) -> str:
    documents = "1 document" if tally.total == 1 else f"{tally.total} documents"
    before = f", {tally.resumed} of them before" if tally.resumed else ""
    return f"{documents} in {duration(tally.seconds())}{before}: {counts(tally)}."


def _unchanged(finished: Finished) -> str:
    return "" if finished.written.changed else " (unchanged)"
