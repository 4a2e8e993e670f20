"""Report → text for a terminal or a plain file: most important first, clear without colour."""

from __future__ import annotations

from collections.abc import Mapping

from clausecheck import __version__
from clausecheck.render.comparison import print_comparison, print_silence
from clausecheck.render.dealing import print_costs, print_mismatches
from clausecheck.render.page import Page
from clausecheck.render.passages import print_findings, print_protections
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, NOT_ADVICE, axis_title, counted, read_line
from clausecheck.report import Duties, Grade, LadderStep, Report, SourceNote, StakhanovRatio

__all__ = ["render_terminal"]

_STYLES = {"A": "bold green", "B": "bold green", "C": "bold yellow", "D": "bold red", "E": "bold red"}


def render_terminal(
    report: Report, *, titles: Mapping[str, str] | None = None, width: int = 80, colour: bool = False
) -> str:
    """The report as text, `width` columns wide, ending in a newline; with ANSI colours only if `colour`.

    `titles` are the rules' titles of topics by slug; without them titles are made from the slugs.
    """
    page = Page(width, colour=colour, titles=titles)
    _print_report(page, report)
    return page.text()


def _print_report(page: Page, report: Report) -> None:
    _print_header(page, report)
    _print_grade(page, report)
    print_mismatches(page, report)
    print_findings(page, report)
    print_protections(page, report)
    if report.measures is not None:  # None for what is no locum's contract: its silence means nothing
        print_silence(page, report)
        print_comparison(page, report)
        page.heading("MEASURES")
        _print_ratio(page, report.measures.stakhanov_ratio)
        _print_duties(page, report.measures.duties)
    _print_ladders(page, report)
    print_costs(page, report)
    _print_missing(page, report)
    if report.grade is not None:
        _print_notices(page, report)
    _print_sources(page, report)
    for part in report.attachments:
        page.blank()
        page.line("=" * 40)
        page.line(part.name, lead="ATTACHED:")
        _print_report(page, part)


def _print_header(page: Page, report: Report) -> None:
    page.line(report.name if report.name != "-" else "standard input", lead=f"clausecheck {__version__}:")
    size = counted(report.words, "word")
    if report.pages:
        size = f"{counted(report.pages, 'page')}, {size}"
    unread = report.coverage.unread
    whole = "Everything in it was read." if not unread else "NOT EVERYTHING WAS READ:"
    page.line(f"{size} ({report.format}). {whole}", lead="Read:")
    for part in unread:
        page.bullet(part.why or "it could not be read", indent=2, lead=f"{part.name}:")
    engagement = ENGAGEMENTS.get(report.engagement, report.engagement)
    nation = NATIONS.get(report.nation, report.nation)
    if engagement or nation:
        place = f", in {nation}" if nation else ""
        page.line(f"{engagement}{place}. If that is wrong, use --engagement and --nation.", lead="Taken for:")


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
    rows = [(axis_title(a.axis), a.letter, _unsaid(a.reasons, grade.reasons)) for a in grade.axes]
    page.table(("Part", "Grade", "Because"), rows, (14, 6, 60))


def _unsaid(reasons: tuple[str, ...], said: tuple[str, ...]) -> str:
    """An axis's reasons, those only mentioned that the whole contract's hold already."""
    left = [reason for reason in reasons if reason not in said]
    above = ["as above"] if len(left) < len(reasons) else []
    return "; ".join(above + left)


def _print_ratio(page: Page, ratio: StakhanovRatio) -> None:
    if ratio.unbounded:
        result = "no upper limit: the contract can ask for any amount of work in the time it pays for."
    elif ratio.value is None:
        result = "cannot be worked out from what the contract says."
    else:
        result = f"{ratio.value:.2f}{_minutes(ratio)}. Above 1 you work for nothing part of the time."
    page.line(result, lead="Stakhanov ratio:")
    for step in ratio.working:
        page.bullet(step, indent=2)


def _minutes(ratio: StakhanovRatio) -> str:
    if ratio.minutes_demanded is None or ratio.minutes_paid is None:
        return ""
    return f" ({ratio.minutes_demanded:g} minutes of work can be asked for {ratio.minutes_paid:g} minutes paid)"


def _print_duties(page: Page, duties: Duties) -> None:
    page.line(
        f"{counted(duties.locum, 'passage')} bind you, {duties.other:,} bind the other side; "
        f"in the model {duties.model_locum:,} and {duties.model_other:,}.",
        lead="Balance of duties:",
    )


def _print_ladders(page: Page, report: Report) -> None:
    for ladder in report.ladders:
        page.blank()
        page.line("", lead=f"Scale, {ladder.name.replace('-', ' ')}:")
        for step in ladder.steps:
            page.bullet(_rung(step), indent=2)


def _rung(step: LadderStep) -> str:
    """One rung in words; nothing is owed from the longest notice on, something below each shorter one."""
    if not step.percent:
        return f"{step.hours:g} hours' notice or more: nothing"
    return f"less than {step.hours:g} hours' notice: {step.percent:g}% of the fee"


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
    sources = _sources(report)
    if sources:
        page.heading("SOURCES")
    for source in sources:
        nation = f" ({source.nation})" if source.nation not in ("", "UK") else ""
        page.line(f"{source.title}{nation}. Read {source.read}.", lead=f"[{source.key}]")
        if source.address:
            page.address(source.address, indent=2)
    page.blank()
    if report.read_date:
        page.line(read_line(report.read_date))
    page.line(NOT_ADVICE)


def _sources(report: Report) -> list[SourceNote]:
    """The sources of the findings shown, each once, by key."""
    every = {source.key: source for finding in report.findings for source in finding.sources}
    return [every[key] for key in sorted(every)]
