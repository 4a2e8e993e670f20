"""`clausecheck model`: the fair contract that others are held against, to read or to send to a practice."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from clausecheck.cli.options import FileOption, ForceOption

__all__ = ["app"]

app = typer.Typer(help="Read or export the fair contract others are held against.", no_args_is_help=True)


class ModelForm(StrEnum):
    """The forms the model contract comes in."""

    md = "md"
    docx = "docx"


_ENDINGS = {
    ".md": (ModelForm.md,),
    ".markdown": (ModelForm.md,),
    ".txt": (ModelForm.md,),
    ".docx": (ModelForm.docx,),
}
_Format = Annotated[
    ModelForm | None,
    typer.Option("--format", help="Markdown text or a Word file.", show_default="by the ending of -o, else md"),
]


@app.command()
def show() -> None:
    """Print the model contract, with the figures of your configuration file."""
    from clausecheck.cli.output import write_stdout

    write_stdout(_filled())


@app.command()
def export(
    form: _Format = None,
    output: FileOption = None,
    force: ForceOption = False,
) -> None:
    """Write the model contract, with the figures of your configuration file, as Markdown or Word."""
    import sys

    from clausecheck.cli.endings import chosen
    from clausecheck.cli.output import refuse_overwriting, write_file, write_stdout
    from clausecheck.errors import UsageProblem
    from clausecheck.render.model_text import model_docx

    form = chosen(form, output, _ENDINGS, ModelForm.md)
    if output is not None:
        refuse_overwriting(output, (), force=force)
    elif form is ModelForm.docx and sys.stdout.isatty():
        raise UsageProblem("a Word file is not for a terminal. Name a file: -o model.docx")
    text = _filled()
    if form is ModelForm.md and output is None:
        write_stdout(text)
        return
    data = text.encode("utf-8") if form is ModelForm.md else model_docx(text)
    if output is not None:
        write_file(output, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _filled() -> str:
    """The model contract with the user's figures; a figure without a place is told on standard error."""
    import yaml

    from clausecheck.cli.faults import say
    from clausecheck.cli.settings import NOT_FOR_OTHERS, load_settings
    from clausecheck.errors import RuleError, RuleProblem
    from clausecheck.render.model_text import Proposal, fill
    from clausecheck.rulebook.places import builtin_folder

    folder = builtin_folder() / "model"
    try:
        text = (folder / "contract.md").read_text(encoding="utf-8")
        topics = yaml.safe_load((folder / "basis.yaml").read_text(encoding="utf-8"))["topics"]
        proposals = {
            name: Proposal(topic["clause"], value)
            for topic in topics.values()
            for name, value in topic["values"].items()
        }
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise RuleError(
            [RuleProblem("rules/model", 0, f"the model contract is not whole ({type(error).__name__})")]
        ) from error
    settings = load_settings()
    own = {name: value for name, value in settings.figures if name not in NOT_FOR_OTHERS}
    filled, unplaced = fill(text, proposals, own)
    for name in unplaced:
        say(f"{settings.path}: figures.{name} has no place in the model contract and is left out.")
    return filled
