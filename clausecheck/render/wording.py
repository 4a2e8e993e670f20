"""The words that every form of a report shares."""

from clausecheck.report import State

__all__ = [
    "BASIS",
    "ENGAGEMENTS",
    "NATIONS",
    "NOT_ADVICE",
    "SEVERITIES",
    "STATES",
    "axis_title",
    "counted",
    "read_line",
    "topic_title",
]

NOT_ADVICE = "This is not legal advice."

SEVERITIES = {
    5: "DO NOT SIGN UNCHANGED",
    4: "NEGOTIATE HARD",
    3: "CLARIFY OR LIMIT",
    2: "NOTE",
    1: "TRIVIAL",
}

STATES = {
    State.adverse: "hurts you",
    State.unclear: "unclear",
    State.silent: "silent",
    State.weaker: "weaker",
    State.met: "as the model",
    State.better: "better",
    State.not_applicable: "does not apply",
}

BASIS = {
    "law": "the law",
    "guidance": "published guidance",
    "market": "what the market pays and does",
    "judgement": "our own judgement",
}

ENGAGEMENTS = {
    "direct": "a contract directly with the practice",
    "company": "a contract through your own company",
    "agency": "a contract with an agency",
    "platform": "the terms of a booking platform",
    "chambers": "a contract through a chambers",
    "ooh": "out-of-hours work",
    "bank": "work for a staff bank",
    "digital": "remote work for a digital provider",
}

NATIONS = {"england": "England", "wales": "Wales", "scotland": "Scotland", "ni": "Northern Ireland"}


def topic_title(slug: str) -> str:
    """A topic as a reader would head it, made from its slug where the rules' own title is not at hand."""
    return slug.replace("-", " ").capitalize()


def axis_title(axis: str) -> str:
    """An axis as a reader would head it."""
    return axis.replace("-", " ").capitalize()


def counted(count: int, one: str, many: str = "") -> str:
    """`1 page`, `1,200 words`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def read_line(date: str) -> str:
    """What is said about the age of the law and guidance used; `date` is ISO 8601."""
    return f"Law and guidance as read on {date}."
