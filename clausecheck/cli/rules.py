"""`clausecheck rules`: list, show, test and lint the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clausecheck.cli.options import RulesOption, complete_topics

if TYPE_CHECKING:
    from clausecheck.rulebook.packs import Pack

__all__ = ["app"]

app = typer.Typer(help="List, show, test and lint the rules.", no_args_is_help=True)

FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="A folder of your own rules, added to the built-in ones.")
]


OnePackOption = Annotated[
    str | None, typer.Option("--pack", metavar="NAME", help="The rules of this pack instead: agency.")
]


def _pack(name: str | None) -> Pack | None:
    """The pack to work on, None for the built-in rules."""
    from clausecheck.rulebook.packs import load_pack, wanted_packs

    return load_pack(name) if name and wanted_packs([name]) else None


def _alone(name: str | None, folder: Path | None) -> Pack | None:
    """As `_pack`; raises `UsageProblem` where a folder is named too."""
    from clausecheck.errors import UsageProblem

    if name and folder:
        raise UsageProblem("a folder and --pack do not go together: a pack stands on the built-in rules.")
    return _pack(name)


QuantitiesOption = Annotated[
    bool, typer.Option("--quantities", help="The numbers instead that a playbook or a deal sheet may name.")
]


@app.command("list")
def list_rules(rules: RulesOption = None, pack: OnePackOption = None, *, quantities: QuantitiesOption = False) -> None:
    """List every topic, part by part, with how many signals it has; with --quantities every number that is read."""
    from clausecheck.cli.output import write_stdout
    from clausecheck.cli.settings import load_settings
    from clausecheck.render.rulepages import rule_list
    from clausecheck.rulebook import load
    from clausecheck.rulebook.packs import known_packs

    if quantities:
        from clausecheck.render.quantities import quantity_list

        write_stdout(quantity_list())
        return
    chosen = _pack(pack)
    if chosen is not None:
        write_stdout(f"{chosen.title} ({chosen.name}): {chosen.description}\n\n{rule_list(chosen.rulebook)}")
        return
    others = ", ".join(name for name in known_packs()[1:])
    write_stdout(rule_list(load((*load_settings().rules, *(rules or ())))))
    write_stdout(f"Packs of rules beside these: {others} (--pack).\n" if others else "")


_SECOND_READER = """No rule stands behind this finding. A second reader, a small model trained on
labelled clauses, took the passage for one of this topic; the words that decided
and a known clause like it stand in the report. --no-second-reader leaves such
findings out."""


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A topic, such as overrun, or one signal of it.", autocompletion=complete_topics
        ),
    ],
    rules: RulesOption = None,
    pack: OnePackOption = None,
) -> None:
    """Show what a topic or signal looks for, why it matters, what to ask for, and on whose authority."""
    from clausecheck.cli.output import write_stdout
    from clausecheck.cli.screen import width_wanted
    from clausecheck.cli.settings import load_settings
    from clausecheck.errors import UsageProblem
    from clausecheck.render.rulepages import rule_page
    from clausecheck.rulebook import load

    chosen = _pack(pack)
    rulebook = chosen.rulebook if chosen else load((*load_settings().rules, *(rules or ())))
    topic, second, _ = name.partition(".second-reader-")
    page = rule_page(rulebook, topic, width=width_wanted())
    if second and page is not None:
        page = f"{_SECOND_READER}\n\n{page}"
    if page is None:
        from difflib import get_close_matches

        from clausecheck.rulebook.packs import pack_topics

        other = pack_topics().get(name.partition(".")[0])
        if other is not None and chosen is None:
            raise UsageProblem(f"{name} is of pack {other}. Add --pack {other}.")
        known = [t.slug for t in rulebook.topics] + [s.id for t in rulebook.topics for s in t.signals]
        near = get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else "clausecheck rules list shows all."
        raise UsageProblem(f"there is no topic or signal {name}. {hint}")
    write_stdout(page)


@app.command("test")
def run_examples(folder: FolderArgument = None, pack: OnePackOption = None) -> None:
    """Run the examples in the rule files: each must fire its signal or stay quiet. Exit 4 if one does not."""
    from clausecheck.cli.output import write_stdout
    from clausecheck.errors import ExitCode
    from clausecheck.rulebook import load
    from clausecheck.rulebook.examples import run

    chosen = _alone(pack, folder)
    rulebook = chosen.rulebook if chosen else load((folder,) if folder else ())
    failures = run(rulebook, engagement=chosen.engagements[0] if chosen and chosen.engagements else None)
    write_stdout("".join(f"{failure}\n" for failure in failures))
    count = sum(len(signal.examples) for topic in rulebook.topics for signal in topic.signals)
    write_stdout(f"{count - len(failures):,} of {count:,} examples do as they say.\n")
    if failures:
        raise typer.Exit(ExitCode.rules)


@app.command()
def lint(folder: FolderArgument = None, pack: OnePackOption = None) -> None:
    """Look the rules over as a set: ids, sources, patterns that match everything. Exit 4 on a fault."""
    from clausecheck.cli.output import write_stdout
    from clausecheck.errors import ExitCode
    from clausecheck.rulebook import load
    from clausecheck.rulebook.lint import lint as look_over

    chosen = _alone(pack, folder)
    problems = look_over(
        chosen.rulebook if chosen else load((folder,) if folder else ()), pack=chosen.name if chosen else ""
    )
    write_stdout("".join(f"{problem}\n" for problem in problems))
    if problems:
        raise typer.Exit(ExitCode.rules)
    write_stdout("The rules are in order.\n")
