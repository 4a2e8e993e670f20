"""Report → text for a terminal or a plain file: most important first, clear without colour."""

from __future__ import annotations

from collections.abc import Mapping

from clausecheck import __version__
from clausecheck.render.comparison import print_comparison, print_silence
from clausecheck.render.dealing import print_costs, print_mismatches
from clausecheck.render.page import Page
from clausecheck.render.passages import print_findings, print_protections
from clausecheck.render.telling import duties_line, ratio_line, rung, sources, unsaid
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, NOT_ADVICE, axis_title, counted, read_line
from clausecheck.report import Grade, Report, StakhanovRatio

__all__ = ["print_report", "render_terminal"]

_STYLES = {"A": "bold green", "B": "bold green", "C": "bold yellow", "D": "bold red", "E": "bold red"}


def render_terminal(
    report: Report, *, titles: Mapping[str, str] | None = None, width: int = 80, colour: bool = False
) -> str:
    """The report as text, `width` columns wide, ending in a newline; with ANSI colours only if `colour`.

    `titles` are the rules' titles of topics by slug; without them titles are made from the slugs.
    """
    page = Page(width, colour=colour, titles=titles)
    print_report(page, report)
    return page.text()


def print_report(page: Page, report: Report) -> None:
    """All that a report says, on a page of whatever form, the reports attached to it last."""
    _print_header(page, report)
    _print_grade(page, report)
    print_mismatches(page, report)
    if report.positions:
        from clausecheck.render.positions import print_positions

        print_positions(page, report)
    print_findings(page, report)
    print_protections(page, report)
    if report.measures is not None:  # None for what is no locum's contract: its silence means nothing
        print_silence(page, report)
        print_comparison(page, report)
        page.heading("MEASURES")
        _print_ratio(page, report.measures.stakhanov_ratio)
        page.line(duties_line(report.measures.duties), lead="Balance of duties:")
    _print_ladders(page, report)
    print_costs(page, report)
    _print_missing(page, report)
    if report.packs:
        from clausecheck.render.packs import print_packs

        print_packs(page, report)
    if report.grade is not None:
        _print_notices(page, report)
    _print_sources(page, report)
    for part in report.attachments:
        page.rule()
        page.line(part.name, lead="ATTACHED:" if report.format != "zip" else "FILE IN IT:")
        print_report(page, part)


def _print_header(page: Page, report: Report) -> None:
    page.line(report.name if report.name != "-" else "standard input", lead=f"clausecheck {__version__}:")
    size = counted(report.words, "word")
    if not report.words and report.attachments:
        size = counted(len(report.attachments), "file")
    if report.pages:
        size = f"{counted(report.pages, 'page')}, {size}"
    unread = report.coverage.unread
    whole = "Everything in it was read." if not unread else "NOT EVERYTHING WAS READ:"
    by_ocr = sum(part.ocr and part.read for part in report.coverage.parts)
    seen = f" {counted(by_ocr, 'page')} by OCR." if by_ocr else ""
    page.line(f"{size} ({report.format}).{seen} {whole}", lead="Read:")
    for part in unread:
        page.bullet(part.why or "it could not be read", indent=2, lead=f"{part.name}:")
    _print_ledger(page, report)
    engagement = ENGAGEMENTS.get(report.engagement, report.engagement)
    nation = NATIONS.get(report.nation, report.nation)
    if engagement or nation:
        place = f", in {nation}" if nation else ""
        page.line(f"{engagement}{place}. If that is wrong, use --engagement and --nation.", lead="Taken for:")


def _print_ledger(page: Page, report: Report) -> None:
    """What the words are made of, where that is more than pages or a body, and the pictures that were not read."""
    parts = [part for part in report.coverage.parts if part.read and not part.name.startswith("page ")]
    if len(parts) > 1:
        page.line("; ".join(f"{part.name} {counted(part.words, 'word')}" for part in parts) + ".", lead="Made up of:")
    if report.coverage.pictures:
        page.line(f"{report.coverage.pictures}. What may be written in them was not read.", lead="Pictures:")


def _print_grade(page: Page, report: Report) -> None:
    if report.grade is None:
        page.heading("NO GRADE")
        _notices(page, report)
        return
    grade = report.grade
    page.heading(f"GRADE {grade.letter}: {grade.verdict}", style=_STYLES.get(grade.letter, "bold"))
    for reason in grade.reasons:
        page.bullet(reason)
    _print_axes(page, grade)


def _print_axes(page: Page, grade: Grade) -> None:
    if not grade.axes:
        return
    page.blank()
    rows = [(axis_title(a.axis), a.letter, unsaid(a.reasons, grade.reasons)) for a in grade.axes]
    page.table(("Part", "Grade", "Because"), rows, (14, 6, 60))


def _print_ratio(page: Page, ratio: StakhanovRatio) -> None:
    page.line(ratio_line(ratio), lead="Stakhanov ratio:")
    for step in ratio.working:
        page.bullet(step, indent=2)


def _print_ladders(page: Page, report: Report) -> None:
    for ladder in report.ladders:
        page.blank()
        page.line("", lead=f"Scale, {ladder.name.replace('-', ' ')}:")
        for step in ladder.steps:
            page.bullet(rung(step), indent=2)


def _print_missing(page: Page, report: Report) -> None:
    if not report.missing_documents:
        return
    page.heading("DOCUMENTS THAT BIND YOU AND WERE NOT SHOWN")
    page.line("Ask to see these before you sign:")
    for missing in report.missing_documents:
        page.bullet(f"“{missing.quote}”", lead=f"{missing.name}:")


def _print_notices(page: Page, report: Report) -> None:
    if report.notices:
        page.heading("NOTICES")
        _notices(page, report)


def _notices(page: Page, report: Report) -> None:
    for notice in report.notices:
        page.bullet(notice.message)
        if notice.quote:
            page.line(f"“{notice.quote}”", indent=4)


def _print_sources(page: Page, report: Report) -> None:
    cited = sources(report)
    if cited:
        page.heading("SOURCES")
    for source in cited:
        nation = f" ({source.nation})" if source.nation not in ("", "UK") else ""
        page.line(f"{source.title}{nation}. Read {source.read}.", lead=f"[{source.key}]")
        if source.address:
            page.address(source.address, indent=2)
    page.blank()
    if report.read_date:
        page.line(read_line(report.read_date))
    page.line(NOT_ADVICE)
