"""Each form of a report: how its files are named, and whether every input has its own or all share one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clausecheck.cli.choices import Form
from clausecheck.errors import ExitCode, UsageProblem
from clausecheck.record import record
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.bulk.baseline import Known
    from clausecheck.bulk.screening import Verdict
    from clausecheck.document import Document
    from clausecheck.rulebook.model import Topic

__all__ = ["ENDINGS", "Log", "Shown", "log_of", "refuse_screen", "rendered"]

ENDINGS = {
    Form.terminal: ".txt",
    Form.brief: ".txt",
    Form.json: ".json",
    Form.html: ".html",
    Form.markdown: ".md",
    Form.xlsx: ".xlsx",
}
"""How the file of one input ends; forms that are not here put all inputs into one file."""


@record
class Shown:
    """What one input gave, and how it is wanted."""

    report: Report
    document: Document
    topics: Mapping[str, Topic]
    """Of the rulebook, by slug."""
    include_text: bool = False
    to_screen: bool = False
    """Standard output, not a file."""
    one_line: bool = False
    """A JSON report on a line of its own."""
    verdict: Verdict | None = None
    """What gates make of it, where there are any."""


def refuse_screen(form: Form, output: Path | None, *, several: bool) -> None:
    """Raise `UsageProblem` for several files on one standard output, or a workbook on a terminal."""
    if output is None and several and form is Form.html:
        raise UsageProblem("several HTML reports need a folder to go to: -o FOLDER.")
    if form is not Form.xlsx or output is not None:
        return
    if several:
        raise UsageProblem("several workbooks do not fit into standard output. Name a folder: -o reports/")
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageProblem("a workbook is not for a terminal. Name a file: -o report.xlsx")


def rendered(form: Form, shown: Shown) -> str | bytes:
    """One report in a form that has a file for each input."""
    if form is Form.json:
        from clausecheck.render.json import render_json

        text = shown.document.text if shown.include_text else None
        within = dict(_texts(shown.document)) if shown.include_text else None
        return render_json(shown.report, indent=None if shown.one_line else 2, text=text, within=within) + "\n"
    if form is Form.brief:
        from clausecheck.render.brief import render_brief

        return render_brief(shown.report, shown.verdict.passed if shown.verdict is not None else ())
    titles = _titles(shown.topics)
    if form is Form.html:
        from clausecheck.render.html import render_html

        return render_html(shown.report, shown.document, titles=titles)
    if form is Form.markdown:
        from clausecheck.render.markdown import render_markdown

        return render_markdown(shown.report, titles=titles)
    if form is Form.xlsx:
        from clausecheck.render.xlsx import render_xlsx

        return render_xlsx(shown.report, titles=titles)
    from clausecheck.cli.screen import colour_wanted, width_wanted
    from clausecheck.render.terminal import render_terminal

    return render_terminal(
        shown.report,
        titles=titles,
        width=width_wanted() if shown.to_screen else 80,
        colour=shown.to_screen and colour_wanted(),
    )


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Hash and text of each file within a document."""
    for inner in document.attachments:
        yield inner.sha256, inner.text
        yield from _texts(inner)


class Log(Protocol):
    """A file that all inputs share, written at the end."""

    def add(self, name: str, shown: Shown) -> None:
        """Take in what the input `name` gave."""

    def fail(self, name: str, why: str) -> None:
        """Take in that the input `name` could not be checked; `why` quotes nothing of it."""

    def gone(self, name: str, known: Sequence[Known]) -> None:
        """Take in findings of a baseline that no longer occur in the file `name`."""

    def text(self, code: ExitCode) -> str:
        """The whole file; `code` is what the run ends with."""


def log_of(form: Form, topics: Mapping[str, Topic], *, include_text: bool) -> Log | None:
    """The file that all inputs share in this form, None where each has its own."""
    if form is Form.sarif:
        return _Sarif(topics, include_text)
    return _Csv(topics) if form is Form.csv else None


class _Sarif:
    def __init__(self, topics: Mapping[str, Topic], include_text: bool) -> None:
        from clausecheck.render.sarif import SarifLog

        self._log = SarifLog(topics, include_text=include_text)

    def add(self, name: str, shown: Shown) -> None:
        if shown.verdict is None:
            self._log.add(_uri(name), shown.report, shown.document)
            return
        from clausecheck.bulk.sarif import beside

        self._log.add(_uri(name), shown.report, shown.document, beside=beside(shown.verdict.marks))
        self.gone(name, shown.verdict.stale)

    def fail(self, name: str, why: str) -> None:
        self._log.fail(_uri(name), why)

    def gone(self, name: str, known: Sequence[Known]) -> None:
        from clausecheck.bulk.sarif import absent

        for one in known:
            self._log.add_absent(_uri(name), absent(one))

    def text(self, code: ExitCode) -> str:
        return self._log.text(code)


class _Csv:
    def __init__(self, topics: Mapping[str, Topic]) -> None:
        from clausecheck.render.csv import CsvTable

        self._table = CsvTable(_titles(topics))

    def add(self, name: str, shown: Shown) -> None:
        self._table.add(name, shown.report)

    def fail(self, name: str, why: str) -> None:
        self._table.fail(name, why)

    def gone(self, name: str, known: Sequence[Known]) -> None:
        pass  # a table of findings has no row for what is no longer there

    def text(self, code: ExitCode) -> str:
        return self._table.text()


def _titles(topics: Mapping[str, Topic]) -> dict[str, str]:
    return {slug: topic.title for slug, topic in topics.items()}


def _uri(name: str) -> str:
    """An input's name as a reference relative to the working folder; of a file elsewhere only the name."""
    from clausecheck.cli.gating import shown_name
    from clausecheck.render.sarif import name_uri

    return name_uri(shown_name(name))
