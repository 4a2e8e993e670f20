"""`clausecheck mark`: the contract itself, marked up with what was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clausecheck.cli.faults import report_failure, say
from clausecheck.cli.limits import LimitOption
from clausecheck.cli.options import (
    EngagementOption,
    EngineOption,
    ForceOption,
    ModelOption,
    NationOption,
    OcrOption,
    PasswordOption,
    RulesOption,
    SecondReaderOption,
)
from clausecheck.cli.output import refuse_overwriting, write_file
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.cli.contracts import Ways

__all__ = ["EXAMPLES", "mark"]

_NAME_LONGEST = 100
_WORD_KIN = (".docm", ".dotx", ".dotm")
"""Word files with macros and templates: Word opens a copy of one only under the same ending."""

EXAMPLES = """\b
Examples:
  clausecheck mark contract.docx -o marked.docx
  clausecheck mark contract.docx -o marked.docx --redline --author "Dr A Locum"
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
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose comments and changes they are; clausecheck by default.")
    ] = None,
    force: ForceOption = False,
    rules: RulesOption = None,
    model: ModelOption = None,
    engagement: EngagementOption = None,
    nation: NationOption = None,
    no_second_reader: SecondReaderOption = False,
    engine: EngineOption = None,
    ocr: OcrOption = None,
    password: PasswordOption = None,
    limit: LimitOption = None,
) -> None:
    """Write a copy of a contract with every finding marked at its words.

    In Word each is a comment: why it matters, what the model says, the wording to ask for. In a PDF it is a highlight
    with the same in a pop-up note. The contract's own text and looks stay as they are, and FILE is never changed.
    """
    from clausecheck.cli.contracts import ways

    if str(file) == "-":
        raise UsageProblem("mark needs the name of a file, not standard input.")
    how = ways(
        rules=rules,
        model=model,
        engagement=engagement,
        nation=nation,
        no_second_reader=no_second_reader,
        engine=engine,
        ocr=ocr,
        password=password,
        limit=limit,
    )
    refuse_overwriting(output, [file, *([how.model] if how.model else [])], force=force)
    raise typer.Exit(_run(_Request(file, output, redline, cover, _author(author)), how))


def _author(name: str | None) -> str:
    """One visible line; raises UsageProblem for a name that is none."""
    from clausecheck.mark.notes import AUTHOR
    from clausecheck.render.plain import visible

    if name is None:
        return AUTHOR
    shown = visible(name).strip()
    if not shown or len(shown) > _NAME_LONGEST:
        raise UsageProblem(f"--author: write a name of 1 to {_NAME_LONGEST} characters.")
    return shown


@record
class _Request:
    file: Path
    output: Path
    redline: bool
    cover: bool
    author: str


def _run(request: _Request, how: Ways) -> ExitCode:
    """Check, mark and write; what cannot be read is told on standard error."""
    from clausecheck.cli.contracts import Contracts
    from clausecheck.extract.limits import applying
    from clausecheck.mark.marking import FORMATS, Wanted
    from clausecheck.mark.marking import mark as marked_copy

    contracts = Contracts(how)
    try:
        checker = contracts.checker()
    except UnreadableInput as error:
        return report_failure(error, f"--model {how.model}")
    topics = checker.rulebook.topics
    try:
        document = contracts.read(str(request.file))
        data = contracts.original(request.file, document)
        ending = FORMATS.get(document.format)
        if ending == ".docx" and request.file.suffix.lower() in _WORD_KIN:
            ending = request.file.suffix.lower()
        if ending is not None and request.output.suffix.lower() != ending:
            raise UsageProblem(f"{request.output}: the marked copy of {request.file} is a {ending} file. Name it so.")
        report = checker.check(document)
        wanted = Wanted(
            titles={topic.slug: topic.title for topic in topics},
            redline={topic.slug: topic.redline for topic in topics} if request.redline else None,
            cover=request.cover,
            author=request.author,
            password=contracts.password,
        )
        with applying(how.limits):
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
