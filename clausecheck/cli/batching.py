"""What `batch` does once it knows what is wanted: find, judge, write, tell, and add up the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.ahead import sparing
from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.bulk.folder import Folder
from clausecheck.bulk.inputs import LIST, Found, find, listed
from clausecheck.bulk.job import Item, Job, Judging, Stop, Told, keyed
from clausecheck.bulk.outputs import Outlet
from clausecheck.bulk.result import heads
from clausecheck.bulk.running import Finished, Stopped, Tally, run, stopping
from clausecheck.cli.caching import keeper_of
from clausecheck.cli.choices import Tracked
from clausecheck.cli.clustering import Place, told_inputs, working
from clausecheck.cli.contracts import Ways
from clausecheck.cli.faults import STOPPED, exit_code, report_failure, say
from clausecheck.cli.gating import Gating, screen_results
from clausecheck.cli.guarding import refuse_losses, views_of
from clausecheck.cli.inputs import open_model, read_stdin
from clausecheck.cli.limiting import LimitKind, Unit, value_of
from clausecheck.cli.looking import Looking
from clausecheck.cli.narrowing import check_topics
from clausecheck.cli.output import write_stdout
from clausecheck.cli.passwords import Passwords
from clausecheck.cli.playbooks import load_playbook, ready, tell_counted
from clausecheck.cli.progress import Progress, counts, duration, tell_stopping
from clausecheck.cli.viewing import Views, places_of
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.record import record, replaced
from clausecheck.render.plain import visible
from clausecheck.rulebook import load_lean

if TYPE_CHECKING:
    from clausecheck.rulebook.model import Topic

__all__ = ["Request", "run_batch", "split_limits"]

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
    how: Ways
    outlet: Outlet | None = None
    """Where the results go from there, if anywhere."""
    place: Place = Place()
    allowed: tuple[str, ...] = ()
    """Kinds of addresses that are read beside the usual ones."""
    resume: bool = False
    force: bool = False
    agreed: Path | None = None
    packs: tuple[str, ...] = ()
    playbook: Path | None = None
    tracked: Tracked = Tracked.accept
    judging: Judging = Judging()
    cache: CacheLimits | None = CacheLimits()
    """None keeps nothing, and uses nothing that was kept."""
    gating: Gating = Gating()
    sarif: Path | None = None
    views: bool = True
    """Workbook, dashboard, table and summary beside the results."""
    reports: bool | None = None
    """An HTML report of each document; None writes them for as many as a folder holds well."""

    @property
    def read(self) -> list[Path]:
        """Files that are read, and so must never be written."""
        named = (self.how.model, self.agreed, self.playbook, self.gating.baseline, self.gating.suppressions)
        return [path for path in named if path is not None]


def run_batch(request: Request) -> int:
    """Judge all that is found; gives the exit code. Raises `UsageProblem` and `RuleError` before a contract is read."""
    with request.outlet or nullcontext():
        return _run(request)


def _run(request: Request) -> int:
    gated = request.gating.topics(positions=request.playbook is not None)
    found = _found(request)
    try:
        job = _job(request)
    except UnreadableInput as error:
        return report_failure(error, f"--model {request.how.model}")
    topics = _topics(job)
    check_topics(gated, list(topics))
    refuse_losses(request, found)
    looking = Looking(request.gating, topics, tuple(places_of(request.inputs, found).values()), inputs=request.inputs)
    views = Views(request, found, topics)
    job = keyed(replaced(job, rules_sha256=load_lean(job.rules).sha256, reports=views.reports))
    inputs = told_inputs(request.inputs, found.items)
    outlet = request.outlet
    with _folder(request, inputs) as folder:
        _tell_passed_over(found)
        if request.resume and not folder.journal.exists():
            say("no run was stopped here: beginning with the first document.")
        progress = Progress()
        try:
            with ExitStack() as stack, stopping(tell_stopping) as stop:

                def judged(items: Sequence[Item], stop: Stop) -> Iterator[Told]:
                    yield from stack.enter_context(working(request.place, job, items))(items, stop)
                    stack.close()  # while results and views are put together nobody sits idle with memory of their own

                if request.place.cluster is None:
                    source = sparing(job, judged)
                else:  # which has no part in what this machine keeps
                    source = stack.enter_context(working(request.place, job, found.items))
                finished = run(
                    found,
                    job,
                    source,
                    folder,
                    inputs=inputs,
                    resume=request.resume,
                    watch=progress,
                    after=[views.write, *([outlet.send] if outlet else [])],
                    stop=stop,
                )
        except (Stopped, KeyboardInterrupt) as stopped:
            progress.done()
            say(str(stopped) or "stopped at once. What was done is kept: the same call with --resume goes on.")
            return STOPPED
        finally:
            progress.done()
        return _told(finished, views, request, looking)


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


def _folder(request: Request, inputs: str) -> Folder:
    """The folder for results, which nobody else writes to from now on."""
    force, resume, outlet = request.force, request.resume, request.outlet
    if outlet is None:
        return Folder(request.output, inputs, force=force, resume=resume)
    beside = () if force else views_of(request)
    begin = partial(outlet.begin, beside)
    return Folder(request.output, inputs, force=force, resume=resume, told=outlet.shown, begin=begin)


def _found(request: Request) -> Found:
    words = [word for word in request.inputs if word != LIST]
    if len(request.inputs) - len(words) > 1:
        raise UsageProblem("- (standard input) can be read only once.")
    paths = listed(_read_list()) if len(words) < len(request.inputs) else ()
    away = "" if request.outlet is None else request.outlet.address
    return find(words, request.output, paths, request.allowed, away)


def _read_list() -> bytes:
    try:
        return read_stdin()
    except UnreadableInput as error:
        raise UsageProblem(
            f"{error.what}: - takes a list of paths there. Pipe one in, as find -print0 writes it, or name folders."
        ) from error


def _job(request: Request) -> Job:
    """Settings as workers take them; raises UnreadableInput for a model that cannot be read whole."""
    from clausecheck.cli.agreed import load_deal
    from clausecheck.isolation.codec import encode
    from clausecheck.rulebook.places import snapshot

    model, how = None, request.how
    if how.model is not None:
        from clausecheck.isolation import Isolation

        with Isolation(how.limits, engine=str(how.engine), ocr=str(how.ocr)) as isolation:
            model = encode(open_model(isolation, Passwords(how.password), how.model))
    return Job(
        rules=snapshot(how.rules),
        model=model,
        engagement=str(how.engagement) if how.engagement else None,
        nation=str(how.nation) if how.nation else None,
        engine=str(how.engine),
        ocr=str(how.ocr),
        tracked=str(request.tracked),
        password=how.password or None,
        limits=how.limits,
        judging=request.judging,
        second_reader=how.second_reader,
        deal=load_deal(request.agreed, how.figures),
        packs=request.packs,
        playbook=load_playbook(request.playbook),
        keeper=keeper_of(request.cache),
    )


def _topics(job: Job) -> dict[str, Topic]:
    """Every topic asked about by its slug; raises RuleError or UsageProblem where rules, packs or positions are wrong.

    A run in which nothing is to be judged loads no more of the rules than this.
    """
    from clausecheck.judging.checking import Checker

    checker = Checker(rules=job.rules, packs=job.packs, playbook=job.playbook)
    return {topic.slug: topic for topic in ready(checker).topics}


def _tell_passed_over(found: Found) -> None:
    """How many files in the folders were written by a batch, and how many have the ending of no contract."""
    for folder, count in found.products:
        files = "1 file there is" if count == 1 else f"{count} files there are"
        say(f"{visible(folder)}: {files} passed over, as a batch wrote {'it' if count == 1 else 'them'}.")
    if not found.passed_over:
        return
    total = sum(count for _, count in found.passed_over)
    shown = [f"{count} {ending or 'without one'}" for ending, count in found.passed_over[:_MOST_ENDINGS]]
    others = ", …" if len(found.passed_over) > _MOST_ENDINGS else ""
    files = "1 file is" if total == 1 else f"{total} files are"
    say(f"{files} passed over for the ending ({visible(', '.join(shown))}{others}). To check one, name it.")


def _told(finished: Finished, views: Views, request: Request, looking: Looking) -> ExitCode:
    """Say what came of it; gives the exit code."""
    tally = finished.tally
    if tally.trouble:
        say(visible(tally.trouble))
    for name, reason in tally.unread:
        say(f"{visible(name)}: {reason}")
    if tally.unread_count > len(tally.unread):
        say(f"and {tally.unread_count - len(tally.unread)} more that were not read whole; all are in the results.")
    tell_counted(tally.passed_by, tally.total)
    codes = _screened(finished, views, request, looking)
    said = f"{views.said}\n" if views.said else ""
    away = None if request.outlet is None else request.outlet.shown.rstrip("/")
    results = finished.written.results if away is None else f"{away}/{finished.written.results.name}"
    told = f"{said}{_summary(tally)}\nResults: {results}{_unchanged(finished)}\n"
    write_stdout(told, f"The results stand in {results}.")
    return exit_code(codes)


def _screened(finished: Finished, views: Views, request: Request, looking: Looking) -> list[ExitCode]:
    """What the documents give the exit code, once gates have looked at each, where there are any."""
    if request.gating.idle and request.sarif is None:
        return sorted(finished.tally.codes)
    from clausecheck.bulk.views.results_file import ResultsFile

    results = ResultsFile(finished.written.results)
    return screen_results(
        request.gating,
        results,
        views.places,
        views.topics,
        hashes=lambda: heads(finished.written.results),
        sarif=request.sarif,
        base=views.base,
        made=looking,
    )


def _summary(tally: Tally) -> str:
    documents = "1 document" if tally.total == 1 else f"{tally.total} documents"
    before = f", {tally.resumed} of them before" if tally.resumed else ""
    work = f"Read {tally.extracted}, judged {tally.judged}, from the cache {tally.kept}."
    return f"{documents} in {duration(tally.seconds())}{before}: {counts(tally)}.\n{work}"


def _unchanged(finished: Finished) -> str:
    return "" if finished.written.changed else " (unchanged)"
