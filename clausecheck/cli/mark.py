"""`clausecheck mark`: the contract itself, marked up with what was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.choices import Engagement, Engine, Nation
from clausecheck.cli.direct import PASSWORD
from clausecheck.cli.faults import report_failure, say
from clausecheck.cli.options import ForceOption, ModelOption, RulesOption, SecondReaderOption
from clausecheck.cli.output import refuse_overwriting, write_file
from clausecheck.document import Document
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.record import record

__all__ = ["EXAMPLES", "mark"]

EXAMPLES = """\b
Examples:
  clausecheck mark contract.docx -o marked.docx
  clausecheck mark contract.docx -o marked.docx --redline
  clausecheck mark contract.pdf -o marked.pdf --cover

\b
Exit codes: 0 written; 2 wrong usage; 3 the contract could not be read, or only in part (then what was read is
marked); 4 rule files are wrong; 70 our own fault.
"""


def mark(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Word file (.docx) or a PDF with text.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="Write the marked copy there.")],
    *,
    redline: Annotated[
        bool, typer.Option("--redline", help="Word: propose wording as tracked changes beside the comments.")
    ] = False,
    cover: Annotated[bool, typer.Option("--cover", help="PDF: put a page with the grade in front.")] = False,
    force: ForceOption = False,
    rules: RulesOption = None,
    model: ModelOption = None,
    engagement: Annotated[Engagement | None, typer.Option(help="How you are engaged, if it is read wrongly.")] = None,
    nation: Annotated[Nation | None, typer.Option(help="Whose NHS you work for, if it is read wrongly.")] = None,
    no_second_reader: SecondReaderOption = False,
    engine: Annotated[Engine | None, typer.Option(help="What reads PDF files; pdfium is the quicker.")] = None,
    password: Annotated[str | None, typer.Option(envvar=PASSWORD, help="Opens an encrypted PDF.")] = None,
) -> None:
    """Write a copy of a contract with every finding marked at its words.

    In Word each is a comment: why it matters, what the model says, the wording to ask for. In a PDF it is a highlight
    with the same in a pop-up note. The contract's own text and looks stay as they are, and FILE is never changed.
    """
    from clausecheck.cli.settings import load_settings

    settings = load_settings()
    request = _Request(
        file=file,
        output=output,
        redline=redline,
        cover=cover,
        rules=(*settings.rules, *(rules or ())),
        model=model or settings.model,
        engagement=engagement or settings.engagement,
        nation=nation or settings.nation,
        second_reader=not no_second_reader,
        engine=str(engine or settings.engine or Engine.pdfium),
        password=password or None,
    )
    refuse_overwriting(output, [file, *([request.model] if request.model else [])], force=force)
    raise typer.Exit(_run(request))


@record
class _Request:
    file: Path
    output: Path
    redline: bool
    cover: bool
    rules: tuple[Path, ...]
    model: Path | None
    engagement: str | None
    nation: str | None
    second_reader: bool
    engine: str
    password: str | None


def _run(request: _Request) -> ExitCode:
    """Check, mark and write; what cannot be read is told on standard error."""
    from clausecheck.judging.checking import Checker
    from clausecheck.mark.marking import FORMATS, Wanted
    from clausecheck.mark.marking import mark as marked_copy

    try:
        model = None if request.model is None else _model(request, request.model)
    except UnreadableInput as error:
        return report_failure(error, f"--model {request.model}")
    checker = Checker(
        rules=request.rules,
        model=model,
        engagement=request.engagement,
        nation=request.nation,
        second_reader=request.second_reader,
    )
    topics = checker.rulebook.topics
    try:
        data, document = _read(request)
        ending = FORMATS.get(document.format)
        if ending is not None and request.output.suffix.lower() != ending:
            raise UsageProblem(f"{request.output}: the marked copy of {request.file} is a {ending} file. Name it so.")
        report = checker.check(document)
        wanted = Wanted(
            titles={topic.slug: topic.title for topic in topics},
            redline={topic.slug: topic.redline for topic in topics} if request.redline else None,
            cover=request.cover,
            password=request.password,
        )
        marked = marked_copy(data, document, report, wanted)
    except UnreadableInput as error:
        return report_failure(error, str(request.file))
    write_file(request.output, marked.data)
    say(f"{request.output}: {marked.summary}")
    for warning in marked.warnings:
        say(warning)
    for part in document.coverage.unread:
        say(f"{request.file}: {part.name} was not read and so is not marked: {part.why}")
    if report.grade is None:
        say(f"{request.file}: no grade could be given; clausecheck check says why")
    return ExitCode.clean if document.coverage.complete else ExitCode.unread


def _read(request: _Request) -> tuple[bytes, Document]:
    """The original's bytes and what was read from those very bytes."""
    from hashlib import sha256

    from clausecheck.extract import extract

    document = extract(request.file, engine=request.engine, password=request.password)
    data = request.file.read_bytes()
    if sha256(data).hexdigest() != document.sha256:
        raise UnreadableInput(document.name, "the file changed while it was read", "Try again once it is saved.")
    return data, document


def _model(request: _Request, path: Path) -> Document:
    """The contract to compare with; raises UnreadableInput unless it was read whole."""
    from clausecheck.extract import extract

    document = extract(path, engine=request.engine, password=request.password)
    for part in document.coverage.unread:
        raise UnreadableInput(
            document.name, f"read only in part ({part.name}: {part.why})", "Compare with a file that can be read whole."
        )
    return document
