"""The work on one contract: read, judge, and make every file that the page hands out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.errors import ClausecheckError, PasswordNeeded, UnreadableInput, UsageProblem
from clausecheck.isolation import Isolation
from clausecheck.judging.deal import FIGURES
from clausecheck.patterns import pattern
from clausecheck.record import record
from clausecheck.web.order import File, Order
from clausecheck.web.plainly import said
from clausecheck.web.summing import notes_on, summary
from clausecheck.web.wire import Ended, Noted, Stage, Teller

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.judging.checking import Checker
    from clausecheck.judging.deal import Deal
    from clausecheck.report import Report

__all__ = ["make"]

_TYPED = "What was agreed"
_LINE = pattern(r"^What was agreed:\d+: ", re.MULTILINE)
_ONE_CONTRACT = "Unpack it and choose the file you mean."
_LARGEST_SHEET = 1 << 16
"""Bytes; a deal sheet has a few hundred."""


def make(order: Order, teller: Teller) -> None:
    """Do all that was ordered; the last event says how it ended. Raises only what is a fault of our own."""
    try:
        _Making(order, teller).run()
    except PasswordNeeded as error:
        # Only a PDF opens with a password given to us; others must be saved without one first.
        teller.tell(Ended("password" if error.opens_with_password else "failed", _locked(error)))
    except ClausecheckError as error:
        if not isinstance(error, UnreadableInput | UsageProblem):
            raise
        teller.tell(Ended("failed", _LINE.sub(f"{_TYPED}: ", said(error))))
    else:
        teller.tell(Ended("done"))


def _locked(error: PasswordNeeded) -> str:
    if not error.opens_with_password:
        return said(error)
    from clausecheck.render.plain import visible

    return f"{visible(error.name)}: {visible(error.what)}."


@record
class _Judged:
    """A contract with its report."""

    document: Document
    report: Report
    checker: Checker

    @property
    def titles(self) -> dict[str, str]:
        return {topic.slug: topic.title for topic in self.checker.rulebook.topics}


class _Making:
    """One order on its way."""

    def __init__(self, order: Order, teller: Teller) -> None:
        self._order = order
        self._tell = teller.tell
        self._made = teller.made

    def run(self) -> None:
        """Everything, in the order in which the page wants it."""
        deal = self._deal()
        document = self._contract()
        model = self._model()
        self._tell(Stage("judging"))
        judged = self._judged(document, model, deal)
        self._tell(Stage("writing"))
        self._report(judged)
        self._tell(Stage("marking"))
        self._try("There is no marked copy", lambda: self._marked(judged))
        self._tell(Stage("letter"))
        self._try("There is no letter", lambda: self._letter(judged))

    def _try(self, lead: str, work: Callable[[], None]) -> None:
        """What cannot be made of this contract is told; the report stands without it."""
        try:
            work()
        except (UnreadableInput, UsageProblem) as error:
            self._tell(Noted(f"{lead}. {said(error)}"))

    def _contract(self) -> Document:
        order = self._order
        documents = [self._read(file) for file in order.files]
        if len(documents) == 1 and not order.together:
            return documents[0]
        from clausecheck.judging.together import join_documents

        return join_documents(documents)

    def _read(self, file: File | Path, stage: str = "reading") -> Document:
        """One file, read in a process of its own."""
        order, defaults = self._order, self._order.defaults
        self._tell(Stage(stage))
        source, name = (file, None) if isinstance(file, Path) else (file.data, file.name)
        with Isolation(defaults.limits, engine=defaults.engine, ocr=defaults.ocr) as isolation:
            reading = isolation.start(source, name, password=order.password)
            return reading.document(lambda pages: self._tell(Stage(stage, pages)))

    def _model(self) -> Document | None:
        """The contract to compare with; raises UnreadableInput unless it is one contract and was read whole."""
        own = self._order.defaults.model
        file = self._order.model or (None if own is None else Path(own))
        if file is None:
            return None
        document = self._read(file, "model")
        if not document.blocks:
            raise UnreadableInput(document.name, "an archive is not one contract", _ONE_CONTRACT)
        for part in document.coverage.unread:
            raise UnreadableInput(
                document.name, f"read only in part ({part.name}: {part.why})", "Compare with a file that can be read."
            )
        return document

    def _deal(self) -> Deal | None:
        """What was agreed and the own figures; raises UsageProblem with every fault in them."""
        order = self._order
        if not (order.sheet or order.agreed or order.figures or order.defaults.figures):
            return None
        from clausecheck.judging.deal import Deal, read_deal

        deal = Deal()
        if order.sheet is not None:
            if len(order.sheet.data) > _LARGEST_SHEET:
                raise UsageProblem(f"{order.sheet.name}: larger than a deal sheet can be. Choose the YAML file of it.")
            deal = read_deal(order.sheet.data, order.sheet.name)
        if order.agreed or order.figures:
            typed = read_deal(_sheet(order).encode(), _TYPED)
            deal = typed if order.sheet is None else deal.with_figures(typed.figures)
        return deal.with_figures(order.defaults.figures)

    def _judged(self, document: Document, model: Document | None, deal: Deal | None) -> _Judged:
        from clausecheck.judging.checking import Checker

        order, defaults = self._order, self._order.defaults
        checker = Checker(
            rules=tuple(map(Path, defaults.rules)),
            model=model,
            engagement=order.engagement or defaults.engagement,
            nation=order.nation or defaults.nation,
            deal=deal,
        )
        return _Judged(document, checker.check(document), checker)

    def _report(self, judged: _Judged) -> None:
        from clausecheck.render.html import render_html
        from clausecheck.render.json import render_json

        self._made("html", render_html(judged.report, judged.document, titles=judged.titles).encode())
        self._made("json", (render_json(judged.report, indent=2) + "\n").encode())
        self._tell(summary(judged.report))
        for note in notes_on(judged.report):
            self._tell(Noted(note))

    def _marked(self, judged: _Judged) -> None:
        from clausecheck.extract.limits import applying
        from clausecheck.mark.marking import FORMATS, Wanted, mark

        order, document = self._order, judged.document
        if len(order.files) > 1 or document.format not in FORMATS:
            return
        word = document.format == "docx"
        redline = {topic.slug: topic.redline for topic in judged.checker.rulebook.topics} if word else None
        plain = Wanted(titles=judged.titles, password=order.password)
        other = Wanted(titles=judged.titles, redline=redline, cover=not word, password=order.password)
        with applying(order.defaults.limits):
            first = mark(order.files[0].data, document, judged.report, plain)
            self._made("marked-docx" if word else "marked-pdf", first.data)
            for warning in first.warnings:
                self._tell(Noted(f"The marked copy: {warning}"))
            second = mark(order.files[0].data, document, judged.report, other)
            self._made("redline-docx" if word else "cover-pdf", second.data)

    def _letter(self, judged: _Judged) -> None:
        from clausecheck.letter.compose import compose, one_page, person, recipient
        from clausecheck.letter.mail import letter_mail
        from clausecheck.letter.points import Wording, agreed_points, points_of
        from clausecheck.letter.text import fits_page, letter_text
        from clausecheck.letter.word import letter_docx

        document, report = judged.document, judged.report
        if document.attachments:
            # Of a cover note alone it would say that there is nothing to ask for.
            self._tell(Noted("There is no letter: what is attached is judged apart. Tick “as one contract” for one."))
            return
        contract = judged.checker.read(document)
        if contract.kind != "locum":
            self._tell(Noted("There is no letter: this does not read as a locum's contract."))
            return
        wordings = {
            t.slug: Wording(t.title, t.ask, t.silence, t.silence_unless) for t in judged.checker.rulebook.topics
        }
        whole = compose(
            points_of(report.findings, report.terms, report.engagement, wordings, report.protections),
            to=recipient(contract.other_names),
            name=person(contract.locum_names),
            agreed=agreed_points(report.mismatches),
        )
        if not (whole.items or whole.sections or document.coverage.complete):
            self._tell(Noted("There is no letter: in what could be read there is nothing to ask for."))
            return
        letter = one_page(whole, fits_page)
        self._made("letter-text", letter_text(letter).encode("utf-8", "backslashreplace"))
        self._made("letter-eml", letter_mail(letter))
        self._made("letter-docx", letter_docx(letter))
        if letter.left_out:
            self._tell(Noted(f"The letter keeps to one page: {letter.left_out} lesser points are left out of it."))
        if letter.name.startswith("["):
            self._tell(Noted("Your name was not found in the contract: put it under the letter before you send it."))


def _sheet(order: Order) -> str:
    """What was typed, as the YAML of a deal sheet; each value in quotes, so it can be nothing but a value."""
    parts = (("agreed", order.agreed), ("figures", tuple((k, v) for k, v in order.figures if k in FIGURES)))
    lines = [
        line
        for head, pairs in parts
        if pairs
        for line in (f"{head}:", *(f"  {key}: {json.dumps(value)}" for key, value in pairs))
    ]
    return "\n".join(lines) + "\n"
