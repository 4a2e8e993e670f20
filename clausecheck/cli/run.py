"""What `check` does once it knows what is wanted: read, judge, write, and add up the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.choices import Engagement, Engine, Form, Nation, Ocr, Tracked
from clausecheck.cli.endings import refuse_file_name
from clausecheck.cli.faults import exit_code, explained, report_failure, say
from clausecheck.cli.forms import ENDINGS, Log, Shown, log_of, refuse_screen, rendered
from clausecheck.cli.gating import Gates, Gating, tell
from clausecheck.cli.inputs import STDIN, Inputs, open_model
from clausecheck.cli.narrowing import Narrowing, check_topics
from clausecheck.cli.output import file_in, refuse_overwriting, write_file, write_stdout
from clausecheck.cli.passwords import Passwords
from clausecheck.cli.playbooks import tell_passed_by
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Isolation
from clausecheck.record import record
from clausecheck.render.plain import visible
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.judging.checking import Checker

__all__ = ["STDIN", "Narrowing", "Request", "run"]

_SEPARATORS = {Form.terminal: "\n" + "=" * 80 + "\n\n", Form.markdown: "\n---\n\n"}
# What stands between two reports on standard output; JSON has each on a line of its own.


@record
class Request:
    """One call of `check`, configuration file included."""

    inputs: tuple[str, ...]
    together: bool = False
    form: Form = Form.terminal
    output: Path | None = None
    force: bool = False
    rules: tuple[Path, ...] = ()
    model: Path | None = None
    engagement: Engagement | None = None
    nation: Nation | None = None
    gating: Gating = Gating()
    narrowing: Narrowing = Narrowing()
    include_text: bool = False
    second_reader: bool = True
    engine: Engine = Engine.pdfium
    ocr: Ocr = Ocr.auto
    password: str | None = None
    tracked: Tracked = Tracked.accept
    limits: Limits = Limits()
    agreed: Path | None = None
    figures: tuple[tuple[str, float], ...] = ()
    """The locum's own, from the configuration file."""
    packs: tuple[str, ...] = ()
    playbook: Path | None = None

    @property
    def several(self) -> bool:
        """More than one result will come out."""
        return len(self.inputs) > 1 and not self.together

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files that -o must never write: those that are read, and the baseline."""
        named = [Path(name) for name in self.inputs if name != STDIN]
        return (*named, *(path for path in (self.model, self.agreed, self.playbook) if path), *self.gating.paths)


def run(request: Request) -> ExitCode:
    """Check every input; one that fails is told on standard error and does not stop the others.

    Raises `UsageProblem` and `RuleError` before anything is read.
    """
    gated = request.gating.topics(positions=request.playbook is not None)
    refuse_screen(request.form, request.output, several=request.several)
    targets = _targets(request)
    passwords = Passwords(request.password)
    engine, ocr, tracked = str(request.engine), str(request.ocr), str(request.tracked)
    with Isolation(request.limits, engine=engine, ocr=ocr, tracked=tracked) as isolation:
        inputs = Inputs(isolation, passwords, request.inputs)  # the first is read while the rules are loaded
        try:
            model = open_model(isolation, passwords, request.model) if request.model else None
        except UnreadableInput as error:
            return report_failure(error, f"--model {request.model}")
        checker = _checker(request, model)
        known = [slug for slug, _ in checker.rulebook.slugs]
        known += [topic.slug for topic in checker.topics if topic.slug not in known]
        check_topics((*request.narrowing.only, *request.narrowing.skip, *gated), known)
        places = (request.inputs,) if request.together else request.inputs
        gates = Gates(request.gating, known, places, whole=request.narrowing.idle)
        return _check_all(request, checker, inputs, targets, gates)


def _check_all(
    request: Request,
    checker: Checker,
    inputs: Inputs,
    targets: Sequence[tuple[str, Path | None]],
    gates: Gates,
) -> ExitCode:
    topics = {topic.slug: topic for topic in checker.topics}
    log = log_of(request.form, topics, include_text=request.include_text)
    codes: list[ExitCode] = []
    written = 0
    for name, target in targets:
        place = request.inputs if request.together else name
        try:
            document = _read(request, inputs)
            called = document.name if request.together else name
            report, verdict = gates.look(place, request.narrowing.apply(checker.check(document)))
            one_line = request.several and target is None
            shown = Shown(report, document, topics, request.include_text, target is None, one_line, verdict)
            if log is not None:
                log.add(called, shown)
            else:
                _write(rendered(request.form, shown), request.form, target, first=written == 0)
            written += 1
            codes += _codes(report, called, excused=verdict is not None and not verdict.unread)
            codes += tell(called, verdict)
            if request.packs:
                tell_passed_by(called, report, verdict)
        except Exception as error:  # noqa: BLE001 - one bad input must not stop the others; it is told and counted
            codes.append(gates.without(place, name, report_failure(error, "" if request.together else name)))
            if log is not None:
                log.fail(" + ".join(request.inputs) if request.together else name, explained(error))
    return _finished(request, log, gates, codes)


def _finished(request: Request, log: Log | None, gates: Gates, codes: list[ExitCode]) -> ExitCode:
    """The exit code of all, once the files that all inputs share are written."""
    codes += gates.finish()
    code = exit_code(codes)
    if log is not None:
        for gone in gates.gone():
            log.gone(gone.name, tuple(gone.every_finding()))
        _write(log.text(code), request.form, request.output, first=True)
    return code


def _checker(request: Request, model: Document | None) -> Checker:
    from clausecheck.cli.agreed import load_deal
    from clausecheck.cli.playbooks import load_playbook, ready
    from clausecheck.judging.checking import Checker

    checker = Checker(
        rules=request.rules,
        model=model,
        engagement=str(request.engagement) if request.engagement else None,
        nation=str(request.nation) if request.nation else None,
        second_reader=request.second_reader,
        deal=load_deal(request.agreed, request.figures),
        packs=request.packs,
        playbook=load_playbook(request.playbook),
    )
    return ready(checker)


def _targets(request: Request) -> list[tuple[str, Path | None]]:
    """Each result's input name and file, None for standard output.

    Raises `UsageProblem` for what must not be written.
    """
    if request.inputs.count(STDIN) > 1:
        raise UsageProblem("- (standard input) can be read only once.")
    names = list(request.inputs) if request.several else [request.inputs[0]]
    if request.output is None:
        return [(name, None) for name in names]
    if not request.several or request.form not in ENDINGS:
        refuse_overwriting(request.output, request.paths, force=request.force)
        return [(name, request.output) for name in names]
    if request.output.exists() and not request.output.is_dir():
        raise UsageProblem(f"{request.output} is a file. Several inputs need a folder after -o.")
    refuse_file_name(request.output)
    taken: set[str] = set()
    targets = [file_in(request.output, name, ENDINGS[request.form], taken) for name in names]
    if request.output.is_dir():
        for target in targets:
            refuse_overwriting(target, request.paths, force=request.force)
    else:
        try:
            request.output.mkdir(parents=True)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UsageProblem(
                f"{request.output}: the folder cannot be made ({why}). Choose another for -o."
            ) from error
    return list(zip(names, targets, strict=True))


def _read(request: Request, inputs: Inputs) -> Document:
    if not request.together:
        return inputs.next()
    from clausecheck.judging.together import join_documents

    return join_documents([inputs.next() for _ in request.inputs])


def _write(result: str | bytes, form: Form, target: Path | None, *, first: bool) -> None:
    if target is not None:
        write_file(target, result.encode("utf-8", "backslashreplace") if isinstance(result, str) else result)
    elif isinstance(result, str) and not first and form in _SEPARATORS:
        write_stdout(_SEPARATORS[form] + result)
    else:
        write_stdout(result)


def _codes(report: Report, name: str, *, excused: bool) -> Iterator[ExitCode]:
    """What was not read adds to the exit code, with a word on standard error for each; `name` as the user gave it."""
    for part in report.coverage.unread:
        say(f"{visible(name)}: {part.name} was not read: {part.why}")
    if not report.coverage.complete and not excused:
        yield ExitCode.unread
    for attached in report.attachments:
        yield from _codes(attached, attached.name, excused=excused)
