"""What `watch` does once it knows what is wanted: look, read what changed, judge it, tell what is other than before."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from clausecheck.bulk.stamps import stamp_of, stamps_of
from clausecheck.bulk.watched import Changes, Watched
from clausecheck.cli.agreed import load_deal
from clausecheck.cli.choices import Form, Tracked
from clausecheck.cli.contracts import Ways
from clausecheck.cli.faults import report_failure, say
from clausecheck.cli.forms import Shown
from clausecheck.cli.inputs import open_model
from clausecheck.cli.news import Standing, standing, tell_change, tell_first
from clausecheck.cli.output import close_stdout
from clausecheck.cli.passwords import Passwords
from clausecheck.cli.targets import Targets
from clausecheck.errors import ClausecheckError, ExitCode, UsageProblem
from clausecheck.extract import read_bytes
from clausecheck.extract.limits import applying
from clausecheck.isolation import Isolation
from clausecheck.judging.checking import Checker
from clausecheck.record import draft, record
from clausecheck.render.plain import visible, visible_lines

if TYPE_CHECKING:
    from clausecheck.judging.deal import Deal
    from clausecheck.rulebook.model import Topic

__all__ = ["Request", "run_watch"]

_SHARE = 20
"""Looking takes at most one part in so many of the time: ten thousand files take a quarter of a second."""


@record
class Request:
    """One call of `watch`, configuration file included."""

    roots: tuple[str, ...]
    how: Ways
    tracked: Tracked
    agreed: Path | None
    output: Path | None
    form: Form
    force: bool
    every: float
    """Seconds between two looks."""

    @property
    def sources(self) -> tuple[Path, ...]:
        """What contracts are judged by, to be watched too."""
        return (*self.how.rules, *(path for path in (self.how.model, self.agreed) if path))


def run_watch(request: Request) -> NoReturn:
    """Watch until the user ends it. Raises `UsageProblem`, `RuleError` and `UnreadableInput` before it begins."""
    for root in request.roots:
        if not os.path.exists(root):
            raise UsageProblem(f"there is no file or folder {root}. Check the name and the folder.")
    targets = Targets(request.output, request.form, request.roots, force=request.force)
    how = request.how
    engine, ocr, tracked = str(how.engine), str(how.ocr), str(request.tracked)
    with Isolation(how.limits, engine=engine, ocr=ocr, tracked=tracked, password=how.password) as isolation:
        _Watch(request, targets, isolation).run()


@draft
class _Seen:
    """What is remembered of a file."""

    sha256: str
    standing: Standing | None
    """None as long as it could not be read."""


@record
class _Bench:
    """What judges, and what tells it from another: the hashes of rules and model, and the deal."""

    checker: Checker
    key: tuple[str, str, Deal | None]

    @property
    def topics(self) -> dict[str, Topic]:
        """By slug."""
        return {topic.slug: topic for topic in self.checker.rulebook.topics}


class _Watch:
    """The watch: what was seen, and what judges."""

    def __init__(self, request: Request, targets: Targets, isolation: Isolation) -> None:
        self._request, self._targets, self._isolation = request, targets, isolation
        self._passwords = Passwords(request.how.password)
        self._watched = Watched(request.roots, out=None if request.output is None else str(request.output))
        self._seen: dict[str, _Seen] = {}
        self._owed: dict[str, None] = {}
        """Contracts whose report could not be written, as they are tried again."""
        self._try_again = 0.0
        self._sources = self._sources_before = stamps_of(request.sources)
        self._bench = self._load()

    def run(self) -> NoReturn:
        """Look, tell, wait, for ever."""
        first = self._watched.first()
        self._targets.refuse_existing(first.changed)
        self._take(first)
        others = f" ({self._watched.others} of other kinds left out)" if self._watched.others else ""
        count = len(first.changed)
        say(f"watching {count} {'file' if count == 1 else 'files'}{others}. Ctrl-C ends it.")
        while True:
            self._look_at_sources()
            started = time.monotonic()
            changes = self._watched.look()
            looking = time.monotonic() - started
            self._take(changes)
            self._write_owed()
            time.sleep(max(self._request.every, _SHARE * looking))

    def _take(self, changes: Changes) -> None:
        """Tell of everything that a look found."""
        for folder, why in changes.closed:
            say(f"{visible(folder)}: the folder cannot be opened ({why}). Its files count as unchanged until it can.")
        left = {path: self._seen.pop(path) for path in changes.gone if path in self._seen}
        for path in changes.gone:
            self._owed.pop(path, None)
        for path in changes.changed:
            self._guarded(path, partial(self._check, path, left))
            if stamp_of(Path(path)) != self._watched.stamp(path):
                self._watched.again(path)  # it was written meanwhile
        for path in sorted(left):
            _tell(f"{visible(path)}: gone{self._stays(path)}")

    def _stays(self, path: str) -> str:
        """What is to be said of the report on a file that is no longer there; empty where there is none."""
        report = self._targets.left(path)
        return f"; its report stays ({visible(str(report))})" if report else ""

    def _guarded(self, path: str, act: Callable[[], bool]) -> bool:
        """What `act` gives; False when it fails, which is told."""
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - one bad file must not end the watch; it is told
            if os.path.exists(path):  # else the next look tells that it is gone
                report_failure(error, path)
            return False

    def _check(self, path: str, left: dict[str, _Seen]) -> bool:
        """Judge a file unless its content is what it was; one of those that have `left` may be it."""
        data, content = self._read(path)
        seen, old = self._seen.get(path), None
        if seen is None:
            old = next((other for other, one in left.items() if one.sha256 == content), None)
            seen = _Seen("", None) if old is None else left.pop(old)
        elif seen.sha256 == content:
            return False
        seen.sha256 = content
        self._seen[path] = seen
        try:
            return self._judge(path, data, seen, name=visible(path) + (f" (was {visible(old)})" if old else ""))
        finally:
            if old is not None and (stays := self._stays(old)):
                _tell(f"{visible(old)}: renamed{stays}")

    def _judge(self, path: str, data: bytes, seen: _Seen, *, name: str = "") -> bool:
        """Tell what a file came to, without a `name` only if that is other than before; gives whether it is."""
        document = self._isolation.start(data, Path(path).name).document()
        report, topics = self._bench.checker.check(document), self._bench.topics
        before, now = seen.standing, standing(report, {slug: topic.title for slug, topic in topics.items()})
        seen.standing = now
        if before is None:
            _tell(tell_first(name or visible(path), now))
        elif name or now != before:
            _tell(*tell_change(name or visible(path), before, now))
        for part in report.coverage.unread if name else ():
            say(f"{visible(path)}: {part.name} was not read: {part.why}")
        self._write(path, Shown(report, document, topics))
        return now != before

    def _write(self, path: str, shown: Shown) -> bool:
        """Write a report; where that fails it is told once, and tried again until it succeeds. Gives whether it did."""
        try:
            self._targets.write(path, shown)
        except UsageProblem as error:
            if path not in self._owed:
                report_failure(error, path)
                self._owed[path] = None
            return False
        self._owed.pop(path, None)
        return True

    def _write_owed(self) -> None:
        """Try again to write reports that could not be, up to one that still cannot, which is the last next time.

        Each is made anew: what is waiting for room on the disk must not fill the memory. So that a disk that stays full
        does not keep the machine busy, an attempt takes no greater part of the time than looking does.
        """
        started = time.monotonic()
        if started < self._try_again:
            return
        for path in tuple(self._owed):
            try:
                written = self._write_one(path)
            except Exception:  # noqa: BLE001 - one bad file must not end the watch; that it has no report was told
                written = False
            if not written:
                del self._owed[path]
                self._owed[path] = None
                self._try_again = time.monotonic() + _SHARE * (time.monotonic() - started)
                return

    def _write_one(self, path: str) -> bool:
        """Write the report that a file is owed, unless the file changed since, which the next look tells."""
        data, content = self._read(path)
        seen = self._seen.get(path)
        if seen is None or seen.sha256 != content or seen.standing is None:
            return False
        document = self._isolation.start(data, Path(path).name).document()
        shown = Shown(self._bench.checker.check(document), document, self._bench.topics)
        if not self._write(path, shown):
            return False
        say(f"{visible(path)}: its report is written now.")
        return True

    def _read(self, path: str) -> tuple[bytes, str]:
        """The bytes of a file and their hash."""
        with applying(self._request.how.limits):
            data = read_bytes(Path(path), path)
        return data, sha256(data).hexdigest()

    def _look_at_sources(self) -> None:
        """Load rules, model and deal anew once they changed and stand the same in two looks."""
        stamps = stamps_of(self._request.sources)
        settled, self._sources_before = stamps == self._sources_before, stamps
        if stamps == self._sources or not settled:
            return
        self._sources = stamps
        try:
            bench = self._load()
        except ClausecheckError as error:
            report_failure(error)
            say("this is not used until it is mended; watching goes on with what was read before.")
            return
        if bench.key == self._bench.key:
            return
        self._bench = bench
        other = sum(self._guarded(path, partial(self._again, path)) for path in sorted(self._seen))
        _tell(f"rules, model or deal changed: {other} of {len(self._seen)} come out differently")

    def _again(self, path: str) -> bool:
        """Judge a known file by new rules; gives whether something is other than before."""
        data, content = self._read(path)
        seen = self._seen[path]
        # What changed as well is told when it has settled; what could not be read cannot be read now.
        return seen.sha256 == content and seen.standing is not None and self._judge(path, data, seen)

    def _load(self) -> _Bench:
        """What judges, with all that it needs."""
        how = self._request.how
        model = open_model(self._isolation, self._passwords, how.model) if how.model else None
        deal = load_deal(self._request.agreed, how.figures)
        checker = Checker(
            rules=how.rules,
            model=model,
            engagement=str(how.engagement) if how.engagement else None,
            nation=str(how.nation) if how.nation else None,
            second_reader=how.second_reader,
            deal=deal,
        )
        _ = checker.bench, checker.standard
        return _Bench(checker, (checker.rulebook.sha256, model.sha256 if model else "", deal))


def _tell(*lines: str) -> None:
    """Lines on standard output at once, the first with the time of day; ends the command once nobody reads them."""
    stream = sys.stdout
    if stream is None:
        raise UsageProblem("standard output is closed. Leave it open: what changes is told there.")
    encoding = stream.encoding if stream.isatty() else "utf-8"
    text = f"{time.strftime('%H:%M:%S')} " + "\n".join(visible_lines(line) for line in lines) + "\n"
    try:
        stream.flush()
        stream.buffer.write(text.encode(encoding or "utf-8", "replace"))
        stream.flush()
    except BrokenPipeError:
        close_stdout()
        sys.exit(ExitCode.clean)
