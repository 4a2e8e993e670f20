"""The edits that a drafter or a negotiator makes to a contract, and what a case of one says must follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.mutations.bases import Base

__all__ = [
    "Case",
    "Edit",
    "defined",
    "faq",
    "older_mail",
    "replaced",
    "said",
    "schedule",
    "struck",
    "table",
    "tagged_deleted",
    "ticked",
    "unticked",
]

Edit = Callable[[Base], str]
"""What is done to a contract: its new text."""


@dataclass(frozen=True)
class Case:
    """One edit of one contract, and what must become of the topic."""

    id: str
    base: str
    edit: Edit
    expect: str
    topic: str = ""
    """Another topic than the one that the contract's deciding sentence is on."""
    also: tuple[str, ...] = ()
    """Topics that the edit rightly touches besides."""
    wrong: str = ""
    """Why the program still gets it wrong."""


def said(new: str) -> Edit:
    """Say something else in the place of the deciding sentence."""
    return lambda base: base.text.replace(base.target, new)


def replaced(old: str, new: str) -> Edit:
    """Change words anywhere in the contract; they must stand there exactly once."""

    def edit(base: Base) -> str:
        if base.text.count(old) != 1:
            raise ValueError(f"the words to change must stand in the contract once: {old}")
        return base.text.replace(old, new)

    return edit


def table(label: str, value: str) -> Edit:
    """Move the term into a row of a table below the clauses."""
    rows = f"| Item | Terms |\n|---|---|\n| Place of work | The surgery |\n| {label} | {value} |\n"
    return lambda base: base.text.replace(base.target, "See the table below.") + "\n" + rows


def defined(term: str, use: str) -> Edit:
    """Move the term into a definition, leaving an innocent use of the defined word where it stood."""
    return lambda base: base.text.replace(base.target, use) + f"\nDefinitions\n\n{term}\n"


def faq(question: str, answer: str) -> Edit:
    """Move the term into the answer to a frequently asked question."""
    section = (
        f"\nFREQUENTLY ASKED QUESTIONS\n\nQ: Where do I park?\nA: Behind the building.\n\nQ: {question}\nA: {answer}\n"
    )
    return lambda base: base.text.replace(base.target, "See the questions below.") + section


def schedule(line: str, *, prevails: bool) -> Edit:
    """Add a schedule that says something else than the body, and say which of the two prevails."""
    over, under = ("Schedule 1", "these terms") if prevails else ("these terms", "Schedule 1")
    verb = "prevails" if prevails else "prevail"
    clause = f"\n9. If Schedule 1 and these terms conflict, {over} {verb} over {under}.\n"
    return lambda base: f"{base.text}{clause}\nSCHEDULE 1\n\n{line}\n"


def older_mail(said_now: str, *, superseded: bool, chevrons: bool = False) -> Edit:
    """Put the contract below a newer message, which takes its place or only thanks for it."""
    opening = "Please ignore my earlier email; these are the terms now." if superseded else "Just to say thank you."

    def edit(base: Base) -> str:
        newer = (
            "From: Priya Shah <manager@brookside.example>\nTo: Dr Ellen Ward\nDate: 6 May 2026\n"
            f"Subject: RE: Locum cover on 18 and 19 May\n\nHi Ellen\n\n{opening} {said_now}\n\nPriya\n\n"
        )
        # Mail programs either cut the older message off or quote each of its lines.
        older = "\n".join(f"> {line}" for line in base.text.splitlines())
        return f"{newer}{older}\n" if chevrons else f"{newer}-----Original Message-----\n{base.text}"

    return edit


def struck(base: Base) -> str:
    """Strike the sentence out, as text from a marked-up draft shows it."""
    return base.text.replace(base.target, f"~~{base.target}~~")


def tagged_deleted(base: Base) -> str:
    """Mark the sentence as deleted in words, as negotiated drafts without formatting do."""
    return base.text.replace(base.target, f"[Deleted: {base.target}]")


def unticked(other: str) -> Edit:
    """Make the sentence the option of a form that was not chosen."""
    return lambda base: base.text.replace(base.target, f"Choose one:\n[ ] {base.target}\n[x] {other}\n")


def ticked(base: Base) -> str:
    """Make the sentence the option of a form that was chosen."""
    return base.text.replace(base.target, f"Choose those that apply:\n[x] {base.target}\n[ ] None of these.\n")
