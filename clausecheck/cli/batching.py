"""What `batch` does once it knows what is wanted: find, judge, write, tell, and add up the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from clausecheck.bulk.ahead import sparing
from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.bulk.folder import Folder
from clausecheck.bulk.inputs import LIST, Found, find, listed
from clausecheck.bulk.job import Item, Job, Judging, Stop, Told, default_workers, keyed
from clausecheck.bulk.running import After, Finished, Stopped, Tally, run, stopping
from clausecheck.cli.caching import keeper_of
from clausecheck.cli.choices import Engagement, Engine, Nation, Ocr, Tracked
from clausecheck.cli.faults import STOPPED, exit_code, report_failure, say
from clausecheck.cli.inputs import open_model, read_stdin
from clausecheck.cli.limiting import LimitKind, Unit, value_of
from clausecheck.cli.output import write_stdout
from clausecheck.cli.passwords import Passwords
from clausecheck.cli.progress import Progress, counts, duration
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.record import record, replaced
from clausecheck.render.plain import visible
from clausecheck.rulebook import load_lean

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
    workers: int | None = None
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
    cache: CacheLimits | None = CacheLimits()
    """None keeps nothing, and uses nothing that was kept."""


def run_batch(request: Request) -> int:
    """Judge all that is found; gives the exit code. Raises `UsageProblem` and `RuleError` before anything is read."""
    found = _found(request)
    try:
        job = _job(request)
    except UnreadableInput as error:
        return report_failure(error, f"--model {request.model}")
    job = keyed(replaced(job, rules_sha256=load_lean(request.rules).sha256))
    inputs = json.dumps(request.inputs)
    with Folder(request.output, inputs, force=request.force, resume=request.resume) as folder:
        _tell_passed_over(found)
        if request.resume and not folder.journal.exists():
            say("no run was stopped here: beginning with the first document.")
        progress = Progress()
        workers = request.workers or default_workers()
        try:
            with ExitStack() as stack, stopping() as stop:

                def pooled(items: Sequence[Item], stop: Stop) -> Iterator[Told]:
                    from clausecheck.bulk.pool import Pool  # which loads all that judges

                    pool = stack.enter_context(Pool(job, min(workers, len(items))))
                    yield from pool.run(items, stop)

                finished = run(
                    found,
                    job,
                    sparing(job, pooled),
                    folder,
                    inputs=inputs,
                    resume=request.resume,
                    watch=progress,
                    after=AFTER,
                    stop=stop,
                )
        except Stopped as stopped:
            progress.done()
            say(str(stopped))
            return STOPPED
        progress.done()
        return _told(finished)


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
    return find(words, request.output, paths)


def _job(request: Request) -> Job:
    """Settings as workers take them; raises UnreadableInput for a model that cannot be read whole."""
    from clausecheck.cli.agreed import load_deal
    from clausecheck.isolation.codec import encode

    model = None
    if request.model is not None:
        from clausecheck.isolation import Isolation

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
        keeper=keeper_of(request.cache),
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


def _told(finished: Finished) -> ExitCode:
    """Say what came of it; gives the exit code."""
    tally = finished.tally
    if tally.trouble:
        say(visible(tally.trouble))
    for name, reason in tally.unread:
        say(f"{visible(name)}: {reason}")
    if tally.unread_count > len(tally.unread):
        say(f"and {tally.unread_count - len(tally.unread)} more that were not read whole; all are in the results.")
    codes = [code for gate in GATES for code in gate(finished)]
    write_stdout(f"{_summary(tally)}\nResults: {finished.written.results}{_unchanged(finished)}\n")
    return exit_code([*tally.codes, *codes])


def _summary(tally: Tally) -> str:
    documents = "1 document" if tally.total == 1 else f"{tally.total} documents"
    before = f", {tally.resumed} of them before" if tally.resumed else ""
    work = f"Read {tally.extracted}, judged {tally.judged}, from the cache {tally.kept}."
    return f"{documents} in {duration(tally.seconds())}{before}: {counts(tally)}.\n{work}"


def _unchanged(finished: Finished) -> str:
    return "" if finished.written.changed else " (unchanged)"
