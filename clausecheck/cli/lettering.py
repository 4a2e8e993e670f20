"""What `letter` does once it knows what is wanted: read, judge, compose, write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.agreed import load_deal
from clausecheck.cli.contracts import Contracts, Ways, read_small, told_unread
from clausecheck.cli.faults import exit_code, say
from clausecheck.cli.output import write_file, write_stdout
from clausecheck.cli.playbooks import load_playbook
from clausecheck.document import Document
from clausecheck.errors import ExitCode, UnreadableInput
from clausecheck.judging.attached import sets_terms
from clausecheck.letter.compose import Again, Letter, compose, one_page, person, recipient
from clausecheck.letter.points import Point, Wording, agreed_points, points_of
from clausecheck.letter.text import fits_page, letter_text
from clausecheck.reading.contract import Contract
from clausecheck.record import record, replaced
from clausecheck.render.plain import visible
from clausecheck.rulebook.model import Rulebook

if TYPE_CHECKING:
    from clausecheck.beside import PositionMet

__all__ = ["Wanted", "write_letter"]


@record
class Wanted:
    """What kind of message, and where it goes."""

    form: str
    every: bool
    previous: Path | None
    agreed: Path | None
    to: str | None
    sender: str | None
    output: Path | None
    playbook: Path | None = None
    """Positions whose own wording goes before that of the rules."""


def write_letter(name: str, how: Ways, wanted: Wanted) -> ExitCode:
    """Write the message on one contract; raises UnreadableInput where there is nothing to write of."""
    contracts = Contracts(how)
    checker = contracts.checker(load_deal(wanted.agreed, how.figures), load_playbook(wanted.playbook))
    document = contracts.read(name)
    contract = checker.read(document)
    if contract.kind != "locum":
        raise UnreadableInput(
            document.name, "this does not read as a locum's contract", "clausecheck check FILE says more."
        )
    report = checker.judge(contract)
    if document.attachments and not sets_terms(report):
        raise UnreadableInput(
            document.name, "the message itself sets no terms", "Save the contract that is attached and name that file."
        )
    if any(notice.kind == "too-short" for notice in report.notices):
        raise UnreadableInput(document.name, "there is too little text to be a contract", "Name the contract itself.")
    codes = told_unread(document)
    wordings = _wordings(checker.rulebook, report.positions)
    points = points_of(report.findings, report.terms, report.engagement, wordings, report.protections)
    letter = compose(
        points,
        to=visible(wanted.to) if wanted.to else recipient(contract.other_names),
        name=visible(wanted.sender) if wanted.sender else person(contract.locum_names),
        agreed=agreed_points(report.mismatches),
        again=None
        if wanted.previous is None
        else _again(wanted.previous, points, contract.document, wordings, every=wanted.every),
    )
    if codes and not letter.sections:
        raise UnreadableInput(
            document.name,
            "not everything was read, and what was read asks for no change",
            "Nobody should be told that the rest is fine: have the whole file read first.",
        )
    if not wanted.every:
        letter = one_page(letter, fits_page)
    _tell(letter, contract)
    _write(letter, wanted)
    return exit_code(codes)


def _wordings(rulebook: Rulebook, positions: Sequence[PositionMet]) -> dict[str, Wording]:
    """Ready words by topic, those of a playbook before those of the rules; a number's stand with its findings."""
    own = {position.topic: position.ask for position in positions if position.ask and not position.quantity}
    return {
        topic.slug: Wording(topic.title, own.get(topic.slug, topic.ask), topic.silence, topic.silence_unless)
        for topic in rulebook.topics
    }


def _again(
    path: Path, points: Sequence[Point], document: Document, wordings: Mapping[str, Wording], *, every: bool
) -> Again:
    """What became of the message on the version before, which is composed once more to know what it asked for."""
    from clausecheck.letter.previous import again, read_previous

    before = read_previous(read_small(path, "--previous"), str(path))
    asked = points_of(before.findings, before.terms, before.engagement, wordings, before.protections)
    first = compose(asked, to="", name="")
    if not every:
        first = one_page(first, fits_page)
    found = again([item.point for item in first.items], before, points, document.text)
    if document.coverage.complete:
        return found
    say("not everything was read, so nobody is thanked: what seems to be gone may stand in the part that was not.")
    return replaced(found, conceded=())


def _tell(letter: Letter, contract: Contract) -> None:
    """What the sender should know before sending it."""
    if letter.left_out:
        say(f"{len(letter.items)} points on one page; --all writes the other {letter.left_out} as well.")
    if contract.author == "locum":
        say("this reads as a locum's own terms: make sure that the message goes to whoever should change them.")
    if letter.name.startswith("["):
        say("your name was not found in the contract: put it in, or use --from NAME.")


def _write(letter: Letter, wanted: Wanted) -> None:
    if wanted.form == "text":
        text = letter_text(letter)
        if wanted.output is None:
            write_stdout(text)
        else:
            write_file(wanted.output, text.encode("utf-8", "backslashreplace"))
        return
    if wanted.form == "eml":
        from clausecheck.letter.mail import letter_mail

        data = letter_mail(letter)
    else:
        from clausecheck.letter.word import letter_docx

        data = letter_docx(letter)
    if wanted.output is not None:
        write_file(wanted.output, data)
    else:
        write_stdout(data)
