"""One contract read and judged, for the commands that make something else of it than a report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.choices import Engagement, Engine, Nation
from clausecheck.cli.faults import say
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.record import record
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.judging.checking import Checker
    from clausecheck.judging.deal import Deal

__all__ = ["STDIN", "Ways", "read_document", "read_small", "told_unread", "ways"]

STDIN = "-"
_LARGEST_STDIN = 256 * 1024 * 1024
_LARGEST_SMALL = 64 << 20


@record
class Ways:
    """How contracts are read and judged: options and configuration file together."""

    rules: tuple[Path, ...] = ()
    model: Path | None = None
    engagement: Engagement | None = None
    nation: Nation | None = None
    second_reader: bool = True
    engine: Engine = Engine.pdfium
    password: str | None = None
    figures: tuple[tuple[str, float], ...] = ()

    def checker(self, deal: Deal | None = None) -> Checker:
        """What judges contracts in these ways."""
        from clausecheck.judging.checking import Checker

        return Checker(
            rules=self.rules,
            model=None if self.model is None else read_document(str(self.model), self),
            engagement=str(self.engagement) if self.engagement else None,
            nation=str(self.nation) if self.nation else None,
            second_reader=self.second_reader,
            deal=deal,
        )


def ways(
    *,
    rules: list[Path] | None = None,
    model: Path | None = None,
    engagement: Engagement | None = None,
    nation: Nation | None = None,
    no_second_reader: bool = False,
    engine: Engine | None = None,
    password: str | None = None,
) -> Ways:
    """Options with the configuration file behind them; raises `UsageProblem` for a faulty file."""
    from clausecheck.cli.settings import load_settings

    settings = load_settings()
    return Ways(
        rules=(*settings.rules, *(rules or ())),
        model=model or settings.model,
        engagement=engagement or settings.engagement,
        nation=nation or settings.nation,
        second_reader=not no_second_reader,
        engine=engine or settings.engine or Engine.pdfium,
        password=password,
        figures=settings.figures,
    )


def read_document(name: str, how: Ways) -> Document:
    """One file, or standard input for `-`; raises UnreadableInput."""
    from clausecheck.extract import extract

    engine = str(how.engine)
    if name != STDIN:
        return extract(Path(name), engine=engine, password=how.password)
    if sys.stdin is None:
        raise UnreadableInput(STDIN, "standard input is closed", "Name a file, or pipe the contract's text in.")
    return extract(sys.stdin.buffer.read(_LARGEST_STDIN + 1), name=STDIN, engine=engine, password=how.password)


def read_small(path: Path, option: str) -> bytes:
    """The bytes of a file named with an option; raises `UsageProblem` where it cannot be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_SMALL + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageProblem(f"{option} {path}: cannot be read ({why}). Check the name and the folder.") from error
    if len(data) > _LARGEST_SMALL:
        raise UsageProblem(f"{option} {path}: larger than {_LARGEST_SMALL >> 20} MB. Name the right file.")
    return data


def told_unread(document: Document) -> list[ExitCode]:
    """The exit code for what was not read of a document, each part told on standard error."""
    for part in document.coverage.unread:
        say(f"{visible(document.name)}: {part.name} was not read: {part.why}")
    return [] if document.coverage.complete else [ExitCode.unread]
