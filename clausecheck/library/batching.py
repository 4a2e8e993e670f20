"""Many contracts judged side by side for a program, the results handed out as they come."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.result import Result
from clausecheck.errors import UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.library.arguments import (
    AnyPath,
    Engagement,
    Engine,
    Nation,
    Ocr,
    Settings,
    Tracked,
    method_here,
    settings_of,
)
from clausecheck.library.kinds import check_kind, places_of
from clausecheck.record import replaced

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from clausecheck.bulk.job import Item, Job
    from clausecheck.judging.checking import Checker

__all__ = ["batch"]

_WILD = frozenset("*?[")
_NO_OUTPUT = Path(os.devnull)
"""The folder for results, whose files are no inputs: there is none."""


def batch(
    paths: AnyPath | Iterable[AnyPath],
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    rules: AnyPath | Iterable[AnyPath] = (),
    model: AnyPath | None = None,
    engagement: Engagement | None = None,
    nation: Nation | None = None,
    deal: AnyPath | Mapping[str, object] | None = None,
    second_reader: bool = True,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    password: str | None = None,
    tracked: Tracked = "accept",
    limits: Limits | None = None,
    packs: str | Iterable[str] = (),
    playbook: AnyPath | Mapping[str, object] | None = None,
) -> Generator[Result, None, None]:
    """Judge many contracts side by side, as `clausecheck batch` does; yields a `Result` for each as it is done.

    `paths` is a folder (searched with all folders in it for what ends like a contract), a pattern such as
    `templates/**/*.docx`, a file, or several of these. Results come in the order they are done, which differs from run
    to run, and nothing but those being judged is held in memory: sort them by `name` where order matters. Each file is
    judged once. One that cannot be read, hangs or breaks its reader gives a Result with `failure` and stops nothing;
    so does a path in a list that is not there. `result.report` is the dict that `to_dict` gives of a report.

    `workers` processes work at once (default: one for each core). With `executor`, any of concurrent.futures, documents
    are sent to it in chunks instead; it must be able to open the files by the same paths. Other arguments, processes
    and scripts without `if __name__ == "__main__"`: as of `check`. Nothing is kept between runs.

    Begins with the first `next()`. Leaving the loop early ends the workers once the iterator is closed: by its
    `close()`, by `with contextlib.closing(...)`, or when nobody holds it any more.

    Raises at once what `check` raises of settings, rules and model, and UsageProblem for a folder or pattern in which
    there is nothing to judge and for a single path that leads nowhere. An empty list gives no results.
    """
    _check_work(workers, executor)
    how = settings_of(
        rules=rules,
        model=model,
        engagement=engagement,
        nation=nation,
        deal=deal,
        second_reader=second_reader,
        engine=engine,
        ocr=ocr,
        password=password,
        tracked=tracked,
        limits=limits,
        packs=packs,
        playbook=playbook,
    )
    items = _items(paths)
    job, checker = _made(how)
    return _results(job, checker, items, workers, executor)


def _check_work(workers: object, executor: object) -> None:
    """Raise UsageProblem for a number of workers that is none, and for an executor that cannot be one."""
    check_kind("workers", workers, int, "a whole number above 0")
    if isinstance(workers, bool) or (isinstance(workers, int) and workers < 1):
        raise UsageProblem(f"workers={workers}: give a number above 0, or None for one a core.")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise UsageProblem("executor= takes an executor of concurrent.futures, or None.")


def _made(how: Settings) -> tuple[Job, Checker]:
    """The settings as workers take them, and a checker; what is wrong is told now and not once a document."""
    from clausecheck.bulk.work import make_checker

    job = _job(how)
    checker = make_checker(job)
    _ = checker.packs, checker.playbook
    return replaced(job, rules_sha256=checker.bench.rulebook.sha256), checker


def _results(
    job: Job, checker: Checker, items: Sequence[Item], workers: int | None, executor: Executor | None
) -> Generator[Result, None, None]:
    from clausecheck.isolation import Method

    if executor is not None:
        from clausecheck.bulk.chunks import through

        for told in through(executor, job, items):
            yield Result.of_line(told.line)
        return
    from clausecheck.bulk.job import default_workers
    from clausecheck.bulk.pool import Pool

    method = method_here()
    count = min(workers or default_workers(), len(items))
    with Pool(job, count, method=None if method is Method.none else method, checker=checker) as pool:
        for told in pool.run(items):
            yield Result.of_line(told.line)


def _items(paths: AnyPath | Iterable[AnyPath]) -> Sequence[Item]:
    """What is to be judged; raises UsageProblem for folders and patterns without, and a single path leading nowhere."""
    from clausecheck.bulk.inputs import find

    named = places_of("paths", paths)
    if isinstance(paths, str | os.PathLike):
        return find(named, _NO_OUTPUT).items
    if not named:
        return ()
    words = [name for name in named if os.path.isdir(name) or (_WILD & set(name) and not os.path.lexists(name))]
    others = set(words)
    return find(words, _NO_OUTPUT, [name for name in named if name not in others]).items


def _job(how: Settings) -> Job:
    """The settings as workers take them; raises UnreadableInput for a model that cannot be read whole."""
    from clausecheck.bulk.job import Job
    from clausecheck.isolation.codec import encode
    from clausecheck.rulebook.places import snapshot

    rules = snapshot(how.rules)
    with how.isolation() as isolation:
        model = how.read_model(isolation)
    return Job(
        rules=rules,
        model=None if model is None else encode(model),
        engagement=how.engagement,
        nation=how.nation,
        engine=how.engine,
        ocr=how.ocr,
        tracked=how.tracked,
        password=how.password,
        limits=how.limits,
        second_reader=how.second_reader,
        deal=how.deal,
        packs=how.packs,
        playbook=how.playbook,
    )
