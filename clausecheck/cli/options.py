"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.cli.choices import Engagement, Engine, Nation, Ocr, Tracked
from clausecheck.cli.direct import PASSWORD

__all__ = [
    "AgreedOption",
    "BaselineOption",
    "EngagementOption",
    "EngineOption",
    "FailOnOption",
    "FileOption",
    "ForceOption",
    "ModelOption",
    "NationOption",
    "OcrOption",
    "OnlyOption",
    "OutputOption",
    "PackOption",
    "PasswordOption",
    "PlaybookOption",
    "RulesOption",
    "SecondReaderOption",
    "SkipOption",
    "SuppressionsOption",
    "TrackedOption",
    "WriteBaselineOption",
    "complete_topics",
]


def complete_topics(incomplete: str) -> list[str]:
    """Topics that begin with `incomplete`, for shell completion."""
    from clausecheck.rulebook.places import builtin_folder

    slugs = {path.stem for path in builtin_folder().glob("*/*.yaml") if path.parent.name not in ("model", "vocabulary")}
    return sorted(slug for slug in slugs if slug.startswith(incomplete))


AgreedOption = Annotated[
    Path | None,
    typer.Option("--agreed", metavar="FILE", help="What was agreed before (YAML): tell where the paper differs."),
]
PackOption = Annotated[
    list[str] | None,
    typer.Option("--pack", metavar="NAME", help="Add rules of another perspective: agency; repeatable."),
]
PlaybookOption = Annotated[
    Path | None,
    typer.Option("--playbook", metavar="FILE", help="Your positions (YAML): say which of them the contract meets."),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="Add a folder of your own rules; may be repeated."),
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="Compare with this contract instead of the model contract."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="Write there, in the form of FILE's ending; a folder for several inputs.",
    ),
]
SecondReaderOption = Annotated[
    bool,
    typer.Option("--no-second-reader", help="Only what the rules find, without the trained second reader."),
]
TrackedOption = Annotated[
    Tracked,
    typer.Option("--tracked", help="Word's tracked changes: read as if accepted, as if rejected, or both texts."),
]
FailOnOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WHAT",
        help="Exit 1 at grade:D or worse, severity:4 or more, topic:NAME, or position:fallback; repeatable.",
    ),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="What is known there passes; without --fail-on all new fails."),
]
WriteBaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--write-baseline", metavar="FILE", help="Record what this run finds as known, without contract text."
    ),
]
SuppressionsOption = Annotated[
    Path | None,
    typer.Option("--suppressions", metavar="FILE", help="Findings somebody answers for until a day (YAML)."),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(metavar="TOPIC", help="Show only this topic; repeatable.", autocompletion=complete_topics),
]
SkipOption = Annotated[
    list[str] | None,
    typer.Option(metavar="TOPIC", help="Leave this topic out; repeatable.", autocompletion=complete_topics),
]
PasswordOption = Annotated[str | None, typer.Option(envvar=PASSWORD, help="Opens an encrypted PDF.")]
EngineOption = Annotated[Engine | None, typer.Option(help="What reads PDF files; pdfium is the quicker.")]
EngagementOption = Annotated[Engagement | None, typer.Option(help="How you are engaged, if it is read wrongly.")]
NationOption = Annotated[Nation | None, typer.Option(help="Whose NHS you work for, if it is read wrongly.")]
FileOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write there; without --format the ending says the form."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Let -o replace an existing file (never an input).")]
OcrOption = Annotated[
    Ocr | None, typer.Option("--ocr", help="How scans and photos are read: fast, accurate (for photos), auto, or off.")
]
