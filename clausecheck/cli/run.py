"""What `check` does once it knows what is wanted: read, judge, write, and add up the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.choices import Engagement, Engine, Form, Nation
from clausecheck.cli.faults import exit_code, report_failure, say
from clausecheck.cli.gates import Gate, GateKind, parse_gates, tripped
from clausecheck.cli.narrowing import Narrowing
from clausecheck.cli.output import file_in, refuse_overwriting, write_file, write_stdout
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.record import record
from clausecheck.render.plain import visible
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.judging.checking import Checker

__all__ = ["STDIN", "Request", "run"]

STDIN = "-"

_LARGEST_STDIN = 256 * 1024 * 1024
# More than any contract; what is read beyond it would only fill the memory before it is refused.

_ENDINGS = {Form.terminal: ".txt", Form.json: ".json"}

_SEPARATOR = "\n" + "=" * 80 + "\n\n"


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
    fail_on: tuple[str, ...] = ()
    narrowing: Narrowing = Narrowing()
    include_text: bool = False
    second_reader: bool = True
    engine: Engine = Engine.pdfium
    password: str | None = None
    agreed: Path | None = None
    figures: tuple[tuple[str, float], ...] = ()
    """The locum's own, from the configuration file."""

    @property
    def several(self) -> bool:
        """More than one result will come out."""
        return len(self.inputs) > 1 and not self.together

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files that are read and so must never be written: the inputs, the model and the deal sheet."""
        named = [Path(name) for name in self.inputs if name != STDIN]
        return (*named, *(path for path in (self.model, self.agreed) if path))


@record
class _Result:
    """What one input gave, and what its topics are called."""

    report: Report
    document: Document
    titles: Mapping[str, str]


def run(request: Request) -> ExitCode:
    """Check every input; one that fails is told on standard error and does not stop the others.

    Raises `UsageProblem` and `RuleError` before anything is read.
    """
    gates = parse_gates(request.fail_on)
    targets = _targets(request)
    try:
        model = _model(request)
    except UnreadableInput as error:
        return report_failure(error, f"--model {request.model}")
    checker = _checker(request, model)
    titles = {topic.slug: topic.title for topic in checker.rulebook.topics}
    _check_topics(request, gates, [slug for slug, _ in checker.rulebook.slugs])
    codes: list[ExitCode] = []
    shown = 0
    for name, target in targets:
        try:
            document = _read(request, name)
            report = request.narrowing.apply(checker.check(document))
            _write(request, _Result(report, document, titles), target, first=shown == 0)
            shown += 1
            codes += _codes(report, gates, report.name if request.together else name)
        except Exception as error:  # noqa: BLE001 - one bad input must not stop the others; it is told and counted
            codes.append(report_failure(error, "" if request.together else name))
    return exit_code(codes)


def _model(request: Request) -> Document | None:
    """The contract to compare with; raises UnreadableInput unless it was read whole."""
    if request.model is None:
        return None
    from clausecheck.extract import extract

    document = extract(request.model, engine=str(request.engine), password=request.password)
    for part in document.coverage.unread:
        raise UnreadableInput(
            document.name, f"read only in part ({part.name}: {part.why})", "Compare with a file that can be read whole."
        )
    return document


def _checker(request: Request, model: Document | None) -> Checker:
    from clausecheck.cli.agreed import load_deal
    from clausecheck.judging.checking import Checker

    return Checker(
        rules=request.rules,
        model=model,
        engagement=str(request.engagement) if request.engagement else None,
        nation=str(request.nation) if request.nation else None,
        second_reader=request.second_reader,
        deal=load_deal(request.agreed, request.figures),
    )


def _targets(request: Request) -> list[tuple[str, Path | None]]:
    """Each result's input name and file, None for standard output.

    Raises `UsageProblem` for what must not be written.
    """
    if request.inputs.count(STDIN) > 1:
        raise UsageProblem("- (standard input) can be read only once.")
    names = list(request.inputs) if request.several else [request.inputs[0]]
    if request.output is None:
        return [(name, None) for name in names]
    if not request.several:
        refuse_overwriting(request.output, request.paths, force=request.force)
        return [(names[0], request.output)]
    if request.output.exists() and not request.output.is_dir():
        raise UsageProblem(f"{request.output} is a file. Several inputs need a folder after -o.")
    taken: set[str] = set()
    targets = [file_in(request.output, name, _ENDINGS[request.form], taken) for name in names]
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


def _check_topics(request: Request, gates: Sequence[Gate], known: Sequence[str]) -> None:
    """Raise `UsageProblem` for a topic that no rule knows."""
    gated = [gate.value for gate in gates if gate.kind is GateKind.topic]
    for topic in (*request.narrowing.only, *request.narrowing.skip, *gated):
        if topic not in known:
            from difflib import get_close_matches

            near = get_close_matches(topic, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "clausecheck rules list shows all topics."
            raise UsageProblem(f"there is no topic {topic}. {hint}")


def _read(request: Request, name: str) -> Document:
    if not request.together or len(request.inputs) == 1:
        return _extract(request, name)
    from clausecheck.judging.together import join_documents

    return join_documents([_extract(request, part) for part in request.inputs])


def _extract(request: Request, name: str) -> Document:
    from clausecheck.extract import extract

    engine = str(request.engine)
    if name != STDIN:
        return extract(Path(name), engine=engine, password=request.password)
    if sys.stdin is None:
        raise UnreadableInput(STDIN, "standard input is closed", "Name a file, or pipe the contract's text in.")
    data = sys.stdin.buffer.read(_LARGEST_STDIN + 1)
    return extract(data, name=STDIN, engine=engine, password=request.password)


def _write(request: Request, result: _Result, target: Path | None, *, first: bool) -> None:
    text = _rendered(request, result, target)
    if target is not None:
        write_file(target, text.encode("utf-8", "backslashreplace"))
    elif request.form is Form.terminal and not first:
        write_stdout(_SEPARATOR + text)
    else:
        write_stdout(text)


def _rendered(request: Request, result: _Result, target: Path | None) -> str:
    if request.form is Form.json:
        from clausecheck.render.json import render_json

        text = result.document.text if request.include_text else None
        one_line = request.several and target is None
        return render_json(result.report, indent=None if one_line else 2, text=text) + "\n"
    from clausecheck.cli.screen import colour_wanted, width_wanted
    from clausecheck.render.terminal import render_terminal

    to_screen = target is None
    return render_terminal(
        result.report,
        titles=result.titles,
        width=width_wanted() if to_screen else 80,
        colour=to_screen and colour_wanted(),
    )


def _codes(report: Report, gates: Sequence[Gate], name: str) -> Iterator[ExitCode]:
    """What this report adds to the exit code, with a word on standard error for each; `name` as the user gave it."""
    for part in report.coverage.unread:
        say(f"{visible(name)}: {part.name} was not read: {part.why}")
    if not report.coverage.complete:
        yield ExitCode.unread
    for gate in tripped(report, gates):
        say(f"{visible(name)}: fails --fail-on {gate}")
        yield ExitCode.found
    for attached in report.attachments:
        yield from _codes(attached, (), attached.name)
