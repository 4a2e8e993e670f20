"""Points, letters and names made by hand."""

from clausecheck.letter.compose import Letter, compose
from clausecheck.letter.points import Point, Wording

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
