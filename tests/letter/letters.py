"""Points, letters and names made by hand."""

from clausecheck.document import Document
from clausecheck.judging.checking import Checker
from clausecheck.letter.compose import Letter, compose, one_page, person, recipient
from clausecheck.letter.points import Point, Wording, agreed_points, points_of
from clausecheck.letter.text import fits_page

WORDINGS = {
    "overrun": Wording("Overrun pay", "Work after the finish time is paid at the hourly rate.", 5),
    "patient-cap": Wording("Number of patients", "The Locum sees at most 15 patients.", 5, ("agency",)),
    "disputes": Wording("Disputes", "Disputes go to mediation.", 1),
}


def point(topic: str = "overrun", *, must: bool = True, where: str = "Clause 5.2", ask: str = "", **more) -> Point:
    title = topic.replace("-", " ").capitalize()
    return Point(topic, title, where, ask or f"Ready words on {title}.", must, **more)


def letter(*points: Point, **changes: object) -> Letter:
    return compose(points, **{"to": "all at Elm Surgery", "name": "Dr Ada Mbeki", **changes})


def sample_letter(checker: Checker, document: Document) -> Letter:
    """The message on a contract, one page of it, as the command would write it."""
    contract = checker.read(document)
    report = checker.judge(contract)
    topics = {t.slug: t for t in checker.rulebook.topics}
    wordings = {slug: Wording(t.title, t.ask, t.silence, t.silence_unless) for slug, t in topics.items()}
    points = points_of(report.findings, report.terms, report.engagement, wordings)
    full = compose(
        points,
        to=recipient(contract.other_names),
        name=person(contract.locum_names),
        agreed=agreed_points(report.mismatches),
    )
    return one_page(full, fits_page)
